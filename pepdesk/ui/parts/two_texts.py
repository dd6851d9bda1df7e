"""Two texts side by side, the words that differ marked in both. Read only, plain text."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QTextEdit, QWidget

from pepdesk.ui.parts.texts import StrongText
from pepdesk.ui.parts.theme import theme

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 1500
"""Beyond so many words nothing is marked: finding the differences would take longer than reading on."""
_IN_COMMON = 0.6
_LINES = 3

Spans = list[tuple[int, int]]


def changed_spans(one: str, other: str) -> tuple[Spans, Spans]:
    """Where each text has words that the other has not: start and end of each stretch, in characters.

    Nothing when the texts have little in common: then everything would be marked, which tells nobody anything.
    """
    words = [_WORDS.findall(text) for text in (one, other)]
    if max(map(len, words)) > _MOST_WORDS:
        return [], []
    spans: tuple[Spans, Spans] = ([], [])
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    if matcher.ratio() < _IN_COMMON:
        return spans
    for tag, from_1, to_1, from_2, to_2 in matcher.get_opcodes():
        for side, start, end in ((0, from_1, to_1), (1, from_2, to_2)):
            if tag != "equal" and end > start:
                at = len("".join(words[side][:start]))
                spans[side].append((at, at + len("".join(words[side][start:end]))))
    return spans


class TwoTexts(QWidget):
    """Two boxes under their titles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = (StrongText(), StrongText())
        self._boxes = (QPlainTextEdit(), QPlainTextEdit())
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for column, (title, box) in enumerate(zip(self._titles, self._boxes, strict=True)):
            box.setReadOnly(True)
            box.setTabChangesFocus(True)
            box.setMinimumHeight(box.fontMetrics().lineSpacing() * _LINES)
            layout.addWidget(title, 0, column)
            layout.addWidget(box, 1, column)
            layout.setColumnStretch(column, 1)
        layout.setRowStretch(1, 1)

    def set_titles(self, one: str, other: str) -> None:
        """What stands left and right."""
        for title, words in zip(self._titles, (one, other), strict=True):
            title.say(words)

    def show_texts(self, what: str, one: str, other: str) -> None:
        """Show two texts about ``what``, the words that differ underlined on a coloured ground."""
        spans = changed_spans(one, other)
        for title, box, text, marks in zip(self._titles, self._boxes, (one, other), spans, strict=True):
            box.setPlainText(text)
            box.setAccessibleName(f"{title.text()}: {what}" if what else title.text())
            box.setExtraSelections([_marked(box, *span) for span in marks])


def _marked(box: QPlainTextEdit, start: int, end: int) -> QTextEdit.ExtraSelection:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    ground = QColor(theme().tokens.tip)
    ground.setAlpha(40)
    look.setBackground(ground)
    cursor = QTextCursor(box.document())
    # Qt counts in UTF-16.
    text = box.toPlainText()
    cursor.setPosition(_units(text[:start]))
    cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    mark = QTextEdit.ExtraSelection()
    mark.cursor, mark.format = cursor, look
    return mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
