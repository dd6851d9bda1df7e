"""What a drawn chart is made of: lines, shapes, boxes and words, in points from the upper left corner.

The window, the PDF and the picture in Word draw the same marks, so all three look alike. Colour never says anything
alone: series differ by hatching, steps by shape, and every point has its words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Measure = Callable[[str, bool], float]
"""How wide some words are, and whether they are bold."""


class Ink(StrEnum):
    """What a colour is for."""

    TEXT = "text"
    MUTED = "muted"
    GRID = "grid"
    MAIN = "main"
    LIMIT = "limit"
    GROUND = "ground"  # what the chart stands on


class Form(StrEnum):
    """The shape at a point."""

    DISC = "disc"
    RING = "ring"  # hoped for
    UP = "up"
    DOWN = "down"
    LITTLE_DOWN = "little down"  # hollow


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, ``wide`` thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    wide: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words on the base line ``y``; ``anchor`` is 0 if they begin at ``x``, 0.5 if it is their middle, 1 their end."""

    x: float
    y: float
    text: str
    ink: Ink
    anchor: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape about ``x``, ``y`` with radius ``r``."""

    x: float
    y: float
    r: float
    form: Form
    ink: Ink


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its frame; hatched, or filled."""

    x: float
    y: float
    wide: float
    high: float
    ink: Ink
    hatched: bool = False


Mark = Stroke | Words | Shape | Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart laid out."""

    wide: float
    high: float
    marks: tuple[Mark, ...]


def corners(shape: Shape) -> tuple[tuple[float, float], ...]:
    """The corners of a triangle; empty for what is round."""
    x, y, r = shape.x, shape.y, shape.r
    match shape.form:
        case Form.UP:
            return (x - r, y + r * 0.85), (x + r, y + r * 0.85), (x, y - r)
        case Form.DOWN | Form.LITTLE_DOWN:
            return (x - r, y - r * 0.85), (x + r, y - r * 0.85), (x, y + r)
        case _:
            return ()


def is_hollow(shape: Shape) -> bool:
    """Whether only its outline is drawn."""
    return shape.form in (Form.RING, Form.LITTLE_DOWN)


def hatching(box: Box, apart: float) -> tuple[tuple[float, float, float, float], ...]:
    """The slanting lines inside a box, each from its lower left to its upper right end."""
    lines = []
    start = box.x - box.high
    while (start := start + apart) < box.x + box.wide:
        # The line y = bottom - (x - start), cut off at the box's sides.
        left, right = max(start, box.x), min(start + box.high, box.x + box.wide)
        bottom = box.y + box.high
        lines.append((left, bottom - (left - start), right, bottom - (right - start)))
    return tuple(lines)
