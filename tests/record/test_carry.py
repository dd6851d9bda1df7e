"""Next term's plan: what comes along, what comes back for review, what never does, and that nothing is lost."""

from __future__ import annotations

import shutil
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.authority.model import Authority
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.carrying import carry_faults, read_carry_rules
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import Form, Role
from pepdesk.record.answers import Attached, Attachment, Value, text_of
from pepdesk.record.carry import FILES_STAY, CarryReport, next_plan
from pepdesk.record.codec import read_record, write_record
from pepdesk.record.next_term import academic_year_for, next_form_id
from pepdesk.record.record import PepRecord, new_record
from pepdesk.record.sample import read_sample
from pepdesk.record.take_up import offers, take_up
from pepdesk.rules.assess import assess

FORMS = {one: load_form(paths.forms_dir(), one) for one in form_ids(paths.forms_dir())}
TODAY = date(2027, 1, 11)
CREATED = "2027-01-11T09:00:00+00:00"


@pytest.fixture
def plan() -> PepRecord:
    text = (paths.resources_dir() / "sample" / "year_8.toml").read_text("utf-8")
    return read_sample(FORMS["year_r_11"], text, "1" * 32, "2026-11-12T09:00:00+00:00")


def carry(
    record: PepRecord, term: str = "spring", year: str = "2026/27", form: str = ""
) -> tuple[PepRecord, CarryReport]:
    return next_plan(record, FORMS[form] if form else record.form, term, year, CREATED, TODAY)


def said(record: PepRecord, place: str) -> str:
    return text_of(record.answers.get(Address.parse(place)))


def put(record: PepRecord, place: str, text: str | tuple[str, ...]) -> None:
    record.answers[Address.parse(place)] = Value(text)


def test_stable_facts_come_along_with_their_rows_and_a_new_plan_has_its_own_id(plan: PepRecord) -> None:
    following, report = carry(plan)
    assert following.plan_id != plan.plan_id
    assert following.created == CREATED
    assert following.signings == ()
    for place in ("child.upn", "care.legal_status", "school.name", "sen.status", "health.health_needs",
                  "contacts.permission_by@day_trips", "meeting.name@carer", "contacts.emergency_name@r2"):  # fmt: skip
        assert said(following, place) == said(plan, place) != "", place
        assert Address.parse(place) in report.carried
    assert following.rows[RowsAt("contacts", "emergency")] == plan.rows[RowsAt("contacts", "emergency")]
    assert following.rows[RowsAt("school", "history")] == plan.rows[RowsAt("school", "history")]


def test_each_target_comes_back_for_review_with_what_it_was_to_cost(plan: PepRecord) -> None:
    following, report = carry(plan)
    rows = plan.rows[RowsAt("targets", "target")]
    assert report.reviews == rows == following.rows[RowsAt("review", "last_target")]
    for row in rows:
        for new, old in (("area", "area"), ("target", "outcome"), ("baseline", "baseline"), ("due", "due")):
            assert said(following, f"review.{new}@{row}") == said(plan, f"targets.{old}@{row}")
        assert not said(following, f"review.result@{row}")
        assert not said(following, f"targets.outcome@{row}")
    units, rate = said(plan, "targets.cost_units@r1/r1"), said(plan, "targets.cost_rate@r1/r1")
    assert float(said(following, "review.planned@r1")) >= float(units) * float(rate) > 0
    assert not any(address.tab == "targets" for address in following.answers)


def test_the_childs_words_and_the_adults_views_are_never_carried(plan: PepRecord) -> None:
    for new in FORMS:
        following, report = carry(plan, form=new)
        assert not [one for one in following.answers if one.tab in ("voice", "views")]
        facts = {("child", "preferred_name")}
        assert not [
            one for one in following.answers
            if following.form.field(one.tab, one.field).owner is Role.CHILD and (one.tab, one.field) not in facts
        ]  # fmt: skip
        told = {one.address: one.why for one in report.left}
        assert "own words" in told[Address("voice", "going_well")]


def test_dates_term_and_kind_of_plan_move_on(plan: PepRecord) -> None:
    following, _ = carry(plan)
    assert said(following, "meeting.previous_date") == said(plan, "meeting.date")
    assert said(following, "meeting.date") == said(plan, "meeting.next_date")
    assert not said(following, "meeting.next_date")
    assert said(following, "meeting.next_review_date") == "2027-01-20"
    assert (said(following, "meeting.term"), said(following, "meeting.pep_type")) == ("spring", "review")
    assert said(following, "child.year_group") == "8"
    assert said(following, "attainment.last_time@maths") == said(plan, "attainment.current@maths")
    assert said(following, "attainment.start_of_year@maths") == said(plan, "attainment.start_of_year@maths")
    assert not said(following, "attainment.current@maths")


def test_a_new_school_year_raises_the_year_group_and_begins_its_figures_afresh(plan: PepRecord) -> None:
    following, report = carry(plan, "autumn", "2027/28")
    assert said(following, "child.year_group") == "9"
    assert said(following, "attainment.start_of_year@maths") == said(plan, "attainment.current@maths")
    assert said(following, "attendance.last_year_percent") == said(plan, "attendance.percent")
    assert said(following, "health.sdq_previous") == said(plan, "health.sdq_score")
    assert not said(following, "health.sdq_score")
    assert not said(following, "attendance.any_suspension")
    assert next(one.why for one in report.left if one.address == Address("attendance", "any_suspension")).startswith(
        "It"
    )


def test_a_child_of_year_11_moves_on_to_the_post_16_plan(plan: PepRecord) -> None:
    put(plan, "child.year_group", "11")
    put(plan, "attainment.gcse_result@maths", "g4")
    following, report = carry(plan, "autumn", "2027/28", "post_16")
    assert following.form.id == "post_16"
    assert said(following, "child.year_group") == "12"
    assert said(following, "attainment.best_grade@maths") == "g4"
    assert said(following, "child.upn") == said(plan, "child.upn")
    assert not said(following, "school.name"), "another college: the old school's address must not be used for it"
    assert report.reviews


@pytest.mark.parametrize(
    ("kind", "year", "stays"),
    [
        ("mainstream_primary", "2027/28", False),
        ("special", "2027/28", True),
        ("mainstream_primary", "2026/27", True),
    ],
)
def test_the_primary_schools_people_are_not_taken_to_the_secondary_school(
    plan: PepRecord, kind: str, year: str, stays: bool
) -> None:
    put(plan, "child.year_group", "6")
    put(plan, "school.type", kind)
    following, report = carry(plan, "autumn", year)
    for place in ("school.name", "school.designated_email", "meeting.contact@designated_teacher", "meeting.name@senco"):
        assert bool(said(following, place)) is stays, place
        assert (Address.parse(place) in report.carried) is stays
    assert said(following, "meeting.contact@social_worker") == said(plan, "meeting.contact@social_worker") != ""


def test_an_early_years_child_moves_on_to_school_and_a_band_of_age_follows_the_birthday() -> None:
    early = new_record(FORMS["early_years"], CREATED)
    put(early, "child.first_name", "Maisie")
    put(early, "child.date_of_birth", "2022-11-02")
    put(early, "child.year_group", "N2")
    put(early, "meeting.academic_year", "2026/27")
    put(early, "attainment.current@literacy", "Joins in with rhymes.")
    put(early, "meeting.contact@designated_teacher", "lead@nursery.example")
    following, _ = carry(early, "autumn", "2027/28", "year_r_11")
    assert said(following, "child.year_group") == "R"
    assert said(following, "child.first_name") == "Maisie"
    assert not said(following, "meeting.contact@designated_teacher"), "the nursery's lead is not the school's"
    put(early, "child.year_group", "E2")
    put(early, "child.date_of_birth", "2023-11-02")
    assert said(carry(early)[0], "child.year_group") == "N1"


def test_the_next_term_has_its_school_year_and_its_form(plan: PepRecord) -> None:
    assert academic_year_for(plan, "spring", TODAY) == "2026/27"
    assert academic_year_for(plan, "autumn", TODAY) == "2027/28"
    assert next_form_id(plan, "2026/27", TODAY) == "year_r_11"
    put(plan, "child.year_group", "11")
    assert next_form_id(plan, "2026/27", TODAY) == "year_r_11"
    assert next_form_id(plan, "2027/28", TODAY) == "post_16"
    put(plan, "meeting.academic_year", "this year")
    assert academic_year_for(plan, "spring", TODAY) == "2026/27", "the meeting's date tells"


def test_pictures_stay_with_the_plan_they_are_kept_beside(plan: PepRecord) -> None:
    plan.answers[Address("health", "health_needs")] = Attached((Attachment("a" * 64, "image/png", "plan.png", 10),))
    following, report = carry(plan)
    assert Address("health", "health_needs") not in following.answers
    assert FILES_STAY in {one.why for one in report.left if one.address == Address("health", "health_needs")}


@pytest.mark.parametrize(("how", "words"), [("break_down", ""), ("carry", "Reads a page aloud by 2 May.")])
def test_an_unmet_target_is_offered_as_the_authority_wants_until_it_is_taken_up(
    plan: PepRecord, how: str, words: str
) -> None:
    following, _ = carry(plan)
    following.authority = Authority(unmet_targets=how)
    put(following, "review.target@r1", "Reads a page aloud by 2 May.")
    assert offers(following) == ()
    put(following, "review.result@r1", "achieved")
    assert offers(following) == ()
    put(following, "review.result@r1", "partly_achieved")
    (offer,) = offers(following)
    assert (offer.row, offer.how) == ("r1", how)
    before = deepcopy(following)
    undo = following.apply(take_up(following, offer))
    row = following.rows[RowsAt("targets", "target")][0]
    assert said(following, f"targets.area@{row}") == offer.area
    assert said(following, f"targets.outcome@{row}") == words
    assert offers(following) == ()
    following.apply(undo)
    assert following == before


def test_of_two_unmet_targets_about_the_same_one_new_target_takes_up_one(plan: PepRecord) -> None:
    following, _ = carry(plan)
    for row in ("r1", "r2"):
        put(following, f"review.area@{row}", "maths")
        put(following, f"review.result@{row}", "not_achieved")
    first, second = offers(following)
    following.apply(take_up(following, first))
    assert offers(following) == (second,)
    following.apply(take_up(following, second))
    assert offers(following) == ()


def test_what_the_next_plan_takes_over_is_data_that_is_checked(tmp_path: Path) -> None:
    assert carry_faults(paths.forms_dir(), FORMS) == ()
    forms = tmp_path / "forms"
    forms.mkdir()
    text = (paths.forms_dir() / "carry.toml").read_text("utf-8")
    (forms / "carry.toml").write_text(
        text.replace('"care",', '"caer",').replace('when = "new_year"', 'when = "often"', 1)
    )
    told = [str(one) for one in carry_faults(forms, FORMS)]
    assert any('"caer"' in one and 'Did you mean "care"?' in one for one in told)
    assert any('"often"' in one for one in told)
    with pytest.raises(FormFaults):
        read_carry_rules(forms)
    shutil.rmtree(forms)
    with pytest.raises(FormFaults):
        read_carry_rules(forms)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(FORMS)))
def test_every_answer_is_carried_moved_or_told_of_and_the_last_plan_is_as_it_was(
    data: st.DataObject, old: str, new: str
) -> None:
    record = _any_plan(data, FORMS[old])
    before = write_record(record)
    year = data.draw(st.sampled_from(["2026/27", "2027/28", "", "soon"]))
    following, report = next_plan(record, FORMS[new], "spring", year, CREATED, TODAY)
    assert write_record(record) == before
    told = {*report.carried, *(one.old for one in report.moved), *(one.address for one in report.left)}
    anew = {Address("child", "year_group"), *(Address("meeting", one) for one in ("term", "academic_year", "pep_type"))}
    assert told | anew >= set(record.answers)
    assert all(one.why.endswith(".") for one in report.left)
    for address in report.carried:
        assert following.answers[address] == record.answers[address]
    for address in following.answers:
        field = following.form.field(address.tab, address.field)
        assert len(address.rows) == field.depth
    again = read_record(write_record(following))
    assert (again.answers, again.rows) == (following.answers, following.rows)
    found = assess(following, TODAY)
    hidden_rows = [at for at in following.rows if at.tab == "contacts" and at not in found.rows]
    assert not hidden_rows


def _any_plan(data: st.DataObject, form: Form) -> PepRecord:
    record = new_record(form, CREATED)
    fields = [one for tab in form.tabs for one in tab.fields if one.type != "note"]
    for field in data.draw(st.lists(st.sampled_from(fields), max_size=30)):
        rows: tuple[str, ...] = ()
        tab = form.tab(field.tab)
        group = tab.group(field.group) if field.group else None
        for one in (tab.group(group.parent) if group and group.parent else None, group):
            if one is not None and one.repeat:
                there = record.rows_at(one, tab.id, rows)
                if not there:
                    break
                rows = (*rows, data.draw(st.sampled_from(there)))
        if len(rows) == field.depth:
            options = [option.value for option in form.options(field)] or ["2026-11-12", "12", "yes", "words"]
            record.answers[Address(tab.id, field.id, rows)] = Value(data.draw(st.sampled_from(options)))
    return record
