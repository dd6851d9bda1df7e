"""The plan is to be closed and cannot be saved: the four ways on, each button saying what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr


class StuckBox(Sheet):
    """``again``, ``elsewhere``, ``discard`` or ``stay``; closing the box is to stay.

    ``saved`` says when the plan was last saved, in words, or is "" if it never was. The buttons stand below each other:
    side by side their words would be cut where the letters are large, and these must be read.
    """

    again = Signal()
    elsewhere = Signal()
    discard = Signal()
    stay = Signal()

    def __init__(self, parent: QWidget, problem: PepDeskProblem, saved: str) -> None:
        super().__init__(problem.title, parent)
        self.setWindowTitle(tr("PepDesk – this plan could not be saved"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._chosen: Callable[[], None] = self.stay.emit
        lost = (
            tr("Close and &lose what was typed since {saved}", saved=saved)
            if saved
            else tr("Close and &lose this whole plan")
        )
        self.body.addWidget(PlainLabel(f"{problem.advice} {tr('The plan stays open until you choose.')}"))
        self.body.addSpacing(8)
        first = primary(tr("&Try again"), self._again)
        for one in (
            first,
            button(tr("Save a sealed &copy elsewhere…"), self._elsewhere),
            button(tr("&Keep the plan open"), self.reject),
            button(lost, self._discard),
        ):
            self.body.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        first.setFocus()

    def done(self, result: int) -> None:
        """Say what was chosen; Esc and closing the window are to stay."""
        super().done(result)
        self._chosen()

    def _again(self) -> None:
        self._choose(self.again.emit)

    def _elsewhere(self) -> None:
        self._choose(self.elsewhere.emit)

    def _discard(self) -> None:
        self._choose(self.discard.emit)

    def _choose(self, chosen: Callable[[], None]) -> None:
        self._chosen = chosen
        self.accept()
