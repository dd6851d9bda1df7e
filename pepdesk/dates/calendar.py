"""The calendar of one school: terms, closed days, bank holidays; which days count, and why the others do not.

A pure value. Where it is put together (authority, the school's own file, usual dates): ``pepdesk.app.calendar``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from pepdesk.authority.model import TERMS, DayKind, Sourced, TermDates
from pepdesk.dates.bank_holidays import bank_holiday
from pepdesk.dates.usual import usual_terms

USUAL = Sourced(source="usual English term dates", note="Guessed: neither the school nor the authority gave dates.")
"""Where guessed terms say they come from."""
_WEEKEND = {5: "Saturday", 6: "Sunday"}
_HOLIDAY_BEFORE = {"autumn": "summer holiday", "spring": "Christmas holiday", "summer": "Easter holiday"}
_SCHOOL_KINDS = frozenset({DayKind.SCHOOL, DayKind.SCHOOL_WEEKS})
_YEAR = re.compile(r"\s*(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)\s*")


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day, or days up to ``until``, that do not count; ``why`` is said to people: "INSET day"."""

    on: date
    why: str
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.on <= day <= (self.until or self.on)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days count. ``Calendar()`` knows bank holidays only, and takes every other weekday for a school day.

    ``terms`` are known dates; ``guessed`` are usual ones, used only for a term that is not among the known.
    ``closed`` are days without pupils (INSET, occasional days). ``bank_holidays`` are one-off days beyond the
    library's; ``no_bank_holidays`` are days of the library's that are none after all (a holiday was moved).
    """

    terms: tuple[TermDates, ...] = ()
    closed: tuple[ClosedDay, ...] = ()
    bank_holidays: tuple[ClosedDay, ...] = ()
    no_bank_holidays: tuple[date, ...] = ()
    guessed: tuple[TermDates, ...] = ()
    _all: tuple[tuple[TermDates, bool], ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {term_key(term) for term in self.terms}
        every = [(term, True) for term in self.terms]
        every += [(term, False) for term in self.guessed if term_key(term) not in known]
        every.sort(key=lambda one: (one[0].starts, one[0].ends))
        object.__setattr__(self, "_all", tuple(every))
        object.__setattr__(self, "_starts", tuple(term.starts for term, _ in every))
        whole = (self.terms, self.closed, self.bank_holidays, self.no_bank_holidays, self.guessed)
        object.__setattr__(self, "_hash", hash(whole))  # asked for at every keystroke, by the coach's memory

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies are built anew: a remembered hash holds only within one process."""
        return Calendar, (self.terms, self.closed, self.bank_holidays, self.no_bank_holidays, self.guessed)

    def is_open(self, day: date, kind: DayKind) -> bool:
        """Whether ``day`` counts. Calendar days, weeks, months and days of unknown kind leave nothing out."""
        return not self.why_closed(day, kind)

    def why_closed(self, day: date, kind: DayKind) -> str:
        """Why ``day`` does not count, in words ("Saturday", "half-term", "INSET day"); "" if it does."""
        if kind is not DayKind.WORKING and kind not in _SCHOOL_KINDS:
            return ""
        if weekend := _WEEKEND.get(day.weekday()):
            return weekend
        if name := self.bank_holiday(day):
            return name if "bank holiday" in name.lower() else f"{name} (bank holiday)"
        return self._why_no_school(day) if kind in _SCHOOL_KINDS else ""

    def bank_holiday(self, day: date) -> str:
        """The name of the bank holiday on ``day``, or ""."""
        own = next((one.why for one in self.bank_holidays if one.covers(day)), "")
        return own or ("" if day in self.no_bank_holidays else bank_holiday(day))

    def holiday(self, day: date) -> str:
        """The name of the school holiday ``day`` lies in, weekends and all ("half-term", "Easter holiday"), or ""."""
        term, following = self._around(day)
        if term is not None:
            first, last = term.half_term or _usual_half_term(term)
            return "half-term" if first <= day <= last else ""
        return _HOLIDAY_BEFORE.get(following.term, "school holiday") if following else ""

    def _why_no_school(self, day: date) -> str:
        if why := next((one.why for one in self.closed if one.covers(day)), ""):
            return why
        name = self.holiday(day)
        return f"{name} (usual dates)" if name and not self.certain(day) else name

    def term_of(self, day: date) -> TermDates | None:
        """The term that holds ``day`` (its half-term too), known or guessed; None in the holidays between."""
        return self._around(day)[0]

    def term_named(self, academic_year: str, term: str) -> TermDates | None:
        """The term of that name ("2026/27" or as typed; autumn, spring, summer), known or guessed; None if neither."""
        wanted = (academic_year_in(academic_year), term)
        return next((one for one, _ in self._all if term_key(one) == wanted), None)

    def next_term(self, day: date) -> TermDates | None:
        """The first term to start after ``day``; None if the calendar does not reach so far."""
        place = bisect_right(self._starts, day)
        return self._all[place][0] if place < len(self._all) else None

    @property
    def every_term(self) -> tuple[TermDates, ...]:
        """All terms in order of time, guessed ones in the places of those not known."""
        return tuple(term for term, _ in self._all)

    def certain(self, day: date) -> bool:
        """Whether it is known if ``day`` is in term or holiday: no part of the answer is guessed."""
        place = bisect_right(self._starts, day) - 1
        if place < 0:
            return False
        term, known = self._all[place]
        if day <= term.ends:
            return known and (term.half_term is not None or not _near_half_term(term, day))
        after = self._all[place + 1] if place + 1 < len(self._all) else None
        return after is not None and known and after[1] and _follows(term, after[0])

    def _around(self, day: date) -> tuple[TermDates | None, TermDates | None]:
        """The term that holds ``day``, or else the term that follows its holiday; neither if a term is missing."""
        place = bisect_right(self._starts, day) - 1
        if place < 0:
            return None, None
        term, _ = self._all[place]
        if day <= term.ends:
            return term, None
        after = self._all[place + 1][0] if place + 1 < len(self._all) else None
        return None, after if after and _follows(term, after) else None


def english(around: date) -> Calendar:
    """A usual English calendar, all guessed: the school years from three before to six after ``around``.

    For days in the same school year it is the same object: rules ask for it at every keystroke.
    """
    return _english(min(max(academic_year_of(around), 2003), 2093))  # beyond these, as in no term, weekdays count


@cache
def _english(first: int) -> Calendar:
    return Calendar(guessed=tuple(term for year in range(first - 3, first + 7) for term in usual_year(year)))


def usual_year(year: int) -> tuple[TermDates, ...]:
    """The usual terms of the school year that begins in September of ``year``, marked as guessed."""
    name = f"{year}/{(year + 1) % 100:02}"
    return tuple(TermDates(name, *one, about=USUAL) for one in usual_terms(year))


def academic_year_of(day: date) -> int:
    """The year in which the school year of ``day`` began: school years run from 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def academic_year_in(text: str) -> str:
    """An academic year as the calendar writes it ("2026/27"), from what people type ("2026-2027", "26/27"); or ""."""
    found = _YEAR.fullmatch(text)
    return f"20{found[1]}/{found[2]}" if found and (int(found[1]) + 1) % 100 == int(found[2]) else ""


def _usual_half_term(term: TermDates) -> tuple[date, date]:
    """The half-term holiday of a term for which none was given."""
    usual = {name: half for name, _, _, half in usual_terms(academic_year_of(term.starts))}
    return usual.get(term.term, (term.ends, term.starts))  # a term of no name we know has none


def _near_half_term(term: TermDates, day: date) -> bool:
    """Whether ``day`` may lie in the half-term holiday of a term for which none was given: a week more or less."""
    first, last = _usual_half_term(term)
    return first - timedelta(days=7) <= day <= last + timedelta(days=7)


def term_key(term: TermDates) -> tuple[str, str]:
    """The academic year and term by which two entries for the same term are told to be the same."""
    return academic_year_in(term.academic_year), term.term


def _follows(before: TermDates, after: TermDates) -> bool:
    """Whether no term is missing between the two: summer holidays last less than 70 days, terms are longer."""
    order = (*TERMS, TERMS[0])
    in_order = (before.term, after.term) in pairwise(order)
    return in_order and after.starts - before.ends < timedelta(days=70)
