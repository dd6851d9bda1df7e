"""Keeps PepDesk's windows out of screenshots and shared screens where the system can, unless somebody allows it.

Allowing holds until PepDesk closes or locks, so that nobody forgets it after a meeting.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QWindow

from pepdesk.ui.parts import unverified
from pepdesk.words import tr


class Capture(QObject):
    """``action`` is the switch for the View menu; None where the system cannot keep windows out (Linux)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.action: QAction | None = None
        if not unverified.can_hide_from_capture():
            return
        self.action = QAction(tr("Allow &sharing this window"), parent)
        self.action.setCheckable(True)
        self.action.setStatusTip(tr("For showing a plan in an online meeting; until PepDesk locks or closes"))
        self.action.toggled.connect(self._apply_to_all)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._apply)

    def forbid(self) -> None:
        """Back to not sharing."""
        if self.action is not None:
            self.action.setChecked(False)

    def _apply_to_all(self, _allowed: bool) -> None:
        for window in QGuiApplication.topLevelWindows():
            self._apply(window)

    def _apply(self, window: QWindow | None) -> None:
        """A window that comes up gets the focus: a dialog is no less private than the plan."""
        if window is not None and window.isTopLevel() and self.action is not None:
            unverified.hide_from_capture(window, hidden=not self.action.isChecked())
