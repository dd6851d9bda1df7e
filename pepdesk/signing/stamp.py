"""The visible part of a signature: who, in which role, when, and the code. One small page, its font embedded."""

from __future__ import annotations

import contextlib
import io
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    import datetime as dt

    from reportlab.pdfbase.ttfonts import TTFont

_FONTS: Final = ("NotoSans-Regular", "DejaVuSans", "DroidSansFallback")
"""In this order: the first that has every letter of a line draws it."""

_LARGEST_TEXT: Final = 9.0
_SMALLEST_TEXT: Final = 5.0
_MARGIN: Final = 3.0


def stamp_page(name: str, title: str, when: dt.datetime, code: str, size: tuple[float, float]) -> bytes:
    """A one-page PDF of ``size`` (width and height in points) with four lines; ``code`` is the certificate's.

    A name that our fonts cannot show rightly is left out: it stands in the certificate, and no box or question
    mark may take its place. Raises SigningProblem if the fonts are missing.
    """
    from reportlab.pdfgen.canvas import Canvas

    from pepdesk.export.tagged.mends import apply

    apply()  # PDF/A and PDF/UA judge the stamp's font too
    fonts = _fonts()
    lines = [f"Signed: {title}", name, when.strftime("%d %B %Y, %H:%M UTC"), f"Code: {code}"]
    drawn = [(line, font) for line in lines if (font := _font_for(line, fonts)) is not None]
    target = io.BytesIO()
    first: Any = fonts[0].fontName  # the stubs want a number here; Helvetica, the default, is not embedded
    canvas = Canvas(target, pagesize=size, initialFontName=first, pageCompression=1)
    leading = (size[1] - 2 * _MARGIN) / len(lines)
    for number, (line, font) in enumerate(drawn):
        points = _points(line, font, size[0] - 2 * _MARGIN, leading)
        canvas.setFont(font.fontName, points)
        canvas.drawString(_MARGIN, size[1] - _MARGIN - leading * number - points, line)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _fonts() -> list[TTFont]:
    """The fonts of our documents: reportlab keeps one font for a face, whoever asked for it first."""
    from reportlab.pdfbase.ttfonts import TTFError

    from pepdesk.export.fonts import font

    found: list[TTFont] = []
    for name in _FONTS:
        with contextlib.suppress(TTFError):
            found.append(font(name))
    if not found:
        raise SigningProblem(
            tr("PepDesk's fonts are missing, so the visible part of a signature cannot be drawn."),
            tr("Install PepDesk again. The document was not changed."),
            code="fonts",
        )
    return found


def _font_for(line: str, fonts: list[TTFont]) -> TTFont | None:
    """The first font with every letter; none for writing from right to left, which reportlab would misprint."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line):
        return None
    return next((f for f in fonts if all(ord(letter) in f.face.charToGlyph for letter in line)), None)


def _points(line: str, font: TTFont, width: float, leading: float) -> float:
    """The largest type size at which the line fits."""
    points = min(_LARGEST_TEXT, leading / 1.2)
    wide = font.stringWidth(line, points)
    return max(_SMALLEST_TEXT, points * width / wide) if wide > width else points
