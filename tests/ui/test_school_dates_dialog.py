"""The small form for the school's dates."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.calendar import school_dates_file
from pepdesk.ui.rules.school_dates_dialog import SchoolDatesDialog
from tests.ui.desks import all_words, button, let_go


def _open(around: QWidget) -> SchoolDatesDialog:
    dialog = SchoolDatesDialog(around)
    dialog.show()
    return dialog


def test_dates_are_saved_shown_again_and_faults_stay_on_the_form(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    dialog = _open(around)
    button(dialog, "Put in usual dates").click()
    first = dialog._edits["autumn", "starts"].text()
    dialog._edits["spring", "ends"].setText("at Easter")
    button(dialog, "Save").click()
    assert "Error: Spring term, last day: “at Easter” is not a date" in all_words(dialog)
    assert not school_dates_file().exists()
    dialog._edits["spring", "starts"].clear()
    for part in ("ends", "half_from", "half_to"):
        dialog._edits["spring", part].clear()
    with qtbot.waitSignal(dialog.saved):
        button(dialog, "Save").click()
    let_go()
    again = _open(around)
    assert again._edits["autumn", "starts"].text() == first
    assert again._edits["spring", "starts"].text() == ""
    school_dates_file().unlink()
