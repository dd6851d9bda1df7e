"""The few questions without which there is no plan, and what is proposed from the date of birth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.ui.home.new_plan_dialog import LAST_AUTHORITY, NewPlanDialog
from pepdesk.ui.home.starting_question import starting_questions
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.start import application
from tests.ui.desks import all_words, button, let_go

BORN, YEAR = Address("child", "date_of_birth"), Address("child", "year_group")


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[NewPlanDialog]:
    application()
    Settings().keep(LAST_AUTHORITY, "")
    jobs = Jobs()
    around = QWidget()
    qtbot.addWidget(around)  # a dialog that was closed is gone; what holds it is not
    made = NewPlanDialog(around, jobs, Settings())
    made.show()
    yield made
    jobs.close()
    let_go()


def fill(dialog: NewPlanDialog, address: Address, typed: str) -> None:
    """Answer and go on, as a person does."""
    row = dialog._row(address)
    assert row is not None, address
    row.fill(typed)
    row.left.emit()


def fill_all(dialog: NewPlanDialog) -> None:
    for row in dialog._rows:
        if not row.typed():
            combo = row.findChild(QComboBox)
            fill(dialog, row.address, str(combo.itemData(1)) if combo else "Łucja ")


def pick(picker: Picker, value: str) -> None:
    picker.pick(value)
    assert picker.value == value
    picker.picked.emit(value)


def years_ago(years: int) -> str:
    return f"1 October {date.today().year - years}"


def test_it_asks_all_starting_questions_and_refuses_gaps_and_odd_dates_in_words(dialog: NewPlanDialog) -> None:
    started: list[PepRecord] = []
    dialog.started.connect(started.append)
    rows = {row.address: row for row in dialog._rows}
    assert list(rows) == [Address(q.tab, q.id) for q in starting_questions(dialog.form)]
    assert dialog.form.id == "year_r_11", "while nothing is known"
    rows[Address("child", "first_name")].fill("Łucja")
    rows[BORN].fill("a Tuesday")
    button(dialog, "Start the plan").click()
    assert not started
    words = all_words(dialog)
    assert words.count("Error: This is needed to start the plan.") == len(rows) - 2
    assert "Error: This is not a date that PepDesk can read." in words
    rows[BORN].fill("3 September 2014")
    assert "Error: This is not a date that PepDesk can read." not in all_words(dialog), "it was answered anew"


def test_a_plan_starts_with_the_answers_in_their_stored_form(qtbot: QtBot, dialog: NewPlanDialog) -> None:
    fill(dialog, BORN, "3/9/14")
    fill(dialog, YEAR, "8")
    fill_all(dialog)
    with qtbot.waitSignal(dialog.started) as got:
        button(dialog, "Start the plan").click()
    record = got.args[0]
    assert record.answers[BORN] == Value("2014-09-03")
    assert record.answers[YEAR] == Value("8")
    assert record.answers[Address("child", "first_name")] == Value("Łucja")
    assert record.rows, "repeated groups have the rows they start with"
    assert record.authority.id == "england"


@pytest.mark.parametrize(("years", "form"), [(3, "early_years"), (9, "year_r_11"), (18, "post_16")])
def test_the_date_of_birth_proposes_form_and_year_group_and_says_why(
    dialog: NewPlanDialog, years: int, form: str
) -> None:
    fill(dialog, Address("child", "surname"), "Nowak")
    fill(dialog, BORN, years_ago(years))
    assert dialog.form.id == form
    row = dialog._row(YEAR)
    assert row is not None
    assert row.typed() in dialog.form.years
    assert "Proposed by age: " in all_words(dialog)
    surname = dialog._row(Address("child", "surname"))
    assert surname is not None
    assert surname.typed() == "Nowak", "what was typed stays"


def test_what_somebody_chose_is_not_changed_by_a_date_of_birth(dialog: NewPlanDialog) -> None:
    fill(dialog, BORN, years_ago(9))
    fill(dialog, YEAR, "8")
    fill(dialog, BORN, years_ago(8))
    row = dialog._row(YEAR)
    assert row is not None
    assert row.typed() == "8"
    assert "is usual" in all_words(dialog)
    pick(dialog._which, "post_16")
    fill(dialog, BORN, years_ago(7))
    assert dialog.form.id == "post_16"
    assert "PepDesk would propose “" in all_words(dialog)
    row = dialog._row(YEAR)
    assert row is not None
    combo = row.findChild(QComboBox)
    assert [combo.itemData(line) for line in range(1, combo.count())] == list(dialog.form.years)


def test_nothing_is_cut_after_the_form_changed_and_more_is_said(qtbot: QtBot, dialog: NewPlanDialog) -> None:
    fill(dialog, Address("child", "date_of_birth"), years_ago(12))
    pick(dialog._which, "post_16")  # two lines below it now, and every row is laid out anew
    dialog._start()  # a line more under each gap
    labels = [one for one in dialog.findChildren(PlainLabel) if one.isVisible()]
    qtbot.waitUntil(lambda: not any(map(_is_cut, labels)), timeout=2000)


def _is_cut(label: PlainLabel) -> bool:
    return bool(label.text()) and label.height() < label.heightForWidth(label.width())


def test_enter_presses_the_button_that_has_the_focus_and_not_the_main_one(qtbot: QtBot, dialog: NewPlanDialog) -> None:
    fill_all(dialog)
    begun: list[PepRecord] = []
    dialog.started.connect(begun.append)
    cancel = button(dialog, "Cancel")
    cancel.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert begun == []


def test_the_authority_shapes_the_plan_and_is_remembered(qtbot: QtBot, dialog: NewPlanDialog) -> None:
    pick(dialog._whose, "bury")
    assert "The rules of Bury held until 31 August 2025." in all_words(dialog)
    fill(dialog, BORN, years_ago(9))
    fill_all(dialog)
    with qtbot.waitSignal(dialog.started) as got:
        button(dialog, "Start the plan").click()
    record = got.args[0]
    assert record.authority.id == "bury"
    assert any(field.id.startswith("bury_") for tab in record.form.tabs for field in tab.fields)
    jobs = Jobs()
    again = NewPlanDialog(None, jobs, Settings())
    qtbot.addWidget(again)
    assert again._whose.value == "bury"
    jobs.close()


def test_an_authority_that_cannot_be_read_says_why_and_changes_nothing(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    folder = paths.user_data_dir() / "authorities" / "broken"
    folder.mkdir(parents=True)
    file = folder / "authority.toml"
    file.write_text('[authority]\nid = "broken"\nname = "Brokenshire"\n', encoding="utf-8")
    jobs = Jobs()
    try:
        again = NewPlanDialog(None, jobs, Settings())
        qtbot.addWidget(again)
        again.show()
        pick(again._whose, "broken")
        assert 'Error: The authority "broken" has' in all_words(again)
        assert again._whose.value == "england"
    finally:
        file.unlink()
        jobs.close()


def test_tab_goes_through_the_dialog_as_it_is_read_also_after_the_form_changed(
    dialog: NewPlanDialog, qtbot: QtBot
) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog._rows[0].take_focus()
    passed = []
    for typed in ("Ada", "Ng", years_ago(3), "", "", "", "", "", ""):
        at = QApplication.focusWidget()
        assert at is not None
        passed.append(at.accessibleName() or getattr(at, "text", str)())
        QTest.keyClicks(at, typed)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert dialog.form.id == "early_years"
    assert passed[2:] == [
        "Date of birth", "Form", "Year group", "Name of the setting", "Cancel", "&Start the plan",
        "Fill in from a school export (&CSV)…",
    ]  # fmt: skip
