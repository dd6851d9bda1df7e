"""Showing and hiding parts of a page, also parts that were only just made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_on_show(widget: QWidget, wanted: bool) -> None:
    """Show ``widget``, or hide it; nothing happens when it is so already.

    A widget made inside a page on screen counts as hidden, but its layout shows it later unless it was hidden in so
    many words; so the first time always counts.
    """
    if widget.isHidden() == wanted or not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.setVisible(wanted)
