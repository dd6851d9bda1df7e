"""What every card of the overview is: it shows one part of where the plan stands, and is built anew if that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.parts.jump import Fold, Jump, LinkButton, indent
from pepdesk.ui.parts.prose import Card
from pepdesk.ui.parts.texts import GroupTitle, PlainLabel, StrongText

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.ui.overview.overview_parts import Standing

_NOTHING = object()
"""What a card shows before it was filled: unlike any part."""


class OverviewCard(Card):
    """A titled card. ``wanted(Address)`` – somebody wants to go to a question."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column.setSpacing(8)
        self._shown: object = _NOTHING
        self._inside: QWidget | None = None
        self.hide()

    def part(self, standing: Standing) -> object:
        """What of the whole this card shows; compared to see whether anything is new. None hides the card."""
        raise NotImplementedError

    def fill(self, standing: Standing) -> None:
        """Put the widgets in."""
        raise NotImplementedError

    def show_standing(self, standing: Standing) -> bool:
        """Show this; gives whether anything is new. The same as before leaves the card, and the focus in it, alone."""
        part = self.part(standing)
        if part == self._shown:
            return False
        self._shown, focus, opened = part, self._focused_words(), self._opened()
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget(self)
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.column.addWidget(self._inside)
        if part is not None:
            self.fill(standing)
        self._inside.show()
        self.setVisible(part is not None)
        self._take_back(focus, opened)
        return True

    def forget(self) -> None:
        """Build everything anew next time: the size of letters changed."""
        self._shown = _NOTHING

    # For subclasses -----------------------------------------------------------------------------------------------

    def title(self, words: str) -> None:
        """The card's heading."""
        self.setAccessibleName(words)
        self._lines.addWidget(GroupTitle(words, self._home()))

    def say(self, label: type[PlainLabel], words: str) -> None:
        """A line of text."""
        self._lines.addWidget(label(words, self._home()))

    def jump(self, words: str, address: Address | None, into: QVBoxLayout | None = None) -> None:
        """A link to a question; plain words where there is none to go to."""
        lines = self._lines if into is None else into
        if address is None:
            lines.addWidget(PlainLabel(words, self._home()))
            return
        made = Jump(words, address, self._home())
        made.wanted.connect(self.wanted)
        lines.addWidget(made)

    def fold(self, words: str, into: QVBoxLayout | None = None) -> QVBoxLayout:
        """Words that unfold what is put into the layout given back."""
        made = Fold(words, self._home())
        (self._lines if into is None else into).addWidget(made)
        return made.inside

    def close_lines(self, *, inner: bool = False) -> QVBoxLayout:
        """Room for lines that belong together; ``inner`` ones stand as far in as the words of a link."""
        lines = QVBoxLayout()
        lines.setContentsMargins(indent(self) if inner else 0, 0, 0, 4)
        lines.setSpacing(2)
        self._lines.addLayout(lines)
        return lines

    def two(self, left: str, right: str) -> None:
        """A strong line, and a remark after it."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(StrongText(left, self._home()), 3)
        line.addWidget(PlainLabel(right, self._home()), 2)
        self._lines.addLayout(line)

    def _home(self) -> QWidget:
        assert self._inside is not None
        return self._inside

    # Internal -----------------------------------------------------------------------------------------------------

    def _links(self) -> list[LinkButton]:
        found = self._inside.findChildren(LinkButton) if self._inside is not None else []
        return [one for one in found if isinstance(one, LinkButton)]

    def _focused_words(self) -> str:
        return next((one.text() for one in self._links() if one.hasFocus()), "")

    def _opened(self) -> set[str]:
        return {one.text() for one in self._links() if one.isChecked()}

    def _take_back(self, focus: str, opened: set[str]) -> None:
        for one in self._links():
            if one.text() in opened:
                one.setChecked(True)
            if focus and one.text() == focus:
                one.setFocus()
