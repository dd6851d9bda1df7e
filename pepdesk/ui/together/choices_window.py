"""Answers of which there are two versions, one's own and a colleague's: chosen one by one, now or later."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.contact_cards import load_cards, own_for_plan
from pepdesk.app.handover import choices, choose
from pepdesk.handover.ledger import ledger_of
from pepdesk.people.card_book import CardBook
from pepdesk.problem import PepDeskProblem
from pepdesk.record.changes import Batch
from pepdesk.record.difference_words import told
from pepdesk.record.joining import Side
from pepdesk.ui.drafts.differences_view import DifferencesView
from pepdesk.ui.drafts.side_choices import SideChoices, SideWords
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.handover.choosing import Open
    from pepdesk.handover.sections import Section
    from pepdesk.record.changes import Change
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.vault import Vault

STEP = tr("Choose between two versions")
_INTRO = tr(
    "Both of you wrote here. What stands in the plan stays until you have chosen; what you leave open can be chosen "
    "later. Ctrl+Z takes a choice back."
)
_FROZEN = tr("This plan is signed. To choose, close this window and amend the plan first.")
_NOTHING = tr("Nothing is left to choose.")
_WORDS = SideWords(
    chosen={
        Side.HERE: tr("✓ stays as it is here"),
        Side.THERE: tr("✓ as your colleague wrote it"),
        None: tr("? not chosen yet"),
    },
    verbs=(
        (tr("Keep &mine"), tr("This answer stays as it is here")),
        (tr("Take &theirs"), tr("This answer as your colleague wrote it")),
        (tr("Keep &all mine"), ""),
        (tr("Take all t&heirs"), ""),
    ),
    names={Side.HERE: "", Side.THERE: ""},
)


class ChoicesWindow(Sheet):
    """``keep_wanted()`` – keep the plan on the disk after a choice."""

    keep_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, vault: Vault) -> None:
        super().__init__(tr("Choose between two versions"), parent, letters=120, tall=True)
        self._session = session
        self._book: CardBook | None = None
        self._open: dict[int, Open] = {}
        self._intro, self._remark, self._wrong = PlainLabel(_INTRO), Hint(), ErrorText()
        self._view = DifferencesView(tr("In your plan"), tr("Your colleague’s"), self)
        self._sides = SideChoices(self._view, self._remark, _WORDS)
        self._go = primary(tr("&Settle"), self._settle)
        self._lay_out()
        self._sides.changed.connect(self._count)
        Errand[CardBook](self, self._show, self._failed).run_file(jobs, partial(load_cards, vault))

    def _show(self, book: CardBook) -> None:
        self._book = book
        record = self._session.read()
        found = choices(record)
        lines = [told(record, one.there, one.difference) for one in found]
        self._open = {id(line): one for line, one in zip(lines, found, strict=True)}
        names = dict.fromkeys(_author(record, one) for one in found)
        self._view.set_titles(tr("In your plan"), tr(" and ").join(names) or tr("Your colleague’s"))
        self._view.show_told(record.form, lines)
        self._intro.setVisible(bool(found) and not self._session.is_frozen)
        self._view.setVisible(bool(found))
        self._sides.offer(lines, lambda line: Side.THERE if self._open[id(line)].childs else None)
        self._view.list_widget().setFocus()

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        left = self._sides.left
        words = trn(
            "One answer has two versions, {left} not chosen yet.",
            "{count} answers have two versions, {left} not chosen yet.",
            len(self._open),
            left=left,
        )
        if not left:
            words = trn(
                "One answer has two versions, all chosen.",
                "{count} answers have two versions, all chosen.",
                len(self._open),
            )
        words = _FROZEN if self._session.is_frozen else words
        self._remark.say(words if self._open else _NOTHING)
        self._enable()

    def _settle(self) -> None:
        """Do what is chosen so far, as one step; the rest stays open."""
        if self._book is None:
            return
        record = self._session.read()
        own = own_for_plan(self._book, record)
        if own is None:
            return
        changes, wanted = list["Change"](), dict["Section", dict[str, bool]]()
        for line, side in self._sides.chosen():
            if side is not None:
                one = self._open[id(line)]
                wanted.setdefault(one.section, {})[one.place] = side is Side.THERE
        try:
            for section, places in wanted.items():
                batch, handover = choose(record, own.card, self._book, section, places)
                record.apply(batch)
                record = replace(record, handover=handover)
                changes += batch.changes
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self._session.end_burst()
        self._session.take_in(Batch(tuple(changes)), STEP, record.handover)
        self.keep_wanted.emit()
        announce(self, tr("Settled."))
        self._show(self._book)
        if not self._open:
            self.accept()

    def _enable(self) -> None:
        on = bool(self._open) and not self._session.is_frozen
        self._sides.show_buttons(on)
        self._go.setVisible(on)
        self._go.setEnabled(self._sides.left < len(self._sides))

    def _lay_out(self) -> None:
        for widget in (self._intro, self._wrong, self._remark):
            self.body.addWidget(widget)
        self.body.addWidget(self._view, 1)
        self._wrong.hide()
        self._intro.hide()
        for one in self._sides.buttons:
            self.foot.addWidget(one)
            one.hide()
        self._go.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._go)


def _author(record: PepRecord, one: Open) -> str:
    """Whose version stands beside ours."""
    card = ledger_of(record).cards.get(one.theirs.by)
    return tr("{name} wrote", name=card.name) if card else tr("Your colleague’s")
