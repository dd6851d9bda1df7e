"""A JSON Schema of form files, made from the same key tables the reader uses, for editors that check TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pepdesk.form import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.keys import Key

_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "date": {"type": "string", "format": "date"},
    "condition": {"type": "object"},
    "named": {"type": "object"},
    "dates": {"type": "array", "items": {"type": "string", "format": "date"}},
}


def form_schema() -> dict[str, Any]:
    """The schema of any form file: ``form.toml``, a tab, or ``choices.toml``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "PepDesk form files",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "form": table_schema(keys.FORM_KEYS),
            "tab": table_schema(keys.TAB_KEYS),
            "group": named_schema(table_schema(keys.GROUP_KEYS)),
            "field": named_schema(table_schema(keys.FIELD_KEYS)),
            "choices": named_schema(table_schema(keys.CHOICES_KEYS)),
        },
    }


def named_schema(table: dict[str, Any]) -> dict[str, Any]:
    """Headings of any name, ``[field.upn]``, each with what ``table`` says."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{keys.ID_PATTERN}$"},
        "additionalProperties": table,
    }


def table_schema(table: Mapping[str, Key]) -> dict[str, Any]:
    """One table with these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, key in table.items() if key.needed],
        "properties": {name: _value(key) for name, key in table.items()},
    }


def _value(key: Key) -> dict[str, Any]:
    if key.kind == "tables":
        shape: dict[str, Any] = {"type": "array", "items": table_schema(key.of or {})}
    elif key.of is not None:
        shape = table_schema(key.of)
    else:
        shape = dict(_KINDS[key.kind])
    if key.one_of and key.kind == "texts":
        shape["items"] = {"type": "string", "enum": list(key.one_of)}
    elif key.one_of and key.kind == "named":
        shape["additionalProperties"] = {"type": "string", "enum": list(key.one_of)}
    elif key.one_of:
        shape["enum"] = list(key.one_of)
    return {**shape, "description": key.says}
