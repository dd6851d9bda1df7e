"""All whole-plan rules together: they never fail, speak only of questions on show, and each code is in the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.authority.model import Authority, Cap, Scope, Spend, SpendRule, TargetMix, Transition, Voice
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import form_ids
from pepdesk.form.model import Role
from pepdesk.record.answers import Answer, Attached, Attachment, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord, new_record, new_row
from pepdesk.rules import (
    attendance,
    copies,
    money,
    review,
    sen,
    sign_off,
    spending,
    statutory,
    target_list,
    transition,
    voices,
    wellbeing,
)
from pepdesk.rules import codes as table
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Issue
from pepdesk.rules.view import View
from tests.rules.views import TODAY, form, sample, view_of
from tests.small_form import small_form

MODULES = (
    statutory,
    target_list,
    review,
    money,
    spending,
    wellbeing,
    sen,
    transition,
    voices,
    attendance,
    copies,
    sign_off,
)
EVERYTHING = Authority(
    id="northfold",
    name="Northfold",
    valid_until=date(2025, 8, 31),
    ehcp_with_review=True,
    target_mix=(
        TargetMix("two", "Two targets", (), 2, 3),
        TargetMix("maths", "Maths", ("maths",), 1, None, True, True),
    ),
    caps=(Cap("t", Decimal(5), "term"), Cap("y", Decimal(9), "year"), Cap("i", Decimal(1), "item", "x")),
    spend=(SpendRule("x", "Things", Spend.REFUSED, ("a*", "yes")), SpendRule("z", "Five", Spend.LIMITED, ("5",))),
    transitions=(Transition("all", "The move is planned", "Somebody", scope=Scope()),),
    voices=tuple(Voice(role) for role in (Role.CHILD, Role.CARER, Role.SOCIAL_WORKER, Role.PARENT)),
)
FORMS = form_ids(paths.forms_dir())


def all_issues(view: View) -> list[Issue]:
    return [issue for module in MODULES for issue in module.issues(view)]


def test_the_sample_has_one_planted_gap_and_no_more() -> None:
    found = {(str(issue.address), issue.code) for issue in all_issues(view_of(sample()))}
    assert found == {("targets.evidence@r4", "target_evidence")}


@pytest.mark.parametrize("form_id", FORMS)
def test_an_empty_plan_is_left_in_peace(form_id: str) -> None:
    view = view_of(new_record(form(form_id), "2026-11-22T10:00:00+00:00"))
    assert [(str(issue.address), issue.code) for issue in all_issues(view)] == []


def test_a_form_that_asks_none_of_it_is_left_in_peace(tmp_path: Path) -> None:
    record = new_record(small_form(tmp_path), "2026-11-22T10:00:00+00:00")
    assert all_issues(view_of(record, EVERYTHING)) == []
    assert sign_off.blockers(view_of(record, EVERYTHING), [], Role.VIRTUAL_SCHOOL)


words = st.one_of(
    st.text(max_size=12).filter(str.strip),
    st.sampled_from(("yes", "no", "8", "6", "R", "E1", "14", "17", "20", "-3", "1e9", "£5", "5%", "n/a", "none")),
    st.sampled_from(("2026-11-22", "0001-01-01", "9999-12-31", "2024-02-29", "spring", "summer", "review", "ehcp")),
    st.sampled_from(("maths", "english", "carry_forward", "not_achieved", "achieved", "disagree", "sdq1", "to_do")),
    st.sampled_from(("pp_plus", "virtual_school", "Tutor, year 2031", "2030/31")),
)
several = st.lists(st.sampled_from(["sdq", "ehcp", "child_view", "observed"]), min_size=1)
answers = st.one_of(
    words.map(Value),
    several.map(lambda some: Value(tuple(some))),
    st.sampled_from([NotApplicable(""), NotApplicable("because"), NotKnown("office")]),
    st.just(Attached((Attachment("a" * 64, "image/png", "drawing.png", 10),))),
)


DECIDING = {
    "child.year_group": ("N2", "R", "2", "6", "8", "11", "13"),
    "meeting.term": ("autumn", "spring", "summer"),
    "meeting.pep_type": ("initial", "review", "extra"),
    "meeting.date": ("2026-11-12", "2027-01-20", "2027-06-30"),
    "sen.status": ("none", "sen_support", "ehcp"),
    "attendance.any_suspension": ("yes", "no"),
    "situation.status": ("education", "neet", "custody"),
    "health.sdq_score": ("3", "17", "25"),
}
"""Answers that decide which questions are on show and which rules speak."""


@st.composite
def records(draw: st.DrawFn) -> PepRecord:
    """Any record: of any form, from empty or from the sample, with rows added and answers of any kind anywhere."""
    form_id = draw(st.sampled_from(FORMS))
    whole = form_id == "year_r_11" and draw(st.booleans())
    record = sample() if whole else new_record(form(form_id), "2026-11-22T10:00:00+00:00")
    for at in (RowsAt("targets", "target"), RowsAt("review", "last_target"), RowsAt("meeting", "other_person")):
        for _ in range(draw(st.integers(0, 2))):
            record.apply(new_row(record, at, 0))
    for target in record.rows.get(RowsAt("targets", "target"), ())[:2]:
        record.apply(new_row(record, RowsAt("targets", "cost_line", (target,)), 0))
    for place, some in DECIDING.items():
        address = Address.parse(place)
        if record.form.has(address.tab, address.field) and draw(st.booleans()):
            record.answers[address] = Value(draw(st.sampled_from(some)))
    places = [address for address in view_of(record).shown if address.tab not in ("contacts", "care")]
    for address in draw(st.lists(st.sampled_from(sorted(places)), max_size=25)):
        record.answers[address] = draw(_fitting(record, address) | answers)
    return record


def _fitting(record: PepRecord, address: Address) -> st.SearchStrategy[Answer]:
    """One of the question's own choices, or nothing to draw from where it has none."""
    options = record.form.options(record.form.field(address.tab, address.field))
    return st.sampled_from([Value(option.value) for option in options]) if options else st.nothing()


@settings(max_examples=60, deadline=None)
@given(records(), st.dates(), st.booleans())
def test_no_rule_fails_on_any_record(record: PepRecord, today: date, strict: bool) -> None:
    view = view_of(record, EVERYTHING if strict else Authority(), today)
    found = all_issues(view)
    for issue in found:
        assert issue.code in table.CODES, issue.code
        assert issue.message
        assert issue.message == issue.message.strip()
        assert issue.address in view.shown or not _has_lines(view, issue.address)
        if issue.span:
            text = view.text(*issue.address[:2], *issue.address.rows)
            assert 0 <= issue.span[0] < issue.span[1] <= len(text)
    assert len({(issue.address, issue.code, issue.message) for issue in found}) == len(found)
    for role in Role:
        for blocker in sign_off.blockers(view, found, role):
            assert blocker.says.endswith(".")
    assert money.balance(view).asked >= 0
    statutory.checklist(view)
    given = {issue.code for issue in assess(record, today, coach=False).issues}
    assert {code for code in given if not code.startswith(table.COACH)} <= table.CODES.keys()


def _has_lines(view: View, address: Address) -> bool:
    """Whether the table of a question has lines: only a table without any may be spoken of as a whole."""
    group = view.record.form.field(address.tab, address.field).group
    return bool(view.rows(address.tab, group))


def test_the_rules_do_not_depend_on_the_name_of_the_authority() -> None:
    named, nameless = view_of(sample(), EVERYTHING), view_of(sample(), replace(EVERYTHING, name=""))
    assert [issue.code for issue in all_issues(named)] == [issue.code for issue in all_issues(nameless)]
    assert named.today == TODAY
