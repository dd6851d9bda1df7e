"""Large letters and narrow windows: nothing on a page of a real plan is wider than what can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import RowsAt
from pepdesk.ui.page.table_view import TableView
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.plan_sample import TODAY, forget_sessions, on_screen


@pytest.fixture
def plain_theme() -> Iterator[None]:
    """The theme as it comes, again, afterwards."""
    yield
    theme().set_zoom(100)
    theme().use_letters("atkinson")
    forget_sessions()


def opened(qtbot: QtBot, form_id: str = "year_r_11") -> PlanView:
    """A complete plan, on a laptop's screen."""
    view = PlanView(on_screen(sample_plan(form_id, TODAY)))
    qtbot.addWidget(view)
    view.resize(1366, 700)
    view.show()
    return view


@pytest.mark.slow
@pytest.mark.usefixtures("plain_theme")
@pytest.mark.parametrize("letters", ["atkinson", "dyslexic"])
@pytest.mark.parametrize("form_id", ["early_years", "year_r_11", "post_16"])
def test_no_page_of_a_real_plan_scrolls_sideways_at_double_size(qtbot: QtBot, form_id: str, letters: str) -> None:
    theme().use_letters(letters)
    theme().set_zoom(200)
    real = opened(qtbot, form_id)
    wide = []
    for tab in real.session.on_screen.tabs:
        real.show_tab(tab)
        qtbot.wait(1)
        if real.pages.page(tab).horizontalScrollBar().maximum():
            wide.append(tab)
    assert wide == []


@pytest.mark.usefixtures("plain_theme")
def test_a_row_too_wide_for_the_window_stands_under_its_name_and_goes_back(qtbot: QtBot) -> None:
    real = opened(qtbot)
    real.show_tab("attainment")
    table = real.plan.group(RowsAt("attainment", "other_subject"))
    assert isinstance(table, TableView)
    cells = [real.plan.place(one) for one in real.session.on_screen.shown if one.tab == "attainment" and one.rows]
    inside = [one for one in cells if one is not None and table.isAncestorOf(one)]
    words = {one.address: one.editor.value() for one in inside}

    def tops() -> set[int]:
        qtbot.wait(1)
        return {one.y() for one in inside if one.isVisible()}

    assert len(tops()) == len(table.rows)
    real.resize(940, 700)
    assert len(tops()) > len(table.rows)
    assert real.pages.page("attainment").horizontalScrollBar().maximum() == 0
    first = next(one for one in inside if one.isVisible())
    heads = [label.text() for label in table.findChildren(QLabel) if label.isVisible() and label.y() < first.y()]
    assert first.field.label_short in heads or first.field.label in heads
    assert {one.address: one.editor.value() for one in inside} == words
    real.resize(1366, 700)
    assert len(tops()) == len(table.rows)


@pytest.mark.usefixtures("plain_theme")
def test_the_header_says_when_the_meeting_is_at_every_size(qtbot: QtBot) -> None:
    real = opened(qtbot)
    details = next(one for one in real.header.findChildren(QLabel) if "Autumn" in one.text())
    assert details.text() == details.accessibleName()
    assert "meeting 12 November 2026" in details.text()
    theme().set_zoom(200)
    qtbot.waitUntil(lambda: "November" not in details.text())
    assert details.text().replace("\N{NO-BREAK SPACE}", " ") == "Autumn 2026/27 · meeting 12 Nov"
    assert details.height() >= details.heightForWidth(details.width())
    assert "Reception to Year 11" in details.toolTip()
