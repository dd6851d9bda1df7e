"""The bank of examples: each one a target the coach would praise, found by words, area and stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.form.loader import load_form
from pepdesk.smart import judge
from pepdesk.smart.bank import STAGES, BankProblem, Example, read_bank, search, stage_of

BANK = read_bank(paths.resources_dir() / "targets" / "bank.toml")


@pytest.mark.parametrize("example", BANK, ids=lambda one: one.text[:50])
def test_every_example_is_specific_measurable_and_due_within_the_term(example: Example) -> None:
    verdict = judge(example.filled("Ada", "her"))
    assert (verdict.specific, verdict.measurable, verdict.time_bound, verdict.within_term) == (True,) * 4
    assert "{" not in example.filled("Ada")
    assert len(example.filled("Ada").split()) <= 60  # the question's own bound in forms/common/targets.toml


def test_every_area_and_stage_of_the_forms_has_examples() -> None:
    choices = load_form(paths.forms_dir(), "year_r_11").choices["target_areas"]
    assert {one.area for one in BANK} == {option.value for option in choices.options}
    assert {one.stage for one in BANK} == set(STAGES)
    assert len(BANK) >= 60
    assert sum(one.send for one in BANK) >= 10
    assert len({one.text for one in BANK}) == len(BANK)


def test_search_finds_by_beginnings_of_words_and_puts_area_and_stage_first() -> None:
    assert all("fraction" in one.text for one in search(BANK, "fract"))
    assert search(BANK, "fract")
    first = search(BANK, "", area="maths", stage="ks2")[0]
    assert (first.area, first.stage) == ("maths", "ks2")
    assert search(BANK, "unicorn") == ()
    assert len(search(BANK)) == len(BANK)


def test_year_groups_have_their_stage() -> None:
    assert [stage_of(year) for year in ("N2", "R", "2", "6", "9", "11", "13", "")] == [
        *("early_years", "early_years", "ks1", "ks2", "ks3", "ks4", "post_16", ""),
    ]


@pytest.mark.parametrize(
    "text", ["", "target = 3", '[[target]]\narea = "maths"', "\x00", '[[target]]\narea = 1\nstage = "ks9"']
)
def test_a_bank_that_cannot_be_read_is_a_problem_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bank.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BankProblem):
        read_bank(file)
    with pytest.raises(BankProblem):
        read_bank(tmp_path / "none.toml")
