"""Groups of questions: plain blocks, and what cards and tables share: title, help, adding, moving and removing rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field
from pepdesk.ui.answers.answer_place import AnswerPlace, told_text
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.owners import OwnerChip
from pepdesk.ui.parts.prose import GAP, ProseColumn
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, Hint, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.ui.targets.target_row import question_row
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Group, Repeat, Tab
    from pepdesk.ui.answers.plan_map import PlanMap


MOST_SHOWN = 40
"""Rows built at once: of 16 questions each, they take a second (measured). Forms have room for 20."""


class GroupView(QWidget):
    """A titled group at ``at``. Subclasses put their rows into ``body``."""

    def __init__(
        self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget, *, context: str = ""
    ) -> None:
        super().__init__(parent)
        self.plan, self.tab, self.group, self.at, self.context = plan, tab, group, at, context
        self.setAccessibleName(f"{group.title}, {context}" if context else group.title)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(8)
        self._title()
        plan.add_group(at, self)

    def _title(self) -> None:
        head = ProseColumn(self)
        head.column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(GroupTitle(self.group.title, head), 1)
        if self.group.owner is not None and self.group.owner is not self.tab.owner:
            line.addWidget(OwnerChip(self.group.owner, head, form_id=self.plan.session.form.id))
        head.column.addLayout(line)
        if self.group.help:
            head.column.addWidget(Hint(self.group.help, head))
        self.outer.addWidget(head)

    def refresh(self) -> None:
        """Show the group or hide it."""
        put_on_show(self, self.at in self.plan.session.on_screen.groups)

    def show_state(self) -> None:
        """A plain block has nothing of its own to tell."""

    def add_button(self) -> QWidget | None:
        """A plain block has nothing to add."""
        return None

    def freeze(self, _frozen: bool) -> None:
        """A plain block has nothing of its own to freeze."""

    def fit(self) -> None:
        """A plain block fits by itself."""


class BlockView(GroupView):
    """Questions under a title, not repeated."""

    def __init__(self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget) -> None:
        super().__init__(plan, tab, group, at, parent)
        self.outer.setSpacing(GAP // 2)
        body = ProseColumn(self)
        for item in tab.layout(group.id):
            if isinstance(item, Field):
                row = question_row(plan, item, Address(tab.id, item.id), "", body, around=group.owner or tab.owner)
                body.column.addWidget(row)
        self.outer.addWidget(body)
        self.refresh()


class RowsView(GroupView):
    """A group with rows: keeps what is on screen in step with the rows there are, building only what is new."""

    def __init__(
        self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget, *, context: str = ""
    ) -> None:
        super().__init__(plan, tab, group, at, parent, context=context)
        assert group.repeat is not None
        self.repeat: Repeat = group.repeat
        self.rows: tuple[str, ...] = ()
        self._shown, self._left = MOST_SHOWN, 0
        self._few: ErrorText | None = None
        self._more: QPushButton | None = None
        self._rest: Hint | None = None
        self._none = Hint(tr("No {noun} yet.", noun=self.repeat.noun), self)
        self._none.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.outer.addLayout(self.body)
        self.outer.addWidget(self._none)
        self._add: QPushButton | None = None
        if not self.repeat.rows_from:
            self._add_the_button()

    # For subclasses -----------------------------------------------------------------------------------------------

    def build_row(self, row: str) -> None:
        """Make the widgets of a row."""
        raise NotImplementedError

    def drop_row(self, row: str) -> list[AnswerPlace]:
        """Let go of a row's widgets; gives the places that were in it."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Put the rows in order and number them."""
        raise NotImplementedError

    # Showing ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rows there are now."""
        super().refresh()
        session = self.plan.session
        every = session.on_screen.rows.get(self.at, ())
        rows = every[: self._shown]
        self._left = len(every) - len(rows)
        if rows != self.rows and self.at in session.on_screen.groups:
            left = self._row_with_focus()
            for row in self.rows:
                if row not in rows:
                    self._let_go(row)
            for row in rows:
                if row not in self.rows:
                    self.build_row(row)
            gone = self.rows.index(left) if left and left not in rows else -1
            self.rows = rows
            self.arrange()
            put_in_reading_order(self)
            if gone >= 0:
                self._go_near(gone)
        self.show_state()

    def show_state(self) -> None:
        """Whether rows can be added, and whether there are too few."""
        fixed = bool(self.repeat.rows_from)
        self._none.setVisible(not fixed and not self.rows)
        if self._add is not None:
            self._add.setVisible(not self.plan.session.is_frozen)
            self._add.setEnabled(self._has_room and not self._left)
            full = tr("The form has room for {most}.", most=self.repeat.max)
            self._add.setToolTip("Ctrl+Enter" if self._has_room else as_tip(full))
        self._tell_of_the_rest()
        first = next((f for f in self.tab.fields if f.group == self.group.id), None)
        issues = self.plan.session.on_screen.by_address.get(Address(self.tab.id, first.id), ()) if first else ()
        few = next((one for one in issues if one.code == "too_few"), None)
        if few is not None and self.plan.checked and self._few is None:
            self._few = ErrorText("", self)
            self.outer.addWidget(self._few)
        if self._few is not None:
            self._few.setVisible(few is not None and self.plan.checked)
            if few is not None:
                self._few.say(tr("Error: {words}", words=told_text(few)))

    def add_button(self) -> QWidget | None:
        """The button that adds a row, or that shows the rows not built yet."""
        return self._more if self._left else self._add

    def freeze(self, _frozen: bool) -> None:
        """Rows of a signed plan stay as they are."""
        self.show_state()

    # Changing rows ------------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """Add a row at the end and go there."""
        if self._has_room and not self._left:
            self.go_to_row(self.plan.session.insert_row(self.at, label=tr("Add {noun}", noun=self.repeat.noun)))

    def duplicate(self, row: str) -> None:
        """Add a copy of a row after it and go there."""
        if self._has_room:
            self.go_to_row(self.plan.session.duplicate_row(self.at, row, tr("Duplicate {noun}", noun=self.repeat.noun)))

    def remove(self, row: str) -> None:
        """Take a row away at once; the plan offers to undo it."""
        place = self.rows.index(row)
        if self.plan.session.remove_row(self.at, row, tr("Remove {row}", row=self.row_name(row).lower())):
            self._go_near(place)
            self.plan.row_removed.emit(tr("{row} removed.", row=f"{self.repeat.noun.capitalize()} {place + 1}"))

    def move_row(self, row: str, by: int) -> None:
        """Move a row up (-1) or down (1)."""
        index = self.rows.index(row) + by
        if 0 <= index < len(self.rows):
            self.plan.session.move_row(self.at, row, index, tr("Move {noun}", noun=self.repeat.noun))
            self.go_to_row(row)

    def row_name(self, row: str) -> str:
        """The name of a row: its number, or the words of a fixed row."""
        if self.repeat.rows_from:
            return self.plan.session.form.choices[self.repeat.rows_from].label(row)
        return f"{self.repeat.noun.capitalize()} {self.rows.index(row) + 1}"

    def row_context(self, row: str) -> str:
        """The row's name, with that of the row it stands in."""
        return f"{self.row_name(row)}, {self.context}" if self.context else self.row_name(row)

    def path(self, row: str) -> tuple[str, ...]:
        """The rows of an address in this row."""
        return (*self.at.rows, row)

    def go_to_row(self, row: str) -> None:
        """Put the focus on the first question of a row."""
        if not row:
            return
        first = next(field for field in self.tab.fields if field.group == self.group.id)
        if place := self.plan.place(Address(self.tab.id, first.id, self.path(row))):
            place.take_focus()
            self.plan.row_entered.emit(place)

    def show_more(self) -> None:
        """Build some of the rows that are left and go to the first of them."""
        first, self._shown = len(self.rows), self._shown + MOST_SHOWN
        self.refresh()
        if first < len(self.rows):
            self.go_to_row(self.rows[first])

    # Internal -----------------------------------------------------------------------------------------------------

    def _row_with_focus(self) -> str:
        """The row whose question has the focus; "" for none."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, AnswerPlace):
            widget = widget.parentWidget()
        at, depth = self.at, len(self.at.rows)
        if widget is None or widget.address.tab != at.tab or widget.address.rows[:depth] != at.rows:
            return ""
        row = widget.address.rows[depth : depth + 1]
        return row[0] if row and row[0] in self.rows else ""

    def _go_near(self, place: int) -> None:
        """Put the focus on the row that stands where one has gone, or on adding one."""
        if self.rows:
            self.go_to_row(self.rows[min(place, len(self.rows) - 1)])
        elif self._add is not None:
            self._add.setFocus()

    @property
    def _has_room(self) -> bool:
        return len(self.rows) + self._left < self.repeat.max

    def _tell_of_the_rest(self) -> None:
        """Say how many rows are not built, and offer them: a window busy for minutes would look like a crash."""
        if self._left and self._more is None:
            self._rest, self._more = Hint("", self), VerbButton(tr("Show more"), self)
            self._more.setMinimumHeight(TARGET + 6)
            self._more.setAutoDefault(False)
            self._more.clicked.connect(self.show_more)
            self.outer.insertWidget(self.outer.indexOf(self._none), self._rest)
            self.outer.insertWidget(self.outer.indexOf(self._none), self._more)
        if self._rest is not None and self._more is not None:
            count = len(self.rows)
            self._rest.say(tr("The first {count} of {total} are shown here. The others are kept, and stand in the "
"documents.", count=count, total=count + self._left))  # fmt: skip
            self._more.setAccessibleName(tr("Show more, {table}", table=self.accessibleName()))
            for widget in (self._rest, self._more):
                widget.setVisible(bool(self._left))

    def _let_go(self, row: str) -> None:
        self.plan.drop(self.drop_row(row))
        for at in self.plan.nested_in(RowsAt(self.tab.id, self.group.id, self.path(row))):
            self.plan.drop_group(at)

    def _add_the_button(self) -> None:
        self._add = VerbButton(tr("Add {noun}", noun=self.repeat.noun), self)
        self._add.setMinimumHeight(TARGET + 6)
        self._add.setAutoDefault(False)
        self._add.setAccessibleName(
            tr("Add {noun}, {context}", noun=self.repeat.noun, context=self.context)
            if self.context
            else tr("Add {noun}", noun=self.repeat.noun)
        )
        self._add.setAccessibleIdentifier(f"{self.at} add")
        self._add.clicked.connect(self.add_row)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addStretch(1)
        self.outer.addLayout(line)
