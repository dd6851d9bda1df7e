"""The typefaces that came with PepDesk and which of them draws a letter; refuses a letter that none of them has.

All are static TrueType files, because that is what reportlab can embed; sources and licences stand in
``resources/fonts/README.md``.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pepdesk.paths import resources_dir
from pepdesk.problem import ExportProblem

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont


class Weight(StrEnum):
    """How strongly a run is drawn."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family with the three weights of :class:`Weight`. ``name`` is for people, ``stem`` begins its files' names."""

    name: str
    stem: str


NOTO_SANS: Final = Typeface("Noto Sans", "NotoSans")
ATKINSON: Final = Typeface("Atkinson Hyperlegible Next", "AtkinsonHyperlegibleNext")
FALLBACKS: Final = ("NotoSans-Regular", "DejaVuSans", "NotoSansArabic-Regular", "DroidSansFallback")
"""Asked in turn for a letter the typeface lacks: Latin, Greek, Cyrillic; signs, Hebrew, Arabic; Urdu; Han."""

_SHAPED: Final = frozenset({"DejaVuSans", "NotoSansArabic-Regular"})

RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Hebrew and Arabic letters, for which a run is shaped and turned round."""


class NoGlyph(ExportProblem):
    """A letter that no font has; the ``points`` are told by number, with the ``question`` they stand under if known.

    Never the words round them.
    """

    code = "export-no-glyph"

    def __init__(self, points: list[int], question: str = "") -> None:
        self.points = points
        named = ", ".join(
            f"U+{point:04X} ({unicodedata.name(chr(point), 'no name')})" for point in dict.fromkeys(points)
        )
        where = f" under the question “{question}”" if question else ""
        super().__init__(
            "The PDF cannot be made: the plan holds a letter or sign that none of PepDesk's fonts can draw.",
            f"It is {named}{where}. Nothing was lost. Write it in other letters or take it out, then export again.",
        )


_LOADING = threading.Lock()


class Run(NamedTuple):
    """Letters that one font draws. ``font`` is the name the font is registered under."""

    font: str
    text: str


def font(file: str) -> TTFont:
    """``resources/fonts/<file>.ttf``, loaded and registered once for this run of the program."""
    with _LOADING:  # two lanes may make documents at once, and reportlab draws with the font registered last
        return _loaded(file)


@cache
def _loaded(file: str) -> TTFont:
    from reportlab.pdfbase import pdfmetrics, ttfonts

    loaded = ttfonts.TTFont(file, str(resources_dir() / "fonts" / f"{file}.ttf"), shapable=file in _SHAPED)
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def letters(file: str) -> frozenset[int]:
    """Code points that font ``file`` has a glyph for; private ones are no letters that could be read aloud."""
    return frozenset(point for point in font(file).face.charToGlyph if not 0xE000 <= point <= 0xF8FF)


def font_name(typeface: Typeface, weight: Weight) -> str:
    """The registered name of one weight of a typeface."""
    name = f"{typeface.stem}-{weight.value}"
    font(name)
    return name


def runs(text: str, name: str) -> tuple[Run, ...]:
    """Cut ``text`` (cleaned, one line) into runs by the first font that has every letter of a cluster.

    ``name`` is the font wanted. Raises :class:`NoGlyph` for a letter that no font has.
    """
    if letters(name).issuperset(map(ord, text)):
        return (Run(name, text),) if text else ()
    found: list[Run] = []
    for cluster in _clusters(text):
        chosen = _font_for(cluster, name)
        # Where no one font has a whole word, joined letters part; better than a document that cannot be made.
        parts = [(chosen, cluster)] if chosen else [(_font_for(letter, name), letter) for letter in cluster]
        for font_of_part, part in parts:
            if not font_of_part:
                raise NoGlyph([ord(letter) for letter in cluster if not _font_for(letter, name)])
            if found and found[-1].font == font_of_part:
                found[-1] = Run(font_of_part, found[-1].text + part)
            else:
                found.append(Run(font_of_part, part))
    return tuple(found)


def _clusters(text: str) -> list[str]:
    """Letters with the marks that follow them, and whole right-to-left words, which must not change font midway."""
    clusters: list[str] = []
    for letter in text:
        joins = unicodedata.combining(letter) or (
            RIGHT_TO_LEFT.match(letter) and clusters and RIGHT_TO_LEFT.match(clusters[-1])
        )
        if clusters and joins:
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _font_for(cluster: str, name: str) -> str:
    """The first font that has all of a cluster; empty when none has."""
    points = [ord(letter) for letter in cluster]
    return next((font for font in (name, *FALLBACKS) if letters(font).issuperset(points)), "")


def width(run: Run) -> float:
    """The width of a run at size 1."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    found: float = stringWidth(run.text, run.font, 1)
    return found
