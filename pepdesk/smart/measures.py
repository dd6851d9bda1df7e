"""What two adults could agree on: amounts, rates, levels, closed sets, stated independence, products and events.

A measure either carries its own noun ("five sentences") or *leans* on a behaviour named elsewhere ("80%").
Labels that only look like measures (Year 4, Unit 12, 1:1, a ten-minute timer) are struck out first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pepdesk.smart import yardsticks
from pepdesk.smart.events import EVENTS
from pepdesk.smart.tokens import pattern, strike

_BEGUN = r"\b(?:begin(?:s|ning)?|start(?:s|ing)?) to\b"
# What is worked on is not yet what is reached; an amount of practice itself ("for ten minutes") still counts.
_WORKED_ON = (
    r"\b(?:work(?:s|ing)? on|practi[sc](?:e|es|ing)|focus(?:es|ing)? on)(?: \w+ing)?(?: (?:the|his|her|their"
    r"|my))?(?: \w+)? $"
)
_TIME_SPENT = r"\b(?:min(?:ute)?s?|hours?|hrs?|seconds?|times|days|evenings|nights|lessons|sessions)\b"
_SOME = (
    r"\b(?:some|a few|several|a range of|various|many|most) \w+(?: \w+){0,3} (?:that|which|with"
    r"|of|has|have)\b|"
    r"(?<!learn the )(?<!know the )(?<!name the )(?<!spell the )(?<!recite the )(?<!read the )"
    r"(?<!write the )\b(?:first|last) $"
)
_SOUNDS = r"[\w ,&-]{0,14}\b(?:sounds|phonemes|graphemes|words|phonics)"
_REACHED = r"\b(?:reach(?:es)?|achieves?|attains?|gains?|working at|(?:up|on) to|be at|from|at|a)(?: an?| the)? $"
# What is done whenever something happens is a habit, not an event.
_CONDITION = r"[\w ]{0,25}\b(?:if|when|whenever)\b"
# One's own name or address is a closed set only where it is told or written.
_PARTICULARS = r"^(?!all|every|each|both).*(?:name|address|number|birth|birthday|postcode|initials|signature)$"
_TOLD = (
    r"\b(?:say|says|write|writes|know|knows|read|reads|spell|spells|type|types|give|gives|recite|recites|state|states"
    r"|tell|tells|sign|signs|copy|copies|trace|traces|recogni[sz]es?|learns?|share|complete|form"
    r"|find|finds|with|in)\b"
)
_TAKEN_BACK = (
    r"\b(?:how to|what|like|about|than|(?:confidence|courage|motivation|willingness|hopes?|dreams?|aspires?"
    r"|wish(?:es)?|would (?:like"
    r"|love))(?: one day)? to)(?: an?| the)? ?$"
)
_BETTER_AT = r"\b(?:get(?:s|ting)?|be|become|becomes) (?:\w+ )?better (?:at|with|in)\b[^,.;]*$"
_ALL = r"(?:all|every|each|\d)"
_BESIDE = r"\b(?:with|alongside|beside|by|near) (?:at least )?$"
_COMPANY = (
    r"\b(?:peers?|friends?|children|child|pupils?|students?|others?|adults?|partners?"
    r"|classmates?)\b"
)  # who is there, not how much
# A bare "on her own" fixes nothing while the tasks themselves are left open.
_OPEN_SET = r"\b(?:tasks|work|activities|learning|challenges|things|problems|instructions)\b"
_NAMED_BOOKS = (
    r"\bread(?:s|ing)? (?:the |a )?(?:[A-Z][a-z]+ ){1,4}(?:books?|novels?|stories)"
    r"|\bread (?:the whole of |all of )?['\"\u2018\u201c][A-Z]"
)


class Measure(NamedTuple):
    """One measure: its kind, whether it leans on a behaviour named elsewhere, and its place in the folded text."""

    kind: str
    leans: bool
    start: int
    end: int


@cache
def _labels() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(form) for form in yardsticks.LABELS)


@cache
def _rules() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple((kind, leans, pattern(form)) for kind, leans, form in yardsticks.RULES)


@cache
def _events() -> re.Pattern[str]:
    return pattern(EVENTS)


def without_labels(text: str) -> str:
    """``text`` with every number struck out that only names something; what the child reaches or attends stays."""
    for form in _labels():
        spans = [match.span() for match in form.finditer(text) if not _counts_after_all(match, text)]
        text = strike(text, spans)
    return text


def _counts_after_all(match: re.Match[str], text: str) -> bool:
    """Whether a label is a level to reach ("reach level 5"), a closed set ("set 2 sounds") or sessions attended."""
    word, before = match.group().split()[0], text[max(0, match.start() - 24) : match.start()]
    if word in ("phase", "set"):
        return bool(pattern(_SOUNDS).match(text, match.end()))
    if word == "level":
        return bool(pattern(_REACHED).search(before))
    return bool(
        pattern(
            r"\b(?:attends?|goes to|go to|turns? up (?:to|for)|joins?|misse?s?) (?:all |at least )?(?:\d+"
            r" out of )?$"
        ).search(before)
    )


def find(text: str, typed: str) -> tuple[Measure, ...]:
    """Measures in a folded ``text`` from which deadlines and labels are struck out; ``typed`` shows capital letters."""
    rules = (*_rules(), ("event", False, _events()))
    found = [
        Measure(kind, leans, *match.span())
        for kind, leans, form in rules
        for match in form.finditer(text)
        if not _emptied(kind, match, text)
    ]
    found += [Measure("level", False, *match.span()) for match in pattern(_NAMED_BOOKS).finditer(typed)]
    return tuple(sorted(found, key=lambda measure: measure.start))


def _sentence_before(text: str, place: int) -> str:
    """The words of the same sentence before a place, at most 80 characters of them."""
    return pattern(r"[.;!?]").split(text[max(0, place - 80) : place])[-1]


def _emptied(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether the words before take the measure back: "begin to write a sentence", "some words with four letters"."""
    before = re.split(r"[.;:!?]|, | so that ", text[max(0, match.start() - 60) : match.start()])[-1]
    if kind in ("piece", "event", "set", "amount") and pattern(_BEGUN).search(before):
        return True
    if kind in ("piece", "set", "amount") and pattern(_WORKED_ON).search(before):
        return not pattern(_TIME_SPENT).search(match.group())
    if kind == "event" and pattern(r"hold\w* an? place").match(match.group()):
        return True
    if kind == "event" and pattern(r"ha(?:s|ve) an? (?:\w+ )?plan$").search(match.group()):
        return not pattern(r" (?:written|in place|agreed|ready|drawn)").match(text, match.end())
    if kind in ("amount", "set") and pattern(r"\b(?:knowledge|understanding|awareness) of [^.;]*$").search(before):
        return not pattern(_ALL).match(match.group())
    if kind == "level" and pattern(r"\bwork(?:s|ing)? towards (?:an?|the|his|her|their|my)? ?$").search(before):
        return True
    if kind == "set" and pattern(_PARTICULARS).search(match.group()) and not pattern(_TOLD).search(before):
        return True
    if kind in ("event", "piece") and pattern(_TAKEN_BACK).search(before):
        return True
    if kind == "event" and pattern(_CONDITION).match(text, match.end()):
        return True
    if kind == "set" and pattern(_BETTER_AT).search(before):
        return True
    if kind == "independence":
        return bool(pattern(_OPEN_SET).search(_sentence_before(text, match.start()))) and not re.search(
            r"\d|\b(?:one|two|three|four|five)\b", before
        )
    if kind != "amount":
        return False
    company = pattern(_COMPANY).search(match.group()) and pattern(_BESIDE).search(before)
    return bool(company or pattern(_SOME).search(before))
