"""One window for one vault: a second start brings the first window to the front and gives it the file to open.

A lock file says that there is a first window; what it should open is put beside it as a small file, which it takes
away at once. Only files, and no ``QLocalServer``: that is part of QtNetwork, and no network code ships with PepDesk.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QStandardPaths, QTimer, Signal

WAIT_SECONDS = 3.0
"""How long the first window may take to answer; after that this start opens a window of its own, which is safe."""
_LARGEST: Final = 64 << 10
_LOOK_MS = 2000
_ANYBODY = -1


def place_of(folder: Path) -> Path:
    """Where starts on this vault meet: a folder on this computer that only this person can open; not created here."""
    where = QStandardPaths.StandardLocation
    local = where.GenericCacheLocation if sys.platform in ("win32", "darwin") else where.RuntimeLocation
    whose = f"{Path.home()}\0{os.path.normcase(folder.resolve())}"
    return Path(QStandardPaths.writableLocation(local)) / f"pepdesk-{hashlib.sha256(whose.encode()).hexdigest()[:24]}"


class OneWindow(QObject):
    """``wanted(str, str)`` – another start asked for a plan in clear and a package, by path; "" for none of it."""

    wanted = Signal(str, str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._place = place_of(folder)
        self._lock = QLockFile(str(self._place / "window.lock"))
        self._lock.setStaleLockTime(0)  # stale only if the process that made it is gone
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._every_while = QTimer(self, interval=_LOOK_MS)  # not every disk tells of changes
        self._every_while.timeout.connect(self._look)

    def is_first(self) -> bool:
        """Whether this is the first window, which answers from here on; True also where no lock can be made."""
        try:
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True
        locked = self._lock.isLocked() or self._lock.tryLock(0)
        if not locked and self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        for left in self._place.glob("*.open"):
            left.unlink(missing_ok=True)  # nobody waits for it any more
        self._watcher.addPath(str(self._place))
        self._every_while.start()
        return True

    def hand_on(self, plan: Path | None, package: Path | None, *, seconds: float = WAIT_SECONDS) -> bool:
        """Ask the first window to come to the front and open these.

        False when it does not answer in time, or ends meanwhile: this start goes on then, as the first if it can.
        """
        asked = self._place / f"{secrets.token_hex(8)}.open"
        words = {"plan": str(plan.resolve()) if plan else "", "package": str(package.resolve()) if package else ""}
        _let_it_come_to_the_front()
        try:
            unfinished = asked.with_suffix(".part")
            unfinished.write_text(json.dumps(words), encoding="utf-8")
            unfinished.replace(asked)
            until = time.monotonic() + seconds
            while asked.exists():
                if time.monotonic() > until or self._lock.tryLock(0):
                    asked.unlink()  # if it is gone now, the first window took it after all
                    self.is_first()
                    return False
                time.sleep(0.02)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def let_go(self) -> None:
        """Be first no more: this window has ended."""
        self._every_while.stop()
        self._watcher.removePath(str(self._place))
        self._lock.unlock()

    def _look(self) -> None:
        for asked in self._place.glob("*.open"):
            try:
                with asked.open("rb") as file:
                    data = file.read(_LARGEST)
                asked.unlink()
            except OSError:
                continue  # whoever asked has given up
            self.wanted.emit(*_read(data))


def _read(data: bytes) -> tuple[str, str]:
    """Plan and package that were asked for; empty for what makes no sense."""
    try:
        found = json.loads(data)
        return (str(found["plan"]), str(found["package"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", ""


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program that the person has just started put a window in front: pass that on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
