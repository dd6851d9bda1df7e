"""The meeting's agenda is whole for each form: it names questions that are there, and says what to ask."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from pepdesk import paths
from pepdesk.app.agenda import agenda
from pepdesk.app.documents import sample_plan

FORMS = ("early_years", "year_r_11", "post_16")
STEPS = ["welcome", "voice", "review", "attainment", "attendance", "wellbeing", "targets", "money", "next"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_every_step_with_prompts_questions_and_a_page(form: str) -> None:
    plan = sample_plan(form, date(2026, 11, 22))
    steps = agenda(plan.form)
    assert [one.id for one in steps] == STEPS
    for step in steps:
        assert plan.form.has(step.go_to.tab, step.go_to.field), step.id
        assert len(step.prompts) >= 2, step.id
        assert step.questions, step.id
        assert 1 <= step.minutes <= 30, step.id
    asked = {prompt.ask for step in steps for prompt in step.prompts}
    child = {"early_years": "The key person", "year_r_11": "The child", "post_16": "The young person"}[form]
    assert {child, "The carer", "School or setting", "The social worker"} <= asked
    if form == "post_16":
        assert "the child" not in " ".join(prompt.say for step in steps for prompt in step.prompts).casefold()


def test_no_question_is_named_that_no_form_asks_and_nothing_is_said_twice() -> None:
    forms = [sample_plan(form, date(2026, 11, 22)).form for form in FORMS]
    raw = tomllib.loads((paths.resources_dir() / "meeting/agenda.toml").read_text(encoding="utf-8"))
    said = [prompt["say"] for step in raw["step"] for prompt in step["prompts"]]
    assert len(said) == len(set(said))
    for step in raw["step"]:
        for name in (*step["questions"], step["go_to"]):
            assert any(form.has(*name.split(".")) for form in forms), name
        for prompt in step["prompts"]:
            assert set(prompt.get("forms", [])) <= set(FORMS), prompt
