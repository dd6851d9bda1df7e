"""A filled form beside the open plan: look through it, tick what is to be taken over, and take it over as one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pepdesk.app.filled_forms import Origin, read_for_review
from pepdesk.intake.proposal import Kind, Proposal
from pepdesk.intake.proposal_words import report
from pepdesk.ui.documents.review_list import ReviewList
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel, ShouldText
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.problem import PepDeskProblem

STEP = tr("Take over a filled form")
_INTRO = tr(
    "Ticked answers are taken over. New ones are ticked already; where the plan says something else, you decide. "
    "Nothing changes until you press Take over, and Ctrl+Z takes it all back."
)
_FROZEN = tr("This plan is signed. To take anything over, close this window and amend the plan first.")
_NOTHING_NEW = tr("The form says nothing that is not in the plan already.")
_CHANGES = (Kind.NEW, Kind.CHANGED)


class ReviewWindow(Sheet):
    """``keep_wanted()`` – keep the plan as it is now before anything is taken over."""

    keep_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, path: Path, origin: Origin | None) -> None:
        super().__init__(tr("A filled form"), parent, letters=120, tall=True)
        self._session = session
        self._proposal: Proposal | None = None
        self._intro, self._count = PlainLabel(_INTRO), Hint()
        self._warnings, self._remarks = ErrorText(), ShouldText()
        self._waiting = Waiting(self)
        self._list = ReviewList(self)
        self._report = QPlainTextEdit()
        with_plain_bars(self._report)
        self._section = button(
            tr("Tick this &section"), self._tick_section, tr("Every answer of the marked line’s section")
        )
        self._not_section = button(tr("&Untick this section"), self._untick_section, tr("No answer of this section"))
        self._none = button(tr("Untick &all"), self._untick_all, tr("Leave everything as the plan says"))
        self._take = primary(tr("&Take over"), self._take_over)
        self._lay_out()
        self._list.ticked.connect(self._enable)
        self._list.marked.connect(self._enable)
        self._waiting.start(tr("Reading the form…"))
        errand = Errand[Proposal](self, self._show, self._not_read)
        errand.run(jobs, partial(read_for_review, path, session.read(), origin))

    def _show(self, proposal: Proposal) -> None:
        self._waiting.finish()
        self._proposal = proposal
        self._list.show_proposal(proposal)
        for label, words in ((self._warnings, proposal.warnings), (self._remarks, proposal.remarks)):
            label.say("\n".join(words))
            label.setVisible(bool(words))
        shown = self._list.count() > 0
        self._list.setVisible(shown)
        self._intro.setVisible(shown and not self._session.is_frozen)
        self._count.say(_FROZEN if self._session.is_frozen else self._counted(proposal))
        announce(self, " ".join((*proposal.warnings, self._count.text())), urgent=bool(proposal.warnings))
        self._enable()
        if shown:
            self._list.list_widget().setFocus()

    def _counted(self, proposal: Proposal) -> str:
        new, changed, unclear, same = (
            len(proposal.of(kind)) for kind in (Kind.NEW, Kind.CHANGED, Kind.NOT_UNDERSTOOD, Kind.SAME)
        )
        if not new + changed + unclear:
            return _NOTHING_NEW
        return tr(
            "{new} new, {changed} changed, {unclear} not understood; {same} say what the plan says already.",
            new=new,
            changed=changed,
            unclear=unclear,
            same=same,
        )

    def _not_read(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._intro.hide()
        self._warnings.say(f"{problem.title} {problem.advice}".strip())
        self._warnings.show()
        announce(self, problem.title, urgent=True)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _tick_section(self) -> None:
        self._list.tick(_CHANGES, section_only=True, on=True)

    def _untick_section(self) -> None:
        self._list.tick(Kind, section_only=True, on=False)

    def _untick_all(self) -> None:
        self._list.tick(Kind, section_only=False, on=False)

    def _enable(self) -> None:
        can = self._proposal is not None and self._list.count() > 0 and not self._session.is_frozen
        for one in (self._section, self._not_section, self._none, self._take):
            one.setVisible(can)
        number = len(self._list.chosen()) if can else 0
        words = trn("&Take over 1 answer", "&Take over {count} answers", number)
        self._take.setText(words if number else tr("&Take over"))
        self._take.setEnabled(number > 0)

    def _take_over(self) -> None:
        proposal, chosen = self._proposal, self._list.chosen()
        if proposal is None or not chosen:
            return
        self.keep_wanted.emit()  # the plan as it was stays in the history
        self._session.end_burst()
        if not self._session.apply_batch(proposal.batch(chosen).changes, STEP):
            return
        words = report(proposal, chosen)
        self._proposal = None
        self._enable()
        for label in (self._intro, self._warnings, self._remarks, self._list):
            label.hide()
        self._count.say(tr("Taken over, as one step that Ctrl+Z takes back. You can copy this report."))
        self._report.setPlainText(words)
        self._report.show()
        self._report.setFocus()
        announce(self, words.partition("\n")[0])

    def _lay_out(self) -> None:
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(tr("What was taken over"))
        for one in (self._intro, self._waiting, self._warnings, self._remarks, self._count):
            self.body.addWidget(one)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._report, 1)
        for hidden in (self._warnings, self._remarks, self._list, self._report):
            hidden.hide()
        for verb in (self._section, self._not_section, self._none):
            verb.hide()
            self.foot.addWidget(verb)
        self._take.hide()
        self.body.addStretch(0)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._take)
