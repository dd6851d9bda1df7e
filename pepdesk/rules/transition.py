"""Moving on: in the years and terms the authority names, the next place is invited and the move is planned.

Seed 002: preschool, Year 6 and Year 11, second and third term; Lancashire checks the same (dossier b4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import plain
from pepdesk.rules.places import counted, issue_at, lower_first

if TYPE_CHECKING:
    from pepdesk.authority.model import Transition
    from pepdesk.rules.view import View

_CAME = ("yes", "part", "report")
_INVITED_STEPS = ("receiving_invited", "invited")
_UNDER_WAY = ("done", "arranged")
_NEXT_PLACE = ("receiving", "next school", "new school", "secondary school", "reception teacher", "sixth form")
"""Words by which somebody under "Anyone else" is known to come from the next place."""


def issues(view: View) -> Iterator[Issue]:
    """What is missing for a move that the authority wants planned by now."""
    rules = [rule for rule in view.authority.transitions if view.within(rule.scope)]
    if not rules:
        return
    rule = next((one for one in rules if one.must), rules[0])  # one child moves once: the sternest rule speaks
    level = Level.MUST if rule.must else Level.SHOULD
    yield from _invitation(view, rule, level)
    yield from _plan(view, rule, level)
    yield from _steps(view)


def _invitation(view: View, rule: Transition, level: Level) -> Iterator[Issue]:
    if not rule.invite or next_place_invited(view):
        return
    places = (
        Address("meeting", "invited", ("receiving_school",)),
        *(Address("transition", "step_state", (step,)) for step in _INVITED_STEPS),
        Address("school", "move_planned"),
    )
    at = next((place for place in places if place in view.shown), None)
    if at:
        message = "Nobody from the next place is invited yet."
        advice = f"Invite: {lower_first(rule.invite.rstrip('. '))}."
        yield issue_at(view, at, level, "next_place_not_invited", message, advice)


def next_place_invited(view: View) -> bool:
    """Whether somebody from the next school, college or employer is or was invited, wherever the plan says so."""
    row = "receiving_school"
    if view.text("meeting", "invited", row) == "yes" or view.text("meeting", "attended", row) in _CAME:
        return True
    if any(view.text("transition", "step_state", step) in _UNDER_WAY for step in _INVITED_STEPS):
        return True
    return any(_is_from_there(view, other) for other in view.rows("meeting", "other_person"))


def _is_from_there(view: View, row: str) -> bool:
    role = plain(view.text("meeting", "other_role", row))
    refused = view.text("meeting", "other_invited", row) == "no"
    return not refused and any(words in role for words in _NEXT_PLACE)


def _plan(view: View, rule: Transition, level: Level) -> Iterator[Issue]:
    """Where the tab is not on show, its questions cannot ask: say how to bring it up."""
    at = Address("school", "move_planned")
    if view.asks("transition", "plan") or at not in view.shown:
        return
    message = f"By now: {lower_first(rule.what.rstrip('. '))}."
    advice = 'If a move is coming, say so here and the tab "Moving on" appears.'
    yield issue_at(view, at, Level.TIP if level is Level.SHOULD else level, "move_not_planned", message, advice)


def _steps(view: View) -> Iterator[Issue]:
    """In the last term of the year what is still to do is late."""
    steps = [row for row in view.rows("transition", "steps") if view.asks("transition", "step_state", row)]
    states = {row: view.text("transition", "step_state", row) for row in steps}
    waiting = [row for row in steps if states[row] == "to_do"]
    if view.term == "summer" and waiting:
        level = Level.TIP if any(state in _UNDER_WAY for state in states.values()) else Level.SHOULD
        steps_are = f"{counted(len(waiting), 'step')} of the move {'is' if len(waiting) == 1 else 'are'}"
        message = f"It is the summer term, and {steps_are} still to do."
        at = Address("transition", "step_state", (waiting[0],))
        yield issue_at(view, at, level, "move_steps_late", message, "Agree who does each, and by when.")
