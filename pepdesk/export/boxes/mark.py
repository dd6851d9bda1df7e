"""The place of a witnessed mark: whose it is and what it says at the left, the mark at the right. Never cut."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from pepdesk.export import look

if TYPE_CHECKING:
    from pepdesk.export.boxes.text import Text
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element

PAD: Final = 10.0
SHARE: Final = 0.5
"""The right side's part of the width."""
_HIGHEST: Final = 64.0


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """``texts`` stand at the left. ``shown`` is the drawn mark (its figure and PNG) or the typed name."""

    texts: tuple[Text, ...]
    shown: Text | tuple[Element, bytes]
    width: float
    gap: float = 8.0
    keeps_with_next: bool = False

    @property
    def height(self) -> float:
        """The higher of the two sides, padded."""
        left = sum(text.height + text.gap for text in self.texts)
        right = _HIGHEST if isinstance(self.shown, tuple) else self.shown.height
        return max(left, right) + 2 * PAD

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[MarkPlace | None, MarkPlace | None]:
        """Whole or not at all."""
        return (self, None) if self.height <= max(room, 0.0) + 0.01 or room >= page else (None, self)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Frame, words, mark."""
        with canvas.artefact():
            canvas.setLineWidth(0.9)
            canvas.setStrokeColor(HexColor(look.FRAME))
            canvas.roundRect(left, top - self.height, self.width, self.height, 4, stroke=1, fill=0)
        down = top - PAD
        for text in self.texts:
            down -= text.gap
            text.draw(canvas, left + PAD, down)
            down -= text.height
        edge = left + self.width * (1 - SHARE)
        if isinstance(self.shown, tuple):
            self._draw_picture(canvas, edge, top - PAD, *self.shown)
        else:
            self.shown.draw(canvas, edge, top - PAD)

    def _draw_picture(self, canvas: TaggedCanvas, left: float, top: float, figure: Element, data: bytes) -> None:
        reader = ImageReader(io.BytesIO(data))
        across, down = reader.getSize()
        scale = min((self.width * SHARE - PAD) / across, _HIGHEST / down)
        wide, high = across * scale, down * scale
        edges = " ".join(f"{edge:.2f}" for edge in (left, top - high, left + wide, top))
        figure.attributes = f"/O /Layout /Placement /Block /BBox [{edges}]"
        with canvas.content(figure):
            canvas.drawImage(reader, left, top - high, wide, high)
