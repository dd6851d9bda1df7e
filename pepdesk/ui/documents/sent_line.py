"""At the end of an export or of signing: "I have sent it", and what was noted once somebody said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.record.codec import sent_now
from pepdesk.record.sent import sent_words
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session


class SentLine(QWidget):
    """``sent_wanted()`` – somebody wants to say when the plan of ``session`` was sent."""

    sent_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ask = button(
            tr("I have &sent it…"), self.sent_wanted.emit, tr("Note the day and to whom, once the files have gone")
        )
        self._said = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._ask)
        row.addWidget(self._said, 1)
        session.sent_noted.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        sent = sent_now(self._session.read())
        self._said.say(
            f"✓ {sent_words(sent.on, sent.to)}." if sent else tr("Once it has gone: your list then shows it as sent.")
        )
        self._ask.setVisible(sent is None)
