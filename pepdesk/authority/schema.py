"""A JSON Schema of ``authority.toml``, made from the same key tables the reader uses, for editors that check TOML."""

from __future__ import annotations

from typing import Any

from pepdesk.authority import keys
from pepdesk.form.schema import named_schema, table_schema

_REMOVED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["remove"],
    "properties": {"remove": {"const": True, "description": "Drops England's heading of this name."}},
}


def authority_schema() -> dict[str, Any]:
    """The schema of any ``authority.toml``."""
    settings = {name: _or_removed(table_schema(keys.setting_keys(name))) for name in keys.SETTINGS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "PepDesk authorities",
        "type": "object",
        "additionalProperties": False,
        "required": ["authority"],
        "properties": {
            "authority": table_schema(keys.AUTHORITY_KEYS),
            "setting": {"type": "object", "additionalProperties": False, "properties": settings},
            **{name: _named(heading) for name, heading in keys.HEADINGS.items()},
            "rubric": _or_removed(table_schema(keys.RUBRIC_KEYS)),
            "roll_up": {"type": "array", "items": table_schema(keys.ROLL_UP_KEYS)},
        },
    }


def _named(heading: keys.Heading) -> dict[str, Any]:
    schema = named_schema(_or_removed(table_schema(heading.keys)))
    if heading.names:
        schema["propertyNames"] = {"enum": list(heading.names)}
    return {**schema, "description": heading.says}


def _or_removed(table: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [table, _REMOVED]}
