"""Comparing a foreign form's labels with our questions: words brought to one shape, weighed by how rare they are."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAME: Final = (
    (r"\bd\.?\s?o\.?\s?b\b\.?", "date of birth"), (r"\bbirthday\b", "date of birth"),
    (r"\b(?:young person|young people|yp|cyp|c/yp|pupil|student|learner|children)\b(?:'s)?", "child"),
    (r"\bncy\b|\b(?:nc|school|national curriculum) year\b(?: group)?|\byear group\b", "yeargroup"),
    (r"\bacademic year\b", "academicyear"),
    (r"\b(?:lac|cla|cic|looked[ -]after|child in care|children in care)\b", "care"),
    (r"\bsw\b", "social worker"), (r"\bdt\b", "designated teacher"), (r"\biro\b", "independent reviewing officer"),
    (r"\bvsh?\b|\bvirtual school head\b|\bvirtual head\b", "virtual school"),
    (r"\bpp\+|\bppp\b|\bppg\b|\bpupil premium(?: plus| grant)?(?: \(?pp\+\)?)?|\bpremium\b", "premium"),
    (r"\b(?:tel|phone|mobile|telephone)\b\.?(?: (?:no|number)\b\.?)?", "telephone"),
    (r"\be-?mail(?: address)?\b", "email"),
    (r"\b(?:forenames?|given names?|first names?|christian name)\b", "firstname"),
    (r"\b(?:family name|last name|surname)\b", "surname"),
    (r"\b(?:setting|nursery|college|school or setting|educational establishment)\b", "school"),
    (r"\bform tutor\b", "tutor"), (r"\bpersonal education plan\b", "pep"), (r"\bsend\b", "sen"),
    (r"\behc ?plan\b|\behcp\b|\beducation,? health and care plan\b", "ehcplan"), (r"\bfixed[- ]term\b", ""),
    (r"\bper ?cent(?:age)?\b|%", "percent"), (r"\bexclusions?\b", "suspension"), (r"\bmathematics\b", "maths"),
    (r"\bstrengths and difficulties questionnaire\b", "sdq"), (r"\bparental responsibility\b", "responsibility"),
    (r"\bn/?a\b", ""), (r"\battendees?\b|\bpresent\b", "attended"), (r"\bplacements?\b", "placement"),
    (r"\bprevious\b", "last"), (r"\bresponsible\b|\blead person\b|\bby whom\b", "who"),
    (r"\bcosts?\b|\bprice\b", "cost"), (r"\bevidence of impact\b", "impact"), (r"\bfoster carer\b", "carer"),
    (r"\bleisure\b|\bhobbies\b", "interest"), (r"\bconduct\b", "behaviour"), (r"\bfunds?\b|\bmoney\b", "funding"),
)  # fmt: skip
_RULES: Final = tuple((re.compile(pattern), f" {shape} ") for pattern, shape in _SAME)
_LITTLE: Final = (
    "the of a an is are was were to for in on and or this that please any at your you i my me it its by with "
    "if be does do has s been their they them his her he she as from any there these those box tick state give "
    "enter insert add text number1 here will would can us we our which "
)
_STOP: Final = frozenset(_LITTLE.split())
_ENDINGS: Final = ("ations", "ation", "ances", "ance", "ments", "ment", "ings", "ing", "ed", "es", "s")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=8_192)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a label that carry meaning, in one shape for all ways to write them."""
    lowered = text.replace("’", "'").lower()
    for pattern, shape in _RULES:
        lowered = pattern.sub(shape, lowered)
    found = re.findall(r"[a-z]+|\d+", lowered.replace("'s", " ").replace("'", ""))
    telling = [one for one in found if one not in _STOP] or found  # "From" and "To" are headings too
    return tuple(dict.fromkeys(map(_stem, telling)))


def own_voice(text: str) -> frozenset[str]:
    """A word of its own where the child is meant to speak: "My views", "What do I find hard?"."""
    return frozenset({"ownvoice"}) if re.search(r"\b(?:i|my|me|myself)\b", text.lower()) else frozenset()


def name_words(name: str) -> str:
    """The words in a tag or a bookmark's name: "ChildDOB" gives "Child DOB"; "" for names like "Text12"."""
    spaced = _CAMEL.sub(" ", name.replace("_", " ").replace(".", " ").replace("-", " "))
    plain = re.sub(r"\d+", " ", spaced).strip()
    dull = {"text", "dropdown", "check", "plain text", "rich text", "field", "bookmark", "control", "date", "tag", ""}
    return "" if plain.lower() in dull else " ".join(plain.split())


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to ask for something. ``answers`` are addresses; ``context`` words of tab, group and owner."""

    text: str
    answers: tuple[str, ...]
    context: frozenset[str]
    weight: float = 1.0
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Scale:
    """How much each word weighs: rare ones much, those in many questions little."""

    weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Scale:
        """The weights for these phrases."""
        seen = list(phrases)
        counted = Counter(word for one in seen for word in set(one.words))
        return cls({word: math.log(1.3 + len(seen) / count) for word, count in counted.items()})

    def sum(self, found: Iterable[str]) -> float:
        """The weight of several words together; an unknown one counts as a rather rare word."""
        return sum(self.weights.get(word, 4.0) for word in found)

    def likeness(self, asked: tuple[str, ...], section: frozenset[str], phrase: Phrase) -> float:
        """How well a label under a section's words fits a phrase: 0 not at all, 1 in every word."""
        if not asked or not phrase.words:
            return 0.0
        both = set(asked) & set(phrase.words)
        if not both:
            return 0.0
        implied = {one for one in asked if one not in both and one in phrase.context}
        given = {one for one in phrase.words if one not in both and one in section}
        exact = (self.sum(both) + 0.7 * self.sum(implied)) / self.sum(asked)
        whole = (self.sum(both) + 0.75 * self.sum(given)) / self.sum(phrase.words)
        fit = 2 * exact * whole / (exact + whole) if exact + whole else 0.0
        around = self.sum(section & phrase.context) / self.sum(section) if section else 0.0
        letters = difflib.SequenceMatcher(None, " ".join(asked), " ".join(phrase.words)).ratio() if fit > 0.3 else 0.0
        same = 0.06 if set(asked) == set(phrase.words) else 0.0
        return phrase.weight * (0.74 * fit + 0.08 * letters + same + 0.18 * min(around * 1.5, 1.0))


@lru_cache(maxsize=16_384)
def closeness(one: str, two: str) -> float:
    """How like two short texts are, by words and letters, from 0 to 1."""
    first, second = set(tokens(one)), set(tokens(two))
    if not first or not second:
        return 1.0 if one.strip().casefold() == two.strip().casefold() and one.strip() else 0.0
    shared = len(first & second)
    fit = 2 * shared / (len(first) + len(second))
    if (first <= second or second <= first) and 2 * shared >= max(len(first), len(second)):
        fit = max(fit, 0.8)
    letters = difflib.SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio()
    return max(fit, letters if letters > 0.75 else 0.0)
