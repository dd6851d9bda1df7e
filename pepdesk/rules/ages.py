"""Dates that cannot be right for a living child: days still to come, care before birth, a year group far from the age.

A slip in the date of birth chooses the wrong form and the wrong rules, so it is told. Ours; no document asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import YEAR_GROUPS
from pepdesk.form.propose import year_group_for
from pepdesk.record.values import long_date
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_BORN = Address("child", "date_of_birth")
_INTO_CARE = Address("care", "date_into_care")
_YEAR = Address("child", "year_group")
_BEHIND_US = (
    _BORN,
    _INTO_CARE,
    Address("health", "sdq_date"),
    Address("health", "health_check_date"),
    Address("sen", "last_review"),
    Address("sen", "ehcp_issued"),
    Address("sen", "ehcp_last_review"),
    Address("attainment", "data_date"),
    Address("attendance", "as_of"),
    Address("voice", "gathered_on"),
)
"""Questions about something that has happened."""
_FAR = 2
"""So many school years from the usual one are told. One is common: children repeat or skip a year (our figure)."""


def issues(view: View) -> Iterator[Issue]:
    """Everything about days that cannot be."""
    for place in _BEHIND_US:
        day = view.day(place.tab, place.field)
        if day is not None and day > view.today:
            message = f"{long_date(day.isoformat())} is still to come."
            yield issue_at(view, place, Level.SHOULD, "day_to_come", message, "Is the year right?")
    born, into_care = view.day(_BORN.tab, _BORN.field), view.day(_INTO_CARE.tab, _INTO_CARE.field)
    if born is None or born > view.today:
        return
    if into_care is not None and into_care < born:
        message = "By these dates the child came into care before being born."
        yield issue_at(view, _INTO_CARE, Level.SHOULD, "care_before_birth", message, "Check both dates.")
    usual = year_group_for(born, view.on)
    if view.year in YEAR_GROUPS and usual and abs(YEAR_GROUPS.index(view.year) - YEAR_GROUPS.index(usual)) >= _FAR:
        at = _YEAR if _YEAR in view.shown else _BORN
        message = f"A child born on {long_date(born.isoformat())} is usually in {_in_words(usual)}."
        yield issue_at(view, at, Level.SHOULD, "year_group_age", message, "Check the year group and the date of birth.")


def _in_words(year: str) -> str:
    named = {"E1": "a group for under-twos", "E2": "a group for two-year-olds", "R": "Reception"}
    return named.get(year) or (f"Nursery {year[1:]}" if year.startswith("N") else f"Year {year}")
