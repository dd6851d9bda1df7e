"""A form to fill in with Word or as a PDF with fields: whose part, blank or with the plan's answers, which file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from pepdesk.app.catalogue import forms_of, take_form
from pepdesk.app.forms_to_fill import FormOrder, form_name, make_form
from pepdesk.app.progress import Progress, Stopped
from pepdesk.form.model import Role
from pepdesk.problem import FormProblem
from pepdesk.record.values import year_group_words
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, StrongText
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.parts.waiting import Waiting

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form
    from pepdesk.problem import PepDeskProblem
    from pepdesk.record.record import PepRecord

_HINT: Final = (
    "For somebody who has no PepDesk: they fill it in and send it back, and “Read a filled form” in the File menu "
    "takes their answers into the plan. A Word file is best for those who write much, a PDF for those who mostly tick."
)
_PRIVATE: Final = (
    "With answers in it, the file is as confidential as the plan. Send it only the way your authority asks."
)
_OWNERS: Final = (
    ("", "Everybody’s: the whole form"),
    (Role.DESIGNATED_TEACHER, "School’s part"),
    (Role.SOCIAL_WORKER, "The social worker’s part"),
    (Role.CHILD, "The child’s part"),
    (Role.CARER, "The carer’s part"),
    (Role.PARENT, "The parent’s part"),
    (Role.VIRTUAL_SCHOOL, "The virtual school’s part"),
)
_KINDS: Final = (("word", "Word document"), ("pdf", "PDF with fields"))


class FormDialog(Sheet):
    """Makes one form. With ``record`` it is the open plan's form, which may hold its answers; else one chosen here.

    Raises ``FormProblem`` when the authority's forms cannot be read.
    """

    def __init__(self, parent: QWidget | None, jobs: Jobs, authority: Authority, record: PepRecord | None) -> None:
        super().__init__("Form to fill in", parent, letters=70)
        self._jobs, self._authority, self._record = jobs, authority, record
        self._written: Path | None = None
        forms = forms_of(authority)
        self._form: Form = record.form if record else take_form(next(iter(forms)), authority)
        self._which, self._owner = Picker("Form"), Picker("Whose part?")
        self._year, self._kind = Picker("Year group"), Picker("File")
        self._answers = Tick("With the plan’s &answers in it, to check and complete")
        self._private = Hint(_PRIVATE)
        self._said, self._wrong, self._waiting = StrongText(), ErrorText(), Waiting(to_the_end=True)
        self._open = button("&Open it", self._open_written)
        self._close = button("Close", self.reject)
        self._make = primary("&Make the form…", self._ask_where)
        self._which.offer(forms.items())
        self._lay_out()
        self._offer()

    def reject(self) -> None:
        """Close, unless the form is being made."""
        if not self.property(AT_WORK):
            super().reject()

    def write_to(self, path: str) -> None:
        """Make the form and write it there."""
        self._rest(True)
        for words in (self._said, self._wrong):
            words.hide()
        self._open.hide()
        progress = self._waiting.start("Making the form…")
        now, word = datetime.now().astimezone(), self._kind.value == "word"
        work = partial(_carry_out, self._order, now, word, Path(path), progress)
        Errand[Path](self, self._done, self._failed).run(self._jobs, work)

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        self._kind.offer(_KINDS)
        self._which.picked.connect(self._choose_form)
        self._answers.setChecked(True)
        for widget in (
            self._which, self._owner, self._year, self._kind, self._answers, self._private, self._said, self._wrong,
            self._waiting,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._open)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._make)
        for hidden in (self._said, self._wrong, self._open):
            hidden.hide()
        self._which.setVisible(self._record is None)
        self._year.setVisible(self._record is None)
        self._answers.setVisible(self._record is not None)
        self._private.setVisible(self._record is not None)

    def _offer(self) -> None:
        """Whose parts this form has, and its year groups."""
        asked = {field.owner for tab in self._form.tabs for field in tab.fields}
        self._owner.offer([(value, words) for value, words in _OWNERS if not value or value in asked])
        years = [(year, year_group_words(year)) for year in self._form.years]
        self._year.offer([("", "All: leave no question out"), *years])

    def _choose_form(self, form_id: str) -> None:
        try:
            self._form = take_form(form_id, self._authority)
        except FormProblem as problem:
            self._which.pick(self._form.id)
            self._failed(problem)
            return
        self._offer()

    @property
    def _order(self) -> FormOrder:
        owner = Role(self._owner.value) if self._owner.value else None
        if self._record is None:
            return FormOrder(self._form, self._authority, owner, year_group=self._year.value)
        with_answers = self._record if self._answers.isChecked() else None
        return FormOrder(self._form, self._authority, owner, with_answers)

    def _ask_where(self) -> None:
        word = self._kind.value == "word"
        dialog = QFileDialog(self, "Where to put the form")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Word files (*.docx)" if word else "PDF files (*.pdf)")
        dialog.setDefaultSuffix("docx" if word else "pdf")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(form_name(self._order, word=word))
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    def _rest(self, working: bool) -> None:
        self.setProperty(AT_WORK, working)
        for widget in (
            self._which, self._owner, self._year, self._kind, self._answers, self._close, self._make,
        ):  # fmt: skip
            widget.setDisabled(working)

    def _done(self, path: Path) -> None:
        self._rest(False)
        self._waiting.finish()
        self._written = path
        self._say(self._said, f"✓ Written: {path.name}")
        self._open.show()
        self._open.setFocus()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._rest(False)
        self._waiting.finish()
        if isinstance(problem, Stopped):
            self._say(self._said, "Stopped. No file was written.")
            return
        self._say(self._wrong, f"{problem.title} {problem.advice}".strip())

    def _say(self, label: StrongText | ErrorText, words: str) -> None:
        label.say(words)
        label.show()
        announce(self, words, urgent=label is self._wrong)

    def _open_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))


def _carry_out(order: FormOrder, now: datetime, word: bool, path: Path, progress: Progress) -> Path:
    """Work for the job. Raises ``FormProblem`` or ``ExportProblem``, or ``Stopped`` before anything is written."""
    from pepdesk.app.documents import write_document

    data = make_form(order, now, word=word)
    progress.step(1, 1)
    write_document(path, data)
    return path
