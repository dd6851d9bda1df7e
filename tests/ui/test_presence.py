"""The child or carer looks on: what they must not see is on no page, in no list and no search, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from pepdesk.export.audience import hidden_for
from pepdesk.form.address import Address
from pepdesk.form.model import Audience, FieldType
from pepdesk.record.answers import Value
from pepdesk.record.codec import write_record
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.overview.overview_money import MoneyStrip
from pepdesk.ui.parts.sections import OVERVIEW
from pepdesk.ui.plan.go_to import GoToDialog
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.desks import button, start_sample, unlocked_window

TODAY = date(2026, 11, 22)
MARK = "Zqj"


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """The sample plan with ``MARK`` in every text that the child must not see, all pages built."""
    record = sample_plan("year_r_11", TODAY)
    for tab, name in hidden_for(record.form, Audience.CHILD).questions:
        for at in [at for at in record.answers if (at.tab, at.field) == (tab, name)]:
            if record.form.field(tab, name).type in (FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON):
                record.answers[at] = Value(f"{MARK} {name}")
    plan = Session(record, lambda: TODAY)
    shown = PlanView(plan, overview=True)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    qtbot.waitExposed(shown)
    shown.pages.build_all()
    yield shown
    plan.close()


def switch(view: PlanView, words: str) -> QAction:
    return next(one for one in view.view_actions if one is not None and one.text().replace("&", "") == words)


def texts_on_screen(view: QWidget) -> str:
    """Every word of every widget that can be seen now."""
    said = []
    for widget in view.findChildren(QWidget):
        if not widget.isVisible():
            continue
        match widget:
            case QLabel() | QPushButton():
                said.append(widget.text())
            case QLineEdit():
                said.append(widget.text())
            case QPlainTextEdit():
                said.append(widget.toPlainText())
            case QListWidget():
                said += [widget.item(row).text() for row in range(widget.count())]
            case QTreeWidget():
                for top in range(widget.topLevelItemCount()):
                    item = widget.topLevelItem(top)
                    said += [item.text(0), *(item.child(row).text(0) for row in range(item.childCount()))]
        said.append(widget.accessibleName())
    return "\n".join(said)


def walk(view: PlanView) -> str:
    """All that can be seen on the pages that the contents offer, one after the other."""
    said = []
    for tab in view.session.on_screen.tabs:
        view.show_tab(tab)
        QTest.qWait(1)
        said.append(texts_on_screen(view))
    return "\n".join(said)


def test_no_page_list_or_search_shows_what_the_child_must_not_see(view: PlanView) -> None:
    assert walk(view).count(MARK) > 20
    view.check_plan()
    switch(view, "Child present").trigger()
    said = walk(view)
    assert MARK not in said
    assert not {"Care", "Contacts", "Funding"} & {tab.title for tab in view.session.form.tabs
                                                 if tab.id in view.session.on_screen.tabs}  # fmt: skip
    for words in ("Total score", "What it costs", "PP+ spent on it", "PP+ asked for this term"):
        assert words not in said, words
    view.go_to_question()
    dialog = view.findChild(GoToDialog)
    found = texts_on_screen(dialog)
    assert "Legal first name" in found
    assert "Care status" not in found
    assert "Total score" not in found
    dialog.close()
    assert not any(strip.isVisible() for strip in view.findChildren(MoneyStrip))


def test_the_bar_says_what_is_hidden_and_leads_back_by_the_keyboard(view: PlanView) -> None:
    before = write_record(view.session.read())
    tabs = list(view.session.on_screen.tabs)
    switch(view, "Child present").trigger()
    bar = view.presence.bar
    assert bar.isVisible()
    assert "Care, Contacts, Funding" in bar.words()
    assert not button(view.header, "Export…").isEnabled()
    back = bar.findChild(QPushButton)
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert not bar.isVisible()
    assert list(view.session.on_screen.tabs) == tabs
    assert not switch(view, "Child present").isChecked()
    assert walk(view).count(MARK) > 20
    assert write_record(view.session.read()) == before
    view.show_tab(OVERVIEW)
    assert view.pages.top is view.overview


def test_the_overview_is_left_and_cannot_be_reached_while_the_child_looks_on(view: PlanView) -> None:
    view.show_tab(OVERVIEW)
    switch(view, "Child present").trigger()
    assert view.pages.top is not view.overview
    view.show_overview()
    view.come_back((OVERVIEW, None))
    for _ in range(len(view.session.on_screen.tabs) + 2):
        view.next_section()
        assert view.pages.top is not view.overview
    view.go_to(Address("care", "legal_status"))
    assert view.pages.current_tab() != "care"


def test_the_carer_sees_more_than_the_child_and_only_one_of_them_is_chosen(view: PlanView) -> None:
    child, carer = switch(view, "Child present"), switch(view, "Carer present")
    child.trigger()
    assert Address("health", "sdq_score") not in view.session.on_screen.shown
    carer.trigger()
    assert not child.isChecked()
    assert Address("health", "sdq_score") in view.session.on_screen.shown
    assert "care" not in view.session.on_screen.tabs
    assert view.presence.bar.words().startswith("The carer is present")
    carer.trigger()
    assert view.session.present is Audience.FULL


def test_answers_written_while_the_child_looks_on_are_kept_and_judged_in_the_whole_plan(view: PlanView) -> None:
    switch(view, "Child present").trigger()
    view.show_tab("voice")
    at = Address("voice", "future")
    place = view.plan.place(at)
    place.take_focus()
    place.findChild(QPlainTextEdit).setPlainText("To be a vet")
    assert view.session.answer(at) == Value("To be a vet")
    assert len(view.session.assessment.issues) >= len(view.session.on_screen.issues)
    assert "care" in view.session.assessment.tabs
    view.undo()
    assert view.session.answer(at) != Value("To be a vet")


def test_windows_that_tell_of_the_whole_plan_rest_meanwhile(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        told = {"Export as PDF or Word…", "Preview and print…", "History…", "Start next term’s plan…"}
        assert told <= allowed(window)
        view = window.findChild(PlanView)
        switch(view, "Child present").trigger()
        assert not told & allowed(window)
        assert "Save" in allowed(window)
        view.presence.end()
        assert told <= allowed(window)


def test_the_childs_full_screen_leaves_nothing_behind_it_that_is_not_for_the_child(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        voice = window.meetings.voice()
        assert voice is not None
        view, session = window.plan_view, window.desk.session
        assert view is not None
        assert session is not None
        button(voice, "Stop for now").click()
        assert session.present is Audience.CHILD
        assert view.pages.current_tab() != OVERVIEW
        button(view, "Show everything again").click()
        assert not view.presence.is_on


def allowed(window: MainWindow) -> set[str]:
    """The words of all menu actions that can be chosen."""
    return {one.text().replace("&", "") for one in window.findChildren(QAction) if one.isEnabled()}
