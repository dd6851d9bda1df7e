"""Help's own pages: version and licences, and every key there is."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

import pepdesk
from pepdesk import paths
from pepdesk.ui.labels import primary
from pepdesk.ui.sheet import Sheet
from pepdesk.ui.texts import PlainLabel


class AboutDialog(Sheet):
    """Version, promise, licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("About PepDesk", parent, letters=84)
        self.body.addWidget(
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
        text.setMinimumHeight(text.fontMetrics().height() * 12)
        self.body.addWidget(text, 1)
        _add_close(self)


class KeysDialog(Sheet):
    """The keys of every action in the menus as they are now."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__("Keys", window)
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
        table.setColumnWidth(0, table.columnWidth(0) + table.fontMetrics().averageCharWidth() * 3)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setMinimumHeight(table.fontMetrics().height() * 18)
        self.body.addWidget(table, 1)
        _add_close(self)


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


def _add_close(sheet: Sheet) -> None:
    sheet.foot.addStretch(1)
    sheet.foot.addWidget(primary("&Close", sheet.accept))
