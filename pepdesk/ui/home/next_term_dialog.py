"""Next term's plan from this one: which term, year and form, what will come along, and then the new draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.app.catalogue import forms_of, take_authority
from pepdesk.app.next_term import Following, follow, form_proposed, term_after, years_to_choose
from pepdesk.authority.loader import BASE
from pepdesk.problem import FormProblem
from pepdesk.record.next_term import TERMS
from pepdesk.ui.home.carry_words import carry_words
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

_HINT = tr(
    "A new draft is made from this plan, which itself stays as it is. What the child said is never carried over: "
    "it is asked afresh."
)


class NextTermDialog(Sheet):
    """``started(PepRecord)`` – the new plan made from ``record``, a copy that nobody else changes."""

    started = Signal(object)

    def __init__(self, parent: QWidget | None, record: PepRecord) -> None:
        super().__init__(tr("Start next term’s plan"), parent, letters=80)
        self._record = record
        self._today = date.today()
        self._following: Following | None = None
        self._year_by_hand = self._form_by_hand = False
        self._term = Picker(tr("Term of the new plan"))
        self._year = Picker(tr("Academic year"))
        self._form = Picker(tr("Form"))
        self._wrong = ErrorText()
        self._words = ReadOnlyText(tr("What comes along"))
        self._start = primary(tr("&Start the new plan"), self._begin)
        self._lay_out()
        self._term.offer([(one, self._term_words(one)) for one in TERMS], term_after(record, self._today))
        self._form.offer(forms_of(record.authority or take_authority(BASE)).items())
        self._propose()

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        pickers = QVBoxLayout()
        pickers.setSpacing(14)
        for picker, slot in (
            (self._term, self._propose), (self._year, self._choose_year), (self._form, self._choose_form),
        ):  # fmt: skip
            picker.picked.connect(slot)
            pickers.addWidget(picker)
        self.body.addLayout(pickers)
        name = PlainLabel("", self)
        name.stand_by(self._words, tr("What comes along"))
        self.body.addWidget(name)
        self.body.addWidget(self._words, 1)
        self.body.addWidget(self._wrong)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._start)

    def _term_words(self, term: str) -> str:
        form = self._record.form
        choices = form.field("meeting", "term").choices if form.has("meeting", "term") else ""
        return form.choices[choices].label(term) if choices else term.capitalize()

    def _propose(self) -> None:
        """The years for the chosen term, and the form for the child's year group then."""
        chosen = self._year.value if self._year_by_hand else ""
        years = years_to_choose(self._record, self._term.value, self._today)
        self._year.offer([(one, one) for one in sorted({*years, *([chosen] if chosen else [])})], chosen or years[0])
        self._follow()

    def _choose_year(self) -> None:
        self._year_by_hand = True
        self._follow()

    def _choose_form(self) -> None:
        self._form_by_hand = True
        self._follow()

    def _follow(self) -> None:
        """Make the new plan anew (a few milliseconds) and say what comes along."""
        proposed = form_proposed(self._record, self._year.value, self._today)
        if not self._form_by_hand:
            self._form.pick(proposed)
        moves_on = proposed != self._record.form.id
        self._form.say(tr("The child moves on: proposed for the year group they are in then.") if moves_on else "")
        try:
            self._following = follow(
                self._record, self._form.value, self._term.value, self._year.value, self._today
            )  # fmt: skip
        except FormProblem as problem:
            self._following = None
            self._wrong.say(tr("Error: {words}", words=problem))
            announce(self, problem.title, urgent=True)
        self._wrong.setVisible(self._following is None)
        self._start.setEnabled(self._following is not None)
        self._words.say(carry_words(self._record, self._following) if self._following else "")

    def _begin(self) -> None:
        if self._following is not None:
            self.started.emit(self._following.record)
            self.accept()
