"""The SMART coach on screen: letters, one remark at a time, words underlined, and what a screen reader hears of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import Signing
from pepdesk.smart import judge
from pepdesk.ui.editors.paragraph import GrowingText
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.targets.coach_words import ALL_FIVE, worded
from pepdesk.ui.targets.target_row import TargetRow
from tests.rules.views import rows, sample
from tests.ui.plan_sample import forget_sessions, on_screen

STORIES = tomllib.loads((Path(__file__).parents[1] / "rules" / "mended.toml").read_text("utf-8"))["story"]
OUTCOME = Address("targets", "outcome", ("r1",))
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WEAK = "Ada will improve her confidence in maths"


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """The sample with one target of which nothing is written yet."""
    record = rows(sample(), "targets.target", "r1")
    record = rows(rows(record, "targets.strategy@r1", "r1"), "targets.cost_line@r1")
    for address in [one for one in record.answers if one.tab == "targets" and one.rows]:
        del record.answers[address]
    made = PlanView(on_screen(record))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    forget_sessions()


def target(view: PlanView) -> TargetRow:
    view.go_to(OUTCOME)
    place = view.plan.place(OUTCOME)
    assert isinstance(place, TargetRow)
    return place


def text_of(place: TargetRow) -> GrowingText:
    found = place.editor.focus_target()
    assert isinstance(found, GrowingText)
    return found


def retype(widget: QWidget, text: str) -> None:
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    widget.selectAll()
    QTest.keyClicks(widget, text)


def states(place: TargetRow) -> str:
    assert place._said is not None
    return "".join({True: "y", False: "n", None: "?"}[state] for _, state in place._said.states)


def test_the_words_of_the_finding_are_underlined_and_stay_so_while_somebody_types(view: PlanView) -> None:
    place = target(view)
    text = text_of(place)
    typed = f"😀 {WEAK}"
    QTest.keyClicks(text, WEAK)
    view.session.end_burst()
    text.moveCursor(text.textCursor().MoveOperation.Start)
    text.insertPlainText("😀 ")
    found = judge(typed).findings[0].span
    assert found is not None
    assert text.underlined() == [typed[slice(*found)]]
    assert text.toPlainText() == typed, "the text is as it was typed"
    assert text.textCursor().position() == 3, "the caret is where it was"
    assert not text.document().isUndoAvailable()
    assert view.session.answer(OUTCOME) == Value(typed)


def test_a_signed_plan_has_no_waves_and_offers_nothing(view: PlanView) -> None:
    place = target(view)
    QTest.keyClicks(text_of(place), WEAK)
    assert text_of(place).underlined()
    view.session.sign(Signing("Ann Lee", "designated_teacher", "2026-11-22T10:00:00+00:00", "0" * 64, "f"))
    assert not text_of(place).underlined()
    assert place.ways is not None
    assert not place.ways.isVisible()
    assert place.coach.wording == ""


def test_the_wording_goes_in_as_one_step_with_its_gap_marked_to_be_typed_over(view: PlanView, qtbot: QtBot) -> None:
    place = target(view)
    QTest.keyClicks(text_of(place), WEAK)
    qtbot.waitUntil(place.coach._use.isVisible)
    wording = place.coach.wording
    assert wording.startswith(WEAK)
    steps = view.session.undo_stack.count()
    QTest.keyClick(text_of(place), Qt.Key.Key_W, CTRL_SHIFT)
    assert view.session.answer(OUTCOME) == Value(wording)
    assert view.session.undo_stack.count() == steps + 1
    assert text_of(place).textCursor().selectedText() == "…"
    assert place.coach.wording == "", "no other wording before the gap is filled"
    QTest.keyClicks(text_of(place), "hands in all her homework")
    assert text_of(place).toPlainText() == wording.replace("…", "hands in all her homework", 1)
    view.undo()
    view.undo()
    assert view.session.answer(OUTCOME) == Value(WEAK)


def test_a_piece_of_a_sentence_is_put_after_the_teachers_own_words() -> None:
    assert worded("Read faster.", "“… from 95 to … words a minute”") == "Read faster from 95 to … words a minute"


def test_a_change_is_announced_once_after_a_pause_and_not_at_each_letter(view: PlanView, qtbot: QtBot) -> None:
    place = target(view)
    heard: list[str] = []
    place.voice.spoke.connect(heard.append)
    place.voice._pause.setInterval(120)
    QTest.keyClicks(text_of(place), WEAK)
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    QTest.keyClicks(text_of(place), " and in English too")
    qtbot.wait(250)
    assert len(heard) == 1, "the letters are as they were"
    assert heard[0].startswith("Specific: not yet. Measurable: not yet.")
    assert "could mean many things" in heard[0]
    assert "Specific" not in text_of(place).accessibleDescription(), "else it would be read twice"
    QTest.keyClicks(text_of(place), " by Christmas")
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1].startswith("Time-bound: yes.")
    view.go_to(Address("targets", "need", ("r1",)))
    assert "Time-bound: yes." in text_of(place).accessibleDescription()


def test_a_weak_target_is_mended_at_the_window_by_answering_what_is_asked(view: PlanView) -> None:
    story = next(one for one in STORIES if one["weak"] == "Improve her confidence in maths")
    place = target(view)
    retype(text_of(place), str(story["weak"]))
    asked = []
    while (remark := place.coach.remark) is not None and remark.code in story["answers"]:
        asked.append(remark.code)
        assert len(asked) < 12, asked
        for name, text in story["answers"][remark.code].items():
            line = ("r1", "r1") if name.startswith("strategy") else ("r1",)
            other = view.plan.place(Address("targets", name, line))
            assert other is not None
            other.take_focus()
            retype(other.editor.focus_target(), text)
        QApplication.processEvents()
    assert states(place) == "yyyyy"
    view.go_to(Address("targets", "need", ("r1",)))
    assert ALL_FIVE in text_of(place).accessibleDescription()


def test_the_letters_follow_the_other_answers_of_the_target(view: PlanView) -> None:
    place = target(view)
    QTest.keyClicks(text_of(place), "By Christmas Ada will answer at least 8 out of 10 questions on fractions.")
    assert states(place) == "yy??y"
    assert place.coach.remark is not None
    assert place.coach.remark.code == "achievable_start"
    place.coach._go.click()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "targets.baseline@r1"
    QTest.keyClicks(focused, "9 out of 10 in October")
    QApplication.processEvents()
    assert states(place) == "yyn?y"
    assert "8 out of 10" in text_of(place).underlined()[0]


def test_f8_leads_to_each_finding_and_the_coach_speaks_of_that_one(view: PlanView) -> None:
    place = target(view)
    QTest.keyClicks(text_of(place), WEAK)
    view.open_problems(True)
    issues = [one for one in view.session.assessment.issues if one.address == OUTCOME]
    assert [one.code for one in issues] == ["smart_specific", "smart_measurable", "smart_time_bound"]
    for issue in issues:
        view.problems.chosen.emit(issue)
        assert place.coach.remark is not None
        assert place.coach.remark.words.startswith(issue.message)
