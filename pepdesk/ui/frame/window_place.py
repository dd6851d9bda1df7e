"""Where the window and its borders stand: as they were left, never off every screen; in front at a second start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.app.settings import Settings
    from pepdesk.ui.plan.panes import Panes

_STATE = "window/geometry"
_CONTENTS, _SIDE = "plan/contents", "plan/side"
_WIDEST = 120
"""Letters; what is wider than the window is narrowed there."""
_USUAL = QSize(1400, 950)
_HANDLE = QSize(120, 24)
"""So much of the upper edge must be on a screen for a window to be seen and moved."""


def place(window: QWidget, settings: Settings) -> None:
    """As it was last time, if that is still on a screen; else of a size that fits small laptops."""
    room = window.screen().availableGeometry()
    window.resize((room.size() * 0.9).boundedTo(_USUAL))
    state = settings.state(_STATE)
    if not state.isEmpty() and window.restoreGeometry(state):
        put_on_screen(window)


def keep_place(window: QWidget, settings: Settings) -> None:
    """Remember it for next time."""
    settings.keep(_STATE, window.saveGeometry())


def keep_borders(panes: Panes, settings: Settings) -> None:
    """Share the width of a plan as last time, and remember it when somebody drags a border."""
    contents, side = panes.letters
    panes.share(settings.whole(_CONTENTS, contents, 1, _WIDEST), settings.whole(_SIDE, side, 1, _WIDEST))
    panes.shared.connect(partial(_note_borders, settings))


def _note_borders(settings: Settings, contents: int, side: int) -> None:
    settings.keep(_CONTENTS, contents)
    settings.keep(_SIDE, side)


def put_on_screen(window: QWidget) -> None:
    """Move a window that cannot be reached onto the first screen, no larger than that."""
    if window.isMaximized() or window.isFullScreen() or _within_reach(window.geometry()):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    middle = room.center() - window.rect().center()
    window.move(QPoint(max(middle.x(), room.left()), max(middle.y(), room.top())))


def bring_to_front(window: QWidget) -> None:
    """Show a window before all others, with the keyboard in it; also from the task bar."""
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def _within_reach(geometry: QRect) -> bool:
    """Whether enough of the upper edge is on some screen."""
    edge = QRect(geometry.topLeft(), QSize(geometry.width(), _HANDLE.height()))
    seen = (edge.intersected(screen.availableGeometry()) for screen in QGuiApplication.screens())
    return any(one.width() >= _HANDLE.width() and one.height() >= _HANDLE.height() for one in seen)
