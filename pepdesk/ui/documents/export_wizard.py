"""From the open plan to documents, in three steps: what, which files, who signs."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.own_forms import forms_for
from pepdesk.app.progress import Stopped
from pepdesk.app.session import Session
from pepdesk.export.outline import file_name
from pepdesk.form.model import Audience
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.documents.export_audience import AudienceChoice
from pepdesk.ui.documents.export_steps import DoneStep, FilesStep, WhatStep
from pepdesk.ui.documents.export_work import Made, Order, carry_out, confirm_passphrase
from pepdesk.ui.documents.sent_line import SentLine
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.one_page import OnePage
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint
from pepdesk.ui.parts.ticks import Dot
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.signing.marks_form import MarksForm
from pepdesk.ui.signing.signing_form import SigningForm
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.vault import Vault

_WHAT, _FILES, _SIGN, _DONE = range(4)
_STOPPED = tr("Stopped. No document was written.")
_TITLES = (tr("What do you need?"), tr("Which files, and where?"), tr("Sign them now?"), tr("Done"))


class ExportWizard(Sheet):
    """``go_wanted(Issue)`` – show that question; ``sent_wanted()`` – the final plan has gone.

    ``vault`` None: the plan is only looked at and cannot be signed.
    """

    go_wanted = Signal(object)
    sent_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, vault: Vault | None, draft_id: str = "") -> None:
        super().__init__(tr("Export"), parent, letters=88)
        self._jobs, self._session, self._vault = jobs, session, vault
        self._draft_id, self._working = draft_id, False
        self._what = WhatStep(session, AudienceChoice(jobs, session), may_sign=vault is not None)
        self._files = FilesStep(file_name(session.read()), forms_for(session.read()))
        self._signing = SigningForm(jobs, vault) if vault is not None else None
        self._marks = MarksForm(session)
        self._unsigned = Dot(tr("&Not now: others sign first, or nobody does"))
        self._signed = Dot(tr("&Yes, sign them now"))
        self._step = Hint()
        self._pages = OnePage()
        self._wrong, self._waiting, self._asking = ErrorText(), Waiting(to_the_end=True), False
        self._back = button(tr("&Back"), self._go_back)
        self._cancel = button(tr("Cancel"), self.reject)
        self._next = primary(tr("&Next"), self._go_on)
        self._lay_out()
        self._what.go_wanted.connect(self._jump)
        self._what.changed.connect(self._chosen)
        self._files.changed.connect(self._refresh)
        self._waiting.stopped.connect(self._given_up)
        self._show(_WHAT)

    def _lay_out(self) -> None:
        for page in (self._what, self._files, self._sign_page()):
            self._pages.add_page(page)
        self.body.insertWidget(0, self._step)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._waiting)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._next)
        self._wrong.hide()

    def _sign_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._signed)
        layout.addWidget(self._unsigned)
        if self._signing is not None:
            for part in (self._signing, self._marks):
                layout.addSpacing(8)
                layout.addWidget(part)
                self._signed.toggled.connect(part.setVisible)
                part.changed.connect(self._refresh)
        layout.addStretch(1)
        self._signed.setChecked(True)
        page.setFocusProxy(self._signed)
        self._signed.toggled.connect(self._refresh)
        return page

    def reject(self) -> None:
        """Close; if documents are being made, stop that."""
        if self._working:
            self._waiting.give_up()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Drop the passphrase with the window, however it is closed."""
        if self._signing is not None:
            self._signing.wipe()
        super().done(result)

    @property
    def _at(self) -> int:
        return self._pages.at

    @property
    def _last(self) -> int:
        """The last step before the work: drafts and copies are not signed, signed plans are only exported again."""
        copied = self._what.audience is not Audience.FULL
        return _FILES if self._what.is_draft or copied or self._session.is_frozen else _SIGN

    def _show(self, step: int) -> None:
        self._pages.turn_to(step)
        self.title.say(_TITLES[step])
        self._step.say(tr("Step {at} of {last}", at=step + 1, last=self._last + 1) if step != _DONE else "")
        self._step.setVisible(step != _DONE)
        self._wrong.hide()
        self._refresh()
        self._pages.page.setFocus()
        announce(self, _TITLES[step])

    def _refresh(self, _anything: object = None) -> None:
        at, done = self._at, self._at == _DONE
        self._back.setVisible(0 < at < _DONE)
        self._cancel.setVisible(not done)
        signs = self._last == _SIGN and self._signed.isChecked()
        words = tr("&Next") if at < self._last else tr("&Make and sign") if signs else tr("&Make the documents")
        self._next.setText(tr("&Close") if done else words)
        may_sign = self._signing is not None and self._signing.is_ready and self._marks.is_ready
        ready = (self._what.is_ready, self._files.is_ready, not signs or may_sign, True)
        self._next.setEnabled(ready[at] and not self._working)
        for widget in (self._pages, self._back, self._cancel):
            widget.setDisabled(self._working)

    def _chosen(self) -> None:
        self._files.name(file_name(self._session.read(), self._what.audience))
        self._files.own.allow(self._what.audience is Audience.FULL)
        self._step.say(tr("Step {at} of {last}", at=self._at + 1, last=self._last + 1))
        self._refresh()

    def _go_back(self) -> None:
        self._show(self._at - 1)

    def _go_on(self) -> None:
        if self._at == _DONE:
            self.accept()
        elif self._at < self._last:
            self._show(self._at + 1)
        elif self._last == _SIGN and self._signed.isChecked():
            self._confirm()
        else:
            self._make(None)

    def _jump(self, issue: object) -> None:
        self.go_wanted.emit(issue)
        self.accept()

    def _confirm(self) -> None:
        if self._vault is None or self._signing is None:
            return
        self._work()
        self._asking = True
        progress = self._waiting.start(tr("Checking your passphrase…"))
        work = partial(confirm_passphrase, self._vault, self._signing.passphrase)
        Errand[None](self, self._confirmed, self._refused, given_up_by=progress).run(self._jobs, work)

    def _given_up(self) -> None:
        """While the passphrase is asked about, free at once; documents being made are brought to their next step."""
        if self._asking and self._signing is not None:
            self._signing.wipe()
            self._failed(Stopped())

    def _confirmed(self, _nothing: None) -> None:
        self._asking = False
        if self._signing is not None:
            self._signing.wipe()
        self._make(self._signing)

    def _refused(self, problem: PepDeskProblem) -> None:
        self._failed(problem)
        if self._signing is not None and not self._wrong.isHidden():
            self._wrong.hide()  # said where it can be mended
            self._signing.ask_again(self._wrong.text())

    def _make(self, signing: SigningForm | None) -> None:
        self._work()
        now, identity = datetime.now().astimezone(), signing.identity if signing else None
        try:
            marks = self._marks.marks(identity, now) if identity else ()
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        order = Order(
            self._session.read(),
            now,
            self._files.pdf,
            self._files.word,
            self._what.is_draft,
            self._files.folder,
            self._session.attachments.picture,
            identity,
            self._vault,
            self._draft_id,
            marks,
            audience=self._what.audience,
            own=self._files.own.form,
            own_further=self._files.own.further,
            earlier=self._session.earlier.records,
        )
        words = tr("Making and signing the documents…") if signing else tr("Making the documents…")
        work = partial(carry_out, order, self._waiting.start(words))
        Errand[Made](self, self._done, self._failed).run(self._jobs, work)

    def _work(self) -> None:
        self._rest(True)
        self._wrong.hide()
        self._refresh()

    def _rest(self, working: bool) -> None:
        self._working = working
        self.setProperty(AT_WORK, working)

    def _done(self, made: Made) -> None:
        self._rest(False)
        self._waiting.finish()
        if made.signing is not None:
            for signing in (made.signing, *made.marks):
                self._session.sign(signing)
        done = DoneStep(
            made,
            draft=self._what.is_draft,
            authority=self._session.authority,
            audience=self._what.audience,
            sent=self._sent_line(),
        )
        self._pages.add_page(done)
        self._show(_DONE)
        self._next.setFocus()

    def _sent_line(self) -> SentLine | None:
        """The way to say that a final plan has gone; None for a draft, a copy, or a plan of which nothing is kept."""
        if self._vault is None or self._what.is_draft or self._what.audience is not Audience.FULL:
            return None
        line = SentLine(self._session, self)
        line.sent_wanted.connect(self.sent_wanted)
        return line

    def _failed(self, problem: PepDeskProblem) -> None:
        self._rest(False)
        self._asking = False
        self._waiting.finish()
        self._refresh()
        if isinstance(problem, Stopped):
            step = tr("Step {at} of {last}", at=self._at + 1, last=self._last + 1)
            self._step.say(f"{_STOPPED} {step}")
            announce(self, _STOPPED, urgent=True)
            return
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)
