"""What two adults could agree on: amounts, rates, levels, closed sets, stated independence, products and events.

A measure either carries its own noun ("five sentences") or *leans* on a behaviour named elsewhere ("80%").
Labels that only look like measures (Year 4, Unit 12, 1:1, a ten-minute timer) are struck out first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pepdesk.smart import yardsticks

_BEGUN = re.compile(r"\b(?:begin(?:s|ning)?|start(?:s|ing)?) to\b")
_SOME = re.compile(
    r"\b(?:some|a few|several|a range of|various|many|most) \w+(?: \w+){0,3} (?:that|which|with"
    r"|of|has|have)\b|\b(?:first|last) $"
)
# A bare "on her own" fixes nothing while the tasks themselves are left open.
_OPEN_SET = re.compile(
    r"\b(?:tasks|work|activities|learning|challenges|things|problems|skills|instructions|lessons"
    r"|school)\b"
)
_NAMED_BOOKS = re.compile(
    r"\bread(?:s|ing)? (?:the |a )?(?:[A-Z][a-z]+ ){1,4}(?:books?|novels?|stories)"
    r"|\bread (?:the whole of |all of )?['\"\u2018\u201c][A-Z]"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its kind, whether it leans on a behaviour named elsewhere, and its place in the folded text."""

    kind: str
    leans: bool
    start: int
    end: int


@cache
def _labels() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in yardsticks.LABELS)


@cache
def _rules() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple((kind, leans, re.compile(pattern)) for kind, leans, pattern in yardsticks.RULES)


@cache
def _events() -> re.Pattern[str]:
    return re.compile(yardsticks.EVENTS)


def strike(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the ``spans`` blanked by tildes, so that places stay where they were."""
    for start, end in spans:
        text = text[:start] + "~" * (end - start) + text[end:]
    return text


def without_labels(text: str) -> str:
    """``text`` with every number struck out that only names something; levels that are reached are left standing."""
    for pattern in _labels():
        spans = [match.span() for match in pattern.finditer(text) if not _is_level(match, text)]
        text = strike(text, spans)
    return text


def _is_level(match: re.Match[str], text: str) -> bool:
    """Whether "level 5", "phase 3 sounds" or "set 2 sounds" is a level to reach or a closed set, not a name."""
    word = match.group().split()[0]
    if word in ("phase", "set"):
        return bool(
            re.match(
                r"[\w ,&-]{0,14}\b(?:sounds|phonemes|graphemes|words|phonics)", text[match.end() : match.end() + 30]
            )
        )
    if word != "level":
        return False
    return bool(
        re.search(
            (
                r"\b(?:reach(?:es)?|achieves?|attains?|gains?|working at|(?:up|on) to|be at|from|at"
                r"|a)(?: an?| the)? $"
            ),
            text[: match.start()][-20:],
        )
    )


def find(text: str, typed: str) -> tuple[Measure, ...]:
    """Measures in a folded ``text`` from which deadlines and labels are struck out; ``typed`` shows capital letters."""
    rules = (*_rules(), ("event", False, _events()))
    found = [
        Measure(kind, leans, *match.span())
        for kind, leans, pattern in rules
        for match in pattern.finditer(text)
        if not _emptied(kind, match, text)
    ]
    found += [Measure("level", False, *match.span()) for match in _NAMED_BOOKS.finditer(typed)]
    return tuple(sorted(found, key=lambda measure: measure.start))


def _emptied(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether the words before take the measure back: "begin to write a sentence", "some words with four letters"."""
    before = re.split(r"[.;:!?]|, | so that ", text[max(0, match.start() - 60) : match.start()])[-1]
    if kind in ("piece", "event", "set") and _BEGUN.search(before):
        return True
    if kind == "independence":
        return bool(_OPEN_SET.search(before)) and not re.search(r"\d|\b(?:one|two|three|four|five)\b", before)
    return kind == "amount" and bool(_SOME.search(before))
