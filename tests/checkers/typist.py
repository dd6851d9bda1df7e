"""A person at the keyboard of a real program: keys through xdotool, and no eyes but what a screen reader is told.

No mouse, and nothing of the program's inside. Each wait is for something that the program tells; a wait that is in vain
fails with the way the focus took. Every key pressed is counted.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from installers.checkers import SYSTEM_PYTHON, find
from tests.checkers import sessions

PATIENCE = 40.0
"""Seconds until a wait is in vain: far more than anything takes, because the machine may be busy with other tests."""
WORDS_A_MINUTE = 40
"""An ordinary typist: 40 words of five letters in a minute, 200 keys."""
_PIECE = 40
_READER = Path(__file__).with_name("focus_reader.py")
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_SHIFTED = frozenset('!"$%^&*()_+{}:@~<>?|')  # on a British keyboard
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""  # no folders of services: nothing but what the test starts, so no keyring either


@dataclass(frozen=True, slots=True)
class Seen:
    """What has the focus: its name, role, identifier, description and value as a screen reader is told them."""

    name: str = ""
    role: str = ""
    id: str = ""
    words: str = ""
    value: str = ""
    checked: bool = False
    enabled: bool = False
    expanded: bool = False
    read_only: bool = False
    focused: bool = False


@dataclass(slots=True)
class Typist:
    """``keys`` counts what was pressed, ``waited`` the seconds spent on waits that a person would notice."""

    surroundings: Mapping[str, str]
    reader: subprocess.Popen[bytes]
    keys: int = 0
    waited: float = 0.0
    at: Seen = field(default_factory=Seen)
    way: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    _lines: queue.Queue[dict[str, object]] = field(default_factory=queue.Queue)

    # Hands --------------------------------------------------------------------------------------------------------

    def press(self, *chords: str) -> None:
        """Press keys ("Tab", "ctrl+Next", X's own names), without waiting for what comes of it."""
        self.keys += sum(len(chord.split("+")) for chord in chords)
        for chord in chords:
            *held, last = chord.split("+")
            down, up = [("keydown", one) for one in held], [("keyup", one) for one in reversed(held)]
            self._xdotool(*chain.from_iterable([*down, ("key", "--delay", "2", last), *up]))

    def type(self, text: str) -> None:
        """Type a text of plain letters (``on_a_keyboard``)."""
        assert text == on_a_keyboard(text), text
        self.keys += keys_for(text)
        for number, line in enumerate(text.split("\n")):
            if number:
                self._xdotool("key", "--delay", "2", "Return")
            if line:
                self._xdotool("type", "--delay", "2", "--", line)

    def write(self, text: str) -> None:
        """Type a text into an empty field and see that it stands there.

        By and by: Qt asks the screen readers' registry about each key, and what comes too fast for it comes late.
        """
        for end in range(_PIECE, len(text) + _PIECE, _PIECE):
            self.type(text[end - _PIECE : end])
            self.shows(lambda seen, so_far=text[:end]: seen.value == so_far, f"to read {text[:end]!r}")  # type: ignore[misc]

    def go(self, chord: str) -> Seen:
        """Press a key that moves the focus; gives where it came to."""
        self._drain()
        self.press(chord)
        return self._moved(f"after {chord}")

    def tab_to(self, name: str, *, back: bool = False) -> Seen:
        """Tab until something of that name has the focus."""
        for _ in range(60):
            if self.at.name.startswith(name):
                return self.at
            self.go("shift+Tab" if back else "Tab")
        raise AssertionError(f"{name!r} is not reached by Tab: {self.way[-60:]}")

    # Eyes and ears ------------------------------------------------------------------------------------------------

    def until(self, true: Callable[[Seen], bool], what: str, *, noticed: bool = False) -> Seen:
        """Wait until the focus is where ``true`` says; a ``noticed`` wait counts as the program's own time."""
        start = time.monotonic()
        while not (true(self.at) and self.now().focused and true(self.at)):
            self._next(start, what)
        if noticed:
            self.waited += time.monotonic() - start
        return self.at

    def shows(self, true: Callable[[Seen], bool], what: str) -> None:
        """Wait until what has the focus shows what it should: its value, its tick."""
        start = time.monotonic()
        while not true(self.now()):
            assert time.monotonic() - start < PATIENCE, f"{what}: {self.at}"
            time.sleep(0.01)

    def hear(self, words: str) -> str:
        """Wait until something with these words is announced; gives the whole of it. Earlier ones count."""
        start = time.monotonic()
        while not (found := [one for one in self.said if words in one]):
            self._next(start, f"to hear {words!r}, not {self.said[-5:]}")
        self.said.clear()
        return found[-1]

    def now(self) -> Seen:
        """Look again at what has the focus."""
        assert self.reader.stdin is not None
        self.reader.stdin.write(b"now\n")
        self.reader.stdin.flush()
        while self._take(self._lines.get(timeout=PATIENCE)) != "now":
            pass
        return self.at

    # Internal -----------------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Begin to hear what the reader tells."""
        threading.Thread(target=self._pump, daemon=True).start()
        assert self._lines.get(timeout=PATIENCE)["kind"] == "ready"

    def _pump(self) -> None:
        assert self.reader.stdout is not None
        for line in self.reader.stdout:
            self._lines.put(json.loads(line))

    def _drain(self) -> None:
        while not self._lines.empty():
            self._take(self._lines.get())

    def _moved(self, what: str) -> Seen:
        """Wait for the focus to come somewhere and to stay there."""
        start = time.monotonic()
        while self._next(start, what) != "focus" or not self.now().focused:
            pass
        return self.at

    def _next(self, start: float, what: str) -> str:
        left = PATIENCE - (time.monotonic() - start)
        try:
            return self._take(self._lines.get(timeout=max(left, 0.01)))
        except queue.Empty:
            raise AssertionError(f"Waited in vain {what}. At: {self.at}. Before: {self.way[-12:]}") from None

    def _take(self, line: dict[str, object]) -> str:
        kind = str(line.pop("kind"))
        if kind == "said":
            self.said.append(str(line["words"]))
        elif line:
            self.at = replace(Seen(), **line)
        else:
            self.at = Seen()
        if kind == "focus":
            self.way.append(f"{self.at.name} ({self.at.role})")
        return kind

    def _xdotool(self, *words: str) -> None:
        sessions.run([find("xdotool"), *words], self.surroundings)


def on_a_keyboard(text: str) -> str:
    """A text as somebody types it who has only plain letters; a pound sign, which xdotool cannot type, as GBP."""
    plain = unicodedata.normalize("NFKD", text.replace("£", "GBP ").translate(_PLAIN))
    return "".join(letter for letter in plain if letter.isascii())


def keys_for(text: str) -> int:
    """How many keys are pressed to type it, Shift among them."""
    return sum(2 if letter.isupper() or letter in _SHIFTED else 1 for letter in text)


@contextmanager
def keyboard(folder: Path) -> Iterator[Typist]:
    """A screen, a bus and a screen reader's ears for one program whose home is made in ``folder``; gives the typist.

    Start the program with ``running(command, typist.surroundings)``. Marks: atspi, openbox, Xvfb, xdotool.
    """
    (folder / "home").mkdir(mode=0o700, parents=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with ExitStack() as stack:
        run = Path(stack.enter_context(TemporaryDirectory(prefix="pepdesk-")))  # sockets want a short path
        display = stack.enter_context(sessions.screen())
        more = {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "HOME": str(folder / "home"), "PEPDESK_HOME": str(folder / "pepdesk"),
            "XDG_RUNTIME_DIR": str(run), "DBUS_SESSION_BUS_ADDRESS": _bus(stack, run),
        }  # fmt: skip
        launcher = "/usr/libexec/at-spi-bus-launcher"
        stack.enter_context(sessions.running([launcher, "--launch-immediately"], more, **quiet))
        sessions.run(["setxkbmap", "gb"], more)
        ready = run / "ready"
        stack.enter_context(sessions.running([find("openbox"), "--startup", f"touch {ready}"], more, **quiet))
        _wait_for(ready)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        reader = stack.enter_context(sessions.running([SYSTEM_PYTHON, _READER], more | {"PYTHONPATH": ""}, **pipes))
        typist = Typist(more, reader)
        typist.listen()
        yield typist


def _wait_for(file: Path) -> None:
    start = time.monotonic()
    while not file.exists():
        assert time.monotonic() - start < PATIENCE, "openbox does not start"
        time.sleep(0.02)


def _bus(stack: ExitStack, folder: Path) -> str:
    """A session bus of its own; gives its address once it is there."""
    path, settings = folder / "bus", folder / "bus.conf"
    settings.write_text(_BUS.format(path=path))
    command = ["dbus-daemon", "--nofork", "--print-address", "--config-file", settings]
    bus = stack.enter_context(sessions.running(command, {}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
    assert bus.stdout is not None
    return bus.stdout.readline().decode().strip()
