"""When a plan was sent, and to whom: somebody says it, because PepDesk sends nothing and cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pepdesk.form.model import Field, FieldType
from pepdesk.record.sent import LONGEST
from pepdesk.record.values import read_date
from pepdesk.ui.editors.date import DateEditor
from pepdesk.ui.editors.editor import Question
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel, StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.form.model import Form

_WORDS = tr(
    "PepDesk sends nothing itself, so it cannot know. Note it here, and the plan stands under “Sent” in your list. "
    "Nothing in the plan changes, and you can take it back."
)
_NO_DATE = tr("Which day was it? For example: 3/9/2026")
_TO_COME = tr("That day is still to come. Note it once the plan has gone.")
_NOBODY = tr("Whom did it go to?")


class SentDialog(Sheet):
    """``noted(date, str)`` – the plan was sent on that day to whoever is named.

    ``about`` tells which plan it is, "" where it is open behind the dialog; ``to`` is whom it usually goes to.
    """

    noted = Signal(object, str)

    def __init__(self, parent: QWidget, form: Form, to: str, today: date, about: str = "") -> None:
        super().__init__(tr("I have sent it"), parent, letters=70)
        self._today = today
        self._to, self._wrong = QLineEdit(to), ErrorText()
        day = Field("", "sent_on", tr("On which day"), FieldType.DATE)
        self._day = DateEditor(Question(day, form, self, compact=False, models={}))
        self._go = primary(tr("&Note it"), self._note)
        self._lay_out(about)
        self._day.show_value(today.isoformat())
        self._to.textChanged.connect(self._judge)
        self._day.edited.connect(self._judge)
        self._judge()

    def _lay_out(self, about: str) -> None:
        if about:
            self.body.addWidget(StrongText(about))
        self.body.addWidget(PlainLabel(_WORDS))
        self._to.setMaxLength(LONGEST)
        self._to.setAccessibleName(tr("To whom"))
        self._day.name(tr("On which day"), "sent_on")
        self._day.fit()
        self._labelled(tr("To &whom"), self._to, self._to)
        self._labelled(tr("On which &day"), self._day, self._day.focus_target())
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)
        self._to.setFocus()

    def _labelled(self, words: str, control: QWidget, typed_in: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(typed_in)
        self.body.addWidget(label)
        self.body.addWidget(control)

    @property
    def _on(self) -> date | None:
        return read_date(str(self._day.value()))

    def _judge(self, _what: object = None) -> None:
        """Say what is missing; nothing can be noted before."""
        on = self._on
        late = _NO_DATE if on is None else _TO_COME if on > self._today else ""
        words = late or ("" if self._to.text().strip() else _NOBODY)
        self._wrong.say(words)
        self._wrong.setVisible(bool(words))
        self._day.describe(late)
        self._go.setEnabled(not words)

    def _note(self) -> None:
        if (on := self._on) is not None:
            self.noted.emit(on, self._to.text().strip())
            self.accept()
