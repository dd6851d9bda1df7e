"""Waiting for long work that counts its steps: nothing shows for 400 ms, then a bar, a sentence and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pepdesk.app.progress import Progress
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

SHOWN_AFTER_MS = 400
_POLL_MS = 100


class Waiting(QWidget):
    """``stopped()`` – the person pressed Stop. Destroying it stops the work too.

    With ``to_the_end`` it goes on showing after Stop until its owner calls ``finish``: for work that may have come too
    far to be stopped, and whose result is wanted then. Work that calls ``Progress.go_through`` cannot be stopped from
    there on, and Stop rests.
    """

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None, *, to_the_end: bool = False) -> None:
        super().__init__(parent)
        self._to_the_end = to_the_end
        self._progress, self._then = Progress(), ""
        self._words = PlainLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button(tr("&Stop"), self.give_up)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addLayout(row)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._soon.timeout.connect(self._show_now)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)
        self.hide()

    def retain(self, retain: bool = True) -> None:
        """Keep its place while it is hidden, so that nothing jumps, or no longer."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(retain)
        self.setSizePolicy(policy)

    def start(self, words: str, then: str = "") -> Progress:
        """Begin to wait; gives what the work is to report to and be stopped by.

        ``then`` is what is said once it cannot be stopped any more; "" for the same words.
        """
        self._progress.stop()
        self._progress = progress = Progress()
        self._then = then
        self.destroyed.connect(progress.stop)
        self.say(words)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._soon.start()
        return progress

    @property
    def words(self) -> str:
        """What is said to be going on."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say what is going on now."""
        self._words.say(words)
        self._bar.setAccessibleName(words)

    def finish(self) -> None:
        """The work has ended."""
        self._soon.stop()
        self._poll.stop()
        self.hide()

    def stop(self) -> None:
        """Have the work end at its next step."""
        self._progress.stop()

    def give_up(self) -> None:
        """Stop, as by the button; nothing happens when the work has come too far."""
        if not self._progress.stop():
            self._look()
            return
        if self._to_the_end:
            self._stop.setEnabled(False)
            self.say(tr("Stopping…"))
            announce(self, tr("Stopping…"))
        else:
            self.finish()
        self.stopped.emit()

    def _show_now(self) -> None:
        self.show()
        self._poll.start()
        announce(self, self._words.text())

    def _look(self) -> None:
        self._bar.setRange(0, self._progress.total)
        self._bar.setValue(self._progress.done)
        if self._progress.goes_through and self._stop.isEnabled():
            self._stop.setEnabled(False)
            if self._then:
                self.say(self._then)
                announce(self, self._then)
