"""How trouble is told: an expected problem in its own words, a bug as what is safe and what may be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QWidget

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.secret_clipboard import copy_openly
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import PlainLabel


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say ``text`` without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def message_box(parent: QWidget | None, title: str, advice: str, icon: QMessageBox.Icon) -> QMessageBox:
    """A box in plain text, not yet open, that goes away by itself when closed. Add buttons with verbs to it."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle("PepDesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(advice)
    return box


def show_problem(parent: QWidget, problem: PepDeskProblem) -> QMessageBox:
    """Show a problem over ``parent``. Returns at once."""
    box = message_box(parent, problem.title, problem.advice, QMessageBox.Icon.Warning)
    box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
    box.open()
    return box


class CrashDialog(Sheet):
    """A bug: what happened, what is safe, and a report without answers, names or paths that may be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("PepDesk made a mistake", parent, letters=80)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName("Details for the people who mend PepDesk")
        self._copied = PlainLabel()
        self.body.addWidget(
            PlainLabel(
                "What you typed is saved as usual, every two seconds; the bottom of the window says when. "
                "You can go on working. If something looks wrong, close PepDesk and open it again."
            )
        )
        self.body.addWidget(
            PlainLabel(
                "The details below hold no names, answers or folders. Sending them to whoever looks after "
                "PepDesk helps to mend it."
            )
        )
        self.body.addWidget(self._report, 1)
        self._report.setMinimumHeight(self._report.fontMetrics().height() * 8)
        self._go_on = primary("&Go on working", self.accept)
        self.foot.addWidget(button("&Copy details", self._copy))
        self.foot.addWidget(self._copied, 1)
        self.foot.addWidget(self._go_on)
        self._go_on.setFocus()

    def _copy(self) -> None:
        copy_openly(self._report.toPlainText())
        self._copied.setText("Copied.")
        announce(self, "Copied.")
