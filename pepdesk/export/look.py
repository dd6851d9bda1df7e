"""Colours, sizes and margins shared by the PDF and the Word document, so that both look alike.

Sizes are points (1/72 inch). Every text colour stands at 4.5:1 or better on every ground, which
``tests/export/test_boxes.py`` proves.
"""

from __future__ import annotations

from typing import Final

PAPER: Final = (595.28, 841.89)
"""A4."""
MARGIN_SIDE: Final = 56.0
MARGIN_TOP: Final = 68.0
MARGIN_BOTTOM: Final = 62.0

INK: Final = "#1c2127"
NAVY: Final = "#12385b"
MUTED: Final = "#545d68"
WARNING: Final = "#7a2e00"
MARKING: Final = "#8a1020"

WHITE: Final = "#ffffff"
SHADE: Final = "#e8eef4"
WARM: Final = "#fff4dc"
CALM: Final = "#f2f7f7"

WATERMARK: Final = "#e6ebf0"
"""Letters behind the words of a draft: seen at once, and no word on them is harder to read."""

RULE: Final = "#c8d1da"
ACCENT: Final = "#1d6f72"
AMBER: Final = "#b86a00"
FRAME: Final = "#6b7785"

BODY: Final = 10.5
SMALL: Final = 9.0
FOOT: Final = {False: 8.5, True: 12.0}
"""The foot of a page, in ordinary and in large print, where two lines of it must fit under the text."""
LEADING: Final = 1.42
"""Line distance as a multiple of the size."""
HEADINGS: Final = {1: 23.0, 2: 15.5, 3: 12.5, 4: 11.0}
BALANCED: Final = 34
"""Letters of a title from which on it is broken after its colon, so that no short rest stands alone."""
LABEL_SHARE: Final = 0.35
"""Share of the width that the question takes in a table of short answers."""
PICTURE_HEIGHT = 330.0
"""Points a picture may be high: under half a page, so that it stays with what is said of it."""
PICTURE_DOTS = 110.0
"""Dots an inch: a picture is drawn no larger than this makes it, so that a small one is not blown up."""
SHEET_QUESTION: Final = {False: 12.5, True: 16.0}
"""A question on a paper sheet: in ordinary print, and in large print for a child."""
SHEET_WORDS: Final = {False: 11.5, True: 14.0}
"""Everything else on a paper sheet, likewise."""
FACE: Final = 46.0
"""Points across a drawn face: large enough to be coloured in."""
TICK_BOX: Final = {False: 12.0, True: 16.0}
"""Points across a box to tick, in ordinary and in large print."""
WATERMARK_SIZE: Final = 64.0
WATERMARK_ANGLE: Final = 52.0
"""Degrees: about the diagonal of the page."""


def size(points: float, *, large: bool) -> float:
    """A size as it is printed: as it is, or in large print 18 points for the body and the rest in steps above 16.

    UKAAF asks for 16 to 18 points in large print and less difference between headings and words than in small print.
    """
    return round(0.9 * points + 8.55, 1) if large else points
