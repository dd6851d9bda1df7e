"""When a plan changes hands: a colleague writes some parts, somebody new takes over, the child changes school."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pepdesk.handover.sections import Section, sections
from pepdesk.handover.signed import Kind, Statement, sign_statement
from pepdesk.handover.words import initials
from pepdesk.people.card import CARD_ROLES
from pepdesk.problem import HandoverProblem
from pepdesk.record.values import long_date
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pepdesk.handover.ledger import Ledger
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.record.record import PepRecord


def delegate(
    record: PepRecord, ledger: Ledger, own: OwnCard, to: Card, parts: Iterable[Section], now_ms: int
) -> Ledger:
    """Ask a colleague to write these parts from now on (none: no longer any).

    Whoever asks answers for what they write: it goes on to others only signed by themselves. Raises
    ``HandoverProblem`` for parts that are not one's own.
    """
    some = tuple(parts)
    if not all(section.written_by(own.card.role) for section in some):
        raise HandoverProblem(
            tr("Only parts you write yourself can be given to a colleague."),
            tr("Choose among your own parts."),
            code="not-yours",
        )
    named = {str(section): "0" * 64 for section in some}
    said = sign_statement(own, Kind.DELEGATED, record.plan_id, record.version, named, now_ms, to=to.id)
    return ledger.with_card(own.card).with_card(to).with_statement(said)


def delegations(ledger: Ledger) -> dict[str, Statement]:
    """Who writes parts for somebody: card id → what was last said about it (only those who still have parts)."""
    last = {one.to: one for one in ledger.statements if one.kind is Kind.DELEGATED}
    return {card: one for card, one in last.items() if one.sections}


def hand_over_to(ledger: Ledger, leaves: Card | None, comes: Card, now_ms: int) -> Ledger:
    """Somebody new in a role: what ``leaves`` (None: nobody known) signs from now on is refused; the rest stays.

    Raises ``HandoverProblem`` when the two are not in the same role.
    """
    if leaves is not None and leaves.role != comes.role:
        raise HandoverProblem(
            tr("The new person is in another role."), tr("Choose the card of their successor."), code="role"
        )
    left = {card: at for card, at in ledger.left.items() if card != comes.id}
    if leaves is not None:
        left[leaves.id] = now_ms
    return replace(ledger.with_card(comes), left=left)


def bundle_for_new_school(record: PepRecord) -> tuple[Section, ...]:
    """The sections a new school gets: the whole plan."""
    return sections(record.form)


def tell_authority(record: PepRecord, leaves: Card | None, comes: Card, day: date, own: Card) -> str:
    """A message to the authority about a new person, with the child's initials only. PepDesk sends nothing itself."""
    role = CARD_ROLES[comes.role].lower()
    before = f" in place of {leaves.name}" if leaves is not None else ""
    moved = leaves is not None and leaves.organisation != comes.organisation
    school = f" The plan goes on at {comes.organisation}." if moved else ""
    return "\n\n".join(
        (
            "Dear colleagues,",
            f"from {long_date(day.isoformat())}, {comes.name} ({comes.organisation}) is the {role} for the education "
            f"plan of {initials(record)}{before or ' now'}.{school} Please change your records, and send what concerns "
            "the plan there.",
            f"Plan: {record.plan_id[:8]}, version {record.version}.",
            f"{own.name}\n{own.title}, {own.organisation}",
        )
    )
