"""What is visible, missing, misread or weak: the rules, on a small form whose text stands in tests/small_form.py."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import load_form
from pepdesk.form.model import YEAR_GROUPS, Form, Role
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.record import PepRecord, new_record, new_row
from pepdesk.rules.assess import Assessment, TabState, assess, difference
from pepdesk.rules.issue import Level
from tests.small_form import small_form

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return small_form(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def record(form: Form) -> PepRecord:
    return new_record(form, "2026-11-22T10:00:00+00:00")


def put(record: PepRecord, place: str, text: str | None) -> Assessment:
    record.apply(SetAnswer(Address.parse(place), None if text is None else Value(text)))
    return assess(record, TODAY)


def shown(found: Assessment, place: str) -> bool:
    return Address.parse(place) in found.shown


def codes(found: Assessment, place: str) -> list[str]:
    return [issue.code for issue in found.by_address.get(Address.parse(place), ())]


def test_a_question_appears_when_its_condition_holds_and_is_only_then_required(record: PepRecord) -> None:
    assert not shown(put(record, "about.score", "16"), "about.help_given")
    found = put(record, "about.score", "17")
    assert shown(found, "about.help_given")
    assert codes(found, "about.help_given") == ["required"]
    assert put(record, "about.score", None).by_address.get(Address("about", "help_given")) is None


def test_a_hidden_answer_is_kept_but_counts_as_unanswered_for_other_conditions(record: PepRecord) -> None:
    put(record, "about.score", "20")
    assert shown(put(record, "about.help_given", "counselling"), "about.after_help")
    found = put(record, "about.score", "3")
    assert not shown(found, "about.after_help")
    assert record.answer("about", "help_given") == Value("counselling")


def test_year_groups_compare_by_age_and_not_by_spelling(record: PepRecord) -> None:
    for year in YEAR_GROUPS:
        found = put(record, "about.year", year)
        assert shown(found, "about.gcse") == (year in ("10", "11", "12", "13", "14")), year
        assert ("tutor" in found.rows[RowsAt("about", "seat")]) == (year.isdigit() and int(year) >= 7), year


def test_a_condition_can_name_one_row_or_any_row_of_a_grid(record: PepRecord) -> None:
    found = put(record, "about.came@child", "no")
    assert shown(found, "about.why_not")
    assert not shown(found, "about.anyone")
    assert shown(put(record, "about.came@carer", "yes"), "about.anyone")
    assert not shown(put(record, "about.came@child", "yes"), "about.why_not")


def test_a_row_that_is_not_offered_counts_for_nothing(record: PepRecord) -> None:
    assert not shown(put(record, "about.came@tutor", "yes"), "about.anyone")


def test_a_hidden_tab_hides_and_requires_nothing(record: PepRecord) -> None:
    assert "goals" not in assess(record, TODAY).tabs
    found = put(record, "about.name", "Zoë")
    row = record.rows[RowsAt("goals", "goal")][0]
    assert found.tabs["goals"].required == 2
    assert codes(found, f"goals.outcome@{row}") == ["required"]


def test_a_nested_question_looks_at_its_own_parents_row(record: PepRecord) -> None:
    put(record, "about.name", "Zoë")
    first, second = record.rows[RowsAt("goals", "goal")]
    record.apply(SetAnswer(Address("goals", "kind", (first,)), Value(("paid",))))
    found = assess(record, TODAY)
    steps = {row: record.rows[RowsAt("goals", "step", (row,))][0] for row in (first, second)}
    assert shown(found, f"goals.cost@{first}/{steps[first]}")
    assert not shown(found, f"goals.cost@{second}/{steps[second]}")


def test_too_few_rows_are_told_at_the_first_question(record: PepRecord) -> None:
    put(record, "about.name", "Zoë")
    record.rows[RowsAt("goals", "goal")] = ()
    found = assess(record, TODAY)
    assert codes(found, "goals.outcome") == ["too_few"]
    assert "no goals yet" in found.by_address[Address("goals", "outcome")][0].message


def test_not_applicable_needs_a_reason_and_not_known_needs_a_name(record: PepRecord) -> None:
    put(record, "about.score", "20")
    place = Address("about", "help_given")
    for answer, expected in (
        (NotApplicable(""), ["reason"]),
        (NotApplicable("seen elsewhere"), []),
        (NotKnown(" "), ["who"]),
        (NotKnown("CAMHS"), ["not_known"]),
    ):
        record.apply(SetAnswer(place, answer))
        assert codes(assess(record, TODAY), str(place)) == expected


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("about.born", "31/2/2014", ["date"]),
        ("about.born", "2014-03-09", []),
        ("about.score", "lots", ["number"]),
        ("about.score", "41", ["range"]),
        ("about.score", "-1", ["range"]),
        ("about.year", "99", ["choice"]),
        ("about.came@child", "perhaps", ["choice"]),
    ],
)
def test_an_answer_of_the_wrong_shape_is_a_must(record: PepRecord, place: str, text: str, expected: list[str]) -> None:
    found = put(record, place, text)
    assert codes(found, place) == expected
    assert all(issue.level is Level.MUST for issue in found.by_address.get(Address.parse(place), ()))


def test_a_weak_target_says_which_part_is_weak_and_a_good_one_says_nothing(record: PepRecord) -> None:
    put(record, "about.name", "Zoë")
    row = record.rows[RowsAt("goals", "goal")][0]
    weak = put(record, f"goals.outcome@{row}", "Zoë will improve her reading.")
    assert {"smart_measurable", "smart_time_bound"} <= set(codes(weak, f"goals.outcome@{row}"))
    good = put(record, f"goals.outcome@{row}", "By 11 December Zoë will read 30 of the 40 sight words without help.")
    assert codes(good, f"goals.outcome@{row}") == []
    assert good.judgements[Address("goals", "outcome", (row,))].measurable


def test_states_go_from_not_started_to_complete(record: PepRecord) -> None:
    assert assess(record, TODAY).tabs["about"].state is TabState.NOT_STARTED
    assert put(record, "about.year", "8").tabs["about"].state is TabState.IN_PROGRESS
    assert put(record, "about.name", "Zoë").tabs["about"].state is TabState.COMPLETE
    assert put(record, "about.score", "99").tabs["about"].state is TabState.NEEDS_ATTENTION


def test_a_role_is_ready_when_nothing_it_owes_is_open(record: PepRecord) -> None:
    put(record, "about.name", "Zoë")
    for row in record.rows[RowsAt("goals", "goal")]:
        put(record, f"goals.outcome@{row}", "By 11 December Zoë will read 30 of the 40 sight words without help.")
    found = put(record, "about.score", "20")
    assert [str(issue.address) for issue in found.blockers()] == ["about.help_given"]
    assert found.ready_for_sign_off(Role.DESIGNATED_TEACHER)
    assert not found.ready_for_sign_off(Role.SOCIAL_WORKER)
    assert not found.ready_for_sign_off()


def test_the_difference_names_only_what_changed(record: PepRecord) -> None:
    before = put(record, "about.name", "Zoë")
    assert not difference(before, put(record, "about.name", "Zoe"))
    after = put(record, "about.score", "17")
    what = difference(before, after)
    assert what.addresses == {Address("about", "help_given")}
    assert what.tabs == {"about"}
    assert what.groups == frozenset()


def test_the_difference_names_the_lists_that_offer_something_else(record: PepRecord) -> None:
    before = put(record, "about.year", "3")
    assert before.offers == {"people": ("child", "carer")}, "a list without conditions is not in it"
    assert not difference(before, put(record, "about.year", "4"))
    after = put(record, "about.year", "7")
    assert after.offers == {"people": ("child", "carer", "tutor")}
    assert difference(before, after).lists == {"people"}


YEAR_R_11 = load_form(paths.forms_dir(), "year_r_11")
ADDRESSES = [(tab.id, field.id, field.depth) for tab in YEAR_R_11.tabs for field in tab.fields]
some_text = st.one_of(st.text(max_size=20), st.sampled_from(["yes", "no", "8", "R", "20", "2026-11-22", "ehcp", "£5"]))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ADDRESSES),
            st.one_of(
                some_text.filter(str.strip).map(Value),
                st.tuples(some_text).map(Value),
                some_text.map(NotApplicable),
                some_text.map(NotKnown),
            ),
        ),
        max_size=15,
    ),
    st.dates(),
)
def test_assessment_never_fails_whatever_the_record_holds(
    answers: list[tuple[tuple[str, str, int], Value]], day: date
) -> None:
    record = new_record(YEAR_R_11, "2026-11-22T10:00:00+00:00")
    record.apply(new_row(record, RowsAt("targets", "target"), 0))
    for (tab, field, depth), answer in answers:
        rows = ("child", "x")[:depth]
        record.answers[Address(tab, field, rows)] = answer
    found = assess(record, day)
    assert found.shown
    assert difference(found, assess(record, day)) == difference(found, found)


def test_a_plan_with_nothing_but_advice_against_it_is_ready_to_sign() -> None:
    found = assess(sample_plan("year_r_11", date(2026, 11, 12)), TODAY)
    assert {issue.level for issue in found.issues} == {Level.SHOULD, Level.TIP}
    assert found.ready_for_sign_off()


def test_money_asked_for_is_compared_with_the_cost_lines_exactly() -> None:
    record = sample_plan("year_r_11", date(2026, 11, 12))
    asked = Address("funding", "total_requested")
    assert asked not in assess(record, TODAY).by_address  # 8 x 38.00 + 64.50
    record.apply(SetAnswer(asked, Value("368.51")))
    (issue,) = assess(record, TODAY).by_address[asked]
    assert (issue.code, issue.level) == ("total_differs", Level.SHOULD)
    assert "£368.50" in issue.message
    record.apply(SetAnswer(Address("targets", "cost_source", ("r2", "r1")), Value("school")))
    assert "£304.00" in assess(record, TODAY).by_address[asked][0].message
    record.apply(SetAnswer(Address("targets", "cost_units", ("r1", "r1")), Value("eight")))
    assert asked not in assess(record, TODAY).by_address  # a figure nobody can read is told where it stands


def test_part_of_a_penny_is_no_difference_in_the_money_asked_for() -> None:
    record = sample_plan("year_r_11", date(2026, 11, 12))
    record.apply(SetAnswer(Address("targets", "cost_units", ("r1", "r1")), Value("8.3333")))
    asked = Address("funding", "total_requested")
    (issue,) = assess(record, TODAY).by_address[asked]
    told = issue.message.partition("£")[2].partition(";")[0]
    record.apply(SetAnswer(asked, Value(told)))
    assert asked not in assess(record, TODAY).by_address
