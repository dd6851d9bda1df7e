"""Shows every screen in the pseudo-language, in a process of its own, and prints each text on them as JSON lines.

``python -m tests.ui.words_run [word…]``: the name of the screen, then [class of the widget, what of it, text] for each
text that was not on a screen before, and what is announced to a screen reader. tests/ui/test_words.py judges them.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":  # before anything of Qt or PepDesk is imported
    from tests.ui.pseudo import write_catalogue
    from tests.ui.stage_home import as_a_laptop

    _FOLDER = tempfile.TemporaryDirectory(prefix="pepdesk-words-")
    os.environ.update(as_a_laptop(Path(_FOLDER.name)))
    os.environ["PEPDESK_CATALOGUE"] = str(write_catalogue(Path(_FOLDER.name) / "pseudo.mo"))

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from pepdesk.ui.parts import problem_box

_ANNOUNCED: list[str] = []
_announce = problem_box.announce


def _heard(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    _ANNOUNCED.append(text)
    _announce(widget, text, urgent=urgent)


problem_box.announce = _heard  # before the windows import it

from tests.ui.every_window import named, shown  # noqa: E402

_SAID = (
    "text", "windowTitle", "placeholderText", "toolTip", "statusTip", "whatsThis", "accessibleName",
    "accessibleDescription", "toPlainText", "specialValueText", "suffix", "prefix",
)  # fmt: skip
_TYPED = {"text", "toPlainText"}
_ROLES = {
    "line": Qt.ItemDataRole.DisplayRole, "line's tip": Qt.ItemDataRole.ToolTipRole,
    "line's name": Qt.ItemDataRole.AccessibleTextRole, "line's description": Qt.ItemDataRole.AccessibleDescriptionRole,
}  # fmt: skip


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a widget says itself, and where: but not what a person typed into it."""
    typed = isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly()
    for name in _SAID:
        if callable(say := getattr(widget, name, None)) and not (typed and name in _TYPED):
            yield name, str(say())
    if isinstance(widget, QGroupBox | QMenu):
        yield "title", widget.title()
    elif isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(at)) for at in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(at)) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _lines(widget.model(), QModelIndex())
    for action in widget.actions():
        yield from (("action", one) for one in (action.text(), action.toolTip(), action.statusTip()))
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from texts_of(menu)


def _lines(model: QAbstractItemModel, under: QModelIndex) -> Iterator[tuple[str, str]]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(under)
    if not under.isValid():
        for at in range(columns):
            yield "heading", str(model.headerData(at, Qt.Orientation.Horizontal) or "")
    for row in range(model.rowCount(under)):
        for column in range(columns):
            one = model.index(row, column, under)
            yield from ((name, str(model.data(one, role) or "")) for name, role in _ROLES.items())
        if not isinstance(model, QAbstractListModel):
            yield from _lines(model, model.index(row, 0, under))


def main() -> int:
    """One line for each screen; gives how many could not be opened."""
    reader = argparse.ArgumentParser(prog="python -m tests.ui.words_run")
    reader.add_argument("words", nargs="*")
    faulthandler.enable()  # a crash says where
    seen: set[tuple[str, str, str]] = set()
    failed = 0
    for one, widget, _stage in shown(named(reader.parse_args().words), Path(_FOLDER.name)):
        failed += widget is None
        fresh = []
        for top in QApplication.topLevelWidgets():
            for inside in [top, *top.findChildren(QWidget)] if top.isVisible() else []:
                if inside.isVisible():
                    kind = type(inside).__name__
                    fresh += [
                        text for name, words in texts_of(inside) if words and (text := (kind, name, words)) not in seen
                    ]
        fresh += [("announce", "text", words) for words in _ANNOUNCED]
        _ANNOUNCED.clear()
        seen.update(fresh)
        print(json.dumps({"screen": one.name, "opened": widget is not None, "texts": fresh}), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
