"""Moving on: in the authority's years and terms the next place is invited and the move is planned."""

from __future__ import annotations

import pytest

from pepdesk.authority.model import Authority, Scope, Transition
from pepdesk.rules import transition
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, codes, rows, sample, seen, told, view_of

MOVE = Transition(
    "secondary",
    "The move is planned",
    "The teacher of the new school",
    True,
    Scope(years=("6",), terms=("spring", "summer")),
)
RULES = Authority(id="northfold", name="Northfold", transitions=(MOVE,))
YEAR_6: Changes = {"child.year_group": "6", "meeting.term": "spring"}
INVITATION = {("meeting.invited@receiving_school", "next_place_not_invited")}


@pytest.mark.parametrize(
    ("year", "term", "speaks"),
    [("6", "spring", True), ("6", "autumn", False), ("8", "spring", False), ("6", "", False)],
)
def test_only_the_years_and_terms_of_the_rule_are_spoken_of(year: str, term: str, speaks: bool) -> None:
    view = seen({"child.year_group": year, "meeting.term": term or None}, RULES)
    assert told(transition.issues, view) == (INVITATION if speaks else set())


def test_the_rule_says_whether_it_stands_in_the_way() -> None:
    (issue,) = transition.issues(seen(YEAR_6, RULES))
    assert issue.level is Level.MUST
    assert issue.advice == "Invite: the teacher of the new school."


@pytest.mark.parametrize(
    "invited",
    [
        {"meeting.invited@receiving_school": "yes"},
        {"meeting.attended@receiving_school": "report"},
        {"transition.step_state@receiving_invited": "arranged"},
        {"meeting.other_role@r1": "Head of year, receiving school"},
    ],
)
def test_an_invitation_counts_wherever_the_plan_says_it(invited: Changes) -> None:
    assert codes(transition.issues, seen({**YEAR_6, **invited}, RULES)) == []


def test_somebody_expressly_not_invited_does_not_count() -> None:
    plan: Changes = {**YEAR_6, "meeting.other_role@r1": "New school", "meeting.other_invited@r1": "no"}
    assert told(transition.issues, seen(plan, RULES)) == INVITATION


def test_where_the_tab_is_hidden_the_plan_says_how_to_bring_it_up() -> None:
    infant = Transition("junior", "The move to junior school is planned", scope=Scope(years=("2",)))
    view = seen({"child.year_group": "2"}, Authority(id="n", name="N", transitions=(infant,)))
    assert told(transition.issues, view) == {("school.move_planned", "move_not_planned")}


def test_in_summer_what_is_still_to_do_is_late() -> None:
    plan: Changes = {
        **YEAR_6,
        "meeting.term": "summer",
        "meeting.invited@receiving_school": "yes",
        "transition.step_state@applied": "to_do",
        "transition.step_state@visit": "to_do",
    }
    place = "transition.step_state@applied"
    (issue,) = transition.issues(seen(plan, RULES))
    assert (str(issue.address), issue.code, issue.level) == (place, "move_steps_late", Level.SHOULD)
    assert "two steps of the move are still to do" in issue.message
    (issue,) = transition.issues(seen({**plan, place: "done"}, RULES))
    assert (str(issue.address), issue.level) == ("transition.step_state@visit", Level.TIP)
    assert codes(transition.issues, seen({**plan, "meeting.term": "spring"}, RULES)) == []


def test_an_authority_that_names_no_transitions_says_nothing() -> None:
    assert codes(transition.issues, view_of(rows(sample(), "meeting.other_person"))) == []
