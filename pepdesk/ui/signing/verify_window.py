"""Checking the signatures of files: choose or drop them, read the verdict in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.progress import Progress, Stopped
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.emptying import clear
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary, selectable
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, Hint, PlainLabel, ShouldText, StrongText
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.signing.confirm_code import ConfirmCode
from pepdesk.ui.signing.people_work import load_people
from pepdesk.ui.signing.signed_files import signings_in
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord, Signing
    from pepdesk.signing.verdict import Verdict
    from pepdesk.storage.vault import Vault


class VerifyWindow(Sheet):
    """``vault`` tells which signers are known; None while it is locked.

    ``plan`` gives the open plan, None where none is open; ``remember_wanted(tuple[Signing, ...])`` – somebody wants it
    to remember signatures on files that say exactly what it says.
    """

    remember_wanted = Signal(object)

    def __init__(
        self, parent: QWidget, jobs: Jobs, vault: Vault | None, plan: Callable[[], PepRecord | None] | None = None
    ) -> None:
        super().__init__(tr("Check the signatures of a file"), parent, letters=86)
        self.setAcceptDrops(True)
        self._jobs, self._vault, self._plan = jobs, vault, plan
        self._paths: tuple[Path, ...] = ()
        self._waiting = Waiting(to_the_end=True)
        self._found = QVBoxLayout()
        self._found.setSpacing(16)
        self._choose = primary(tr("Choose &files…"), self._ask_for_files)
        self._ask = button(
            tr("Ask for a &time stamp…"), self._ask_for_stamp, tr("Writes a request to send; PepDesk sends nothing")
        )
        self._ask.setEnabled(False)
        self._lay_out()

    def _lay_out(self) -> None:
        hint = tr("Choose PDF or Word files, or drop them here. Nothing is changed and nothing is sent.")
        self.body.addWidget(Hint(hint))
        self.body.addLayout(self._found)
        self.body.addWidget(self._waiting)
        self.body.addStretch(1)
        self.foot.addWidget(self._choose)
        self.foot.addWidget(self._ask)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        most = self.screen().availableGeometry().height() * 3 // 4
        self.setMinimumHeight(min(self.fontMetrics().height() * 26, most))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        self.check([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def check(self, paths: list[str]) -> None:
        """Check these files; the verdicts replace the ones on show."""
        if not paths:
            return
        clear(self._found)
        self._choose.setDisabled(True)
        self._ask.setDisabled(True)
        self._paths = tuple(Path(path) for path in paths)
        work = partial(verdicts, self._paths, self._vault, self._waiting.start(tr("Checking…")))
        Errand[tuple["Verdict", ...]](self, self._show, self._failed).run(self._jobs, work)

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, tr("Choose files to check"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr("PDF and Word files") + " (*.pdf *.docx)")
        dialog.filesSelected.connect(self.check)
        dialog.open()

    def _show(self, found: tuple[Verdict, ...]) -> None:
        self._waiting.finish()
        self._choose.setEnabled(True)
        for verdict in found:
            self._found.addWidget(_card(verdict))
        if left := len(self._paths) - len(found):
            self._found.addWidget(
                Hint(tr("Stopped. Not checked: {left} of {count} files.", left=left, count=len(self._paths)))
            )
        for name, certificate in _to_confirm(found) if self._vault is not None and not self._vault.locked else ():
            ask = ConfirmButton(name, certificate)
            ask.wanted.connect(self._confirm)
            self._found.addWidget(ask)
        self._ask.setEnabled(len(found) == 1 and found[0].ok)
        announce(self, ". ".join(f"{verdict.name}: {verdict.summary}" for verdict in found))
        record = self._plan() if self._plan is not None else None
        if record is not None and any(verdict.ok for verdict in found):
            work = partial(signings_in, record, self._paths, found)
            Errand[tuple["Signing", ...]](self, self._offer_to_remember, self._failed).run(self._jobs, work)

    def _offer_to_remember(self, found: tuple[Signing, ...]) -> None:
        """The open plan is on these files: it may remember who signed it."""
        if not found:
            return
        names = ", ".join(f"{one.name} ({ROLE_TITLES[one.role].lower()})" for one in found)
        words = tr(
            "This is the open plan, word for word. It does not remember these signatures yet: {names}.", names=names
        )
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        remember = button(tr("&Remember them in the plan"), partial(self._remember, found, box))
        row.addWidget(remember)
        row.addStretch(1)
        column.addWidget(PlainLabel(words))
        column.addWidget(Hint(tr("The plan then counts as signed; to change it, it has to be amended.")))
        column.addLayout(row)
        self._found.addWidget(box)
        announce(self, words)

    def _remember(self, found: tuple[Signing, ...], box: QWidget, _checked: bool = False) -> None:
        box.hide()
        box.deleteLater()
        self._choose.setFocus()
        self.remember_wanted.emit(found)

    def _ask_for_stamp(self) -> None:
        Errand[Path](self, self._asked, self._failed).run(self._jobs, partial(ask_for_stamp, self._paths[0]))

    def _asked(self, request: Path) -> None:
        words = tr(
            "“{name}” lies beside the file. Send it to your time-stamping authority by the way it "
            "names, and put the answer beside the file as “{file}.tsr”. Then check the file again.",
            name=request.name,
            file=self._paths[0].name,
        )
        self._found.addWidget(selectable(PlainLabel(words)))
        announce(self, words)

    def _confirm(self, certificate: bytes) -> None:
        from cryptography import x509

        if self._vault is not None:
            dialog = ConfirmCode(self, self._jobs, self._vault, x509.load_der_x509_certificate(certificate))
            dialog.listed.connect(self._check_again)
            dialog.open()

    def _check_again(self, _people: object) -> None:
        self.check([str(path) for path in self._paths])

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._choose.setEnabled(True)
        self._found.addWidget(ErrorText(f"{problem.title} {problem.advice}"))
        announce(self, problem.title, urgent=True)


class ConfirmButton(QWidget):
    """Offers to compare the code of somebody who signed. ``wanted(bytes)`` – with their certificate."""

    wanted = Signal(bytes)

    def __init__(self, name: str, certificate: bytes) -> None:
        super().__init__()
        self._certificate = certificate
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button(tr("Confirm the code of {name}…", name=name.replace("&", "&&")), self._want))
        row.addStretch(1)

    def _want(self) -> None:
        self.wanted.emit(self._certificate)


def _to_confirm(found: tuple[Verdict, ...]) -> tuple[tuple[str, bytes], ...]:
    """Names and certificates of those whose signature or time stamp holds, but whom this user does not know yet."""
    from pepdesk.people.trust import Trust

    known = (Trust.OWN, Trust.KNOWN)
    signers = (one for verdict in found for one in verdict.signers if one.ok and one.trust not in known)
    stamps = (one.stamp for one in found if one.stamp is not None and one.stamp.when is not None)
    asked = {one.certificate: one.name for one in signers}
    asked |= {one.certificate: one.authority for one in stamps if one.trust not in known}
    return tuple((name, certificate) for certificate, name in asked.items() if certificate)


def ask_for_stamp(file: Path) -> Path:
    """Work for the job: the request for a time stamp, beside the file. Raises ``PepDeskProblem``."""
    from pepdesk.app.documents import write_document
    from pepdesk.signing.time_stamp import REQUEST_ENDING, request_for
    from pepdesk.signing.verify import read_file

    request = file.with_name(file.name + REQUEST_ENDING)
    write_document(request, request_for(read_file(file)))
    return request


def verdicts(paths: tuple[Path, ...], vault: Vault | None, progress: Progress | None = None) -> tuple[Verdict, ...]:
    """Work for the job; the verdicts so far if it is stopped. Raises ``SigningProblem`` if a file cannot be read."""
    from pepdesk.signing.apart import verify_apart

    people = load_people(vault) if vault is not None and not vault.locked else None
    found: list[Verdict] = []
    with suppress(Stopped):
        for verdict in verify_apart(paths, people):
            found.append(verdict)
            if progress is not None:
                progress.step(len(found), len(paths))
    return tuple(found)


def _card(verdict: Verdict) -> QWidget:
    """The verdict on one file: the summary with its weight, then everything known of each signer."""
    card = QWidget()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(selectable(GroupTitle(verdict.name)))
    if verdict.ok:
        layout.addWidget(StrongText(f"✓ {verdict.summary}"))
    elif verdict.problems or verdict.signers:
        layout.addWidget(ErrorText(f"⚠ {verdict.summary}"))
    else:
        layout.addWidget(ShouldText(verdict.summary))
    for number, part in enumerate(_parts(verdict.lines()[1:]), 1):
        words = selectable(PlainLabel(part))
        words.setAccessibleName(tr("Details of {name}, {number}", name=verdict.name, number=number))
        layout.addWidget(words)
    return card


def _parts(lines: list[str]) -> list[str]:
    """Lines that stand further in belong to the one above them: one text for each signer, mark and remark."""
    parts: list[str] = []
    for line in lines:
        if parts and line.startswith("    "):
            parts[-1] += f"\n{line.strip()}"
        else:
            parts.append(line.strip())
    return parts
