"""The bank holidays of England: a list of the years plans are about, and the library it is made from for all others.

The library ``holidays`` (MIT) knows the days of every country and takes 0.1 to 0.3 s to import, which a window that is
opening has better use for. ``python -m pepdesk.dates.bank_holidays > resources/dates/bank_holidays.txt`` makes the list
anew when the library knows of a newly proclaimed day; a test compares the two.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache

from pepdesk import paths

LISTED = range(2015, 2046)
"""The years in the list: what plans look back on and ahead to, with room."""
FIRST_YEAR = 1900
LAST_YEAR = 2150  # no plan reaches this far; the library calculates any year, and knows proclaimed days only once made


def bank_holiday(day: date) -> str:
    """The name of the bank holiday that falls on ``day``, or "" if it is none.

    Days from 1900 to 2150; outside these there are none. A holiday at a weekend and its substitute day both count.
    """
    return _of_year(day.year).get(day, "") if FIRST_YEAR <= day.year <= LAST_YEAR else ""


@cache
def _of_year(year: int) -> Mapping[date, str]:
    return _listed()[year] if year in LISTED else of_library(year)


@cache
def _listed() -> Mapping[int, Mapping[date, str]]:
    found: dict[int, dict[date, str]] = {year: {} for year in LISTED}
    for line in (paths.resources_dir() / "dates" / "bank_holidays.txt").read_text("utf-8").splitlines():
        day, name = date.fromisoformat(line[:10]), line[11:]
        found[day.year][day] = name
    return found


def of_library(year: int) -> Mapping[date, str]:
    """Day and name of each bank holiday of England in ``year``, as the library knows them."""
    from holidays.countries.united_kingdom import UnitedKingdom

    found = UnitedKingdom(subdiv="ENG", years=year, language="en_GB")  # type: ignore[no-untyped-call]
    return {day: _in_words(name) for day, name in found.items()}


def list_text() -> str:
    """The list, as it stands in the file: a line for each day, "2026-12-25 Christmas Day"."""
    return "".join(f"{day} {name}\n" for year in LISTED for day, name in sorted(of_library(year).items()))


def _in_words(name: str) -> str:
    """The library's name as a British office writes it: "Boxing Day (observed)" is the day given instead."""
    holiday = name.removesuffix(" (observed)")
    return name if holiday == name else f"substitute day for {holiday}"


if __name__ == "__main__":
    sys.stdout.write(list_text())
