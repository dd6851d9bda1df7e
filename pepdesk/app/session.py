"""The single door to an open plan: verbs in, signals out (architecture, section 5).

Every change goes ``verb → ApplyChange → record.apply → assess → signals``. Signals carry addresses, never answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from pepdesk.app.across_terms import EarlierPlans
from pepdesk.app.attachments import Attachments
from pepdesk.app.calendar import calendar_for
from pepdesk.app.undo import ApplyChange, JoinVersions, UseRules
from pepdesk.authority.model import Authority
from pepdesk.dates.calendar import Calendar
from pepdesk.export.copying import seen_by
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience, Form
from pepdesk.record.answers import Answer, NotKnown, Whose, in_words_of, whose_words
from pepdesk.record.changes import Batch, Change, MoveRow, RemoveRow, SetAnswer, touched
from pepdesk.record.childs_words import overwritten
from pepdesk.record.codec import snapshot_hash, write_record
from pepdesk.record.comments import Comment
from pepdesk.record.record import PepRecord, Signing, copied_row, new_row
from pepdesk.record.sent import Sent
from pepdesk.rules.across_terms import across
from pepdesk.rules.assess import Assessment, Difference, assess, difference
from pepdesk.rules.series import Across
from pepdesk.words import tr

TYPING_PAUSE_MS = 2000
"""A pause this long ends a typing burst: what is typed after it is a separate step to undo."""


COACH_AFTER_MS = 150
"""From the first picture of the plan to the coach."""
COACH_AT_LAST_MS = 2000
"""When the coach comes to a plan that no window has painted."""


class Session(QObject):
    """One open plan.

    ``changed(frozenset[Address])`` – answers at these addresses changed; ``rows_changed(RowsAt)`` – a group's rows
    did; ``assessed(Difference)`` – what follows from it; ``frozen(bool)`` – the plan became signed or open again;
    ``commented()`` – there are other comments; ``sent_noted()`` – somebody said that it was sent, or not after all;
    ``earlier_known()`` – the child's earlier plans were read.
    Verbs on a signed plan do nothing and return False.
    """

    changed = Signal(object)
    rows_changed = Signal(object)
    assessed = Signal(object)
    frozen = Signal(bool)
    commented = Signal()
    sent_noted = Signal()
    earlier_known = Signal()

    def __init__(
        self,
        record: PepRecord,
        today: Callable[[], date] = date.today,
        *,
        coach_later: bool = False,
        attachments: Attachments | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """Open ``record``, whose pictures are in ``attachments`` (None: in memory only).

        ``calendar`` is the school's (None: the usual English one).

        With ``coach_later`` the targets are judged after ``painted`` and told by a signal: the coach's first judgement
        in a process costs about 100 ms (its patterns are compiled), which a window that is just opening has better use
        for.
        """
        super().__init__()
        self._record = record
        self._today = today
        self.attachments = attachments or Attachments()
        self._calendar = calendar
        self._assessment = assess(record, today(), calendar=calendar, coach=not coach_later)
        self._present, self._on_screen = Audience.FULL, self._assessment
        self.earlier = EarlierPlans()
        self._burst = 0
        self._undo = QUndoStack(self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.end_burst)
        self._coach = QTimer(self, singleShot=True, interval=COACH_AT_LAST_MS)
        self._coach.timeout.connect(self._reassess)
        if coach_later:
            self._coach.start()

    # Properties ---------------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The form the plan was made with."""
        return self._record.form

    @property
    def authority(self) -> Authority | None:
        """The authority whose rules the plan carries; None for a plan begun without one."""
        return self._record.authority

    @property
    def assessment(self) -> Assessment:
        """The assessment of the record as it is now."""
        return self._assessment

    @property
    def on_screen(self) -> Assessment:
        """What a window may show of it while ``present`` looks on; every widget reads this one."""
        return self._on_screen

    @property
    def present(self) -> Audience:
        """Who is looking on; FULL when only people are there who may see everything."""
        return self._present

    @property
    def across_terms(self) -> Across:
        """What can be drawn of the child's figures across terms, of what may be on screen."""
        seen = self._on_screen.view
        return across(seen, self.earlier.figures(self._present, seen.today))

    @property
    def undo_stack(self) -> QUndoStack:
        """For the Undo and Redo actions; use ``undo()`` and ``redo()`` to act."""
        return self._undo

    @property
    def plan_id(self) -> str:
        """The plan's lasting id."""
        return self._record.plan_id

    @property
    def version(self) -> int:
        """The plan's version, from 1."""
        return self._record.version

    @property
    def signings(self) -> tuple[Signing, ...]:
        """Who signed this version; empty while it is a draft."""
        return self._record.signings

    @property
    def comments(self) -> tuple[Comment, ...]:
        """What was said about the plan's questions, in the order of time; never to be shown to child or carer."""
        return self._record.comments

    @property
    def is_frozen(self) -> bool:
        """Whether the plan is signed and so cannot be changed."""
        return bool(self._record.signings)

    def answer(self, address: Address) -> Answer | None:
        """The answer at ``address``, hidden or not; None if there is none."""
        return self._record.answers.get(address)

    def snapshot(self) -> bytes:
        """The plan as canonical JSON, for saving."""
        return write_record(self._record)

    def read(self) -> PepRecord:
        """A copy of the record for work that only reads it (documents); changing the copy changes nothing here."""
        one = self._record
        return replace(
            one, answers=dict(one.answers), rows=dict(one.rows), retired=dict(one.retired), handover=dict(one.handover)
        )

    # Verbs --------------------------------------------------------------------------------------------------------

    def set_answer(self, address: Address, answer: Answer | None, label: str = "") -> bool:
        """Put an answer in its place (None takes it away). Typing in one place merges into one step to undo.

        What is there in the child's own words stays: False. Only ``set_own_answer`` changes that.
        """
        if whose_words(self._record.answers.get(address)):
            return False
        return self._set(address, answer, label or tr("Change answer"))

    def set_own_answer(self, address: Address, answer: Answer | None, label: str = "", whose: Whose = "own") -> bool:
        """Put in its place what the child says (None takes it away); ``set_answer`` does not change it afterwards.

        ``whose``: "own" for what the child gives, "told" for what an adult writes down while the child says it (that
        it is not known stays open, then: it is not the child's to keep).
        """
        said = answer if isinstance(answer, NotKnown) and whose == "told" else in_words_of(answer, whose)
        return self._set(address, said, label or tr("Answer in the child’s own words"))

    def insert_row(self, at: RowsAt, index: int | None = None, label: str = tr("Add row")) -> str:
        """Add an empty row before ``index`` (at the end for None); gives its id, or "" when the plan is signed."""
        have = self._record.rows.get(at, ())
        change = new_row(self._record, at, len(have) if index is None else index)
        return change.row if self._push(change, label) else ""

    def remove_row(self, at: RowsAt, row: str, label: str = tr("Remove row")) -> bool:
        """Take a row away with all that is in it; False, and it stays, where the child's own words are in it."""
        change = RemoveRow(at, row)
        return not overwritten(self._record, change) and self._push(change, label)

    def move_row(self, at: RowsAt, row: str, index: int, label: str = tr("Move row")) -> bool:
        """Put a row at position ``index``."""
        return self._push(MoveRow(at, row, index), label)

    def duplicate_row(self, at: RowsAt, row: str, label: str = tr("Duplicate row")) -> str:
        """Add a copy of a row (its answers, not the rows nested in it) after it; gives the new id, or ""."""
        change = copied_row(self._record, at, row)
        return change.row if self._push(change, label) else ""

    def apply_batch(self, changes: Iterable[Change], label: str) -> bool:
        """Do several changes as one step to undo.

        False, and nothing is done, if one of them would put anything in the place of the child's own words.
        """
        batch = Batch(tuple(changes))
        return not overwritten(self._record, batch) and self._push(batch, label)

    def join_version(self, batch: Batch, comments: tuple[Comment, ...], label: str) -> bool:
        """Join another version of the plan: its chosen changes and all its comments, as one step to undo.

        The caller chose by ``record.childs_words.childs_side``: what the child took back in one version may go here.
        """
        if self.is_frozen:
            return False
        self._undo.push(JoinVersions(self._apply, batch, label, comments, lambda: self.comments, self.note_comments))
        return True

    def use_authority(self, authority: Authority) -> bool:
        """Judge the plan by these rules from now on, as one step to undo; False on a signed plan.

        Questions and wording stay those the plan began with; the calendar is the one that goes with the rules.
        """
        if self.is_frozen or authority == self._record.authority:
            return False
        self._undo.push(UseRules(self._use_rules, self._record.authority, authority))
        return True

    def show_to(self, audience: Audience) -> None:
        """Show from now on only what ``audience`` may see (FULL: all). Nothing of the plan changes.

        Raises ``FormProblem`` when the list of what each reader sees cannot be read; then everything stays as it was.
        """
        seen = seen_by(self._assessment, self._record, audience, self._calendar)
        before, self._on_screen, self._present = self._on_screen, seen, audience
        self.assessed.emit(difference(before, seen))

    def take_earlier(self, records: tuple[PepRecord, ...]) -> None:
        """The child's plans before this one are known (``app.across_terms``); they are only looked at."""
        self.earlier = EarlierPlans(records)
        self.earlier_known.emit()

    def follow_dates(self) -> None:
        """Judge by the school's dates as they are on the disk now: somebody changed them."""
        self._calendar = calendar_for(self._record.authority or Authority())
        self._reassess()

    def note_handover(self, handover: dict[str, Any]) -> None:
        """Remember what was exchanged about the plan (``handover.ledger``); no step to undo, nothing of the text."""
        self._record.handover = handover
        self.changed.emit(frozenset())

    def note_comments(self, comments: tuple[Comment, ...]) -> None:
        """Keep these comments with the plan, signed or not; no step to undo, nothing of the text."""
        if comments != self._record.comments:
            self._record.comments = comments
            self.commented.emit()
            self.changed.emit(frozenset())

    def note_sent(self, sent: Sent | None) -> None:
        """Keep with the plan, signed or not, that it was sent (None: not after all); no step to undo."""
        if sent != self._record.sent:
            self._record.sent = sent
            self.sent_noted.emit()
            self.changed.emit(frozenset())

    def take_in(self, batch: Batch, label: str, handover: dict[str, Any], version: int = 0, parent: str = "") -> None:
        """Take a package in: its changes as one step to undo, and what the plan remembers of it.

        On a signed plan the caller has seen that only the virtual school's own part changes, which no signature speaks
        for; there it is no step to undo. ``version`` and ``parent`` are set when there is a newer version (else 0).
        """
        self._record.handover = handover
        if version:
            self._record.version, self._record.parent = version, parent
        if batch.changes and self.is_frozen:
            self._apply(batch)
        elif batch.changes:
            self._push(batch, label)
        else:
            self.changed.emit(frozenset())

    @property
    def undo_takes_own_words(self) -> bool:
        """Whether undoing the last step takes away, or changes, what stands in the child's own words."""
        step = self._undo.command(self._undo.index() - 1) if self._undo.canUndo() else None
        inverse = step.inverse if isinstance(step, ApplyChange) else None
        return inverse is not None and bool(overwritten(self._record, inverse))

    def undo(self) -> None:
        """Undo the last step."""
        if not self.is_frozen:
            self._undo.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        if not self.is_frozen:
            self._undo.redo()

    def end_burst(self) -> None:
        """Make what is typed next a step of its own: on leaving a field, after a pause, and on saving."""
        self._burst += 1

    def sign(self, signing: Signing) -> None:
        """Note one more signature. The first freezes the plan; the undo stack is cleared (no way back but amending)."""
        self._record.signings = (*self._record.signings, signing)
        self._undo.clear()
        self.frozen.emit(True)

    def amend(self) -> None:
        """Open a signed plan again as its next version, which names the snapshot it came from."""
        if not self.is_frozen:
            return
        self._record.parent = snapshot_hash(self._record)
        self._record.version += 1
        self._record.signings = ()
        self.frozen.emit(False)
        self._reassess()

    def close(self) -> None:
        """Give up the undo steps, before the session itself goes: Qt must not meet one that Python freed first."""
        self._pause.stop()
        self._coach.stop()
        self._undo.clear()

    def painted(self) -> None:
        """Somebody can see the plan now: if the coach was to come later, it may."""
        if self._coach.isActive() and self._coach.interval() != COACH_AFTER_MS:
            self._coach.start(COACH_AFTER_MS)

    # Internal -----------------------------------------------------------------------------------------------------

    def _set(self, address: Address, answer: Answer | None, label: str) -> bool:
        if self._record.answers.get(address) == answer:
            return False
        self._pause.start()
        return self._push(SetAnswer(address, answer), label, self._burst)

    def _push(self, change: Change, label: str, burst: int | None = None) -> bool:
        if self.is_frozen:
            return False
        self._undo.push(ApplyChange(self._apply, change, label, burst))
        return True

    def _apply(self, change: Change) -> Change:
        """The one path into the record; gives the change that undoes it."""
        inverse = self._record.apply(change)
        addresses, groups = touched(change, inverse)
        for at in groups:
            self.rows_changed.emit(at)
        self.changed.emit(addresses)
        self._reassess()
        return inverse

    def _use_rules(self, authority: Authority | None) -> None:
        self._record.authority = authority
        self._calendar = calendar_for(authority or Authority())
        self.changed.emit(frozenset())  # the plan is another than the one saved last
        self.assessed.emit(self._assess())  # even if no answer's issues differ: a rating may

    def _reassess(self) -> None:
        if what := self._assess():
            self.assessed.emit(what)

    def _assess(self) -> Difference:
        """Assess afresh; gives what a window has to repaint."""
        self._assessment = assess(self._record, self._today(), calendar=self._calendar)
        before, self._on_screen = (
            self._on_screen,
            seen_by(self._assessment, self._record, self._present, self._calendar),
        )
        return difference(before, self._on_screen)
