"""A blank sheet of paper for the child's voice or the carer's views: for whom, which year group, PDF or Word."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from pepdesk.app.catalogue import forms_of, take_form
from pepdesk.app.paper import SheetOrder, deciding_answers, make_sheet, sheet_name
from pepdesk.app.progress import Progress, Stopped
from pepdesk.form.model import Role
from pepdesk.problem import FormProblem
from pepdesk.record.answers import text_of
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

_HINT = (
    "Print it, fill it in together by hand, and type the answers into the plan. The sheet holds questions only, "
    "no answer from any plan."
)
_OWNERS = (("child", "The child or young person"), ("carer", "The carer"))
_KINDS = (("pdf", "PDF, to print"), ("word", "Word, to change or to type into"))


class PaperDialog(Sheet):
    """Makes one sheet. With ``record`` it is of the open plan's form and year group; else the form is chosen here.

    Raises ``FormProblem`` when the authority's forms cannot be read.
    """

    def __init__(self, parent: QWidget | None, jobs: Jobs, authority: Authority, record: PepRecord | None) -> None:
        super().__init__("Paper sheet for the child’s voice", parent, letters=70)
        self._jobs, self._authority, self._record = jobs, authority, record
        self._written: Path | None = None
        forms = forms_of(authority)
        self._form: Form = record.form if record else take_form(next(iter(forms)), authority)
        self._owner, self._year, self._kind = Picker("Who fills it in?"), Picker("Year group"), Picker("File")
        self._which = Picker("Form")
        self._name = Tick("Write the child’s &first name on it")
        self._said, self._wrong, self._waiting = StrongText(), ErrorText(), Waiting(to_the_end=True)
        self._open = button("&Open it", self._open_written)
        self._close = button("Close", self.reject)
        self._make = primary("&Make the sheet…", self._ask_where)
        self._which.offer(forms.items())
        self._lay_out()
        self._offer_years()

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        self._owner.offer(_OWNERS)
        self._kind.offer(_KINDS)
        self._which.picked.connect(self._choose_form)
        for widget in (
            self._owner, self._which, self._year, self._kind, self._name, self._said, self._wrong, self._waiting,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._open)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._make)
        for words in (self._said, self._wrong):
            words.hide()
        self._open.hide()
        if self._record is not None:
            self._which.hide()
        if not self._first_name():
            self._name.hide()

    def reject(self) -> None:
        """Close, unless the sheet is being made."""
        if not self.property(AT_WORK):
            super().reject()

    def _first_name(self) -> str:
        return text_of(self._record.answer("child", "first_name")) if self._record else ""

    def _offer_years(self) -> None:
        known = text_of(self._record.answer("child", "year_group")) if self._record else ""
        self._year.offer([(year, year_group_words(year)) for year in self._form.years], known)

    def _choose_form(self, form_id: str) -> None:
        try:
            self._form = take_form(form_id, self._authority)
        except FormProblem as problem:
            self._which.pick(self._form.id)
            self._failed(problem)
            return
        self._offer_years()

    @property
    def _order(self) -> SheetOrder:
        known = deciding_answers(self._record) if self._record else {}
        name = self._first_name() if self._name.isChecked() else ""
        return SheetOrder(self._form, Role(self._owner.value), self._year.value, name, known)

    def _ask_where(self) -> None:
        word = self._kind.value == "word"
        dialog = QFileDialog(self, "Where to put the sheet")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Word files (*.docx)" if word else "PDF files (*.pdf)")
        dialog.setDefaultSuffix("docx" if word else "pdf")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(sheet_name(self._order, word=word))
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    def write_to(self, path: str) -> None:
        """Make the sheet and write it there."""
        self._rest(True)
        for words in (self._said, self._wrong):
            words.hide()
        self._open.hide()
        progress = self._waiting.start("Making the sheet…")
        now, word = datetime.now().astimezone(), self._kind.value == "word"
        work = partial(_carry_out, self._order, now, word, Path(path), progress)
        Errand[Path](self, self._done, self._failed).run(self._jobs, work)

    def _rest(self, working: bool) -> None:
        self.setProperty(AT_WORK, working)
        for widget in (self._owner, self._which, self._year, self._kind, self._name, self._close, self._make):
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


def _carry_out(order: SheetOrder, now: datetime, word: bool, path: Path, progress: Progress) -> Path:
    """Work for the job. Raises ``FormProblem`` or ``ExportProblem``, or ``Stopped`` before anything is written."""
    from pepdesk.app.documents import write_document

    data = make_sheet(order, now, word=word)
    progress.step(1, 1)
    write_document(path, data)
    return path
