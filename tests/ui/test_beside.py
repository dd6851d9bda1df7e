"""Beside the page: last term's answers with their copy, comments, and only one's own sections in the contents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.last_term import as_last_term
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.next_term import follow
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience, Role
from pepdesk.record.answers import Value, text_of
from pepdesk.record.codec import write_record
from pepdesk.rules.assess import assess
from pepdesk.storage.unlocking import unlock
from pepdesk.ui.frame.saved_state import SavedState
from pepdesk.ui.plan.comments_pane import in_order
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, start_sample, unlocked_window
from tests.ui.plan_sample import forget_sessions, session

TODAY = date(2026, 11, 22)
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
GOOD_AT = Address("strengths", "strengths")
TEXT, LINE, FEW = (Address("first", name) for name in ("paragraph", "line", "few"))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    view = PlanView(session())
    qtbot.addWidget(view)
    view.resize(1400, 800)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.pages.build_all()
    yield view
    view.close()
    forget_sessions()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def at(view: PlanView, address: Address) -> None:
    view.go_to(address)
    view.beside.last_term.show_now()


def copies(view: PlanView) -> list[str]:
    return [one.text() for one in view.beside.last_term.findChildren(QAbstractButton) if one.text() != "Close"]


def test_last_terms_answer_stands_beside_the_question_and_is_copied_in_one_step(view: PlanView) -> None:
    last = session(paragraph="Draws well", line="Chess", few="f1")
    view.beside.take(as_last_term(last.read()))
    at(view, TEXT)
    assert "Draws well" in all_words(view.beside.last_term)
    QTest.keyClick(focused(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert view.session.answer(TEXT) == Value("Draws well")
    view.undo()
    assert view.session.answer(TEXT) is None
    view.session.set_answer(TEXT, Value("Sings"))
    at(view, TEXT)
    assert copies(view) == ["Put after what is there"]
    button(view.beside.last_term, "Put after what is there").click()
    assert view.session.answer(TEXT) == Value("Sings\nDraws well")
    view.session.set_answer(FEW, Value("f2"))
    at(view, FEW)
    assert copies(view) == []  # a choice already made is not overwritten


def test_last_term_is_not_there_for_the_child_to_see_nor_when_there_is_none(view: PlanView) -> None:
    at(view, TEXT)
    assert view.beside.last_term.isHidden()
    assert not view.beside.last_term_action.isVisible()
    view.beside.take(as_last_term(session(paragraph="Draws well").read()))
    assert not view.beside.last_term.isHidden()
    view.session.show_to(Audience.CHILD)
    view.presence.changed.emit(True)
    assert view.beside.last_term.isHidden()


def test_an_earlier_plan_of_the_child_is_read_once_and_the_targets_come_with_their_review(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        window.resize(1400, 800)
        old, library = sample_plan("year_r_11", TODAY), window.desk.library
        assert library is not None
        card = write_card(card_of(old, assess(old, TODAY)))
        library.save(library.drafts.create(), write_record(old), card, None, kept=True)
        new = follow(old, "year_r_11", "spring", "2026/27", TODAY).record
        review = new.rows[RowsAt("review", "last_target")][0]
        new.answers[Address("review", "evidence", (review,))] = Value("Seventeen of twenty words")
        window.plans.start(new)
        view = window.plan_view
        assert view is not None
        qtbot.waitUntil(lambda: view.beside.last_term.last is not None, timeout=WAIT_MS)
        at(view, GOOD_AT)
        assert text_of(old.answers[GOOD_AT]) in all_words(view.beside.last_term)
        own = view.session.read().rows[RowsAt("targets", "target")][0]
        at(view, Address("targets", "outcome", (own,)))
        words = all_words(view.beside.last_term)
        for row in old.rows[RowsAt("targets", "target")]:
            assert text_of(old.answers[Address("targets", "outcome", (row,))]) in words
        assert "Seventeen of twenty words" in words
        view.beside.last_term_action.trigger()
        assert window.settings.whole("view/last_term", 1, 0, 1) == 0
        window.settings.keep("view/last_term", 1)


def test_a_comment_is_written_by_keyboard_marked_found_again_and_settled(view: PlanView) -> None:
    view.show_role(Role.DESIGNATED_TEACHER)
    view.go_to(TEXT)
    QTest.keyClick(focused(), Qt.Key.Key_M, CTRL_ALT)
    QTest.keyClicks(focused(), "Ask the carer")
    button(view.beside.comments, "Add comment").click()
    (one,) = view.session.comments
    assert (one.by, one.place, one.text) == ("designated_teacher", TEXT, "Ask the carer")
    place = view.plan.place(TEXT)
    assert place is not None
    assert "1 comment" in all_words(place)
    assert "1 comment" in place.editor.focus_target().accessibleDescription()
    assert view.session.undo_stack.count() == 0
    view.go_to(LINE)
    QTest.keyClick(focused(), Qt.Key.Key_N, CTRL_ALT)
    assert view.bookmark == ("first", TEXT)
    button(view.beside.comments, "Settle").click()
    assert "1 comment" not in all_words(place)
    assert in_order(view.session) == ()
    assert in_order(view.session, settled=True)[0].settled


def test_nobody_who_looks_on_sees_a_comment(view: PlanView) -> None:
    view.go_to(TEXT)
    view.beside.write_comment()
    view.beside.comments._edit.setPlainText("Not for the child")
    view.beside.comments.add()
    view.session.show_to(Audience.CHILD)
    view.presence.changed.emit(True)
    assert "Not for the child" not in all_words(view)
    assert "1 comment" not in all_words(view)
    view.go_to(TEXT)
    assert "comment" not in focused().accessibleDescription()


def test_what_is_being_written_stays_about_its_question(view: PlanView) -> None:
    view.go_to(TEXT)
    view.beside.write_comment()
    view.beside.comments._edit.setPlainText("Half a")
    view.go_to(LINE)
    view.beside.comments.add()
    assert view.session.comments[0].place == TEXT


def test_a_comment_half_written_is_kept_when_the_plan_is_closed_or_locked(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        draft = window.desk.last_draft
        for words, away in (("Half a", window.go_home), ("Another half", window.lock_now)):
            if window.plan_view is None:
                window.desk.open(draft)
                qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
            assert window.plan_view is not None
            window.plan_view.go_to(GOOD_AT)
            window.plan_view.beside.write_comment()
            window.plan_view.beside.comments._edit.setPlainText(words)
            away()
            qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT_MS)
        vault = unlock(tmp_path / "vault", PASSPHRASE)
        assert [one.text for one in Library(vault).open(draft).record.comments] == ["Half a", "Another half"]
        vault.lock()


def test_ones_own_sections_alone_say_how_many_others_there_are_and_show_them(view: PlanView) -> None:
    view.show_role(Role.SOCIAL_WORKER)
    listed = view.contents.count()
    more = next(one for one in view.findChildren(QAbstractButton) if "others fill in" in one.text())
    assert more.isVisible()
    more.click()
    assert view.role is None
    assert view.contents.count() > listed
    assert not more.isVisible()


def test_f8_and_f9_begin_at_the_section_that_is_open(view: PlanView) -> None:
    view.show_tab("second")
    view.next_problem()
    assert view.bookmark[0] == "second"
    view.show_tab("second")
    view.check_plan()
    current = view.problems.list_widget().currentItem()  # type: ignore[attr-defined]
    assert "Question outcome" in current.text(0)


def test_a_young_plan_says_how_far_it_has_got_not_what_is_in_its_way(view: PlanView) -> None:
    foot = SavedState()
    foot.follow(view.session)
    assert "Just begun: 0 of" in foot._problems.text()
    view.open_problems(True)
    assert "Just begun: 0 of" in all_words(view.problems)
    foot.close()
