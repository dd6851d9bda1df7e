"""The overview's card about the people of a plan: whose turn it is, what each side owes, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from pepdesk.ui.overview.overview_card import OverviewCard
from pepdesk.ui.parts.jump import LinkButton
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import HelpText, Hint, PlainLabel, RemarkText, ShouldText
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.ui.overview.overview_parts import Standing
    from pepdesk.ui.overview.overview_turn import Side, Turn

_LONE = tr(
    "Handing over carries your part to your colleague, sealed, and brings theirs back. Nothing is sent by itself."
)


class TurnCard(OverviewCard):
    """``verb_wanted(str)`` – "hand over", "ready", "choose" or "return"; ``reminder_wanted(Role)``.

    ``problems_wanted()`` – show all that is missing.
    """

    verb_wanted = Signal(str)
    reminder_wanted = Signal(object)
    problems_wanted = Signal()

    _own_role: str | None = None
    """None: nothing of the plan is kept, so nothing can be done."""

    def show_own(self, role: str) -> None:
        """In which role the person at the desk has a card for this plan; "" for no card."""
        self._own_role = role
        self.forget()

    def part(self, standing: Standing) -> object:
        """The turn."""
        return (standing.turn, self._own_role) if standing.turn is not None else None

    def fill(self, standing: Standing) -> None:
        """The sentence, what each owes, the verbs."""
        turn = standing.turn
        if turn is None:
            return
        self.title(tr("Whose turn it is"))
        self.say(PlainLabel, turn.says)
        if turn.feedback:
            self.say(HelpText, turn.feedback)
        for words in turn.void:
            self.say(ShouldText, words)
        if turn.to_choose:
            words = trn(
                "One answer has two versions: choose one.",
                "{count} answers have two versions: choose one.",
                turn.to_choose,
            )
            self.say(RemarkText, words)
        for side in turn.sides:
            self._side(side)
        if turn.ready:
            self.say(PlainLabel, tr("✓ Said to be ready: {ready}.", ready=", ".join(turn.ready)))
        if self._own_role is not None:
            self._verbs(turn)

    def _side(self, side: Side) -> None:
        inside = self.fold(side.says)
        for words, address in side.questions:
            self.jump(words, address, inside)
        if side.more:
            more = LinkButton(tr("{more} more: show the list of problems", more=side.more), self._home())
            more.clicked.connect(self.problems_wanted)
            inside.addWidget(more)
        if self._own_role is not None:
            remind = _Remind(side, self._home())
            remind.wanted.connect(self.reminder_wanted)
            inside.addWidget(remind)

    def _verbs(self, turn: Turn) -> None:
        if not turn.exchanged:
            self.say(Hint, _LONE)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("Hand over…"), self._hand_over, tr("Make a sealed package for a colleague")))
        if turn.to_choose:
            row.addWidget(button(tr("Choose…"), self._choose, tr("Look at both versions side by side")))
        if self._own_role in ("designated_teacher", "social_worker"):
            row.addWidget(
                button(tr("My part is ready"), self._ready, tr("Say so; it goes along with the next package"))
            )
        if self._own_role == "virtual_school":
            row.addWidget(button(tr("Return it…"), self._return, tr("Say what has to be amended")))
        row.addStretch(1)
        self._lines.addLayout(row)

    def _hand_over(self) -> None:
        self.verb_wanted.emit("hand over")

    def _choose(self) -> None:
        self.verb_wanted.emit("choose")

    def _ready(self) -> None:
        self.verb_wanted.emit("ready")

    def _return(self) -> None:
        self.verb_wanted.emit("return")


class _Remind(LinkButton):
    """Asks for a message to one side. ``wanted(Role)``."""

    wanted = Signal(object)

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(tr("Write a reminder…"), parent)
        self._role = side.role
        self.setAccessibleName(tr("Write a reminder: {says}", says=side.says))
        self.clicked.connect(self._press)

    def _press(self) -> None:
        self.wanted.emit(self._role)
