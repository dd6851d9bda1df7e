"""Notices that nobody has touched keyboard or mouse for a while.

Only windows that get the focus are watched: a filter on the whole application would be called for every event of
every widget.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """``idle()`` – nothing was touched for the given time.

    A timer stands still while the computer sleeps, so the first touch afterwards asks the clock on the wall too.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, milliseconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=milliseconds, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._touched = time.time()
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start counting anew at every sign of life; takes nothing away."""
        if event.type() in _SIGNS_OF_LIFE:
            self._touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
        self._touch()

    def _touch(self) -> None:
        before, self._touched = self._touched, time.time()
        if (self._touched - before) * 1000 > self._timer.interval():
            QTimer.singleShot(0, self, self.idle.emit)
        self._timer.start()
