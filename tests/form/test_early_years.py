"""The early years form and its sample plan; and the voice tab of each form, with the same questions for each age."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pepdesk import paths
from pepdesk.form.address import Address
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import Audience, FieldType, Form, Role
from pepdesk.record.answers import Value
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess

TODAY = date(2026, 11, 22)
FORMS = {form_id: load_form(paths.forms_dir(), form_id) for form_id in form_ids(paths.forms_dir())}
EARLY = FORMS["early_years"]
SHARED_VOICE = (
    "method",
    "helper",
    "gathered_on",
    "observed",
    "going_well",
    "not_well",
    "what_helps",
    "enjoy",
    "proud",
    "trusted_adult",
    "target_idea",
)


def shown_in(form: Form, year: str) -> frozenset[Address]:
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    record.answers[Address("child", "year_group")] = Value(year)
    return assess(record, TODAY).shown


def values(form: Form, choices: str) -> list[str]:
    return [option.value for option in form.choices[choices].options]


def test_the_early_years_form_asks_for_seven_areas_and_only_reception_for_the_seventeen_goals() -> None:
    assert len(values(EARLY, "eyfs_areas")) == 7
    assert values(EARLY, "prime_areas") == values(EARLY, "eyfs_areas")[:3]
    assert len(values(EARLY, "early_goals")) == 17
    assert values(EARLY, "goal_levels") == ["emerging", "expected"]
    assert not any(re.search(r"\d", option.label) for option in EARLY.choices["early_on_track"].options)
    goals = [Address("attainment", "goal_level", (goal,)) for goal in values(EARLY, "early_goals")]
    for year in EARLY.years:
        assert shown_in(EARLY, year).issuperset(goals) == (year == "R"), year
        assert shown_in(EARLY, year).isdisjoint(goals) == (year != "R"), year


@pytest.mark.parametrize(
    ("question", "years"),
    [
        (Address("attainment", "two_year_state"), ("E2", "N1", "N2", "R")),
        (Address("health", "early_review_state"), ("E2", "N1", "N2")),
        (Address("health", "sdq_score"), ("N2", "R")),
        (Address("transition", "can_alone"), ("N2",)),
        (Address("contacts", "may_see"), ("E1", "E2", "N1", "N2", "R")),
    ],
)
def test_questions_come_when_the_child_is_old_enough(question: Address, years: tuple[str, ...]) -> None:
    assert tuple(year for year in EARLY.years if question in shown_in(EARLY, year)) == years


def test_where_and_when_a_small_child_is_found_stays_out_of_a_parents_copy() -> None:
    for name in ("school.name", "school.urn", "school.key_adult", "early_funding.sessions", "transition.to"):
        tab, _, field = name.partition(".")
        assert Audience.PARENT in EARLY.field(tab, field).hide_from, name


@pytest.mark.parametrize("form_id", FORMS)
def test_the_same_question_has_the_same_name_on_every_voice_tab(form_id: str) -> None:
    form = FORMS[form_id]
    for name in SHARED_VOICE:
        assert form.has("voice", name), name
    assert form.field("voice", "going_well").owner is Role.CHILD
    assert all(form.field("voice", name).required for name in ("method", "helper", "going_well", "what_helps"))


@pytest.mark.parametrize("form_id", FORMS)
def test_every_age_has_its_own_faces_or_scale_and_never_two_for_the_same_thing(form_id: str) -> None:
    form = FORMS[form_id]
    for year in form.years:
        shown = shown_in(form, year)
        scales = [one for one in form.tab("voice").fields if one.type is FieldType.SCALE]
        there = [one for one in scales if Address("voice", one.id) in shown]
        young = [one for one in there if one.choices.startswith("faces")]
        assert len(there) >= 7, year
        assert len(young) in (0, len(there)), year
        assert bool(young) == (year in ("E1", "E2", "N1", "N2", "R", "1", "2", "3", "4", "5", "6")), year
        assert any(one.required for one in there), year


@pytest.mark.parametrize("form_id", FORMS)
def test_what_a_child_is_asked_is_short_and_in_plain_words(form_id: str) -> None:
    for question in FORMS[form_id].tab("voice").fields:
        if question.owner is not Role.CHILD:
            continue
        for sentence in re.split(r"(?<=[.?!:])\s+|\n", f"{question.label}\n{question.help}"):
            words = re.findall(r"[a-z'’]+", sentence.lower())
            assert len(words) <= 18, sentence
            assert not [word for word in words if syllables(word) > 3], sentence


def syllables(word: str) -> int:
    """Roughly: runs of vowels, without a silent e at the end."""
    return len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouy])e$", "", word)))
