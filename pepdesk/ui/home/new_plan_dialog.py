"""A new plan: only the questions without which there is none. Everything else can wait.

The date of birth proposes the form and the year group; whose rules it follows is chosen here and remembered.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.app.catalogue import forms_of, known_authorities, take_authority, take_form
from pepdesk.app.proposal import Proposal, propose
from pepdesk.authority.loader import BASE, out_of_date
from pepdesk.form.address import Address
from pepdesk.problem import FormProblem
from pepdesk.record.record import new_record
from pepdesk.record.values import read_date
from pepdesk.ui.home.starting_question import BORN, StartingQuestion, put_answers, starting_questions
from pepdesk.ui.parts.emptying import empty
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.app.jobs import Jobs
    from pepdesk.app.settings import Settings
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form
    from pepdesk.intake.pupils import Pupil

LAST_AUTHORITY = "authority/last"
"""The setting that remembers whose rules were chosen last: an id, nothing about a child."""
_YEAR = Address("child", "year_group")
_HINT = tr("The council whose virtual school answers for the child.")


class NewPlanDialog(Sheet):
    """``started(PepRecord)`` – a plan with the answers given here. Raises ``FormProblem`` when the forms are broken."""

    started = Signal(object)

    def __init__(self, parent: QWidget | None, jobs: Jobs, settings: Settings) -> None:
        super().__init__(tr("New plan"), parent)
        self._jobs, self._settings = jobs, settings
        self._known = {one.id: one for one in known_authorities()}
        self._authority: Authority = take_authority(BASE)
        self._form: Form = take_form(propose(None, date.today()).form, self._authority)
        self._form_by_hand = False
        self._year_by_hand = ""
        self._pupil: Pupil | None = None
        self._typed: dict[Address, str] = {}
        self._rows: Sequence[StartingQuestion] = ()
        self._whose = Picker(tr("Authority"), _HINT)
        self._which = Picker(tr("Form"))
        self._from_file = PlainLabel()
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self._lay_out()
        self._choose_authority(settings.text(LAST_AUTHORITY, BASE, tuple(self._known)))
        self._begin_at_first()

    @property
    def form(self) -> Form:
        """The form the plan will be made with."""
        return self._form

    def _begin_at_first(self) -> None:
        if self._rows:
            self._rows[0].take_focus()

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(tr("These few answers make the plan; each can be changed later.")))
        file = button(
            tr("Fill in from a school export (&CSV)…"), self.ask_for_file, tr("A list of pupils; nothing is kept")
        )
        line = QHBoxLayout()
        line.addWidget(file)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._from_file)
        self._from_file.hide()
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self._whose.offer(((one.id, one.name) for one in self._known.values()), self._authority.id)
        self._whose.picked.connect(self._choose_authority)
        self._which.picked.connect(self._choose_form)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(primary(tr("&Start the plan"), self._start))

    # Authority and form -------------------------------------------------------------------------------------------

    def _choose_authority(self, authority_id: str) -> None:
        """Take an authority's rules; if they cannot be read, say why and stay with the ones before."""
        try:
            authority = take_authority(authority_id)
            offered = forms_of(authority)
            form_id = self._form.id if self._form.id in offered else next(iter(offered), self._form.id)
            form = take_form(form_id, authority)
        except FormProblem as problem:
            self._whose.pick(self._authority.id)
            self._say_of_authority(f"{problem.title} {tr('{authority} stays chosen.', authority=self._authority.name)}")
            announce(self, problem.title, urgent=True)
            return
        self._authority, self._form = authority, form
        self._whose.pick(authority.id)
        self._say_of_authority()
        self._which.offer(offered.items(), form.id)
        self._ask()
        self._follow()

    def _say_of_authority(self, error: str = "") -> None:
        known = self._known.get(self._authority.id)
        self._whose.say(known.summary if known else "", out_of_date(self._authority, date.today()), error)

    def _choose_form(self, form_id: str) -> None:
        self._form_by_hand = True
        self._use_form(form_id)
        self._follow()

    def _use_form(self, form_id: str) -> None:
        if form_id == self._form.id or form_id not in forms_of(self._authority):
            return
        self._form = take_form(form_id, self._authority)
        self._which.pick(form_id)
        self._ask()

    # Questions ----------------------------------------------------------------------------------------------------

    def _row(self, address: Address) -> StartingQuestion | None:
        return next((row for row in self._rows if row.address == address), None)

    def _ask(self) -> None:
        """Ask what the form asks, keeping the questions that stay and what was typed for others."""
        self._typed.update({row.address: row.typed() for row in self._rows})
        before = {row.address: row for row in self._rows}
        rows = []
        for question in starting_questions(self._form):
            row = before.get(Address(question.tab, question.id))
            if row is None or not row.asks(question, self._form):
                row = StartingQuestion(question, self._form)
                row.fill(self._typed.get(row.address, ""))
                row.left.connect(self._note_left)
            rows.append(row)
        self._rows = tuple(rows)
        self._arrange([one for one in before.values() if one not in rows])

    def _arrange(self, gone: list[StartingQuestion]) -> None:
        """Names and date of birth first, then what is proposed from it, then the rest; whose rules stands above."""
        empty(self._column)
        for one in gone:
            one.hide()
            one.deleteLater()
        addresses = [row.address for row in self._rows]
        cut = addresses.index(BORN) + 1 if BORN in addresses else 0
        for widget in (self._whose, *self._rows[:cut], self._which, *self._rows[cut:]):
            self._column.addWidget(widget)
            widget.show()  # at once: the next Tab may come before the layout does
        put_in_reading_order(self._which)

    def _note_left(self) -> None:
        """An answer was given: a year group chosen by hand stays, and both may propose another form."""
        row = self.sender()
        if isinstance(row, StartingQuestion) and row.address == _YEAR:
            self._year_by_hand = row.typed()
        self._follow()

    def _follow(self) -> None:
        """Propose form and year group from what is known, except where somebody chose otherwise."""
        found = propose(self._born(), date.today(), self._year_by_hand)
        if not self._form_by_hand:
            self._use_form(found.form)
        row = self._row(_YEAR)
        if row is not None:
            if not self._year_by_hand and self._born() is not None:
                row.fill(found.year)
            row.remark(found.year_why if row.typed() or self._year_by_hand else "")
        self._say_of_form(found)

    def _born(self) -> date | None:
        row = self._row(BORN)
        return read_date(row.typed()) if row is not None else None

    def _say_of_form(self, found: Proposal) -> None:
        if found.form == self._form.id:
            self._which.say(found.form_why)
        elif title := forms_of(self._authority).get(found.form, ""):
            self._which.say(f"{tr('PepDesk would propose “{form}”.', form=title)} {found.form_why}")
        else:
            self._which.say(warning=tr("{authority} has no form for this age.", authority=self._authority.name))

    # From a file --------------------------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Choose a school's list of pupils to fill this in from."""
        from pepdesk.ui.home.pupils_dialog import PupilsDialog

        dialog = PupilsDialog(self, self._jobs, self._form)
        dialog.chosen.connect(self.fill_from)
        dialog.open()
        dialog.choose_file()

    def fill_from(self, pupil: Pupil) -> None:
        """Fill in what a school's export says of a pupil; the rest of it goes into the plan when it starts."""
        self._pupil = pupil
        self._form_by_hand = False
        self._year_by_hand = pupil.stored(_YEAR.tab, _YEAR.field)
        self._fill_rows(pupil)
        self._follow()
        self._fill_rows(pupil)  # the form may be another now
        others = len(self._from_pupil().keys() - {row.address for row in self._rows})
        self._from_file.say(
            trn(
                "Filled in from the file; one more answer comes with the plan. Please check them.",
                "Filled in from the file; {count} more answers come with the plan. Please check them.",
                others,
            )
        )
        self._from_file.show()
        announce(self, self._from_file.text())

    def _fill_rows(self, pupil: Pupil) -> None:
        for row in self._rows:
            if said := pupil.stored(row.address.tab, row.address.field):
                row.fill_stored(said)

    def _from_pupil(self) -> dict[Address, str]:
        from pepdesk.intake.pupils import answers_for
        from pepdesk.record.answers import text_of

        found = answers_for(self._pupil, self._form) if self._pupil is not None else ()
        return {address: text_of(answer) for address, answer in found}

    # Starting -----------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._follow()
        wrong = [row for row in self._rows if not row.is_right()]
        if wrong:
            wrong[0].take_focus()
            self.show_part(wrong[0])
            words = trn("One answer is still needed.", "{count} answers are still needed.", len(wrong))
            announce(self, words, urgent=True)
            return
        created = datetime.now().astimezone().isoformat(timespec="seconds")
        record = new_record(self._form, created, self._authority)
        put_answers(record, {**self._from_pupil(), **{row.address: row.stored() for row in self._rows}})
        self._settings.keep(LAST_AUTHORITY, self._authority.id)
        self.started.emit(record)
        self.accept()
