"""Boxes with something drawn round them: words with a bar at their left, and the place for a signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from pepdesk.export import look
from pepdesk.export.boxes.text import Text

if TYPE_CHECKING:
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element

BAR = 3.0
INDENT = 14.0
_PAD = 6.0


@dataclass(frozen=True, slots=True)
class Barred:
    """A text with a coloured bar at its left on a ground ``width`` points wide; ``note`` stands under its last line."""

    text: Text
    bar: str
    ground: str
    width: float
    note: Text | None = None

    @property
    def height(self) -> float:
        """The text, its note and the padding."""
        return self.text.height + 2 * _PAD + (self.note.gap + self.note.height if self.note else 0.0)

    @property
    def gap(self) -> float:
        """As its text's."""
        return self.text.gap

    @property
    def keeps_with_next(self) -> bool:
        """As its text's."""
        return self.text.keeps_with_next

    def least(self) -> float:
        """As its text's, padded; all of it when the text must stay whole."""
        least = self.text.least()
        return self.height if least == self.text.height else least + 2 * _PAD

    def cut(self, room: float, page: float) -> tuple[Barred | None, Barred | None]:
        """Cut the text; bar and ground go on beside both parts, and the note stays with the last lines."""
        if self.height <= room + 0.01:
            return self, None
        # Where the words would fit and only the note not, the last two lines go with it.
        head, rest = self.text.cut(min(room - 2 * _PAD, self.text.height - 1), page - 2 * _PAD)
        return (
            replace(self, text=head, note=None) if head else None,
            replace(self, text=rest) if rest else None,
        )

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Ground and bar as artefacts, then the text and its note."""
        with canvas.artefact():
            canvas.setFillColor(HexColor(self.ground))
            canvas.rect(left, top - self.height, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(HexColor(self.bar))
            canvas.rect(left, top - self.height, BAR, self.height, stroke=0, fill=1)
        self.text.draw(canvas, left + INDENT, top - _PAD)
        if self.note:
            self.note.draw(canvas, left + INDENT, top - _PAD - self.text.height - self.note.gap)


@dataclass(frozen=True, slots=True)
class Bullet:
    """One item of a list: the dot and its words."""

    dot: Text
    text: Text

    @property
    def height(self) -> float:
        """As its text's."""
        return self.text.height

    @property
    def gap(self) -> float:
        """As its text's."""
        return self.text.gap

    @property
    def keeps_with_next(self) -> bool:
        """As its text's."""
        return self.text.keeps_with_next

    def least(self) -> float:
        """As its text's."""
        return self.text.least()

    def cut(self, room: float, page: float) -> tuple[Bullet | None, Bullet | Text | None]:
        """Cut the words; what runs on has no second dot."""
        head, rest = self.text.cut(room, page)
        return (
            replace(self, text=head) if head else None,
            self if rest is self.text else replace(self, text=rest, dot=replace(self.dot, lines=())) if rest else None,
        )

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """The dot hangs left of the words."""
        if self.dot.lines:
            self.dot.draw(canvas, left + 4, top)
        self.text.draw(canvas, left + INDENT, top)


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Who signs and the typed name at the left, the empty field at the right. Never cut."""

    element: Element
    texts: tuple[Text, ...]
    label: Text
    field_name: str
    tip: str
    width: float
    gap: float = 10.0
    keeps_with_next: bool = False

    FIELD_HEIGHT = 50.0
    FIELD_SHARE = 0.56

    @property
    def height(self) -> float:
        """The higher of the two sides, padded."""
        left = sum(text.height + text.gap for text in self.texts)
        return max(left, self.label.height + self.FIELD_HEIGHT + 2) + 2 * PAD

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[SignaturePlace | None, SignaturePlace | None]:
        """Whole or not at all."""
        return (self, None) if self.height <= max(room, 0.0) + 0.01 or room >= page else (None, self)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Frame, words, field."""
        edge = left + self.width * (1 - self.FIELD_SHARE)
        right = left + self.width - PAD
        field_top = top - PAD - self.label.height - 2
        field_bottom = field_top - self.FIELD_HEIGHT
        with canvas.artefact():
            canvas.setLineWidth(0.9)
            canvas.setStrokeColor(HexColor(look.FRAME))
            canvas.roundRect(left, top - self.height, self.width, self.height, 4, stroke=1, fill=0)
            canvas.setFillColor(HexColor(look.CALM))
            canvas.setLineWidth(0.6)
            canvas.rect(edge, field_bottom, right - edge, self.FIELD_HEIGHT, stroke=1, fill=1)
        down = top - PAD
        for text in self.texts:
            down -= text.gap
            text.draw(canvas, left + PAD, down)
            down -= text.height
        self.label.draw(canvas, edge, top - PAD)
        canvas.signature_field(self.element, self.field_name, self.tip, (edge, field_bottom, right, field_top))


PAD = 10.0
