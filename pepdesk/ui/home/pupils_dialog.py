"""A school's export of pupils: choose the file, check what each column is, choose the pupil. Nothing of it is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pepdesk.intake.pupil_columns import COLUMNS
from pepdesk.intake.pupils import LARGEST_FILE, Pupil, PupilFile, read_pupils, with_columns
from pepdesk.problem import ImportProblem, PepDeskProblem
from pepdesk.record.values import long_date, year_group_words
from pepdesk.ui.home.column_table import ColumnTable
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.form.model import Form

_MOST_LISTED = 200
"""So many pupils are listed at once; a few letters of the name find any other."""
_HINT = tr(
    "Choose a list of pupils exported from the school’s system as CSV, one pupil a line. PepDesk reads it once and "
    "keeps nothing of it. Please delete the file afterwards if you do not need it."
)


class PupilsDialog(Sheet):
    """``chosen(Pupil)`` – the pupil whose cells are to fill in a plan on ``form``, columns matched as corrected."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, form: Form) -> None:
        super().__init__(tr("Fill in from a school export"), parent, letters=100)
        self._jobs, self._form = jobs, form
        self._file: PupilFile | None = None
        self._listed: tuple[Pupil, ...] = ()
        self._choose = button(tr("Choose the &file…"), self.choose_file)
        self._busy = Busy()
        self._wrong = ErrorText()
        self._found = QWidget()
        self._search = QLineEdit()
        self._list = QListWidget()
        with_plain_bars(self._list)
        self._count = Hint()
        self._table = ColumnTable(form)
        self._use = primary(tr("&Use these answers"), self._take)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        line = QHBoxLayout()
        line.addWidget(self._choose)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._wrong)
        self._wrong.hide()
        self.body.addWidget(self._found, 1)
        self._found.hide()
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        for words, widget in (
            (tr("Find the pupil by name, UPN or date of birth"), self._search),
            (tr("Pupil"), self._list),
            (tr("What the file says of this pupil"), self._table),
        ):
            label = PlainLabel("", self)
            label.stand_by(widget, words)
            column.addWidget(label)
            column.addWidget(widget, 1 if widget is self._table else 0)
            if widget is self._list:
                column.addWidget(self._count)
        high = self.fontMetrics().height()
        self._list.setFixedHeight(high * 6)
        self._table.setMinimumHeight(high * 8)
        self._search.setAccessibleName(tr("Find the pupil by name, UPN or date of birth"))
        self._list.setAccessibleName(tr("Pupil"))
        self._search.textChanged.connect(self._filter)
        self._list.currentRowChanged.connect(self._show_pupil)
        self._table.matched.connect(self._rematch)
        self._use.setEnabled(False)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._use)
        self._busy.retain(False)

    # The file -----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, tr("Choose the list of pupils"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Lists as text") + " (*.csv *.txt *.tsv)", tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, file: str) -> None:
        """Read a file; what was read of another is forgotten."""
        self._wrong.hide()
        self._found.hide()
        self._file = None
        self._use.setEnabled(False)
        self._choose.setDisabled(True)
        self._busy.start(tr("Reading the list…"))
        Errand[PupilFile](self, self._show, self._failed).run(self._jobs, partial(read_list, Path(file), self._form))

    def _failed(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        self._choose.setDisabled(False)
        words = tr("Error: {words}", words=problem)
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    def _show(self, found: PupilFile) -> None:
        self._busy.stop()
        self._choose.setDisabled(False)
        if not found.pupils:
            self._failed(ImportProblem(tr("There is no pupil in this file."), tr("It has headings only.")))
            return
        self._file = found
        self._found.show()
        self._search.clear()
        self._filter("")
        self._search.setFocus()

    # The pupil ----------------------------------------------------------------------------------------------------

    def _filter(self, words: str) -> None:
        """List the pupils that fit, the one chosen before still chosen if it is among them."""
        if self._file is None:
            return
        chosen = self._pupil()
        found = self._file.matching(words)
        self._listed = found[:_MOST_LISTED]
        self._list.blockSignals(True)
        self._list.clear()
        for pupil in self._listed:
            self._list.addItem(QListWidgetItem(pupil_words(pupil)))
        self._list.blockSignals(False)
        words = tr("{count} of {total} pupils fit.", count=len(found), total=len(self._file.pupils))
        more = tr("{most} are listed; type more of the name.", most=_MOST_LISTED)
        self._count.say(f"{words} {more}" if len(found) > _MOST_LISTED else words)
        lines = [pupil.line for pupil in self._listed]
        self._list.setCurrentRow(lines.index(chosen.line) if chosen and chosen.line in lines else 0)
        self._show_pupil(self._list.currentRow())

    def _pupil(self) -> Pupil | None:
        row = self._list.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _show_pupil(self, _row: int) -> None:
        pupil = self._pupil()
        self._use.setEnabled(pupil is not None)
        self._table.setVisible(pupil is not None)
        if pupil is not None:
            self._table.show_pupil(pupil)

    def _rematch(self, place: int, key: str) -> None:
        """Take a column for another question; the column that answered it before is left out."""
        pupil = self._pupil()
        if self._file is None or pupil is None:
            return
        column = next((one for one in COLUMNS if ".".join(one.key) == key), None)
        columns = [None if column and cell.column and cell.column.key == column.key else cell.column
                   for cell in pupil.cells]  # fmt: skip
        columns[place] = column
        self._file = with_columns(self._file, columns, self._form)
        by_line = {one.line: one for one in self._file.pupils}
        self._listed = tuple(by_line[one.line] for one in self._listed)
        for row, one in enumerate(self._listed):
            self._list.item(row).setText(pupil_words(one))
        self._show_pupil(self._list.currentRow())

    def _take(self) -> None:
        if (pupil := self._pupil()) is not None:
            self.chosen.emit(pupil)
            self.accept()


def read_list(file: Path, form: Form) -> PupilFile:
    """Work for the job. Raises ``ImportProblem``."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ImportProblem(
            tr("The file cannot be read."), tr("Check that it is still there and not open elsewhere.")
        ) from error
    return read_pupils(data, form)


def pupil_words(pupil: Pupil) -> str:
    """One line of the list: name, date of birth and year group, as far as the file gives them."""
    born, year = pupil.stored("child", "date_of_birth"), pupil.stored("child", "year_group")
    parts = [
        pupil.name or tr("Line {line} of the file", line=pupil.line),
        tr("born {day}", day=long_date(born)) if born else "",
        year_group_words(year) if year else "",
    ]
    return ", ".join(part for part in parts if part)
