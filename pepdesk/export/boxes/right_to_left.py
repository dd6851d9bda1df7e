"""Hebrew and Arabic within a line that runs from left to right: letters joined, words in the order they are read.

This is the part of the bidirectional algorithm (Unicode Annex 9) that names and short answers need: on each line,
everything from the first to the last right-to-left letter is turned round, numbers in it stay as they are, brackets
are mirrored. Left-to-right words in between end such a stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pepdesk.export import fonts
from pepdesk.export.fonts import RIGHT_TO_LEFT, Run
from pepdesk.export.tagged.mends import JOINED

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_TOKEN = re.compile(rf"(?:{RIGHT_TO_LEFT.pattern}|[\u200c\u200d])+|\d[\d.,:/-]*|.", re.DOTALL)
HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


_MENDED: dict[str, set[int]] = {}
"""Font → code points of joined forms whose width was put right."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A stretch read from right to left: ``text`` as it is read aloud, ``parts`` as they stand from left to right."""

    text: str
    parts: tuple[Run, ...]

    @property
    def lang(self) -> str:
        """The language its letters speak for."""
        return "he" if HEBREW.search(self.text) else "ar"


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
    if _widths_mended(run.font, shaped):
        shaped = shapeStr(run.text, run.font, 10, force=True)
    _remember(run, shaped, [int(each.cluster) for each in shaped.__shapeData__])
    return Run(run.font, shaped)


def _widths_mended(font: str, shaped: str) -> bool:
    """Whether a form had to be given its width: reportlab 5.1 takes units of the font for thousandths of the size.

    It does so for joined forms without a character of their own, in fonts that do not count in thousandths.
    """
    face = fonts.font(font).face
    mended = False
    for point in map(ord, shaped):
        new = 0xE000 <= point <= 0xF8FF and point in face.charWidths and point not in _MENDED.setdefault(font, set())
        if new:
            _MENDED[font].add(point)
            face.charWidths[point] = face.charWidths[point] * 1000 / face.unitsPerEm
            mended = True
    return mended


def _remember(run: Run, shaped: str, clusters: list[int]) -> None:
    """Note which letters each joined form stands for, so that they can be searched for and copied.

    Two letters in one form stand in the order of drawing: PDFium and poppler turn them round with all the others.
    """
    ends = dict(pairwise([*sorted(set(clusters)), len(run.text)]))
    for form, cluster in zip(shaped, clusters, strict=True):
        if clusters.count(cluster) == 1:
            JOINED[run.font, ord(form)] = run.text[cluster : ends[cluster]][::-1]


def width(parts: tuple[Run, ...]) -> float:
    """The width of laid-out parts at size 1."""
    total = 0.0
    for run in parts:
        data = getattr(run.text, "__shapeData__", None)
        total += sum(each.x_advance for each in data) / 1000 if data else fonts.width(run)
    return total
