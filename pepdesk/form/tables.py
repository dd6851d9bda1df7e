"""Reading one TOML table against its keys: unknown keys with near-misses, wrong kinds, missing ones, all noted."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Faults, near_miss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.keys import Key

_KIND_WORDS = {
    "text": 'text in double quotes, e.g. "like this"',
    "whole": "a whole number, 0 or more, without quotes",
    "number": "a number without quotes",
    "flag": "true or false, without quotes",
    "texts": 'a list of texts, e.g. ["one", "two"]',
    "date": "a date without quotes, e.g. 2026-09-01",
    "condition": 'a condition, e.g. { status = "ehcp" }',
    "repeat": "a table, e.g. { min = 1, max = 6 }",
    "tables": "a list of tables, e.g. [{ … }, { … }]",
    "named": 'a table of texts, e.g. { health = "both" }',
    "dates": "a list of dates, e.g. [2026-10-26, 2026-10-30]",
}


def _has_kind(value: Any, kind: str) -> bool:  # noqa: ANN401 - anything TOML can hold
    if kind == "text":
        return isinstance(value, str)
    if kind == "whole":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "number":
        return (isinstance(value, int | float) and not isinstance(value, bool)) or _is_decimal(value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind == "named":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if kind == "date":
        return _is_date(value)
    if kind == "dates":
        return isinstance(value, list) and all(_is_date(one) for one in value)
    if kind == "tables":
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return isinstance(value, dict)


def _is_decimal(value: object) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_date(value: object) -> bool:
    """Whether it is a day, of TOML or (from a plan's own copy) as ISO text."""
    if not isinstance(value, str):
        return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def read_table(table: object, keys: Mapping[str, Key], file: str, heading: str, faults: Faults) -> dict[str, Any]:
    """The usable part of ``table``: known keys whose values have the right kind. Everything else becomes a fault."""
    if not isinstance(table, dict):
        faults.add(file, heading, "must be a heading with keys under it.")
        return {}
    good: dict[str, Any] = {}
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            faults.add(file, heading, f'"{name}" is not a key that can stand here.', near_miss(name, keys))
        elif not _has_kind(value, key.kind):
            faults.add(file, heading, f'"{name}" must be {_KIND_WORDS[key.kind]}.')
        elif _allowed(value, key, name, file, heading, faults):
            good[name] = value.isoformat() if isinstance(value, datetime.date) else value
    for name, key in keys.items():
        if key.needed and name not in table:
            faults.add(file, heading, f'"{name}" is missing.', key.says)
    return good


def _allowed(value: Any, key: Key, name: str, file: str, heading: str, faults: Faults) -> bool:  # noqa: ANN401
    if not key.one_of:
        return True
    given = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
    wrong = [one for one in given if one not in key.one_of]
    for one in wrong:
        faults.add(file, heading, f'"{name}" cannot be "{one}".', near_miss(one, key.one_of))
    return not wrong
