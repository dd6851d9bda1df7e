"""Every way text gets into the window reaches the record, and every way out of a plan waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.library import Library
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.problem import SavedElsewhere
from pepdesk.record.answers import NotApplicable, Value
from pepdesk.record.record import Signing
from pepdesk.storage.unlocking import unlock
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.editors.typed_line import LONGEST_LINE, TypedLine
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.vault.unlock_page import UnlockPage
from tests.ui.desks import PASSPHRASE, WAIT_MS, button, start_sample, unlocked_window

VENUE, MEETING, TOTAL = Address("meeting", "venue"), Address("meeting", "date"), Address("funding", "total_requested")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        yield window


def _view(window: MainWindow) -> PlanView:
    assert window.plan_view is not None
    return window.plan_view


def _place(window: MainWindow, address: Address) -> AnswerPlace:
    _view(window).go_to(address)
    place = _view(window).plan.place(address)
    assert place is not None
    return place


def _session(window: MainWindow) -> Session:
    assert window.desk.session is not None
    return window.desk.session


def _dictate(line: QWidget, text: str) -> None:
    """Put text in as dictation and screen readers do: through the accessibility interface, without a key."""
    QAccessible.queryAccessibleInterface(line).setText(QAccessible.Text.Value, text)


@pytest.mark.parametrize(
    ("address", "said", "kept"),
    [
        (VENUE, "The blue room", "The blue room"),
        (MEETING, "3/9/2026", "2026-09-03"),
        (TOTAL, "1200", "1200.00"),
    ],
    ids=["line", "date", "money"],
)
def test_what_is_dictated_reaches_the_record(window: MainWindow, address: Address, said: str, kept: str) -> None:
    place = _place(window, address)
    _dictate(place.editor.focus_target(), said)
    assert _session(window).answer(address) == Value(kept)
    place.leave()
    assert _session(window).answer(address) == Value(kept)


def test_what_is_dictated_into_a_signed_plan_does_not_stay_on_show(window: MainWindow) -> None:
    session = _session(window)
    address = next(
        one
        for one, answer in session.read().answers.items()
        if not one.rows and session.form.field(one.tab, one.field).type is FieldType.PARAGRAPH
        and isinstance(answer, Value)
    )  # fmt: skip
    place, before = _place(window, address), session.answer(address)
    session.sign(Signing("A", "both", "2026-11-22T10:00:00+00:00", "0" * 64, "0" * 64))
    QAccessible.queryAccessibleInterface(place.editor.focus_target()).editableTextInterface().insertText(0, "not kept")
    assert session.answer(address) == before
    assert Value(place.editor.value()) == before


def test_a_dictated_reason_reaches_the_record(window: MainWindow) -> None:
    place = _place(window, VENUE)
    place.say_not_applicable()
    line = place.answer_widget().findChild(TypedLine)
    assert line is not None
    _dictate(line, "It was a telephone call")
    assert _session(window).answer(VENUE) == NotApplicable("It was a telephone call")
    _view(window).undo()
    assert _session(window).answer(VENUE) == NotApplicable()
    _view(window).undo()
    assert isinstance(_session(window).answer(VENUE), Value)


def test_showing_undoing_and_leaving_a_line_make_no_step_of_their_own(window: MainWindow) -> None:
    place, session = _place(window, TOTAL), _session(window)
    session.set_answer(TOTAL, Value("1200.00"))
    steps = session.undo_stack.count()
    place.leave()
    line = place.editor.focus_target()
    assert isinstance(line, TypedLine)
    assert line.text() == "1,200.00"
    _view(window).undo()
    _view(window).redo()
    place.leave()
    assert session.undo_stack.count() == steps
    assert session.answer(TOTAL) == Value("1200.00")


def test_a_very_long_line_is_kept_whole(window: MainWindow) -> None:
    place = _place(window, VENUE)
    long = "ab " * 400_000
    _session(window).set_answer(VENUE, Value(long))
    line = place.editor.focus_target()
    assert isinstance(line, TypedLine)
    assert LONGEST_LINE > 64 * 1024 * 1024
    line.end(False)
    line.insert("z")
    assert _session(window).answer(VENUE) == Value(f"{long}z")


class _InputMethod(QObject):
    """Hands over the half-composed text when the focus is about to go, as a platform's input method does."""

    def __init__(self, target: QWidget, text: str) -> None:
        super().__init__(target)
        self._target, self._text = target, text
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusAboutToChange, QEvent.Type.FocusOut) and self._text:
            commit = QInputMethodEvent()
            commit.setCommitString(self._text)
            self._text = ""
            QApplication.sendEvent(self._target, commit)
        return False


@pytest.mark.parametrize("way", ["go_home", "close", "lock_now"])
def test_a_word_half_composed_is_kept_on_every_way_out(
    way: str, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    line = _place(window, VENUE).editor.focus_target()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus, timeout=WAIT_MS)
    method = _InputMethod(line, "Łódź ")
    assert window.desk.is_clean
    with qtbot.waitSignal(window.desk.left, timeout=WAIT_MS):
        getattr(window, way)()
    del method
    stored = Library(unlock(tmp_path / "vault", PASSPHRASE))
    answer = stored.open(stored.entries()[0].draft_id).record.answers[VENUE]
    assert isinstance(answer, Value)
    assert "Łódź " in answer.value


def test_a_conflict_met_while_locking_is_told_and_unlocking_opens_the_own_work(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first = window.desk.last_draft
    theirs = Library(unlock(tmp_path / "vault", PASSPHRASE))
    opened = theirs.drafts.open_newest(first)
    theirs.drafts.save(first, opened.body, opened.generation.summary, opened.generation)
    told: list[object] = []
    window.desk.conflict.connect(told.append)
    _session(window).set_answer(VENUE, Value("mine"))
    window.lock_now()
    qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
    assert [type(one).__mro__[1] for one in told] == [SavedElsewhere]
    assert isinstance(window.page, UnlockPage)
    window.page._edit.setText(PASSPHRASE)
    button(window.page, "Unlock").click()
    qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
    assert window.desk.last_draft != first
    assert _session(window).answer(VENUE) == Value("mine")


def test_a_plan_that_opens_late_does_not_push_away_the_one_on_show(window: MainWindow, qtbot: QtBot) -> None:
    draft = window.desk.last_draft
    window.go_home()
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
    window.desk.open(draft)
    window.plans.open_sample()
    on_show = _session(window)
    qtbot.wait(300)
    assert window.desk.session is on_show
    assert window.desk.keeps_nothing
