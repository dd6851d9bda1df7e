"""Choosing one question of a form: the likely ones first, every other found by typing some of its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pepdesk.form.model import FieldType
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.sought_list import SoughtList
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Field, Form


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
        super().__init__(tr("Which question?"), parent, letters=84)
        self._edit, self._none = QLineEdit(), Hint()
        self._list = SoughtList(self._edit, tr("Questions found"))
        self._take = primary(tr("&Use this question"), self._choose)
        self._edit.setPlaceholderText(tr("Type some of its words"))
        self._edit.setAccessibleName(tr("Words of the question"))
        self._list.setMinimumHeight(self.fontMetrics().height() * 12)
        first = list(dict.fromkeys(likely))
        for name, words in first:
            self._list.add(f"★ {words}", "", name)
        for tab in form.tabs:
            for question in tab.fields:
                if question.type not in (FieldType.NOTE, FieldType.ATTACHMENT):
                    words = question_words(form, question)
                    self._list.add(words, f"{question.help} {question.label_short}", f"{question.tab}.{question.id}")
        self._lay_out(about)
        self._edit.textChanged.connect(self._narrow)
        self._edit.returnPressed.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._narrow("")
        self._edit.setFocus()

    def _lay_out(self, about: str) -> None:
        label = PlainLabel()
        label.stand_by(self._edit, tr("For “{about}” in the form; likely ones are marked with ★", about=about))
        for widget in (label, self._edit, self._none):
            self.body.addWidget(widget)
        self.body.addWidget(self._list, 1)
        self.foot.addWidget(button(tr("&Leave this place alone"), self._leave))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._take)

    def _narrow(self, text: str) -> None:
        found = self._list.narrow(text)
        self._none.say("" if found else tr("No question has these words."))
        self._none.setVisible(not found)
        self._take.setEnabled(found)

    def _choose(self, _item: object = None) -> None:
        if (name := self._list.named()) is not None:
            self.chosen.emit(str(name))
            self.accept()

    def _leave(self) -> None:
        self.chosen.emit("")
        self.accept()
