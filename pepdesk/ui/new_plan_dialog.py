"""A new plan: only the questions without which there is none. Everything else can wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pepdesk import paths
from pepdesk.form.address import Address
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import Field, FieldType, Form, Required
from pepdesk.record.answers import value_of
from pepdesk.record.record import PepRecord, new_record
from pepdesk.record.values import read_date, stored, year_group_words
from pepdesk.ui.filters import QuietCombo
from pepdesk.ui.labels import button, primary
from pepdesk.ui.problem_box import announce
from pepdesk.ui.sheet import Sheet
from pepdesk.ui.texts import ErrorText, Hint

_HINTS = {FieldType.DATE: "For example 3 September 2014 or 3/9/14"}


class NewPlanDialog(Sheet):
    """``started(PepRecord)`` – a plan with the answers given here. Raises ``FormProblem`` when the forms are broken."""

    started = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("New plan", parent)
        folder = paths.forms_dir()
        self._forms = tuple(load_form(folder, form_id) for form_id in form_ids(folder))
        self._choice = QComboBox()
        self._rows: tuple[_Question, ...] = ()
        self._questions = QFormLayout()
        self._questions.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._questions.setVerticalSpacing(10)
        self.body.addWidget(Hint("These few answers make the plan; each can be changed later."))
        self._add_choice(self.body)
        self.body.addLayout(self._questions)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button("Cancel", self.reject))
        self.foot.addWidget(primary("&Start the plan", self._start))
        self._ask()

    @property
    def form(self) -> Form:
        """The form the plan will be made with."""
        return self._forms[max(self._choice.currentIndex(), 0)]

    def _add_choice(self, layout: QVBoxLayout) -> None:
        """The choice of a form, where there is more than one."""
        for form in self._forms:
            self._choice.addItem(form.title)
        self._choice.currentIndexChanged.connect(self._ask)
        if len(self._forms) < 2:
            self._choice.hide()
            return
        label = QLabel("&Form")
        label.setBuddy(self._choice)
        self._choice.setAccessibleName("Form")
        layout.addWidget(label)
        layout.addWidget(self._choice)

    def _ask(self) -> None:
        """Show the questions of the chosen form, keeping what was typed for another."""
        typed = {row.address: row.typed() for row in self._rows}
        while self._questions.rowCount():
            self._questions.removeRow(0)
        self._rows = tuple(_Question(question, self.form) for question in starting_questions(self.form))
        for row in self._rows:
            row.fill(typed.get(row.address, ""))
            self._questions.addRow(row.label, row)
        if self._rows:
            self._rows[0].setFocus()

    def _start(self) -> None:
        wrong = [row for row in self._rows if not row.is_right()]
        if wrong:
            wrong[0].setFocus()
            count = "One answer is" if len(wrong) == 1 else f"{len(wrong)} answers are"
            announce(self, f"{count} still needed.", urgent=True)
            return
        record = new_record(self.form, datetime.now().astimezone().isoformat(timespec="seconds"))
        put_answers(record, {row.address: row.stored() for row in self._rows})
        self.started.emit(record)
        self.accept()


class _Question(QWidget):
    """One question with its answer and, once it was tried, what is wrong with it."""

    def __init__(self, question: Field, form: Form) -> None:
        super().__init__()
        self._question = question
        self.address = Address(question.tab, question.id)
        self.label = QLabel(question.label.replace("&", "&&"))
        self._edit: QLineEdit | QComboBox = _editor(question, form)
        self._edit.setAccessibleName(question.label)
        self._error = ErrorText()
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if words := _HINTS.get(question.type, question.help):
            layout.addWidget(Hint(words))
            self._edit.setAccessibleDescription(words)
        layout.addWidget(self._edit)
        layout.addWidget(self._error)
        self.label.setBuddy(self._edit)
        self.setFocusProxy(self._edit)

    def typed(self) -> str:
        """What stands there, as typed or as the chosen option's value."""
        if isinstance(self._edit, QComboBox):
            return str(self._edit.currentData() or "")
        return self._edit.text()

    def stored(self) -> str:
        """The same in its stored form."""
        return stored(self._question.type, self.typed().strip())

    def fill(self, typed: str) -> None:
        """Put an answer in."""
        if isinstance(self._edit, QComboBox):
            self._edit.setCurrentIndex(max(self._edit.findData(typed), 0))
        else:
            self._edit.setText(typed)

    def is_right(self) -> bool:
        """Whether a plan can start with this answer; says below what is wrong if not."""
        words = ""
        if not self.typed().strip():
            words = "This is needed to start the plan."
        elif self._question.type is FieldType.DATE and read_date(self.typed()) is None:
            words = "This is not a date that PepDesk can read."
        self._error.setVisible(bool(words))
        self._error.say(f"Error: {words}")
        self._edit.setAccessibleDescription(f"Error: {words}" if words else "")
        return not words


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


def _editor(question: Field, form: Form) -> QLineEdit | QComboBox:
    """A list for questions with choices, a line for all others."""
    if question.type is FieldType.YEAR_GROUP:
        options = [(year_group_words(year), year) for year in form.years]
    elif question.type is FieldType.YES_NO:
        options = [("Yes", "yes"), ("No", "no")]
    else:
        options = [(option.label, option.value) for option in form.options(question)]
    if not options:
        return QLineEdit()
    box = QuietCombo()
    box.addItem("Choose…", "")
    for words, value in options:
        box.addItem(words, value)
    return box
