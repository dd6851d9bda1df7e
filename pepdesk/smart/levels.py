"""Figures that can be set side by side: grades, reading ages, shares, percentages, words a minute, scores.

For comparing a starting point with a target ("5 out of 10" with "8 out of 10"); ``judge`` does not need it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pepdesk.smart.tokens import NUMBER, number, pattern, read

_LETTERS = "ugfedcba"
_RULES = (
    ("grade", r"\bgrades? ?:? ?(?:an? )?(?P<n>[1-9])\b(?!\.\d|:)"),
    ("grade",
        r"\b(?:from|at|an?|to) (?:an? |grade )?(?P<n>[1-9])(?=[+-]? (?:up )?to (?:an? |grade"
        r" )?[1-9]\b(?! ?%))"),
    ("grade", r"(?<=[1-9] to )(?:an? |grade )?(?P<n>[1-9])(?=[+-]?(?:\s*$|[.,;]| in\b| by\b))"),
    ("grade", r"\b(?:an?|at) (?P<n>[1-9])(?= in (?!a row|the|\d)\w)"),
    ("letter grade", r"\b(?:grade |an? |from |to )(?P<n>[a-gu])\b(?=[+*-]?(?: in\b| to\b| by\b|\s*$|[.,;]| grade))"),
    ("reading age",
        r"\b(?:reading|spelling) age\D{0,25}?(?P<n>\d{1,2}(?:[.:]\d{1,2}| years?(?:,? (?:and )?\d{1,2}"
        r" months?)?)?)"),
    ("words a minute", rf"(?P<n>{NUMBER}) ?(?:wpm|wcpm|words? (?:correct )?(?:a|per|each) ?min)"),
    ("per cent", r"(?P<n>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)"),
    ("SDQ score", r"\bsdq\b\D{0,30}?(?P<n>\d{1,2})\b(?! ?(?:to|down) )"),
    ("standard score", r"\b(?:standardi[sz]ed|scaled) score\D{0,20}?(?P<n>\d{2,3})\b(?! to )"),
)  # fmt: skip
_SHARE = rf"(?P<n>{NUMBER}) ?(?:out of|of|/) (?:the |every |his |her |their )?(?:last |first |next )?(?P<of>{NUMBER})"
_DOWN = (
    r"\b(?:reduc|lower|fewer|less than|no more than|at most|cut|decreas|drop|bring\w* down|come\w* down|below|under"
    r"|down (?:to|from)|sdq)"
)


class Figure(NamedTuple):
    """One figure: its scale ("grade", "out of 10"), its value on it, and its place in the text as typed."""

    scale: str
    value: float
    span: tuple[int, int]


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """The comparable figures of a text, in order of place; empty for none."""
    reading = read(text)
    found: list[Figure] = []
    for scale, form in _RULES:
        for match in pattern(form).finditer(reading.text):
            value = _value(scale, match["n"])
            if value is not None:
                found.append(Figure(scale, value, reading.span(*match.span("n"))))
    for match in pattern(_SHARE).finditer(reading.text):
        part, whole = number(match["n"]), number(match["of"])
        if part is not None and whole and part <= whole:
            found.append(Figure(f"out of {whole:g}", part, reading.span(*match.span())))
    return tuple(sorted(found, key=lambda figure: figure.span))


def wants_less(text: str) -> bool:
    """Whether the target is to bring something down (incidents, an SDQ score), so that less is better."""
    return pattern(_DOWN).search(read(text).text) is not None


def _value(scale: str, words: str) -> float | None:
    if scale == "letter grade":
        return float(_LETTERS.index(words))
    if scale == "reading age":
        parts = [int(part) for part in re.findall(r"\d+", words)]
        return parts[0] + (min(parts[1], 11) / 12 if len(parts) > 1 else 0)
    return number(words)
