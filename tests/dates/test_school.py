"""The school's own dates file: what an office person writes is read, and every slip is told in words, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pepdesk.app.calendar import calendar_for, school_dates_problem
from pepdesk.authority.model import Authority, DayKind, TermDates
from pepdesk.dates.school import FILE, SchoolDates, load_school_dates
from pepdesk.form.faults import FormFaults

GOOD = """
[[term]]
academic_year = "2026/27"
term = "autumn"
starts = 2026-09-07
ends = 2026-12-16
half_term = [2026-10-19, 2026-10-30]

[[closed]]
on = 2026-11-02
why = "INSET day"

[[closed]]
on = 2026-12-07
until = 2026-12-08

[[bank_holiday]]
on = 2026-11-20
why = "A proclaimed day"

[[no_bank_holiday]]
on = 2026-08-31
"""
TODAY = date(2026, 11, 22)
THEIRS = TermDates("2026/27", "autumn", date(2026, 9, 1), date(2026, 12, 18), (date(2026, 10, 26), date(2026, 10, 30)))
SPRING = TermDates("2026/27", "spring", date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 15), date(2027, 2, 19)))
AUTHORITY = Authority(terms=(THEIRS, SPRING))


def write(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_the_schools_own_dates_come_before_the_authoritys_and_those_before_usual_ones(tmp_path: Path) -> None:
    calendar = calendar_for(AUTHORITY, today=TODAY, folder=write(tmp_path, GOOD))
    why = {day: calendar.why_closed(date.fromisoformat(day), DayKind.SCHOOL) for day in (
        "2026-09-02", "2026-10-21", "2026-11-02", "2026-12-08", "2026-11-20", "2027-02-16", "2027-06-02", "2026-12-17",
    )}  # fmt: skip
    assert why == {
        "2026-09-02": "summer holiday (usual dates)",  # when the summer term ended, nobody said
        "2026-10-21": "half-term",
        "2026-11-02": "INSET day",
        "2026-12-08": "closed day",
        "2026-11-20": "A proclaimed day (bank holiday)",
        "2027-02-16": "half-term",
        "2027-06-02": "half-term (usual dates)",
        "2026-12-17": "Christmas holiday",
    }
    assert calendar.is_open(date(2026, 8, 31), DayKind.WORKING)
    assert calendar.certain(date(2026, 11, 3))
    assert not calendar.certain(date(2027, 5, 5))


def test_without_a_file_there_is_no_fault_and_the_authoritys_dates_hold(tmp_path: Path) -> None:
    assert load_school_dates(tmp_path) == SchoolDates()
    assert school_dates_problem(tmp_path) is None
    assert calendar_for(AUTHORITY, today=TODAY, folder=tmp_path).terms == AUTHORITY.terms


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[[term]]", "[[tern]]"), '[[tern]]: is not a heading of this file. Did you mean "term"?'),
        (("[[term]]", "[term]"), "[term]: needs double square brackets. Write [[term]]."),
        (('"autumn"', '"autum"'), '[[term]] number 1: "term" cannot be "autum". Did you mean "autumn"?'),
        (("starts = 2026-09-07\n", ""), '[[term]] number 1: "starts" is missing. The first day for pupils.'),
        (("2026-09-07", '"7 September"'), '"starts" must be a date without quotes'),
        (("2026-09-07", "2026-09-31"), "line 5, column 10"),
        (("2026-12-16", "2026-09-01"), "the last day is not after the first."),
        (("2026/27", "2026/28"), '"2026/28" is not an academic year.'),
        (("2026/27", "2027/28"), "its days do not lie in 2027/28."),
        (("2026-10-19, ", ""), '"half_term" must be its first and last day, both within the term.'),
        (("2026-10-19", "2026-08-19"), '"half_term" must be its first and last day, both within the term.'),
        (("until = 2026-12-08", "until = 2026-12-06"), '[[closed]] number 2: "until" is before "on".'),
        (("until = 2026-12-08", "untill = 2026-12-08"), 'Did you mean "until"?'),
        (("[[no_bank_holiday]]\non", "[[no_bank_holiday]]\nwhy"), '[[no_bank_holiday]] number 1: "why" is not a key'),
    ],
)
def test_a_slip_is_told_in_words_and_the_file_is_left_out_as_a_whole(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    text = GOOD.replace(*change, 1)
    assert text != GOOD
    write(tmp_path, text)
    with pytest.raises(FormFaults) as caught:
        load_school_dates(tmp_path)
    assert any(told in str(fault) for fault in caught.value.faults), caught.value.faults
    problem = school_dates_problem(tmp_path)
    assert problem is not None
    assert told in problem.advice
    assert calendar_for(AUTHORITY, today=TODAY, folder=tmp_path).terms == AUTHORITY.terms


def test_terms_that_stand_twice_or_overlap_are_told(tmp_path: Path) -> None:
    term = GOOD[: GOOD.index("[[closed]]")]
    write(tmp_path, term + term.replace("12-16", "12-17") + term.replace("autumn", "spring"))
    with pytest.raises(FormFaults) as caught:
        load_school_dates(tmp_path)
    words = "\n".join(map(str, caught.value.faults))
    assert "the autumn term of 2026/27 stands twice." in words
    assert "the spring term of 2026/27 overlap." in words


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[[term", b"term = 3", b"closed = [1, 2]", b"[" * 5000])
def test_whatever_the_file_holds_the_window_still_has_a_calendar(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert school_dates_problem(tmp_path) is not None
    assert calendar_for(Authority(), today=TODAY, folder=tmp_path).guessed
