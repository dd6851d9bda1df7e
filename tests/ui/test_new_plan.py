"""The few questions without which there is no plan."""

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.ui.new_plan_dialog import NewPlanDialog, starting_questions
from pepdesk.ui.start import application
from tests.ui.desks import all_words, button, let_go


def _dialog(qtbot: QtBot) -> NewPlanDialog:
    application()
    dialog = NewPlanDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_asks_all_starting_questions_and_refuses_gaps_and_odd_dates_in_words(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    started: list[PepRecord] = []
    dialog.started.connect(started.append)
    rows = {row.address: row for row in dialog._rows}
    assert list(rows) == [Address(q.tab, q.id) for q in starting_questions(dialog.form)]
    rows[Address("child", "first_name")].fill("Łucja")
    rows[Address("child", "date_of_birth")].fill("a Tuesday")
    button(dialog, "Start the plan").click()
    assert not started
    words = all_words(dialog)
    assert words.count("Error: This is needed to start the plan.") == len(rows) - 2
    assert "Error: This is not a date that PepDesk can read." in words
    let_go()


def test_a_plan_starts_with_the_answers_in_their_stored_form(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    for row in dialog._rows:
        choices = row.findChild(QComboBox)
        row.fill(str(choices.itemData(9)) if choices else "3/9/14" if "birth" in row.address.field else "Łucja ")
    with qtbot.waitSignal(dialog.started) as got:
        button(dialog, "Start the plan").click()
    record = got.args[0]
    assert record.answers[Address("child", "date_of_birth")] == Value("2014-09-03")
    assert record.answers[Address("child", "first_name")] == Value("Łucja")
    assert record.rows, "repeated groups have the rows they start with"
    let_go()
