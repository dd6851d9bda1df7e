"""The pictures across terms: on the overview all of them, at the foot of a page those that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.rules.figures import ATTENDANCE, SDQ
from pepdesk.rules.money import TOTAL
from pepdesk.rules.places import listed
from pepdesk.ui.overview.overview_card import OverviewCard
from pepdesk.ui.parts.chart import ChartPicture, ChartTable
from pepdesk.ui.parts.jump import Fold
from pepdesk.ui.parts.prose import Card
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import GroupTitle, Hint, StrongText
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.rules.series import Across, Chart
    from pepdesk.ui.overview.overview_parts import Standing

CHART_TABS = frozenset((ATTENDANCE.tab, SDQ.tab, "attainment", TOTAL.tab))
"""The pages that can have pictures."""
PAUSE_MS = 250
"""After the last change, until the pictures follow."""
TITLE = tr("Across the terms")


class ChartView(QWidget):
    """A chart under its title, and folded away the same as a table."""

    def __init__(self, chart: Chart, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(StrongText(chart.title, self))
        column.addWidget(ChartPicture(chart, self))
        fold = Fold(tr("{title} as a table", title=chart.title), self)
        fold.inside.addWidget(ChartTable(chart, fold))
        column.addWidget(fold)


class AcrossCard(OverviewCard):
    """The overview's card with every picture there is, and why there is none of the rest."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def part(self, standing: Standing) -> object:
        """What can be drawn; None where nothing can be, and nothing could be soon."""
        found = self._session.across_terms
        return found if found.charts or found.too_few else None

    def fill(self, standing: Standing) -> None:
        """Each chart, then what is missing."""
        found = self._session.across_terms
        self.title(TITLE)
        for chart in found.charts:
            self._lines.addWidget(ChartView(chart, self._home()))
        if found.too_few:
            self.say(Hint, too_few_words(found))


def too_few_words(found: Across) -> str:
    """Why there is no picture of some things."""
    return tr(
        "No picture yet of: {measures}. Only one figure is known. The next comes with next term’s "
        "plan, or from an earlier plan of this child in this folder.",
        measures=listed(found.too_few),
    )


class ChartStrip(Card):
    """The pictures that belong to a page, hidden where there are none. Follows the plan after a pause."""

    def __init__(self, session: Session, tab: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._tab = session, tab
        self._shown: tuple[Chart, ...] = ()
        self._seen_by = session.present
        self._inside: QWidget | None = None
        self.column.setSpacing(8)
        self.setAccessibleName(TITLE)
        self._title = GroupTitle(TITLE, self)
        self.column.addWidget(self._title)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        for news in (session.changed, session.assessed, session.earlier_known):
            news.connect(self._wait)
        theme().changed.connect(self._repaint)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what holds now: nothing was worked out while nobody saw it."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the pictures of the plan as it is."""
        self._seen_by = self._session.present
        charts = self._session.across_terms.of(self._tab)
        if charts != self._shown:
            self._shown = charts
            if self._inside is not None:
                self._inside.hide()
                self._inside.deleteLater()
            self._inside = inside = QWidget(self)
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, 0)
            for chart in charts:
                column.addWidget(ChartView(chart, inside))
            self.column.addWidget(inside)
            inside.show()
            put_in_reading_order(self)
        self.setVisible(bool(charts))

    def _wait(self, _what: object = None) -> None:
        if self._session.present is not self._seen_by:
            self.refresh()  # somebody looks on: at once
        else:
            self._soon.start()

    def _repaint(self) -> None:
        for picture in self.findChildren(ChartPicture):
            picture.updateGeometry()
            picture.update()
