"""The last step of the guide: what would go into which question, and what becomes of what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.texts import Hint, PlainLabel, StrongText
from pepdesk.ui.targets.guide_plan import AFTER, KEEP, REPLACE
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.ui.targets.guide_plan import Filling

_WAYS = {
    REPLACE: tr("Put this in its place"),
    AFTER: tr("Put it after what stands there"),
    KEEP: tr("Leave what stands there"),
}
_NOTHING = tr("Nothing new was written: every step was left as the plan has it.")


class GuideLook(QWidget):
    """The questions that will be filled in, each with what stands there now and what will."""

    def __init__(self) -> None:
        super().__init__()
        self.fillings: tuple[Filling, ...] = ()
        self._pickers: dict[Address, Picker] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(14)
        self._sheet = QWidget(self)
        self._column.addWidget(self._sheet)

    def show_fillings(self, fillings: tuple[Filling, ...]) -> None:
        """Show these anew."""
        self.fillings = fillings
        self._pickers.clear()
        self._column.removeWidget(self._sheet)
        self._sheet.hide()
        self._sheet.deleteLater()
        self._sheet = QWidget(self)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in fillings:
            self._add(one, column)
        if not fillings:
            column.addWidget(PlainLabel(_NOTHING))
        self._column.addWidget(self._sheet)
        self._sheet.show()

    def first(self) -> QWidget | None:
        """The first thing to decide; None when nothing is."""
        return next(iter(self._pickers.values()), None)

    def ways(self) -> dict[Address, str]:
        """What was chosen for each question where something stands."""
        return {address: picker.value for address, picker in self._pickers.items()}

    def _add(self, one: Filling, column: QVBoxLayout) -> None:
        column.addWidget(StrongText(one.field.label))
        column.addWidget(PlainLabel(one.said))
        if one.ways:
            picker = Picker(tr("Now: {before}", before=one.before))
            picker.offer([(way, _WAYS[way]) for way in one.ways], one.ways[0])
            column.addWidget(picker)
            self._pickers[one.address] = picker
        else:
            column.addWidget(Hint(tr("Nothing stands there yet.")))
        column.addSpacing(12)
