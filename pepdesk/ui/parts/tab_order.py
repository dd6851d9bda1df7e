"""The order in which Tab goes through a page: the order people read it, also after rows were added or moved."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QRadioButton, QScrollArea, QSpacerItem, QWidget, QWidgetItem
from shiboken6 import invalidate

from pepdesk.ui.parts.flow import Flow

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
    for one in _held(layout):
        if isinstance(one, QLayout):
            yield from _stops(one)
            continue
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, QRadioButton):
            yield one
        if (own := one.layout()) is not None:
            yield from _stops(own)


def _held(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """The widgets and layouts in a layout.

    Qt deletes the item that holds a widget together with it and tells nobody. What Python keeps of the item would stay
    behind at an address that another widget gets one day, and that widget's end would end the process (seen, under
    valgrind, after some twenty rounds): so it is let go of at once.
    """
    if isinstance(layout, Flow):
        yield from layout.widgets()
        return
    for index in range(layout.count()):
        item = layout.itemAt(index)
        held = None if item is None else item.layout() or item.widget()
        if isinstance(item, QWidgetItem | QSpacerItem):
            invalidate(item)
        if held is not None:
            yield held
