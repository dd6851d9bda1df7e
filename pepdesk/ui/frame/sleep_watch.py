"""Notices that the computer goes to sleep or that its screen is locked, so that PepDesk locks too.

Linux tells it over D-Bus (logind, and the screen savers of GNOME and KDE); Windows by messages (``unverified``).
Whatever the system tells, a timer sees afterwards that time has passed which nobody counted.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

TICK_MS = 15_000
LOST_SECONDS = 60
"""A tick this much too late: the computer slept. A busy computer is not so late; setting the clock does no harm."""
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")


class SleepWatch(QObject):
    """``asleep()`` – the computer is about to sleep, has slept, or its screen is locked."""

    asleep = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen = time.time()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._kept: object = None  # what listens to Windows lives as long as this

    def listen(self) -> None:
        """Ask the system to tell. Harmless where it cannot; what does not answer is not waited for."""
        if sys.platform == "win32":
            from pepdesk.ui.parts import unverified

            self._kept = unverified.listen_to_windows(self.asleep.emit)
        elif sys.platform == "linux":
            self._listen_on_buses()

    def tick(self) -> None:
        """Compare the clock with when it was last looked at."""
        before, self._seen = self._seen, time.time()
        if self._seen - before > TICK_MS / 1000 + LOST_SECONDS:
            self.asleep.emit()

    @Slot(bool)
    def told(self, begins: bool) -> None:
        """The system says that sleep or the screen's lock begins (True) or ends."""
        if begins:
            self.asleep.emit()

    @Slot()
    def locked(self) -> None:
        """The system says that the person's session is locked."""
        self.asleep.emit()

    def _listen_on_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        told: Any = SLOT("told(bool)")  # text, whatever the library's own declarations say
        locked: Any = SLOT("locked()")
        login = "org.freedesktop.login1"
        if _SYSTEM_BUS.exists():
            system = QDBusConnection.systemBus()
            system.connect(login, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", self, told)
            system.connect(login, "", f"{login}.Session", "Lock", self, locked)
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            session = QDBusConnection.sessionBus()
            for name in ("org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"):
                session.connect("", "", name, "ActiveChanged", self, told)
