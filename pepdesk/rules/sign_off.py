"""Who signs, in which order, and what each is waiting for: by name and question, never a button that is just not there.

The counter-example is seed 003: the social worker's button is hidden until the school has answered, and nobody is told
which question it is. Here a ``Blocker`` says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.values import long_date
from pepdesk.rules.codes import UNFINISHED
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import counted, issue_at, listed, owner, person, question_name, sentence

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.rules.view import View

_GAPS = UNFINISHED | {"reason", "who"}
"""Codes of what is not there yet; every other must is something to put right."""
_SIDE_ROLES = (Role.BOTH, Role.CHILD, Role.CARER, Role.PARENT)
"""Those whose questions everybody waits for, because nobody of them has a turn of their own in the order."""
_NAMED = 4
"""So many questions are named in the sentence; the rest are counted. All are in ``questions``."""
_DISAGREES = "disagree"
_WITH_NOTE = (_DISAGREES, "agree_with_note")


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why ``role`` cannot sign yet: ``waiting_for`` owes ``questions``, or, if there are none, has to sign first.

    ``says`` is the whole sentence for people. ``questions`` are the places to answer or put right, in form order.
    """

    role: Role
    waiting_for: Role
    questions: tuple[Address, ...]
    says: str


def signed_on(view: View, role: Role) -> date | None:
    """The day ``role`` signed, as the sign-off tab has it; None if there is none that can be read."""
    return view.day("sign_off", "date", role.value)


def has_signed(view: View, role: Role) -> bool:
    """Whether ``role`` signed: in PepDesk, or with a date on the sign-off tab (paper, e-mail, at the meeting)."""
    if any(signing.role == role.value for signing in view.record.signings):
        return True
    return view.settled("sign_off", "date", role.value)


def next_to_sign(view: View) -> Role | None:
    """Whose turn it is in the authority's order; None when all have signed."""
    return next((role for role in view.authority.sign_off_order if not has_signed(view, role)), None)


def blockers(view: View, issues: Iterable[Issue], role: Role) -> tuple[Blocker, ...]:
    """What ``role`` is waiting for, their own questions first; empty when they can sign, have signed, or have no turn.

    ``issues`` is the whole assessment's; only those of level "must" stand in the way.
    """
    order = view.authority.sign_off_order
    if role not in order or has_signed(view, role):
        return ()
    before = order[: order.index(role)]
    musts = [one for one in issues if one.level is Level.MUST and one.owner in (role, *before, *_SIDE_ROLES)]
    owners = [role, *before, *_SIDE_ROLES]
    musts.sort(key=lambda one: owners.index(one.owner))  # stable: form order stays within each owner
    found = [_waiting(view, role, who, tuple(some)) for who, some in groupby(musts, key=lambda one: one.owner)]
    for earlier in before:
        if not has_signed(view, earlier):
            says = f"{_can_sign(view, role)} after {person(earlier, view.phase)}, who has not signed yet."
            found.append(Blocker(role, earlier, (), says))
    return tuple(found)


def _can_sign(view: View, role: Role) -> str:
    return f"{sentence(person(role, view.phase))} can sign"


def _waiting(view: View, role: Role, who: Role, musts: tuple[Issue, ...]) -> Blocker:
    places = tuple(dict.fromkeys(one.address for one in musts))
    gaps = all(one.code in _GAPS for one in musts)
    names = [f'"{question_name(view, place)}"' for place in places[:_NAMED]]
    if len(places) > _NAMED:
        names.append(f"{len(places) - _NAMED} more")
    have = "have" if who is Role.BOTH else "has"
    done = "answered" if gaps else "answered or put right"
    by = "they" if who is role else owner(who, view.phase)
    have = "have" if who is role else have
    says = f"{_can_sign(view, role)} when {by} {have} {done} {counted(len(places), 'question')}: {listed(names)}."
    return Blocker(role, who, places, says)


def issues(view: View) -> Iterator[Issue]:
    """What does not fit in the signatures: order, dates, names, and disagreement without a word of why."""
    roles = [role for role in Role if view.asks("sign_off", "date", role.value)]
    for role in roles:
        yield from _one_signature(view, role)
    yield from _order(view)


def _one_signature(view: View, role: Role) -> Iterator[Issue]:
    row = role.value
    name, day = view.text("sign_off", "name", row).strip(), signed_on(view, role)
    who = sentence(person(role, view.phase))
    if day and not name and view.asks("sign_off", "name", row):
        at = Address("sign_off", "name", (row,))
        yield issue_at(view, at, Level.SHOULD, "unnamed", f"{who} has a date here, but no name.", "Put the name.")
    held = view.day("meeting", "date")
    if day and held and day < held:
        message = f"{who} signed before the meeting of {long_date(held.isoformat())}."
        at = Address("sign_off", "date", (row,))
        yield issue_at(view, at, Level.SHOULD, "signed_before_meeting", message, "Check both dates.")
    statement, remark = view.text("sign_off", "statement", row), Address("sign_off", "remark", (row,))
    if statement in _WITH_NOTE and remark in view.shown and not view.text("sign_off", "remark", row).strip():
        verb = "does not agree" if statement == _DISAGREES else "agrees with a note"
        message = f"{who} {verb}, but nothing stands beside the name."
        yield issue_at(view, remark, Level.SHOULD, "note_missing", message, "Write down what they said.")
    elif statement == _DISAGREES:
        at = Address("sign_off", "statement", (row,))
        message = f"{who} does not agree with this plan."
        yield issue_at(view, at, Level.SHOULD, "disagrees", message, "Say under Notes who settles it, and by when.")


def _order(view: View) -> Iterator[Issue]:
    """Signatures out of the authority's order (dossier b7). It is told, and nothing is undone."""
    order = [role for role in view.authority.sign_off_order if view.asks("sign_off", "date", role.value)]
    for place, later in enumerate(order):
        if not has_signed(view, later):
            continue
        at, who = Address("sign_off", "date", (later.value,)), sentence(person(later, view.phase))
        waiting = [role for role in order[:place] if not has_signed(view, role)]
        day = signed_on(view, later)
        after = [role for role in order[:place] if day and (first := signed_on(view, role)) and day < first]
        if waiting:
            message = f"{who} has signed before {listed(person(one, view.phase) for one in waiting)}."
            advice = "The usual order is the other way round. Tell them, so that they sign what was agreed."
            yield issue_at(view, at, Level.SHOULD, "signed_early", message, advice)
        elif after:
            message = f"{who} signed on an earlier day than {listed(person(one, view.phase) for one in after)}."
            yield issue_at(view, at, Level.TIP, "signed_order", message, "Check the dates.")
