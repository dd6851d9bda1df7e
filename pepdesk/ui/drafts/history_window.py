"""The history of the open plan: its saves, what changed since one of them, and bringing some of it back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.app.history import Earlier, History, read_history, read_version
from pepdesk.record.answers import whose_words
from pepdesk.record.childs_words import lost, would_go
from pepdesk.record.differences import AnswerDiffers, not_asked, take, take_all
from pepdesk.ui.drafts.differences_view import DifferencesView, short_words
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce, message_box
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.library import Library
    from pepdesk.app.session import Session
    from pepdesk.problem import PepDeskProblem
    from pepdesk.record.difference_words import Told
    from pepdesk.record.record import PepRecord

_EARLIER = Qt.ItemDataRole.UserRole
_FROZEN = tr("This plan is signed. To bring something back, close this window and amend the plan first.")
_STAYS = tr("This is in the child’s own words now, so it stays. The child can change it: Plan, My voice, full screen.")
_LAST_TERMS = tr("The child said this last term, so it does not come into this plan. Ask the child again.")
_SAID_THEN = tr("Bring back what the child said then?")
_SAID_THEN_ADVICE = tr(
    "The child has changed it or taken it back since, or somebody else did. Bring it back only if the child wants it."
)


class HistoryWindow(Sheet):
    """``go_wanted(Address)`` – somebody wants to see a question in the plan; ``keep_wanted()`` – keep what is there.

    ``brought_back(Earlier)`` – something was, from that version.
    """

    go_wanted = Signal(object)
    keep_wanted = Signal()
    brought_back = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, library: Library, draft_id: str) -> None:
        super().__init__(tr("History of this plan"), parent, letters=120, tall=True)
        self._jobs, self._session, self._library, self._draft_id = jobs, session, library, draft_id
        self._which: Earlier | None = None
        self._then: PepRecord | None = None
        self._waiting = Waiting(self)
        self._saves = WrappedTree(tr("Earlier versions"), self)
        self._view = DifferencesView(tr("Now"), tr("Then"), self)
        self._view.set_words(self._words)
        self._remark = Hint()
        self._go = button(tr("&Go there"), self._go_there, tr("Show this question in the plan"))
        self._back = button(tr("&Bring this back"), self._bring_one, tr("As one step that can be undone"))
        self._undo = button(tr("&Undo"), self._take_back)
        self._all = button(
            tr("Bring &everything back"), self._bring_all, tr("The whole plan as it was then, as one step")
        )
        self._close = button(tr("Close"), self.reject)
        self._lay_out()
        self._saves.currentItemChanged.connect(self._chosen)
        self._view.marked.connect(self._enable)
        self._view.say(tr("Choose a version at the left to see what changed since then."))
        self._read()

    # Reading ------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        progress = self._waiting.start(tr("Reading the saves of this plan…"))
        work = partial(read_history, self._library, self._draft_id, datetime.now().astimezone(), progress)
        Errand[History](self, self._list, self._not_read).run(self._jobs, work)

    def _list(self, history: History) -> None:
        self._waiting.finish()
        for title, versions in ((tr("What changed since…"), history.marked), (tr("Every save"), history.saves)):
            if versions:
                heading = self._saves.add_heading(title)
                for one in versions:
                    heading.addChild(_line(one))
        self._saves.expandAll()
        lines = self._saves.lines()
        if lines:
            # The newest save is the plan as it is; the one before it tells what was done last.
            first = 0 if history.marked or len(lines) == 1 else 1
            self._saves.setCurrentItem(lines[first])
            self._saves.setFocus()

    def _chosen(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        which = item.data(0, _EARLIER) if item is not None else None
        if not isinstance(which, Earlier) or which == self._which:
            return
        self._which, self._then = which, None
        self._view.say("")
        progress = self._waiting.start(tr("Reading that save…"))
        work = partial(read_version, self._library, which, self._session.read())
        errand = Errand["PepRecord"](self, partial(self._compare, which), partial(self._not_opened, which))
        errand.run(self._jobs, work)
        self._enable()
        del progress  # one file: there is nothing to stop between steps, only waiting for it

    def _compare(self, which: Earlier, then: PepRecord) -> None:
        if which != self._which:  # another one was chosen meanwhile
            return
        self._waiting.finish()
        self._then = then
        self._show()

    def _show(self) -> None:
        if self._then is None or self._which is None:
            return
        self._view.set_titles(
            tr("Now"), tr("Then: {version}", version=self._which.title[:1].lower() + self._which.title[1:])
        )
        self._view.show_differences(self._session.read(), self._then)
        other = not_asked(self._session.read(), self._then)
        words = [_FROZEN] if self._session.is_frozen else []
        if other:
            words.append(
                trn(
                    "One answer of that version belongs to a question this plan’s form does not have.",
                    "{count} answers of that version belong to questions this plan’s form does not have.",
                    other,
                )
            )
        self._remark.say(" ".join(words))
        self._remark.setVisible(bool(words))
        self._enable()

    def _not_opened(self, which: Earlier, problem: PepDeskProblem) -> None:
        if which == self._which:
            self._not_read(problem)

    def _not_read(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        words = f"{problem.title} {problem.advice}"
        self._view.say(words)
        announce(self, words, urgent=True)

    # Bringing back ------------------------------------------------------------------------------------------------

    def _bring_one(self) -> None:
        one = self._view.current()
        if one is None or self._then is None:
            return
        said_then = isinstance(one.difference, AnswerDiffers) and whose_words(one.difference.there)
        if said_then and self._which is not None and not self._which.same_plan:
            self._tell(_LAST_TERMS)
        elif said_then:
            box = message_box(self, _SAID_THEN, _SAID_THEN_ADVICE, QMessageBox.Icon.Question)
            yes = box.addButton(tr("Bring it back"), QMessageBox.ButtonRole.AcceptRole)
            box.setDefaultButton(box.addButton(tr("Leave it as it is"), QMessageBox.ButtonRole.RejectRole))
            yes.clicked.connect(partial(self._bring, one))
            box.open()
        elif self._stays(one):
            self._tell(_STAYS)
        else:
            self._bring(one)

    def _bring(self, one: Told, _checked: bool = False) -> None:
        if self._then is None:
            return
        change = take(self._session.read(), self._then, [one.difference])
        if isinstance(one.difference, AnswerDiffers) and whose_words(one.difference.there):
            self._session.end_burst()
            self._session.set_own_answer(
                one.address,
                one.difference.there,
                tr("Bring back what the child said"),
                whose_words(one.difference.there),
            )
        elif not self._session.apply_batch(change.changes, tr("Bring back an earlier answer")):
            return
        self._done(tr("“{where}” is as it was then.", where=one.where))

    def _bring_all(self) -> None:
        if self._then is None or self._which is None:
            return
        record = self._session.read()
        change = take_all(record, self._then, lambda one: would_go(one, record))
        self.keep_wanted.emit()  # the plan as it is now stays in the history, whatever thinning does
        self._session.apply_batch(change.changes, tr("Bring back an earlier version"))
        after = self._session.read()
        self._done(_all_words(len(lost(after, record)), len(lost(after, self._then))))

    def _stays(self, one: Told) -> bool:
        return would_go(one.difference, self._session.read())

    def _words(self, one: Told) -> str:
        return (
            tr("{difference}, in the child’s own words", difference=short_words(one))
            if self._stays(one)
            else short_words(one)
        )

    def _tell(self, words: str) -> None:
        self._remark.say(words)
        self._remark.show()
        announce(self, words)

    def _take_back(self) -> None:
        self._session.undo()
        self._undo.setVisible(False)
        self._show()
        self._remark.say(tr("Undone."))
        self._remark.show()
        announce(self, tr("Undone."))
        self._view.list_widget().setFocus()

    def _done(self, words: str) -> None:
        self.brought_back.emit(self._which)
        self._show()
        self._undo.setVisible(True)
        self._remark.say(f"{words} {tr('Undo takes that back, here or later in the plan (Ctrl+Z).')}")
        self._remark.show()
        announce(self, words)
        if not self.focusWidget() or not self.focusWidget().isEnabled():
            self._undo.setFocus()

    def _go_there(self) -> None:
        one = self._view.current()
        if one is not None:
            self.accept()
            self.go_wanted.emit(one.address)

    def _enable(self) -> None:
        one, open_plan = self._view.current(), not self._session.is_frozen
        for widget in (self._go, self._back):
            widget.setVisible(one is not None)
        self._back.setEnabled(open_plan)
        whole = self._then is not None and self._which is not None and self._which.same_plan
        self._all.setVisible(whole and bool(self._view.all()))
        self._all.setEnabled(open_plan)

    def _lay_out(self) -> None:
        self._undo.hide()
        self._remark.hide()
        two = QHBoxLayout()
        two.setSpacing(16)
        two.addWidget(self._saves, 2)
        right = QVBoxLayout()
        right.addWidget(self._remark)
        right.addWidget(self._view, 1)
        two.addLayout(right, 5)
        self.body.addWidget(self._waiting)
        self.body.addLayout(two, 1)
        for one in (self._go, self._back, self._all, self._undo):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)


def _all_words(came: int, stayed: int) -> str:
    """What to say once all is back; of the answers in the child's own words that came with it, or stayed as now."""
    words = tr("The whole plan is as it was then.")
    if stayed:
        words = trn(
            "The whole plan is as it was then, but one answer in the child’s own words, which stayed as now.",
            "The whole plan is as it was then, but {count} answers in the child’s own words, which stayed as now.",
            stayed,
        )
    if not came:
        return words
    asked = trn(
        "With it came one answer in the child’s own words of then: ask the child about it.",
        "With it came {count} answers in the child’s own words of then: ask the child about them.",
        came,
    )
    return f"{words} {asked}"


def _line(one: Earlier) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{one.title}\n{one.note}" if one.note else one.title])
    item.setData(0, _EARLIER, one)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, one.words)
    return item
