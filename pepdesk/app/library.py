"""The plans in an unlocked vault: listing, opening and storing them, as records rather than bytes.

Every function may take a while on a slow disk; call those that read or write from ``Jobs.run_file``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, text_of
from pepdesk.record.codec import read_record
from pepdesk.record.record import PepRecord
from pepdesk.record.values import year_group_words
from pepdesk.rules.assess import Assessment
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.drafts import Drafts, SetAside
from pepdesk.storage.generations import Generation
from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of plans shows of one. It is sealed with the draft, so it may hold the child's name.

    ``answered`` and ``needed`` count required questions; ``signed`` the signatures on this version. ``attachments``
    are the SHA-256 of the pictures and documents this save names, so that none of them is removed.
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

    @property
    def initials(self) -> str:
        """The child's initials, or "?" when there is no name yet."""
        return "".join(name[0].upper() for name in (self.first_name, self.surname) if name) or "?"


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan in the list: its draft, what it shows, when it was last saved, and whether that was beside another."""

    draft_id: str
    card: Card
    saved_at: datetime
    is_sibling: bool


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
        known["attachments"] = tuple(known.get("attachments", ()))
        return Card(**known)
    except (ValueError, AttributeError, TypeError):
        return Card()


class Library:
    """The plans of one unlocked vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.drafts = Drafts(vault)
        self.attachments = Blobs(vault)

    def entries(self) -> tuple[Entry, ...]:
        """Every plan, last saved first."""
        return tuple(
            Entry(head.draft_id, read_card(head.summary), head.saved_at, head.sibling_of is not None)
            for head in self.drafts.summaries()
        )

    def open(self, draft_id: str) -> OpenedPlan:
        """The newest whole save of a plan. Raises ``StorageProblem`` or ``RecordProblem``."""
        opened = self.drafts.open_newest(draft_id)
        return OpenedPlan(read_record(opened.body), opened.generation, opened.set_aside)

    def drop_unused_attachments(self) -> int:
        """Remove pictures and documents that no save of any plan names (``Blobs.drop_unused``); gives how many.

        Nothing goes while a save cannot be read: it may name them.
        """
        heads = self.drafts.every_summary()
        if heads is None:
            return 0
        return self.attachments.drop_unused(digest for head in heads for digest in read_card(head).attachments)
