"""Notes and actions typed while people talk. Each goes into the plan as it is typed, and is one step to undo after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.record.answers import text_of, value_of
from pepdesk.record.changes import InsertRow, SetAnswer
from pepdesk.record.values import clean_text, long_date, stored
from pepdesk.ui.editors.typed_line import TypedLine
from pepdesk.ui.meeting.meeting_parts import ACTION_FIELDS, ACTIONS, DISCUSSION
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import Hint
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.record.changes import Change

_NOTE, _ACTION = tr("Note at the meeting"), tr("Action at the meeting")
_SETTLE_MS = 0


class NoteLine(TypedLine):
    """A line in which Enter means: that is it, the next one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the line, not for a button of the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class Notes(QWidget):
    """One line for a note, and one for an action with who and by when."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._session = session
        self._title = ""
        self._mark = -1
        self._base = ""
        self._row = ""
        self.noted: list[str] = []
        self.note = NoteLine(self)
        self.what, self.who, self.by = NoteLine(self), NoteLine(self), NoteLine(self)
        self._said = Hint("")
        self._said.hide()
        self._lay_out()
        self.note.typed.connect(self._note_typed)
        self.note.returnPressed.connect(self.finish)
        for line in self._action_lines():
            line.typed.connect(self._action_typed)
            line.returnPressed.connect(self._next_action)
        self.freeze(session.is_frozen)
        session.frozen.connect(self.freeze)

    def show_step(self, title: str) -> None:
        """Notes belong to this step from now on."""
        self.finish()
        self._title = title

    def freeze(self, frozen: bool) -> None:
        """Nothing is noted in a signed plan."""
        for line in (self.note, *self._action_lines()):
            line.setReadOnly(frozen)
        if frozen:
            self._said.say(tr("This plan is signed: nothing can be noted in it. Amend it first."))
            self._said.show()

    def finish(self) -> None:
        """What is in the lines is a note or an action now; the lines are empty again. Nothing is lost by it."""
        if self._row:
            self._finish_action()
        else:
            self._finish_note()

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(6)
        places = (
            (tr("N&ote"), self.note, 0, 0, 6),
            (tr("Ac&tion"), self.what, 1, 0, 1),
            (tr("W&ho"), self.who, 1, 2, 1),
            (tr("By &when"), self.by, 1, 4, 1),
        )
        for words, line, row, place, across in places:
            label = QLabel(words)
            label.setBuddy(line)
            name = words.replace("&", "")
            line.setAccessibleName(tr("{name} of the action", name=name) if line in (self.who, self.by) else name)
            line.fit()
            rows.addWidget(label, row, place)
            rows.addWidget(line, row, place + 1, 1, across)
        rows.addWidget(button(tr("A&dd it"), self._next_action, tr("Enter does the same")), 1, 6)
        for place, share in ((1, 5), (3, 3), (5, 3)):
            rows.setColumnStretch(place, share)
        self.by.setPlaceholderText(tr("e.g. 3/9/2026"))
        self.who.setCompleter(self._people())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._said)
        column.addLayout(rows)

    def _people(self) -> QCompleter:
        """The names of those who were asked to the meeting."""
        shown = self._session.on_screen.shown
        names = {
            text_of(self._session.answer(at)) for at in shown if at.tab == "meeting" and at.field in _NAMES
        }  # fmt: skip
        completer = QCompleter(sorted(one for one in names if one), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer

    def _action_lines(self) -> tuple[NoteLine, ...]:
        return self.what, self.who, self.by

    def _note_typed(self, text: str) -> None:
        if self._row:
            self._finish_action()
        if self._mark < 0:
            self._begin()
            self._base = text_of(self._session.answer(DISCUSSION)).rstrip()
        self._session.set_answer(DISCUSSION, value_of(self._noted(text)), _NOTE)

    def _noted(self, text: str) -> str:
        words = clean_text(text).strip()
        return "\n".join(part for part in (self._base, f"{self._title}: {words}" if words else "") if part)

    def _action_typed(self, _text: str) -> None:
        if not self._row or self._row not in self._session.assessment.rows.get(ACTIONS, ()):
            if not self._row:
                self._finish_note()
            self._begin()
            self._row = self._session.insert_row(ACTIONS, label=_ACTION)
        for name, words in self._action_words():
            self._session.set_answer(Address("notes", name, (self._row,)), value_of(words), _ACTION)

    def _action_words(self) -> list[tuple[str, str]]:
        what, who, by = (clean_text(line.text()).strip() for line in self._action_lines())
        return list(zip(ACTION_FIELDS, (what, who, stored(FieldType.DATE, by)), strict=True))

    def _finish_action(self) -> None:
        """The action stands in the plan; the lines are free for the next."""
        at = [(Address("notes", name, (self._row,)), value_of(words)) for name, words in self._action_words()]
        answers = tuple((address, answer) for address, answer in at if answer is not None)
        index = len(self._session.assessment.rows.get(ACTIONS, ())) - 1
        self._as_one_step((InsertRow(ACTIONS, max(index, 0), self._row, answers),) if answers else (), _ACTION)
        if answers:
            self._say(f"{tr('The action is on the page Notes and actions.')} {self._of_date()}".rstrip())
        self._mark, self._row = -1, ""
        for line in self._action_lines():
            line.show_text("")

    def _of_date(self) -> str:
        """A word on a date that is none; it is kept as it was typed."""
        by = self._action_words()[-1][1]
        return tr("“{by}” is no date PepDesk knows: correct it there.", by=by) if by and long_date(by) == by else ""

    def _finish_note(self) -> None:
        """The words in the line are a note in the plan; the line is free for the next."""
        if self._mark >= 0 and self.note.text().strip():
            self._as_one_step((SetAnswer(DISCUSSION, value_of(self._noted(self.note.text()))),), _NOTE)
            self.noted.append(f"{self._title}: {clean_text(self.note.text()).strip()}")
            self._say(tr("Noted under {title}.", title=self._title))
        self._mark = -1
        self.note.show_text("")

    def _next_action(self) -> None:
        """The action is complete; the next one begins where this one began."""
        self.finish()
        self.what.setFocus()

    def _begin(self) -> None:
        self._session.end_burst()
        self._mark = self._session.undo_stack.index()

    def _as_one_step(self, changes: tuple[Change, ...], label: str) -> None:
        """Put the pieces in which it was typed together to one step to undo."""
        stack = self._session.undo_stack
        if self._mark < 0 or stack.index() <= self._mark or self._session.is_frozen:
            return
        if any(stack.text(step) not in (_NOTE, _ACTION) for step in range(self._mark, stack.index())):
            return  # something else was answered meanwhile, by the child perhaps: the pieces stay as they are
        self._session.end_burst()
        while stack.index() > self._mark:
            self._session.undo()
        if changes:
            self._session.apply_batch(changes, label)

    def _say(self, words: str) -> None:
        self._said.say(words)
        self._said.setVisible(bool(words))
        QTimer.singleShot(_SETTLE_MS, self, self._announce)

    def _announce(self) -> None:
        announce(self, self._said.text())


_NAMES = ("name", "other_name")
