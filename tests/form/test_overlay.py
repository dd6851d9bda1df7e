"""An authority's own questions: what it may change of a form, and what it is told when it may not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import embedded_form, load_form
from pepdesk.form.model import Audience, FieldType, Required
from pepdesk.form.statutory import legal_questions
from pepdesk.problem import FormProblem
from tests.small_authority import write_authorities, write_authority
from tests.small_form import ABOUT, write_forms

HEAD = '[overlay]\nextends = "small@1"\n'
SCORE = """
[field.score]
label = "The score"
help = "See page 4."
required = "sign_off"
hide_from = ["parent"]
"""
PANEL = """
[field.nsh_panel]
after = "year"
label = "Date of the panel"
type = "date"
visible_when = { name = { answered = true } }

[field.nsh_after_panel]
after = "nsh_panel"
label = "What the panel said"
type = "choice"
choices = "nsh_outcomes"

[choices.nsh_outcomes]
title = "What a panel says"
options = [{ value = "nsh_yes", label = "Agreed" }, { value = "nsh_no", label = "Not agreed" }]

[choices.people]
options = [
  { value = "tutor", label = "Private tutor" },
  { value = "nsh_mentor", label = "Mentor", after = "child" },
]
"""


def forms(folder: Path, overlay: str, **changed: str) -> Path:
    place = write_authorities(write_forms(folder, **changed)) / "authorities" / "northshire" / "small"
    place.mkdir(parents=True, exist_ok=True)
    (place / "about.toml").write_text(overlay, encoding="utf-8")
    return folder


def faults(folder: Path, about: str) -> list[str]:
    with pytest.raises(FormFaults) as caught:
        load_form(forms(folder, about), "small", "northshire")
    return [str(fault) for fault in caught.value.faults]


def test_words_change_audiences_are_added_and_the_form_itself_stays(tmp_path: Path) -> None:
    folder = forms(tmp_path, HEAD + "[tab]\ntitle = 'About you'\n[group.seat]\ntitle = 'Round the table'\n" + SCORE)
    form = load_form(folder, "small", "northshire")
    score = form.field("about", "score")
    assert (score.label, score.help, score.required) == ("The score", "See page 4.", Required.SIGN_OFF)
    assert score.max == 40
    assert score.hide_from == {Audience.PARENT}
    assert (form.tab("about").title, form.tab("about").group("seat").title) == ("About you", "Round the table")
    for same in (load_form(folder, "small"), load_form(folder, "small", "england")):
        assert same.field("about", "score").label == "Score"


def test_questions_and_answers_are_added_where_they_are_wanted_and_travel_in_the_plan(tmp_path: Path) -> None:
    form = load_form(forms(tmp_path, HEAD + PANEL), "small", "northshire")
    ids = [field.id for field in form.tab("about").fields]
    assert ids[1:4] == ["year", "nsh_panel", "nsh_after_panel"]
    assert form.field("about", "nsh_panel").type is FieldType.DATE
    people = form.choices["people"].options
    assert [(one.value, one.label) for one in people][:2] == [("child", "Child"), ("nsh_mentor", "Mentor")]
    assert form.choices["people"].label("tutor") == "Private tutor"
    assert people[3].visible_when is not None
    assert embedded_form(form.raw).field("about", "nsh_after_panel").choices == "nsh_outcomes"


def test_an_optional_question_can_be_hidden_and_an_empty_group_goes_with_it(tmp_path: Path) -> None:
    about = ABOUT + '[group.extra]\ntitle = "Extra"\n[field.extra_one]\ngroup = "extra"\nlabel = "?"\ntype = "line"\n'
    folder = forms(tmp_path, HEAD + "[field.extra_one]\nhidden = true\n[field.gcse]\nhidden = true\n", about=about)
    form = load_form(folder, "small", "northshire")
    assert not form.has("about", "extra_one")
    assert not form.has("about", "gcse")
    assert [group.id for group in form.tab("about").groups] == ["seat"]
    assert load_form(folder, "small").has("about", "gcse")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            "[field.scroe]\nhelp = 'x'",
            '"scroe" is not a question of this tab. Did you mean "score"? New names begin with',
        ),
        ("[field.extra]\nlabel = 'x'\ntype = 'line'", '"extra" is not a question of this tab.'),
        ("[field.score]\ntype = 'line'", '"type" of PepDesk\'s own form cannot be changed. Plans already saved'),
        (
            "[field.after_help]\nvisible_when = { score = 1 }",
            '"visible_when" of PepDesk\'s own form cannot be changed.',
        ),
        ("[field.score]\nhlep = 'x'", '"hlep" is not a key that can stand here. Did you mean "help"?'),
        ("[field.name]\nhidden = true", "[field.name]: it must be answered, so it cannot be hidden."),
        ("[field.gcse]\nhidden = true\nlabel = 'x'", '"hidden = true" must stand alone'),
        ("[field.score]\nhidden = true", "cannot be hidden: whether about.help_given is shown depends on it."),
        ("[field.came]\nhidden = true", "cannot be hidden: whether about.why_not is shown depends on it."),
        ("[field.name]\nrequired = 'sign_off'", "cannot be required later than"),
        ("[field.name]\nrequired = ''", '"required" cannot be "".'),
        ("[field.nsh_a]\nafter = 'yaer'\nlabel = 'x'\ntype = 'line'", 'Did you mean "year"?'),
        ("[field.nsh_a]\nlabel = 'x'\ntype = 'lime'", '"type" cannot be "lime". Did you mean "line"?'),
        (
            "[field.nsh_a]\nlabel = 'x'\ntype = 'line'\nvisible_when = { yaer = '3' }",
            'authorities/northshire/small/about.toml, [field.nsh_a]: the condition names "yaer"',
        ),
        (
            "[choices.people]\noptions = [{ value = 'uncle', label = 'Uncle' }]",
            '"uncle" is not an answer of this list.',
        ),
        ("[choices.people]\noptions = [{ value = 'child', code = 'C' }]", "only the label can be changed, not code."),
        ("[choices.person]\ntitle = 'x'\noptions = []", '"person" is not a choice list.'),
        ("[filed.score]\nhelp = 'x'", '[filed]: is not a heading of such a file. Did you mean "field"?'),
        ("[field]\nscore = 3", "[field.score]: must be a heading with keys under it."),
    ],
)
def test_what_may_not_be_changed_is_told_in_words(tmp_path: Path, wrong: str, told: str) -> None:
    lines = faults(tmp_path, f"{HEAD}{wrong}\n")
    assert any(told in line for line in lines), lines


@pytest.mark.parametrize(
    ("extends", "told"),
    [
        ("smal@1", '"extends" must name this form. Write extends = "small@1".'),
        ("small", '"extends" must name this form.'),
        ("small@2", "it was written for version 2; this is version 1. It was written for a newer PepDesk"),
    ],
)
def test_the_form_and_version_it_was_written_for_are_checked(tmp_path: Path, extends: str, told: str) -> None:
    assert any(told in line for line in faults(tmp_path, f'[overlay]\nextends = "{extends}"\n'))


def test_a_file_that_is_no_tab_and_an_authority_that_is_not_there_are_told(tmp_path: Path) -> None:
    folder = forms(tmp_path, HEAD)
    (folder / "authorities" / "northshire" / "small" / "abuot.toml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(FormFaults, match="has a fault") as caught:
        load_form(folder, "small", "northshire")
    assert 'has no tab "abuot". Did you mean "about"?' in str(caught.value)
    with pytest.raises(FormProblem, match="no authority called"):
        load_form(folder, "small", "southshire")


def test_nothing_the_law_asks_for_can_be_hidden(tmp_path: Path) -> None:
    shutil.copytree(paths.forms_dir(), tmp_path / "forms")
    form = load_form(paths.forms_dir(), "year_r_11")
    legal = [form.field(*place) for place in sorted(legal_questions("year_r_11"))]
    assert len(legal) > 10
    write_authority(tmp_path / "forms", '[authority]\nprefix = "nsh_"\n')
    place = tmp_path / "forms" / "authorities" / "northshire" / "year_r_11"
    place.mkdir()
    for tab in {one.tab for one in legal}:
        hide = "".join(f"[field.{one.id}]\nhidden = true\n" for one in legal if one.tab == tab)
        (place / f"{tab}.toml").write_text(f'[overlay]\nextends = "year_r_11@1"\n{hide}', encoding="utf-8")
    with pytest.raises(FormFaults) as caught:
        load_form(tmp_path / "forms", "year_r_11", "northshire")
    told = [fault for fault in caught.value.faults if fault.message == "the law asks for it, so it cannot be hidden."]
    assert sorted(fault.heading for fault in told) == sorted(f"[field.{one.id}]" for one in legal)
