"""Attendance figures agree with each other; suspensions were told to those who must know."""

from __future__ import annotations

import pytest

from pepdesk.rules import attendance
from tests.rules.views import Changes, codes, rows, sample, seen, told, view_of

SUSPENDED: Changes = {"attendance.any_suspension": "yes", "attendance.suspension_told@s1": "yes"}


@pytest.mark.parametrize(
    ("possible", "came", "percent", "expected"),
    [
        ("350", "312", "94.2", "attendance_differs"),
        ("350", "312", "89.1", ""),
        ("350", "312", "89", ""),
        ("350", "351", "94", "attendance_sessions"),
        ("0", "0", "94", ""),
        ("many", "312", "94", ""),
    ],
)
def test_the_percentage_is_what_the_sessions_come_to(possible: str, came: str, percent: str, expected: str) -> None:
    plan: Changes = {
        "attendance.sessions_possible": possible,
        "attendance.sessions_attended": came,
        "attendance.percent": percent,
    }
    assert codes(attendance.issues, seen(plan)) == ([expected] if expected else [])


def test_a_suspension_is_told_to_virtual_school_and_social_worker() -> None:
    record = rows(sample(), "attendance.suspension", "s1")
    for answer, expected in (("yes", set()), ("no", {("attendance.suspension_told@s1", "suspension_not_told")})):
        view = view_of(
            rows(seen({**SUSPENDED, "attendance.suspension_told@s1": answer}).record, "attendance.suspension", "s1")
        )
        assert told(attendance.issues, view) == expected
    assert codes(attendance.issues, view_of(record)) == []


def test_days_of_suspension_are_added_up_over_the_year() -> None:
    plan: Changes = {**SUSPENDED, "attendance.suspension_days@s1": "40", "attendance.suspension_days@s2": "5"}
    view = view_of(rows(seen(plan).record, "attendance.suspension", "s1", "s2"))
    assert codes(attendance.issues, view) == []
    plan["attendance.suspension_days@s2"] = "5.5"
    view = view_of(rows(seen(plan).record, "attendance.suspension", "s1", "s2"))
    assert told(attendance.issues, view) == {("attendance.suspension_days@s2", "suspension_days")}
