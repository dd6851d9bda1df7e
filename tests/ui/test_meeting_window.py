"""Meeting mode over a real plan: notes and actions are kept as typed, what is hidden stays hidden while shared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.record.answers import Value, text_of
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.meeting.meeting_parts import ACTIONS, DISCUSSION, NEXT_DATE
from pepdesk.ui.meeting.meeting_window import MeetingWindow
from pepdesk.ui.parts.theme import theme
from tests.ui.desks import WAIT_MS, all_words, button, start_sample, unlocked_window

DAY = date(2026, 11, 22)


def opened(qtbot: QtBot, window: MainWindow) -> MeetingWindow:
    start_sample(qtbot, window)
    window.meetings.meeting()
    view = window.plan_view
    assert view is not None
    meeting = view.findChild(MeetingWindow)
    assert meeting is not None
    qtbot.waitUntil(meeting.isVisible)
    return meeting


def test_a_note_and_an_action_are_one_step_each_and_stand_in_the_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        session = window.desk.session
        assert session is not None
        before, rows = text_of(session.answer(DISCUSSION)), len(session.assessment.rows[ACTIONS])
        start = session.undo_stack.index()
        meeting.go_on()
        qtbot.keyClicks(meeting.notes.note, "Maths moves before lunch")
        qtbot.keyClicks(meeting.notes.what, "Send the timetable")
        assert text_of(session.answer(DISCUSSION)) == f"{before}\nThe child’s voice first: Maths moves before lunch"
        qtbot.keyClicks(meeting.notes.who, "Ms Hill")
        qtbot.keyClicks(meeting.notes.by, "1/12/2026")
        qtbot.keyClick(meeting.notes.by, Qt.Key.Key_Return)
        row = session.assessment.rows[ACTIONS][-1]
        kept = [session.answer(Address("notes", f"action_{name}", (row,))) for name in ("what", "who", "by")]
        assert kept == [Value("Send the timetable"), Value("Ms Hill"), Value("2026-12-01")]
        assert session.undo_stack.index() == start + 2
        meeting.step_box.setCurrentIndex(meeting.step_box.count() - 1)
        assert "Send the timetable, Ms Hill, by 1 December 2026" in all_words(meeting)
        session.undo()
        assert len(session.assessment.rows[ACTIONS]) == rows
        session.undo()
        assert text_of(session.answer(DISCUSSION)) == before


def test_a_lock_in_the_middle_of_a_note_keeps_it(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        qtbot.keyClicks(meeting.notes.note, "half a wor")
        session = window.desk.session
        assert session is not None
        window.lock_now()
        assert text_of(session.answer(DISCUSSION)).endswith("half a wor")
        qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT_MS)


def test_while_the_screen_is_shared_what_the_child_must_not_see_is_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        session = window.desk.session
        assert session is not None
        meeting.who_box.setCurrentIndex(1)
        assert session.present is Audience.CHILD
        hidden = {
            answer.value
            for address in session.assessment.shown - session.on_screen.shown
            if isinstance(answer := session.answer(address), Value) and len(str(answer.value)) > 25
        }
        assert hidden
        for step in range(meeting.step_box.count()):
            meeting.step_box.setCurrentIndex(step)
            words = all_words(meeting)
            assert not [one for one in hidden if str(one) in words]
        meeting.who_box.setCurrentIndex(0)
        assert session.present is Audience.FULL


def test_the_next_date_says_why_a_day_is_no_good_and_a_page_is_left_and_come_back_from(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        session = window.desk.session
        assert session is not None
        meeting.step_box.setCurrentIndex(8)
        session.set_answer(NEXT_DATE, Value("2026-12-25"))
        assert "School is closed on 25 December 2026" in all_words(meeting)
        button(meeting, "Go to this page").click()
        assert not meeting.isVisible()
        view = window.plan_view
        assert view is not None
        assert view.pages.current_tab() == "meeting"
        button(view, "Back to the meeting").click()
        assert meeting.isVisible()
        assert meeting.step_box.currentIndex() == 8


def test_esc_and_finish_close_it_with_the_note_kept_and_it_opens_again(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        session, view = window.desk.session, window.plan_view
        assert session is not None
        assert view is not None
        qtbot.keyClicks(meeting.notes.note, "half a wor")
        with qtbot.waitSignal(meeting.destroyed, timeout=WAIT_MS):
            qtbot.keyClick(meeting, Qt.Key.Key_Escape)
        assert text_of(session.answer(DISCUSSION)).endswith("half a wor")
        window.meetings.meeting()
        (again,) = view.findChildren(MeetingWindow)
        again.step_box.setCurrentIndex(again.step_box.count() - 1)
        with qtbot.waitSignal(again.destroyed, timeout=WAIT_MS):
            button(again, "Finish").click()
        assert not view.findChildren(MeetingWindow)


def test_what_the_child_answers_while_a_note_is_begun_is_not_taken_back_with_its_pieces(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        meeting = opened(qtbot, window)
        session, view = window.desk.session, window.plan_view
        assert session is not None
        assert view is not None
        meeting.go_on()
        qtbot.keyClicks(meeting.notes.note, "Ada wants to say it herself")
        best = Address("voice", "going_well")
        session.end_burst()
        session.set_own_answer(best, Value("Art"))
        session.end_burst()
        qtbot.keyClicks(meeting.notes.note, ".")
        meeting.notes.finish()
        assert session.answer(best) == Value("Art", "own")
        assert text_of(session.answer(DISCUSSION)).endswith("Ada wants to say it herself.")
        session.undo()  # the full stop
        view.undo()
        (box,) = view.findChildren(QMessageBox)
        assert "takes back what the child said" in box.text()
        button(box, "Keep what the child said").click()
        assert session.answer(best) == Value("Art", "own")
        qtbot.waitUntil(lambda: not view.findChildren(QMessageBox), timeout=WAIT_MS)
        view.undo()
        button(view.findChildren(QMessageBox)[0], "Take it back").click()
        assert session.answer(best) != Value("Art", "own")


def test_the_lines_for_notes_are_in_sight_at_double_size_wherever_one_scrolled(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path) as window:
        theme().set_zoom(200)
        try:
            meeting = opened(qtbot, window)
            meeting.resize(1250, 728)
            for place in (0, meeting._area.verticalScrollBar().maximum()):
                meeting._area.verticalScrollBar().setValue(place)
                for line in (meeting.notes.note, meeting.notes.what, meeting.notes.who, meeting.notes.by):
                    assert line.visibleRegion().boundingRect().size() == line.size()
        finally:
            theme().set_zoom(100)
