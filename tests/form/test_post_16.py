"""The post-16 form: what a young person does now decides which tabs appear; common tabs are shared with the others."""

from __future__ import annotations

from datetime import date

import pytest

from pepdesk import paths
from pepdesk.form.address import Address
from pepdesk.form.loader import load_form
from pepdesk.form.model import Audience, Form
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord, new_record
from pepdesk.rules.assess import assess

CONDITIONAL = {"attendance", "work", "neet", "custody", "review"}
STATUS = Address("situation", "status")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(paths.forms_dir(), "post_16")


def young_person(form: Form, status: str, **situation: str) -> PepRecord:
    record = new_record(form, "2026-11-22T12:00:00+00:00")
    answers = {"status": status, **situation}
    record.answers.update({Address("situation", name): Value(value) for name, value in answers.items()})
    return record


@pytest.mark.parametrize(
    ("status", "tabs"),
    [
        ("education", {"attendance"}),
        ("higher", {"attendance"}),
        ("training", {"attendance"}),
        ("apprenticeship", {"attendance", "work"}),
        ("employed", {"work"}),
        ("neet", {"neet"}),
        ("custody", {"custody"}),
    ],
)
def test_each_situation_brings_up_its_own_tabs_and_no_other(form: Form, status: str, tabs: set[str]) -> None:
    shown = set(assess(young_person(form, status), date(2026, 11, 22)).tabs)
    assert shown & CONDITIONAL == tabs
    assert {tab.id for tab in form.tabs} - CONDITIONAL <= shown


def test_every_situation_offered_is_one_of_those(form: Form) -> None:
    offered = {option.value for option in form.options(form.field("situation", "status"))}
    assert offered == {"education", "higher", "training", "apprenticeship", "employed", "neet", "custody"}


@pytest.mark.parametrize(
    ("status", "more", "asked"),
    [
        ("education", {}, True),
        ("custody", {}, True),
        ("employed", {}, False),
        ("employed", {"also_studying": "yes"}, True),
        ("neet", {"also_studying": "yes"}, True),
    ],
)
def test_courses_are_asked_for_wherever_there_may_be_one(
    form: Form, status: str, more: dict[str, str], asked: bool
) -> None:
    shown = assess(young_person(form, status, **more), date(2026, 11, 22)).shown
    assert (("attainment", "course_name") in {place[:2] for place in shown}) is asked
    assert Address("attainment", "position", ("maths",)) in shown  # English and maths are asked of everybody


def test_an_apprentice_is_asked_about_training_hours_and_somebody_employed_is_not(form: Form) -> None:
    hours = Address("work", "off_job_hours")
    assert hours in assess(young_person(form, "apprenticeship"), date(2026, 11, 22)).shown
    assert hours not in assess(young_person(form, "employed"), date(2026, 11, 22)).shown


def test_common_tabs_are_the_same_files_as_in_the_form_for_school_age(form: Form) -> None:
    shared = {tab["file"] for tab in form.raw["tabs"] if tab["file"].startswith("common/")}
    school_age = load_form(paths.forms_dir(), "year_r_11")
    assert shared <= {tab["file"] for tab in school_age.raw["tabs"]}
    assert len(shared) >= 11


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.CLASS_TEACHER, Audience.RECEIVING_SCHOOL])
def test_custody_a_lost_place_and_money_are_in_no_copy_for_school_or_parent(form: Form, audience: Audience) -> None:
    for tab in ("pathway", "neet", "custody", "support"):
        assert all(audience in field.hide_from for field in form.tab(tab).fields), tab


def test_a_new_place_and_a_parent_are_not_told_that_somebody_is_in_custody(form: Form) -> None:
    assert {Audience.PARENT, Audience.RECEIVING_SCHOOL} <= form.field("situation", "status").hide_from


def test_where_somebody_learns_or_works_stays_out_of_a_parents_copy(form: Form) -> None:
    places = ("school.name", "school.campus", "school.ukprn", "school.history_provider", "attainment.course_place",
              "work.employer", "work.supervisor", "strengths.work_experience", "transition.to")  # fmt: skip
    for place in places:
        assert Audience.PARENT in form.field(*place.split(".")).hide_from, place


def test_a_wrong_check_figure_of_a_uln_is_told_and_a_right_one_is_not(form: Form) -> None:
    place = Address("situation", "uln")
    for uln, told in (("9276308686", False), ("9276308687", True)):  # the first: dossier a5, HESA
        found = assess(young_person(form, "education", uln=uln), date(2026, 11, 22)).by_address.get(place, ())
        assert bool(found) is told
