"""The Strengths and Difficulties Questionnaire (SDQ): answered by a target or an action, for the right age, recent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.values import long_date
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import plain
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from pepdesk.rules.view import View

FIRST_AGE, LAST_AGE = 4, 16
"""Ages in years, both counted in (dossier a5 and b1: SDQ for 4 to 16, WIR and D2I)."""
_FRESH_DAYS = 366
_NO_ACTION = frozenset(
    {"monitor", "continue to monitor", "keep monitoring", "to be monitored", "will be monitored", "ongoing", "none"}
    | {"no action", "no action needed", "nothing", "watch", "keep an eye on it", "wait and see"}
)
"""What is written when nothing is going to be done ("Monitor." is the poor example of forms/common/health.toml)."""
_SCORE = Address("health", "sdq_score")


def age(born: date, on: date) -> int:
    """Whole years from ``born`` to ``on``."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def issues(view: View) -> Iterator[Issue]:
    """Everything about the SDQ; nothing if the form does not ask for it or it is not on show."""
    if _SCORE not in view.shown:
        return
    yield from _high_score(view)
    yield from _age(view)
    yield from _old(view)


def _high_score(view: View) -> Iterator[Issue]:
    """At or over the authority's figure (17, or 18 where it says "over 17"; dossier b4) something must answer it."""
    score = view.number(*_SCORE[:2])
    if score is None or score < view.authority.sdq_at_least or sdq_has_target(view):
        return
    action = Address("health", "sdq_action")
    if plain(view.text(*action[:2])) in _NO_ACTION:
        message = "This says that nothing will change."
        advice = "Say what will be done, by whom and by when, or write a target for it."
        yield issue_at(view, action, Level.SHOULD, "sdq_no_action", message, advice)
    if view.text(*action[:2]).strip():
        at = next((one for one in _links(view) if one in view.shown), _SCORE)
        message = f"The SDQ score is {score:f}, and no target answers it."
        advice = 'If one does, tick "A high SDQ score" on it. Some authorities want it among the targets.'
        yield issue_at(view, at, Level.TIP, "sdq_no_target", message, advice)
    else:
        at = action if action in view.shown else _SCORE
        message = f"The SDQ score is {score:f}, and nothing in the plan answers it."
        advice = 'Write a target for it and tick "A high SDQ score" there, or say what else will be done and by whom.'
        level = Level.SHOULD if view.settled(*action[:2]) else Level.MUST  # "not applicable" has its reason
        yield issue_at(view, at, level, "sdq_unanswered", message, advice)


def _links(view: View) -> Iterator[Address]:
    return (Address("targets", "linked_to", (row,)) for row in view.rows("targets", "target"))


def sdq_has_target(view: View) -> bool:
    """Whether a target says that it answers the SDQ."""
    return any("sdq" in view.several("targets", "linked_to", row) for row in view.rows("targets", "target"))


def _age(view: View) -> Iterator[Issue]:
    born = view.day("child", "date_of_birth")
    if born is None:
        return
    scored = view.number(*_SCORE[:2]) is not None
    on = view.day("health", "sdq_date") or view.on
    years = age(born, on)
    fits = FIRST_AGE <= years <= LAST_AGE
    if scored and not fits and years >= 0:
        message = f"The child was {years} on the day of this SDQ. It is meant for ages {FIRST_AGE} to {LAST_AGE}."
        yield issue_at(view, _SCORE, Level.SHOULD, "sdq_age", message, "Check the date and the date of birth.")
    reason = Address("health", "sdq_no_score_reason")
    if view.text(*reason[:2]) == "sdq1" and fits:
        message = f"The child is {years}: the SDQ is meant for ages {FIRST_AGE} to {LAST_AGE}."
        yield issue_at(view, reason, Level.SHOULD, "sdq_reason_age", message, "Choose another reason, or have it done.")


def _old(view: View) -> Iterator[Issue]:
    """An SDQ is due every year (dossier b1, WIR)."""
    done = view.day("health", "sdq_date")
    if done is None or view.number(*_SCORE[:2]) is None or (view.on - done).days <= _FRESH_DAYS:
        return
    born = view.day("child", "date_of_birth")
    if born is not None and age(born, view.on) > LAST_AGE:
        return  # no further one is due
    message = f"This SDQ is of {long_date(done.isoformat())}, more than a year ago."
    at = Address("health", "sdq_date")
    yield issue_at(view, at, Level.SHOULD, "sdq_old", message, "Ask the carer to fill in a new one.")
