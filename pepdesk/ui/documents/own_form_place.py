"""One place of an own form, to be corrected: its question, the row it is for, what each box or column stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.intake.own_form_mapping import EVERY_ROW, ROW_NAME, TOGETHER, Entry, RowsOf
from pepdesk.intake.own_form_match import address_of, options_of
from pepdesk.intake.own_form_propose import entry_for, entry_for_rows
from pepdesk.ui.documents.own_form_words import chain, column_words, entry_words
from pepdesk.ui.documents.question_picker import QuestionPicker, question_words
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import GroupTitle, Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.own_form_match import Phrasebook
    from pepdesk.intake.own_form_propose import Proposed

_NAME_TOGETHER = (tr("child.first_name + child.surname"), tr("Legal first name and surname together  —  Child"))
_MOST_ROWS = 12
_ROWS = tr("What each row is")
_NOTHING = "nothing"


class PlaceEditor(QWidget):
    """``corrected(Entry)`` – somebody changed what stands at the place."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: Proposed | None = None
        self._book: Phrasebook | None = None
        self._title, self._where, self._said, self._why = GroupTitle(), Hint(), PlainLabel(), Hint()
        self._choose = button(tr("Choose another &question…"), self.choose)
        self._leave = button(tr("Leave it &alone"), self._leave_alone)
        self._row_label, self._row = PlainLabel(), QuietCombo()
        self._row_label.stand_by(self._row, tr("&For which row of the plan?").replace("&", ""))
        self._row.setAccessibleName(tr("For which row of the plan?"))
        self._row.activated.connect(self._change_row)
        self._grid = QWidget()
        self._combos: list[QComboBox] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._title, self._where, self._said, self._why):
            layout.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._choose)
        line.addWidget(self._leave)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._row_label)
        layout.addWidget(self._row)
        layout.addWidget(self._grid)
        self._layout = layout

    @property
    def _form(self) -> Form:
        assert self._book is not None
        return self._book.form

    def show_place(self, one: Proposed, book: Phrasebook) -> None:
        """Show a place to be looked at and corrected."""
        self._one, self._book = one, book
        self._title.say(one.place.words)
        self._where.say(tr("Under “{section}”", section=one.place.section) if one.place.section else "")
        self._where.setVisible(bool(one.place.section))
        self._said.say(tr("Here stands: {questions}", questions=entry_words(one.entry, self._form)))
        self._why.say(tr("Proposed because: {why}", why=one.why) if one.why else "")
        self._why.setVisible(bool(one.why))
        self._choose.setVisible(one.place.kind != "rows")
        self._fill_row()
        self._fill_grid()

    def choose(self) -> None:
        """Choose a question for the place."""
        if self._one is None:
            return
        likely = [(TOGETHER.join(one.partition("@")[0] for one in found.answers), self._likely_words(found.answers))
                  for found in self._one.others]  # fmt: skip
        picker = QuestionPicker(self._form, self._one.place.words, [*likely, _NAME_TOGETHER], self)
        picker.chosen.connect(self._take)
        picker.open()

    def _likely_words(self, answers: tuple[str, ...]) -> str:
        assert self._book is not None
        return " + ".join(question_words(self._form, self._book.question(one)) for one in answers)

    def _take(self, names: str) -> None:
        assert self._one is not None
        assert self._book is not None
        answers = tuple(address_of(self._form, self._book.question(name)) for name in names.split(TOGETHER) if name)
        fixed = []
        for text in answers:
            address = Address.parse(text)
            rows = [self._first_row(group.repeat.rows_from) if group.repeat and group.repeat.rows_from else row
                    for group, row in zip(chain(self._form, address), address.rows, strict=True)]  # fmt: skip
            fixed.append(str(address._replace(rows=tuple(rows))))
        self._say(entry_for(self._one.place, tuple(fixed), self._book))

    def _first_row(self, choices: str) -> str:
        return self._form.choices[choices].options[0].value

    def _leave_alone(self) -> None:
        assert self._one is not None
        self._say(Entry(self._one.place.at, self._one.place.words))

    def _say(self, entry: Entry) -> None:
        assert self._one is not None
        assert self._book is not None
        self.show_place(replace(self._one, entry=entry, confidence=1.0, why=tr("chosen by you")), self._book)
        self.corrected.emit(entry)

    # Rows of the plan ---------------------------------------------------------------------------------------------

    def _fill_row(self) -> None:
        """The rows there may be, where the question stands in a repeated group."""
        assert self._one is not None
        address = Address.parse(self._one.entry.answers[0]) if len(self._one.entry.answers) == 1 else None
        groups = chain(self._form, address) if address else []
        self._row_label.setVisible(bool(groups))
        self._row.setVisible(bool(groups))
        self._row.clear()
        if not groups or address is None or groups[0].repeat is None:
            return
        repeat = groups[0].repeat
        if repeat.rows_from:
            for option in self._form.choices[repeat.rows_from].options:
                self._row.addItem(option.label, option.value)
        else:
            for number in range(1, min(repeat.max, _MOST_ROWS) + 1):
                self._row.addItem(f"{repeat.noun.capitalize()} {number}", f"new{number}")
            self._row.addItem(tr("Every {noun}, one to a line", noun=repeat.noun), EVERY_ROW)
        self._row.setCurrentIndex(max(self._row.findData(address.rows[0]), 0))

    def _change_row(self, _index: int) -> None:
        assert self._one is not None
        address = Address.parse(self._one.entry.answers[0])
        rows = (str(self._row.currentData()), *address.rows[1:])
        self._say(replace(self._one.entry, answers=(str(address._replace(rows=rows)),)))

    # Boxes, items, columns ----------------------------------------------------------------------------------------

    def _fill_grid(self) -> None:
        """A list for each box, item or column."""
        fresh = QWidget()
        self._layout.replaceWidget(self._grid, fresh)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid, self._combos = fresh, []
        assert self._one is not None
        place, entry = self._one.place, self._one.entry
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        if place.kind == "rows":
            self._line(grid, _ROWS, self._groups(), entry.rows[0].group if entry.rows else _NOTHING)
            self._combos.pop().activated.connect(self._change_group)
        if place.kind == "rows" and entry.rows:
            for number in place.open_columns:
                self._line(
                    grid,
                    tr("Column “{heading}”", heading=place.columns[number]),
                    self._column_choices(entry.rows[0]),
                    entry.rows[0].columns[number],
                )
        elif place.kind in ("ticks", "list") and len(entry.answers) == 1:
            assert self._book is not None
            offered = options_of(self._book.question(entry.answers[0]), self._form)
            for number, words in enumerate(place.options):
                value = entry.values[number] if number < len(entry.values) else ""
                means = tr("“{option}” means", option=words or tr("ticked"))
                self._line(grid, means, [("", tr("– nothing –")), *offered], value)
        grid.setColumnStretch(1, 1)
        fresh.setVisible(bool(self._combos) or place.kind == "rows")

    def _line(self, grid: QGridLayout, label: str, choices: list[tuple[str, str]], chosen: str) -> None:
        combo = QuietCombo()
        combo.setAccessibleName(label)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(24)
        for value, words in choices:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        name = PlainLabel()
        name.stand_by(combo, label)
        row = grid.rowCount()
        grid.addWidget(name, row, 0)
        grid.addWidget(combo, row, 1)
        self._combos.append(combo)
        if label != _ROWS:
            combo.activated.connect(self._change_grid)

    def _groups(self) -> list[tuple[str, str]]:
        """Every group of ours whose rows may stand in a table."""
        found = [(f"{tab.id}.{one.id}", f"{one.title}  —  {tab.title}") for tab in self._form.tabs for one in tab.groups
                 if one.repeat and not one.parent]  # fmt: skip
        assert self._one is not None
        rows = self._one.entry.rows
        single = [("", tr("Single answers in one row"))] if rows and not rows[0].group else []
        return [*single, (_NOTHING, tr("– nothing –")), *found]

    def _change_group(self, _index: int) -> None:
        combo = self.sender()
        assert self._one is not None
        assert self._book is not None
        if isinstance(combo, QComboBox) and combo.currentData():
            self._say(entry_for_rows(self._one.place, str(combo.currentData()), self._book))

    def _column_choices(self, part: RowsOf) -> list[tuple[str, str]]:
        if not part.group:
            return [("", tr("– nothing –")), *((one, column_words(one, self._form)) for one in part.columns if one)]
        tab_id, _, name = part.group.partition(".")
        tab = self._form.tab(tab_id)
        inside = {name, *(one.id for one in tab.groups if one.parent == name)}
        fixed = tab.group(name).repeat
        first = [("", tr("– nothing –"))] + ([(ROW_NAME, tr("Name of the row"))] if fixed and fixed.rows_from else [])
        return [*first, *((f"{one.tab}.{one.id}", one.label) for one in tab.fields
                          if one.group in inside and one.type is not FieldType.NOTE)]  # fmt: skip

    def _change_grid(self, _index: int) -> None:
        assert self._one is not None
        place, entry = self._one.place, self._one.entry
        values = tuple(str(one.currentData() or "") for one in self._combos)
        if place.kind == "rows":
            columns = list(entry.rows[0].columns)
            for number, value in zip(place.open_columns, values, strict=True):
                columns[number] = value
            first = RowsOf(entry.rows[0].group, tuple(columns))
            self._said.say(
                tr(
                    "Here stands: {entry_words}",
                    entry_words=entry_words(replace(entry, rows=(first, *entry.rows[1:])), self._form),
                )
            )
            changed = replace(entry, rows=(first, *entry.rows[1:]))
        else:
            changed = replace(entry, values=values)
        self._one = replace(self._one, entry=changed, confidence=1.0)
        self.corrected.emit(changed)
