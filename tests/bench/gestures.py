"""What a person does on an open plan, each time until it is painted, in milliseconds: type, scroll, switch, search."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from pepdesk.form.address import Address
from pepdesk.ui.page.tab_page import TabPage
from pepdesk.ui.plan.plan_view import PlanView

_ROUNDS = 3
TARGET = Address("targets", "outcome", ("r1",))


def gestures() -> Iterator[tuple[str, list[float]]]:
    """Each gesture's name and how long each of its repeats took, sorted; every page has been built before."""
    view = next(one for one in QApplication.allWidgets() if isinstance(one, PlanView))
    view.window().activateWindow()
    QTest.qWaitForWindowActive(view.window())
    for name, repeats in (("type", _type), ("scroll", _scroll), ("switch", _switch), ("search", _search)):
        view.go_to(TARGET)
        QTest.qWait(500)
        yield name, sorted(repeats(view))


class _Pictures(QObject):
    """Counts how often a window has put its picture together."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.UpdateRequest
        return False


def _painted(view: PlanView, act: Callable[[], object]) -> float:
    """Milliseconds until the window of ``view`` shows what ``act`` did, painted as Qt does it by itself.

    Three rounds of events without a picture mean that there was nothing to show.
    """
    pictures, start = _Pictures(view.window()), time.perf_counter()
    act()
    for _ in range(_ROUNDS):
        QApplication.processEvents()
        if pictures.count:
            break
    took = (time.perf_counter() - start) * 1000
    view.window().removeEventFilter(pictures)
    pictures.deleteLater()
    return took


def _type(view: PlanView) -> Iterator[float]:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit | QTextEdit), editor
    for number in range(400):
        key = Qt.Key(ord("A") + number % 26) if number % 6 else Qt.Key.Key_Space
        yield _painted(view, lambda key=key: QTest.keyClick(editor, key))  # type: ignore[misc]


def _scroll(view: PlanView) -> Iterator[float]:
    """A turn of the wheel is three lines, 60 pixels; down and up the longest page."""
    page = view.pages.top
    assert isinstance(page, TabPage)
    bar = page.verticalScrollBar()
    assert bar.maximum() > 1000, "too short to be scrolled"
    for down in (1, -1):
        for _ in range(min(150, bar.maximum() // 60)):
            yield _painted(view, lambda step=60 * down: bar.setValue(bar.value() + step))  # type: ignore[misc]


def _switch(view: PlanView) -> Iterator[float]:
    """From section to section, ten times through the plan."""
    tabs = [*view.session.on_screen.tabs]
    for tab in tabs * 10:
        yield _painted(view, lambda tab=tab: view.show_tab(tab))  # type: ignore[misc]


def _search(view: PlanView) -> Iterator[float]:
    """A letter in the box, then the search that follows the pause, then the next place."""
    bar = view.find_bar
    bar.open()
    edit = QApplication.focusWidget()
    assert edit is not None
    for letter in "reading school " * 4:
        yield _painted(view, lambda letter=letter: QTest.keyClicks(edit, letter))  # type: ignore[misc]
        yield _painted(view, bar.search)
        yield _painted(view, bar.next)
    bar.leave()
