"""One colleague in the list of contacts: who, how far their card was checked, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.texts import PlainLabel, StrongText
from pepdesk.ui.together.known_chip import KnownChip
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.card_book import CardContact


class ContactRow(QWidget):
    """``compare_wanted(Card)``, ``remove_wanted(Card)``."""

    compare_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, contact: CardContact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card = contact.card
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(selectable(StrongText(card.name, self)))
        layout.addWidget(PlainLabel(f"{card.title}, {card.organisation}", self))
        layout.addWidget(KnownChip(contact.known, contact.verified, self))
        row = QHBoxLayout()
        row.setSpacing(8)
        if not contact.verified:
            compare = button(
                tr("Compare the digits…"), self._compare, tr("Over the telephone, on a number you already had")
            )
            compare.setAccessibleName(tr("Compare the digits of {name}", name=card.name))
            row.addWidget(compare)
        remove = button(tr("Remove"), self._remove)
        remove.setAccessibleName(tr("Remove {name}", name=card.name))
        row.addWidget(remove)
        row.addStretch(1)
        layout.addLayout(row)

    def _compare(self) -> None:
        self.compare_wanted.emit(self._card)

    def _remove(self) -> None:
        self.remove_wanted.emit(self._card)
