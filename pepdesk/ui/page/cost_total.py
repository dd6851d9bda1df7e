"""Under a target's costs: what each line comes to, and all of them together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from pepdesk.rules.money import cost_lines, pounds
from pepdesk.ui.parts.texts import Hint
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.app.session import Session
    from pepdesk.form.address import Address, RowsAt

COSTS: Final = ("targets", "cost_line")
"""The table the words belong under: its tab and group."""
_FIGURES: Final = frozenset({"cost_units", "cost_rate"})
_PAUSE_MS: Final = 200


class CostTotal(Hint):
    """The words for the lines of one target; nothing while no line has its two figures."""

    def __init__(self, session: Session, at: RowsAt, parent: QWidget) -> None:
        super().__init__("", parent)
        self._session, self._target = session, at.rows[0]
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.show_sum)
        session.changed.connect(self._changed)
        session.rows_changed.connect(self._rows_changed)
        self.show_sum()

    def show_sum(self) -> None:
        """Say what the lines come to now."""
        own = [one.cost for one in cost_lines(self._session.on_screen.view) if one.rows[0] == self._target]
        told = [
            tr("line {number}: {amount}", number=number, amount=pounds(cost))
            for number, cost in enumerate(own, 1)
            if cost is not None
        ]
        total = sum((cost for cost in own if cost is not None), Decimal(0))
        words = ", ".join(told)
        if len(told) > 1:
            words = tr("{lines}; together {total}", lines=words, total=pounds(total))
        self.say(words[:1].upper() + words[1:] + "." if words else "")
        self.setVisible(bool(words))

    def _changed(self, addresses: frozenset[Address]) -> None:
        if any(one.field in _FIGURES and one.rows[:1] == (self._target,) for one in addresses):
            self._soon.start()

    def _rows_changed(self, at: RowsAt) -> None:
        if at.tab == COSTS[0]:
            self._soon.start()
