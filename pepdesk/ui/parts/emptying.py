"""Taking everything out of a layout: to lay the same widgets out anew, or to be rid of them."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import delete


def empty(layout: QLayout) -> list[QWidget]:
    """Take everything out of ``layout``, also out of the layouts in it, which are destroyed; gives the widgets.

    ``takeAt`` alone leaves the taken items alive in Python's hands, and a widget goes on telling the first item it ever
    had that it wants another height; the item it is added with next never hears of it, and its words are cut
    (``QWidgetItemV2`` in PySide6 6.11; seen in the dialog for a new plan).
    """
    taken = []
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            taken += empty(inner)
        elif widget is not None:
            taken.append(widget)
        delete(item)
    return taken


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and be rid of it."""
    for widget in empty(layout):
        widget.hide()  # until it is gone it would be read as still there
        widget.deleteLater()
