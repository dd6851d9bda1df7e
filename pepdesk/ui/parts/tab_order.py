"""The order in which Tab goes through a page: the order people read it, also after rows were added or moved."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QRadioButton, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def put_in_reading_order(inside: QWidget) -> None:
    """Set the tab order of the whole page that ``inside`` stands on. Nothing happens while the page is being built."""
    page: QWidget | None = inside
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    content = page.widget() if page is not None else None
    layout = content.layout() if content is not None else None
    if layout is not None:
        for before, after in pairwise(_stops(layout)):
            QWidget.setTabOrder(before, after)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    """The widgets that take the focus by Tab, in the order of their layouts (grids are filled row by row).

    Radio buttons all count: which of them Tab comes to changes with the answer.
    """
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _stops(inner)
        elif (widget := item.widget()) is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QRadioButton):
                yield widget
            if (own := widget.layout()) is not None:
                yield from _stops(own)
