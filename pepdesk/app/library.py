"""The plans in an unlocked vault: listing, opening and storing them, as records rather than bytes.

Every function may take a while on a slow disk; call those that read or write from ``Jobs.run_file``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from pepdesk.app.turns import turn_word
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, text_of
from pepdesk.record.codec import read_record
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from pepdesk.rules.assess import Assessment
from pepdesk.storage import rotation
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.drafts import Drafts, KeptAsSibling, SetAside
from pepdesk.storage.generations import Generation
from pepdesk.storage.last_seen import read_last_seen, write_last_seen
from pepdesk.storage.rollback import Older, find_older, take_stock
from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of plans shows of one. It is sealed with the draft, so it may hold the child's name.

    ``answered`` and ``needed`` count required questions; ``signed`` the signatures on this version. ``attachments``
    are the SHA-256 of the pictures and documents this save names, so that none of them is removed. ``plan`` is the
    plan's lasting id, "" on cards of older saves.
    """

    first_name: str = ""
    surname: str = ""
    year_group: str = ""
    form: str = ""
    term: str = ""
    meeting: str = ""
    answered: int = 0
    needed: int = 0
    version: int = 1
    signed: int = 0
    attachments: tuple[str, ...] = ()
    plan: str = ""

    @property
    def initials(self) -> str:
        """The child's initials, or "?" when there is no name yet."""
        return "".join(name[0].upper() for name in (self.first_name, self.surname) if name) or "?"


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


def card_of(record: PepRecord, assessment: Assessment) -> Card:
    """The card of a plan as it is now."""

    def text(tab: str, field: str) -> str:
        return text_of(record.answers.get(Address(tab, field)))

    term = text("meeting", "term")
    choices = record.form.field("meeting", "term").choices if record.form.has("meeting", "term") else ""
    if term and choices:
        term = record.form.choices[choices].label(term)
    year = text("child", "year_group")
    return Card(
        first_name=text("child", "preferred_name") or text("child", "first_name"),
        surname=text("child", "surname"),
        year_group=year_group_words(year) if year else "",
        form=record.form.title,
        term=" ".join(part for part in (term, text("meeting", "academic_year")) if part),
        meeting=text("meeting", "date"),
        answered=sum(tab.required_done for tab in assessment.tabs.values()),
        needed=sum(tab.required for tab in assessment.tabs.values()),
        version=record.version,
        signed=len(record.signings),
        attachments=tuple(sorted(_attached(record))),
        turn=turn_word(record, assessment),
        plan=record.plan_id,
    )


def _attached(record: PepRecord) -> set[str]:
    answers = (answer for answer in record.answers.values() if isinstance(answer, Attached))
    return {file.sha256 for answer in answers for file in answer.files}


def write_card(card: Card) -> bytes:
    """The card as bytes, for a draft's sealed summary."""
    return json.dumps(asdict(card), ensure_ascii=False, sort_keys=True).encode()


def read_card(data: bytes) -> Card:
    """The card in a summary; an empty one when it was made by a version that wrote something else."""
    try:
        known = {key: value for key, value in json.loads(data).items() if key in Card.__slots__}
        files = tuple(one for one in known.pop("attachments", ()) if isinstance(one, str))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Card()
    sound = all(type(value) is type(getattr(_NO_CARD, name)) for name, value in known.items())
    return Card(**known, attachments=files) if sound else Card(attachments=files)  # named files are never swept away


_NO_CARD = Card()


def _entry(head: Generation, here: set[str]) -> Entry:
    beside = head.sibling_of[0] if head.sibling_of and head.sibling_of[0] in here else ""
    return Entry(head.draft_id, read_card(head.summary), head.saved_at, beside, head.number)


class Library:
    """The plans of one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.drafts = Drafts(vault)
        self.attachments = Blobs(vault)
        self._noted: set[str] = set()  # drafts whose first save since they were opened is in the audit trail
        self._trusts_folder = False  # not before it was compared, and an older copy accepted

    def entries(self) -> tuple[Entry, ...]:
        """Every plan that was not deleted, last saved first."""
        heads = [head for head in self.drafts.summaries() if not head.going]
        return tuple(_entry(head, {one.draft_id for one in heads}) for head in heads)

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
