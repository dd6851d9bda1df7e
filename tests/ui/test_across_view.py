"""The pictures across terms and the glance at each target, in the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pepdesk.app.across_terms import earlier_plans
from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience
from pepdesk.record.answers import Value
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.ui.overview.across_view import ChartStrip
from pepdesk.ui.page.cards_view import CardsView, RowCard
from pepdesk.ui.page.grip import Grip
from pepdesk.ui.parts.chart import ChartPicture, ChartTable
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.targets.target_glance import TargetGlance, WayLine
from tests.ui.desks import WAIT_MS, start_sample, unlocked_window
from tests.ui.plan_sample import on_screen

TODAY = date(2026, 11, 22)
TARGETS = RowsAt("targets", "target", ())


def summer(born: str = "") -> PepRecord:
    """The sample child's plan of last summer."""
    record = sample_plan("year_r_11", TODAY)
    for place, words in {
        "meeting.date": "2026-06-18", "meeting.term": "summer", "meeting.academic_year": "2025/26",
        "attendance.percent": "81.7", **({"child.date_of_birth": born} if born else {}),
    }.items():  # fmt: skip
        record.answers[Address.parse(place)] = Value(words)
    return record


def keep(library: Library, record: PepRecord) -> None:
    card = write_card(card_of(record, assess(record, TODAY)))
    library.save(library.drafts.create(), write_record(record), card, None, kept=True)


@pytest.fixture
def view(qtbot: QtBot) -> PlanView:
    session = on_screen(sample_plan("year_r_11", TODAY))
    session.take_earlier((summer(),))
    made = PlanView(session)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    return made


def strip(view: PlanView, tab: str) -> ChartStrip:
    view.show_tab(tab)
    (found,) = view.pages.page(tab).findChildren(ChartStrip)
    return found


def test_earlier_plans_of_the_same_child_are_found_and_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        assert library is not None
        keep(library, summer())
        keep(library, summer(born="2001-01-01"))  # another child of the same name
        own = start_sample(qtbot, window)
        assert [one.answers[Address("attendance", "percent")] for one in earlier_plans(library, "", own)] == [
            Value("81.7")
        ]
        session = window.desk.session
        assert session is not None
        qtbot.waitUntil(lambda: bool(session.earlier.records), timeout=WAIT_MS)
        (attendance,) = session.across_terms.of("attendance")
        assert "81.7% in summer 2025/26, 93.6% in autumn 2026/27" in attendance.sentence()


def test_a_picture_is_told_in_words_and_has_a_table_and_follows_the_answers(view: PlanView, qtbot: QtBot) -> None:
    shown = strip(view, "attendance")
    (picture,) = shown.findChildren(ChartPicture)
    assert picture.accessibleName() == "Attendance: 81.7% in summer 2025/26, 93.6% in autumn 2026/27."
    (table,) = shown.findChildren(ChartTable)
    cells = [[table.model().index(row, column).data() for column in range(2)] for row in range(2)]
    assert cells == [["Summer 2025/26", "81.7%"], ["Autumn 2026/27", "93.6%"]]
    view.session.set_answer(Address("attendance", "percent"), Value("70"))
    qtbot.waitUntil(lambda: "70%" in shown.findChildren(ChartPicture)[-1].accessibleName())
    view.session.set_answer(Address("attendance", "percent"), None)
    view.session.set_answer(Address("attendance", "last_year_percent"), None)
    qtbot.waitUntil(shown.isHidden)


def test_who_looks_on_sees_no_picture_of_what_is_hidden(view: PlanView) -> None:
    shown = strip(view, "health")
    assert shown.isVisible()
    view.session.show_to(Audience.CHILD)
    assert shown.isHidden()
    assert not view.session.across_terms.of("health")
    assert not view.session.across_terms.of("funding")


@pytest.mark.parametrize("zoom", [100, 200])
def test_pictures_and_targets_fit_at_any_size(view: PlanView, qtbot: QtBot, zoom: int) -> None:
    theme().set_zoom(zoom)
    try:
        pictures = strip(view, "attainment")
        seen = view.pages.page("attainment").viewport()
        assert pictures.minimumSizeHint().width() <= seen.width() - 64  # a table of the page may ask for more
        assert all(one.height() >= one.heightForWidth(one.width()) for one in pictures.findChildren(ChartPicture))
        view.show_tab("targets")
        page = view.pages.page("targets")
        qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
        for card in page.findChildren(RowCard):
            assert all(
                card.rect().contains(button.geometry()) and button.height() >= 24 for button in card._buttons.values()
            )
    finally:
        theme().set_zoom(100)


def test_a_target_is_seen_at_a_glance_and_follows_what_is_typed(view: PlanView, qtbot: QtBot) -> None:
    view.show_tab("targets")
    row = view.session.on_screen.rows[TARGETS][2]
    card = next(one for one in view.pages.page("targets").findChildren(RowCard) if one.row == row)
    (shown,) = card.findChildren(TargetGlance)
    (line,) = shown.findChildren(WayLine)
    assert line.accessibleName() == "From 1 of 5 now to 4 of 5"
    view.session.set_answer(Address("targets", "baseline", (row,)), Value("3 of 5"))
    qtbot.waitUntil(lambda: line.accessibleName() == "From 3 of 5 now to 4 of 5")
    view.session.set_answer(Address("targets", "baseline", (row,)), Value("rarely"))
    qtbot.waitUntil(line.isHidden)


def test_a_target_is_dragged_to_another_place_and_back_by_undo(view: PlanView, qtbot: QtBot) -> None:
    view.show_tab("targets")
    qtbot.wait(50)
    (cards,) = (one for one in view.pages.page("targets").findChildren(CardsView) if one.at == TARGETS)
    before = view.session.on_screen.rows[TARGETS]
    shown = {one.row: one for one in cards.findChildren(RowCard)}
    (grip,) = shown[before[0]].findChildren(Grip)
    last = shown[before[-1]]
    there = grip.mapFromGlobal(last.mapToGlobal(QPoint(5, last.height() - 2)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    QTest.mouseMove(grip, there)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=there)
    assert view.session.on_screen.rows[TARGETS] == (*before[1:], before[0])
    view.session.undo()
    assert view.session.on_screen.rows[TARGETS] == before
