"""The questions a plan cannot start without, as the dialog for a new plan asks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.form.model import Field, FieldType, Form, Required
from pepdesk.record.answers import value_of
from pepdesk.record.record import PepRecord
from pepdesk.record.values import long_date, read_date, stored, year_group_words
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.words import tr

_HINTS = {FieldType.DATE: tr("For example 3 September 2014 or 3/9/14")}
BORN = Address("child", "date_of_birth")


class StartingQuestion(QWidget):
    """One question with its answer and, once it was tried, what is wrong with it.

    ``left()`` – somebody answered it and went on, or chose from its list.
    """

    left = Signal()

    def __init__(self, question: Field, form: Form) -> None:
        super().__init__()
        self._question = question
        self._options = _options(question, form)
        self.address = Address(question.tab, question.id)
        self._edit: QLineEdit | QComboBox = self._make_edit()
        self._edit.setAccessibleName(question.label)
        self._hint = _HINTS.get(question.type, question.help)
        self._remark, self._error = Hint(), ErrorText()
        label = PlainLabel("", self)
        label.stand_by(self._edit, question.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        if self._hint:
            layout.addWidget(Hint(self._hint))
        for widget in (self._edit, self._remark, self._error):
            layout.addWidget(widget)
        self.remark("")
        self._say_wrong("")

    def asks(self, question: Field, form: Form) -> bool:
        """Whether it asks just this question, with the same choices."""
        return self._question == question and self._options == _options(question, form)

    def typed(self) -> str:
        """What stands there, as typed or as the chosen option's value."""
        if isinstance(self._edit, QComboBox):
            return str(self._edit.currentData() or "")
        return self._edit.text()

    def stored(self) -> str:
        """The same in its stored form."""
        return stored(self._question.type, self.typed().strip())

    def take_focus(self) -> None:
        """Put the keyboard on the answer."""
        self._edit.setFocus()

    def fill(self, typed: str) -> None:
        """Put an answer in; a choice that is not offered is none."""
        if isinstance(self._edit, QComboBox):
            self._edit.setCurrentIndex(max(self._edit.findData(typed), 0))
        else:
            self._edit.setText(typed)

    def fill_stored(self, text: str) -> None:
        """Put in an answer in its stored form, as somebody would type it."""
        self.fill(long_date(text) if self._question.type is FieldType.DATE else text)

    def remark(self, words: str) -> None:
        """Say something about the answer; "" for nothing."""
        self._remark.say(words)
        self._remark.setVisible(bool(words))
        self._describe()

    def is_right(self) -> bool:
        """Whether a plan can start with this answer; says below what is wrong if not."""
        words = ""
        if not self.typed().strip():
            words = tr("This is needed to start the plan.")
        elif self._question.type is FieldType.DATE:
            day = read_date(self.typed())
            if day is None:
                words = tr("This is not a date that PepDesk can read.")
            elif self.address == BORN and day > date.today():
                words = tr("This day has not come yet.")
        self._say_wrong(words)
        return not words

    def _say_wrong(self, words: str) -> None:
        self._error.say(tr("Error: {words}", words=words) if words else "")
        self._error.setVisible(bool(words))
        self._describe()

    def _describe(self) -> None:
        parts = (self._error.text(), self._hint, self._remark.text())
        self._edit.setAccessibleDescription(" ".join(part for part in parts if part))

    def _make_edit(self) -> QLineEdit | QComboBox:
        """A list for questions with choices, a line for all others."""
        if not self._options:
            line = QLineEdit()
            line.editingFinished.connect(self.left)
            line.textChanged.connect(self._answered_anew)
            return line
        box = QuietCombo()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(tr("Choose…"), "")
        for value, words in self._options:
            box.addItem(words, value)
        box.activated.connect(self.left)
        box.currentIndexChanged.connect(self._answered_anew)
        return box

    def _answered_anew(self, _what: object) -> None:
        """What was wrong was said of the answer before; it is looked at again when the plan is to start."""
        if self._error.text():
            self._say_wrong("")


def starting_questions(form: Form) -> Iterator[Field]:
    """The questions a plan cannot start without, in the form's order (repeated ones cannot be among them)."""
    for tab in form.tabs:
        for question in tab.fields:
            if question.required is Required.START and question.depth == 0:
                yield question


def put_answers(record: PepRecord, texts: dict[Address, str]) -> None:
    """Put answers in their stored form into a record nobody has opened yet."""
    for address, text in texts.items():
        if (answer := value_of(text)) is not None:
            record.answers[address] = answer


def _options(question: Field, form: Form) -> tuple[tuple[str, str], ...]:
    """The choices of a question, value and words; none for questions that are typed."""
    if question.type is FieldType.YEAR_GROUP:
        return tuple((year, year_group_words(year)) for year in form.years)
    if question.type is FieldType.YES_NO:
        return (("yes", tr("Yes")), ("no", tr("No")))
    return tuple((option.value, option.label) for option in form.options(question))
