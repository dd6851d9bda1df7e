"""The plan's calendar in the form the SMART coach reads: only terms, known or guessed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pepdesk.smart import Term, TermCalendar

if TYPE_CHECKING:
    from pepdesk.dates.calendar import Calendar


@lru_cache(maxsize=16)
def coach_terms(calendar: Calendar) -> TermCalendar | None:
    """The calendar's terms for ``smart.judge``; None if it has none, and the coach takes the usual English ones.

    The same calendar gives the same object, so that the coach's memory finds it at once.
    """
    terms = tuple(Term(term.term, term.starts, term.ends) for term in calendar.every_term)
    return TermCalendar(terms) if terms else None
