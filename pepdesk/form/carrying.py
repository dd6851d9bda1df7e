"""What the next plan takes over from the last one, as data: the reader and the checker of ``forms/carry.toml``.

Nothing here touches a plan: ``pepdesk.record.carry`` does what the rules say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pepdesk import paths
from pepdesk.form.faults import Fault, Faults, near_miss
from pepdesk.form.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.form.model import Field, Form

FILE = "carry.toml"
AFRESH = "It is asked afresh each term."
_PLACE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+(?:\.\*|@[a-z0-9_]+)?)?")
_HEADINGS = ("keep", "keep_in_year", "keep_in_place", "keep_if_ahead", "leave", "move", "review", "rename")
_WHENS = ("always", "new_year")


class Keep(StrEnum):
    """Whether an answer comes along: always, within the school year, in the same place, if its day is to come, or not.

    A child is in another place when the form changes, and when they leave primary school (``record.carry``).
    """

    ALWAYS = "keep"
    IN_YEAR = "keep_in_year"
    IN_PLACE = "keep_in_place"
    IF_AHEAD = "keep_if_ahead"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class CarryRule:
    """One rule for a place. ``why`` is said of what is left behind: a sentence."""

    keep: Keep
    why: str = AFRESH


@dataclass(frozen=True, slots=True)
class CarryRules:
    """All rules. Places are "tab", "tab.block.*", "tab.question" or, in a table of fixed lines, "tab.question@line".

    ``moves`` are (from, to, only when the school year turns), "tab.question" each; ``review`` pairs a question of a
    new target with one of a last target; ``renames`` pair addresses in text, by (old form, new form).
    """

    places: Mapping[str, CarryRule] = field(default_factory=dict)
    moves: tuple[tuple[str, str, bool], ...] = ()
    review: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def of(self, form: Form, question: Field, row: str = "") -> CarryRule:
        """The nearest rule for a question in that line: the line's, its own, its block's, its tab's, or afresh."""
        names = [f"{question.tab}.{question.id}@{row}", f"{question.tab}.{question.id}"]
        if question.group:
            names.append(f"{question.tab}.{question.group}.*")
            names.append(f"{question.tab}.{form.tab(question.tab).group(question.group).parent}.*")
        found = (self.places.get(name) for name in (*names, question.tab))
        return next((rule for rule in found if rule), CarryRule(Keep.LEAVE))


@lru_cache(maxsize=1)
def carry_rules() -> CarryRules:
    """The rules that came with PepDesk, read once. Raises ``FormFaults`` if the file was damaged."""
    return read_carry_rules(paths.forms_dir())


def read_carry_rules(forms: Path) -> CarryRules:
    """The rules in the folder ``forms``. Raises ``FormFaults`` naming what cannot be read."""
    faults = Faults()
    raw = read_toml(forms, FILE, faults)
    rules = _read(raw, faults)
    faults.raise_any("The list of what the next plan takes over")
    return rules


def _read(raw: Mapping[str, Any], faults: Faults) -> CarryRules:
    places: dict[str, CarryRule] = {}
    for heading in raw:
        if heading not in _HEADINGS:
            faults.add(FILE, f"[{heading}]", "is not a heading of this file.", near_miss(heading, _HEADINGS))
    for keep in Keep:
        for table in _tables(raw.get(keep)):
            rule = CarryRule(keep, str(table.get("why", AFRESH)))
            for place in table.get("what", ()):
                if not isinstance(place, str) or not _PLACE.fullmatch(place):
                    faults.add(FILE, f"[{keep}]", f'"{place}" is not a place.', 'E.g. "care" or "sen.status".')
                elif place in places:
                    faults.add(FILE, f"[{keep}]", f'"{place}" stands twice in this file.')
                else:
                    places[place] = rule
    moves = tuple(_moves(raw.get("move"), faults))
    review = {str(old): str(new) for old, new in (_tables(raw.get("review")) or [{}])[0].items()}
    renames = {
        (str(table.get("from_form", "")), str(table.get("to_form", ""))): {
            old: str(new) for old, new in table.items() if "." in old
        }
        for table in _tables(raw.get("rename"))
    }
    return CarryRules(places, moves, review, renames)


def _tables(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - anything TOML can hold
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict)]


def _moves(value: Any, faults: Faults) -> Iterator[tuple[str, str, bool]]:  # noqa: ANN401 - anything TOML can hold
    for table in _tables(value):
        old, new, when = (table.get(key, "") for key in ("from", "to", "when"))
        if when not in _WHENS:
            faults.add(FILE, "[[move]]", f'"when" cannot be "{when}".', near_miss(str(when), _WHENS))
        yield str(old), str(new), when == "new_year"


def carry_faults(forms: Path, known: Mapping[str, Form]) -> tuple[Fault, ...]:
    """Every fault of ``carry.toml``: places that none of the ``known`` forms has, tabs it says nothing of."""
    faults = Faults()
    rules = _read(read_toml(forms, FILE, faults), faults)
    there = {place for form in known.values() for place in _places_in(form)}
    named = [*rules.places, *(one for old, new, _ in rules.moves for one in (old, new))]
    named += [one for pair in rules.review.items() for one in pair]
    for place in named:
        if place.partition("@")[0] not in there:
            faults.add(FILE, f'"{place}"', "is in none of the forms.", near_miss(place, there))
    for (old, new), pairs in rules.renames.items():
        for form_id, addresses in ((old, pairs), (new, pairs.values())):
            places = set(_places_in(known[form_id])) if form_id in known else set()
            for one in (one for one in addresses if one.partition("@")[0] not in places):
                faults.add(FILE, "[[rename]]", f'"{one}" is not in the form "{form_id}".')
    for form in known.values():
        for tab in form.tabs:
            if not any(place.partition(".")[0] == tab.id for place in rules.places):
                faults.add(FILE, "", f'says nothing of the tab "{tab.id}" of {form.id}.', "Keep it or leave it.")
    return tuple(faults.found)


def _places_in(form: Form) -> Iterator[str]:
    for tab in form.tabs:
        yield tab.id
        yield from (f"{tab.id}.{group.id}.*" for group in tab.groups)
        yield from (f"{tab.id}.{question.id}" for question in tab.fields)
