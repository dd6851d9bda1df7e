"""Where the window stands: as it was left, never off every screen; and in front when somebody starts PepDesk again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.app.settings import Settings

_STATE = "window/geometry"
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
