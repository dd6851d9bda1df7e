"""A plan's dates against the calendar and the authority: only real problems, as loud as they are certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.model import Authority, Clock, DayKind, Deadline, From, Scope, TermDates
from pepdesk.dates.calendar import Calendar, ClosedDay, english
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.rules import timing
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.terms import coach_terms
from pepdesk.rules.view import View
from pepdesk.smart import judge
from tests.rules.views import Changes, change, sample, view_of

TODAY = date(2026, 11, 2)
TERMS = (
    TermDates("2025/26", "summer", date(2026, 4, 13), date(2026, 7, 21), (date(2026, 5, 25), date(2026, 5, 29))),
    TermDates("2026/27", "autumn", date(2026, 9, 3), date(2026, 12, 16), (date(2026, 10, 26), date(2026, 10, 30))),
    TermDates("2026/27", "spring", date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 15), date(2027, 2, 19))),
    TermDates("2026/27", "summer", date(2027, 4, 12), date(2027, 7, 21), (date(2027, 5, 31), date(2027, 6, 4))),
)
CALENDAR = Calendar(terms=TERMS, closed=(ClosedDay(date(2026, 11, 9), "INSET day"),))
USUAL = english(TODAY)
AUTHORITY = Authority(
    name="Northfold",
    quiet_days_before_term_end=5,
    same_day_as_review=False,
    clocks=(
        Clock("first_pep", "First PEP held", 20, DayKind.SCHOOL, From.INTO_CARE),
        Clock("first_pep", "First PEP held", 10, DayKind.SCHOOL, From.INTO_CARE, emergency=True),
        Clock("begun", "First PEP begun", 1, DayKind.WORKING, From.INTO_CARE),
    ),
    deadlines=(
        Deadline("autumn", "Plans of the autumn term", date(2026, 11, 27), Scope(terms=("autumn",))),
        Deadline("older", "Plans of the autumn term", date(2025, 11, 28), Scope(terms=("autumn",))),
    ),
)


def look(
    changes: Changes, authority: Authority = AUTHORITY, calendar: Calendar = CALENDAR, today: date = TODAY
) -> dict[str, Issue]:
    """The issues of the sample with these changes, by code; no code comes twice but for targets."""
    view = replace(view_of(change(sample(), changes), authority, today), calendar=calendar)
    return {issue.code: issue for issue in timing.issues(view)}


def test_the_sample_plan_has_nothing_wrong_with_its_dates() -> None:
    assert look({}) == {}
    assert look({}, Authority(), Calendar()) == {}


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        ("2026-11-21", "at_weekend", "21 November 2026: Saturday."),
        ("2026-12-25", "on_bank_holiday", "Christmas Day (bank holiday)"),
        ("2026-10-28", "in_holiday", "half-term"),
        ("2026-12-21", "in_holiday", "Christmas holiday"),
        ("2026-11-09", "on_closed_day", "INSET day"),
        ("2026-12-10", "near_term_end", "last 5 school days of the autumn term"),
        ("2026-12-16", "near_term_end", "last 5 school days of the autumn term"),
        ("2026-12-09", "", ""),
    ],
)
def test_a_meeting_on_a_closed_day_or_at_the_end_of_term_is_told_with_the_reason(
    day: str, code: str, words: str
) -> None:
    found = look({"meeting.date": day}, replace(AUTHORITY, deadlines=()), today=date(2026, 10, 1))
    found.pop("target_due_too_late", None)
    assert list(found) == ([f"meeting_{code}"] if code else [])
    if code:
        assert words in found[f"meeting_{code}"].message
        assert found[f"meeting_{code}"].level is Level.SHOULD
    following = look({"meeting.date": "2026-10-01", "meeting.next_date": day}, today=date(2026, 10, 1))
    assert (f"next_pep_{code}" in following) is bool(code)


def test_a_day_that_has_passed_or_a_holiday_that_is_guessed_is_only_a_tip() -> None:
    past = look({"meeting.date": "2026-10-28"})["meeting_in_holiday"]
    assert (past.level, past.advice) == (Level.TIP, "If it really was that day, leave it.")
    guessed = look({"meeting.date": "2027-02-17", "meeting.term": "spring"}, calendar=USUAL)["meeting_in_holiday"]
    assert guessed.level is Level.TIP
    assert "(usual dates)" in guessed.message


def test_the_next_pep_may_not_be_on_the_day_of_the_care_review_where_the_authority_says_so() -> None:
    day = {"meeting.next_review_date": "2027-02-25"}
    assert look(day)["next_pep_on_review_day"].level is Level.SHOULD
    assert look(day, replace(AUTHORITY, same_day_as_review=True)) == {}


def test_a_meeting_after_the_authoritys_last_day_of_this_term_is_told_and_last_years_day_is_not_meant() -> None:
    assert look({"meeting.date": "2026-11-27"}).keys() == set()
    late = look({"meeting.date": "2026-11-30"})["meeting_after_deadline"]
    assert "27 November 2026" in late.message
    spring = look({"meeting.date": "2027-01-20", "meeting.term": "spring"})
    assert "meeting_after_deadline" not in spring
    unsaid = replace(AUTHORITY, deadlines=(Deadline("autumn", "Plans", date(2026, 11, 27)),))
    assert "meeting_after_deadline" not in look({"meeting.date": "2027-01-20", "meeting.term": "spring"}, unsaid)
    assert "meeting_after_deadline" in look({"meeting.date": "2026-11-30"}, unsaid)


@pytest.mark.parametrize(
    ("meeting", "level"),
    [("2026-11-18", None), ("2026-11-19", Level.SHOULD), (None, None), ("2026-12-08", Level.SHOULD)],
)
def test_a_first_pep_is_due_by_its_clock(meeting: str | None, level: Level | None) -> None:
    first: Changes = {"meeting.pep_type": "initial", "care.date_into_care": "2026-10-13", "meeting.date": meeting}
    found = look(first).get("first_pep_late")
    assert (found.level if found else None) is level
    assert found is None or "18 November 2026, 20 school days after coming into care." in found.message
    assert "first_pep_late" not in look({**first, "meeting.pep_type": "review"})
    late: Changes = {**first, "meeting.date": "2026-12-08"}
    assert look(late, calendar=USUAL)["first_pep_late"].level is Level.TIP  # reckoned with guessed terms


def test_where_the_kind_of_days_is_unknown_a_first_pep_is_late_only_after_the_last_reading() -> None:
    unknown = replace(AUTHORITY, clocks=(Clock("first_pep", "Held", 20, DayKind.UNKNOWN, From.INTO_CARE),))
    first: Changes = {"meeting.pep_type": "initial", "care.date_into_care": "2026-10-13"}
    levels = {
        day: look({**first, "meeting.date": day}, unknown)["first_pep_late"].level
        for day in ("2026-11-03", "2026-11-18", "2026-11-19")
    }
    assert levels == {"2026-11-03": Level.TIP, "2026-11-18": Level.TIP, "2026-11-19": Level.SHOULD}
    assert "first_pep_late" not in look({**first, "meeting.date": "2026-11-02"}, unknown)


def test_a_next_pep_that_lets_a_term_pass_is_told_unless_the_authority_meets_less_often() -> None:
    skips = look({"meeting.next_date": "2027-04-20"})["next_pep_skips_term"]
    assert (skips.level, "The spring term, to 25 March 2027" in skips.message) == (Level.SHOULD, True)
    assert look({"meeting.next_date": "2027-04-20"}, calendar=USUAL)["next_pep_skips_term"].level is Level.TIP
    assert look({"meeting.next_date": "2027-04-20"}, replace(AUTHORITY, meetings_a_year=2)) == {}
    assert list(look({"meeting.next_date": "2026-11-12"})) == ["next_pep_not_after"]


def test_a_term_or_year_that_is_not_the_one_of_the_date_is_told() -> None:
    assert list(look({"meeting.term": "spring"})) == ["term_differs"]
    assert list(look({"meeting.academic_year": "2025/26"})) == ["academic_year_differs"]
    assert look({"meeting.academic_year": "2026-2027"}) == {}
    assert list(look({"meeting.academic_year": "this year"})) == ["academic_year_unread"]
    assert list(look({"meeting.academic_year": "2026/28"})) == ["academic_year_unread"]


def test_the_last_pep_was_before_this_one() -> None:
    assert list(look({"meeting.previous_date": "2026-11-12"})) == ["previous_pep_not_before"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"targets.due@r1": "2026-11-12", "targets.start@r1": None}, "target_due_before_meeting"),
        ({"targets.start@r1": "2027-02-04"}, "target_due_before_start"),
        ({"targets.due@r1": "2027-02-26"}, "target_due_after_next_pep"),
        ({"targets.due@r1": "2027-02-25", "targets.start@r1": None}, "target_due_too_late"),
        ({"targets.due@r1": "2027-02-04", "targets.start@r1": None}, ""),
    ],
)
def test_a_target_is_due_in_time_for_the_next_pep(changes: Changes, code: str) -> None:
    found = look(changes)
    assert list(found) == ([code] if code else [])
    assert not code or found[code].address == Address.parse("targets.due@r1")


DATES = (
    "meeting.date",
    "meeting.next_date",
    "meeting.previous_date",
    "meeting.next_review_date",
    "care.date_into_care",
)


@given(
    days=st.lists(
        st.dates().map(str) | st.sampled_from(["", "soon", "0001-01-01", "9999-12-31"]), min_size=7, max_size=7
    ),
    today=st.dates(),
    kind=st.sampled_from(DayKind),
    calendar=st.sampled_from([Calendar(), CALENDAR, USUAL]),
)
def test_no_dates_however_odd_make_the_rules_fall_over(
    days: list[str], today: date, kind: DayKind, calendar: Calendar
) -> None:
    places = (*DATES, "targets.due@r1", "targets.start@r1")
    record = change(ODD.record, {"meeting.pep_type": "initial"})
    record.answers.update({Address.parse(place): Value(day) for place, day in zip(places, days, strict=True)})
    authority = replace(AUTHORITY, clocks=(Clock("first_pep", "Held", 20, kind, From.INTO_CARE),))
    view = replace(ODD, today=today, authority=authority, calendar=calendar)
    for issue in timing.issues(view):
        assert issue.level is not Level.MUST
        assert issue.message.endswith(".")


def test_a_question_that_is_not_on_show_is_not_spoken_of() -> None:
    view = view_of(change(sample(), {"meeting.pep_type": "initial"}), AUTHORITY, date(2027, 3, 1))
    assert "first_pep_late" in [issue.code for issue in timing.issues(view)]
    hidden = replace(view, shown=view.shown - {Address("meeting", "date")})
    assert "meeting.date" not in [str(issue.address) for issue in timing.issues(hidden)]


ODD: View = view_of(change(sample(), {"meeting.pep_type": "initial"}))


def test_the_coach_reads_the_end_of_term_off_the_plans_own_calendar() -> None:
    long_autumn = Calendar(terms=(replace(TERMS[1], ends=date(2026, 12, 23)),))
    text, day = "I will read 20 words aloud by 22 December 2026.", date(2026, 9, 8)  # fifteen weeks: within term or not
    assert judge(text, set_on=day, terms=coach_terms(long_autumn)).within_term is True
    assert judge(text, set_on=day, terms=coach_terms(CALENDAR)).within_term is False
    assert coach_terms(Calendar(terms=long_autumn.terms)) is coach_terms(long_autumn)
    assert coach_terms(Calendar()) is None
