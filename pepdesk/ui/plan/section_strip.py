"""The strip of tabs above the page, in step with the contents list: people know tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QToolButton, QWidget

from pepdesk.ui.parts.tab_strip import TabStrip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.parts.sections import Line


class _WideArrows(QProxyStyle):
    """Fusion with arrows one can hit at both ends of the strip: its own are 16 pixels wide at every zoom."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """The arrows grow with the letters."""
        if metric is QStyle.PixelMetric.PM_TabBarScrollButtonWidth and widget is not None:
            return max(TARGET, widget.fontMetrics().height())
        return super().pixelMetric(metric, option, widget)


class SectionStrip(TabStrip):
    """``chosen(str)`` – the id of the tab somebody chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = _WideArrows("Fusion")
        self._style.setParent(self)
        self.setStyle(self._style)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(tr("Sections"))
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # for the mouse: the arrow keys go from section to section
        self.currentChanged.connect(self._choose)

    def show_sections(self, lines: tuple[Line, ...], current: str) -> None:
        """Show these lines, changing only what differs."""
        self.blockSignals(True)
        if [line.id for line in lines] != [self.tabData(index) for index in range(self.count())]:
            while self.count():
                self.removeTab(0)
            for line in lines:
                self.setTabData(self.addTab(""), line.id)
        for index, line in enumerate(lines):
            words = f"{line.glyph} {line.title}".replace("&", "&&")
            if self.tabText(index) != words:
                self.setTabText(index, words)
                self.setTabToolTip(index, line.state_words)
            if line.id == current:
                self.setCurrentIndex(index)
        self.blockSignals(False)

    def show_current(self, tab_id: str) -> None:
        """Mark the section that is open."""
        self.blockSignals(True)
        for index in range(self.count()):
            if self.tabData(index) == tab_id:
                self.setCurrentIndex(index)
        self.blockSignals(False)

    def _choose(self, index: int) -> None:
        if index >= 0 and self.tabData(index) is not None:
            self.chosen.emit(self.tabData(index))
