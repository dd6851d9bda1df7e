"""SDQ and EHC plan: the authority's figure, the child's age, yearly dates, and targets that answer them."""

from __future__ import annotations

from datetime import date

import pytest

from pepdesk.record.answers import NotApplicable
from pepdesk.rules import sen, wellbeing
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, codes, sample, seen, told, view_of

NO_TARGET: Changes = {"targets.linked_to@r3": ("child_view",)}
ACTION = "Social worker asks for counselling by 30 November."


def test_the_sample_answers_its_score_with_a_target() -> None:
    assert codes(wellbeing.issues, view_of(sample())) == []


@pytest.mark.parametrize(("score", "at_least", "speaks"), [("17", 17, True), ("17", 18, False), ("18", 18, True)])
def test_seventeen_counts_for_one_authority_and_not_for_one_that_says_over_seventeen(
    score: str, at_least: int, speaks: bool
) -> None:
    plan: Changes = {**NO_TARGET, "health.sdq_score": score, "health.sdq_action": ACTION}
    found = codes(wellbeing.issues, seen(plan, sdq_at_least=at_least))
    assert found == (["sdq_no_target"] if speaks else [])


def test_a_high_score_is_answered_by_a_target_or_else_by_an_action() -> None:
    nothing: Changes = {**NO_TARGET, "health.sdq_action": NotApplicable("no time")}
    assert told(wellbeing.issues, seen(nothing)) == {("health.sdq_action", "sdq_unanswered")}
    with_action: Changes = {**NO_TARGET, "health.sdq_action": ACTION}
    assert [issue.level for issue in wellbeing.issues(seen(with_action))] == [Level.TIP]
    idle: Changes = {**NO_TARGET, "health.sdq_action": "Monitor."}
    assert told(wellbeing.issues, seen(idle)) == {
        ("health.sdq_action", "sdq_no_action"),
        ("targets.linked_to@r1", "sdq_no_target"),
    }
    empty: Changes = {**NO_TARGET, "health.sdq_action": None}
    assert [(issue.code, issue.level) for issue in wellbeing.issues(seen(empty))] == [("sdq_unanswered", Level.MUST)]


def test_a_lower_figure_works_although_the_form_asks_for_an_action_from_17_only() -> None:
    low: Changes = {**NO_TARGET, "health.sdq_score": "14"}
    assert codes(wellbeing.issues, seen(low, sdq_at_least=14)) == ["sdq_unanswered"]


@pytest.mark.parametrize(
    ("born", "told_age"), [("2023-09-10", True), ("2022-09-09", False), ("2010-01-01", False), ("2009-09-01", True)]
)
def test_the_sdq_is_for_four_to_sixteen(born: str, told_age: bool) -> None:
    plan: Changes = {"child.date_of_birth": born, "health.sdq_date": "2026-09-09"}
    assert ("sdq_age" in codes(wellbeing.issues, seen(plan))) is told_age


def test_too_young_is_no_reason_for_a_twelve_year_old() -> None:
    plan: Changes = {"health.sdq_score": None, "health.sdq_no_score_reason": "sdq1"}
    assert told(wellbeing.issues, seen(plan)) == {("health.sdq_no_score_reason", "sdq_reason_age")}


def test_an_sdq_is_old_after_a_year() -> None:
    assert codes(wellbeing.issues, seen({"health.sdq_date": "2025-11-12"})) == []
    assert codes(wellbeing.issues, seen({"health.sdq_date": "2025-11-10"})) == ["sdq_old"]


EHCP: Changes = {
    "sen.status": "ehcp",
    "sen.ehcp_last_review": "2026-02-03",
    "sen.ehcp_next_review": "2027-02-02",
    "notes.document_state@ehc_plan": "attached",
    "targets.linked_to@r2": ("ehcp",),
}


def test_a_child_without_an_ehc_plan_is_not_asked_about_one() -> None:
    assert codes(sen.issues, view_of(sample())) == []
    assert codes(sen.issues, seen(EHCP)) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sen.ehcp_next_review": "2026-11-21"}, "ehcp_review_passed"),
        ({"sen.ehcp_next_review": "2027-04-01"}, "ehcp_review_late"),
        ({"sen.ehcp_last_review": "2027-03-01"}, "ehcp_review_order"),
        ({"targets.linked_to@r2": None, "targets.sen_link": NotApplicable("none fits")}, "ehcp_no_target"),
        ({"notes.document_state@ehc_plan": "none"}, "ehcp_document"),
    ],
)
def test_what_does_not_fit_the_ehc_plan_is_told(changed: Changes, code: str) -> None:
    assert codes(sen.issues, seen({**EHCP, **changed})) == [code]


def test_targets_named_in_words_need_no_tick() -> None:
    assert codes(sen.issues, seen({**EHCP, "targets.linked_to@r2": None})) == []


def test_one_pep_a_year_goes_with_the_annual_review_where_the_authority_wants_it() -> None:
    assert codes(sen.issues, seen(EHCP, ehcp_with_review=True)) == ["ehcp_not_together"]
    together: Changes = {**EHCP, "meeting.next_date": "2027-02-02"}
    assert codes(sen.issues, seen(together, ehcp_with_review=True)) == []
    assert codes(sen.issues, seen({**EHCP, "sen.ehcp_with_pep": "yes"}, ehcp_with_review=True)) == []


def test_an_age_counts_birthdays() -> None:
    assert wellbeing.age(date(2014, 3, 9), date(2026, 3, 8)) == 11
    assert wellbeing.age(date(2014, 3, 9), date(2026, 3, 9)) == 12
