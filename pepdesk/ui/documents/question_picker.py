"""Choosing one question of a form: the likely ones first, every other found by typing some of its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from pepdesk.form.model import FieldType
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.plan.go_to import plain

if TYPE_CHECKING:
    from pepdesk.form.model import Field, Form

_NAME = Qt.ItemDataRole.UserRole
_SOUGHT = Qt.ItemDataRole.UserRole + 1


def question_words(form: Form, question: Field) -> str:
    """A question with the group and page it stands on."""
    tab = form.tab(question.tab)
    group = f"{tab.group(question.group).title}, " if question.group else ""
    return f"{question.label}  —  {group}{tab.title}"


class QuestionPicker(Sheet):
    """``chosen(str)`` – the names of the questions that were chosen ("tab.field", several parted by " + "), or ""."""

    chosen = Signal(str)

    def __init__(self, form: Form, about: str, likely: Iterable[tuple[str, str]], parent: QWidget) -> None:
        """``about`` are the words of the place; ``likely`` names and words of what may fit, the likeliest first."""
        super().__init__("Which question?", parent, letters=84)
        self._edit, self._list, self._none = QLineEdit(), QListWidget(), Hint()
        self._take = primary("&Use this question", self._choose)
        self._edit.setPlaceholderText("Type some of its words")
        self._edit.setAccessibleName("Words of the question")
        self._list.setAccessibleName("Questions found")
        self._list.setMinimumHeight(self.fontMetrics().height() * 12)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        first = list(dict.fromkeys(likely))
        for name, words in first:
            self._add(name, f"★ {words}", words)
        for tab in form.tabs:
            for question in tab.fields:
                if question.type not in (FieldType.NOTE, FieldType.ATTACHMENT):
                    words = question_words(form, question)
                    self._add(f"{question.tab}.{question.id}", words, f"{words} {question.help} {question.label_short}")
        self._lay_out(about)
        self._edit.textChanged.connect(self._narrow)
        self._edit.returnPressed.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._edit.installEventFilter(self)
        self._narrow("")
        self._edit.setFocus()

    def _lay_out(self, about: str) -> None:
        label = PlainLabel()
        label.stand_by(self._edit, f"For “{about}” in the form; likely ones are marked with ★")
        for widget in (label, self._edit, self._none):
            self.body.addWidget(widget)
        self.body.addWidget(self._list, 1)
        self.foot.addWidget(button("&Leave this place alone", self._leave))
        self.foot.addStretch(1)
        self.foot.addWidget(button("Cancel", self.reject))
        self.foot.addWidget(self._take)

    def _add(self, name: str, shown: str, sought: str) -> None:
        item = QListWidgetItem(shown, self._list)
        item.setData(_NAME, name)
        item.setData(_SOUGHT, plain(sought))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the words keep the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        wanted = plain(text).split()
        first = -1
        for row in range(self._list.count()):
            item = self._list.item(row)
            fits = all(word in item.data(_SOUGHT) for word in wanted)
            item.setHidden(not fits)
            first = row if fits and first < 0 else first
        self._list.setCurrentRow(first)
        self._none.say("" if first >= 0 else "No question has these words.")
        self._none.setVisible(first < 0)
        self._take.setEnabled(first >= 0)

    def _step(self, by: int) -> None:
        row = self._list.currentRow() + by
        while 0 <= row < self._list.count():
            if not self._list.item(row).isHidden():
                self._list.setCurrentRow(row)
                return
            row += by

    def _choose(self, _item: object = None) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self.chosen.emit(str(item.data(_NAME)))
            self.accept()

    def _leave(self) -> None:
        self.chosen.emit("")
        self.accept()
