"""The school's dates as typed: into the file and back without loss, and every fault in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.app.calendar import calendar_for, school_dates_file
from pepdesk.app.school_dates import (
    TypedTerm,
    TypedYear,
    dates_text,
    read_dates,
    typed_year,
    usual_typed,
    with_year,
    write_dates,
)
from pepdesk.authority.model import Authority, DayKind
from pepdesk.dates.calendar import ClosedDay, usual_year
from pepdesk.dates.school import SCHOOL, SchoolDates

YEAR = "2026/27"


@pytest.fixture(autouse=True)
def _no_file_left() -> Iterator[None]:
    yield
    for file in school_dates_file().parent.glob("school_dates*.toml"):
        file.unlink()


days = st.dates(date(2026, 9, 1), date(2027, 8, 20))
closed = st.builds(
    lambda on, why, length: ClosedDay(on, why, on + timedelta(length) if length else None),
    days, st.from_regex(r"[A-Z][a-z“”\"\\é]{0,12}( [a-z]{1,9})?", fullmatch=True), st.integers(0, 5),
)  # fmt: skip


@given(st.lists(closed, max_size=5), st.booleans())
def test_what_is_typed_for_a_year_comes_back_the_same_and_other_years_stay(days: list[ClosedDay], again: bool) -> None:
    other = tuple(replace(term, about=SCHOOL) for term in usual_year(2025))
    before = SchoolDates(
        other, (ClosedDay(date(2025, 11, 3), "INSET day"),), (ClosedDay(date(2026, 12, 29), "Jubilee"),)
    )
    typed = typed_year(SchoolDates(closed=tuple(days)), YEAR)
    dates, wrong = with_year(before, replace(typed, terms=usual_typed(YEAR)))
    assert wrong == ()
    assert dates.closed[1:] == tuple(days)
    assert dates.terms[:3] == other
    assert dates.bank_holidays == before.bank_holidays
    if again:
        assert with_year(dates, typed_year(dates, YEAR)) == (dates, ())
    school_dates_file().parent.mkdir(parents=True, exist_ok=True)
    school_dates_file().write_text(dates_text(dates), encoding="utf-8")
    assert read_dates() == (dates, None)


@pytest.mark.parametrize(
    ("term", "closed", "said"),
    [
        (TypedTerm("autumn", "soon", "18/12/26"), "", "Autumn term, first day: “soon” is not a date"),
        (TypedTerm("spring", "4/1/27"), "", "Spring term, last day: this is needed, or leave the whole term empty."),
        (TypedTerm("spring", "4/1/27", "26/3/27", "15/2/27"), "", "Spring term: give both days of half-term"),
        (TypedTerm("spring", "4/1/27", "26/3/27", "1/4/27", "2/4/27"), "", "Spring term: half-term must lie within"),
        (TypedTerm("summer", "21/7/27", "12/4/27"), "", "Summer term: the last day is not after the first."),
        (TypedTerm("autumn", "3/9/19", "18/12/19"), "", "Autumn term: its days do not lie in 2026/27."),
        (TypedTerm("autumn"), "INSET 2 November", "“INSET 2 November”: begin the line with a date"),
        (TypedTerm("autumn"), "2/11/26 to 1/11/26 odd", "after “to” there must be a later date."),
        (TypedTerm("autumn"), "2 November 2024 INSET", "this day is not in 2026/27."),
    ],
)  # fmt: skip
def test_every_fault_is_told_in_words_of_the_form(term: TypedTerm, closed: str, said: str) -> None:
    dates, wrong = with_year(SchoolDates(), TypedYear(YEAR, (term,), closed))
    assert dates == SchoolDates()
    assert len(wrong) == 1
    assert said in wrong[0]
    assert "[[" not in wrong[0]


def test_dates_that_were_saved_count_at_once_and_a_faulty_file_is_put_aside_not_lost() -> None:
    file = school_dates_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[[term]\n", encoding="utf-8")
    assert read_dates()[1] is not None
    typed = TypedYear(YEAR, usual_typed(YEAR), "Monday 2 November 2026: INSET day\n7/12/26 – 8/12/26 Occasional days")
    dates, wrong = with_year(SchoolDates(), typed)
    assert wrong == ()
    write_dates(dates)
    assert file.with_name("school_dates.old.toml").read_text(encoding="utf-8") == "[[term]\n"
    calendar = calendar_for(Authority(), today=date(2026, 11, 22))
    assert calendar.why_closed(date(2026, 11, 2), DayKind.SCHOOL) == "INSET day"
    assert calendar.why_closed(date(2026, 12, 8), DayKind.SCHOOL) == "Occasional days"
    assert calendar.is_open(date(2026, 11, 3), DayKind.SCHOOL)
