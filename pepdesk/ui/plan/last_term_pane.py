"""Beside the page: what was answered last term to the question that has the focus, to be copied or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from pepdesk.form.model import FieldType
from pepdesk.record.answers import Value, text_of, value_of, whose_words
from pepdesk.ui.parts.labels import VerbButton, selectable
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.row_names import row_words
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.texts import GroupTitle, HelpText, Hint, SmallText, StrongText, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.last_term import Before, LastTerm
    from pepdesk.app.session import Session
    from pepdesk.form.address import Address
    from pepdesk.ui.answers.answer_place import AnswerPlace

FOLLOW_MS = 120
"""The pane follows the focus after this pause, so that going from question to question costs nothing."""
_LONG = FieldType.PARAGRAPH
_JOINED = (FieldType.PARAGRAPH, FieldType.LINE)
NONE_FOUND = tr("No answer to this question in last term’s plan.")


class LastTermPane(QWidget):
    """``closed()`` – somebody closed it."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._last: LastTerm | None = None
        self._address: Address | None = None
        self._frame: QWidget | None = None
        self._copies: list[tuple[QPushButton, Before]] = []
        self._soon = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._soon.timeout.connect(self.show_now)
        self._title, self._when = GroupTitle(tr("Last term"), self), Hint("", self)
        self._close = VerbButton(tr("Close"), self)
        self._close.setAccessibleName(tr("Close last term"))
        self._close.setFlat(True)
        self._close.setAutoDefault(False)
        self._close.setMinimumHeight(TARGET)
        self._area = ScrollPage(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a long answer is read with the arrows
        self._area.setAccessibleName(tr("Last term’s answer"))
        self._lay_out()
        self._close.clicked.connect(self.closed)
        session.assessed.connect(self._follow_change)
        session.frozen.connect(self._follow_change)

    @property
    def last(self) -> LastTerm | None:
        """Last term's plan; None when there is none, or it is not read yet."""
        return self._last

    def take(self, last: LastTerm) -> None:
        """Show answers from this plan from now on."""
        self._last = last
        self._when.say(last.title)
        self.show_now()

    def follow(self, place: AnswerPlace) -> None:
        """Another question has the focus."""
        self._address = place.address
        self._soon.start()

    def show_now(self) -> None:
        """Show what was answered to the question at hand."""
        if self._last is None or self.isHidden():
            return
        self._copies = []
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._area.isAncestorOf(focus)
        frame = QWidget(self._area)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        found = self._last.before(self._session.read(), self._address) if self._address else ()
        if self._address is None:
            column.addWidget(Hint(tr("Go to a question to see what was answered last term."), frame))
        else:
            column.addWidget(StrongText(self._question(self._address), frame))
            for one in found:
                self._add(one, frame, column)
            if not found:
                column.addWidget(Hint(NONE_FOUND, frame))
        column.addStretch(1)
        self._area.setWidget(frame)
        if had_focus:
            (self._copies[0][0] if self._copies else self._close).setFocus()

    def copy_only(self) -> None:
        """Copy the answer, if there is just one to copy (Ctrl+Shift+T)."""
        if self._soon.isActive():
            self._soon.stop()
            self.show_now()
        if len(self._copies) == 1:
            self._copy(self._copies[0][1])
        else:
            announce(self, tr("There are several answers: choose one in the pane Last term.") if self._copies
                     else tr("There is nothing to copy from last term here."))  # fmt: skip

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._when)
        layout.addWidget(self._area, 1)
        self.setFocusProxy(self._close)

    def _question(self, address: Address) -> str:
        label, row = self._session.form.field(address.tab, address.field).label, row_words(self._session, address)
        return f"{label} ({row})" if row else label

    def _add(self, one: Before, frame: QWidget, column: QVBoxLayout) -> None:
        if one.row:
            column.addWidget(SmallText(one.row, frame))
        column.addWidget(selectable(HelpText(one.words, frame)))
        if one.became:
            column.addWidget(Hint(tr("What became of it: {became}", became=one.became), frame))
        words = self._copy_words(one)
        if words:
            button = VerbButton(words, frame)
            button.setAutoDefault(False)
            button.setMinimumHeight(TARGET)
            button.setAccessibleName(f"{words}: {one.row or tr('last term’s answer')}")
            button.setToolTip(as_tip(tr("Ctrl+Shift+T. Can be undone with Ctrl+Z")))
            button.clicked.connect(self._pressed)
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
            self._copies.append((button, one))

    def _copy_words(self, one: Before) -> str:
        """What the button says; "" where nothing can be copied: signed, another kind of answer, or the same already."""
        assert self._address is not None
        here = self._session.answer(self._address)
        if one.answer is None or self._session.is_frozen or here == one.answer:
            return ""
        if here is None:
            return tr("Copy")
        kind = self._session.form.field(self._address.tab, self._address.field).type
        joined = isinstance(here, Value) and kind in _JOINED and not whose_words(here)
        return tr("Put after what is there") if joined and text_of(one.answer) not in text_of(here) else ""

    def _pressed(self) -> None:
        sender = self.sender()
        for button, one in self._copies:
            if button is sender:
                self._copy(one)
                return

    def _copy(self, one: Before) -> None:
        address, session = self._address, self._session
        if address is None or not self._copy_words(one):
            return
        answer, here = one.answer, session.answer(address)
        if here is not None:
            long = session.form.field(address.tab, address.field).type is _LONG
            answer = value_of(f"{text_of(here).rstrip()}{chr(10) if long else ' '}{text_of(one.answer)}")
        session.end_burst()
        session.set_answer(address, answer, tr("Copy last term’s answer"))
        session.end_burst()
        announce(self, tr("Copied. Ctrl+Z takes it back."))

    def _follow_change(self, _what: object) -> None:
        if isValid(self) and not self.isHidden():
            self._soon.start()
