"""What handing a plan over does in the background: who there is, what would go along, the package. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.app.contact_cards import load_cards
from pepdesk.app.handover import Outgoing, contents, propose_sections, say, send
from pepdesk.handover.ledger import ledger_of
from pepdesk.handover.said import holds
from pepdesk.handover.sections import sections, value_of
from pepdesk.handover.sending import attached
from pepdesk.handover.signed import Kind
from pepdesk.handover.words import initials
from pepdesk.people.escrow_card import EscrowCard
from pepdesk.problem import HandoverProblem, PepDeskProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.handover.sections import Section
    from pepdesk.handover.sending import Line
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.people.card_book import CardBook
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.vault import Vault

MOST_DOCUMENTS = 16
LARGEST_DOCUMENT = 40 << 20


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody a plan could be handed to. ``school``: the data lead's card that can open the vault, None for none."""

    book: CardBook
    school: EscrowCard | None


@dataclass(frozen=True, slots=True)
class Order:
    """What to hand over, of ``record``, to whom and with what; ``photos``: attachments of answers go along.

    ``ready``: say that one's own part is ready.
    """

    record: PepRecord
    vault: Vault
    own: OwnCard
    to: tuple[Card, ...]
    chosen: tuple[Section, ...]
    read: Callable[[str], bytes]
    photos: bool
    documents: tuple[Path, ...]
    note: str
    reason: str
    escrow: EscrowCard | None
    file: Path
    draft_id: str
    ready: bool


def read_circle(vault: Vault) -> Circle:
    """Everybody a plan could be handed to. Raises ``StorageProblem``."""
    keys = [slot.reader for slot in vault.slots() if slot.reader]
    school = EscrowCard(tr("The data lead"), tr("The school"), bytes.fromhex(keys[0])) if keys else None
    return Circle(load_cards(vault), school)


def parts(record: PepRecord, own: Card, book: CardBook) -> tuple[Line, ...]:
    """Everything that could go along, in words, but what holds nothing: so does a draft of empty lines alone."""
    lines = contents(record, own, book, sections(record.form))
    return tuple(line for line in lines if line.kind != "nothing" and (line.answers or line.kind != "draft"))


def ticked_at_first(record: PepRecord, own: Card, book: CardBook, to: tuple[Card, ...]) -> frozenset[Section]:
    """The parts that are ticked as long as nobody chose otherwise."""
    return frozenset(propose_sections(record, own, book, to))


def count_attachments(record: PepRecord, chosen: frozenset[Section]) -> int:
    """How many pictures and documents the answers of these parts name."""
    return len(set[str]().union(*(attached(value_of(record, section)) for section in chosen)))


def file_name(record: PepRecord, day: date) -> str:
    """A name for the package, with the child's initials at most."""
    letters = initials(record).replace(".", "")
    stem = f"plan-{letters}" if letters.isalpha() else "plan"
    return f"{stem}-{day.isoformat()}.pepx"


@dataclass(frozen=True, slots=True)
class Packed:
    """The package, not written yet, and how many pictures or documents of answers are not here and so stay out."""

    out: Outgoing
    missing: int


def make_package(order: Order) -> Packed:
    """Make the package; nothing is written yet. Raises ``PepDeskProblem``."""
    record = with_my_signature(order.record, order.own)
    if order.ready:
        record = replace(record, handover=say(record, order.own, Kind.READY))
    documents = [(path.name, _bytes_of(path)) for path in order.documents]
    pictures = _Pictures(order)
    out = send(
        record, order.vault, order.own, order.to, chosen=order.chosen, read=pictures.read, documents=documents,
        note=order.note, reason=order.reason, escrow=order.escrow, file_name=order.file.name, draft_id=order.draft_id,
    )  # fmt: skip
    return Packed(out, pictures.missing)


def with_my_signature(record: PepRecord, own: OwnCard) -> PepRecord:
    """The plan with what I signed also said to the others: a signature in a file alone would not travel."""
    mine = [one for one in record.signings if one.fingerprint and one.fingerprint == own.card.certificate.hex()]
    said = ledger_of(record).statements
    if not mine or any(one.kind is Kind.SIGNED and one.by == own.card.id and holds(one, record) for one in said):
        return record
    return replace(record, handover=say(record, own, Kind.SIGNED, fingerprint=mine[-1].fingerprint))


class _Pictures:
    """Gives the bytes of attachments, and counts those that are not here: they were left out on the way here."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self.missing = 0

    def read(self, digest: str) -> bytes | None:
        """The bytes; None for one that stays here or is not here."""
        if not self._order.photos:
            return None
        try:
            return self._order.read(digest)
        except PepDeskProblem:
            self.missing += 1
            return None


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_DOCUMENT + 1)
    except OSError as error:
        raise HandoverProblem(
            tr("A document cannot be read: {name}", name=path.name), tr("Choose it again."), code="unreadable"
        ) from error
    if len(data) > LARGEST_DOCUMENT:
        raise HandoverProblem(
            tr("A document is too large to go along."), tr("Hand it over by itself."), code="too-large"
        )
    return data


def fit_document(path: Path) -> bool:
    """Whether a file's name and kind can travel: PDF or Word, a name of at most 160 letters."""
    return path.suffix.lower() in (".pdf", ".docx") and path.name.isprintable() and len(path.name) <= 160
