"""The pages of the form: one is built when it is first needed, the others while nobody is doing anything.

Measured on the Reception to Year 11 form: see ``tests/ui``; building every page at once would delay the first.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pepdesk.form.address import Address, RowsAt
from pepdesk.smart import judge
from pepdesk.ui.page.tab_page import TabPage
from pepdesk.ui.parts.deck import Deck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.rules.assess import Difference
    from pepdesk.ui.answers.answer_place import AnswerPlace
    from pepdesk.ui.answers.plan_map import PlanMap

IDLE_MS = 20
"""Between two pages built in idle time."""
REST_MS = 500
"""After the last page is built, until what the coach finds and what follows from it stands there."""
AFTER_TYPING_MS = 700
"""After the last letter, until pages are built again: one takes up to 100 ms (measured)."""
_LAYOUT_PASSES = 3
"""Until nothing moves any more: what wraps, the scroll bar that takes room from it, what wraps again."""


class Pages(Deck):
    """All pages of one plan."""

    def __init__(self, plan: PlanMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        gc.unfreeze()  # the pages of the plan before, if there was one
        self._pages: dict[str, TabPage] = {}
        self._steps = self._prepare()
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._go_on)

    def current_tab(self) -> str:
        """The id of the tab that is open; "" before the first and while the overview is shown."""
        page = self.top
        return page.tab.id if isinstance(page, TabPage) else ""

    def open(self, tab_id: str) -> TabPage:
        """Show a tab's page, building it first if need be."""
        page = self.page(tab_id)
        self.turn_to(page)
        return page

    def page(self, tab_id: str) -> TabPage:
        """A tab's page, built if need be."""
        if tab_id not in self._pages:
            page = TabPage(self._plan, self._plan.session.form.tab(tab_id), self)
            self._pages[tab_id] = page
            self.add_page(page)
        return self._pages[tab_id]

    def stay_at(self, place: AnswerPlace) -> None:
        """Reveal a question on its page, and again while what was just built there finds its heights."""
        self.page(place.address.tab).stay_at(place)

    def build_rest_when_idle(self) -> None:
        """Begin to build the pages nobody asked for yet."""
        self._idle.start(IDLE_MS)

    def stop_building(self) -> None:
        """Build nothing more for now: nobody sees the plan."""
        self._idle.stop()

    def build_all(self) -> None:
        """Build every shown page now."""
        for tab_id in self._plan.session.on_screen.tabs:
            self.page(tab_id)

    def changed(self, addresses: frozenset[Address]) -> None:
        """Answers changed: show them. Whoever is typing does not have to wait for a page nobody asked for."""
        if self._idle.isActive():
            self._idle.start(AFTER_TYPING_MS)
        for address in addresses:
            if place := self._plan.place(address):
                place.show_answer()

    def assessed(self, what: Difference) -> None:
        """What follows from a change: rows first, then the questions whose state changed."""
        for at in sorted(what.groups, key=_depth):
            if group := self._plan.group(at):
                group.refresh()
        for address in what.addresses:
            if place := self._plan.place(address):
                place.refresh()
            elif group := self._plan.group(self.group_of(address)):
                group.show_state()
        if what.lists:
            for place in self._plan.places():
                if place.field.choices in what.lists:
                    place.show_offer()

    def group_of(self, address: Address) -> RowsAt:
        """The place of the group a question stands in."""
        field = self._plan.session.form.field(address.tab, address.field)
        return RowsAt(address.tab, field.group, address.rows[:-1])

    def show_issues(self) -> None:
        """Show everywhere what may be told now."""
        for place in self._plan.places():
            place.show_issues()
        for group in self._plan.groups():
            group.show_state()

    def freeze(self, frozen: bool) -> None:
        """Make every answer read-only, or open again."""
        for place in self._plan.places():
            place.freeze(frozen)
        for group in self._plan.groups():
            group.freeze(frozen)

    def fit(self) -> None:
        """Fit to a changed font."""
        for place in self._plan.places():
            place.fit()
        for group in self._plan.groups():
            group.fit()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # all of it must know its new size first
        for page in self._pages.values():
            page.keep_in_sight()

    def _go_on(self) -> None:
        """One step of what is done while nobody is doing anything; the next follows after the pause it asks for."""
        if not isValid(self._plan.session):  # the plan was closed, and its window is only about to go
            return
        if (pause := next(self._steps, None)) is not None:
            self._idle.start(pause)

    def _prepare(self) -> Iterator[int]:
        """Build every page, lay each out and paint each once; gives the pause after each step, milliseconds.

        A page turned to for the first time would else take three times as long as later (measured).
        """
        while tab_id := next((one for one in self._plan.session.on_screen.tabs if one not in self._pages), ""):
            self.page(tab_id)
            yield IDLE_MS
        judge("warm")  # the coach's patterns are compiled at its first word: 100 ms (measured), better not while typing
        gc.freeze()  # else the collector walks all these widgets again and again while somebody types
        yield REST_MS
        for act in (_lay_out, QWidget.grab):  # painting one has Qt lay out all that are not: that comes last
            for page in self._pages.values():
                if page is not self.top:
                    page.setGeometry(self.rect())
                    page.lower()  # the page that is shown covers it
                    page.show()
                    act(page)
                    page.hide()
                    yield IDLE_MS


def _lay_out(_page: QWidget) -> None:
    for _ in range(_LAYOUT_PASSES):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _depth(at: RowsAt) -> int:
    return len(at.rows)
