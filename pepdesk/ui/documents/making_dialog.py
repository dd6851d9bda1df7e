"""What the windows that make a file to fill in share: which form and kind of file, where to, waiting, opening it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from pepdesk.app.catalogue import forms_of, take_form
from pepdesk.app.progress import Progress, Stopped
from pepdesk.problem import FormProblem
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, StrongText
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form
    from pepdesk.problem import PepDeskProblem
    from pepdesk.record.record import PepRecord


class MakingDialog(Sheet):
    """Makes one ``thing`` ("form"). With ``record`` it is of the open plan's form; else the form is chosen here.

    Raises ``FormProblem`` when the authority's forms cannot be read.
    """

    def __init__(
        self, title: str, thing: str, parent: QWidget | None, jobs: Jobs, authority: Authority, record: PepRecord | None
    ) -> None:
        super().__init__(title, parent, letters=70)
        self._thing, self._jobs, self.authority, self.record = thing, jobs, authority, record
        forms = forms_of(authority)
        self.form: Form = record.form if record else take_form(next(iter(forms)), authority)
        self.which, self.kind, self.year = Picker(tr("Form")), Picker(tr("File")), Picker(tr("Year group"))
        self._inputs: Sequence[QWidget] = ()
        self._written: Path | None = None
        self._said, self._wrong, self._waiting = StrongText(), ErrorText(), Waiting(to_the_end=True)
        self._open = button(tr("&Open it"), self._open_written)
        self._close = button(tr("Close"), self.reject)
        self._make = primary(tr("&Make the {thing}…", thing=thing), self._ask_where)
        self.which.offer(forms.items())
        if record is not None:
            self.which.hide()
        self.which.picked.connect(self._choose_form)

    # For subclasses -----------------------------------------------------------------------------------------------

    def lay_out(self, hint: str, inputs: Sequence[QWidget], kinds: Sequence[tuple[str, str]]) -> None:
        """Put everything in: a hint, ``inputs`` in their order, and the ``kinds`` of file ("word", "pdf") to choose."""
        self._inputs = inputs
        self.kind.offer(kinds)
        self.body.addWidget(Hint(hint))
        for widget in (*inputs, self._said, self._wrong, self._waiting):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._open)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._make)
        for hidden in (self._said, self._wrong, self._open):
            hidden.hide()
        self.offer()

    def offer(self) -> None:
        """Offer what ``form`` has: it is another now."""
        raise NotImplementedError

    def file_name(self, *, word: bool) -> str:
        """What the file may be called."""
        raise NotImplementedError

    def work(self, now: datetime, *, word: bool) -> Callable[[], bytes]:
        """Work for the job: make the file as it is chosen now."""
        raise NotImplementedError

    # Making -------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close, unless the file is being made."""
        if not self.property(AT_WORK):
            super().reject()

    def write_to(self, path: str) -> None:
        """Make the file and write it there."""
        self._rest(True)
        for widget in (self._said, self._wrong, self._open):
            widget.hide()
        progress = self._waiting.start(tr("Making the {thing}…", thing=self._thing))
        make = self.work(datetime.now().astimezone(), word=self.kind.value == "word")
        Errand[Path](self, self._done, self._failed).run(self._jobs, partial(_carry_out, make, Path(path), progress))

    def _choose_form(self, form_id: str) -> None:
        try:
            self.form = take_form(form_id, self.authority)
        except FormProblem as problem:
            self.which.pick(self.form.id)
            self._failed(problem)
            return
        self.offer()

    def _ask_where(self) -> None:
        word = self.kind.value == "word"
        dialog = QFileDialog(self, tr("Where to put the {thing}", thing=self._thing))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Word files") + " (*.docx)" if word else tr("PDF files") + " (*.pdf)")
        dialog.setDefaultSuffix("docx" if word else "pdf")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(self.file_name(word=word))
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    def _rest(self, working: bool) -> None:
        self.setProperty(AT_WORK, working)
        for widget in (*self._inputs, self._close, self._make):
            widget.setDisabled(working)

    def _done(self, path: Path) -> None:
        self._rest(False)
        self._waiting.finish()
        self._written = path
        self._say(self._said, tr("✓ Written: {name}", name=path.name))
        self._open.show()
        self._open.setFocus()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._rest(False)
        self._waiting.finish()
        if isinstance(problem, Stopped):
            self._say(self._said, tr("Stopped. No file was written."))
            return
        self._say(self._wrong, f"{problem.title} {problem.advice}".strip())

    def _say(self, label: StrongText | ErrorText, words: str) -> None:
        label.say(words)
        label.show()
        announce(self, words, urgent=label is self._wrong)

    def _open_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))


def _carry_out(make: Callable[[], bytes], path: Path, progress: Progress) -> Path:
    """Work for the job. Raises ``FormProblem`` or ``ExportProblem``, or ``Stopped`` before anything is written."""
    from pepdesk.app.documents import write_document

    data = make()
    progress.step(1, 1)
    write_document(path, data)
    return path
