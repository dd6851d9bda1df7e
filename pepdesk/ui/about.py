"""Help's own pages: version and licences, and every key there is."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import pepdesk
from pepdesk import paths
from pepdesk.ui.labels import primary
from pepdesk.ui.texts import PageTitle, PlainLabel


class AboutDialog(QDialog):
    """Version, promise, licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = _page(self, "About PepDesk")
        layout.addWidget(
            PlainLabel(
                f"Version {pepdesk.__version__}, Qt {qVersion()}, Python {sys.version.split()[0]}.\n"
                "Personal Education Plans for children in care: kept encrypted on this computer, signed when they are "
                "exported. PepDesk never uses the network."
            )
        )
        text = QPlainTextEdit(licences())
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Licences of PepDesk and of what it is made with")
        layout.addWidget(text, 1)
        _close_button(self, layout)


class KeysDialog(QDialog):
    """The keys of every action in the menus as they are now."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        layout = _page(self, "Keys")
        rows = [row for menu in window.menuBar().actions() for row in _keys_in(menu.menu())]
        table = QTableWidget(len(rows), 2)
        table.setHorizontalHeaderLabels(["What it does", "Keys"])
        table.setAccessibleName("Keys")
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                table.setItem(place, column, QTableWidgetItem(words))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        layout.addWidget(table, 1)
        _close_button(self, layout)


def licences() -> str:
    """PepDesk's licence and those of its parts, as far as they lie beside it."""
    folder = paths.resources_dir()
    files = [folder.parent / "LICENSE", *sorted((folder / "licences").glob("*"))]
    return "\n\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file()) or "No licence file found."


def _keys_in(menu: object) -> list[tuple[str, str]]:
    """Words and keys of every action below ``menu`` that has keys."""
    if not isinstance(menu, QMenu):
        return []
    found: list[tuple[str, str]] = []
    for action in menu.actions():
        found += _keys_in(action.menu())
        if keys := _keys_of(action):
            found.append((action.text().replace("&", "").rstrip("…"), keys))
    return found


def _keys_of(action: QAction) -> str:
    shown = QKeySequence.SequenceFormat.NativeText
    return " or ".join(dict.fromkeys(keys.toString(shown) for keys in action.shortcuts() if not keys.isEmpty()))


def _page(dialog: QDialog, title: str) -> QVBoxLayout:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"PepDesk – {title.lower()}")
    dialog.resize(dialog.fontMetrics().averageCharWidth() * 84, dialog.fontMetrics().height() * 28)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(28, 24, 28, 24)
    layout.setSpacing(12)
    layout.addWidget(PageTitle(title))
    return layout


def _close_button(dialog: QDialog, layout: QVBoxLayout) -> None:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(primary("&Close", dialog.accept))
    layout.addLayout(row)
