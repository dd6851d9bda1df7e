"""How well our questions fit a place of a foreign form: by label, heading, options, tag and place in a table.

The words come from the form itself, from ``forms/mapping.toml`` (what real forms call our questions) and from
``forms/other_words.toml``. Only likelihoods come out; ``own_form_propose`` decides.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.intake.own_form_words import Phrase, Scale, closeness, name_words, own_voice, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pepdesk.form.model import Field, Form, Group, Tab
    from pepdesk.intake.own_form_places import Place

_LARGEST: Final = 1 << 20
_ASKED: Final = {
    "child": "child",
    "carer": "carer",
    "social_worker": "social worker",
    "virtual_school": "virtual school",
}
_ANSWER: Final = re.compile(r"answers?|details?|values?|response|information|comments?|notes?|name", re.IGNORECASE)
"""Headings of a column that say no more than that answers stand there."""
YES_NO: Final = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One question, or several that share a place, with how well they fit (0 to 1) and why, in words."""

    answers: tuple[str, ...]
    score: float
    why: str = ""


class Phrasebook:
    """All ways to ask for what one form holds."""

    def __init__(self, form: Form, forms: Path) -> None:
        self.form = form
        self.tables = {
            name: tuple(words) for name, words in _document(forms / "other_words.toml").get("tables", {}).items()
        }
        own = [one for tab in form.tabs for question in tab.fields for one in _own(form, tab, question)]
        contexts = {one.answers[0].partition("@")[0]: one.context for one in own}
        self._phrases = [*own, *_others(form, forms, contexts)]
        self.scale = Scale.of(self._phrases)

    def candidates(self, place: Place) -> list[Candidate]:
        """What may stand at a place with one label, the likeliest first: at most eight."""
        section = frozenset(tokens(f"{place.section} {place.column}")) | own_voice(f"{place.section} {place.label}")
        hints = [words for words in map(name_words, place.hints) if words]
        said = [(place.label, 1.0), *((one, 0.97) for one in hints)]
        if place.column and not _ANSWER.fullmatch(place.column):  # the heading asks for something of its own
            said = [(f"{place.label} {place.column}", 1.0), *((one, 0.88 * weight) for one, weight in said)]
        asked = [(tokens(_without_number(one)), weight) for one, weight in said]
        best: dict[tuple[str, ...], Candidate] = {}
        for phrase in self._phrases:
            score = max((weight * self.scale.likeness(one, section, phrase) for one, weight in asked), default=0.0)
            if score < 0.2:
                continue
            score = min(score * self._kind_fits(place, phrase) * self._rows_fit(place, phrase), 1.0)
            known = best.get(phrase.answers)
            if known is None or score > known.score:
                best[phrase.answers] = Candidate(phrase.answers, score, f"like “{phrase.text}”")
        for candidate in self._named(place):
            best[candidate.answers] = candidate
        return sorted(best.values(), key=lambda one: -one.score)[:8]

    def _rows_fit(self, place: Place, phrase: Phrase) -> float:
        """Less than 1 for questions of repeated groups, unless the section speaks of just these rows."""
        name, _, rows = phrase.answers[0].partition("@")
        if not rows.startswith("new"):
            return 1.0
        tab = self.form.tab(name.partition(".")[0])
        group = tab.group(self.question(name).group)
        group = tab.group(group.parent) if group.parent else group
        return 1.0 if self.title_fit(_without_number(place.section), tab, group) >= 0.5 else 0.75

    def _named(self, place: Place) -> Iterator[Candidate]:
        """Tags that are our own addresses."""
        for hint in place.hints:
            bare = hint.removeprefix("pep_")
            for text in (bare, bare.replace("__", ".")):
                tab, _, name = text.partition("@")[0].partition(".")
                if self.form.has(tab, name):
                    yield Candidate((text,), 1.0, "its name is our question's")

    def question(self, address: str) -> Field:
        """The question at an address, rows left out of account."""
        tab, _, name = address.partition("@")[0].partition(".")
        return self.form.field(tab, name)

    def _kind_fits(self, place: Place, phrase: Phrase) -> float:
        """More than 1 where the place's options are the question's, less where its kind speaks against it."""
        kinds = {self.question(one).type for one in phrase.answers}
        if kinds & {FieldType.NOTE, FieldType.ATTACHMENT}:
            return 0.0
        if place.kind == "text":
            if place.is_date:
                return 1.1 if kinds & {FieldType.DATE, FieldType.DATETIME} else 0.8
            return 1.0
        if len(phrase.answers) > 1:
            return 0.5
        offered = options_of(self.question(phrase.answers[0]), self.form)
        if not offered:
            return 0.8 if place.kind == "list" else 0.5
        matched = [value for value in values_for(place.options, offered) if value]
        asked = len([one for one in place.options if one])
        if not asked:
            return 1.08 if FieldType.YES_NO in kinds else 0.9
        return 0.55 + 0.75 * len(matched) / asked

    # Tables -------------------------------------------------------------------------------------------------------

    def column(self, heading: str, group_words: frozenset[str], names: tuple[str, ...]) -> list[Candidate]:
        """Which of the questions ``names`` a column's heading asks for, the likeliest first."""
        asked = tokens(_without_number(heading))
        found: dict[str, Candidate] = {}
        for phrase in self._phrases:
            if len(phrase.answers) == 1 and (name := phrase.answers[0].partition("@")[0]) in names:
                score = self.scale.likeness(asked, group_words | phrase.context, phrase)
                score *= 0.96 if self.question(name).depth == 2 else 1.0  # rather the row's own than one of its details
                if score > found.get(name, Candidate((name,), 0.0)).score:
                    found[name] = Candidate((name,), score, f"like “{phrase.text}”")
        return sorted(found.values(), key=lambda one: -one.score)

    def title_fit(self, said: str, tab: Tab, group: Group) -> float:
        """How well a table's title fits a repeated group, 0 to 1."""
        noun = group.repeat.noun if group.repeat else ""
        names = [group.title, f"{tab.title} {group.title}", noun, *self.tables.get(f"{tab.id}.{group.id}", ())]
        parts = [part for part in re.split(r"\s+–\s+", said) if part]
        return max((closeness(part, name) for part in parts for name in names), default=0.0)


def options_of(question: Field, form: Form) -> tuple[tuple[str, str], ...]:
    """Stored value and words of each answer that can be chosen."""
    if question.type is FieldType.YES_NO:
        return YES_NO
    if question.type is FieldType.YEAR_GROUP:
        from pepdesk.record.values import year_group_words

        return tuple((year, year_group_words(year)) for year in form.years)
    return tuple((option.value, option.label) for option in form.options(question))


def values_for(options: tuple[str, ...], offered: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """For each of a foreign form's options the stored value it stands for, "" for none; each value at most once."""
    if options == ("",) or (len(options) == 1 and offered == YES_NO):
        return (offered[0][0] if offered else "",)
    scored = sorted(
        ((_option_fit(words, value, label), -n, -m) for n, words in enumerate(options) for m, (value, label) in
         enumerate(offered)), reverse=True,
    )  # fmt: skip
    chosen: dict[int, int] = {}
    for score, n, m in scored:
        if score >= 0.6 and -n not in chosen and -m not in chosen.values():
            chosen[-n] = -m
    return tuple(offered[chosen[n]][0] if n in chosen else "" for n in range(len(options)))


def _option_fit(words: str, value: str, label: str) -> float:
    if not words.strip():
        return 0.0
    bare = label.partition("(")[0].partition(",")[0]
    return max(closeness(words, label), 0.98 * closeness(words, bare), 0.95 * closeness(words, value.replace("_", " ")))


def _without_number(text: str) -> str:
    return re.sub(r"\b\d{1,2}\b\s*[.:)]?", " ", text)


def _own(form: Form, tab: Tab, question: Field) -> Iterator[Phrase]:
    group = tab.group(question.group) if question.group else None
    around = f"{tab.title} {group.title if group else ''} {group.repeat.noun if group and group.repeat else ''}"
    context = frozenset(tokens(f"{around} {_ASKED.get(question.owner, '')}")) | own_voice(tab.title)
    name = address_of(form, question)
    for text in dict.fromkeys((question.label, question.label_short)):
        if text:
            yield Phrase(text, (name,), context, 1.0 if text == question.label else 0.95, tokens(text))


def _others(form: Form, forms: Path, contexts: dict[str, frozenset[str]]) -> Iterator[Phrase]:
    for keys, texts in _document(forms / "other_words.toml").get("words", {}).items():
        yield from _phrases(form, contexts, tuple(keys.split(" + ")), tuple(texts), 1.0)
    of_form = _document(forms / "mapping.toml").get(form.id, {})
    for name, addresses in of_form.get("consensus", {}).items():
        if len(addresses) <= 2:
            yield from _phrases(form, contexts, tuple(addresses), (name.replace("_", " "),), 0.85)  # our own key words
    for template in of_form.get("template", {}).values():
        for name, addresses in template.items():
            if len(addresses) <= 2:
                sure = 0.95 - 0.06 * (len(addresses) > 1 and "child.surname" not in addresses)
                yield from _phrases(form, contexts, tuple(addresses), (re.sub(r"\(.*?\)", "", name),), sure)


def _phrases(
    form: Form, contexts: dict[str, frozenset[str]], names: tuple[str, ...], texts: tuple[str, ...], weight: float
) -> Iterator[Phrase]:
    parts = [name.partition("@") for name in names]
    if not all(form.has(*place.partition(".")[::2]) for place, _, _ in parts):
        return
    full = tuple(address_of(form, form.field(*place.partition(".")[::2]), rows) for place, _, rows in parts)
    context = frozenset().union(*(contexts[place] for place, _, _ in parts))
    for text in texts:
        yield Phrase(text, full, context, weight, tokens(text))


def address_of(form: Form, question: Field, rows: str = "") -> str:
    """A question's address for a mapping: "@new1" for each repeated group it stands in, unless ``rows`` are known."""
    path = tuple(rows.split("/")) if rows else ("new1",) * question.depth
    if question.depth == 2 and not rows:
        path = ("new1", "*")
    return str(Address(question.tab, question.id, path))


@lru_cache(maxsize=4)
def _document(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.loads(stream.read(_LARGEST).decode("utf-8"))
