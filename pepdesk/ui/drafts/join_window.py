"""Two versions of the open plan side by side: choose answer by answer, then join them as one step."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.joining import Other, Pair, read_other
from pepdesk.app.times import moment_words
from pepdesk.record.childs_words import childs_side
from pepdesk.record.comments import joined
from pepdesk.record.differences import take
from pepdesk.record.joining import Side, suggest
from pepdesk.ui.drafts.differences_view import DifferencesView
from pepdesk.ui.drafts.side_choices import SideChoices, SideWords, left_words
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.library import Library
    from pepdesk.app.session import Session
    from pepdesk.problem import PepDeskProblem
    from pepdesk.record.differences import Difference

_INTRO = tr(
    "This plan was saved in two places. Choose which version is right; what only one of them changed is chosen "
    "already. Nothing changes until you press Join. Comments of both are kept."
)
_ONLY_COMMENTS = tr("Both versions give the same answers. What was said in comments differs: Join keeps all of it.")
_SAME = tr("Both versions say the same. The other one can be deleted.")
_FROZEN = tr("This plan is signed. To join the two, close this window and amend the plan first.")
_WORDS = SideWords(
    chosen={
        Side.HERE: tr("✓ as in this version"),
        Side.THERE: tr("✓ as in the other version"),
        None: tr("? please choose"),
    },
    verbs=(
        (tr("Keep &this"), tr("This difference as in this version")),
        (tr("Take &other"), tr("This difference as in the other version")),
        (tr("&All this"), tr("Every difference as in this version")),
        (tr("All ot&her"), tr("Every difference as in the other version")),
    ),
    names={Side.HERE: tr("this version"), Side.THERE: tr("the other version")},
)


class JoinWindow(Sheet):
    """``keep_wanted()`` – keep what is there; ``joined(Entry)`` – with that version.

    ``delete_wanted(Entry)`` – somebody wants the other version gone.
    """

    keep_wanted = Signal()
    joined = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, library: Library, pair: Pair) -> None:
        super().__init__(tr("Two versions of this plan"), parent, letters=120, tall=True)
        self._session, self._pair = session, pair
        self._other: Other | None = None
        self._waiting = Waiting(self)
        self._intro = PlainLabel(_INTRO)
        self._remark = Hint()
        self._view = DifferencesView(tr("This version"), tr("The other version"), self)
        self._sides = SideChoices(self._view, self._remark, _WORDS)
        self._sides.changed.connect(self._count)
        self._join = primary(tr("&Join"), self._join_them)
        self._delete = button(tr("&Delete the other version"), self._ask_to_delete)
        self._lay_out()
        self._view.say("")
        self._waiting.start(tr("Reading the other version…"))
        errand = Errand[Other](self, self._show, self._not_read)
        errand.run(jobs, partial(read_other, library, pair))

    def choices(self) -> dict[Difference, Side | None]:
        """What is chosen so far for each difference; None where nothing is."""
        return {line.difference: side for line, side in self._sides.chosen()}

    def _show(self, other: Other) -> None:
        self._waiting.finish()
        self._other = other
        when = moment_words(other.saved_at, datetime.now().astimezone())
        self._view.set_titles(tr("This version"), tr("The other, saved {when}", when=when))
        here = self._session.read()
        self._view.show_differences(here, other.record)
        self._sides.offer(
            self._view.all(),
            lambda line: childs_side(line.difference, here, other.record, other.base),
            lambda line: suggest(line.difference, other.base),
        )
        if not self._sides and not self._more_comments():
            self._say_done(_SAME)
        elif not self._sides:
            self._view.say("")
            self._say(_ONLY_COMMENTS)
        elif self._session.is_frozen:
            self._say(_FROZEN)
        self._view.list_widget().setFocus()

    def _not_read(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._view.say(f"{problem.title} {problem.advice}")
        announce(self, problem.title, urgent=True)

    # Choosing -----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        if not self._sides or self._session.is_frozen:
            return
        left, many = self._sides.left, len(self._sides)
        if left:
            self._say(left_words(many, left))
        else:
            self._say(f"{left_words(many, left)} {tr('Both versions stay until you delete one.')}")

    def _join_them(self) -> None:
        if self._other is None:
            return
        taken = [line.difference for line in self._sides.taken()]
        change = take(self._session.read(), self._other.record, taken)
        self.keep_wanted.emit()  # this version as it was stays in the history
        said = tr("Joined, as one step that Ctrl+Z takes back.")
        if self._session.is_frozen:  # then only comments differ, which no signature speaks for
            self._session.note_comments(joined(self._session.comments, self._other.record.comments))
            said = tr("All comments are here now.")
        elif change.changes or self._more_comments():
            self._session.join_version(change, self._other.record.comments, tr("Join two versions"))
        if self._session.read().sent is None:  # it counts only for the very plan it was said of
            self._session.note_sent(self._other.record.sent)
        self.joined.emit(self._pair.other)
        self._sides.clear()
        self._say_done(f"{said} {tr('The other version is still kept under My plans.')}")

    def _more_comments(self) -> bool:
        """Whether the other version has comments that are not here, or settled ones that are open here."""
        mine = self._session.comments
        return self._other is not None and joined(mine, self._other.record.comments) != mine

    def _say_done(self, words: str) -> None:
        self._intro.hide()
        self._view.say("")
        self._say(words)
        announce(self, words)
        self._delete.show()
        self._delete.setFocus()
        self._enable()

    def _ask_to_delete(self) -> None:
        self.accept()
        self.delete_wanted.emit(self._pair.other)

    def _say(self, words: str) -> None:
        self._remark.say(words)
        self._enable()

    def _enable(self) -> None:
        on = bool(self._sides) and not self._session.is_frozen
        self._sides.show_buttons(on)
        alone = not self._sides and self._delete.isHidden() and self._more_comments()
        self._join.setVisible(on or alone)
        self._join.setEnabled((on or alone) and not self._sides.left)

    def _lay_out(self) -> None:
        self._delete.hide()
        self.body.addWidget(self._intro)
        self.body.addWidget(self._waiting)
        self.body.addWidget(self._remark)
        self.body.addWidget(self._view, 1)
        for one in (*self._sides.buttons, self._delete):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._join)
