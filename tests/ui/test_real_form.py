"""The form for Reception to Year 11 on screen: every page opens, fits the smallest screen, and follows typing."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import load_form
from pepdesk.form.model import Role
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.record import new_record
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.plan_sample import forget_sessions, on_screen


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """An empty plan of a pupil in Year 8, in a window as large as a school laptop leaves it."""
    record = new_record(load_form(paths.forms_dir(), "year_r_11"), "2026-11-22T10:00:00+00:00")
    record.apply(SetAnswer(Address("child", "year_group"), Value("8")))
    made = PlanView(on_screen(record))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.pages.build_all()
    yield made
    forget_sessions()


def test_every_shown_question_has_its_place_and_every_page_fits_sideways(view: PlanView, qtbot: QtBot) -> None:
    for address in view.session.assessment.shown:
        assert view.plan.place(address) is not None, address
    for tab in view.session.assessment.tabs:
        view.show_tab(tab)
        qtbot.wait(1)
        assert view.pages.page(tab).horizontalScrollBar().maximum() == 0, tab


def _areas(view: PlanView, row: str) -> list[str]:
    """What a target's area can be, as the list on screen says it."""
    place = view.plan.place(Address("targets", "area", (row,)))
    assert place is not None
    combo = place.editor.focus_target()
    assert isinstance(combo, QComboBox)
    return [combo.itemText(line) for line in range(1, combo.count())]


def test_choices_follow_other_answers_and_an_answer_given_stays(view: PlanView) -> None:
    session = view.session
    row, other = session.assessment.rows[RowsAt("targets", "target")][:2]
    year = Address("child", "year_group")
    assert not [words for words in _areas(view, row) if "early years" in words]
    session.set_answer(year, Value("R"))
    assert "Literacy (early years)" in _areas(view, row)
    session.set_answer(Address("targets", "area", (row,)), Value("literacy"))
    session.set_answer(year, Value("5"))
    assert [words for words in _areas(view, row) if "early years" in words] == [
        "Literacy (early years) (no longer offered)"
    ]
    assert not [words for words in _areas(view, other) if "early years" in words]
    assert session.answer(Address("targets", "area", (row,))) == Value("literacy")
    session.undo()
    assert "Literacy (early years)" in _areas(view, row)
    new = session.insert_row(RowsAt("targets", "target"))
    assert "Literacy (early years)" in _areas(view, new), "a row made later offers the same"


def test_another_year_group_changes_the_subjects_at_once(view: PlanView, qtbot: QtBot) -> None:
    view.show_tab("attainment")
    subjects = RowsAt("attainment", "subject")
    before = view.session.assessment.rows[subjects]
    view.session.set_answer(Address("child", "year_group"), Value("3"))
    after = view.session.assessment.rows[subjects]
    assert before != after
    assert all(view.plan.place(Address("attainment", "current", (row,))) for row in after)
    assert not any(view.plan.place(Address("attainment", "current", (row,))) for row in before if row not in after)
    qtbot.wait(20)  # layouts show new widgets a little later
    predicted = [view.plan.place(Address("attainment", "predicted", (row,))) for row in after]
    assert [place.isVisible() for place in predicted if place] == [False] * len(after)  # Year 3 has none


def test_changing_the_role_again_and_again_keeps_the_lists_whole(view: PlanView) -> None:
    for role in (Role.SOCIAL_WORKER, None, Role.DESIGNATED_TEACHER) * 10:
        view.show_role(role)
        QApplication.processEvents()
        shown = [view.contents.item(row).text() for row in range(view.contents.count())]
        assert len(shown) == view.strip.count()
        assert (role is None) == (len(shown) == 1 + len(view.session.assessment.tabs))  # the overview is always there


@pytest.mark.slow
def test_a_letter_is_on_screen_within_a_frame(view: PlanView) -> None:
    """The bar is 16 ms for 99 of 100 letters (product design); on two busy cores it was 9 to 12 (22 Nov 2026).

    What was there before the plan is kept from Python's collector, whose full rounds would count in with pytest's
    own objects: 12 ms and more instead of 4 (measured).
    """
    row = view.session.assessment.rows[RowsAt("targets", "target")][0]
    view.go_to(Address("targets", "outcome", (row,)))
    widget = QApplication.focusWidget()
    assert widget is not None
    gc.freeze()
    took = []
    for letter in "By 12 December she will read 16 of 20 long words from the list. " * 6:
        start = time.perf_counter()
        QTest.keyClick(widget, letter)
        QApplication.processEvents()
        took.append((time.perf_counter() - start) * 1000)
    gc.unfreeze()
    assert statistics.quantiles(took, n=100)[98] < 16
