"""A question to answer by hand: its words, then boxes or faces to mark, ruled lines, or an empty box. Never cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import HexColor

from pepdesk.export import faces, look

if TYPE_CHECKING:
    from pepdesk.export.blocks import Face
    from pepdesk.export.boxes.text import Text
    from pepdesk.export.tagged.canvas import TaggedCanvas
    from pepdesk.export.tagged.structure import Element

LEAST_ROOM: Final = 40.0
"""Points of room to write that stay when a question would not fit a page."""
PAD: Final = 8.0
_CORNER = 5.0


@dataclass(frozen=True, slots=True)
class Words:
    """A text ``left`` and ``down`` points from the upper left corner of the question."""

    text: Text
    left: float
    down: float

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw it as content of its element."""
        self.text.draw(canvas, left + self.left, top - self.down)


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to tick or a face, ``size`` points across, placed like :class:`Words`."""

    element: Element
    face: Face | None
    size: float
    left: float
    down: float

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw it as content: a face says what it is, a box that it may be ticked."""
        left, top = left + self.left, top - self.down
        box = (left, top - self.size, left + self.size, top)
        placement = f"/O /Layout /Placement /Block /BBox [{' '.join(f'{edge:.2f}' for edge in box)}]"
        if self.face:
            self.element.attributes = placement
        with canvas.content(self.element):
            canvas.setStrokeColor(HexColor(look.INK))
            if self.face:
                _draw_face(canvas, self.face, left + self.size / 2, top - self.size / 2, self.size / 2)
            else:
                canvas.setLineWidth(1.1)
                canvas.roundRect(left, top - self.size, self.size, self.size, 2.5, stroke=1, fill=0)


@dataclass(frozen=True, slots=True)
class Room:
    """Where to write: lines ``ruling`` points apart, or an empty frame when ``ruling`` is 0."""

    element: Element
    left: float
    down: float
    width: float
    height: float
    ruling: float

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw lines or frame as content: the place of a field on paper."""
        left, top = left + self.left, top - self.down
        with canvas.content(self.element):
            canvas.setStrokeColor(HexColor(look.FRAME))
            canvas.setLineWidth(0.8)
            if not self.ruling:
                canvas.roundRect(left, top - self.height, self.width, self.height, _CORNER, stroke=1, fill=0)
            for number in range(1, int((self.height + 0.01) / self.ruling) + 1 if self.ruling else 0):
                y = top - number * self.ruling
                canvas.line(left, y, left + self.width, y)


@dataclass(frozen=True, slots=True)
class ToFill:
    """All parts of one question, in reading order; ``room`` is the last of them and may be made smaller."""

    words: tuple[Words, ...]
    marks: tuple[Mark, ...]
    room: Room | None
    height: float
    gap: float = 18.0
    keeps_with_next: bool = False

    def least(self) -> float:
        """All of it."""
        return self.height

    def cut(self, room: float, page: float) -> tuple[ToFill | None, ToFill | None]:
        """Whole or not at all; on an empty page that is too small for it, with less room to write."""
        if self.height <= room + 0.01:
            return self, None
        if room < page:
            return None, self
        if self.room is None:
            return self, None  # only a question longer than a page; nobody prints that twice
        less = min(self.height - room, max(self.room.height - LEAST_ROOM, 0.0))
        smaller = replace(self.room, height=self.room.height - less)
        return replace(self, room=smaller, height=self.height - less), None

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Words, marks, then the room to write."""
        for part in (*self.words, *self.marks, *((self.room,) if self.room else ())):
            part.draw(canvas, left, top)


def _draw_face(canvas: TaggedCanvas, face: Face, x: float, y: float, radius: float) -> None:
    reach = radius * (1 - faces.STROKE / 2)
    canvas.setLineWidth(reach * faces.STROKE)
    canvas.setLineCap(1)
    canvas.circle(x, y, reach, stroke=1, fill=0)
    canvas.setFillColor(HexColor(look.INK))
    for across, up in faces.EYES:
        canvas.circle(x + across * reach, y + up * reach, faces.EYE * reach, stroke=0, fill=1)
    for curve in faces.MOUTHS[face]:
        points = [(x + across * reach, y + up * reach) for across, up in curve]
        canvas.bezier(*(each for point in points for each in point))
    canvas.setLineCap(0)
