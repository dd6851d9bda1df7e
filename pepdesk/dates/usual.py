"""Usual English terms and half-term holidays, generated from the calendar for want of a school's own dates.

Schools differ by days, so whoever uses these says that they are guessed. Pure arithmetic on days: the one place for it
(``calendar`` counts with it, ``smart.terms`` reads targets by it).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1, 9997  # school years that can be generated without leaving Python's dates

UsualTerm = tuple[str, date, date, tuple[date, date]]
"""A generated term: autumn, spring or summer; first and last day; first and last day of its half-term holiday."""


@cache
def usual_terms(year: int) -> tuple[UsualTerm, UsualTerm, UsualTerm]:
    """The three terms of the school year that begins in September of ``year`` (held within ``FIRST_YEAR``…)."""
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    feast = easter(year + 1)
    early_or_late = feast < date(year + 1, 3, 26) or feast > date(year + 1, 4, 14)
    before_easter = date(year + 1, 4, 2) if early_or_late else feast - timedelta(days=2)
    friday = _on_or_before(before_easter, 4)
    spring_end = friday - timedelta(days=1) if friday == feast - timedelta(days=2) else friday  # not on Good Friday
    monday = friday + timedelta(days=17)
    summer_start = monday + timedelta(days=1) if monday == feast + timedelta(days=1) else monday  # not on Easter Monday
    return (
        ("autumn", _on_or_after(date(year, 9, 1), 1), _on_or_before(date(year, 12, 21), 4), _break(10, year)),
        ("spring", _first_monday(year + 1), spring_end, _break(2, year + 1)),
        ("summer", summer_start, _on_or_before(date(year + 1, 7, 23), 2), _break(5, year + 1)),
    )


def half_term_monday(month: int, year: int) -> date:
    """The Monday of the half-term holiday of ``month`` (2, 5 or 10, else of that month's last week)."""
    if month == 2:
        return _on_or_after(date(year, 2, 13), 0)
    return _on_or_before(date(year, month, 28) + timedelta(days=3 if month in (5, 10) else 0), 0)


def _first_monday(year: int) -> date:
    """The Monday on which pupils come back; the Tuesday if that is the substitute for a New Year's Day at a weekend."""
    monday = _on_or_after(date(year, 1, 3), 0)
    return monday if monday.day > 3 else monday + timedelta(days=1)


def _break(month: int, year: int) -> tuple[date, date]:
    monday = half_term_monday(month, year)
    return monday, monday + timedelta(days=4)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian), by the anonymous rule printed in Meeus, Astronomical Algorithms, chapter 8."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    correction = (golden + 11 * shift + 22 * weekday) // 451
    month, day = divmod(shift + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
