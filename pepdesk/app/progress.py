"""How far long work in the background has come, and a way to stop it. Written by the worker, read by the window."""

from __future__ import annotations

import threading

from pepdesk.problem import PepDeskProblem
from pepdesk.words import tr


class Stopped(PepDeskProblem):
    """Somebody stopped the work, or the window that waited for it has gone."""

    def __init__(self) -> None:
        super().__init__(tr("Stopped."), tr("Nothing was changed."), code="stopped")


class Progress:
    """Steps done out of so many. One worker calls ``step`` and ``go_through``; anybody may read or ``stop``."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._turning = threading.Lock()
        self._goes_through = False
        self.done = 0
        self.total = 0

    def step(self, done: int, total: int) -> None:
        """Note how far the work is. Raises ``Stopped`` when it is to end."""
        if self._stop.is_set():
            raise Stopped
        self.done, self.total = done, total

    def go_through(self) -> None:
        """Nothing was changed so far; from here on the work goes on to its end. Raises ``Stopped`` if it is to end."""
        with self._turning:
            if self._stop.is_set():
                raise Stopped
            self._goes_through = True

    def stop(self) -> bool:
        """End the work at its next step; False when it has come too far for that, and nothing happens."""
        with self._turning:
            if not self._goes_through:
                self._stop.set()
            return not self._goes_through

    @property
    def goes_through(self) -> bool:
        """Whether the work has come too far to be stopped."""
        return self._goes_through

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._stop.is_set()
