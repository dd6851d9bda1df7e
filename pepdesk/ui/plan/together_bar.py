"""Above the page of a plan that goes to and fro: answers still to be chosen, what the virtual school says of this page.

It also tells the header whose turn it is. Nothing of it is shown while somebody looks on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.app.turns import waiting_for
from pepdesk.ui.parts.bars import Bar
from pepdesk.ui.parts.owners import OWNERS
from pepdesk.ui.parts.texts import RemarkText
from pepdesk.ui.plan.feedback import feedback_on
from pepdesk.ui.plan.standing_watch import StandingWatch
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.handover.standing import Standing
    from pepdesk.ui.plan.plan_view import PlanView


class TogetherBar(QWidget):
    """``choose_wanted()`` – show the answers of which there are two versions."""

    choose_wanted = Signal()

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view
        self.watch = StandingWatch(view.session, self)
        self._choices = Bar(tr("Choose…"), self)
        self._feedback = RemarkText("", self)
        self._feedback.setContentsMargins(32, 8, 16, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._choices)
        layout.addWidget(self._feedback)
        self._feedback.hide()
        self._choices.pressed.connect(self.choose_wanted)
        self.watch.changed.connect(self.refresh)
        view.pages.turned.connect(self.refresh)
        view.presence.changed.connect(self.refresh)

    def refresh(self, _what: object = None) -> None:
        """Show what is true now."""
        standing = self.watch.standing if not self._view.presence.is_on else None
        count = standing.to_choose if standing is not None else 0
        choose = trn(
            "One answer has two versions, yours and a colleague’s. Both are kept until you choose.",
            "{count} answers have two versions, yours and a colleague’s. Both are kept until you choose.",
            count,
        )
        self._choices.say(choose if count else "")  # never shown and hidden again: the page would jump
        words = self._words(standing)
        self._feedback.say(words)
        self._feedback.setVisible(bool(words))
        self._view.header.show_turn(turn_words(standing))

    def _words(self, standing: Standing | None) -> str:
        """What the virtual school says of the page on show."""
        tab = self._view.pages.current_tab()
        if standing is None or not standing.feedback or not tab:
            return ""
        titles = [one.title for one in self._view.session.form.tabs]
        said = feedback_on(standing.feedback, self._view.session.form.tab(tab).title, titles)
        return tr("The virtual school asks: {said}", said=said) if said else ""


def turn_words(standing: Standing | None) -> str:
    """Shape and words for the header; "" for a plan that does not go to and fro, or where nobody is waited for."""
    if standing is None or not standing.turn:
        return ""
    shape = OWNERS[standing.turn[0]][0] if len(standing.turn) == 1 else "◆"
    whom = waiting_for(standing.turn)
    words = tr("Returned, waiting for {whom}", whom=whom) if standing.feedback else tr("Waiting for {whom}", whom=whom)
    return f"{shape} {words}"
