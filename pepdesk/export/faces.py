"""The faces of a scale as curves, for the PDF to draw and for Word as pictures. They are empty, to be coloured in."""

from __future__ import annotations

import io
from functools import cache
from typing import Final, NamedTuple

from pepdesk.export import look
from pepdesk.export.blocks import Face

Point = tuple[float, float]


class Curve(NamedTuple):
    """A cubic curve from ``start`` to ``end``; the face is a circle of radius 1 round the origin, upwards positive."""

    start: Point
    first: Point
    second: Point
    end: Point


EYES: Final[tuple[Point, Point]] = ((-0.34, 0.26), (0.34, 0.26))
EYE: Final = 0.1
"""Radius of an eye."""
MOUTHS: Final[dict[Face, tuple[Curve, ...]]] = {
    Face.GRIN: (
        Curve((-0.58, -0.1), (-0.2, -0.18), (0.2, -0.18), (0.58, -0.1)),
        Curve((-0.58, -0.1), (-0.45, -0.88), (0.45, -0.88), (0.58, -0.1)),
    ),
    Face.SMILE: (Curve((-0.5, -0.24), (-0.28, -0.62), (0.28, -0.62), (0.5, -0.24)),),
    Face.LEVEL: (Curve((-0.44, -0.38), (-0.15, -0.38), (0.15, -0.38), (0.44, -0.38)),),
    Face.FROWN: (Curve((-0.48, -0.58), (-0.28, -0.2), (0.28, -0.2), (0.48, -0.58)),),
}
STROKE: Final = 0.06
"""Width of a line."""
SIGNS: Final = {"😃": Face.GRIN, "☺": Face.SMILE, "🙂": Face.SMILE, "😐": Face.LEVEL, "☹": Face.FROWN, "🙁": Face.FROWN}
"""The sign that begins a choice's words in a form → the face drawn for it."""

_DOTS = 256
_STEPS = 24


def point_on(curve: Curve, part: float) -> Point:
    """The point after ``part`` (0 to 1) of the curve."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


@cache
def picture(face: Face) -> bytes:
    """The face as a PNG, drawn four times too large and made smaller so that its edges are smooth."""
    from PIL import Image, ImageDraw

    radius = _DOTS * 2.0
    reach = radius * (1 - STROKE)
    image = Image.new("L", (_DOTS * 4, _DOTS * 4), 255)
    pen = ImageDraw.Draw(image)
    width = round(reach * STROKE * 1.2)

    def at(point: Point) -> Point:
        return radius + point[0] * reach, radius - point[1] * reach

    def disc(middle: Point, size: float) -> tuple[float, float, float, float]:
        x, y = at(middle)
        return x - size * reach, y - size * reach, x + size * reach, y + size * reach

    pen.ellipse(disc((0, 0), 1), outline=0, width=width)
    for eye in EYES:
        pen.ellipse(disc(eye, EYE), fill=0)
    for curve in MOUTHS[face]:
        points = [at(point_on(curve, step / _STEPS)) for step in range(_STEPS + 1)]
        pen.line(points, fill=0, width=width, joint="curve")
        for end in (curve.start, curve.end):
            pen.ellipse(disc(end, width / reach / 2), fill=0)
    small = image.resize((_DOTS, _DOTS), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.save(written, "PNG", dpi=(72 * _DOTS / look.FACE,) * 2)
    return written.getvalue()
