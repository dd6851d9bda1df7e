"""Installing an authority's rules from one file: shown with what differs from those in use, then only on a press."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from pepdesk import paths
from pepdesk.app.pack_checking import code_of_signer, refuse_faults
from pepdesk.app.rules_words import changes_words
from pepdesk.authority.install import Preview, install, preview
from pepdesk.authority.loader import out_of_date
from pepdesk.authority.pack import ENDING, MAX_PACK, PackFile, open_pack
from pepdesk.problem import FormProblem, PepDeskProblem
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, Hint, PlainLabel, ShouldText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs

_HINT = tr(
    "A virtual school sends its rules as one file ending in {ending}. It holds questions and "
    "figures only, nothing that runs. New plans will use them; plans already begun keep the "
    "rules they began with.",
    ending=ENDING,
)


class PackDialog(Sheet):
    """Chooses, shows and installs one pack."""

    def __init__(self, parent: QWidget | None, jobs: Jobs) -> None:
        super().__init__(tr("Install an authority’s rules"), parent, letters=86)
        self._jobs = jobs
        self._pack: PackFile | None = None
        self._older = False
        self._choose = button(tr("Choose the &file…"), self.choose_file)
        self._busy = Busy()
        self._busy.retain(False)
        self._wrong, self._warning = ErrorText(), ShouldText()
        self._title, self._about = GroupTitle(), PlainLabel()
        self._text = ReadOnlyText(tr("What differs from the rules in use"), 10)
        self._install = primary(tr("&Install these rules"), self._begin)
        self._close = button(tr("Close"), self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(Hint(_HINT))
        line = QHBoxLayout()
        line.addWidget(self._choose)
        line.addStretch(1)
        self.body.addLayout(line)
        for widget in (self._busy, self._wrong, self._title, self._about, self._warning):
            self.body.addWidget(widget)
        self.body.addWidget(self._text, 1)
        self.body.addStretch(0)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._install)
        self._clear()

    def _clear(self) -> None:
        for widget in (self._wrong, self._title, self._about, self._warning, self._text):
            widget.hide()
        self._install.setEnabled(False)

    # The file -----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, tr("Choose the authority’s rules"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{tr('Authority’s rules')} (*{ENDING})", tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, file: str) -> None:
        """Read and check a pack; nothing is installed yet."""
        self._clear()
        self._pack = None
        self._rest(tr("Reading and checking the rules…"))
        Errand[tuple[PackFile, Preview]](self, self._show, self._failed).run(
            self._jobs, partial(look_into, Path(file))
        )  # fmt: skip

    def _show(self, found: tuple[PackFile, Preview]) -> None:
        self._stop()
        self._pack, seen = found
        new, old = seen.authority, seen.installed
        self._title.say(tr("{name}, version {version}", name=new.name, version=new.version))
        parts = (new.summary, out_of_date(new, date.today()), _hand(seen.signed_by))
        self._about.say(" ".join(part for part in parts if part))
        if old is None:
            self._text.say(tr("There are no rules of this authority here yet."))
        else:
            self._text.say(
                f"{tr('In use now: version {version}.', version=old.version)}\n\n"
                f"{changes_words(old, new, seen.changes)}"
            )
        self._older = bool(seen.refused)
        self._warning.say(seen.refused)
        self._install.setText(
            tr("&Install them all the same") if self._older and seen.changes else tr("&Install these rules")
        )
        self._install.setEnabled(not (self._older and not seen.changes))
        for widget in (self._title, self._about, self._text):
            widget.show()
        self._warning.setVisible(self._older)
        self._text.setFocus()
        announce(self, f"{self._title.text()}. {seen.refused}".strip())

    # Installing ---------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._pack is None:
            return
        self._rest(tr("Installing…"))
        work = partial(install, self._pack, paths.forms_dir(), paths.user_data_dir(), older=self._older)
        Errand[Preview](self, self._done, self._failed).run(self._jobs, work)

    def _done(self, found: Preview) -> None:
        self._stop()
        self._clear()
        self._pack = None
        name = tr("{name}, version {version}", name=found.authority.name, version=found.authority.version)
        self._title.say(tr("Installed: {authority}", authority=name))
        words = tr("In an open plan, “Authority’s rules” in the Plan menu offers to use them for that plan too.")
        self._about.say(words)
        self._title.show()
        self._about.show()
        self._close.setFocus()
        announce(self, f"{self._title.text()}. {words}")

    def _rest(self, words: str) -> None:
        self._choose.setDisabled(True)
        self._install.setDisabled(True)
        self._busy.start(words)

    def _stop(self) -> None:
        self._busy.stop()
        self._choose.setDisabled(False)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._stop()
        words = tr("Error: {words}", words=f"{problem.title}\n{problem.advice}").strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)


def _hand(signed_by: str) -> str:
    """Who signed the pack, as far as a file can tell."""
    if not signed_by:
        return tr("Nobody signed this file: make sure it came from the authority.")
    return tr(
        "Signed with the key {code}: the first time, compare it with the authority by telephone.",
        code=code_of_signer(signed_by),
    )


def look_into(file: Path) -> tuple[PackFile, Preview]:
    """Work for the job. Raises ``FormProblem`` and ``FormFaults``."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_PACK + 1)
    except OSError as error:
        raise FormProblem(
            tr("The file cannot be read."), tr("Nothing was installed. Check that it is still there.")
        ) from error
    pack = open_pack(data)
    refuse_faults(pack)
    return pack, preview(pack, paths.forms_dir(), paths.user_data_dir())
