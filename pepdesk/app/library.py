"""The plans in an unlocked vault: listing, opening and storing them, as records rather than bytes.

Every function may take a while on a slow disk; call those that read or write from ``Jobs.run_file``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pepdesk.app.plan_card import Card, card_of, read_card, write_card
from pepdesk.record.codec import read_record
from pepdesk.record.record import PepRecord
from pepdesk.storage import rotation
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.drafts import Drafts, KeptAsSibling, SetAside
from pepdesk.storage.generations import Generation
from pepdesk.storage.last_seen import read_last_seen, write_last_seen
from pepdesk.storage.rollback import Older, find_older, take_stock
from pepdesk.storage.vault import Vault

__all__ = ["Card", "Entry", "Library", "OpenedPlan", "card_of", "read_card", "write_card"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan in the list: its draft, what it shows, when it was last saved and in which save.

    ``beside`` is the draft that it stands beside after a conflict, as long as that one is here; "" for most.
    """

    draft_id: str
    card: Card
    saved_at: datetime
    beside: str = ""
    number: int = 1

    @property
    def is_sibling(self) -> bool:
        """Whether another version of this plan is here that it was kept beside."""
        return bool(self.beside)


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan read from the vault, the save it came from, and newer saves that were damaged and set aside."""

    record: PepRecord
    generation: Generation
    set_aside: tuple[SetAside, ...]


class Library:
    """The plans of one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.drafts = Drafts(vault)
        self.attachments = Blobs(vault)
        self._cards: dict[str, tuple[bytes, Card]] = {}  # each draft's last summary as it was read
        self._noted: set[str] = set()  # drafts whose first save since they were opened is in the audit trail
        self._trusts_folder = False  # not before it was compared, and an older copy accepted

    def entries(self) -> tuple[Entry, ...]:
        """Every plan that was not deleted, last saved first."""
        heads = [head for head in self.drafts.summaries() if not head.going]
        here = {head.draft_id for head in heads}
        known, self._cards = self._cards, {}
        found = []
        for head in heads:
            before = known.get(head.draft_id)
            card = before[1] if before and before[0] == head.summary else read_card(head.summary)
            self._cards[head.draft_id] = (head.summary, card)
            beside = head.sibling_of[0] if head.sibling_of and head.sibling_of[0] in here else ""
            found.append(Entry(head.draft_id, card, head.saved_at, beside, head.number))
        return tuple(found)

    def open(self, draft_id: str) -> OpenedPlan:
        """The newest whole save of a plan. Raises ``StorageProblem`` or ``RecordProblem``."""
        opened = self.drafts.open_newest(draft_id)
        self._noted.discard(draft_id)
        self.vault.audit.note("opened", draft_id, save=str(opened.generation.number))
        return OpenedPlan(read_record(opened.body), opened.generation, opened.set_aside)

    def save(
        self,
        draft_id: str,
        body: bytes,
        card: bytes,
        based_on: Generation | None,
        *,
        kept: bool = False,
        signed: bool = False,
    ) -> Generation:
        """Store a plan (``Drafts.save``); the first save since it was opened and kept ones go into the audit trail."""
        try:
            saved = self.drafts.save(draft_id, body, card, based_on, kept=kept, signed=signed)
        except KeptAsSibling as conflict:
            self.vault.audit.note("saved", conflict.kept.draft_id, save=str(conflict.kept.number), beside=draft_id)
            raise
        if kept or draft_id not in self._noted:
            self._noted.add(draft_id)
            self.vault.audit.note("saved", draft_id, save=str(saved.number))
        return saved

    def look_back(self) -> Older:
        """Whether the folder is older than what is known of it; the first thing after unlocking.

        A change of key that was interrupted is finished first.
        If not, what is there now is what is known from here on; if so, only after ``accept_folder``. Raises
        ``StorageProblem``.
        """
        rotation.resume(self.vault)
        seen = read_last_seen(self.vault)
        older = find_older(self.vault, self.drafts.files, seen)
        if not older:
            self._trust_folder(write=seen is None)
        return older

    def accept_folder(self, older: Older) -> None:
        """Somebody was told that the folder is older and goes on with it. Raises ``NotSaved``."""
        counts = {"set_back": older.set_back, "missing": older.missing, "returned": older.returned}
        self.vault.audit.note("older-folder", **{name: str(len(drafts)) for name, drafts in counts.items()})
        self._trust_folder(write=True)

    def keep_manifest(self) -> None:
        """Store what is known of the folder, in the vault file and on this computer, if it changed.

        Call it on locking and every few minutes. Raises ``NotSaved``.
        """
        if self.vault.keep_manifest() and self._trusts_folder:
            write_last_seen(self.vault)

    def _trust_folder(self, *, write: bool) -> None:
        self._trusts_folder = True
        self.vault.note_folder(take_stock(self.vault, self.drafts.files))
        if self.vault.keep_manifest() or write:
            write_last_seen(self.vault)

    def drop_unused_attachments(self) -> int:
        """Remove pictures and documents that no save of any plan names (``Blobs.drop_unused``); gives how many.

        Nothing goes while a save cannot be read: it may name them.
        """
        heads = self.drafts.every_summary()
        if heads is None:
            return 0
        return self.attachments.drop_unused(digest for head in heads for digest in read_card(head).attachments)
