"""How far long work in the background has come, and a way to stop it. Written by the worker, read by the window."""

from __future__ import annotations

import threading

from pepdesk.problem import PepDeskProblem


class Stopped(PepDeskProblem):
    """Somebody stopped the work, or the window that waited for it has gone."""

    def __init__(self) -> None:
        super().__init__("Stopped.", "Nothing was changed.", code="stopped")


class Progress:
    """Steps done out of so many. One worker calls ``step``; anybody may read or ``stop``."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.done = 0
        self.total = 0

    def step(self, done: int, total: int) -> None:
        """Note how far the work is. Raises ``Stopped`` when it is to end."""
        if self._stop.is_set():
            raise Stopped
        self.done, self.total = done, total

    def stop(self) -> None:
        """End the work at its next step."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._stop.is_set()
