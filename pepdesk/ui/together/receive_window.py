"""A package from a colleague: who sent it, what it would change and what is refused; taken in as one step."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from pepdesk.app.handover import choices
from pepdesk.app.receiving import Received, take_in
from pepdesk.handover.merge import Verdict
from pepdesk.people.card import Card
from pepdesk.people.card_book import Known
from pepdesk.problem import ChangedKey, PepDeskProblem
from pepdesk.record.values import long_date
from pepdesk.ui.parts.busy import AT_WORK, Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, HelpText, PlainLabel, ShouldText, StrongText
from pepdesk.ui.together.contact_dialogs import AddContact, ChangedKeyStop, CompareDigits, who_words
from pepdesk.ui.together.known_chip import KnownChip
from pepdesk.ui.together.receive_work import judge, keep_new, keep_pictures, save_documents
from pepdesk.ui.together.report_view import ReportView
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.library import Library
    from pepdesk.app.session import Session
    from pepdesk.handover.package import Package

_INTRO = tr("Nothing changes until you press Take in. Ctrl+Z takes it back in one step.")
_NO_CHANGE = tr("No changes to take in.")
_NEW = tr("This plan is not among yours yet. Taking it in makes a new plan here.")


class ReceiveWindow(Sheet):
    """``keep_wanted()`` – keep the plan as it is on the disk; ``open_wanted(draft id)`` – open a plan made just now.

    ``choose_wanted()`` – show the answers of which there are two versions.
    """

    keep_wanted = Signal()
    open_wanted = Signal(str)
    choose_wanted = Signal()

    def __init__(
        self, parent: QWidget, jobs: Jobs, library: Library, package: Package, session: Session | None, draft_id: str
    ) -> None:
        """``session`` is the plan the package is about, open; None when that plan is not here."""
        super().__init__(tr("A package from a colleague"), parent, letters=112, tall=True)
        self._jobs, self._library, self._package = jobs, library, package
        self._session, self._draft_id = session, draft_id
        self._received: Received | None = None
        self._stranger: Card | None = None
        self._amend = False
        self._chip, self._note = KnownChip(Known.UNKNOWN), HelpText()
        self._headline, self._warning, self._wrong = StrongText(), ShouldText(), ErrorText()
        self._remarks, self._strangers = PlainLabel(), ShouldText()
        self._report, self._busy = ReportView(self), Busy()
        self._add = button(tr("&Add their card…"), self._add_stranger)
        self._papers = button(tr("Save the &documents…"), self._ask_for_folder)
        self._later = button(tr("Close"), self.reject)
        self._choose = primary(tr("C&hoose now…"), self._ask_to_choose)
        self._go = primary(tr("&Take in"), self._take_in)
        self._lay_out()
        self.look_again()

    def look_again(self, _what: object = None) -> None:
        """Judge the package anew: somebody's card was added, or the next version is to be opened."""
        record = None
        if self._session is not None:
            self._session.end_burst()
            record = self._session.read()
        self._wrong.hide()
        self._busy.start(tr("Looking into the package…"))
        work = partial(judge, self._library.vault, self._package, record, self._amend)
        Errand[Received](self, self._show, self._refused).run_file(self._jobs, work)

    def save_in(self, folder: str) -> None:
        """Write the documents that travelled along."""
        if self._received is not None:
            work = partial(save_documents, Path(folder), self._received.documents)
            Errand[tuple[Path, ...]](self, self._saved, self._failed).run_file(self._jobs, work)

    def reject(self) -> None:
        """Close, unless the package is being taken in."""
        if not self.property(AT_WORK):
            super().reject()

    # What is in it ------------------------------------------------------------------------------------------------

    def _show(self, received: Received) -> None:
        self._busy.stop()
        self._intro.show()
        self._received = received
        self._chip.show_known(received.sender_known)
        self._chip.show()
        report = received.report
        self._headline.say(_headline(received))
        self._report.show_report(report)
        self._report.show()
        self._say(self._remarks, "\n".join(report.remarks))
        self._stranger = received.strangers[0] if received.strangers else None
        names = "; ".join(who_words(card) for card in received.strangers)
        self._say(
            self._strangers,
            tr("Parts of it are by somebody whose card you do not have: {names}.", names=names) if names else "",
        )
        self._add.setVisible(self._stranger is not None)
        version = received.before.version + 1
        waits = tr(
            "Your plan is signed. Taking this in opens version {version}; the signatures on version "
            "{before} stay good for the files that were signed, and everybody signs anew.",
            version=version,
            before=received.before.version,
        )
        self._say(self._warning, waits if received.waits else "")
        self._go.setText(tr("Look at it as &version {version}", version=version) if received.waits else tr("&Take in"))
        self._go.setEnabled(True)
        self._go.show()
        self._papers.setVisible(bool(received.documents))
        self._papers.setToolTip("")
        self._papers.setText(tr("Save the &documents ({count})…", count=len(received.documents)))
        announce(self, self._headline.text())
        self._report.list_widget().setFocus()

    def _refused(self, problem: PepDeskProblem) -> None:
        """Refused as a whole: say why, and offer what would help."""
        self._busy.stop()
        self._intro.hide()
        if isinstance(problem, ChangedKey):
            stop = ChangedKeyStop(self, self._jobs, self._library.vault, self._package.sender)
            stop.replaced.connect(self.look_again)
            stop.open()
        if problem.code == "unknown-sender":
            self._stranger = self._package.sender
            self._chip.show()
            self._add.show()
        self._failed(problem)

    def _add_stranger(self) -> None:
        if self._stranger is not None:
            dialog = AddContact(self, self._jobs, self._library.vault, self._stranger)
            dialog.added.connect(self._added)
            dialog.open()

    def _added(self, card: Card) -> None:
        self._add.hide()
        dialog = CompareDigits(self, self._jobs, self._library.vault, card, None)
        dialog.finished.connect(self.look_again)
        dialog.open()

    # Taking in ----------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        received = self._received
        if received is None:
            return
        if received.waits:
            self._amend = True
            self.look_again()
            return
        self.setProperty(AT_WORK, True)
        self._go.setEnabled(False)
        if self._session is None:
            self._busy.start(tr("Making the plan…"))
            Errand[str](self, self._made, self._failed).run_file(self._jobs, partial(keep_new, self._library, received))
            return
        self._busy.start(tr("Taking in…"))
        self.keep_wanted.emit()  # the plan as it was stays in the history
        Errand[int](self, self._put, self._failed).run_file(self._jobs, partial(keep_pictures, self._library, received))

    def _made(self, draft_id: str) -> None:
        self._end(tr("The plan is among yours now."))
        self.open_wanted.emit(draft_id)

    def _put(self, left_out: int) -> None:
        if self._received is None or self._session is None:
            return
        try:
            take_in(self._session, self._library.vault, self._received, self._draft_id, left_out=left_out)
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self.keep_wanted.emit()
        words = tr("Taken in, as one step that Ctrl+Z takes back.")
        if self._amend:
            words = tr("Taken in. This is version {version} now; it is signed anew.", version=self._session.version)
        if left_out:
            words += " " + trn(
                "One of its pictures and documents cannot be used and was left out.",
                "{count} of its pictures and documents cannot be used and were left out.",
                left_out,
            )
        self._end(words)
        if count := len(choices(self._session.read())):
            both = trn(
                "One answer has two versions. Both are kept until you choose, now or later.",
                "{count} answers have two versions. Both are kept until you choose, now or later.",
                count,
            )
            self._say(self._warning, both)
            self._choose.show()
            self._choose.setFocus()

    def _end(self, words: str) -> None:
        self.setProperty(AT_WORK, False)
        self._busy.stop()
        self._go.hide()
        self._intro.hide()
        self._headline.say(words)
        self._say(self._warning, "")
        self._later.setFocus()
        announce(self, words)

    def _ask_to_choose(self) -> None:
        self.accept()
        self.choose_wanted.emit()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, tr("Where to put the documents"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_in)
        dialog.open()

    def _saved(self, paths: tuple[Path, ...]) -> None:
        words = tr("Saved: {files}. Check the signatures under File.", files=", ".join(path.name for path in paths))
        self._say(self._remarks, words)
        announce(self, words)

    def _failed(self, problem: PepDeskProblem) -> None:
        self.setProperty(AT_WORK, False)
        self._busy.stop()
        words = f"{problem.title} {problem.advice}".strip()
        self._say(self._wrong, words)
        self._go.setEnabled(self._received is not None)
        self.show_part(self._wrong)
        announce(self, words, urgent=True)

    def _say(self, label: PlainLabel, words: str) -> None:
        label.say(words)
        label.setVisible(bool(words))

    def _lay_out(self) -> None:
        sender = self._package.sender
        self._intro = PlainLabel(_INTRO)
        sent = long_date(_day(self._package.at))
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(StrongText(tr("From {who}", who=who_words(sender))))
        lines.addWidget(self._chip)
        lines.addWidget(PlainLabel(tr("Made on {day}.", day=sent)))
        self.body.addWidget(head)
        if self._package.note:
            self.body.addWidget(GroupTitle(tr("They write")))
            self._note.say(self._package.note)
            self.body.addWidget(self._note)
        for widget in (self._intro, self._headline, self._wrong, self._warning, self._strangers, self._remarks):
            self.body.addWidget(widget)
        self._busy.retain(False)
        self.body.addWidget(self._busy)
        self.body.addWidget(self._report, 20)
        self.body.addStretch(1)
        for hidden in (self._chip, self._wrong, self._warning, self._strangers, self._remarks, self._report, self._add,
                       self._papers, self._choose, self._go):  # fmt: skip
            hidden.hide()
        self.foot.addWidget(self._add)
        self.foot.addWidget(self._papers)
        self.foot.addStretch(1)
        self.foot.addWidget(self._later)
        self.foot.addWidget(self._choose)
        self.foot.addWidget(self._go)


def _headline(received: Received) -> str:
    """What taking it in would come to, in a sentence or two."""
    report = received.report
    changes = sum(len(line.changes) for line in report.lines)
    if received.is_new or (received.merged.again and not changes):
        return _NEW if received.is_new else report.headline
    parts = sum(line.verdict is Verdict.CHOOSE for line in report.lines)
    refused = sum(line.verdict is Verdict.REFUSED for line in report.lines)
    words = [trn("One change to take in.", "{count} changes to take in.", changes) if changes else _NO_CHANGE]
    if parts:
        words.append(
            trn(
                "In one part there are two versions, to be chosen afterwards.",
                "In {count} parts there are two versions, to be chosen afterwards.",
                parts,
            )
        )
    words += [trn("One part refused.", "{count} parts refused.", refused)] if refused else []
    return " ".join(words)


def _day(at_ms: int) -> str:
    """The day of a moment in Unix ms, here (ISO)."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().date().isoformat()
