"""The question the SMART coach reads: below its editor the letters and a remark, in it the words underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from pepdesk.record.answers import NotApplicable, NotKnown, text_of, value_of
from pepdesk.rules.targets import OUTCOME
from pepdesk.ui.answers.field_row import FieldRow
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.targets.coach import CoachView
from pepdesk.ui.targets.coach_voice import CoachVoice
from pepdesk.ui.targets.coach_words import GAP, Said, said_of, told_by_coach
from pepdesk.ui.targets.target_ways import TargetWays
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field, Role
    from pepdesk.record.changes import Change
    from pepdesk.rules.assess import Difference
    from pepdesk.rules.issue import Issue
    from pepdesk.ui.answers.plan_map import PlanMap


class TargetRow(FieldRow):
    """A target with its coach."""

    def __init__(
        self, plan: PlanMap, field: Field, address: Address, context: str, parent: QWidget, *, around: Role
    ) -> None:
        self._said: Said | None = None
        self._read_out = ""
        self.ways: TargetWays | None = None
        super().__init__(plan, field, address, context, parent, around=around)

    def add_below(self) -> None:
        """The coach, and what follows the other answers of the same target."""
        self.coach = CoachView(self.address, self)
        self.voice = CoachVoice(self.editor.focus_target())
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.refresh)
        self.column.addWidget(self.coach)
        if (self.address.tab, self.address.field) == OUTCOME:
            self.ways = TargetWays(self.plan.session, self.address, self)
            self.column.addWidget(self.ways)
            self.ways.example.connect(self._take_example)
            self.ways.built.connect(self._take_built)
        self.coach.wording_wanted.connect(self._use)
        self.coach.question_wanted.connect(self._go_to)
        self.coach.spoke.connect(self._soon_in_sight)
        self.voice.spoke.connect(self._announce)
        self.plan.session.changed.connect(self._beside_changed)
        self.plan.session.assessed.connect(self._beside_assessed)

    # Showing ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The answer, its issues and what the coach says."""
        typing = self.editor.focus_target().hasFocus()
        said = said_of(self.plan.session, self.field, self.address)
        if said != self._said:
            self._said = said
            self.coach.show_said(said, typing=typing)
            if typing:
                self.voice.follow(said)
        super().refresh()
        self._show_ways()
        self._underline()

    def tells(self, issue: Issue) -> bool:
        """The coach tells its own."""
        return not told_by_coach(issue)

    def hint_words(self) -> str:
        """The hint and what the coach says, as it was when the focus came: what changes meanwhile is announced."""
        if not self.editor.focus_target().hasFocus():
            self._read_out = self.coach.words()
            self.voice.settle(self._said)
        return f"{self.field.help} {self._read_out}".strip()

    def keep_in_sight(self) -> None:
        """Scroll so that what the coach says under the answer can be read while typing."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self.height() <= around.viewport().height():
            around.ensureWidgetVisible(self, 0, 0)

    def look_at(self, issue: Issue) -> None:
        """Speak of this issue first."""
        self.coach.look_at(issue.code)

    def rename(self, context: str) -> None:
        """The row has another name or number now."""
        super().rename(context)
        self.coach.rename(context)
        if self.ways is not None:
            self.ways.rename(context)

    def freeze(self, frozen: bool) -> None:
        """A signed plan is only read: nothing is underlined or offered."""
        super().freeze(frozen)
        self.coach.freeze(frozen)
        self._show_ways()
        self._underline()

    def fit(self) -> None:
        """Another font, or other colours."""
        super().fit()
        self._underline()

    # Changing -----------------------------------------------------------------------------------------------------

    def use_wording(self) -> None:
        """Put in the wording the coach offers, if it offers one."""
        if self.coach.wording:
            self._use(self.coach.wording)

    def look_up(self) -> None:
        """Open the bank of examples."""
        if self.ways is not None:
            self.ways.look_up()

    def build(self) -> None:
        """Open the guide."""
        if self.ways is not None:
            self.ways.build()

    # Internal -----------------------------------------------------------------------------------------------------

    def _use(self, wording: str) -> None:
        if not self.plan.session.is_frozen:
            self._set(value_of(wording), tr("Use the coach’s wording"))
            self.editor.mark_gap(GAP)

    def _take_example(self, text: str, after: bool) -> None:
        if not self.plan.session.is_frozen:
            before = text_of(self.plan.session.answer(self.address)).rstrip()
            self._set(value_of(f"{before}\n{text}" if after and before else text), tr("Start from an example"))
            self.editor.mark_gap(GAP)

    def _take_built(self, changes: tuple[Change, ...]) -> None:
        if changes:
            self.plan.session.end_burst()
            self.plan.session.apply_batch(changes, tr("Build a target step by step"))
            self.plan.session.end_burst()
            self.take_focus()

    def _show_ways(self) -> None:
        """The ways to begin are no use on a signed plan, nor where the target does not apply."""
        if self.ways is not None:
            answer = self.plan.session.answer(self.address)
            absent = isinstance(answer, NotApplicable | NotKnown)
            put_on_show(self.ways, not absent and not self.plan.session.is_frozen)

    def _go_to(self, address: Address) -> None:
        if place := self.plan.place(address):
            place.take_focus()

    def _underline(self) -> None:
        shown = self._said.spans if self._said is not None and not self.plan.session.is_frozen else ()
        self.editor.underline(text_of(self.plan.session.answer(self.address)), shown)

    def _soon_in_sight(self) -> None:
        if self.editor.focus_target().hasFocus():
            QTimer.singleShot(0, self, self.keep_in_sight)  # once the page is laid out anew

    def _announce(self, words: str) -> None:
        announce(self.editor.focus_target(), words)

    def _beside_changed(self, addresses: frozenset[Address]) -> None:
        if any(self._beside(address) for address in addresses):
            self._again.start()  # the plan is assessed only after this

    def _beside_assessed(self, what: Difference) -> None:
        if any(self._beside(address) for address in what.addresses):
            self._again.start()

    def _beside(self, address: Address) -> bool:
        """Whether an answer belongs to the same target without being its text."""
        rows = self.address.rows
        return address.tab == self.address.tab and address != self.address and bool(rows) and address.rows[:1] == rows


def question_row(
    plan: PlanMap, field: Field, address: Address, context: str, parent: QWidget, *, around: Role
) -> FieldRow:
    """The row for a question: with the coach where it is to be read."""
    kind = TargetRow if field.smart else FieldRow
    return kind(plan, field, address, context, parent, around=around)
