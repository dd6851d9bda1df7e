"""Help's own pages: version and licences, and every key there is."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

import pepdesk
from pepdesk import paths
from pepdesk.app.catalogue import form_versions, known_authorities
from pepdesk.app.check_file import check_file
from pepdesk.app.policy_words import in_words
from pepdesk.policy import policy
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr


class AboutDialog(Sheet):
    """Version, promise, what the organisation has fixed, licences, and the check of a downloaded PepDesk."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("About PepDesk"), parent, letters=84)
        self.body.addWidget(PlainLabel("\n".join(_about())))
        self._licences = licences()
        self._which = QuietCombo()
        self._which.addItems(list(self._licences))
        self._which.setAccessibleName(tr("Whose licence to show"))
        label = QLabel(tr("&Licence of"))
        label.setBuddy(self._which)
        self.body.addWidget(label)
        self.body.addWidget(self._which)
        self._text = QPlainTextEdit()
        with_plain_bars(self._text)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("Text of the licence"))
        self._text.setMinimumHeight(self._text.fontMetrics().height() * 12)
        self.body.addWidget(self._text, 1)
        self._result = PlainLabel("")
        self._result.hide()
        self.body.addWidget(self._result)
        self._which.currentTextChanged.connect(self._show)
        self._show(self._which.currentText())
        self.foot.addWidget(button(tr("Check a &downloaded file…"), self._choose_file))
        _add_close(self)

    def check(self, file: str) -> None:
        """Say whether a downloaded PepDesk is the file that its list of sums names."""
        try:
            words = check_file(Path(file)).words
        except PepDeskProblem as problem:
            words = str(problem)
        self._result.say(words)
        self._result.show()
        announce(self._result, words)

    def _show(self, name: str) -> None:
        file = self._licences.get(name)
        self._text.setPlainText(file.read_text(encoding="utf-8") if file else tr("No licence file was found."))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose the downloaded file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.check)
        dialog.open()


class KeysDialog(Sheet):
    """The keys of every action in the menus as they are now."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(tr("Keys"), window)
        rows = [row for menu in window.menuBar().actions() for row in _keys_in(menu.menu())]
        table = QTableWidget(len(rows), 2)
        with_plain_bars(table)
        table.setHorizontalHeaderLabels([tr("What it does"), tr("Keys")])
        table.setAccessibleName(tr("Keys"))
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


def licences() -> dict[str, Path]:
    """Name → file of PepDesk's licence and of those of its parts, as far as they lie beside it; ours first."""
    folder = paths.resources_dir()
    found = {
        "PepDesk (MIT)": folder.parent / "LICENSE",
        tr("All that comes with it"): folder / "licences/THIRD-PARTY.md",
    }
    found["Qt and PySide6 (LGPL 3)"] = folder / "licences/LGPL-3.0.txt"
    found[tr("GPL 3, which the LGPL adds to")] = folder / "licences/GPL-3.0.txt"
    for file in sorted((folder / "fonts").glob("*.txt")):
        found[tr("Font: {name}", name=file.stem.replace("-", " "))] = file
    for file in sorted((folder / "licences/packages").glob("*.txt")):
        found[file.stem] = file
    found[tr("List of parts (CycloneDX)")] = folder / "licences/parts.cdx.json"
    return {name: file for name, file in found.items() if file.is_file()}


def _about() -> list[str]:
    """The lines on top."""
    note = paths.resources_dir() / "TEST-BUILD.txt"
    return [
        tr(
            "Version {version}, Qt {qt}, Python {python}.",
            version=pepdesk.__version__,
            qt=qVersion(),
            python=sys.version.split()[0],
        ),
        tr(
            "Personal Education Plans for children in care: kept encrypted on this computer, signed when they are "
            "exported. PepDesk never uses the network."
        ),
        tr("Versions of the forms: {listed}.", listed=_listed(form_versions())),
        tr(
            "Versions of the rules: {listed}.",
            listed=_listed({one.name: str(one.version) for one in known_authorities()}),
        ),
        *([note.read_text(encoding="utf-8").strip()] if note.is_file() else []),
        *(in_words(policy()) if policy().source else ()),
    ]


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(
        f"{name.removeprefix('Personal Education Plan: ')} {version}" for name, version in versions.items()
    )


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
    return tr(" or ").join(dict.fromkeys(keys.toString(shown) for keys in action.shortcuts() if not keys.isEmpty()))


def _add_close(sheet: Sheet) -> None:
    sheet.foot.addStretch(1)
    sheet.foot.addWidget(primary(tr("&Close"), sheet.accept))
