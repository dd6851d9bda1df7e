"""What is due by an authority's clocks and fixed days: readings, emergencies, scopes; the same as a calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.model import Authority, Clock, DayKind, Deadline, From, Scope, Sourced
from pepdesk.dates.calendar import Calendar, english
from pepdesk.dates.due import Due, deadlines
from pepdesk.dates.ics import to_ics
from tests.dates.test_count import TERMS

TODAY = date(2026, 11, 22)
INTO_CARE = date(2026, 10, 14)
SOURCE = Sourced(source="Northfold handbook, page 4", dated="2026/27")
NORTHFOLD = Authority(
    name="Northfold",
    clocks=(
        Clock("first_pep", "First PEP held", 20, DayKind.SCHOOL, From.INTO_CARE, about=SOURCE),
        Clock("first_pep", "First PEP started", 10, DayKind.WORKING, From.INTO_CARE, emergency=True, about=SOURCE),
        Clock("officer", "Officer has the plan", 3, DayKind.UNKNOWN, From.CARE_REVIEW, after=False, about=SOURCE),
        Clock("moved", "New PEP", 10, DayKind.WORKING, From.SCHOOL_MOVE, about=SOURCE),
        Clock("sent", "Plan sent in", 7, DayKind.CALENDAR, From.MEETING, about=SOURCE),
        Clock("early", "Dates agreed", 2, DayKind.SCHOOL_WEEKS, From.TERM_START, scope=Scope(terms=("spring",))),
    ),
    deadlines=(
        Deadline("autumn", "Plans of the autumn term", date(2026, 11, 27), about=SOURCE),
        Deadline("leavers", "Plans of leavers", date(2026, 11, 24), Scope(years=("11", "13")), SOURCE),
        Deadline("old", "Plans of the summer term", date(2026, 6, 5), about=SOURCE),
    ),
)
CALENDAR = Calendar(terms=TERMS)


def ids(found: tuple[Due, ...]) -> list[str]:
    return [due.id for due in found]


def test_only_clocks_whose_day_is_given_run_and_fixed_days_that_are_past_are_left_out() -> None:
    found = deadlines(NORTHFOLD, CALENDAR, today=TODAY, into_care=INTO_CARE)
    assert [(due.id, due.on.isoformat()) for due in found] == [
        ("leavers", "2026-11-24"), ("first_pep", "2026-11-25"), ("autumn", "2026-11-27"),
    ]  # fmt: skip
    assert found[0].note == "For Year 11, Year 13."
    assert found[1].rule == "20 school days after coming into care"
    assert (found[1].start, found[1].about, found[1].certain) == (INTO_CARE, SOURCE, True)


def test_in_an_emergency_its_own_clock_replaces_the_usual_one_of_the_same_name() -> None:
    (due,) = [
        due
        for due in deadlines(NORTHFOLD, CALENDAR, today=TODAY, into_care=INTO_CARE, emergency=True)
        if due.id == "first_pep"
    ]
    assert (due.what, due.on) == ("First PEP started", date(2026, 10, 28))


def test_days_of_unknown_kind_are_shown_in_all_readings_with_a_warning() -> None:
    found = deadlines(NORTHFOLD, CALENDAR, today=TODAY, care_review=date(2026, 11, 4))
    (due,) = [due for due in found if due.id == "officer"]
    assert [one.due.isoformat() for one in due.counts] == ["2026-10-16", "2026-10-30", "2026-11-01"]
    assert due.on == date(2026, 10, 16)
    assert not due.certain
    assert due.note == (
        "The document does not say which days are counted. School days: 16 October 2026; "
        "working days: 30 October 2026; calendar days: 1 November 2026. Keep to the soonest, or ask."
    )


def test_guessed_term_dates_and_a_day_at_a_weekend_are_told() -> None:
    guessed = deadlines(NORTHFOLD, english(TODAY), today=TODAY, into_care=INTO_CARE)
    assert "usual term dates" in next(due.note for due in guessed if due.id == "first_pep")
    sent = deadlines(NORTHFOLD, CALENDAR, today=TODAY, meeting=date(2026, 11, 21))
    assert next(due for due in sent if due.id == "sent").note == "This is a Saturday."


@pytest.mark.parametrize(("year", "held"), [("", True), ("11", True), ("8", False)])
def test_a_rule_for_some_years_is_left_out_only_when_the_year_is_known_to_be_another(year: str, held: bool) -> None:
    assert ("leavers" in ids(deadlines(NORTHFOLD, CALENDAR, today=TODAY, year=year))) is held


def test_a_clock_from_the_start_of_term_runs_in_its_term_only_and_in_a_holiday_in_the_next() -> None:
    assert "early" not in ids(deadlines(NORTHFOLD, CALENDAR, today=TODAY))
    found = deadlines(NORTHFOLD, CALENDAR, today=date(2026, 12, 29))
    assert [(due.id, due.on) for due in found] == [("early", date(2027, 1, 19))]


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)


@given(what=text, rule=text, note=text, initials=st.sampled_from(["", "L. W."]), on=st.dates())
def test_another_programs_reader_finds_in_the_calendar_file_what_was_put_in(
    what: str, rule: str, note: str, initials: str, on: date
) -> None:
    due = Due("one", what, on, rule, SOURCE, note=note)
    data = to_ics((due, due), made=datetime(2026, 11, 22, 9, tzinfo=UTC), initials=initials, marking="OFFICIAL")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    calendar = icalendar.Calendar.from_ical(data)
    entries = calendar.walk("VEVENT")
    assert len(entries) == 2
    assert entries[0]["DTSTART"].dt == on
    assert on == date.max or entries[0]["DTEND"].dt == on + timedelta(days=1)
    assert plain(entries[0]["SUMMARY"]) == plain(f"PEP {initials}: {what}" if initials else f"PEP: {what}")
    told = plain(entries[0]["DESCRIPTION"])
    assert plain(f"OFFICIAL\n{rule}.") in told
    assert plain(note) in told
    assert entries[0].walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-5)


def plain(words: str) -> str:
    """Without what cannot stand in a calendar file: controls; line breaks are all of one kind."""
    words = str(words).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in words if sign == "\n" or (sign >= " " and sign != "\x7f"))


def test_the_calendar_file_tells_nothing_of_the_day_a_child_came_into_care_and_the_same_entry_keeps_its_name() -> None:
    found = deadlines(NORTHFOLD, CALENDAR, today=TODAY, into_care=INTO_CARE)
    first, later = (to_ics(found, made=datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (22, 23))
    assert b"20261014" not in first
    assert b"14 October" not in first.replace(b"\r\n ", b"")
    names = [[line for line in data.splitlines() if line.startswith(b"UID")] for data in (first, later)]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(found) == 3
