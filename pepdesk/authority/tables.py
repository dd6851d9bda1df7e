"""An authority's raw rules read against their keys: one ``Rule`` for each heading, with everything misspelt noted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pepdesk.authority import keys
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.keys import ID_PATTERN
from pepdesk.form.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pepdesk.form.keys import Key


LARGEST, MOST_MONEY = 1000, 1_000_000
FIRST_DAY, LAST_DAY = "2000-01-01", "2100-12-31"


@dataclass(frozen=True, slots=True)
class Rule:
    """One heading: ``[clock.first_pep]`` has the kind "clock" and the id "first_pep". ``given`` holds its good keys."""

    kind: str
    id: str
    file: str
    given: dict[str, Any]

    @property
    def heading(self) -> str:
        """As it stands in the file."""
        return heading_of(self.kind, self.id)


def heading_of(kind: str, name: str) -> str:
    """A heading as it stands in the file: ``[clock.first_pep]``, ``[rubric]``, ``[[roll_up]]``."""
    if kind == "roll_up":
        return "[[roll_up]]"
    return f"[{kind}.{name}]" if name else f"[{kind}]"


def read_rules(entries: Sequence[Mapping[str, Any]], faults: Faults) -> tuple[Rule, ...]:
    """All headings in order; each ``[[roll_up]]`` is a rule of its own."""
    if not isinstance(entries, list):
        raise TypeError("rules are a list")  # only in a plan's own copy, which the codec then calls unreadable
    found: list[Rule] = []
    for entry in entries:
        kind, name, file = str(entry["kind"]), str(entry["id"]), str(entry["file"])
        allowed = _keys_of(kind, name, file, faults)
        if allowed is None:
            continue
        tables = entry["table"] if kind == "roll_up" else [entry["table"]]
        if not isinstance(tables, list):
            faults.add(file, "[[roll_up]]", "needs double square brackets.", "Each [[roll_up]] is one of several.")
            continue
        found += [
            Rule(kind, name, file, _read(table, allowed, file, heading_of(kind, name), faults)) for table in tables
        ]
    return tuple(found)


def _keys_of(kind: str, name: str, file: str, faults: Faults) -> Mapping[str, Key] | None:
    """The keys that may stand under this heading; None, and a fault, if there can be no such heading."""
    heading = heading_of(kind, name)
    if kind == "setting":
        if name in keys.SETTINGS:
            return keys.setting_keys(name)
        faults.add(file, heading, f'"{name}" is not a setting.', near_miss(name, keys.SETTINGS))
    elif kind in keys.HEADINGS:
        names = keys.HEADINGS[kind].names
        if names and name not in names:
            faults.add(file, heading, f'"{name}" cannot stand here.', near_miss(name, names))
            return None
        if not re.fullmatch(ID_PATTERN, name):
            faults.add(file, heading, "the name must be small letters, digits and _, beginning with a letter.")
        return keys.HEADINGS[kind].keys
    elif kind in ("rubric", "roll_up"):
        return keys.RUBRIC_KEYS if kind == "rubric" else keys.ROLL_UP_KEYS
    else:
        faults.add(file, heading, "is not a heading of an authority.", near_miss(kind, keys.TOP_HEADINGS))
    return None


def _check_sizes(given: Mapping[str, Any], allowed: Mapping[str, Key], file: str, heading: str, faults: Faults) -> None:
    """Numbers and days no authority can mean; counting with them would leave the calendar."""
    for name, value in given.items():
        kind = allowed[name].kind
        if kind == "whole" and value > LARGEST:
            faults.add(file, heading, f'"{name}" cannot be more than {LARGEST}.')
        elif kind == "number" and not 0 <= Decimal(str(value)) <= MOST_MONEY:
            faults.add(file, heading, f'"{name}" must be between 0 and {MOST_MONEY}.')
        elif kind in ("date", "dates"):
            for day in [value] if isinstance(value, str) else value:
                if not FIRST_DAY <= day <= LAST_DAY:
                    faults.add(file, heading, f'"{name}" must be between {FIRST_DAY} and {LAST_DAY}.')


def _read(table: object, allowed: Mapping[str, Key], file: str, heading: str, faults: Faults) -> dict[str, Any]:
    """``read_table``, and the same for the tables inside, so that a misspelt key in a line of a list is told too."""
    given = read_table(table, allowed, file, heading, faults)
    for name, key in allowed.items():
        if key.kind == "tables" and name in given:
            given[name] = [_read(one, key.of or {}, file, f"{heading} {name}", faults) for one in given[name]]
    _check_sizes(given, allowed, file, heading, faults)
    if str(given.get("source", "-")).strip() == "":
        faults.add(file, heading, '"source" is empty.', allowed["source"].says)
    return given
