"""A picture with its caption: never cut, made smaller where a page or column is too small for it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader

from pepdesk.export import look

if TYPE_CHECKING:
    from pepdesk.export.boxes.text import Text
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element


@dataclass(frozen=True, slots=True)
class Picture:
    """``element`` is its figure; ``wide`` and ``high`` are points."""

    element: Element
    reader: ImageReader
    wide: float
    high: float
    caption: Text
    gap: float = 8.0
    keeps_with_next: bool = False

    @classmethod
    def fitted(cls, element: Element, data: bytes, caption: Text, width: float) -> Picture:
        """A PNG or JPEG, as large as sensible in a column ``width`` points wide."""
        reader = ImageReader(io.BytesIO(data))
        across, down = reader.getSize()
        scale = min(width / across, look.PICTURE_HEIGHT / down, 72 / look.PICTURE_DOTS)
        return cls(element, reader, across * scale, down * scale, caption)

    @property
    def height(self) -> float:
        """Picture and caption."""
        return self.high + self.caption.gap + self.caption.height

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[Picture | None, Picture | None]:
        """Whole or not at all; on an empty page that is too small for it, smaller."""
        if self.height <= room + 0.01:
            return self, None
        if room < page:
            return None, self
        scale = max(room - self.caption.gap - self.caption.height, 1.0) / self.high
        return replace(self, wide=self.wide * scale, high=self.high * scale), None

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """The picture, then its caption."""
        box = [left, top - self.high, left + self.wide, top]
        edges = " ".join(f"{edge:.2f}" for edge in box)
        self.element.attributes = f"/O /Layout /Placement /Block /BBox [{edges}]"
        with canvas.content(self.element):
            canvas.drawImage(self.reader, left, top - self.high, self.wide, self.high)
        self.caption.draw(canvas, left, top - self.high - self.caption.gap)
