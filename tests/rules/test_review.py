"""The review of the last targets: results, next steps, money and new targets fit together, in the authority's way."""

from __future__ import annotations

import pytest

from pepdesk.rules import review
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, codes, sample, seen, told, view_of

CARRIED: Changes = {"review.next_step@r2": "carry_forward", "review.next_reason@r2": None}


def test_a_review_that_fits_together_says_nothing() -> None:
    assert codes(review.issues, view_of(sample())) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"review.next_step@r2": "finished", "review.result@r2": "not_achieved"}, "unmet_finished"),
        ({"review.next_step@r1": "carry_forward"}, "met_carried"),
        ({"review.evidence@r1": "n/a"}, "evidence_filler"),
        ({"review.impact@r3": "minimal"}, "impact_unexplained"),
        (CARRIED, "unmet_carried"),
    ],
)
def test_what_does_not_fit_is_told_by_number(changed: Changes, code: str) -> None:
    (issue,) = review.issues(seen(changed))
    assert issue.code == code
    row = str(issue.address).rpartition("@r")[2]
    assert f"ast target {row}" in issue.message


def test_an_unmet_target_may_be_carried_where_the_authority_says_so() -> None:
    assert codes(review.issues, seen(CARRIED, unmet_targets="carry")) == []
    assert codes(review.issues, seen(CARRIED)) == ["unmet_carried"]
    explained = seen({**CARRIED, "review.next_reason@r2": "The tutor starts again in November."})
    assert [issue.level for issue in review.issues(explained)] == [Level.TIP]


def test_a_target_that_goes_on_is_taken_up_by_a_new_one() -> None:
    gone: Changes = {"targets.area@r1": "careers", "targets.linked_to@r1": ("child_view",)}
    assert told(review.issues, seen(gone)) == {("review.next_step@r2", "not_taken_up")}
    linked: Changes = {**gone, "targets.linked_to@r2": ("last_target",)}
    assert codes(review.issues, seen(linked)) == []
    undecided: Changes = {**gone, "targets.area@r1": None}
    assert codes(review.issues, seen(undecided)) == []


def test_a_new_target_does_not_repeat_the_last_one() -> None:
    again = "by July, Lusia will answer 8 out of 10 questions on equivalent fractions - without help"
    assert told(review.issues, seen({"targets.outcome@r1": again})) == {("targets.outcome@r1", "repeated")}
    assert codes(review.issues, seen({"targets.outcome@r1": again}, unmet_targets="carry")) == []
    assert codes(review.issues, seen({"targets.outcome@r1": "Read more", "review.target@r1": "Read more"})) == []


def test_an_unmet_target_carried_word_for_word_is_told_once() -> None:
    text = "By July Lusia will answer 8 out of 10 questions on equivalent fractions without help."
    assert codes(review.issues, seen({**CARRIED, "targets.outcome@r1": text})) == ["repeated"]


def test_a_first_plan_has_nothing_to_review() -> None:
    assert codes(review.issues, seen({"meeting.pep_type": "initial", **CARRIED})) == []
