"""One page of the form: what the tab is, then its questions and groups, in a column that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field
from pepdesk.ui.editors.choices import ChoicesEditor
from pepdesk.ui.overview.across_view import CHART_TABS, ChartStrip
from pepdesk.ui.overview.overview_money import MONEY_TABS, MoneyStrip
from pepdesk.ui.page.cards_view import CardsView
from pepdesk.ui.page.group_view import BlockView, GroupView
from pepdesk.ui.page.table_view import TableView
from pepdesk.ui.parts.owners import OwnerChip
from pepdesk.ui.parts.prose import GAP, MARGIN, ProseColumn
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import Hint, PageTitle, TipText
from pepdesk.ui.targets.target_row import question_row

if TYPE_CHECKING:
    from pepdesk.form.model import Group, Tab
    from pepdesk.ui.answers.answer_place import AnswerPlace
    from pepdesk.ui.answers.plan_map import PlanMap

RESTS_MS = 500
"""After rows came or moved, until all heights are known; a target's glance comes a quarter of a second later."""


class TabPage(ScrollPage):
    """The page of one tab, built when it is first needed."""

    def __init__(self, plan: PlanMap, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setAccessibleName(tab.title)
        self._plan = plan
        self._stays_at: AnswerPlace | None = None
        self._rests = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rests.timeout.connect(self._reveal_again)
        self.verticalScrollBar().rangeChanged.connect(self._heights_changed)
        self.views: list[GroupView] = []
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(MARGIN, 24, MARGIN, 48)
        self._column.setSpacing(GAP + 8)
        self._prose: ProseColumn | None = None
        self._head(content)
        for item in tab.layout():
            if isinstance(item, Field):
                self._add_question(item, content)
            else:
                self._add_group(item, content)
        if tab.id in CHART_TABS:
            foot = ProseColumn(content)
            foot.column.addWidget(ChartStrip(plan.session, tab.id, foot))
            self._column.addWidget(foot)
        self._column.addStretch(1)
        self.setWidget(content)
        put_in_reading_order(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in sight."""
        super().resizeEvent(event)
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Fit what can be narrower to the width there is: long lists of choices, tables, then prose."""
        for editor in self.findChildren(ChoicesEditor):
            editor.keep_in_sight()
        for table in self.findChildren(TableView):
            table.keep_in_sight()
        for prose in self.findChildren(ProseColumn):
            prose.keep_narrow()

    def reveal(self, place: AnswerPlace) -> None:
        """Scroll until the whole question is in sight."""
        if place is not self._stays_at:
            self._stays_at = None  # somebody went on meanwhile
        self.ensureWidgetVisible(place, 0, GAP)

    def stay_at(self, place: AnswerPlace) -> None:
        """The same with what stands round it, and again while what was just built finds its heights."""
        self._stays_at = place
        self._rests.start()
        self.reveal(place)
        self._heights_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls looks elsewhere now."""
        self._stays_at = None
        super().wheelEvent(event)

    def _heights_changed(self) -> None:
        if self._rests.isActive():
            QTimer.singleShot(0, self, self._reveal_again)  # what is inside moves only after this

    def _reveal_again(self) -> None:
        place = self._stays_at
        if place is None or not isValid(place) or place.height() > self.viewport().height():
            return  # of a question taller than the page somebody sees what they look at, such as the caret
        self.ensureWidgetVisible(place, 0, max(self.viewport().height() // 3, GAP))

    def _head(self, content: QWidget) -> None:
        head = ProseColumn(content)
        head.column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(PageTitle(self.tab.title, head), 1)
        line.addWidget(OwnerChip(self.tab.owner, head, form_id=self._plan.session.form.id))
        head.column.addLayout(line)
        if self.tab.help:
            head.column.addWidget(Hint(self.tab.help, head))
        if self.tab.why_shown:
            head.column.addWidget(TipText(self.tab.why_shown, head))
        if self.tab.id in MONEY_TABS:
            head.column.addWidget(MoneyStrip(self._plan.session, head))
        self._column.addWidget(head)

    def _add_question(self, field: Field, content: QWidget) -> None:
        if self._prose is None:
            self._prose = ProseColumn(content)
            self._column.addWidget(self._prose)
        address = Address(self.tab.id, field.id)
        self._prose.column.addWidget(question_row(self._plan, field, address, "", self._prose, around=self.tab.owner))

    def _add_group(self, group: Group, content: QWidget) -> None:
        self._prose = None
        at = RowsAt(self.tab.id, group.id)
        view: GroupView
        if group.repeat is None:
            view = BlockView(self._plan, self.tab, group, at, content)
        elif group.repeat.rows_from or group.repeat.layout == "table":
            view = TableView(self._plan, self.tab, group, at, content)
        else:
            view = CardsView(self._plan, self.tab, group, at, content)
        self.views.append(view)
        self._column.addWidget(view)
