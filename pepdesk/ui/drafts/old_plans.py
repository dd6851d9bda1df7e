"""Plans that may go or are going: signed long ago, and deleted ones that can still be brought back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QTreeWidgetItem, QWidget

from pepdesk.app.deleting import STAYS, Deleted, Extent, bring_back, delete_for_good, deleted, stayed_long
from pepdesk.app.settings import REMINDER_DAYS
from pepdesk.record.values import long_date
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietSpin
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce, message_box
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.library import Card, Entry, Library
    from pepdesk.problem import PepDeskProblem

_WHAT = Qt.ItemDataRole.UserRole
_INTRO = tr(
    "Your plans here are working copies. The authority keeps the child’s record, so a signed plan that it has may be "
    "deleted here. Check first that it has arrived there."
)


class OldPlans(Sheet):
    """``delete_wanted(draft id)``; ``changed()`` – the list of plans did; ``days_chosen(int)`` – when to remind."""

    delete_wanted = Signal(str)
    changed = Signal()
    days_chosen = Signal(int)

    def __init__(self, parent: QWidget, jobs: Jobs, library: Library, days: int) -> None:
        super().__init__(tr("Old and deleted plans"), parent, letters=84, tall=True)
        self._jobs, self._library = jobs, library
        self._list = WrappedTree(tr("Old and deleted plans"), self)
        self._nothing = Hint(tr("No plan was deleted in the last 30 days, and none was signed so long ago."))
        self._nothing.hide()
        self._days = QuietSpin()
        self._days.setRange(*REMINDER_DAYS)
        self._days.setValue(days)
        self._days.setSuffix(tr(" days"))
        self._delete = button(tr("&Delete"), self._ask_to_delete)
        self._back = button(tr("&Bring back"), self._bring_back)
        self._for_good = button(tr("Delete for &good…"), self._ask_for_good)
        self._lay_out()
        self._list.currentItemChanged.connect(self._enable)
        self._days.editingFinished.connect(self._choose_days)
        self._enable()
        self.read()

    def read(self) -> None:
        """List the plans anew."""
        errand = Errand[tuple[tuple["Entry", ...], tuple[Deleted, ...]]](self, self._show, self._failed)
        errand.run_file(self._jobs, partial(old_and_deleted, self._library, self._days.value()))

    def _show(self, found: tuple[tuple[Entry, ...], tuple[Deleted, ...]]) -> None:
        old, gone = found
        self._list.clear()
        for title, plans in (
            (tr("Signed more than {days} days ago", days=self._days.value()), old),
            (tr("Deleted"), gone),
        ):
            if plans:
                heading = self._list.add_heading(f"{title} ({len(plans)})")
                for one in plans:
                    heading.addChild(self._line(one))
        self._list.expandAll()
        self._nothing.setVisible(not old and not gone)
        self._list.setVisible(bool(old or gone))
        if lines := self._list.lines():
            self._list.setCurrentItem(lines[0])
            self._list.setFocus()
        self._enable()

    def _line(self, one: Entry | Deleted) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{plan_words(one.card)}\n{_state(one)}"])
        item.setData(0, _WHAT, one)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{plan_words(one.card)}. {_state(one)}")
        return item

    def _current(self) -> Entry | Deleted | None:
        item = self._list.currentItem()
        found: Entry | Deleted | None = item.data(0, _WHAT) if item is not None else None
        return found

    def _enable(self, *_items: object) -> None:
        one = self._current()
        gone = isinstance(one, Deleted)
        self._delete.setVisible(one is not None and not gone)
        self._back.setVisible(gone)
        self._for_good.setVisible(gone)

    def _ask_to_delete(self) -> None:
        if (one := self._current()) is not None:
            self.delete_wanted.emit(one.draft_id)

    def _bring_back(self) -> None:
        if (one := self._current()) is not None:
            work = partial(bring_back, self._library, one.draft_id)
            Errand[None](self, self._done, self._failed).run_file(self._jobs, work)

    def _ask_for_good(self) -> None:
        if (one := self._current()) is None:
            return
        box = message_box(
            self,
            tr("Delete {plan} for good?", plan=plan_words(one.card)),
            tr("Every save of it goes now. Nobody can bring it back, except from a backup of the folder."),
            QMessageBox.Icon.Warning,
        )
        go = box.addButton(tr("&Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(tr("&Keep it"), QMessageBox.ButtonRole.RejectRole))
        go.clicked.connect(partial(self._delete_for_good, one.draft_id))
        box.open()

    def _delete_for_good(self, draft_id: str, _checked: bool = False) -> None:
        work = partial(delete_for_good, self._library, draft_id)
        Errand[None](self, self._done, self._failed).run_file(self._jobs, work)

    def _done(self, _nothing: None) -> None:
        announce(self, tr("Done."))
        self.changed.emit()
        self.read()

    def _failed(self, problem: PepDeskProblem) -> None:
        box = message_box(self, problem.title, problem.advice, QMessageBox.Icon.Warning)
        box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def _choose_days(self) -> None:
        self.days_chosen.emit(self._days.value())
        self.read()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        words = PlainLabel("", wrap=False)
        words.stand_by(self._days, tr("Remind me of signed plans after"))
        self._days.setAccessibleName(tr("Remind me of signed plans after so many days"))
        row.addWidget(words)
        row.addWidget(self._days)
        row.addStretch(1)
        self.body.addWidget(Hint(_INTRO))
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._list, 1)
        self.body.addLayout(row)
        for one in (self._delete, self._back, self._for_good):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))


def old_and_deleted(library: Library, days: int) -> tuple[tuple[Entry, ...], tuple[Deleted, ...]]:
    """Work for the job. Raises ``StorageProblem``."""
    return stayed_long(library.entries(), datetime.now().astimezone(), days), deleted(library)


def plan_words(card: Card, *, names: bool = True) -> str:
    """Which plan it is: "Lusia (LG), Autumn 2026/27"; without ``names`` "LG, Autumn 2026/27"."""
    name = f"{card.first_name or tr('a plan without a name')} ({card.initials})" if names else card.initials
    return f"{name}, {card.term}" if card.term else name


def deleted_words(card: Card, goes: Extent, *, names: bool, beside: bool = False) -> str:
    """What deleting a plan has done, and until when it can be undone.

    ``names``: say the child's first name; ``beside``: another version of it stays.
    """
    parts = [
        trn(
            "{plan} is deleted, its one save.",
            "{plan} is deleted, all {count} saves of it.",
            goes.saves,
            plan=plan_words(card, names=names),
        ),
        tr(
            "For {days} days File, Drafts, Old and deleted plans brings it back; then it is gone for good.",
            days=STAYS.days,
        ),
    ]
    if goes.attachments:
        parts.insert(
            1,
            trn(
                "One picture or document that no other plan uses goes too.",
                "{count} pictures or documents that no other plan uses go too.",
                goes.attachments,
            ),
        )
    if beside:
        parts.append(tr("The version it was kept beside stays."))
    elif goes.signed:
        parts.append(tr("Yours was a working copy: make sure that the authority has this plan."))
    else:
        parts.append(tr("It has not been signed. If the authority needs it, bring it back and export it."))
    return " ".join(parts)


def _state(one: Entry | Deleted) -> str:
    if isinstance(one, Deleted):
        day, goes = (long_date(moment.astimezone().date().isoformat()) for moment in (one.deleted_at, one.goes_at))
        return tr("Deleted on {day}; goes for good on {goes}", day=day, goes=goes)
    return tr(
        "Signed by {signed}, last saved on {day}",
        signed=one.card.signed,
        day=long_date(one.saved_at.astimezone().date().isoformat()),
    )
