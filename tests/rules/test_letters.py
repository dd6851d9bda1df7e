"""The five letters of a target in its plan: what keeps A and R, what takes them away, and what cannot be told yet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.record.answers import Value
from pepdesk.rules import achievable, relevant, targets
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, change, codes, rows, sample, seen, view_of

R1 = "targets.{}@r1"


def one(changes: dict[str, str | None]) -> targets.Letters:
    """The letters of the first target of the sample with these answers of its card changed."""
    return targets.letters(seen({R1.format(field): answer for field, answer in changes.items()}), "r1")


def test_the_good_targets_of_the_sample_carry_all_five_letters_and_the_weak_one_does_not() -> None:
    view = seen()
    assert [targets.letters(view, row).all_five for row in view.rows("targets", "target")] == [True, True, True, False]


def test_a_card_without_a_target_has_no_letters_yet() -> None:
    empty = one({"outcome": None})
    assert (empty.specific, empty.achievable, empty.relevant, empty.remarks) == (None, None, None, ())


@pytest.mark.parametrize(
    ("baseline", "outcome", "code"),
    [
        ("Working at grade 3", "Reach grade 6 in maths by Christmas", "achievable_leap"),
        ("", "Move from a 2 to a 5 in maths by the end of term", "achievable_leap"),
        ("Grade E in the summer test", "Grade B in maths by the end of term", "achievable_leap"),
        ("Reading age 7.2 in October", "Reading age of 9 years 6 months by Christmas", "achievable_leap"),
        ("9 out of 10 in the Friday check", "Score 8 out of 10 in the Friday check by Easter", "achievable_met"),
        ("Reads 105 words a minute", "Read 100 words a minute by half term", "achievable_met"),
        ("SDQ of 14", "Bring her SDQ total down to 15 by the next PEP", "achievable_met"),
        ("96% attendance", "95% attendance this term", "achievable_met"),
        ("Working at grade 3", "Reach grade 4 in maths by Easter", None),
        ("5 out of 10 in the check", "8 out of 10 in the check by Easter", None),
        ("80% on Mondays, 95% on other days", "90% attendance this term", None),
        ("Working at grade 3", "Reach grade 6 in maths by the end of Year 11", None),
        ("3 of 20 words", "8 out of 10 sums right by Easter", None),
        ("Called out 9 times", "Reduce calling out to 3 times a lesson by Easter", None),
    ],
)
def test_a_starting_point_is_set_beside_its_target(baseline: str, outcome: str, code: str | None) -> None:
    letters = one({"baseline": baseline, "outcome": outcome})
    against = [issue.code for issue in letters.remarks if issue.level is Level.SHOULD]
    assert against == ([code] if code else [])
    assert letters.achievable is not bool(code)


@pytest.mark.parametrize("field", ["baseline", "lead"])
def test_what_is_still_to_come_is_asked_for_and_takes_no_letter_away(field: str) -> None:
    letters = one({field: None})
    assert letters.achievable is None
    assert [issue.address.field for issue in letters.remarks] == [field]
    assert all(issue.advice.endswith("?") for issue in letters.remarks)


def test_a_lead_who_could_be_anyone_makes_nothing_achievable() -> None:
    assert one({"lead": "All staff"}).achievable is False


def test_help_without_who_and_how_often_is_not_yet_help() -> None:
    gone: Changes = {f"targets.strategy_often@r1/{line}": None for line in ("r1", "r2")}
    letters = targets.letters(seen(gone), "r1")
    assert letters.achievable is None
    assert [issue.code for issue in letters.remarks] == ["achievable_help"]


def test_help_that_is_usually_paid_for_asks_who_pays() -> None:
    view = view_of(rows(sample(), "targets.cost_line@r1"))
    assert codes(achievable.issues, view)[0] == "achievable_cost"
    assert targets.letters(view, "r1").achievable is True


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": "Teaching assistant to give three hours of support a week"}, "relevant_provision"),
        ({"outcome": "One-to-one tuition every Wednesday by Easter"}, "relevant_provision"),
    ],
)
def test_help_by_adults_is_not_the_childs_target(changes: dict[str, str | None], code: str) -> None:
    letters = one(changes)
    assert letters.relevant is False
    assert code in [issue.code for issue in letters.remarks]


@pytest.mark.parametrize(
    ("old", "result", "new", "code"),
    [
        ("Read 10 long words by May", "partly_achieved", "Read 10 long words by Christmas and tell Mrs Lowe", None),
        ("Lusia will read ten long words aloud by 12 May", "not_achieved",
         "Lusia will read ten long words aloud by 3 February", "relevant_repeated"),
        ("Lusia will read ten long words aloud", "achieved",
         "Lusia will read ten long words aloud by 3 February", "relevant_met"),
        ("Lusia will read 10 long words aloud by 12 May", "partly_achieved",
         "Lusia will read 16 long words aloud by 3 February", None),
    ],
)  # fmt: skip
def test_last_terms_target_again_is_noticed_unless_it_moved_on(
    old: str, result: str, new: str, code: str | None
) -> None:
    view = seen({"review.target@r1": old, "review.result@r1": result, "targets.outcome@r1": new})
    found = [issue.code for issue in targets.letters(view, "r1").remarks if issue.code.startswith("relevant")]
    assert found == ([code] if code else [])


def test_a_reason_that_has_nothing_to_do_with_the_target_is_asked_about() -> None:
    changes: Changes = {
        "targets.need@r1": "He finds mornings hard.",
        "targets.baseline@r1": "Twice last week",
        "targets.outcome@r1": "By 3 February Lusia will swim 25 metres",
        "targets.linked_to@r1": None,
    }
    view = seen(changes)
    assert codes(relevant.issues, view) == ["relevant_link"]
    linked = change(sample(), {**changes, "targets.linked_to@r1": ("child_view",)})
    assert codes(relevant.issues, view_of(linked)) == []


def test_without_a_reason_relevance_cannot_be_told() -> None:
    view = seen({"targets.need@r1": None, "targets.linked_to@r1": None})
    letters = targets.letters(view, "r1")
    assert letters.relevant is None
    assert [issue.code for issue in letters.remarks] == ["relevant_reason"]


TEXTS = st.text(max_size=80) | st.sampled_from(
    ["from a 2 to a 9", "9/10", "reading age 99.99", "SDQ 40%", "grade 9 to grade 1", "", "\x00", "10 out of 0"]
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_words_at_all_make_the_letters_fail_and_spans_lie_in_the_answer(
    outcome: str, baseline: str, need: str, old: str
) -> None:
    record = sample()
    for place, text in (("outcome", outcome), ("baseline", baseline), ("need", need)):
        record = change(record, {R1.format(place): Value(text)})
    view = view_of(change(record, {"review.target@r1": Value(old)}))
    letters = targets.letters(view, "r1")
    for issue in letters.remarks:
        if issue.span is not None:
            answer = view.text("targets", issue.address.field, *issue.address.rows)
            assert 0 <= issue.span[0] <= issue.span[1] <= len(answer)
