"""The plan for everybody: every control has a name, nothing is cut at 200 %, colours and focus can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Role
from pepdesk.ui.parts.theme import THEMES, Tokens, theme
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.desks import WAIT_MS
from tests.ui.plan_sample import forget_sessions, session

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)


@pytest.fixture
def plain_theme() -> Iterator[None]:
    """The theme as it comes, again, afterwards."""
    yield
    theme().set_zoom(100)
    theme().choose("")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """A plan with all its pages, in a window that has the keyboard."""
    made = PlanView(session(date="nonsense", line="x"))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.pages.build_all()
    yield made
    forget_sessions()


def ours(view: PlanView) -> list[QWidget]:
    """The controls a person can reach: not those inside Qt's own scroll bars, lists and tab strips."""
    return [
        widget for widget in view.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QTabBar)
        and not any(isinstance(above, QComboBox) for above in ancestors(widget))
    ]  # fmt: skip


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_every_control_has_a_name(view: PlanView) -> None:
    view.check_plan()
    nameless = [
        widget for widget in ours(view)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and len(widget.text()) > 2))
    ]  # fmt: skip
    assert nameless == []
    assert len(ours(view)) > 60


def test_every_editor_says_its_question_and_carries_its_address(view: PlanView) -> None:
    for place in view.plan.places():
        target = place.editor.focus_target()
        if place.field.type != "note":
            assert place.field.label in target.accessibleName()
            assert target.accessibleIdentifier().startswith(str(place.address))


def test_every_target_is_large_enough(view: PlanView) -> None:
    for tab in ("first", "second"):
        view.show_tab(tab)
        small = [
            (widget, widget.size()) for widget in ours(view)
            if widget.isVisible() and isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
            and min(widget.width(), widget.height()) < 24
        ]  # fmt: skip
        assert small == []


@pytest.mark.usefixtures("plain_theme")
def test_nothing_is_cut_at_double_size(view: PlanView, qtbot: QtBot) -> None:
    theme().set_zoom(200)
    view.go_to(Address("first", "line"))
    row = view.plan.place(Address("first", "line"))
    assert row is not None
    view.at_hand.toggle_help()
    qtbot.wait(50)
    assert view.width() == 1366  # large text did not widen the window
    page = view.pages.page("first")
    cut = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = 0 if widget.wordWrap() else widget.sizeHint().width()
            if widget.height() < needed or widget.width() < wide:
                cut.append(widget)
        elif isinstance(widget, QLineEdit | QCheckBox | QRadioButton | QToolButton):
            least = widget.minimumSizeHint() if isinstance(widget, QLineEdit) else widget.sizeHint()
            if widget.height() < least.height() or widget.width() < least.width():
                cut.append(widget)
    assert cut == []
    assert page.horizontalScrollBar().maximum() == 0


def luminance(colour: str | QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | QColor, other: str | QColor) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_colour_is_at_least_4_5_to_1_and_every_line_3_to_1(name: str) -> None:
    tokens: Tokens = THEMES[name]
    texts = [tokens.text, tokens.muted, tokens.error, tokens.should, tokens.tip, tokens.good]
    for ground in (tokens.window, tokens.base, tokens.raised):
        for ink in texts:
            assert contrast(ink, ground) >= 4.5, (ink, ground)
        for line in (tokens.border, tokens.focus, *(tokens.owner(role) for role in Role)):
            assert contrast(line, ground) >= 3, (line, ground)
    assert contrast(tokens.on_chosen, tokens.chosen) >= 4.5
    if name.startswith("contrast"):
        assert contrast(tokens.text, tokens.window) >= 15


def grabbed(view: PlanView, area: QRect) -> QImage:
    return view.grab(area).toImage()


@pytest.mark.usefixtures("plain_theme")
@pytest.mark.parametrize("name", THEMES)
def test_the_focus_can_be_seen(view: PlanView, qtbot: QtBot, name: str) -> None:
    """Pixel by pixel: where the focus changes the picture, the change is at least 3:1 round the whole field."""
    theme().choose(name)
    view.go_to(Address("first", "person"))
    place = view.plan.place(Address("first", "number"))
    assert place is not None
    target = place.editor.focus_target()
    area = QRect(target.mapTo(view, target.rect().topLeft()), target.size()).adjusted(-6, -6, 6, 6)
    qtbot.wait(20)
    before = grabbed(view, area)
    target.setFocus()
    qtbot.wait(20)
    after = grabbed(view, area)
    strong = sum(
        contrast(before.pixelColor(x, y), after.pixelColor(x, y)) >= 3
        for x in range(before.width())
        for y in range(before.height())
    )
    assert strong >= 2 * (target.width() + target.height())


def test_pages_do_not_scroll_sideways_by_accident(view: PlanView) -> None:
    for tab in ("first", "second", "third"):
        view.show_tab(tab)
        page = view.pages.page(tab)
        assert isinstance(page, QAbstractScrollArea)
        assert page.horizontalScrollBar().maximum() == 0


def test_tab_goes_through_a_page_in_the_order_of_reading_also_after_rows_came(view: PlanView, qtbot: QtBot) -> None:
    plan = view.session
    targets = RowsAt("second", "target")
    one = plan.assessment.rows[targets][0]
    plan.insert_row(RowsAt("second", "cost", (one,)))
    plan.insert_row(targets, 1)
    view.go_to(Address("second", "area", (one,)))
    place = view.plan.place(Address("second", "outcome", (one,)))
    assert place is not None
    place.say_not_known()
    qtbot.wait(20)
    content = view.pages.page("second").widget()
    assert content is not None
    start = view.plan.place(Address("second", "area", (one,)))
    assert start is not None
    widget = start.editor.focus_target()
    tops: list[QWidget] = []
    while content.isAncestorOf(widget) and len(tops) < 100:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            tops.append(widget)
        widget = widget.nextInFocusChain()

    def lines(one: QWidget) -> tuple[int, int]:
        corner = one.mapTo(content, QPoint(0, 0))
        return corner.y() // 16, corner.x()

    stops = [one for one in tops if not one.focusProxy() and not isinstance(one, QToolButton)]
    assert len(stops) > 20
    assert stops == sorted(stops, key=lines)


@pytest.mark.usefixtures("plain_theme")
def test_the_caret_of_a_growing_text_stays_in_sight(view: PlanView, qtbot: QtBot) -> None:
    view.go_to(Address("first", "paragraph"))
    place = view.plan.place(Address("first", "paragraph"))
    assert place is not None
    text = place.editor.focus_target()
    assert isinstance(text, QPlainTextEdit)
    theme().set_zoom(200)
    for _ in range(18):
        QTest.keyClicks(text, "line")
        QTest.keyClick(text, Qt.Key.Key_Return)
        qtbot.wait(5)

    def in_sight() -> bool:
        caret = text.viewport().mapTo(view, text.cursorRect().center())
        return view.pages.geometry().contains(view.pages.parentWidget().mapFrom(view, caret))

    qtbot.waitUntil(in_sight, timeout=WAIT_MS)  # the page follows after a moment


def test_the_keyboard_goes_on_in_the_section_that_a_key_opens(view: PlanView) -> None:
    view.go_to(Address("first", "line"))
    view.next_section()
    page = view.pages.page("second")
    assert page.isAncestorOf(view.focusWidget())
    view.contents.setFocus()
    view.previous_section()
    assert view.focusWidget() is view.contents, "whoever walks through the contents stays there"


def test_keys_and_mnemonics_of_a_plans_menus_are_unique(view: PlanView) -> None:
    menus = (view.edit_actions, view.go_actions, view.view_actions)
    for menu in menus:
        letters = [text[text.index("&") + 1].lower() for action in menu if action and "&" in (text := action.text())]
        assert len(letters) == len(set(letters)), letters
    keys = [key.toString() for menu in menus for action in menu if action for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"F8", "F9", "Ctrl+K", "Ctrl+Z", "F1"} <= set(keys)
