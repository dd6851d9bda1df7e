"""One's own contact card on screen: who it says you are, the thirty digits, as text, as a file, as a QR picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pepdesk.people.card import write_card
from pepdesk.problem import PepDeskProblem
from pepdesk.record.values import long_date
from pepdesk.ui.parts.jump import Fold
from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.parts.secret_clipboard import copy_openly
from pepdesk.ui.parts.texts import Hint, PlainLabel, StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.card import Card


class OwnCardPanel(QWidget):
    """Everything that can be done with one's own card. ``picture`` is its QR code as PNG."""

    def __init__(self, card: Card, picture: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._said = Hint("", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(selectable(StrongText(card.name, self)))
        made = long_date(card.made.isoformat())
        layout.addWidget(
            PlainLabel(
                tr(
                    "{title}, {organisation}. Made on {made}.",
                    title=card.title,
                    organisation=card.organisation,
                    made=made,
                ),
                self,
            )
        )
        digits = selectable(PlainLabel(tr("Your 30 digits: {code}", code=card.code), self))
        digits.setAccessibleName(tr("Your 30 digits, to read out on the telephone"))
        layout.addWidget(digits)
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = button(tr("Copy the card"), self._copy, tr("Its text, to paste into an e-mail; it is not secret"))
        save = button(
            tr("Save it as a file…"), self._ask_where, tr("A .pepcard file, to send along or give on a stick")
        )
        for one in (copy, save):
            one.setAccessibleDescription(tr("Your card as {title}", title=card.title))
            row.addWidget(one)
        row.addWidget(self._said, 1)
        layout.addLayout(row)
        layout.addWidget(self._text_fold())
        layout.addWidget(self._picture_fold(picture))

    def save_in(self, path: str) -> None:
        """Write the card's file."""
        from pepdesk.app.documents import write_document

        try:
            write_document(Path(path), (write_card(self._card) + "\n").encode("ascii"))
        except PepDeskProblem as problem:
            show_problem(self, problem)
            return
        self._say(tr("Saved."))

    def _text_fold(self) -> Fold:
        fold = Fold(tr("Show the card as text"), self)
        text = ReadOnlyText(tr("Your card as text"), 5, fold)
        text.say(write_card(self._card))
        fold.inside.addWidget(text)
        return fold

    def _picture_fold(self, picture: bytes) -> Fold:
        fold = Fold(tr("Show the card as a picture (QR code)"), self)
        pixmap = QPixmap()
        pixmap.loadFromData(picture)
        shown = QLabel(fold)
        shown.setPixmap(pixmap)
        shown.setAccessibleName(tr("Your card as a QR code"))
        shown.setAccessibleDescription(
            tr(
                "A square picture that holds the text of your card as {title}: a telephone can "
                "photograph it. The text above is the same card.",
                title=self._card.title,
            )
        )
        fold.inside.addWidget(shown)
        words = tr("It holds the same text; a telephone’s camera reads it, to be sent on from there.")
        fold.inside.addWidget(Hint(words, fold))
        return fold

    def _copy(self) -> None:
        copy_openly(write_card(self._card))
        self._say(tr("Copied."))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save your card"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Contact cards") + " (*.pepcard)")
        dialog.setDefaultSuffix("pepcard")
        dialog.selectFile("my-card.pepcard")
        dialog.fileSelected.connect(self.save_in)
        dialog.open()

    def _say(self, words: str) -> None:
        self._said.say(words)
        announce(self, words)
