"""Counting days against a calendar, held against an oracle that walks a plain set of open days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.model import DayKind, TermDates
from pepdesk.dates.calendar import Calendar, ClosedDay, english
from pepdesk.dates.count import Skipped, count, readings
from pepdesk.dates.words import skipped_in_words, span_in_words
from tests.dates.test_calendar import BANK_HOLIDAYS

BANK = {date.fromisoformat(f"{year}-{day}") for year, days in BANK_HOLIDAYS.items() for day in days}
TERMS = (
    TermDates("2025/26", "summer", date(2026, 4, 13), date(2026, 7, 21), (date(2026, 5, 25), date(2026, 5, 29))),
    TermDates("2026/27", "autumn", date(2026, 9, 3), date(2026, 12, 18), (date(2026, 10, 19), date(2026, 10, 30))),
    TermDates("2026/27", "spring", date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 15), date(2027, 2, 19))),
    TermDates("2026/27", "summer", date(2027, 4, 12), date(2027, 7, 21), (date(2027, 5, 31), date(2027, 6, 4))),
)
INSIDE = st.dates(date(2026, 7, 1), date(2027, 1, 31))
CLOSED = st.frozensets(st.dates(date(2026, 9, 1), date(2027, 3, 1)), max_size=6)
SCHOOL, WORKING = DayKind.SCHOOL, DayKind.WORKING


def open_days(kind: DayKind, closed: frozenset[date]) -> set[date]:
    """All open days from April 2026 to July 2027, the plain way."""
    found = set()
    day = date(2026, 4, 13)
    while day <= date(2027, 7, 21):
        good = day.weekday() not in (5, 6) and day not in BANK
        if kind is SCHOOL:
            halves = [term.half_term for term in TERMS if term.half_term]
            good = good and any(term.starts <= day <= term.ends for term in TERMS)
            good = good and not any(a <= day <= b for a, b in halves) and day not in closed
        if good:
            found.add(day)
        day += timedelta(days=1)
    return found


@given(start=INSIDE, n=st.integers(0, 40), kind=st.sampled_from((SCHOOL, WORKING)), closed=CLOSED, after=st.booleans())
def test_a_count_ends_where_the_plain_walk_ends(
    start: date, n: int, kind: DayKind, closed: frozenset[date], after: bool
) -> None:
    calendar = Calendar(terms=TERMS, closed=tuple(ClosedDay(day, "INSET day") for day in sorted(closed)))
    found = count(start, n, kind, calendar, after)
    wanted = sorted(
        (day for day in open_days(kind, closed) if (day > start if after else day < start)), reverse=not after
    )
    assert found.due == (wanted[n - 1] if n else start)
    assert found.certain
    first, last = sorted((start, found.due))
    between = {first + timedelta(days=k) for k in range((last - first).days + 1)} - {start}
    assert {one.day for one in found.skipped} == between - open_days(kind, closed)
    assert all(one.reason for one in found.skipped)


@given(start=INSIDE, n=st.integers(1, 30), after=st.booleans())
def test_twenty_days_of_unknown_kind_have_three_readings_soonest_first(start: date, n: int, after: bool) -> None:
    calendar = Calendar(terms=TERMS)
    found = readings(start, n, calendar, after)
    assert {one.kind for one in found} == {DayKind.CALENDAR, WORKING, SCHOOL}
    assert [one.due for one in found] == sorted(one.due for one in found)
    unknown = count(start, n, DayKind.UNKNOWN, calendar, after)
    assert (unknown.due, unknown.certain) == (found[0].due, False)


@given(start=st.dates(), n=st.integers(-5, 10**6), kind=st.sampled_from(DayKind), after=st.booleans())
def test_no_start_and_no_number_is_too_much(start: date, n: int, kind: DayKind, after: bool) -> None:
    small = min(n, 400) if kind in (WORKING, SCHOOL, DayKind.SCHOOL_WEEKS, DayKind.UNKNOWN) else n
    found = count(start, small, kind, Calendar(), after)
    assert found.due >= start if after else found.due <= start


def test_a_calendar_that_never_opens_again_ends_the_count_and_is_not_certain() -> None:
    shut = Calendar(closed=(ClosedDay(date(2026, 1, 1), "closed", until=date(9999, 12, 31)),))
    assert not count(date(2026, 9, 1), 1, SCHOOL, shut).certain
    assert not count(date(2026, 9, 1), 1, DayKind.SCHOOL_WEEKS, shut).certain
    always = Calendar(bank_holidays=(ClosedDay(date(2026, 1, 1), "a slip", until=date(9999, 12, 31)),))
    assert not count(date(2026, 9, 1), 1, WORKING, always).certain


@pytest.mark.parametrize(
    ("start", "n", "kind", "after", "due"),
    [
        ("2026-08-31", 1, DayKind.MONTHS, True, "2026-09-30"),
        ("2026-03-31", 1, DayKind.MONTHS, False, "2026-02-28"),
        ("2027-11-30", 3, DayKind.MONTHS, True, "2028-02-29"),
        ("2026-11-03", 4, DayKind.WEEKS, True, "2026-12-01"),
        ("2026-11-03", 20, DayKind.CALENDAR, True, "2026-11-23"),
        ("2026-10-14", 3, DayKind.SCHOOL_WEEKS, True, "2026-11-18"),  # two weeks of half-term are left out
        ("2027-01-13", 2, DayKind.SCHOOL_WEEKS, False, "2026-12-16"),
        ("2026-12-15", 5, WORKING, True, "2026-12-22"),
        ("2026-12-23", 3, WORKING, True, "2026-12-30"),
    ],
)
def test_weeks_school_weeks_and_months(start: str, n: int, kind: DayKind, after: bool, due: str) -> None:
    found = count(date.fromisoformat(start), n, kind, Calendar(terms=TERMS), after)
    assert found.due == date.fromisoformat(due)


def test_a_count_over_guessed_terms_is_not_certain_and_one_of_working_days_is() -> None:
    usual = english(date(2026, 11, 22))
    assert not count(date(2026, 10, 20), 20, SCHOOL, usual).certain
    assert count(date(2026, 10, 20), 20, WORKING, usual).certain


def test_the_days_left_out_are_told_in_one_line() -> None:
    calendar = Calendar(terms=TERMS, closed=(ClosedDay(date(2026, 11, 2), "INSET day"),))
    told = skipped_in_words(count(date(2026, 10, 14), 10, SCHOOL, calendar).skipped)
    assert told == "3 weekends, half-term 19 to 30 October 2026, INSET day 2 November 2026"
    weeks = skipped_in_words(count(date(2026, 10, 14), 3, DayKind.SCHOOL_WEEKS, calendar).skipped)
    assert weeks == "half-term 19 to 30 October 2026"
    apart = (Skipped(date(2026, 11, 2), "INSET day"), Skipped(date(2026, 11, 4), "INSET day"))
    assert skipped_in_words(apart) == "INSET day 2 November 2026, INSET day 4 November 2026"
    assert skipped_in_words(()) == ""
    assert span_in_words(date(2026, 12, 19), date(2027, 1, 3)) == "19 December 2026 to 3 January 2027"
