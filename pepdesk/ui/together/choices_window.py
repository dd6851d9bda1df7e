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
from pepdesk.ui.drafts.differences_view import CHILDS_CHOICE, CHILDS_STAND, DifferencesView
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.handover.choosing import Open
    from pepdesk.handover.sections import Section
    from pepdesk.record.changes import Change
    from pepdesk.record.difference_words import Told
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.vault import Vault

STEP = "Choose between two versions"
_INTRO = (
    "Both of you wrote here. What stands in the plan stays until you have chosen; what you leave open can be chosen "
    "later. Ctrl+Z takes a choice back."
)
_FROZEN = "This plan is signed. To choose, close this window and amend the plan first."
_NOTHING = "Nothing is left to choose."
_MINE, _THEIRS, _OPEN = "✓ stays as it is here", "✓ as your colleague wrote it", "? not chosen yet"


class ChoicesWindow(Sheet):
    """``keep_wanted()`` – keep the plan on the disk after a choice."""

    keep_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, vault: Vault) -> None:
        super().__init__("Choose between two versions", parent, letters=120, tall=True)
        self._session = session
        self._book: CardBook | None = None
        self._open: dict[int, Open] = {}
        self._chosen: dict[int, bool] = {}
        self._intro, self._remark, self._wrong = PlainLabel(_INTRO), Hint(), ErrorText()
        self._view = DifferencesView("In your plan", "Your colleague’s", self)
        self._view.set_words(self._words)
        self._view.hide_count()
        self._mine = button("Keep &mine", self._keep_mine, "This answer stays as it is here")
        self._theirs = button("Take &theirs", self._take_theirs, "This answer as your colleague wrote it")
        self._all_mine = button("Keep &all mine", self._keep_all)
        self._all_theirs = button("Take all t&heirs", self._take_all)
        self._go = primary("&Settle", self._settle)
        self._lay_out()
        self._view.marked.connect(self._enable)
        Errand[CardBook](self, self._show, self._failed).run_file(jobs, partial(load_cards, vault))

    def _show(self, book: CardBook) -> None:
        self._book = book
        record = self._session.read()
        found = choices(record)
        lines = [told(record, one.there, one.difference) for one in found]
        self._open = {id(line): one for line, one in zip(lines, found, strict=True)}
        self._lines = lines  # the lines are kept: they are known by their ids
        self._chosen = {line: True for line, one in self._open.items() if one.childs}
        names = dict.fromkeys(_author(record, one) for one in found)
        self._view.set_titles("In your plan", " and ".join(names) or "Your colleague’s")
        self._view.show_told(record.form, lines)
        self._intro.setVisible(bool(found) and not self._session.is_frozen)
        self._view.setVisible(bool(found))
        self._count()
        self._view.list_widget().setFocus()

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _keep_mine(self) -> None:
        self._choose(theirs=False)

    def _take_theirs(self) -> None:
        self._choose(theirs=True)

    def _keep_all(self) -> None:
        self._choose_all(theirs=False)

    def _take_all(self) -> None:
        self._choose_all(theirs=True)

    def _choose(self, *, theirs: bool) -> None:
        one = self._view.current()
        if one is None:
            return
        if self._open[id(one)].childs:
            self._remark.say(CHILDS_STAND)
            announce(self, CHILDS_STAND)
            return
        self._chosen[id(one)] = theirs
        self._view.refresh_words()
        announce(self, f"{one.where}: {self._words(one)}")
        self._view.step()
        self._count()

    def _choose_all(self, *, theirs: bool) -> None:
        self._chosen = {line: theirs or one.childs for line, one in self._open.items()}
        self._view.refresh_words()
        self._count()

    def _count(self) -> None:
        left = len(self._open) - len(self._chosen)
        many = f"{len(self._open)} answers have two versions"
        words = "One answer has two versions" if len(self._open) == 1 else many
        words = f"{words}, {left} not chosen yet." if left else f"{words}, all chosen."
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
        for line, theirs in self._chosen.items():
            wanted.setdefault(self._open[line].section, {})[self._open[line].place] = theirs
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
        announce(self, "Settled.")
        self._show(self._book)
        if not self._open:
            self.accept()

    def _words(self, one: Told) -> str:
        chosen = self._chosen.get(id(one))
        if id(one) in self._open and self._open[id(one)].childs:
            return CHILDS_CHOICE
        return _OPEN if chosen is None else _THEIRS if chosen else _MINE

    def _enable(self) -> None:
        on = bool(self._open) and not self._session.is_frozen
        for widget in (self._mine, self._theirs, self._all_mine, self._all_theirs, self._go):
            widget.setVisible(on)
        self._mine.setEnabled(self._view.current() is not None)
        self._theirs.setEnabled(self._view.current() is not None)
        self._go.setEnabled(bool(self._chosen))

    def _lay_out(self) -> None:
        for widget in (self._intro, self._wrong, self._remark):
            self.body.addWidget(widget)
        self.body.addWidget(self._view, 1)
        self._wrong.hide()
        self._intro.hide()
        for one in (self._mine, self._theirs, self._all_mine, self._all_theirs):
            self.foot.addWidget(one)
            one.hide()
        self._go.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(button("Close", self.reject))
        self.foot.addWidget(self._go)


def _author(record: PepRecord, one: Open) -> str:
    """Whose version stands beside ours."""
    card = ledger_of(record).cards.get(one.theirs.by)
    return f"{card.name} wrote" if card else "Your colleague’s"
