"""Several answers from a list: one check box each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from pepdesk.ui.editors.editor import TARGET, Editor, Question, plain

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
        self._name = ""
        self._identifier = ""
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(24)
        self._layout.setVerticalSpacing(2)
        options = question.form.options(question.field)
        columns = 2 if len(options) >= TWO_COLUMNS_FROM and not question.compact else 1
        rows = -(-len(options) // columns)
        for place, option in enumerate(options):
            self._add(option.value, option.label, place % rows, place // rows)
        self._layout.setColumnStretch(columns, 1)

    def focus_target(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()))

    def value(self) -> Stored:
        """The ticked options, in the list's order."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: Stored) -> None:
        """Tick what is in ``value``."""
        wanted = set(value if isinstance(value, tuple) else (plain(value),)) - {""}
        for unknown in wanted - self._boxes.keys():
            self._add(unknown, f"{unknown} (no longer offered)", self._layout.rowCount(), 0)
            self.name(self._name, self._identifier)
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
        for box in self._boxes.values():
            box.setMinimumHeight(max(TARGET, round(box.fontMetrics().height() * 1.5)))

    def _add(self, value: str, label: str, row: int, column: int) -> None:
        box = QCheckBox(label.replace("&", "&&"), self)
        self._boxes[value] = box
        self._layout.addWidget(box, row, column)
        box.toggled.connect(self._toggled)

    def _toggled(self, _on: bool) -> None:
        self.edited.emit(self.value())
