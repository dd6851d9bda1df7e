"""How trouble is told: an expected problem in its own words, a bug as what is safe and what may be copied."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QPlainTextEdit, QWidget

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.labels import VerbButton, button, primary
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.secret_clipboard import copy_openly
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

_EDGE = 20


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say ``text`` without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class _Box(QMessageBox):
    """Qt's box with our buttons and margins, and never narrower than its buttons."""

    def addButton(self, *what: Any) -> Any:  # noqa: ANN401 - Qt has three of them
        """A button with ``what[0]`` on it and the role ``what[1]``; whatever else Qt takes is left to Qt."""
        if len(what) != 2 or not isinstance(what[0], str):
            return super().addButton(*what)
        made = VerbButton(what[0], self)  # ours to keep: else Python throws away a button nobody names
        super().addButton(made, what[1])
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Qt makes the box as wide as its words at most, and cuts the buttons."""
        super().showEvent(event)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
            for row in self.findChildren(QDialogButtonBox):
                if (inside := row.layout()) is not None:
                    inside.setSpacing(8)
            if (least := layout.totalMinimumSize()).width() > self.width() or least.height() > self.height():
                self.setFixedSize(least.expandedTo(self.size()))


def message_box(parent: QWidget | None, title: str, advice: str, icon: QMessageBox.Icon) -> QMessageBox:
    """A box in plain text, not yet open, that goes away by itself when closed. Add buttons with verbs to it."""
    box = _Box(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle("PepDesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(advice)
    FocusRing(box)
    return box


def show_problem(parent: QWidget, problem: PepDeskProblem) -> QMessageBox:
    """Show a problem over ``parent``. Returns at once."""
    box = message_box(parent, problem.title, problem.advice, QMessageBox.Icon.Warning)
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.open()
    return box


class CrashDialog(Sheet):
    """A bug: what happened, what is safe, and a report without answers, names or paths that may be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("PepDesk made a mistake"), parent, letters=80)
        self._report = QPlainTextEdit(report)
        with_plain_bars(self._report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(tr("Details for the people who mend PepDesk"))
        self._copied = PlainLabel()
        self.body.addWidget(
            PlainLabel(
                tr(
                    "What you typed is saved as usual, every two seconds; the bottom of the window says when. "
                    "You can go on working. If something looks wrong, close PepDesk and open it again."
                )
            )
        )
        self.body.addWidget(
            PlainLabel(
                tr(
                    "The details below hold no names, answers or folders. Sending them to whoever looks after "
                    "PepDesk helps to mend it."
                )
            )
        )
        self.body.addWidget(self._report, 1)
        self._report.setMinimumHeight(self._report.fontMetrics().height() * 8)
        self._go_on = primary(tr("&Go on working"), self.accept)
        self.foot.addWidget(button(tr("&Copy details"), self._copy))
        self.foot.addWidget(self._copied, 1)
        self.foot.addWidget(self._go_on)
        self._go_on.setFocus()

    def _copy(self) -> None:
        copy_openly(self._report.toPlainText())
        self._copied.setText(tr("Copied."))
        announce(self, tr("Copied."))
