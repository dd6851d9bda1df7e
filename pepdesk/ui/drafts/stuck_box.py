"""The plan is to be closed and cannot be saved: the four ways on, each button saying what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from pepdesk.problem import PepDeskProblem


class StuckBox(QMessageBox):
    """``again``, ``elsewhere``, ``discard`` or ``stay``; closing the box is to stay.

    ``saved`` says when the plan was last saved, in words, or is "" if it never was.
    """

    again = Signal()
    elsewhere = Signal()
    discard = Signal()
    stay = Signal()

    def __init__(self, parent: QWidget, problem: PepDeskProblem, saved: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("PepDesk")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(problem.title)
        self.setInformativeText(f"{problem.advice} The plan stays open until you choose.")
        role = QMessageBox.ButtonRole
        self._again = self.addButton("&Try again", role.AcceptRole)
        self._elsewhere = self.addButton("Save a sealed &copy elsewhere…", role.ActionRole)
        lost = f"Close and &lose what was typed since {saved}" if saved else "Close and &lose this whole plan"
        self._discard = self.addButton(lost, role.DestructiveRole)
        self._stay = self.addButton("&Keep the plan open", role.RejectRole)
        self.setDefaultButton(self._again)
        self.setEscapeButton(self._stay)
        self.buttonClicked.connect(self._choose)

    def _choose(self, pressed: QAbstractButton) -> None:
        for button, signal in (
            (self._again, self.again), (self._elsewhere, self.elsewhere),
            (self._discard, self.discard), (self._stay, self.stay),
        ):  # fmt: skip
            if pressed is button:
                signal.emit()
                return
