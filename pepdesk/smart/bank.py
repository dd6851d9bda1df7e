"""The bank of example targets beside the target field: read from a data file, searched by words, area and stage."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from pepdesk.problem import PepDeskProblem
from pepdesk.smart.tokens import pattern
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STAGES = ("early_years", "ks1", "ks2", "ks3", "ks4", "post_16")
_YEARS = {
    **dict.fromkeys(("E1", "E2", "N1", "N2", "R"), "early_years"),
    **dict.fromkeys(("1", "2"), "ks1"),
    **dict.fromkeys(("3", "4", "5", "6"), "ks2"),
    **dict.fromkeys(("7", "8", "9"), "ks3"),
    **dict.fromkeys(("10", "11"), "ks4"),
    **dict.fromkeys(("12", "13", "14"), "post_16"),
}


class BankProblem(PepDeskProblem):
    """The bank of examples, or the guide beside it, cannot be read."""

    code = "bank"


class Example(NamedTuple):
    """One example: ``area`` of the list target_areas, ``stage`` of ``STAGES``, text and matching starting point."""

    area: str
    stage: str
    send: bool
    text: str
    start: str

    def filled(self, name: str, their: str = "their") -> str:
        """The text for a child; an empty ``name`` leaves "the child"."""
        whole = self.text.replace("{name}", name or "the child").replace("{their}", their)
        return whole[:1].upper() + whole[1:]


def stage_of(year: str) -> str:
    """The stage of a year group as plans store it ("N2", "R", "7"); "" if it is not known."""
    return _YEARS.get(year, "")


def read_bank(path: Path) -> tuple[Example, ...]:
    """The examples of a file, in its order. Raises ``BankProblem`` if it is missing, unreadable or incomplete."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        return tuple(_example(entry) for entry in table["target"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BankProblem(
            tr("The example targets could not be read."),
            tr("Everything else works. Put the file resources/targets/bank.toml back, or mend the entry last changed."),
        ) from wrong


def _example(entry: dict[str, object]) -> Example:
    area, stage, text, start = (entry[key] for key in ("area", "stage", "text", "start"))
    if not all(isinstance(part, str) and part for part in (area, stage, text, start)) or stage not in STAGES:
        raise ValueError(area)
    return Example(str(area), str(stage), entry.get("send") is True, str(text), str(start))


def search(bank: Iterable[Example], words: str = "", area: str = "", stage: str = "") -> tuple[Example, ...]:
    """Examples that hold every one of ``words`` (or its beginning), those of ``area`` and ``stage`` first.

    An empty string asks nothing; the order within the bank is kept among equals.
    """
    wanted = pattern(r"\w+").findall(words.lower())
    found = []
    for example in bank:
        own = pattern(r"\w+").findall(f"{example.text} {example.start} {example.area} {'send' * example.send}".lower())
        if all(any(word.startswith(part) for word in own) for part in wanted):
            found.append(example)
    return tuple(sorted(found, key=lambda one: (bool(area) and one.area != area, bool(stage) and one.stage != stage)))
