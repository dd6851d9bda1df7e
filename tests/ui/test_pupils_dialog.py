"""A school's export: columns that were guessed can be corrected, and one pupil fills in the new plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.form.address import Address
from pepdesk.intake.pupils import PupilFile
from pepdesk.record.answers import Value
from pepdesk.ui.home.new_plan_dialog import NewPlanDialog
from pepdesk.ui.home.pupils_dialog import PupilsDialog
from pepdesk.ui.start import application
from tests.ui.desks import WAIT_MS, all_words, button, let_go

LIST = """Forename,Surname,DOB,NC Year,Gender,Home Lang,House
Ada,Ng,01/03/2014,8,F,Polish,Red
Ben,O’Hara,17/11/2008,,M,,Blue
"""


@pytest.fixture
def new_plan(qtbot: QtBot) -> Iterator[NewPlanDialog]:
    application()
    jobs, around = Jobs(), QWidget()
    qtbot.addWidget(around)
    dialog = NewPlanDialog(around, jobs, Settings())
    dialog.show()
    yield dialog
    jobs.close()
    let_go()


def read(qtbot: QtBot, new_plan: NewPlanDialog, tmp_path: Path, text: str = LIST) -> PupilsDialog:
    file = tmp_path / "pupils.csv"
    file.write_text(text, encoding="utf-8")
    dialog = PupilsDialog(new_plan, new_plan._jobs, new_plan.form)
    dialog.chosen.connect(new_plan.fill_from)
    dialog.show()
    dialog.read(str(file))
    qtbot.waitUntil(lambda: dialog._choose.isEnabled(), timeout=WAIT_MS)
    return dialog


def match(dialog: PupilsDialog, heading: str, key: str) -> None:
    """Choose a question for a column, as a person does."""
    table = dialog._table
    row = next(one for one in range(table.rowCount()) if table.item(one, 0).text() == heading)
    combo = table.cellWidget(row, 2)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


def test_a_pupil_found_by_name_fills_in_the_plan_with_the_columns_as_corrected(
    qtbot: QtBot, new_plan: NewPlanDialog, tmp_path: Path
) -> None:
    dialog = read(qtbot, new_plan, tmp_path)
    dialog._search.setText("ng 2014")
    assert [dialog._list.item(0).text(), dialog._list.count()] == ["Ada Ng, born 1 March 2014, Year 8", 1]
    match(dialog, "Home Lang", "child.first_language")
    match(dialog, "Gender", "")
    button(dialog, "Use these answers").click()
    assert "one more answer comes with the plan" in all_words(new_plan)
    row = new_plan._row(Address("school", "name"))
    assert row is not None
    row.fill("Ysgol Glan Gwy")
    with qtbot.waitSignal(new_plan.started) as got:
        button(new_plan, "Start the plan").click()
    answers = got.args[0].answers
    assert answers[Address("child", "date_of_birth")] == Value("2014-03-01")
    assert answers[Address("child", "year_group")] == Value("8")
    assert answers[Address("child", "first_language")] == Value("Polish")
    assert Address("child", "gender") not in answers


def test_the_date_of_birth_in_the_file_proposes_the_form(qtbot: QtBot, new_plan: NewPlanDialog, tmp_path: Path) -> None:
    dialog = read(qtbot, new_plan, tmp_path)
    dialog._list.setCurrentRow(1)
    button(dialog, "Use these answers").click()
    assert new_plan.form.id == "post_16"
    row = new_plan._row(Address("child", "surname"))
    assert row is not None
    assert row.typed() == "O’Hara"


def test_a_question_has_one_column_and_the_names_in_the_list_follow(
    qtbot: QtBot, new_plan: NewPlanDialog, tmp_path: Path
) -> None:
    dialog = read(qtbot, new_plan, tmp_path)
    match(dialog, "House", "child.surname")
    assert dialog._list.item(0).text().startswith("Ada Red,")
    found = dialog._file
    assert isinstance(found, PupilFile)
    assert [heading for heading, column in found.known if column.key == ("child", "surname")] == ["House"]


@pytest.mark.parametrize("text", ["just words", "Forename,Surname\n", "\x00\x01"])
def test_a_file_that_is_no_list_of_pupils_is_refused_in_words(
    qtbot: QtBot, new_plan: NewPlanDialog, tmp_path: Path, text: str
) -> None:
    dialog = read(qtbot, new_plan, tmp_path, text)
    assert "Error: " in all_words(dialog)
    assert not button(dialog, "Use these answers").isEnabled()
