"""The guided way: every step has its place in the forms, and its own examples make a target that stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.form.loader import form_ids, load_form
from pepdesk.smart import judge
from pepdesk.smart.bank import BankProblem
from pepdesk.smart.guide import PARTS, read_guide

GUIDE = read_guide(paths.resources_dir() / "targets" / "guide.toml")


def test_every_step_asks_one_question_and_fills_a_question_of_every_form_or_a_part_of_the_sentence() -> None:
    assert {step.part for step in GUIDE.steps} - {""} == set(PARTS)
    assert len({step.id for step in GUIDE.steps}) == len(GUIDE.steps)
    for form_id in form_ids(paths.forms_dir()):
        form = load_form(paths.forms_dir(), form_id)
        for step in GUIDE.steps:
            assert step.question.endswith("?")
            assert not step.fills or form.has(*step.fills.split(".")), (form_id, step.fills)


def test_the_guides_own_examples_make_a_target_with_every_letter() -> None:
    target = GUIDE.sentence({step.part: step.example for step in GUIDE.steps if step.part}, "Aisha")
    verdict = judge(target)
    assert (verdict.specific, verdict.measurable, verdict.time_bound, verdict.within_term) == (True,) * 4


def test_the_sentence_grows_with_the_answers_and_takes_them_as_they_are_typed() -> None:
    assert GUIDE.sentence({}) == ""
    assert GUIDE.sentence({"skill": "She will be able to read aloud."}, "Mia") == "By … Mia will read aloud, …."
    assert GUIDE.sentence({"when": "By Easter.", "measure": "Three times a week"}, "Mia") == (
        "By Easter Mia will …, three times a week."
    )
    assert GUIDE.sentence({"skill": "draw {when}"}) == "By … the child will draw {when}, …."


@pytest.mark.parametrize(
    "text", ["", "outcome = 1", '[[step]]\nid = "a"', '[[step]]\nid = "a"\nfills = "x"\npart = "skill"']
)
def test_a_guide_that_cannot_be_read_is_a_problem_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BankProblem):
        read_guide(file)
