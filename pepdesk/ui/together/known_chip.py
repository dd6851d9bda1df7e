"""How far somebody's card was checked, shown so that colour is never needed: a shape, words, and a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPaintEvent

from pepdesk.people.card_book import Known
from pepdesk.record.values import long_date
from pepdesk.ui.parts.texts import BAR, PlainLabel
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WORDS = {
    Known.OWN: ("◆", tr("Yours")),
    Known.VERIFIED: ("✓", tr("Verified")),
    Known.KNOWN: ("○", tr("Known, digits not compared yet")),
    Known.UNKNOWN: ("✕", tr("Unknown: not among your contacts")),
}
_TOKENS = {Known.OWN: "tip", Known.VERIFIED: "good", Known.KNOWN: "should", Known.UNKNOWN: "error"}


def known_words(known: Known, day: str = "") -> str:
    """Shape and words; ``day`` (ISO) is when the digits were compared, "" if that is not to be said."""
    shape, words = _WORDS[known]
    words = tr("{known} on {day}", known=words, day=long_date(day)) if day else words
    return f"{shape} {words}"


class KnownChip(PlainLabel):
    """A line with a coloured bar."""

    def __init__(self, known: Known, day: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setContentsMargins(BAR + 8, 0, 0, 0)
        self.show_known(known, day)

    def show_known(self, known: Known, day: str = "") -> None:
        """Show another state."""
        self._known = known
        self.say(known_words(known, day))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, then the words."""
        painter = QPainter(self)
        painter.fillRect(0, 0, BAR, self.height(), QColor(getattr(theme().tokens, _TOKENS[self._known])))
        painter.end()
        super().paintEvent(event)
