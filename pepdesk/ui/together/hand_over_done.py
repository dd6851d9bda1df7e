"""A package that was made: where it is, what it holds, and the message to go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.handover.sending import in_words
from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.message_text import MessageText
from pepdesk.ui.parts.texts import PlainLabel, ShouldText, StrongText
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.app.handover import Outgoing
    from pepdesk.people.card import Card


class HandedOver(QWidget):
    """``missing``: pictures or documents that are not here and so did not go along."""

    def __init__(self, path: Path, out: Outgoing, missing: int, to: tuple[Card, ...]) -> None:
        super().__init__()
        self._folder = path.parent
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(selectable(StrongText(path.name, self)))
        layout.addWidget(selectable(PlainLabel(tr("In the folder {folder}", folder=path.parent), self)))
        names = ", ".join(card.name for card in to)
        layout.addWidget(
            PlainLabel(
                f"{tr('It opens only for {names}, and for you.', names=names)} {in_words(out.lines)}",
                self,
            )
        )
        if missing:
            words = trn(
                "One picture or document is not on this computer and did not go along.",
                "{count} pictures and documents are not on this computer and did not go along.",
                missing,
            )
            layout.addWidget(ShouldText(words, self))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("&Show the folder"), self._show_folder))
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(PlainLabel(tr("A message to go with it. PepDesk sends nothing itself:"), self))
        layout.addWidget(MessageText(tr("Message to go with the package"), out.message, self), 1)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
