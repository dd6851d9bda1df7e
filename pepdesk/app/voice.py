"""Reading aloud with the computer's own voice. Nothing is heard where there is none, and nothing leaves the computer.

Text goes to the voice through a pipe, never in a command line, which other people on the computer could list.
"""

from __future__ import annotations

import queue
import shutil
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QProcess

if TYPE_CHECKING:
    from collections.abc import Callable

_PROGRAMS: Final = {
    "say": ("-f", "-"),
    "espeak-ng": ("-v", "en-gb", "-s", "140", "--stdin"),
    "espeak": ("-v", "en-gb", "-s", "140", "--stdin"),
}
"""Programs that read aloud what comes in through a pipe, with what they are told; ``say`` is macOS's own."""
_WORDS_A_MINUTE: Final = 150
_STOP: Final = None


class ReadAloud(QObject):
    """The computer's voice. ``wav`` writes what would be heard to that file instead (espeak only; for tests)."""

    def __init__(self, parent: QObject | None = None, *, wav: Path | None = None) -> None:
        super().__init__(parent)
        self._program, self._told = _found_program()
        if wav is not None:
            self._told = ("-w", str(wav), *self._told)
        self._process: QProcess | None = None
        self._bound = BoundVoice() if not self._program and sys.platform == "win32" and find_spec("pyttsx3") else None

    @property
    def is_there(self) -> bool:
        """Whether this computer can read aloud at all."""
        return bool(self._program) or self._bound is not None

    def say(self, text: str) -> None:
        """Read ``text`` aloud; what was being read stops."""
        self.stop()
        if self._bound is not None:
            self._bound.say(text)
        elif self._program:
            self._process = process = QProcess(self)
            process.finished.connect(process.deleteLater)
            process.start(self._program, list(self._told))
            process.write(text.encode())
            process.closeWriteChannel()

    def stop(self) -> None:
        """Be quiet at once."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.kill()
            process.waitForFinished(500)
            process.deleteLater()
        if self._bound is not None:
            self._bound.stop()

    def wait(self, milliseconds: int) -> bool:
        """Wait until all is read; False if it takes longer. For tests."""
        process = self._process
        return process is None or process.waitForFinished(milliseconds)

    def close(self) -> None:
        """Be quiet and let go of the voice."""
        self.stop()
        if self._bound is not None:
            self._bound.close()
            self._bound = None


class BoundVoice:
    """A voice reached through pyttsx3, on a thread of its own: it makes the thread wait while it reads.

    ``driver`` names one of pyttsx3's (None: the system's); ``heard`` is called on that thread after each text.
    """

    def __init__(self, driver: str | None = None, heard: Callable[[str], object] | None = None) -> None:
        self._driver, self._heard = driver, heard
        self._texts: queue.Queue[str | None] = queue.Queue()
        self._quiet = threading.Event()
        self._thread = threading.Thread(target=self._read, name="pepdesk-voice", daemon=True)
        self._thread.start()

    def say(self, text: str) -> None:
        """Read ``text`` once what is being read has stopped."""
        self._texts.put(text)

    def stop(self) -> None:
        """Stop at the next word and forget what waits."""
        self._quiet.set()
        while not self._texts.empty():
            try:
                self._texts.get_nowait()
            except queue.Empty:
                break

    def close(self, seconds: float = 1.0) -> None:
        """End the thread, waiting so long at most."""
        self.stop()
        self._texts.put(_STOP)
        self._thread.join(seconds)

    def _read(self) -> None:
        while (text := self._texts.get()) is not _STOP:
            self._quiet.clear()
            try:
                self._read_one(text)
            except Exception:  # noqa: BLE001 - a voice that fails is no reason to disturb anybody: it stays quiet
                continue
            if self._heard is not None:
                self._heard(text)

    def _read_one(self, text: str) -> None:
        """Read one text. The engine is made anew for it: pyttsx3 2.99 reads only the first text that one is given."""
        from pyttsx3.engine import Engine  # type: ignore[import-untyped]

        engine: Any = Engine(self._driver)
        engine.setProperty("rate", _WORDS_A_MINUTE)
        engine.connect("started-word", lambda **_: engine.stop() if self._quiet.is_set() else None)
        engine.say(text)
        engine.runAndWait()


def _found_program() -> tuple[str, tuple[str, ...]]:
    for name, told in _PROGRAMS.items():
        if (name == "say") == (sys.platform == "darwin") and (path := shutil.which(name)):
            return path, told
    return "", ()
