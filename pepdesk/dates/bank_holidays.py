"""The bank holidays of England, from the library ``holidays`` (MIT), which people keep up to date; remembered per year.

The library is imported when a bank holiday is first asked for (about 0.09 s, once), never when PepDesk starts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FIRST_YEAR = 1900
LAST_YEAR = 2150  # no plan reaches this far; the library calculates any year, and knows proclaimed days only once made


def bank_holiday(day: date) -> str:
    """The name of the bank holiday that falls on ``day``, or "" if it is none.

    Days from 1900 to 2150; outside these there are none. A holiday at a weekend and its substitute day both count.
    """
    return _of_year(day.year).get(day, "") if FIRST_YEAR <= day.year <= LAST_YEAR else ""


@cache
def _of_year(year: int) -> Mapping[date, str]:
    from holidays.countries.united_kingdom import UnitedKingdom

    found = UnitedKingdom(subdiv="ENG", years=year, language="en_GB")  # type: ignore[no-untyped-call]
    return {day: _in_words(name) for day, name in found.items()}


def _in_words(name: str) -> str:
    """The library's name as a British office writes it: "Boxing Day (observed)" is the day given instead."""
    holiday = name.removesuffix(" (observed)")
    return name if holiday == name else f"substitute day for {holiday}"
