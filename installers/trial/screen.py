"""A screen of our own (Xvfb) for a trial, and looking whether a window came up on it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from installers.making.workshop import CannotBuild


@contextmanager
def screen() -> Iterator[str]:
    """A fresh X screen of a small laptop's size; gives its DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-ac"],
        pass_fds=(writing,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def a_window_opens(display: str, title: str, *, seconds: float) -> None:
    """Return when a window whose title holds ``title`` is on the screen; raises CannotBuild when none comes in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if windows(display, title):
            return
        time.sleep(0.2)
    raise CannotBuild(f"No window named {title} opened in {seconds:.0f} s.", "")


def windows(display: str, title: str) -> list[str]:
    """Ids of the visible windows with ``title`` in their name."""
    asked = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title], env=os.environ | {"DISPLAY": display},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return asked.stdout.split()
