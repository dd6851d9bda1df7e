"""Days that cannot be and years that do not fit an age are told; what is only unusual is not."""

from __future__ import annotations

import pytest

from pepdesk.authority.model import Scope
from pepdesk.rules import ages
from tests.rules.views import Changes, change, sample, view_of


def look(changes: Changes) -> list[str]:
    return [f"{issue.code} {issue.address}" for issue in ages.issues(view_of(change(sample(), changes)))]


def test_a_child_in_their_usual_year_with_days_behind_us_is_left_alone() -> None:
    assert look({}) == []
    assert look({"child.year_group": "7"}) == look({"child.year_group": "9"}) == [], "children repeat and skip a year"
    assert look({"child.date_of_birth": None, "child.year_group": "3"}) == []
    assert look({"health.sdq_date": "2026-11-22"}) == [], "today has come"


def test_days_still_to_come_and_care_before_birth_are_told() -> None:
    assert look({"child.date_of_birth": "2030-03-09"}) == ["day_to_come child.date_of_birth"]
    assert look({"health.sdq_date": "2027-09-30"}) == ["day_to_come health.sdq_date"]
    assert look({"care.date_into_care": "2013-01-01"}) == ["care_before_birth care.date_into_care"]


@pytest.mark.parametrize("year", ["N2", "3", "6", "10", "14"])
def test_a_year_group_two_or_more_years_from_the_usual_one_is_told(year: str) -> None:
    assert look({"child.year_group": year}) == ["year_group_age child.year_group"]


def test_an_academic_year_written_another_way_is_the_same_year_to_every_rule() -> None:
    this_year, last_year = Scope(academic_year="2026/27"), Scope(academic_year="2025/26")
    for typed in ("2026/27", "2026-2027", "26/27", "", "this year"):
        view = view_of(change(sample(), {"meeting.academic_year": typed or None}))
        assert view.within(this_year), typed
        assert not view.within(last_year), typed
