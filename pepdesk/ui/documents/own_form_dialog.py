"""An authority's own Word form: choose it, look at which place is for which question, correct once, save."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pepdesk.app.catalogue import forms_of, known_authorities, take_authority, take_form
from pepdesk.app.own_forms import Looked, known_mapping, look_at, save_own_form
from pepdesk.form.faults import FormFaults
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.documents.own_form_place import PlaceEditor
from pepdesk.ui.documents.own_form_table import PlacesTable
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel, StrongText
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.form.model import Form
    from pepdesk.intake.own_form_mapping import Entry

_HINT = tr(
    "Choose the empty form as your authority sends it (.docx). PepDesk finds the places to fill in and proposes a "
    "question of the plan for each. Check what is unsure, correct it once, and save: Export can then fill this form."
)


class OwnFormDialog(Sheet):
    """``saved(OwnForm)`` – a form was matched and kept."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, authority: str = "", form: str = "") -> None:
        super().__init__(tr("Your authority’s own Word form"), parent, letters=118)
        self._jobs = jobs
        self._form: Form | None = None
        self._looked: Looked | None = None
        self._checked: set[int] = set()
        self._number = -1
        self._authority, self._kind = Picker(tr("Authority")), Picker(tr("Kind of plan"))
        self._choose = button(tr("Choose the &form…"), self.choose_file)
        self._busy, self._wrong, self._remarks = Busy(), ErrorText(), Hint()
        self._first, self._found = QVBoxLayout(), QWidget()
        self._first.setContentsMargins(0, 0, 0, 0)
        self._count, self._table, self._editor = StrongText(), PlacesTable(), PlaceEditor()
        self._right = button(tr("This is &right, next one"), self._confirm)
        self._title = QLineEdit()
        self._save = primary(tr("&Save"), self._keep)
        self._authority.offer(((one.id, one.name) for one in known_authorities()), authority)
        self._authority.picked.connect(self._follow)
        self._lay_out()
        self._follow(self._authority.value, form)

    def _lay_out(self) -> None:
        for widget in (Hint(_HINT), self._authority, self._kind):
            self._first.addWidget(widget)
        self._begin = QWidget()
        self._begin.setLayout(self._first)
        self.body.addWidget(self._begin)
        line = QHBoxLayout()
        line.addWidget(self._choose)
        line.addStretch(1)
        self.body.addLayout(line)
        self._busy.retain(False)
        for told in (self._busy, self._wrong, self._remarks):
            self.body.addWidget(told)
        self._wrong.hide()
        self._remarks.hide()
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._count)
        column.addWidget(self._table, 1)
        column.addWidget(self._editor)
        next_one = QHBoxLayout()
        next_one.addWidget(self._right)
        next_one.addStretch(1)
        column.addLayout(next_one)
        label = PlainLabel()
        label.stand_by(self._title, tr("Title, by which you will know the form"))
        self._title.setAccessibleName(tr("Title, by which you will know the form"))
        self._title.setMaxLength(80)
        self._title.textChanged.connect(self._refresh)
        column.addWidget(label)
        column.addWidget(self._title)
        self._table.setMinimumHeight(self.fontMetrics().height() * 11)
        self._table.picked.connect(self._pick)
        self._editor.corrected.connect(self._correct)
        self.body.addWidget(self._found, 1)
        self.body.addStretch(0)
        self._found.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._save)
        self._save.setEnabled(False)

    def _follow(self, authority: str, form: str = "") -> None:
        """Offer the kinds of plan the authority has."""
        try:
            self._kind.offer(forms_of(take_authority(authority)).items(), form or self._kind.value)
            self._choose.setEnabled(True)
        except FormFaults as problem:
            self._choose.setEnabled(False)
            self._failed(problem)

    # The file -----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for the document."""
        dialog = QFileDialog(self, tr("Choose the authority’s empty form"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Word documents") + " (*.docx)", tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def _again(self) -> None:
        """Back to the choice of authority, kind of plan and document."""
        self._looked = None
        self._found.hide()
        self._begin.show()
        self._remarks.hide()
        self._title.clear()
        self._choose.setText(tr("Choose the &form…"))
        self._choose.clicked.disconnect()
        self._choose.clicked.connect(self.choose_file)
        self._refresh()

    def read(self, file: str) -> None:
        """Read a document and propose; what was found in another is forgotten."""
        self._wrong.hide()
        self._found.hide()
        self._begin.show()
        self._looked = None
        self._rest(True)
        self._busy.start(tr("Reading the form…"))
        work = partial(_look, Path(file), self._authority.value, self._kind.value)
        Errand[tuple["Form", Looked]](self, self._show, self._failed).run(self._jobs, work)

    def _show(self, result: tuple[Form, Looked]) -> None:
        self._form, self._looked = result
        self._busy.stop()
        self._rest(False)
        looked = self._looked
        if not looked.proposed:
            self._say_wrong(tr("No place to fill in was found. Is this the empty form?"))
            return
        self._checked = set()
        self._remarks.say(" ".join(looked.remarks))
        self._remarks.setVisible(bool(looked.remarks))
        if not self._title.text().strip():
            self._title.setText(Path(looked.name).stem.replace("_", " "))
        self._begin.hide()  # room for the places; the form's title says what is being matched
        self._choose.setText(tr("Begin again with another &form…"))
        self._choose.clicked.disconnect()
        self._choose.clicked.connect(self._again)
        self._found.show()
        self._table.offer(list(looked.proposed), self._form)
        self._table.setFocus()
        self._refresh()
        announce(self, self._count.text())

    def _failed(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        self._rest(False)
        self._say_wrong(f"{problem.title} {problem.advice}".strip())

    def _say_wrong(self, words: str) -> None:
        self._wrong.say(tr("Error: {words}", words=words))
        self._wrong.show()
        announce(self, tr("Error: {words}", words=words), urgent=True)

    def _rest(self, working: bool) -> None:
        for widget in (self._choose, self._authority, self._kind):
            widget.setDisabled(working)
        self._refresh()

    # Places -------------------------------------------------------------------------------------------------------

    def _pick(self, number: int) -> None:
        shown = self._looked is not None and 0 <= number < len(self._looked.proposed)
        self._editor.setVisible(shown)
        self._number = number
        if shown and self._looked is not None:
            self._editor.show_place(self._looked.proposed[number], self._looked.book)

    def _correct(self, entry: Entry) -> None:
        """Keep what was corrected; the place counts as checked."""
        if self._looked is None or self._form is None:
            return
        proposed = list(self._looked.proposed)
        proposed[self._number] = replace(proposed[self._number], entry=entry, confidence=1.0, why=tr("chosen by you"))
        self._looked = replace(self._looked, proposed=tuple(proposed))
        self._tick(self._number)

    def _confirm(self) -> None:
        """The place is right as it is; go on to the next that is unsure."""
        self._tick(self._number)
        self._table.go_to_next(self._open())

    def _tick(self, number: int) -> None:
        if self._looked is None or self._form is None or number < 0:
            return
        self._checked.add(number)
        self._table.show_place(number, self._looked.proposed[number], self._form, checked=True)
        self._refresh()

    def _open(self) -> set[int]:
        """The places still to be looked at."""
        proposed = self._looked.proposed if self._looked else ()
        return {n for n, one in enumerate(proposed)
                if n not in self._checked and not (one.is_sure and one.entry.is_used)}  # fmt: skip

    def _refresh(self) -> None:
        ready = self._looked is not None and bool(self._title.text().strip())
        self._save.setEnabled(ready)
        if self._looked is not None:
            left = len(self._open())
            self._count.say(
                trn("One place found;", "{count} places found;", len(self._looked.proposed))
                + " "
                + (tr("{left} to look at.", left=left) if left else tr("none left to look at."))
            )

    def _keep(self) -> None:
        if self._looked is None or self._form is None:
            return
        entries = tuple(one.entry for one in self._looked.proposed)
        try:
            own = save_own_form(self._looked, entries, self._form, self._authority.value, self._title.text())
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self.saved.emit(own)
        self.accept()


def _look(path: Path, authority: str, form_id: str) -> tuple[Form, Looked]:
    """Work for the job. Raises ``ImportProblem`` or ``FormFaults``."""
    form = take_form(form_id, take_authority(authority))
    return form, look_at(path, form, known_mapping(path, authority, form_id))
