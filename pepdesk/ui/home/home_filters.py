"""Find, show, sort, names: what the list of plans is narrowed and ordered by. Only order and names are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from pepdesk.app.caseload import Group, Order
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.flow import Flow
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.settings import Settings

PAUSE_MS = 120
"""The list follows once no key was pressed for so long: nothing is done while somebody types."""
_NAMES, _ORDER = "home/names", "home/order"
_ORDERS = tuple(order.value for order in Order)


class HomeFilters(QWidget):
    """``changed()`` – list the plans anew; ``named()`` – names are shown now, or no more.

    ``down()`` – the keyboard wants to go on into the list.
    """

    changed = Signal()
    named = Signal()
    down = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._words, self._group, self._order = QLineEdit(), QuietCombo(), QuietCombo()
        self._names = Tick(tr("Show n&ames"))
        self._names.setToolTip(tr("First names in the list instead of initials alone. Others may see your screen."))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._fill()
        flow = Flow(self, gap=16)
        for text, control in ((tr("Fin&d"), self._words), (tr("Sho&w"), self._group), (tr("Sort &by"), self._order)):
            flow.addWidget(_labelled(text, control))
        flow.addWidget(self._names)
        self._words.textEdited.connect(self._typed)
        self._words.returnPressed.connect(self.down)
        self._group.currentIndexChanged.connect(self._chosen)
        self._order.currentIndexChanged.connect(self._chosen)
        self._names.toggled.connect(self._chosen)
        self._names.toggled.connect(self.named)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        keys.activated.connect(self._find)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._words.text()

    @property
    def group(self) -> Group | None:
        """The one group that is shown; None for all."""
        found = self._group.currentData()
        return Group(found) if found else None

    @property
    def order(self) -> Order:
        """What the plans are sorted by."""
        return Order(self._order.currentData())

    @property
    def names(self) -> bool:
        """Whether first names are shown."""
        return self._names.isChecked()

    def show_counts(self, counts: dict[Group, int]) -> None:
        """Tell how many plans each group has."""
        self._group.setItemText(0, tr("All plans ({count})", count=sum(counts.values())))
        for place, group in enumerate(Group, start=1):
            self._group.setItemText(place, f"{group.words} ({counts[group]})")

    def clear(self) -> None:
        """Show everything again."""
        self._group.setCurrentIndex(0)
        self._words.clear()
        self._pause.stop()
        self.changed.emit()

    def _fill(self) -> None:
        self._words.setPlaceholderText(tr("Name, initials, school or term"))
        self._words.setClearButtonEnabled(True)
        self._words.setMinimumWidth(self._words.fontMetrics().averageCharWidth() * 30)
        self._words.setToolTip(tr("Find plans (Ctrl+F)"))
        self._group.addItem(tr("All plans"), "")
        for group in Group:
            self._group.addItem(group.words, group.value)
        self._group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for order in Order:
            self._order.addItem(order.words, order.value)
        self._order.setCurrentIndex(_ORDERS.index(self._settings.text(_ORDER, _ORDERS[0], _ORDERS)))
        self._names.setChecked(bool(self._settings.whole(_NAMES, 0, 0, 1)))

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _chosen(self, _what: object) -> None:
        self._settings.keep(_ORDER, self.order.value)
        self._settings.keep(_NAMES, int(self.names))
        self.changed.emit()

    def _find(self) -> None:
        self._words.setFocus()
        self._words.selectAll()


def _labelled(text: str, control: QWidget) -> QWidget:
    """A control with its words before it, never parted by the end of a line."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    label = PlainLabel(wrap=False)
    label.setBuddy(control)
    label.setText(text)
    control.setAccessibleName(text.replace("&", ""))
    row.addWidget(label)
    row.addWidget(control, 1)
    return both
