"""The first page of an open plan: where it stands and what to do next. Worked out only while it is on show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.problem import ExportProblem
from pepdesk.ui.overview.across_view import AcrossCard
from pepdesk.ui.overview.overview_card import OverviewCard
from pepdesk.ui.overview.overview_cards import DatesCard, LawCard, MoneyCard, NextCard, RatingCard, SignCard
from pepdesk.ui.overview.overview_dates import save_ics
from pepdesk.ui.overview.overview_parts import standing
from pepdesk.ui.overview.turn_card import TurnCard
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.prose import MARGIN, ProseColumn
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import Hint, PageTitle, ShouldText
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.model import Role

PAUSE_MS = 200
"""After the last change, until the overview is worked out anew."""
SAVED = tr("The dates are saved. The file holds no name.")


class OverviewPage(ScrollPage):
    """Where the plan stands.

    ``wanted(Address)`` – go to that question; ``problems_wanted()`` – show the list of problems.
    """

    wanted = Signal(object)
    problems_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Overview: where this plan stands"))
        self._session = session
        self._role: Role | None = None
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._refresh)
        content = QWidget(self)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(MARGIN, 24, MARGIN, 48)
        self._prose = ProseColumn(content)
        outer.addWidget(self._prose)
        outer.addStretch(1)
        self._head()
        self._cards = self._make_cards()
        self.setWidget(content)
        session.changed.connect(self._wait)
        session.rows_changed.connect(self._wait)
        session.assessed.connect(self._wait)
        session.frozen.connect(self._wait)
        session.earlier_known.connect(self._wait)
        theme().changed.connect(self._fit)

    def show_role(self, role: Role | None) -> None:
        """Propose the steps of ``role``, or everybody's for None."""
        self._role = role
        self._wait()

    def show_own(self, role: str) -> None:
        """Whose card the person at the desk has for this plan ("" for none); what they can do follows from it."""
        self.turn.show_own(role)
        self._wait()

    def take_focus(self) -> None:
        """Put the focus on the first thing to go to."""
        stops = [one for card in self._cards for one in card.findChildren(QWidget)]
        first = next((one for one in stops if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()), None)
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what nobody needed until now."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Work nothing out for nobody."""
        super().hideEvent(event)
        self._stale = self._stale or self._soon.isActive()
        self._soon.stop()

    def save_dates(self, path: str) -> None:
        """Write the calendar file at ``path``."""
        try:
            save_ics(self._session.assessment.view, Path(path))
        except ExportProblem as problem:
            show_problem(self, problem)
            return
        self._saved.say(SAVED)
        self._saved.show()
        announce(self, SAVED)

    # Internal -----------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        self._prose.column.addWidget(PageTitle(tr("Where this plan stands"), self._prose))
        self._progress = Hint("", self._prose)
        self._warning = ShouldText("", self._prose)
        self._prose.column.addWidget(self._progress)
        self._prose.column.addWidget(self._warning)

    def _make_cards(self) -> tuple[OverviewCard, ...]:
        sign, dates = SignCard(self._prose), DatesCard(self._prose)
        self.turn = TurnCard(self._prose)
        cards = (
            NextCard(self._prose), self.turn, sign, RatingCard(self._prose), LawCard(self._prose),
            MoneyCard(self._prose), dates,
            AcrossCard(self._session, self._prose),
        )  # fmt: skip
        for card in cards:
            card.wanted.connect(self.wanted)
            self._prose.column.addWidget(card)
        sign.problems_wanted.connect(self.problems_wanted)
        self.turn.problems_wanted.connect(self.problems_wanted)
        dates.save_wanted.connect(self.save_dates)
        self._saved = Hint("", self._prose)
        self._saved.hide()
        self._prose.column.addWidget(self._saved)
        return cards

    def _wait(self, _what: object = None) -> None:
        if self.isVisible():
            self._soon.start()
        else:
            self._stale = True

    def _fit(self) -> None:
        for card in self._cards:
            card.forget()
        self._wait()

    def _refresh(self) -> None:
        self._stale = False
        found = standing(self._session.assessment, self._role)
        self._progress.say(found.progress)
        self._warning.say(found.warning)
        self._warning.setVisible(bool(found.warning))
        new = [card for card in self._cards if card.show_standing(found)]
        if new:
            put_in_reading_order(self._prose)
