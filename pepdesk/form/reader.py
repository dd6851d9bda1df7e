"""From a form's raw definition (TOML files, or the copy embedded in a plan) to the frozen ``Form``, noting every fault.

The raw shape is one mapping: ``form``, ``choices`` (a list) and ``tabs`` (a list, each with ``tab``, ``groups`` and
``fields`` as lists that keep file order), so that it survives canonical JSON, which sorts keys.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pepdesk.form import keys
from pepdesk.form.conditions import Resolver, read_condition
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.model import (
    TYPES_WITH_CHOICES,
    YEAR_GROUPS,
    Audience,
    ChoiceList,
    Condition,
    Field,
    FieldType,
    Form,
    Group,
    Option,
    Repeat,
    Required,
    Role,
    Tab,
)
from pepdesk.form.size import MOST_PLACES, MOST_ROWS, full_size
from pepdesk.form.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_form(raw: Mapping[str, Any], faults: Faults) -> Form:
    """The form that ``raw`` describes. Every fault is added to ``faults``; the form is only to be used if none was."""
    about = read_table(raw.get("form"), keys.FORM_KEYS, _file(raw, "form.toml"), "[form]", faults)
    choices = {}
    for entry in raw.get("choices", ()):
        one = _read_choices(entry, faults)
        choices[one.id] = one
    tabs = tuple(_read_tab(entry, choices, faults) for entry in raw.get("tabs", ()))
    choices, tabs = _resolve(raw, choices, tabs, faults)
    form = Form(
        id=about.get("id", ""),
        title=about.get("title", ""),
        version=about.get("version", 0),
        revision=about.get("revision", 0),
        valid_from=about.get("valid_from", ""),
        summary=about.get("summary", ""),
        first_year=about.get("first_year", YEAR_GROUPS[0]),
        last_year=about.get("last_year", YEAR_GROUPS[-1]),
        tabs=tabs,
        choices=choices,
        raw=dict(raw),
    )
    if not faults.found and full_size(form) > MOST_PLACES:
        advice = "Give its tables fewer lines (max), or ask less."
        faults.add(_file(raw, "form.toml"), "[form]", f"has more than {MOST_PLACES} places for answers.", advice)
    return form


def _file(entry: Mapping[str, Any], default: str = "") -> str:
    return str(entry.get("file", default))


def _check_id(name: str, file: str, heading: str, faults: Faults) -> None:
    if not re.fullmatch(keys.ID_PATTERN, name):
        faults.add(file, heading, "the name must be small letters, digits and _, beginning with a letter.")


def _condition(table: Mapping[str, Any], tab: str, file: str, heading: str, faults: Faults) -> Condition | None:
    raw = table.get("visible_when")
    return read_condition(raw, tab, file, heading, faults) if raw else None


def _audiences(table: Mapping[str, Any]) -> frozenset[Audience]:
    return frozenset(Audience(one) for one in table.get("hide_from", ()))


def _read_choices(entry: Mapping[str, Any], faults: Faults) -> ChoiceList:
    list_id, file = str(entry.get("id", "")), _file(entry)
    heading = f"[choices.{list_id}]"
    _check_id(list_id, file, heading, faults)
    table = read_table(entry.get("table"), keys.CHOICES_KEYS, file, heading, faults)
    options = []
    seen: set[str] = set()
    for raw in table.get("options", ()):
        option = read_table(raw, keys.OPTION_KEYS, file, heading, faults)
        value = option.get("value", "")
        if value in seen:
            faults.add(file, heading, f'the value "{value}" stands twice.', "Each option needs its own value.")
        if not re.fullmatch(r"[A-Za-z0-9_]{1,40}", value):
            faults.add(file, heading, f'the value "{value}" must be letters, digits and _.')
        seen.add(value)
        condition = _condition(option, "", file, heading, faults)
        options.append(Option(value, option.get("label", ""), option.get("code", ""), condition))
    return ChoiceList(list_id, table.get("title", ""), tuple(options), table.get("source", ""))


def _read_tab(entry: Mapping[str, Any], choices: Mapping[str, ChoiceList], faults: Faults) -> Tab:
    tab_id, file = str(entry.get("id", "")), _file(entry)
    _check_id(tab_id, file, "", faults)
    table = read_table(entry.get("tab"), keys.TAB_KEYS, file, "[tab]", faults)
    owner = Role(table.get("owner", Role.BOTH))
    hidden = _audiences(table)
    groups = {}
    for raw in entry.get("groups", ()):
        group = _read_group(tab_id, raw, _file(raw, file), choices, faults)
        groups[group.id] = group
    _check_parents(groups, file, faults)
    base = Field(tab_id, "", "", FieldType.LINE, owner=owner, hide_from=hidden)
    fields = tuple(_read_field(base, raw, _file(raw, file), groups, choices, faults) for raw in entry.get("fields", ()))
    for group_id in groups.keys() - {field.group for field in fields} - {group.parent for group in groups.values()}:
        faults.add(file, f"[group.{group_id}]", "no question names this group.", f'Give one: group = "{group_id}".')
    return Tab(
        id=tab_id,
        title=table.get("title", ""),
        owner=owner,
        fields=fields,
        groups=tuple(groups.values()),
        help=table.get("help", ""),
        why_shown=table.get("why_shown", ""),
        source=table.get("source", ""),
        visible_when=_condition(table, tab_id, file, "[tab]", faults),
        hide_from=hidden,
    )


def _read_group(
    tab: str, entry: Mapping[str, Any], file: str, choices: Mapping[str, ChoiceList], faults: Faults
) -> Group:
    group_id = str(entry.get("id", ""))
    heading = f"[group.{group_id}]"
    _check_id(group_id, file, heading, faults)
    table = read_table(entry.get("table"), keys.GROUP_KEYS, file, heading, faults)
    owner = table.get("owner")
    return Group(
        id=group_id,
        title=table.get("title", ""),
        help=table.get("help", ""),
        parent=table.get("parent", ""),
        repeat=_read_repeat(table["repeat"], file, heading, choices, faults) if "repeat" in table else None,
        owner=Role(owner) if owner else None,
        visible_when=_condition(table, tab, file, heading, faults),
        hide_from=_audiences(table),
        rules=tuple(table.get("rules", ())),
    )


def _read_repeat(
    raw: Mapping[str, Any], file: str, heading: str, choices: Mapping[str, ChoiceList], faults: Faults
) -> Repeat:
    table = read_table(raw, keys.REPEAT_KEYS, file, heading, faults)
    rows = table.pop("rows", "")
    if rows and rows not in choices:
        faults.add(file, heading, f'"{rows}" is not a choice list.', near_miss(rows, choices))
    repeat = Repeat(rows_from=rows, **table)
    if rows:
        return replace(repeat, layout="table")
    if not repeat.min <= max(repeat.start_with, repeat.min) <= repeat.max:
        faults.add(file, heading, "min, start_with and max must go up in that order.")
    if repeat.max > MOST_ROWS:
        faults.add(file, heading, f"max cannot be more than {MOST_ROWS}.", "Nobody fills in a longer table.")
    return repeat


def _check_parents(groups: Mapping[str, Group], file: str, faults: Faults) -> None:
    for group in groups.values():
        heading = f"[group.{group.id}]"
        if not group.parent:
            continue
        parent = groups.get(group.parent)
        if parent is None:
            faults.add(
                file,
                heading,
                f'"{group.parent}" is not a group of this tab.',
                near_miss(group.parent, groups),
            )
        elif parent.repeat is None or parent.parent:
            faults.add(file, heading, "its parent must be a repeated group that stands directly in the tab.")
        elif group.repeat is None:
            faults.add(file, heading, "a group inside another must repeat.")


def _read_field(
    base: Field,
    entry: Mapping[str, Any],
    file: str,
    groups: Mapping[str, Group],
    choices: Mapping[str, ChoiceList],
    faults: Faults,
) -> Field:
    field_id = str(entry.get("id", ""))
    heading = f"[field.{field_id}]"
    _check_id(field_id, file, heading, faults)
    table = read_table(entry.get("table"), keys.FIELD_KEYS, file, heading, faults)
    kind = FieldType(table.get("type", FieldType.NOTE))
    group = groups.get(table.get("group", ""))
    chain = [one for one in (groups.get(group.parent) if group else None, group) if one]
    if "group" in table and group is None:
        name = table["group"]
        faults.add(file, heading, f'"{name}" is not a group of this tab.', near_miss(name, groups))
    _check_choices(kind, table.get("choices", ""), file, heading, choices, faults)
    owner = table.get("owner") or next((one.owner for one in reversed(chain) if one.owner), None) or base.owner
    text_keys = (
        "label",
        "label_short",
        "help",
        "why",
        "good",
        "poor",
        "unit",
        "check",
        "choices",
        "max_words",
    )
    return replace(
        base,
        id=field_id,
        type=kind,
        group=group.id if group else "",
        depth=sum(1 for one in chain if one.repeat),
        required=Required(table["required"]) if "required" in table else None,
        visible_when=_condition(table, base.tab, file, heading, faults),
        owner=Role(owner),
        hide_from=base.hide_from.union(_audiences(table), *(one.hide_from for one in chain)),
        min=Decimal(str(table["min"])) if "min" in table else None,
        max=Decimal(str(table["max"])) if "max" in table else None,
        not_applicable=table.get("not_applicable", True),
        smart=_smart_parts(table.get("smart", ""), file, heading, faults),
        **{name: table[name] for name in text_keys if name in table},
    )


def _check_choices(
    kind: FieldType, list_id: str, file: str, heading: str, choices: Mapping[str, ChoiceList], faults: Faults
) -> None:
    if kind in TYPES_WITH_CHOICES and not list_id:
        faults.add(file, heading, f'a question of type "{kind}" needs choices.', 'E.g. choices = "sen_status".')
    elif list_id and kind not in TYPES_WITH_CHOICES:
        faults.add(file, heading, f'a question of type "{kind}" cannot have choices.')
    elif list_id and list_id not in choices:
        faults.add(file, heading, f'"{list_id}" is not a choice list.', near_miss(list_id, choices))


def _smart_parts(text: str, file: str, heading: str, faults: Faults) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in parts:
        if part not in keys.SMART_PARTS:
            faults.add(file, heading, f'"smart" cannot hold "{part}".', near_miss(part, keys.SMART_PARTS))
    return parts


def _resolve(
    raw: Mapping[str, Any], choices: Mapping[str, ChoiceList], tabs: tuple[Tab, ...], faults: Faults
) -> tuple[dict[str, ChoiceList], tuple[Tab, ...]]:
    """Tie every condition to its questions, now that all of them are known."""
    resolver = Resolver(tabs, choices, faults)
    files = {}  # place → file: what an authority added or changed stands in a file of its own
    for entry in raw.get("tabs", ()):
        files[str(entry.get("id", ""))] = _file(entry)
        for one in (*entry.get("groups", ()), *entry.get("fields", ())):
            files[f"{entry.get('id', '')}.{one.get('id', '')}"] = _file(one, _file(entry))
    list_files = {str(entry.get("id", "")): _file(entry) for entry in raw.get("choices", ())}
    done = {}
    for one in choices.values():
        place = (list_files.get(one.id, ""), f"[choices.{one.id}]")
        options = tuple(replace(o, visible_when=resolver.resolve(o.visible_when, *place)) for o in one.options)
        done[one.id] = replace(one, options=options)
    return done, tuple(_resolve_tab(tab, files, resolver) for tab in tabs)


def _resolve_tab(tab: Tab, files: Mapping[str, str], resolver: Resolver) -> Tab:
    parents = {group.id: group.parent for group in tab.groups}
    return replace(
        tab,
        visible_when=resolver.resolve(tab.visible_when, files[tab.id], "[tab]", tab.id),
        groups=tuple(
            replace(
                group,
                visible_when=resolver.resolve(
                    group.visible_when, files[f"{tab.id}.{group.id}"], f"[group.{group.id}]", tab.id, parents[group.id]
                ),
            )
            for group in tab.groups
        ),
        fields=tuple(
            replace(
                field,
                visible_when=resolver.resolve(
                    field.visible_when, files[f"{tab.id}.{field.id}"], f"[field.{field.id}]", tab.id, field.group
                ),
            )
            for field in tab.fields
        ),
    )
