"""The overview of an open plan: it says what the engines say, every step leads to its question, and it keeps quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from pepdesk.authority.loader import authority_ids, form_for, load_authority
from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.answers import Value
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess
from pepdesk.rules.money import cost_lines
from pepdesk.rules.quality import likely_rating
from pepdesk.rules.sign_off import blockers
from pepdesk.rules.statutory import checklist
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.overview import overview
from pepdesk.ui.overview.overview_money import MoneyBar, MoneyStrip
from pepdesk.ui.overview.overview_parts import standing
from pepdesk.ui.overview.overview_steps import STEPS, reachable
from pepdesk.ui.parts.chart import ChartTable
from pepdesk.ui.parts.jump import Jump, LinkButton
from pepdesk.ui.parts.theme import theme
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.desks import WAIT_MS, let_go, start_sample, unlocked_window
from tests.ui.plan_sample import TODAY, forget_sessions, on_screen, session

Opened = Callable[[Session], PlanView]
TOTAL = Address("funding", "total_requested")


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens a plan at its overview, as large as a school laptop leaves it; holds it, for it builds pages while idle."""
    views: list[PlanView] = []

    def _open(plan: Session) -> PlanView:
        view = PlanView(plan, overview=True)
        qtbot.addWidget(view)
        view.resize(1366, 700)
        view.show()
        with qtbot.waitActive(view):
            view.activateWindow()
        views.append(view)
        return view

    yield _open
    theme().set_zoom(100)
    for view in views:
        view.close()
    forget_sessions()


def year_6() -> Session:
    """The sample with something to say in every part."""
    return on_screen(sample_plan("year_r_11", TODAY, "year_6"))


def words(view: PlanView) -> str:
    """All that can be read on the overview, folds opened."""
    let_go()  # what a card held before
    for one in view.overview.findChildren(LinkButton):
        if one.isCheckable():
            one.setChecked(True)
    QApplication.processEvents()
    links = view.overview.findChildren(LinkButton)
    labels = [one for one in view.overview.findChildren(QLabel) if one.isVisible()]
    return "\n".join(str(one.text()) for one in [*labels, *(one for one in links if one.isVisible())])


def links(view: PlanView) -> list[Jump]:
    words(view)
    return [one for one in view.overview.findChildren(Jump) if one.isVisible()]


def test_it_says_what_the_engines_say(opened: Opened) -> None:
    view = opened(year_6())
    found, told = view.session.assessment, words(view)
    rating = likely_rating(found.view, found.issues)
    assert rating.rating is not None
    assert f"Likely rating: {rating.rating.label}" in told
    assert "The rating itself is the virtual school’s." in told
    for area in rating.areas:
        assert area.area.title in told
        assert all(reason in told for reason in area.reasons if area.way_up)
        assert all(step.what[1:] in told for step in (area.way_up.steps if area.way_up else ()))
    for one in blockers(found.view, found.issues, Role.SOCIAL_WORKER):
        assert one.says.partition(": ")[0] in told
    points = checklist(found.view)
    assert f"{sum(one.met for one in points)} of {len(points)} points are there" in told
    assert all(one.says in told for one in points)
    assert "£548.00 asked for, of £500.00 a term" in told
    assert "£48.00 more than the usual most" in told
    assert "Good-practice guidance" in told


def test_every_link_leads_to_its_question(opened: Opened) -> None:
    view = opened(year_6())
    went = [(one.text(), one.address) for one in links(view)]
    assert len(went) > 20
    for text, address in went:
        view.show_overview()
        link = next(one for one in links(view) if one.text() == text and one.address == address)
        link.setFocus()
        QTest.keyClick(link, Qt.Key.Key_Return)
        assert view.pages.current_tab() == address.tab, text
        if address in view.session.assessment.shown:
            assert view.at_hand.place is not None
            assert view.at_hand.place.address == address, text


def test_it_stands_first_and_keys_lead_there_and_on(opened: Opened) -> None:
    view = opened(year_6())
    first = next(iter(view.session.assessment.tabs))
    assert (view.contents.item(0).text(), view.contents.currentRow(), view.strip.currentIndex()) == ("Overview", 0, 0)
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (view.pages.current_tab(), view.contents.currentRow()) == (first, 1)
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert view.overview.isVisible()
    view.contents.setFocus()
    QTest.keyClick(view.contents, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Jump)
    assert view.overview.isAncestorOf(focus)
    view.show_role(Role.SOCIAL_WORKER)
    assert view.overview.isVisible(), "choosing who I am leaves the page alone"
    assert view.bookmark == ("", None)


def test_tab_goes_through_the_links_from_top_to_bottom(opened: Opened) -> None:
    view = opened(year_6())
    words(view)
    view.overview.take_focus()
    tops = []
    widget = QApplication.focusWidget()
    while widget is not None and view.overview.isAncestorOf(widget) and len(tops) < 200:
        tops.append(widget.mapTo(view.overview.widget(), widget.rect().topLeft()).y())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
    stops = (*view.overview.findChildren(QAbstractButton), *view.overview.findChildren(ChartTable))
    assert len(tops) == len([one for one in stops if one.isVisible()])
    assert tops == sorted(tops)


def test_nothing_is_worked_out_while_another_page_is_shown(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(year_6())
    times = []

    def counted(*given: object) -> object:
        times.append(given)
        return standing(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(overview, "standing", counted)
    view.go_to(TOTAL)
    view.session.set_answer(TOTAL, Value("450.00"))
    qtbot.wait(overview.PAUSE_MS + 100)
    assert times == []
    view.show_overview()
    assert len(times) == 1
    assert "£450.00 asked for, of £500.00 a term" in words(view)
    for letters in ("4", "46", "460"):
        view.session.set_answer(TOTAL, Value(letters))
    assert len(times) == 1, "not while somebody types"
    qtbot.waitUntil(lambda: "£460.00 asked for" in words(view))
    assert len(times) == 2


def test_a_change_leaves_open_what_was_open_and_the_focus_where_it_was(opened: Opened, qtbot: QtBot) -> None:
    view = opened(year_6())
    fold = next(one for one in view.overview.findChildren(LinkButton) if one.text().startswith("SMART targets"))
    text = fold.text()
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Space)
    view.session.set_answer(Address("targets", "evidence", ("r1",)), None)
    view.session.set_answer(Address("views", "carer_well"), Value("She laughs a lot, and she sleeps through."))
    qtbot.wait(overview.PAUSE_MS + 100)
    again = QApplication.focusWidget()
    assert again is not fold, "the card was built anew"
    assert isinstance(again, LinkButton)
    assert (again.text(), again.isChecked()) == (text, True)


def test_choosing_who_i_am_leaves_only_my_steps(opened: Opened, qtbot: QtBot) -> None:
    view = opened(year_6())
    view.show_role(Role.SOCIAL_WORKER)
    qtbot.wait(overview.PAUSE_MS + 100)
    found = standing(view.session.assessment, Role.SOCIAL_WORKER)
    owners = {
        issue.owner for step in found.steps if step.address
        for issue in view.session.assessment.by_address.get(step.address, ())
    }  # fmt: skip
    assert owners == {Role.SOCIAL_WORKER, Role.BOTH}
    assert all(step.what in words(view) for step in found.steps)
    assert "The carer: needed before signing." not in words(view)


def test_only_what_there_is_is_shown(opened: Opened) -> None:
    view = opened(session())  # a form without money, dates or points of law, and no authority
    told = words(view)
    assert "What to do next" in told
    for absent in ("Likely rating", "Asked by law", "Money", "Dates"):
        assert absent not in told


@pytest.mark.parametrize("form_id", ["early_years", "year_r_11", "post_16"])
def test_any_authority_and_an_empty_plan_make_an_overview(form_id: str) -> None:
    for authority_id in authority_ids(paths.forms_dir()):
        authority = load_authority(paths.forms_dir(), authority_id)
        record = new_record(form_for(paths.forms_dir(), form_id, authority), "2026-11-22T10:00:00+00:00")
        record.authority = authority
        found = assess(record, date(2026, 11, 22))
        for role in (None, *Role):
            told = standing(found, role)
            assert len(told.steps) <= STEPS
            ways = [step for area in (told.rating.areas if told.rating else ()) for step in area.steps]
            assert all(step.address is None or reachable(found.view, step.address) for step in (*told.steps, *ways))
            assert all(reachable(found.view, place) for point in told.law for place in point.missing)
        assert told.signers, authority_id
        assert (told.rating is None) == (not authority.rubric.words), authority_id


def test_each_day_says_on_demand_what_it_left_out(opened: Opened) -> None:
    view = opened(year_6())
    view.session.set_answer(Address("meeting", "date"), Value("2026-12-14"))
    view.session.set_answer(Address("meeting", "next_review_date"), Value("2027-01-11"))
    view.overview.hide()
    view.overview.show()
    shut = [one for one in view.overview.findChildren(QLabel) if one.isVisible() and "left out" in one.text()]
    assert shut == []
    told = words(view)
    assert "these are left out: " in told
    assert "Christmas" in told
    assert "The document does not say which days are counted." in told


def test_the_calendar_file_holds_what_is_to_come_and_nobody_s_name(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    view = opened(year_6())
    view.session.set_answer(Address("meeting", "next_review_date"), Value("2027-01-11"))
    view.overview.save_dates(str(tmp_path / "dates.ics"))
    data = (tmp_path / "dates.ics").read_bytes()
    entries = Calendar.from_ical(data).walk("VEVENT")
    assert entries
    assert all(entry.decoded("DTSTART") >= TODAY for entry in entries)
    for field in ("first_name", "preferred_name", "surname"):
        answer = view.session.answer(Address("child", field))
        assert isinstance(answer, Value)
        assert str(answer.value).encode() not in data
    assert overview.SAVED in words(view)
    view.overview.save_dates(str(tmp_path / "dates.ics" / "inside a file.ics"))
    (box,) = view.overview.findChildren(QMessageBox)
    assert "could not be written" in box.text()
    box.close()


def test_the_money_stands_above_the_cost_lines_and_follows_typing(opened: Opened, qtbot: QtBot) -> None:
    view = opened(year_6())
    for tab in ("targets", "funding"):
        view.show_tab(tab)
        (strip,) = view.pages.page(tab).findChildren(MoneyStrip)
        assert strip.isVisible()
        bar = strip.findChild(MoneyBar)
        assert isinstance(bar, MoneyBar)
        assert "£548.00 asked for" in bar.accessibleName()
    view.session.set_answer(TOTAL, Value("250.00"))
    qtbot.waitUntil(lambda: "£250.00 left" in bar.accessibleName())
    assert bar.value() == 50


def test_a_cost_that_does_not_say_who_pays_is_not_passed_over_in_silence(opened: Opened, qtbot: QtBot) -> None:
    view = opened(year_6())
    view.show_tab("targets")
    (strip,) = view.pages.page("targets").findChildren(MoneyStrip)
    (bar,) = strip.findChildren(MoneyBar)
    lines = list(cost_lines(view.session.assessment.view))
    cost = sum(line.cost or 0 for line in lines)
    view.session.set_answer(TOTAL, None)
    for line in lines:
        view.session.set_answer(line.at("cost_source"), None)
    qtbot.waitUntil(lambda: "£0.00 asked for" in bar.accessibleName())
    assert f"Not counted yet: £{cost:.2f}" in bar.accessibleName()


def cut(page: QWidget) -> list[str]:
    """What needs more height than it has."""
    texts = [one for one in page.findChildren(QWidget) if isinstance(one, LinkButton | QLabel) and one.isVisible()]
    return [one.text() for one in texts if one.height() < one.heightForWidth(one.width())]


@pytest.mark.parametrize("zoom", [100, 200])
def test_it_fits_is_named_and_is_plain_text(opened: Opened, qtbot: QtBot, zoom: int) -> None:
    view = opened(year_6())
    theme().set_zoom(zoom)
    qtbot.wait(overview.PAUSE_MS + 100)
    words(view)
    qtbot.wait(20)
    page = view.overview
    qtbot.waitUntil(lambda: cut(page) == [])
    assert view.width() == 1366
    assert page.horizontalScrollBar().maximum() == 0
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QAbstractButton):
            assert widget.accessibleName() or widget.text()
            assert min(widget.width(), widget.height()) >= 24


def test_a_plan_opens_where_it_was_left_or_else_at_the_overview(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        assert window.plan_view is not None
        assert window.plan_view.pages.current_tab() == next(iter(window.desk.session.assessment.tabs)), "a new plan"
        draft = window.desk.last_draft
        window.plan_view.show_tab("targets")
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        with qtbot.waitSignal(window.desk.opened, timeout=WAIT_MS):
            window.desk.open(draft)
        assert window.plan_view.pages.current_tab() == "targets"
        window.plans.open_sample()
        qtbot.waitUntil(lambda: window.desk.keeps_nothing, timeout=WAIT_MS)
        assert window.plan_view.overview.isVisible(), "never left anywhere"
