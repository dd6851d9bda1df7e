"""Which days count and why the others do not: bank holidays of England, terms known and guessed, closed days."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.authority.model import DayKind, TermDates
from pepdesk.dates.bank_holidays import list_text
from pepdesk.dates.calendar import Calendar, ClosedDay, academic_year_in, academic_year_of, english, usual_year
from pepdesk.smart import english_terms

BANK_HOLIDAYS = {  # dossier g, calculated there by hand
    2025: ("01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"),
    2026: ("01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"),
    2027: ("01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"),
    2028: ("01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"),
}
AUTUMN = TermDates("2026/27", "autumn", date(2026, 9, 3), date(2026, 12, 18), (date(2026, 10, 26), date(2026, 10, 30)))
SPRING = TermDates("2026-27", "spring", date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 15), date(2027, 2, 19)))
KNOWN = Calendar(terms=(SPRING, AUTUMN), closed=(ClosedDay(date(2026, 11, 2), "INSET day"),))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_the_weekdays_that_are_bank_holidays_are_those_of_the_dossier(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0)))
    closed = [day for day in days if day.weekday() < 5 and not Calendar().is_open(day, DayKind.WORKING)]
    assert [f"{day:%m-%d}" for day in closed] == list(BANK_HOLIDAYS[year])


@pytest.mark.parametrize(
    ("day", "school", "working"),
    [
        ("2026-11-21", "Saturday", "Saturday"),
        ("2026-12-25", "Christmas Day (bank holiday)", "Christmas Day (bank holiday)"),
        ("2026-12-28", "substitute day for Boxing Day (bank holiday)", "substitute day for Boxing Day (bank holiday)"),
        ("2026-10-28", "half-term", ""),
        ("2026-11-02", "INSET day", ""),
        ("2026-12-22", "Christmas holiday", ""),
        ("2026-11-03", "", ""),
    ],
)
def test_a_closed_day_says_why_in_words(day: str, school: str, working: str) -> None:
    assert KNOWN.why_closed(date.fromisoformat(day), DayKind.SCHOOL) == school
    assert KNOWN.why_closed(date.fromisoformat(day), DayKind.WORKING) == working
    assert KNOWN.is_open(date.fromisoformat(day), DayKind.CALENDAR)


def test_one_off_bank_holidays_can_be_added_and_moved_ones_taken_away() -> None:
    day, moved = date(2027, 6, 8), date(2027, 5, 3)
    calendar = Calendar(bank_holidays=(ClosedDay(day, "Jubilee"),), no_bank_holidays=(moved,))
    assert calendar.why_closed(day, DayKind.WORKING) == "Jubilee (bank holiday)"
    assert calendar.is_open(moved, DayKind.WORKING)


def test_holidays_between_known_terms_are_certain_and_where_a_term_is_missing_nothing_is() -> None:
    assert KNOWN.certain(date(2026, 12, 22))
    assert not KNOWN.certain(date(2027, 4, 20))  # after the last known term: a weekday, for want of better
    assert KNOWN.is_open(date(2027, 4, 20), DayKind.SCHOOL)
    gap = Calendar(terms=(AUTUMN, TermDates("2026/27", "summer", date(2027, 4, 12), date(2027, 7, 21))))
    assert gap.term_of(date(2027, 2, 3)) is None
    assert not gap.certain(date(2027, 2, 3))
    assert gap.is_open(date(2027, 2, 3), DayKind.SCHOOL)


def test_guessed_terms_stand_in_only_for_terms_that_are_not_known() -> None:
    calendar = Calendar(terms=(AUTUMN,), guessed=english(TODAY).guessed)
    assert calendar.term_named("2026-2027", "autumn") == AUTUMN
    assert calendar.certain(date(2026, 11, 3))
    assert calendar.why_closed(date(2027, 4, 7), DayKind.SCHOOL) == "Easter holiday (usual dates)"
    assert not calendar.certain(date(2026, 12, 22))  # the autumn's end is known, the spring's beginning is not
    spring = calendar.term_named("2026/27", "spring")
    assert spring is not None
    assert calendar.next_term(date(2026, 11, 3)) == spring


@pytest.mark.parametrize("year", range(2020, 2045))
def test_a_usual_term_begins_and_ends_on_a_day_when_schools_can_be_open(year: int) -> None:
    for term in usual_year(year):
        for day in (term.starts, term.ends):
            assert Calendar().is_open(day, DayKind.WORKING), f"{term.term} {day}"


def test_a_term_without_its_half_term_has_the_usual_one_and_is_not_certain_about_it() -> None:
    calendar = Calendar(terms=(TermDates("2026/27", "autumn", AUTUMN.starts, AUTUMN.ends),))
    assert calendar.why_closed(date(2026, 10, 28), DayKind.SCHOOL) == "half-term (usual dates)"
    assert not calendar.certain(date(2026, 10, 21))
    assert calendar.certain(date(2026, 11, 20))


def test_the_coach_and_the_calendar_have_the_same_usual_terms() -> None:
    ours = {(term.term, term.starts, term.ends) for term in english(TODAY).every_term}
    assert {(term.name, term.start, term.end) for term in english_terms(TODAY).terms} <= ours


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2026/27", "2026/27"), (" 2026-2027 ", "2026/27"), ("26/27", "2026/27"), ("2026/28", ""), ("now", ""), ("", "")],
)
def test_an_academic_year_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert academic_year_in(typed) == read


@given(day=st.dates(), kind=st.sampled_from(DayKind), around=st.dates())
def test_no_day_however_far_off_is_too_much_for_a_calendar(day: date, kind: DayKind, around: date) -> None:
    for calendar in (Calendar(), KNOWN, english(around)):
        assert calendar.is_open(day, kind) is (calendar.why_closed(day, kind) == "")
        term = calendar.term_of(day)
        assert term is None or term.starts <= day <= term.ends
        assert academic_year_of(day) in (day.year, day.year - 1)
        assert not calendar.certain(day) or calendar is KNOWN


def test_equal_calendars_are_one_key_and_a_copy_from_another_process_too() -> None:
    again = Calendar(terms=(SPRING, AUTUMN), closed=(ClosedDay(date(2026, 11, 2), "INSET day"),))
    assert {KNOWN: 1}[again] == 1
    words = f"import pickle, sys; c = pickle.loads({pickle.dumps(KNOWN)!r}); sys.stdout.buffer.write(pickle.dumps(c))"
    away = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True).stdout
    copied = pickle.loads(away)
    assert {KNOWN: 1}[copied] == 1


def test_the_list_of_bank_holidays_is_what_the_library_says() -> None:
    assert (paths.resources_dir() / "dates" / "bank_holidays.txt").read_text("utf-8") == list_text()


def test_the_library_of_bank_holidays_is_not_imported_for_the_years_of_plans() -> None:
    words = """
import sys, pepdesk.dates.due, pepdesk.rules.timing
from pepdesk.dates.bank_holidays import bank_holiday
from datetime import date
print(bank_holiday(date(2026, 12, 25)), "holidays" in sys.modules)
print(bank_holiday(date(2060, 12, 25)), "holidays" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Christmas Day False", "Christmas Day True"]
