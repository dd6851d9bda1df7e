"""Repeated groups as cards, one for each row, with tables inside for what is nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.page.grip import DropLine, Grip
from pepdesk.ui.page.group_view import RowsView
from pepdesk.ui.page.table_view import TableView
from pepdesk.ui.parts.flow import Flow
from pepdesk.ui.parts.prose import Card, ProseColumn
from pepdesk.ui.parts.texts import GroupTitle, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.targets.target_glance import TargetGlance
from pepdesk.ui.targets.target_row import question_row
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Group, Tab
    from pepdesk.ui.answers.field_row import FieldRow
    from pepdesk.ui.answers.plan_map import PlanMap


class CardsView(RowsView):
    """A card for each row."""

    def __init__(self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget) -> None:
        super().__init__(plan, tab, group, at, parent)
        self._cards: dict[str, RowCard] = {}
        self._line = DropLine(self)
        self.refresh()

    def build_row(self, row: str) -> None:
        """Make a card."""
        self._cards[row] = RowCard(self, row)

    def drop_row(self, row: str) -> list[AnswerPlace]:
        """Let a card go."""
        card = self._cards.pop(row)
        places = card.findChildren(AnswerPlace)
        card.hide()
        self.body.removeWidget(card)
        card.deleteLater()
        return [place for place in places if isinstance(place, AnswerPlace)]

    def arrange(self) -> None:
        """Stack the cards in order."""
        for index, row in enumerate(self.rows):
            card = self._cards[row]
            if self.body.indexOf(card) != index:
                self.body.removeWidget(card)
                self.body.insertWidget(index, card)
            card.number(first=index == 0, last=index == len(self.rows) - 1, room=len(self.rows) < self.repeat.max)
            card.show()

    def drag(self, height: int) -> None:
        """Show where a card would come to stand that is let go at that height on screen."""
        before = self._place_at(height)
        cards = [self._cards[row] for row in self.rows]
        y = cards[before].y() - 8 if before < len(cards) else cards[-1].geometry().bottom() + 8
        self._line.show_at(max(y, 2))

    def drop(self, row: str, height: int) -> None:
        """Put the card of ``row`` there."""
        self._line.hide()
        here, before = self.rows.index(row), self._place_at(height)
        by = before - here - (before > here)
        if by:
            self.move_row(row, by)

    def _place_at(self, height: int) -> int:
        """Before how many of the cards a height on screen lies."""
        y = self.mapFromGlobal(QPoint(0, height)).y()
        return sum(y > self._cards[row].geometry().center().y() for row in self.rows)

    def freeze(self, frozen: bool) -> None:
        """Rest the cards' buttons."""
        super().freeze(frozen)
        for card in self._cards.values():
            card.freeze(frozen)


class RowCard(Card):
    """One row: its name, buttons to move, copy and remove it, and its questions."""

    def __init__(self, view: CardsView, row: str) -> None:
        super().__init__(view)
        self.view, self.row = view, row
        self._title = GroupTitle("", self)
        self._buttons: dict[str, QToolButton] = {}
        self._head()
        self._nested: list[TableView] = []
        self._rows: list[FieldRow] = []
        self._fill()
        self.freeze(view.plan.session.is_frozen)

    def number(self, *, first: bool, last: bool, room: bool) -> None:
        """Show the row's present number."""
        name = self.view.row_name(self.row)
        self._title.say(name)
        self.setAccessibleName(name)
        for words, button in self._buttons.items():
            button.setAccessibleName(f"{words} {name}")
        up, down, copy, *_ = self._buttons.values()
        up.setEnabled(not first)
        down.setEnabled(not last)
        copy.setEnabled(room)
        for field_row in self._rows:
            field_row.rename(name)
        for table in self._nested:
            table.rename(name)

    def freeze(self, frozen: bool) -> None:
        """Take the buttons away while nothing can be changed."""
        for button in (*self._buttons.values(), self._grip):
            button.setVisible(not frozen)

    def up(self) -> None:
        """Move the row up."""
        self.view.move_row(self.row, -1)

    def down(self) -> None:
        """Move the row down."""
        self.view.move_row(self.row, 1)

    def copy(self) -> None:
        """Copy the row."""
        self.view.duplicate(self.row)

    def remove(self) -> None:
        """Remove the row."""
        self.view.remove(self.row)

    def _head(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        self._grip = Grip(self)
        self._grip.dragged.connect(self.view.drag)
        self._grip.dropped.connect(self._drop)
        top.addWidget(self._grip)
        self._title.setWordWrap(False)
        top.addWidget(self._title)
        line = Flow()
        for words, slot, tip in (
            (tr("Move up"), self.up, "Alt+Shift+Up"),
            (tr("Move down"), self.down, "Alt+Shift+Down"),
            (tr("Duplicate"), self.copy, "Ctrl+Shift+D"),
            (tr("Remove"), self.remove, tr("Can be undone with Ctrl+Z")),
        ):
            button = QToolButton(self)
            button.setText(words)
            button.setToolTip(as_tip(tip))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setMinimumHeight(TARGET)
            button.clicked.connect(slot)
            line.addWidget(button)
            self._buttons[words] = button
        top.addLayout(line, 1)
        self.column.addLayout(top)
        if (self.view.tab.id, self.view.group.id) == ("targets", "target"):
            above = ProseColumn(self)
            above.column.addWidget(TargetGlance(self.view.plan.session, self.row, above))
            self.column.addWidget(above)

    def _drop(self, height: int) -> None:
        self.view.drop(self.row, height)

    def _fill(self) -> None:
        view, prose = self.view, None
        path = view.path(self.row)
        around = view.group.owner or view.tab.owner
        for item in view.tab.layout(view.group.id):
            if isinstance(item, Field):
                if prose is None:
                    prose = ProseColumn(self)
                    self.column.addWidget(prose)
                made = question_row(view.plan, item, Address(view.tab.id, item.id, path), "", prose, around=around)
                prose.column.addWidget(made)
                self._rows.append(made)
            else:
                prose = None
                table = TableView(view.plan, view.tab, item, RowsAt(view.tab.id, item.id, path), self)
                self.column.addWidget(table)
                self._nested.append(table)
