"""What to do next with a plan: a few useful steps, each with its reason and the question to go to. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.rules.codes import UNFINISHED
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import lower_first, owner, person, question_name, sentence
from pepdesk.rules.sign_off import next_to_sign
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.rules import quality
    from pepdesk.rules.view import View

STEPS = 4
"""So many steps are proposed at once: more would be a list to get lost in; the list of problems has them all."""
_PUT_RIGHT = 2
"""So many of them, at most, are about answers that are wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, why ("" if that is plain), and where; ``address`` is None where nobody can be taken."""

    what: str
    why: str
    address: Address | None


def reachable(view: View, address: Address) -> bool:
    """Whether somebody can be taken there: the question is on show, or the group to which a row could be added."""
    form = view.record.form
    if address in view.shown:
        return True
    if not form.has(address.tab, address.field):
        return False
    group = form.field(address.tab, address.field).group
    return bool(group) and any(at.tab == address.tab and at.group == group for at in view.rows_shown)


def step_at(view: View, what: str, why: str, address: Address) -> Step:
    """A step at ``address``, if anybody can be taken there."""
    return Step(what, why, address if reachable(view, address) else None)


def rating_step(view: View, one: quality.Step, why: str = "") -> Step:
    """A step of the rating, beginning with the target or other row that it is about, where people can add rows."""
    what, form = one.what, view.record.form
    if one.address.rows and form.has(one.address.tab, one.address.field):
        group = form.tab(one.address.tab).group(form.field(one.address.tab, one.address.field).group)
        if group.repeat is not None and not group.repeat.rows_from:
            row, _, _ = question_name(view, one.address).partition(": ")
            what = f"{row}: {lower_first(what)}"
    return step_at(view, what, why, one.address)


def next_steps(view: View, issues: tuple[Issue, ...], rating: quality.Rating, role: Role | None) -> tuple[Step, ...]:
    """The most useful steps, ``STEPS`` at most: wrong answers first, then gaps owner by owner, then the ways up.

    With a ``role``, only what stands in the way and is theirs; the ways up are the school's.
    """
    musts = [one for one in issues if one.level is Level.MUST and (role is None or one.owner in (role, Role.BOTH))]
    steps = _put_right([one for one in musts if one.code not in UNFINISHED], view)[:_PUT_RIGHT]
    steps += _gaps([one for one in musts if one.code in UNFINISHED], view)
    if not any(one.level is Level.MUST for one in issues):
        steps += _signature(view)
    if role in (None, Role.DESIGNATED_TEACHER):
        steps += _ways_up(view, rating, {step.address for step in steps})
    return tuple(steps[:STEPS])


def _put_right(musts: list[Issue], view: View) -> list[Step]:
    steps = []
    for one in musts:
        name = question_name(view, one.address)
        why = f"{name}{'' if name.endswith('?') else '.'} {one.advice}".rstrip()
        steps.append(step_at(view, one.message, why, one.address))
    return steps


def _gaps(musts: list[Issue], view: View) -> list[Step]:
    steps = []
    for role in dict.fromkeys(one.owner for one in musts):
        places = tuple(dict.fromkeys(one.address for one in musts if one.owner is role))
        first = question_name(view, places[0])
        what = trn(
            "Answer “{first}”",
            "Answer {count} questions, from “{first}”",
            len(places),
            first=first,
        )
        steps.append(
            step_at(
                view,
                what,
                tr("{who}: needed before signing.", who=sentence(owner(role, view.phase))),
                places[0],
            )
        )
    return steps


def _signature(view: View) -> list[Step]:
    turn = next_to_sign(view)
    if turn is None:
        return []
    how = (
        tr("Add the signature to the exported file.") if view.record.signings else tr("Export the plan, then sign it.")
    )
    what = tr("{who} can sign now.", who=sentence(person(turn, view.phase)))
    return [step_at(view, what, how, Address("sign_off", "date", (turn.value,)))]


def _ways_up(view: View, rating: quality.Rating, told: set[Address | None]) -> list[Step]:
    goal = rating.lifts_to.label if rating.lifts_to is not None else ""
    return [
        rating_step(view, one, tr("{area}: on the shortest way to {goal}.", area=way.area.title, goal=goal))
        for way in rating.cheapest
        for one in way.steps
        if one.address not in told
    ]
