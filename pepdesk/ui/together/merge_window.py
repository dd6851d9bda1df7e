"""A colleague's copy of the open plan, or a second copy that a shared folder made: joined answer by answer.

Copies in clear prove nothing of who wrote what, so the person says whose copy it is.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from pepdesk.handover.two_copies import join
from pepdesk.problem import HandoverProblem, PepDeskProblem
from pepdesk.record.childs_words import childs_side
from pepdesk.record.codec import read_from_outside
from pepdesk.record.differences import take
from pepdesk.record.joining import Side
from pepdesk.record.limits import MAX_OUTSIDE
from pepdesk.ui.drafts.differences_view import DifferencesView
from pepdesk.ui.drafts.side_choices import SideChoices, SideWords, left_words
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.record.difference_words import Told
    from pepdesk.record.record import PepRecord

STEP = tr("Merge a copy")
_INTRO = tr(
    "Choose which answers are right. What is plainly your colleague’s part is chosen already. Nothing changes until "
    "you press Merge, and Ctrl+Z takes it back. A copy proves nothing of who wrote it: a package (.pepx) does."
)
_WHOSE = ((tr("My own second copy"), ""), (tr("A social worker’s copy (I write for the school)"), "designated_teacher"),
          (tr("A school’s copy (I am the social worker)"), "social_worker"))  # fmt: skip
_WORDS = SideWords(
    chosen={Side.HERE: tr("✓ as in this plan"), Side.THERE: tr("✓ as in the copy"), None: tr("? please choose")},
    verbs=(
        (tr("Keep &this"), tr("This answer as in the plan")),
        (tr("Take &copy’s"), tr("This answer as in the copy")),
        (tr("Keep &all"), ""),
        (tr("Take all of the cop&y"), ""),
    ),
    names={Side.HERE: tr("this plan"), Side.THERE: tr("the copy")},
)


def read_copy(path: Path) -> PepRecord:
    """The plan in a copy in clear. Raises ``RecordProblem`` or ``HandoverProblem``."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_OUTSIDE + 1)
    except OSError as error:
        raise HandoverProblem(
            tr("The copy cannot be read."), tr("Check its name and place."), code="unreadable"
        ) from error
    return read_from_outside(data)


class MergeWindow(Sheet):
    """``keep_wanted()`` – keep the plan on the disk; ``next_wanted(str)`` – look at another copy beside this one."""

    keep_wanted = Signal()
    next_wanted = Signal(str)

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, path: Path, beside: tuple[Path, ...]) -> None:
        """``beside``: other copies of the same file that a shared folder made."""
        super().__init__(tr("Merge a colleague’s copy"), parent, letters=120, tall=True)
        self._session, self._beside = session, beside
        self._copy: PepRecord | None = None
        self._whose = QuietCombo()
        for words, role in _WHOSE:
            self._whose.addItem(words, role)
        self._intro, self._remark, self._wrong = PlainLabel(_INTRO), Hint(), ErrorText()
        self._view = DifferencesView(tr("This plan"), path.name, self)
        self._sides = SideChoices(self._view, self._remark, _WORDS)
        self._go = primary(tr("&Merge"), self._merge)
        self._next = button(tr("&Next copy…"), self._ask_for_next)
        self._lay_out(path)
        self._sides.changed.connect(self._count)
        self._whose.currentIndexChanged.connect(self._suggest)
        Errand["PepRecord"](self, self._show, self._failed).run(jobs, partial(read_copy, path))

    def _show(self, copy: PepRecord) -> None:
        self._copy = copy
        self._suggest()
        self._view.list_widget().setFocus()

    def _suggest(self, _index: int = 0) -> None:
        """List what differs, with what follows from whose copy it is chosen already."""
        if self._copy is None:
            return
        record, copy = self._session.read(), self._copy
        try:
            found = join(record, copy, str(self._whose.currentData()))
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self._view.show_differences(record, copy)
        asked, taken = set(found.ask), set(found.taken)

        def suggested(line: Told) -> Side | None:
            return Side.THERE if line.difference in taken else None if line.difference in asked else Side.HERE

        self._sides.offer(self._view.all(), lambda line: childs_side(line.difference, record, copy), suggested)

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._intro.hide()
        self._view.say("")
        self._sides.clear()
        self._remark.say("")
        announce(self, words, urgent=True)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        left, many = self._sides.left, len(self._sides)
        self._remark.say(left_words(many, left) if many else tr("Both say the same."))
        self._enable()

    def _merge(self) -> None:
        if self._copy is None:
            return
        change = take(self._session.read(), self._copy, [line.difference for line in self._sides.taken()])
        self.keep_wanted.emit()  # the plan as it was stays in the history
        self._session.end_burst()
        if change.changes:
            self._session.apply_batch(change.changes, STEP)
        self.keep_wanted.emit()
        self._sides.clear()
        self._view.say("")
        self._intro.hide()
        words = tr("Merged, as one step that Ctrl+Z takes back.")
        self._remark.say(words)
        announce(self, words)
        self._next.setVisible(bool(self._beside))

    def _ask_for_next(self) -> None:
        self.accept()
        self.next_wanted.emit(str(self._beside[0]))

    def _enable(self) -> None:
        on = bool(self._sides)
        self._sides.show_buttons(on)
        self._go.setVisible(on)
        self._go.setEnabled(not self._sides.left)

    def _lay_out(self, path: Path) -> None:
        label = QLabel(tr("&Whose copy is it?"))
        label.setBuddy(self._whose)
        self._whose.setAccessibleName(tr("Whose copy is it?"))
        others = ", ".join(one.name for one in self._beside)
        beside = Hint(
            tr("The folder holds other copies of it: {others}. They can follow.", others=others) if others else ""
        )
        beside.setVisible(bool(others))
        for widget in (
            self._intro,
            Hint(tr("The copy: {name}", name=path.name)),
            beside,
            label,
            self._whose,
            self._wrong,
            self._remark,
        ):
            self.body.addWidget(widget)
        self.body.addWidget(self._view, 1)
        self._wrong.hide()
        self._next.hide()
        self._view.say("")
        for one in (*self._sides.buttons, self._next):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._go)
        self._enable()
