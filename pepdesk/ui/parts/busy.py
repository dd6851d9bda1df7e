"""A page that waits for background work: its inputs rest, a bar moves, a sentence says what is going on."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

AT_WORK = "at_work"
"""The property of a dialog whose work needs the vault or the plan to the end: a lock waits for it."""


class Busy(QWidget):
    """The moving bar with its sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(8)
        self._bar.setAccessibleName(tr("Working"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        self.retain(True)
        self.hide()

    def retain(self, retain: bool) -> None:
        """Whether it keeps its place while nothing moves, so that nothing jumps; it does unless told otherwise."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(retain)
        self.setSizePolicy(policy)

    def start(self, words: str) -> None:
        """Show that ``words`` is going on."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self.show()
        announce(self, words)

    def stop(self) -> None:
        """Nothing is going on any more."""
        self.hide()
