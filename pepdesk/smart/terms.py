"""School terms as a plain value, a default English calendar, and the feasts that teachers date targets by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

WEEKS_ALLOWED = 12  # a target should fall due within this many weeks (shared/smart/rubric.md)


@dataclass(frozen=True, slots=True)
class Term:
    """One term: ``name`` ("autumn", "spring", "summer" or the school's own), first and last school day."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class TermCalendar:
    """The terms a school keeps, in any order. Dates outside every term count towards the next one."""

    terms: tuple[Term, ...]

    def current(self, day: date) -> Term | None:
        """The term holding ``day``, or the next to start; None when the calendar has run out."""
        running = [term for term in self.terms if term.end >= day]
        return min(running, key=lambda term: term.end, default=None)

    def end_of(self, name: str, after: date) -> date | None:
        """Last day of the first term whose name contains ``name`` and that has not ended before ``after``."""
        ends = [term.end for term in self.terms if name in term.name.lower() and term.end >= after]
        return min(ends, default=None)

    def allows(self, due: date, set_on: date) -> bool:
        """Whether ``due`` is within twelve weeks of ``set_on`` or in the term then running."""
        if due <= set_on + timedelta(weeks=WEEKS_ALLOWED):
            return True
        term = self.current(set_on)
        return term is not None and due <= term.end


def english_terms(around: date) -> TermCalendar:
    """A usual English calendar for the school years before, of and after ``around``.

    Generated, not looked up: real dates differ by school, so hand in the school's own when they are known.
    """
    return _terms_around(around.year)


@cache
def _terms_around(year: int) -> TermCalendar:
    school_years = range(max(year, 3) - 2, min(year, 9995) + 3)
    return TermCalendar(tuple(term for first in school_years for term in _school_year(first)))


def _school_year(year: int) -> tuple[Term, Term, Term]:
    """The three terms of the school year that begins in September of ``year``."""
    autumn = Term("autumn", _on_or_after(date(year, 9, 1), 1), _on_or_before(date(year, 12, 21), 4))
    feast = easter(year + 1)
    early_or_late = feast < date(year + 1, 3, 26) or feast > date(year + 1, 4, 14)
    spring_end = date(year + 1, 4, 2) if early_or_late else feast - timedelta(days=2)
    spring_end = _on_or_before(spring_end, 4)
    spring = Term("spring", _on_or_after(date(year + 1, 1, 3), 0), spring_end)
    summer = Term("summer", spring_end + timedelta(days=17), _on_or_before(date(year + 1, 7, 23), 2))
    return autumn, spring, summer


def half_term(month: int, year: int) -> date:
    """The Friday before the half-term break of ``month`` (2, 5 or 10, else that month's last week)."""
    if month == 2:
        monday = _on_or_after(date(year, 2, 13), 0)
    else:
        monday = _on_or_before(date(year, month, 28) + timedelta(days=3 if month in (5, 10) else 0), 0)
    return monday - timedelta(days=3)


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
