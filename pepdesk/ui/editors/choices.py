"""Several answers from a list: one check box each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from pepdesk.ui.editors.editor import NO_LONGER, Editor, Question, plain
from pepdesk.ui.parts.prose import room_for
from pepdesk.ui.parts.theme import TARGET, prose_width
from pepdesk.ui.parts.ticks import LongTick

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored

TWO_COLUMNS_FROM = 8
"""Lists this long stand in two columns."""


class ChoicesEditor(Editor):
    """Check boxes; values the form no longer offers stay ticked until somebody takes them away."""

    waits_for_leave = False

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._boxes: dict[str, QCheckBox] = {}
        self._frozen = False
        self._columns = 0
        self._name = ""
        self._identifier = ""
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(24)
        self._layout.setVerticalSpacing(2)
        self._words = {option.value: option.label for option in question.form.options(question.field)}
        self._offered = tuple(self._words)
        for value, label in self._words.items():
            self._add(value, label)
        self._arrange()

    def focus_target(self) -> QWidget:
        """The first box that is offered."""
        return next((box for box in self._boxes.values() if not box.isHidden()), next(iter(self._boxes.values())))

    def value(self) -> Stored:
        """The ticked options, in the list's order."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: Stored) -> None:
        """Tick what is in ``value``."""
        wanted = set(value if isinstance(value, tuple) else (plain(value),)) - {""}
        for unknown in wanted - self._boxes.keys():
            self._add(unknown, f"{unknown} {NO_LONGER}")
            self.name(self._name, self._identifier)
        self._tick(wanted)
        if not wanted.issubset(self._offered):
            self._arrange()  # what is ticked is shown

    def offer(self, values: tuple[str, ...]) -> None:
        """Hide the boxes of what is not offered, except ticked ones, which say so."""
        if self._offered != values:
            self._offered = values
            self._arrange()

    def _tick(self, wanted: set[str]) -> None:
        for one, box in self._boxes.items():
            if box.isChecked() != (one in wanted):
                box.blockSignals(True)
                box.setChecked(one in wanted)
                box.blockSignals(False)

    def freeze(self, frozen: bool) -> None:
        """Rest the boxes."""
        self._frozen = frozen
        for box in self._boxes.values():
            box.setEnabled(not frozen)

    def name(self, name: str, identifier: str) -> None:
        """Each box says the question too."""
        self._name, self._identifier = name, identifier
        for value, box in self._boxes.items():
            box.setAccessibleName(f"{box.text()}, {name}")
            box.setAccessibleIdentifier(f"{identifier}={value}")

    def fit(self) -> None:
        """High enough to hit."""
        self._arrange()
        for box in self._boxes.values():
            box.setMinimumHeight(max(TARGET, round(box.fontMetrics().height() * 1.5)))

    def keep_in_sight(self) -> None:
        """The page has another width: one column or two."""
        shown = [box for box in self._boxes.values() if not box.isHidden()]
        if self._columns_for(shown) != self._columns:
            self._arrange()

    def _add(self, value: str, label: str) -> None:
        box = LongTick(label.replace("&", "&&"), self)
        self._boxes[value] = box
        box.toggled.connect(self._toggled)

    def _arrange(self) -> None:
        """Lay out what is offered or ticked, in the list's order, in one column or two."""
        shown = []
        for value, box in self._boxes.items():
            offered = value in self._offered
            if value in self._words:
                words = self._words[value].replace("&", "&&")
                box.setText(words if offered else f"{words} {NO_LONGER}")
            self._layout.removeWidget(box)
            box.setVisible(offered or box.isChecked())
            shown += [box] if offered or box.isChecked() else []
        self._columns = columns = self._columns_for(shown)
        rows = -(-len(shown) // columns)
        for place, box in enumerate(shown):
            self._layout.addWidget(box, place % rows, place // rows)
        self._layout.setColumnStretch(1, 0 if columns == 2 else 1)
        self._layout.setColumnStretch(2, 1 if columns == 2 else 0)
        self.name(self._name, self._identifier)

    def _columns_for(self, boxes: list[QCheckBox]) -> int:
        return 2 if len(boxes) >= TWO_COLUMNS_FROM and self._fit_side_by_side(boxes) else 1

    def _fit_side_by_side(self, boxes: list[QCheckBox]) -> bool:
        """Whether two columns of these boxes are no wider than a column of prose, and than what can be seen."""
        if self.question.compact:
            return False
        widest = max(box.sizeHint().width() for box in boxes)
        room = prose_width(self.fontMetrics().averageCharWidth())
        if seen := room_for(self):
            room = min(room, seen)
        return 2 * widest + self._layout.horizontalSpacing() <= room

    def _toggled(self, _on: bool) -> None:
        self.edited.emit(self.value())
