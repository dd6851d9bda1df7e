"""The question and the row that have the focus, and what keys and menus do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from pepdesk.form.address import Address
from pepdesk.rules.targets import OUTCOME
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.field_row import FieldRow
from pepdesk.ui.page.group_view import RowsView
from pepdesk.ui.targets.target_row import TargetRow

if TYPE_CHECKING:
    from pepdesk.ui.answers.plan_map import PlanMap


class AtHand(QObject):
    """Follows the focus inside ``area``. ``arrived(AnswerPlace)`` – another question has it now."""

    arrived = Signal(object)

    def __init__(self, plan: PlanMap, area: QWidget) -> None:
        super().__init__(area)
        self._plan = plan
        self._area = area
        self.place: AnswerPlace | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def leave(self) -> None:
        """Treat the question as left: its typing is a step of its own, and its faults may be told."""
        place, self.place = self.place, None
        if place is not None and isValid(place):  # the focus also moves because a widget is being destroyed
            place.destroyed.disconnect(self._forget)
            place.leave()

    def open_answer_menu(self) -> None:
        """Open what can be said instead of an answer, for the question that has the focus."""
        if isinstance(self.place, FieldRow):
            self.place.open_menu()
        elif self.place is not None:
            self.place.menu(clipboard=False).popup(self.place.mapToGlobal(self.place.rect().bottomLeft()))

    def put_today(self) -> None:
        """Answer the date that has the focus with today's."""
        if self.place is not None:
            self.place.put_today()

    def toggle_help(self) -> None:
        """Show or hide why the question that has the focus is asked."""
        if isinstance(self.place, FieldRow):
            self.place.toggle_help()

    def use_wording(self) -> None:
        """Put in the wording the coach offers for the target that has the focus."""
        if target := self._target():
            target.use_wording()

    def look_up(self) -> None:
        """Open the examples for the target that has the focus."""
        if target := self._target():
            target.look_up()

    def build(self) -> None:
        """Open the guide for the target that has the focus."""
        if target := self._target():
            target.build()

    def add_row(self) -> None:
        """Add a row to the group that has the focus."""
        if (found := self._row()) and not self._plan.session.is_frozen:
            found[0].add_row()

    def duplicate_row(self) -> None:
        """Duplicate the row that has the focus."""
        if (found := self._row()) and found[1] and not self._plan.session.is_frozen:
            found[0].duplicate(found[1])

    def remove_row(self) -> None:
        """Remove the row that has the focus."""
        if (found := self._row()) and found[1] and not self._plan.session.is_frozen:
            found[0].remove(found[1])

    def move_row_up(self) -> None:
        """Move the row that has the focus up."""
        self._move_row(-1)

    def move_row_down(self) -> None:
        """Move the row that has the focus down."""
        self._move_row(1)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._area):
            return
        place = self._place_of(new)
        if place is None and new is not None and self._area.isAncestorOf(new):
            _put_in_sight(new)
        if place is self.place:
            return
        self.leave()
        if place is not None:
            self.place = place
            place.destroyed.connect(self._forget)
            place.enter()
            self.arrived.emit(place)

    def _forget(self) -> None:
        self.place = None

    def _place_of(self, widget: QWidget | None) -> AnswerPlace | None:
        while widget is not None and widget is not self._area:
            if isinstance(widget, AnswerPlace):
                return widget
            widget = widget.parentWidget()
        return None

    def _target(self) -> TargetRow | None:
        """The target that has the focus, or the one whose other questions have it."""
        if self.place is None or isinstance(self.place, TargetRow):
            return self.place
        found = self._plan.place(Address(*OUTCOME, self.place.address.rows[:1]))
        return found if isinstance(found, TargetRow) and self.place.address.tab == OUTCOME[0] else None

    def _row(self) -> tuple[RowsView, str] | None:
        """The group with rows that has the focus, and the row ("" on its add button)."""
        widget: QWidget | None = self._area.focusWidget()
        rows = self.place.address.rows if self.place is not None else ()
        while widget is not None and widget is not self._area:
            if isinstance(widget, RowsView) and not widget.repeat.rows_from:
                depth = len(widget.at.rows)
                return widget, rows[depth] if len(rows) > depth else ""
            widget = widget.parentWidget()
        return None

    def _move_row(self, by: int) -> None:
        if (found := self._row()) and found[1] and not self._plan.session.is_frozen:
            found[0].move_row(found[1], by)


def _put_in_sight(widget: QWidget) -> None:
    """Scroll to a button between the questions: Qt does so only where Tab comes from the same page."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(widget)
