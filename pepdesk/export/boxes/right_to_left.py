"""Hebrew and Arabic within a line that runs from left to right: letters joined, words in the order they are read.

This is the part of the bidirectional algorithm (Unicode Annex 9) that names and short answers need: on each line,
everything from the first to the last right-to-left letter is turned round, numbers in it stay as they are, brackets
are mirrored. Left-to-right words in between end such a stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pepdesk.export import fonts
from pepdesk.export.fonts import RIGHT_TO_LEFT, Run

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_TOKEN = re.compile(rf"(?:{RIGHT_TO_LEFT.pattern}|[\u200c\u200d])+|\d[\d.,:/-]*|.", re.DOTALL)
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


@dataclass(frozen=True, slots=True)
class Turned:
    """A stretch read from right to left: ``text`` as it is read aloud, ``parts`` as they stand from left to right."""

    text: str
    parts: tuple[Run, ...]

    @property
    def lang(self) -> str:
        """The language its letters speak for."""
        return "he" if _HEBREW.search(self.text) else "ar"


def stretches(text: str) -> list[tuple[bool, str]]:
    """Cut one line into stretches, each with whether it is to be turned round."""
    found: list[tuple[bool, str]] = []
    start = position = 0
    while match := RIGHT_TO_LEFT.search(text, position):
        end = _end_of_stretch(text, match.start())
        if match.start() > start:
            found.append((False, text[start : match.start()]))
        found.append((True, text[match.start() : end]))
        start = position = end
    if start < len(text):
        found.append((False, text[start:]))
    return found


def _end_of_stretch(text: str, start: int) -> int:
    end = start + 1
    for index in range(start + 1, len(text)):
        if RIGHT_TO_LEFT.match(text[index]):
            end = index + 1
        elif text[index].isalpha():
            break
    return end


@lru_cache(maxsize=2000)
def turn(text: str, font: str) -> Turned:
    """Lay one stretch out; ``font`` draws what is no right-to-left letter."""
    parts: list[Run] = []
    for token in reversed(_TOKEN.findall(text)):
        runs = fonts.runs(token.translate(_MIRRORED), font)
        parts += map(_shaped, runs) if RIGHT_TO_LEFT.match(token) else runs
    return Turned(text, tuple(parts))


def _shaped(run: Run) -> Run:
    """Give every letter the form it has beside its neighbours (HarfBuzz), in the order from left to right."""
    from reportlab.pdfbase.ttfonts import ShapedStr, shapeStr

    shaped = shapeStr(run.text, run.font, 10, force=True)
    if not isinstance(shaped, ShapedStr):  # without uharfbuzz reportlab gives the letters back as they were: wrong
        raise ImportError("right-to-left letters need uharfbuzz")
    return Run(run.font, shaped)


def width(parts: tuple[Run, ...]) -> float:
    """The width of laid-out parts at size 1."""
    total = 0.0
    for run in parts:
        data = getattr(run.text, "__shapeData__", None)
        total += sum(each.x_advance for each in data) / 1000 if data else fonts.width(run)
    return total
