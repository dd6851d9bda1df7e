"""What form authors are told: every fault at once, with file, heading, the near miss and what to do."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from pepdesk import paths
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import embedded_form, form_ids, load_form, unused_choices
from pepdesk.form.model import Audience, Field, Form, Role
from pepdesk.form.schema import form_schema
from pepdesk.problem import FormProblem
from tests.small_form import ABOUT, CHOICES, FORM, GOALS, small_form, write_forms


def faults(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(FormFaults) as caught:
        load_form(write_forms(folder, **changed), "small")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"about": ABOUT.replace("score = {", "scroe = {")},
            'small/about.toml, [field.help_given]: the condition names "scroe", which is not a question on the tab '
            '"about". Did you mean "score"?',
        ),
        ({"about": ABOUT.replace('type = "date"', 'type = "dat"')}, 'Did you mean "date"?'),
        ({"about": ABOUT.replace('owner = "designated_teacher"', 'owner = "teacher"')}, '"owner" cannot be "teacher".'),
        ({"about": ABOUT.replace('label = "Born"', 'lable = "Born"')}, 'Did you mean "label"?'),
        ({"about": ABOUT.replace('label = "Born"', "")}, '[field.born]: "label" is missing.'),
        ({"about": ABOUT.replace("max = 40", 'max = "lots"')}, '"max" must be a number without quotes.'),
        ({"about": ABOUT.replace('"came@child"', '"came"')}, "which stands in rows. Name the row"),
        ({"about": ABOUT.replace("came@child", "came@chld")}, '"chld" is not a row there. Did you mean "child"?'),
        ({"about": ABOUT.replace('at_least = "10"', 'at_least = "Y10"')}, '"Y10" is not an answer to "about.year".'),
        ({"about": ABOUT.replace("at_least = 17", "atleast = 17")}, 'Did you mean "at_least"?'),
        ({"about": ABOUT.replace('title = "About"', "title = About")}, "text must be in double quotes"),
        ({"about": ABOUT + ABOUT}, "the same heading stands twice"),
        ({"goals": GOALS.replace('choices = "kinds"', 'choices = "kind"')}, 'Did you mean "kinds"?'),
        ({"goals": GOALS.replace('parent = "goal"', 'parent = "gaol"')}, '"gaol" is not a group of this tab.'),
        ({"goals": GOALS.replace("max = 3", "max = 1")}, "min, start_with and max must go up in that order."),
        ({"goals": GOALS.replace("specific, meas", "specifc, meas")}, 'Did you mean "specific"?'),
        ({"choices": CHOICES.replace('value = "free"', 'value = "paid"')}, 'the value "paid" stands twice.'),
        (
            {"form": FORM.replace("common/goals", "common/gaols")},
            'common/gaols.toml: is missing. Did you mean "goals"?',
        ),
        ({"form": FORM.replace("version = 1", 'version = 1\nlast_year = "15"')}, '"last_year" cannot be "15".'),
        ({"form": FORM.replace('id = "small"', 'id = "tiny"')}, 'the id must be the folder\'s name, "small".'),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_near_miss(tmp_path: Path, change: dict[str, str], told: str) -> None:
    assert any(told in line for line in faults(tmp_path, **change)), faults(tmp_path, **change)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = ABOUT.replace('type = "date"', 'type = "dat"').replace("score = {", "scroe = {")
    assert len(faults(tmp_path, about=broken, choices=CHOICES.replace('"free"', '"paid"'))) == 3


def test_a_form_that_is_not_there_is_told_with_the_ones_that_are(tmp_path: Path) -> None:
    with pytest.raises(FormProblem) as caught:
        load_form(write_forms(tmp_path), "smal")
    assert 'Did you mean "small"?' in caught.value.advice


def test_owner_and_hidden_audiences_come_down_from_tab_to_field(tmp_path: Path) -> None:
    form = small_form(tmp_path)
    assert form.field("about", "help_given").owner is Role.SOCIAL_WORKER
    assert form.field("about", "born").owner is Role.DESIGNATED_TEACHER
    assert form.field("goals", "cost").hide_from == {Audience.PARENT}
    assert (form.field("goals", "cost").depth, form.field("about", "came").depth) == (2, 1)


def test_questions_and_groups_stand_in_file_order(tmp_path: Path) -> None:
    tab = small_form(tmp_path).tab("goals")
    assert [item.id for item in tab.layout()] == ["goal"]
    assert [item.id for item in tab.layout("goal")] == ["outcome", "kind", "step"]
    assert all(isinstance(item, Field) for item in tab.layout("step"))


def test_a_form_embedded_as_json_is_the_same_form(tmp_path: Path) -> None:
    form = small_form(tmp_path)
    assert embedded_form(json.loads(json.dumps(form.raw, sort_keys=True))) == form


@pytest.fixture(scope="module")
def forms() -> list[Form]:
    return [load_form(paths.forms_dir(), form_id) for form_id in form_ids(paths.forms_dir())]


def test_the_shipped_forms_are_without_fault(forms: list[Form]) -> None:
    years = {form.id: (form.years[0], form.years[-1]) for form in forms}
    assert years == {"early_years": ("E1", "R"), "post_16": ("12", "14"), "year_r_11": ("R", "11")}
    assert unused_choices(paths.forms_dir()) == ()
    for form in forms:
        assert embedded_form(json.loads(json.dumps(form.raw))) == form


def test_a_form_asks_little_before_a_plan_can_start(forms: list[Form]) -> None:
    for form in forms:
        start = [field for tab in form.tabs for field in tab.fields if field.required == "start"]
        assert 1 <= len(start) <= 5
        assert all(not field.group or form.tab(field.tab).group(field.group).repeat is None for field in start)


def test_the_schema_for_editors_is_current_and_accepts_every_shipped_file() -> None:
    written = json.loads((paths.forms_dir() / "form.schema.json").read_text(encoding="utf-8"))
    assert written == form_schema(), "write it anew: python -m pepdesk form schema > forms/form.schema.json"
    files = [file for file in paths.forms_dir().glob("*/*.toml") if file.parent.name != "authorities"]
    assert len(files) > 15
    for file in files:
        document = json.loads(json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str))
        jsonschema.validate(document, written)


@pytest.mark.parametrize("written", ["Cafe\u0301?", "Cafe\\u0301?"])
def test_letters_with_their_accents_apart_are_put_together_however_typed(tmp_path: Path, written: str) -> None:
    form = load_form(write_forms(tmp_path, about=ABOUT.replace('label = "Born"', f'label = "{written}"')), "small")
    assert form.field("about", "born").label == "Caf\u00e9?"
    assert embedded_form(json.loads(json.dumps(form.raw))) == form


def test_two_keys_that_are_one_once_put_together_are_told_with_their_place(tmp_path: Path) -> None:
    twice = ABOUT + '\n[field.other]\n"caf\u00e9" = "1"\n"cafe\u0301" = "2"\n'
    told = faults(tmp_path, about=twice)
    assert any('small/about.toml, [field.other]: "caf\u00e9" stands twice' in line for line in told), told
