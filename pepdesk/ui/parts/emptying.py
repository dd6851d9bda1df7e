"""Taking everything out of a layout, so that the same widgets can be laid out anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout
from shiboken6 import delete


def empty(layout: QLayout) -> None:
    """Take everything out of ``layout``, also out of the layouts in it, which are destroyed; the widgets stay.

    ``takeAt`` alone leaves the taken items alive in Python's hands, and a widget goes on telling the first item it ever
    had that it wants another height; the item it is added with next never hears of it, and its words are cut
    (``QWidgetItemV2`` in PySide6 6.11; seen in the dialog for a new plan).
    """
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            empty(inner)
        delete(item)
