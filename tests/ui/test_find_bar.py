"""Find in the plan: every place in questions and answers, by keyboard alone, and nothing that must not be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.record.answers import NotApplicable, Value
from pepdesk.ui.plan.finding import find, folded, spots
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.plan_sample import forget_sessions, session

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    plan = session(paragraph="Reads 😀 maps and MAPS.\nA map of Leeds", line="maps", person="Ms Map")
    view = PlanView(plan)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    yield view
    view.close()
    forget_sessions()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def marked(view: PlanView, address: Address) -> str:
    place = view.plan.place(address)
    assert place is not None
    target = place.editor.focus_target()
    if isinstance(target, QPlainTextEdit):
        return target.textCursor().selectedText()
    assert isinstance(target, QLineEdit)
    return target.selectedText()


def sought(view: PlanView, words: str) -> None:
    """Ctrl+F, the words, and the pause."""
    QTest.keyClick(focused(), Qt.Key.Key_F, CTRL)
    QTest.keyClicks(focused(), words)
    view.find_bar.search()


def test_each_place_is_shown_and_its_words_marked_while_the_words_keep_the_focus(view: PlanView) -> None:
    sought(view, "maps")
    assert (view.find_bar.words(), marked(view, Address("first", "line"))) == ("1 of 3", "maps")
    box = focused()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (view.find_bar.words(), marked(view, Address("first", "paragraph"))) == ("2 of 3", "maps")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (view.find_bar.words(), marked(view, Address("first", "paragraph"))) == ("3 of 3", "MAPS")
    assert focused() is box
    QTest.keyClick(box, Qt.Key.Key_F3)
    assert view.find_bar.words() == "1 of 3"
    QTest.keyClick(box, Qt.Key.Key_F3, SHIFT)
    assert view.find_bar.words() == "3 of 3"


def test_esc_closes_and_leaves_one_at_the_place_found(view: PlanView) -> None:
    sought(view, "a map of")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert view.find_bar.isHidden()
    text = focused()
    assert isinstance(text, QPlainTextEdit)
    assert text.textCursor().selectedText() == "A map of"
    QTest.keyClick(text, Qt.Key.Key_F3)  # the same words again, from anywhere
    assert view.find_bar.words() == "1 of 1"


def test_questions_rows_and_reasons_are_found_too_and_nothing_is_said_plainly(view: PlanView) -> None:
    view.session.set_answer(Address("first", "number"), NotApplicable("Not weighed"))
    rows = view.session.on_screen.rows[next(at for at in view.session.on_screen.rows if at.group == "target")]
    view.session.set_answer(Address("second", "outcome", (rows[1],)), Value("Weighed words"))
    found = find(spots(view.session), "weighed")
    assert [hit.address for hit in found] == [Address("first", "number"), Address("second", "outcome", (rows[1],))]
    assert len(find(spots(view.session), "question outcome")) == 1  # the question, not once for each row
    sought(view, "no such words")
    assert view.find_bar.words() == "Nothing found"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert view.find_bar.isHidden()


def test_what_is_kept_from_view_is_not_found(view: PlanView) -> None:
    sought(view, "maps")
    assert view.find_bar.words() == "1 of 3"
    view.session.show_to(Audience.CHILD)
    hidden = [at for at in view.session.assessment.shown if at not in view.session.on_screen.shown]
    assert not {spot.address for spot in spots(view.session)} & set(hidden)


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_what_is_compared_is_as_long_as_what_is_shown(text: str, sought: str) -> None:
    assert len(folded(text + sought)) == len(text + sought)
    assert folded(sought) in folded(text + sought)


@pytest.mark.parametrize("modifiers", [ALT, ALT | Qt.KeyboardModifier.KeypadModifier])
@pytest.mark.parametrize("digit", "0189")
def test_alt_and_a_digit_never_type_it(view: PlanView, digit: str, modifiers: Qt.KeyboardModifier) -> None:
    plan: Session = view.session
    view.go_to(Address("first", "paragraph"))
    before = plan.answer(Address("first", "paragraph"))
    text = focused()
    for _ in range(2):
        QTest.keyClick(text, digit, modifiers)
        assert plan.answer(Address("first", "paragraph")) == before
        view.session.show_to(Audience.CHILD)  # now Alt+0 leads nowhere
