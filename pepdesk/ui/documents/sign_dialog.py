"""Adding one's signature to files that somebody exported, perhaps signed already by others."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.progress import Progress
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.documents.export_work import add_signature, confirm_passphrase
from pepdesk.ui.documents.sent_line import SentLine
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel, StrongText
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.signing.signing_form import SigningForm
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.storage.vault import Vault


class SignDialog(Sheet):
    """Choose files, sign them where they lie. A file that does not hold is refused and left as it was.

    ``signed(Identity, tuple[Path, ...])`` – all of them carry that person's signature now. ``sent_wanted()`` – the open
    plan, ``session`` (None where there is none to remember it), has gone; offered once it remembers the signature.
    """

    signed = Signal(object, object)
    sent_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, session: Session | None = None) -> None:
        super().__init__(tr("Add a signature to a file"), parent, letters=74)
        self._jobs, self._vault = jobs, vault
        self._files: tuple[Path, ...] = ()
        self._left: list[Path] = []
        self._working = False
        self._names = PlainLabel(tr("No file chosen yet."))
        self._form = SigningForm(jobs, vault)
        self._said, self._wrong = StrongText(), ErrorText()
        self._waiting, self._progress = Waiting(to_the_end=True), Progress()
        self._asking = False
        self._choose = button(tr("Choose &files…"), self._ask_for_files)
        self._cancel = button(tr("Close"), self.reject)
        self._go = primary(tr("&Sign"), self._confirm)
        self._lay_out()
        if session is not None:
            self._offer_sent(session)
        self._form.changed.connect(self._refresh)
        self._waiting.stopped.connect(self._given_up)
        self._refresh()

    def _lay_out(self) -> None:
        layout = self.body
        layout.addWidget(
            Hint(tr("Choose the PDF and Word files that you were sent. Each role signs a file once; "
                 "the signatures that are there stay as they are."))
        )  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._choose)
        row.addWidget(self._names, 1)
        layout.addLayout(row)
        layout.addWidget(self._form)
        for words in (self._said, self._wrong):
            layout.addWidget(words)
            words.hide()
        layout.addWidget(self._waiting)
        layout.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._go)

    def _offer_sent(self, session: Session) -> None:
        line = SentLine(session, self)
        line.hide()
        line.sent_wanted.connect(self.sent_wanted)
        self.body.insertWidget(self.body.indexOf(self._said) + 1, line)
        session.frozen.connect(line.setVisible)

    def take_files(self, paths: list[str]) -> None:
        """Sign these files."""
        self._files = tuple(Path(path) for path in paths)
        self._names.say("\n".join(path.name for path in self._files) or tr("No file chosen yet."))
        self._refresh()

    def reject(self) -> None:
        """Close; if files are being signed, stop that."""
        if self._working:
            self._waiting.give_up()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Drop the passphrase with the window, however it is closed."""
        self._form.wipe()
        super().done(result)

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, tr("Choose files to sign"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr("PDF and Word files") + " (*.pdf *.docx)")
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def _refresh(self, _anything: object = None) -> None:
        self._go.setEnabled(bool(self._files) and self._form.is_ready and not self._working)
        for widget in (self._choose, self._form, self._cancel):
            widget.setDisabled(self._working)

    def _confirm(self) -> None:
        self._working = self._asking = True
        self._said.hide()
        self._wrong.hide()
        progress = self._waiting.start(tr("Checking your passphrase…"))
        self._refresh()
        work = partial(confirm_passphrase, self._vault, self._form.passphrase)
        Errand[None](self, self._confirmed, self._refused, given_up_by=progress).run(self._jobs, work)

    def _given_up(self) -> None:
        """While the passphrase is asked about, free at once; a file that is being signed is brought to its end."""
        if self._asking:
            self._form.wipe()
            self._working = self._asking = False
            self._waiting.finish()
            self._refresh()
            announce(self, tr("Stopped. Nothing was signed."))

    def _refused(self, problem: PepDeskProblem) -> None:
        self._failed(problem)
        self._wrong.hide()  # said where it can be mended
        self._form.ask_again(self._wrong.text())

    def _confirmed(self, _nothing: None) -> None:
        self._asking = False
        self._form.wipe()
        self._left = list(self._files)
        self._progress = self._waiting.start(tr("Signing…"))
        self._sign_next()

    def _sign_next(self) -> None:
        identity = self._form.identity
        if not self._left or identity is None or self._progress.stopped:
            self._end()
            return
        self._progress.step(len(self._files) - len(self._left), len(self._files))
        self._waiting.say(tr("Signing {name}…", name=self._left[0].name))
        work = partial(add_signature, self._left[0], identity, self._vault)
        Errand[Path](self, self._signed, self._failed).run(self._jobs, work)

    def _signed(self, _path: Path) -> None:
        del self._left[0]
        self._sign_next()

    def _end(self) -> None:
        """All are signed, or somebody stopped; those that are not signed stay chosen."""
        self._working = False
        self._waiting.finish()
        signed = self._files[: len(self._files) - len(self._left)]
        words = trn(
            "✓ The file is signed and checked. Send it on, or back.",
            "✓ All {count} files are signed and checked. Send them on, or back.",
            len(self._files),
        )
        if self._left:
            words = tr(
                "Stopped. Signed: {count} of {total} files. The others are as they were.",
                count=len(signed),
                total=len(self._files),
            )
        self._said.say(words)
        self._said.show()
        if signed:
            self.signed.emit(self._form.identity, signed)
        self.take_files([str(path) for path in self._left])
        self._left = []
        announce(self, words)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._working = self._asking = False
        self._waiting.finish()
        where = f"{self._left[0].name}: " if self._left else ""
        self._left = []
        words = f"{where}{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._refresh()
        announce(self, words, urgent=True)
