"""An open plan on screen: what is typed reaches the record and comes back; undo is the session's; rows come and go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.session import Session
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType, Role
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.record.record import Signing
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.field_row import FieldRow
from pepdesk.ui.plan.go_to import GoToDialog
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.targets.target_row import TargetRow
from tests.ui.plan_sample import forget_sessions, session

Opened = Callable[[Session], PlanView]
TARGETS = RowsAt("second", "target")


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens a plan in a window that has the keyboard."""
    views: list[PlanView] = []

    def _open(plan: Session) -> PlanView:
        view = PlanView(plan)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show()
        with qtbot.waitActive(view):
            view.activateWindow()
        view.pages.build_all()
        views.append(view)
        return view

    yield _open
    for view in views:
        view.close()
    forget_sessions()


def first(name: str) -> Address:
    return Address("first", name)


def at(view: PlanView, address: Address) -> AnswerPlace:
    place = view.plan.place(address)
    assert place is not None
    return place


def target(view: PlanView, address: Address) -> QWidget:
    """The widget an answer is typed in, with the focus on it."""
    view.go_to(address)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line_text(place: AnswerPlace) -> str:
    """The words shown under an editor; "" for none. A new line is shown with the next events."""
    QApplication.processEvents()
    return "" if place._line is None or place._line.isHidden() else place._line.text()


def test_typing_reaches_the_record_letter_by_letter_and_comes_back_by_undo(opened: Opened) -> None:
    plan = session()
    view = opened(plan)
    widget = target(view, first("paragraph"))
    QTest.keyClicks(widget, "Reads well")
    assert plan.answer(first("paragraph")) == Value("Reads well")
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert plan.answer(first("paragraph")) is None
    assert isinstance(widget, QPlainTextEdit)
    assert widget.toPlainText() == ""
    QTest.keyClick(widget, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert widget.toPlainText() == "Reads well"


@pytest.mark.parametrize("name", ["line", "paragraph"])
def test_the_caret_stays_when_the_record_changes_the_text_under_it(opened: Opened, name: str) -> None:
    plan = session(**{name: "one two 😀 three"})
    view = opened(plan)
    widget = target(view, first(name))
    assert isinstance(widget, QLineEdit | QPlainTextEdit)

    def caret() -> int:
        return widget.cursorPosition() if isinstance(widget, QLineEdit) else widget.textCursor().position()

    for key in [Qt.Key.Key_Home] + [Qt.Key.Key_Right] * 3:
        QTest.keyClick(widget, key)
    plan.set_answer(first(name), Value("one two 😁 three and four"))
    assert caret() == 3
    plan.set_answer(first(name), Value("And one two 😁 three and four"))
    assert caret() == 7
    assert at(view, first(name)).editor.value() == "And one two 😁 three and four"


def test_a_blank_typed_first_stays_on_screen_though_it_is_no_answer(opened: Opened) -> None:
    plan = session()
    view = opened(plan)
    widget = target(view, first("line"))
    QTest.keyClicks(widget, " a")
    assert isinstance(widget, QLineEdit)
    assert (widget.text(), plan.answer(first("line"))) == (" a", Value(" a"))


_KEYS = {
    "line": "x", "paragraph": "x", "few": " ", "many": "O", "ticks": " ", "yes_no": " ", "date": "1/9/26",
    "datetime": "1/9/26", "number": "7", "money": "7", "scale": "O", "year": "Y", "person": "x",
}  # fmt: skip


def test_every_kind_of_question_is_tried_below() -> None:
    kinds = {session().form.field("first", name).type for name in _KEYS}
    assert kinds | {FieldType.NOTE, FieldType.ATTACHMENT} == set(FieldType)  # attachments: test_attachments


@pytest.mark.parametrize("name", _KEYS)
def test_ctrl_z_in_any_editor_is_the_sessions_undo(opened: Opened, name: str) -> None:
    plan = session()
    view = opened(plan)
    widget = target(view, first(name))
    QTest.keyClicks(widget, _KEYS[name])
    assert isinstance(plan.answer(first(name)), Value)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert plan.answer(first(name)) is None
    assert at(view, first(name)).editor.value() in ("", ())


@pytest.mark.parametrize("name", _KEYS)
def test_tab_leaves_every_editor(opened: Opened, name: str) -> None:
    view = opened(session())
    place = at(view, first(name))
    target(view, first(name))
    for _ in range(12):  # a list of check boxes has a stop for each
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if not place.isAncestorOf(now):
            return
    pytest.fail("Tab stayed inside")


def test_dates_and_figures_are_told_only_after_leaving_and_stay_as_typed(opened: Opened) -> None:
    plan = session()
    view = opened(plan)
    place = at(view, first("date"))
    QTest.keyClicks(target(view, first("date")), "next week")
    assert line_text(place) == ""
    target(view, first("line"))
    assert "not a date" in line_text(place)
    assert plan.answer(first("date")) == Value("next week")
    widget = target(view, first("date"))
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    QTest.keyClicks(widget, "3rd Sept 2026")
    assert line_text(place) == ""  # mended: said at once
    target(view, first("line"))
    assert widget.text() == "3 September 2026"
    assert plan.answer(first("date")) == Value("2026-09-03")


def test_gaps_are_quiet_until_the_plan_is_checked(opened: Opened, qtbot: QtBot) -> None:
    view = opened(session())
    place = at(view, first("line"))
    assert isinstance(place, FieldRow)
    target(view, first("line"))
    target(view, first("paragraph"))
    assert line_text(place) == ""
    assert place._needed is not None
    assert place._needed.isVisible()
    QTest.keyClick(view, Qt.Key.Key_F9)
    assert line_text(place).startswith("Error: Not answered yet.")
    assert place.editor.focus_target().accessibleDescription().startswith("Error: Not answered yet.")
    assert view.problems.isVisible()


def test_a_question_with_a_condition_appears_and_goes_at_once_and_keeps_its_answer(opened: Opened) -> None:
    plan = session(yes_no="no", reason="Ill")
    view = opened(plan)
    place = at(view, first("reason"))
    assert place.isVisible()
    plan.set_answer(first("yes_no"), Value("yes"))
    assert not place.isVisible()
    plan.undo()
    assert place.isVisible()
    assert place.editor.value() == "Ill"


def test_not_applicable_asks_why_in_place_and_can_be_taken_back(opened: Opened) -> None:
    plan = session(line="kept")
    view = opened(plan)
    place = at(view, first("line"))
    target(view, first("line"))
    place.say_not_applicable()
    reason = QApplication.focusWidget()
    assert reason is not None
    QTest.keyClicks(reason, "new here")
    assert plan.answer(first("line")) == NotApplicable("new here")
    assert not place.editor.isVisible()
    place.say_not_known()
    assert plan.answer(first("line")) == NotKnown()
    place.answer_after_all()
    assert plan.answer(first("line")) == Value("kept")
    assert place.editor.isVisible()
    for _ in range(4):
        plan.undo()
    assert plan.answer(first("line")) == Value("kept")


def test_rows_are_added_moved_duplicated_removed_and_brought_back(opened: Opened) -> None:
    plan = session()
    view = opened(plan)
    one, two = plan.assessment.rows[TARGETS]
    QTest.keyClicks(target(view, Address("second", "outcome", (one,))), "First")
    cost = RowsAt("second", "cost", (one,))
    item = Address("second", "item", (one, plan.assessment.rows[cost][0]))
    QTest.keyClicks(target(view, item), "Books")
    target(view, Address("second", "outcome", (one,)))
    view.at_hand.add_row()
    assert len(plan.assessment.rows[TARGETS]) == 3
    target(view, Address("second", "outcome", (one,)))
    view.at_hand.move_row_down()
    assert plan.assessment.rows[TARGETS][:2] == (two, one)
    assert at(view, item).editor.focus_target().accessibleName() == "Question item, Cost 1, Target 2"
    target(view, Address("second", "outcome", (one,)))
    view.at_hand.remove_row()
    assert view.plan.place(item) is None
    assert view.undo_bar.isVisible()
    assert view.undo_bar.words() == "Target 2 removed."
    view.undo_bar.pressed.emit()
    assert at(view, item).editor.value() == "Books"
    assert not view.undo_bar.isVisible()
    target(view, item)
    view.at_hand.duplicate_row()
    assert len(plan.assessment.rows[cost]) == 2


def test_f8_goes_round_the_problems_and_the_list_jumps_too(opened: Opened) -> None:
    plan = session(date="nonsense")
    view = opened(plan)
    seen = []
    for _ in plan.assessment.issues:
        view.next_problem()
        place = view.at_hand.place
        assert place is not None
        seen.append(place.address)
    assert seen == [issue.address for issue in plan.assessment.issues]
    assert view.pages.current_tab() == "second"
    view.next_problem()
    assert view.pages.current_tab() == "first"
    view.previous_problem()
    assert view.pages.current_tab() == "second"
    view.problems.chosen.emit(plan.assessment.issues[0])
    assert view.at_hand.place is at(view, seen[0])


def test_choosing_a_role_leaves_only_its_sections_and_problems(opened: Opened) -> None:
    view = opened(session())
    view.show_role(Role.SOCIAL_WORKER)
    assert [view.contents.item(row).text() for row in range(view.contents.count())] == ["Overview", "Second tab"]
    assert view.strip.count() == 2
    assert view.pages.current_tab() == "second"
    view.go_to(first("line"))  # somebody asked for it by name: all sections are shown again
    assert (view.role, view.contents.count()) == (None, 4)


def test_the_list_the_strip_and_the_page_stay_in_step(opened: Opened) -> None:
    view = opened(session())
    view.contents.setCurrentRow(2)
    assert (view.pages.current_tab(), view.strip.currentIndex()) == ("second", 2)
    view.strip.setCurrentIndex(1)
    assert (view.pages.current_tab(), view.contents.currentRow()) == ("first", 1)
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.pages.current_tab() == "second"
    QTest.keyClick(view, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert view.pages.current_tab() == "third"


def test_enter_goes_from_a_section_in_the_list_to_its_first_question(opened: Opened, qtbot: QtBot) -> None:
    view = opened(session())
    view.contents.setFocus()
    view.contents.setCurrentRow(2)
    QTest.keyClick(view.contents, Qt.Key.Key_Return)
    page = view.pages.page("second")
    qtbot.waitUntil(lambda: page.isAncestorOf(view.focusWidget() or view), timeout=20_000)


def test_alt_and_a_letter_that_leads_nowhere_types_nothing_over_an_answer(opened: Opened) -> None:
    view = opened(session(line="kept"))
    view.go_to(first("line"))
    line = target(view, first("line"))
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert line.text() == "kept"
    QTest.keyClick(line, Qt.Key.Key_N)
    assert line.text() == "n"


def test_undo_shows_the_section_where_something_changed(opened: Opened) -> None:
    view = opened(session())
    QTest.keyClicks(target(view, first("line")), "x")
    view.show_tab("second")
    view.undo()
    assert view.pages.current_tab() == "first"


def test_a_signed_plan_can_be_read_but_not_changed_until_it_is_amended(opened: Opened, qtbot: QtBot) -> None:
    plan = session(line="kept", yes_no="yes", ticks="m1")
    view = opened(plan)
    plan.sign(Signing("Ann Lee", "designated_teacher", "2026-11-22T10:00:00+00:00", "0" * 64, "f"))
    assert view.signed_bar.isVisible()
    assert "Ann Lee on 22 November 2026" in view.signed_bar.words()
    for name, keys in _KEYS.items():
        before = plan.answer(first(name))
        widget = at(view, first(name)).editor.focus_target()
        QTest.keyClicks(widget, keys)
        assert plan.answer(first(name)) == before
    with qtbot.waitSignal(view.amend_wanted):
        view.signed_bar.pressed.emit()
    plan.amend()
    assert not view.signed_bar.isVisible()
    QTest.keyClicks(target(view, first("line")), "x")
    assert plan.answer(first("line")) == Value("xkept")


def test_the_coach_speaks_while_typing_and_praises_at_once(opened: Opened) -> None:
    plan = session()
    view = opened(plan)
    address = Address("second", "outcome", (plan.assessment.rows[TARGETS][0],))
    place = at(view, address)
    assert isinstance(place, TargetRow)
    coach = place.coach
    assert not coach.isVisible()
    widget = target(view, address)
    QTest.keyClicks(widget, "Ava will improve her reading")
    assert coach.isVisible()
    assert "Specific: not yet." in coach.words()
    assert isinstance(widget, QPlainTextEdit)
    widget.selectAll()
    QTest.keyClicks(widget, "By 12 December Ava will read at least 16 of 20 long words from the list, without help.")
    assert "Specific: yes. Measurable: yes. Time-bound: yes." in coach.words()


def test_go_to_a_question_finds_it_by_some_of_its_words(opened: Opened) -> None:
    view = opened(session())
    view.go_to_question()
    (dialog,) = view.findChildren(GoToDialog)
    QTest.keyClicks(dialog._edit, "tab mon")
    QTest.keyClick(dialog._edit, Qt.Key.Key_Return)
    place = view.at_hand.place
    assert place is not None
    assert place.address == first("money")


def test_a_page_nobody_opened_is_built_while_idle_or_at_once_when_asked_for(qtbot: QtBot) -> None:
    view = PlanView(session())
    qtbot.addWidget(view)
    view.show()
    assert view.plan.place(first("line")) is not None
    assert view.plan.place(Address("third", "remark")) is None
    view.go_to(Address("third", "remark"))
    assert view.plan.place(Address("third", "remark")) is not None
    qtbot.waitUntil(lambda: view.plan.group(TARGETS) is not None)


def test_a_closed_plan_leaves_no_widget_behind(qtbot: QtBot) -> None:
    plan = session()
    view = PlanView(plan)
    view.show()
    view.pages.build_all()
    view.go_to(first("line"))
    gone = weakref.ref(view)
    view.close()
    view.deleteLater()
    del view
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    plan.set_answer(first("line"), Value("after"))  # nobody listens any more, nothing breaks
    forget_sessions()
