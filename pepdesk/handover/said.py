"""What people said of a plan as it stood: whom to believe, whether it still holds, and who may write which part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.handover.sections import Section, sections, value_of
from pepdesk.handover.signed import Kind, Statement, is_said_by, value_hash
from pepdesk.record.record import Signing

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.handover.ledger import Ledger
    from pepdesk.people.card import Card
    from pepdesk.people.card_book import CardBook
    from pepdesk.record.record import PepRecord

VIRTUAL_SCHOOL: Final = "virtual_school"
_SIGNERS: Final = frozenset({"designated_teacher", "social_worker", VIRTUAL_SCHOOL, "carer", "parent", "child"})


@dataclass(frozen=True, slots=True)
class Believed:
    """The ledger with what is new, that by itself, and how many statements nobody vouches for."""

    ledger: Ledger
    new: tuple[Statement, ...]
    refused: int


def writer_of(book: CardBook, ledger: Ledger, card: Card) -> Callable[[Section], bool]:
    """Whether the holder of ``card`` writes a section of the plan: by role, or because its owner asked them to."""

    def writes(section: Section) -> bool:
        return section.written_by(card.role) or _is_delegated(ledger, book, section, card.id)

    return writes


def _is_delegated(ledger: Ledger, book: CardBook, section: Section, card_id: str) -> bool:
    """Whether somebody whose part it is has asked the holder of that card to write it; what was said last counts."""
    for one in reversed(ledger.statements):
        author = book.card(one.by)
        if one.kind is Kind.DELEGATED and one.to == card_id and author and section.written_by(author.role):
            return str(section) in one.sections
    return False


def believe(ledger: Ledger, statements: tuple[Statement, ...], book: CardBook, plan: str) -> Believed:
    """Keep what people who are known say of this plan, if it is theirs to say."""
    new, refused = list[Statement](), 0
    known = {one.digest for one in ledger.statements}
    for one in statements:
        author = book.card(one.by)
        left = one.at > ledger.left.get(one.by, one.at)
        if author is None or one.plan != plan or left or not is_said_by(one, author) or not _may_say(one):
            refused += 1
        elif one.digest not in known:
            ledger = ledger.with_statement(one).with_card(author)
            new.append(one)
    return Believed(ledger, tuple(new), refused)


def _may_say(one: Statement) -> bool:
    if one.kind is Kind.RETURNED:
        return one.role == VIRTUAL_SCHOOL
    if one.kind is Kind.DELEGATED:
        return all(Section(*name.split(".")).written_by(one.role) for name in one.sections)
    return one.role in _SIGNERS


def covered(form: Form) -> tuple[Section, ...]:
    """The sections a signature speaks for: all but what the virtual school adds afterwards."""
    return tuple(section for section in sections(form) if section.side != VIRTUAL_SCHOOL)


def hashes_of(record: PepRecord, some: tuple[Section, ...]) -> dict[str, str]:
    """Each section's hash as it stands, for a statement."""
    return {str(section): value_hash(value_of(record, section)) for section in some}


def changed_since(one: Statement, record: PepRecord) -> tuple[Section, ...]:
    """The sections a statement names that are not as they were when it was made."""
    named = [Section(*name.split(".")) for name in one.sections]
    now = hashes_of(record, tuple(named))
    return tuple(section for section in named if now[str(section)] != one.sections[str(section)])


def holds(one: Statement, record: PepRecord) -> bool:
    """Whether a statement speaks for the text as it is: the same version, every part that it names as it was.

    A signature must name every part there is.
    """
    if one.version != record.version:
        return False
    whole = {str(section) for section in covered(record.form)}
    if one.kind is Kind.SIGNED and not whole <= one.sections.keys():
        return False
    return not changed_since(one, record)


def signings_for(record: PepRecord, ledger: Ledger, *, amended: bool = False) -> tuple[Signing, ...]:
    """Others' signatures that hold for this text and that the record does not name yet."""
    have = {(one.role, one.snapshot) for one in record.signings} if not amended else set()
    return tuple(
        Signing(one.name, one.role, _iso(one.at), one.snapshot, one.fingerprint)
        for one in ledger.statements
        if one.kind is Kind.SIGNED and (one.role, one.snapshot) not in have and holds(one, record)
    )


def _iso(at_ms: int) -> str:
    return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).isoformat(timespec="seconds")
