"""Python's collector, on the window's own thread only. Elsewhere it would end Qt objects that belong to this thread.

Left to itself the collector runs on whichever thread makes the next object. A job that sets a PDF makes thousands, and
the remains of a closed dialog or plan were then taken apart on the job's thread: the process ended (seen twice).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500
"""How often it looks whether there is anything to collect."""
YOUNG = 700
"""So many new objects are worth a look: Python's own threshold (``gc.get_threshold`` of CPython 3.11)."""
FULL_EVERY = 240
"""A look through everything after so many looks: two minutes. Closing a plan does it at once (``desk``)."""


class Collector(QObject):
    """Takes over from Python's own timing for as long as it lives; ``stop`` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Leave the collecting to Python again: no job is under way any more."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        self._looks = (self._looks + 1) % FULL_EVERY
        if self._looks == 0:
            gc.collect()
        elif gc.get_count()[0] > YOUNG:
            gc.collect(1)
