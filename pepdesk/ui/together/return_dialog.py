"""Returning a plan for amendment: the virtual school's words about all of it, and about single sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from pepdesk.handover.signed import LONGEST_WORDS
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.plan.feedback import write_feedback
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form

_LINES = 5


class ReturnDialog(Sheet):
    """``returned(str)`` – the feedback, as ``feedback.write_feedback`` writes it."""

    returned = Signal(str)

    def __init__(self, parent: QWidget, form: Form) -> None:
        super().__init__(tr("Return the plan for amendment"), parent, letters=84)
        self._about: dict[str, str] = {}
        self._whole, self._one, self._section = QPlainTextEdit(), QPlainTextEdit(), QuietCombo()
        for text in (self._whole, self._one):
            with_plain_bars(text)
        self._sum = Hint()
        self._go = primary(tr("&Return it"), self._return)
        for tab in form.tabs:
            self._section.addItem(tab.title)
        self.body.addWidget(PlainLabel(
            tr("Say what has to be amended. It goes along with the next package; both sides see it on their overview, "
            "and what is about a section also at the top of that section.")
        ))  # fmt: skip
        self._labelled(tr("About the &whole plan"), self._whole)
        self._labelled(tr("About one &section"), self._section)
        self._labelled(tr("What has to be &amended there"), self._one)
        for edit in (self._whole, self._one):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(edit.fontMetrics().height() * _LINES)
        row = QHBoxLayout()
        row.addWidget(self._sum, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)
        self._shown = self._section.currentText()
        self._section.currentTextChanged.connect(self._other_section)
        self._whole.textChanged.connect(self._refresh)
        self._one.textChanged.connect(self._refresh)
        self._refresh()

    def _labelled(self, words: str, edit: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        self.body.addWidget(label)
        self.body.addWidget(edit)

    def _other_section(self, title: str) -> None:
        """Keep what was written of the section before."""
        self._about[self._shown] = self._one.toPlainText()
        self._shown = title
        self._one.setPlainText(self._about.get(title, ""))

    def _words(self) -> str:
        about = {**self._about, self._shown: self._one.toPlainText()}
        return write_feedback(self._whole.toPlainText(), about)

    def _refresh(self) -> None:
        words = self._words()
        about = {**self._about, self._shown: self._one.toPlainText()}
        titles = [title for title, text in about.items() if text.strip()]
        self._sum.say(
            tr("With words about: {titles}.", titles=", ".join(titles)) if titles else tr("No section is named yet.")
        )
        self._go.setEnabled(0 < len(words) <= LONGEST_WORDS)

    def _return(self) -> None:
        self.returned.emit(self._words())
        self.accept()
