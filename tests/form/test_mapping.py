"""Every question of the real templates has a home in our form of the same phase: ``forms/mapping.toml``."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from pepdesk import paths
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import Form, Group

# The questions in each real template, and under "consensus" in the composite list of its phase, counted in the
# project's collection of forms (forms.json: 20 templates; the school-age list has two tables called "attendance").
QUESTIONS = {
    "early_years": {
        "consensus": 56,
        "cheshire-east-ey": 8,
        "croydon-family-ey": 2,
        "cumbria-ey-2021": 7,
        "devon-eypep": 8,
        "eyfs-unknown": 15,
        "hants-ey-2018": 16,
    },
    "post_16": {"consensus": 60, "northants-p16": 6, "p16-unknown": 19, "petp-p16": 8},
    "year_r_11": {
        "consensus": 67,
        "bury-2024": 22,
        "croydon-sec-2014": 9,
        "cumbria-school-2018": 8,
        "cumbria-special-2020": 7,
        "devon-school": 13,
        "glos-2021": 8,
        "hants-ks4": 11,
        "seed003-10page": 9,
        "sthelens-epep": 21,
        "sutton-target": 4,
        "welfarecall-seed002": 8,
    },
}
LEAST_SHARE = 0.95  # issue B: at least 95 % of the questions of every template


def mapping() -> dict[str, dict[str, Any]]:
    return tomllib.loads((paths.forms_dir() / "mapping.toml").read_text(encoding="utf-8"))


def lists_of(form_id: str) -> dict[str, dict[str, list[str]]]:
    part = mapping()[form_id]
    return {"consensus": part["consensus"], **part.get("template", {})}


def test_each_form_has_its_part_and_no_other_part_stands_there() -> None:
    assert set(mapping()) == set(form_ids(paths.forms_dir()))
    assert set(mapping()) <= set(QUESTIONS)


@pytest.mark.parametrize("form_id", form_ids(paths.forms_dir()))
def test_nearly_every_question_of_the_real_templates_has_a_home(form_id: str) -> None:
    lists = lists_of(form_id)
    assert set(lists) == set(QUESTIONS[form_id])
    for name, questions in lists.items():
        wanted = QUESTIONS[form_id][name]
        assert LEAST_SHARE * wanted <= len(questions) <= wanted, name


@pytest.mark.parametrize("form_id", form_ids(paths.forms_dir()))
def test_every_home_is_a_question_or_a_row_of_the_form(form_id: str) -> None:
    form = load_form(paths.forms_dir(), form_id)
    for name, questions in lists_of(form_id).items():
        for question, homes in questions.items():
            assert homes, f"{name}: {question} has no home"
            for home in homes:
                assert is_home(form, home), f"{name}: {question}: {home}"


def is_home(form: Form, home: str) -> bool:
    """Whether ``tab.field`` or ``tab.field@row`` names a question, and the row one of its table."""
    address, _, row = home.partition("@")
    tab_id, _, name = address.partition(".")
    if not form.has(tab_id, name):
        return False
    if not row:
        return True
    group = form.tab(tab_id).group(form.field(tab_id, name).group)
    assert isinstance(group, Group)
    assert group.repeat
    return row in [option.value for option in form.choices[group.repeat.rows_from].options]
