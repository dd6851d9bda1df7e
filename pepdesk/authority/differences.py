"""What differs between two versions of an authority, in sentences for the officer who may install the newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pepdesk.authority.tables import heading_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.model import Field, Form

_NOT_RULES = ("source", "dated", "note")
_SHOWN = ("label", "type", "required", "help", "owner", "visible_when", "hide_from", "choices", "group")


def rule_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Every rule that is new, gone or says something else, from two resolved raw definitions.

    A rule whose source, date or note alone changed is not named: it asks the same as before.
    """
    old, new = _rules(before), _rules(after)
    said = []
    for heading, table in new.items():
        if heading not in old:
            said.append(f"{heading} is new: {_words(table)}.")
        elif differing := _differing(old[heading], table):
            said.append(f"{heading}: {differing}.")
    said += [f"{heading} is no longer there." for heading in old if heading not in new]
    return tuple(said)


def form_differences(before: Form, after: Form) -> tuple[str, ...]:
    """Every question that is new, gone or different, and every answer that a list has gained or lost."""
    old, new = _questions(before), _questions(after)
    said = [f'{after.title}: new question "{one.label}" ({place}).' for place, one in new.items() if place not in old]
    said += [f'{after.title}: no question "{one.label}" ({place}).' for place, one in old.items() if place not in new]
    for place in old.keys() & new.keys():
        keys = [key for key in _SHOWN if getattr(old[place], key) != getattr(new[place], key)]
        if keys:
            said.append(f'{after.title}: "{new[place].label}" ({place}) changes its {", ".join(keys)}.')
    for name in sorted(before.choices.keys() & after.choices.keys()):
        answers = [{one.value: one.label for one in form.choices[name].options} for form in (before, after)]
        if answers[0] != answers[1]:
            said.append(f'{after.title}: the answers of the list "{name}" change.')
    return tuple(sorted(said))


def _rules(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {heading_of(rule["kind"], rule["id"]): rule["table"] for rule in raw["rules"]}


def _questions(form: Form) -> dict[str, Field]:
    return {f"{tab.id}.{field.id}": field for tab in form.tabs for field in tab.fields}


def _differing(old: Any, new: Any) -> str:  # noqa: ANN401 - a table, or the list of roll-ups
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return "" if old == new else "changed"
    names = [key for key in {**old, **new} if key not in _NOT_RULES and old.get(key) != new.get(key)]
    return ", ".join(f"{key} {_value(old.get(key))} → {_value(new.get(key))}" for key in names)


def _words(table: Any) -> str:  # noqa: ANN401
    if not isinstance(table, dict):
        return f"{len(table)} lines"
    return ", ".join(f"{key} {_value(value)}" for key, value in table.items() if key not in _NOT_RULES)


def _value(value: Any) -> str:  # noqa: ANN401 - anything TOML can hold
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value) or "nothing"
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_value(one)}" for key, one in value.items()) + ")"
    return str(value)
