"""School terms as the coach reads them: a plain value. The usual English ones are generated in ``dates.usual``."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pepdesk.dates.usual import half_term_monday, usual_terms

WEEKS_ALLOWED = 12  # a target should fall due within this many weeks (shared/smart/rubric.md)


class Term(NamedTuple):
    """One term: ``name`` ("autumn", "spring", "summer" or the school's own), first and last school day."""

    name: str
    start: date
    end: date


class TermCalendar(NamedTuple):
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


def _school_year(year: int) -> tuple[Term, ...]:
    """The three terms of the school year that begins in September of ``year``."""
    return tuple(Term(name, starts, ends) for name, starts, ends, _ in usual_terms(year))


def half_term(month: int, year: int) -> date:
    """The Friday before the half-term break of ``month`` (2, 5 or 10, else that month's last week)."""
    return half_term_monday(month, year) - timedelta(days=3)
