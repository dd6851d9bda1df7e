"""Where a plan stands between its people: whose turn it is, what each side owes, who signed and what that is worth.

What is missing, and the order of signing, are the rules' (``rules.sign_off``); what was said and signed by others is
the ledger's. Nothing here is stored: it is worked out afresh.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.handover.choosing import open_choices
from pepdesk.handover.said import changed_since, holds
from pepdesk.handover.signed import Kind, Statement
from pepdesk.handover.words import initials
from pepdesk.record.values import long_date
from pepdesk.rules.issue import Level
from pepdesk.rules.places import counted, listed, owner, person, question_name, sentence
from pepdesk.rules.sign_off import Blocker, blockers, has_signed, next_to_sign

if TYPE_CHECKING:
    from pepdesk.handover.ledger import Ledger
    from pepdesk.record.record import PepRecord
    from pepdesk.rules.assess import Assessment
    from pepdesk.rules.view import View


class State(StrEnum):
    """How far a plan has come between its people."""

    WRITING = "writing"  # somebody still owes answers
    READY = "ready"  # nothing is missing for the next signature
    SIGNED = "signed"  # somebody signed, not yet all
    RETURNED = "returned"  # the virtual school wants something changed
    SIGNED_OFF = "signed off"  # all in the authority's order have signed


@dataclass(frozen=True, slots=True)
class Owed:
    """What one side still owes: ``questions`` in form order, and their names as people find them."""

    role: Role
    questions: tuple[Address, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Void:
    """A signature that no longer counts; ``tabs`` are the titles of what changed since, ``says`` the whole sentence."""

    name: str
    role: str
    tabs: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the plan stands. ``turn`` is whose move it is, several while several owe answers; none when all is done.

    ``blocked`` is why the next to sign cannot yet; ``ready`` are the roles that said their part is ready and whose part
    has not changed since; ``feedback`` the virtual school's words if it returned the plan; ``to_choose`` how many
    answers stand side by side here.
    """

    state: State
    turn: tuple[Role, ...]
    owed: tuple[Owed, ...]
    blocked: tuple[Blocker, ...]
    signed: tuple[Role, ...]
    ready: tuple[str, ...]
    void: tuple[Void, ...]
    feedback: str
    to_choose: int
    says: str


def standing(record: PepRecord, ledger: Ledger, assessment: Assessment) -> Standing:
    """Where ``record`` stands. ``assessment`` is its own, of today."""
    view = assessment.view
    following = next_to_sign(view)
    owed = tuple(_owed(view, assessment))
    signed = tuple(role for role in view.authority.sign_off_order if has_signed(view, role))
    back = _returned(record, ledger)
    blocked = blockers(view, assessment.issues, following) if following else ()
    state = _state(back, following, signed, blocked)
    turn = _turn(state, owed, following)
    to_choose = len(open_choices(record, ledger))
    ready = tuple(dict.fromkeys(one.role for one in ledger.statements if one.kind is Kind.READY and holds(one, record)))
    void = tuple(_void(one, record) for one in ledger.statements if one.kind is Kind.SIGNED and not holds(one, record))
    feedback = back.words if back else ""
    says = _says(view, state, turn, blocked, back)
    if to_choose:
        have = "has" if to_choose == 1 else "have"
        says += f" Before that, {counted(to_choose, 'answer')} here {have} two versions: choose one."
    return Standing(state, turn, owed, blocked, signed, ready, void, feedback, to_choose, says)


def reminder(record: PepRecord, assessment: Assessment, role: Role, name: str = "", own: str = "") -> str:
    """A message to whoever is in that role: exactly which questions they still owe, or that they can sign."""
    view = assessment.view
    mine = next((one for one in _owed(view, assessment) if one.role is role), None)
    lines = [f"Hello{' ' + name if name else ''},"]
    if mine is not None:
        count = counted(len(mine.questions), "question")
        needs, them = ("needs", "it") if len(mine.questions) == 1 else ("need", "them")
        lines.append(f"for the education plan of {initials(record)}, {count} in your part still {needs} an answer:")
        lines.append("\n".join(f"– {one}" for one in mine.names))
        lines.append(f"Please answer {them} in your copy and send your part back.")
    elif next_to_sign(view) is role:
        lines.append(f"the education plan of {initials(record)} is complete and waits for your signature.")
    else:
        lines.append(f"thank you: nothing is missing in your part of the education plan of {initials(record)}.")
    return "\n\n".join((*lines, own)).strip()


def _owed(view: View, assessment: Assessment) -> list[Owed]:
    found = []
    for role in Role:
        issues = [one for one in assessment.issues if one.level is Level.MUST and one.owner is role]
        places = tuple(dict.fromkeys(one.address for one in issues))
        if places:
            found.append(Owed(role, places, tuple(question_name(view, place) for place in places)))
    return found


def _returned(record: PepRecord, ledger: Ledger) -> Statement | None:
    """The virtual school's return, unless somebody signed a later version or said it is ready since."""
    back = next((one for one in reversed(ledger.statements) if one.kind is Kind.RETURNED), None)
    if back is None or back.version < record.version - 1:
        return None
    after = [one for one in ledger.statements if one.at > back.at and one.kind in (Kind.SIGNED, Kind.READY)]
    return None if after else back


def _state(
    back: Statement | None, following: Role | None, signed: tuple[Role, ...], blocked: tuple[Blocker, ...]
) -> State:
    if back is not None:
        return State.RETURNED
    if following is None:
        return State.SIGNED_OFF
    if signed:
        return State.SIGNED
    return State.WRITING if blocked else State.READY


def _turn(state: State, owed: tuple[Owed, ...], following: Role | None) -> tuple[Role, ...]:
    if state is State.RETURNED:
        return (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)
    writers = [one.role for one in owed if one.role in (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)]
    if any(one.role not in (Role.VIRTUAL_SCHOOL, *writers) for one in owed):
        return (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)  # shared questions: either side may answer
    if writers:
        return tuple(writers)
    return (following,) if following else ()


def _says(
    view: View, state: State, turn: tuple[Role, ...], blocked: tuple[Blocker, ...], back: Statement | None
) -> str:
    if state is State.SIGNED_OFF:
        return "All have signed. Nothing is left to do."
    who = listed(owner(role, view.phase) for role in turn)
    if back is not None:
        day = long_date(dt.datetime.fromtimestamp(back.at / 1000, dt.UTC).date().isoformat())
        return f"{back.name} returned the plan on {day}. It is the turn of {who}: {back.words}".strip()
    if blocked:
        return f"It is the turn of {who}. " + " ".join(one.says for one in blocked)
    return f"{sentence(person(turn[0], view.phase))} can sign now." if turn else "Nothing is left to do."


def _void(one: Statement, record: PepRecord) -> Void:
    titles = tuple(dict.fromkeys(record.form.tab(section.tab).title for section in changed_since(one, record)))
    if one.version != record.version:
        why = f"{one.name} signed version {one.version}; this is version {record.version}"
    elif titles:
        why = f"{one.name} signed before this changed: {', '.join(titles)}"
    else:
        why = f"{one.name} signed without all of this plan"
    return Void(one.name, one.role, titles, f"{why}. The signature does not count for what is here now.")
