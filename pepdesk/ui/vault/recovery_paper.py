"""The recovery sheet on paper or in a file. It holds a secret, so nothing is written but where the person says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPdfWriter, QTextCharFormat, QTextCursor
from PySide6.QtGui import QTextDocument as Paper

from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.storage.recovery import RecoverySheet

_MARGIN_MM = 5.0
"""Qt adds two centimetres of its own when it prints a text."""


def save_sheet(sheet: RecoverySheet, path: Path) -> None:
    """Write the sheet to ``path``: text for ``.txt``, PDF otherwise. Raises ``OSError``."""
    if path.suffix.lower() == ".txt":
        path.write_text("\n\n".join(sheet.words()) + "\n", encoding="utf-8")
    else:
        path.write_bytes(as_pdf(sheet))


def as_pdf(sheet: RecoverySheet) -> bytes:
    """The sheet as one A4 page."""
    store = QByteArray()
    device = QBuffer(store)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setTitle(tr("PepDesk recovery sheet"))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    _paper(sheet).print_(writer)
    del writer
    device.close()
    return bytes(store.data())


def print_sheet(parent: QWidget, sheet: RecoverySheet) -> None:
    """Ask for a printer and print; does nothing when the person changes their mind."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("PepDesk recovery sheet"))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec():
        _paper(sheet).print_(printer)


def _paper(sheet: RecoverySheet) -> Paper:
    """The sheet's paragraphs; what is to be typed stands in letters of equal width."""
    paper = Paper()
    cursor = QTextCursor(paper)
    numbered = [f"{n}.  {line}" for n, line in enumerate(sheet.box_lines, 1)]
    to_type, last = {sheet.key_text, *numbered}, numbered[-1]
    for number, words in enumerate(sheet.words()):
        look = QTextCharFormat()
        look.setFontPointSize(18 if number == 0 else 12)
        look.setFontWeight(QFont.Weight.Bold if number == 0 or words == sheet.key_text else QFont.Weight.Normal)
        if words in to_type:
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            look.setFontFamilies([fixed.family()])
            look.setFontPointSize(11)
        cursor.insertText(words, look)
        cursor.insertBlock()
        if words not in to_type or words in (sheet.key_text, last):
            cursor.insertBlock()
    return paper
