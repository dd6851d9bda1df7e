"""Whose turn it is, as the overview tells it: plain values from ``handover.standing``, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.model import Role
from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import sent_now
from pepdesk.record.sent import sent_words
from pepdesk.rules.places import owner, person, sentence
from pepdesk.ui.parts.owners import OWNERS
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.handover.standing import Owed, Standing
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.view import View

LINKED = 8
"""So many questions of one side are linked; the rest are in the list of problems."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side still owes: whose it is in words, each question with where it is, how many more there are."""

    role: Role
    says: str
    questions: tuple[tuple[str, Address], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Turn:
    """``says`` is one sentence; ``void`` signatures that no longer count; ``feedback`` the virtual school's words.

    ``remind`` is whom a reminder could go to. ``exchanged``: the plan was handed over or taken in before.
    """

    says: str
    sides: tuple[Side, ...]
    remind: tuple[Role, ...]
    ready: tuple[str, ...]
    void: tuple[str, ...]
    feedback: str
    to_choose: int
    exchanged: bool


def turn_of(found: Assessment) -> Turn | None:
    """Whose turn it is; None when what the plan remembers of its exchanges cannot be read."""
    # Imported here: a plan that is only looked at needs no cryptography before its overview is shown.
    from pepdesk.handover.ledger import ledger_of
    from pepdesk.handover.standing import standing as standing_of

    record, view = found.view.record, found.view
    try:
        standing = standing_of(record, ledger_of(record), found)
    except PepDeskProblem:
        return None
    sent = sent_now(record)
    return Turn(
        sent_words(sent.on, sent.to) + "." if sent else _says(standing, view),
        tuple(_side(one, view) for one in standing.owed),
        standing.turn,
        tuple(sentence(person(Role(role), view.phase)) for role in standing.ready if role in set(Role)),
        tuple(one.says for one in standing.void),
        standing.feedback,
        standing.to_choose,
        bool(record.handover),
    )


def _says(standing: Standing, view: View) -> str:
    """The turn in one sentence; the questions follow as links."""
    from pepdesk.handover.standing import State

    if standing.state is State.SIGNED_OFF:
        return tr("All have signed. Once it has gone, say so: Plan, I have sent it.")
    if standing.state is State.RETURNED:
        return tr("The virtual school has returned the plan for amendment.")
    if not standing.turn:
        return tr("Nothing is left to do.")
    if standing.blocked:
        names = tr(" and ").join(owner(role, view.phase) for role in standing.turn)
        return tr("It is the turn of {names}.", names=names)
    return tr("{who} can sign now.", who=sentence(person(standing.turn[0], view.phase)))


def _side(one: Owed, view: View) -> Side:
    pairs = tuple(zip(one.names, one.questions, strict=True))
    shape = OWNERS[one.role][0]
    who = sentence(owner(one.role, view.phase))
    many = len(pairs)
    says = trn(
        "{who} still has one question to answer or put right",
        "{who} still has {count} questions to answer or put right",
        many,
        who=who,
    )
    if one.role is Role.BOTH:
        says = trn(
            "{who} still have one question to answer or put right",
            "{who} still have {count} questions to answer or put right",
            many,
            who=who,
        )
    says = f"{shape} {says}"
    return Side(one.role, says, pairs[:LINKED], max(len(pairs) - LINKED, 0))
