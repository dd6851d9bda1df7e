"""The contents and, while only one's own sections are listed, how many others there are and a way to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.ui.parts.jump import LinkButton
from pepdesk.ui.plan.contents import Contents
from pepdesk.words import trn

if TYPE_CHECKING:
    from pepdesk.ui.parts.sections import Line


class _ShowAll(LinkButton):
    """The words under the list."""

    glyph = "＋"


class ContentsPane(QWidget):
    """``list`` is the contents. ``all_wanted()`` – somebody wants the sections of everybody listed."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.list = Contents(self)
        self._more = _ShowAll("", self)
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._more)
        self._more.clicked.connect(self.all_wanted)
        self.setFocusProxy(self.list)

    def show_sections(self, lines: tuple[Line, ...], current: str, hidden: int) -> None:
        """List these lines; ``hidden`` is how many sections of others are not among them."""
        self.list.show_sections(lines, current)
        had_focus = self._more.hasFocus()
        words = trn(
            "Show one section that others fill in",
            "Show {count} sections that others fill in",
            hidden,
        )
        self._more.setText(words)
        self._more.setAccessibleName(words)
        self._more.setVisible(bool(hidden))
        if had_focus and not hidden:
            self.list.setFocus()
