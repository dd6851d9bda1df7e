"""A plan written by hand as TOML: sample plans, and plans in tests. Rows are tables, so the file reads like the form.

::

    authority = "bury"             # whose rules it is judged by; England's, if absent
    [child]                        # tab
    first_name = "Łucja"           # answer
    upn = { not_known = "the school office" }
    [meeting.attendance.child]     # fixed grid: group, row
    attended = "yes"
    [[targets.target]]             # repeated group; nested groups stand inside
    outcome = "…"
      [[targets.target.strategy]]
      strategy_what = "…"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pepdesk.authority.loader import BASE
from pepdesk.authority.model import Authority
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.faults import near_miss
from pepdesk.form.model import Form, Group, Tab
from pepdesk.problem import RecordProblem
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord
from pepdesk.words import tr


def authority_named(text: str) -> str:
    """The id of the authority whose plan this is."""
    return str(tomllib.loads(text).get("authority", BASE))


def read_sample(form: Form, text: str, plan_id: str, created: str, authority: Authority | None = None) -> PepRecord:
    """The plan written in ``text`` on ``form``; row ids are r1, r2, … in order. ``authority``: see ``authority_named``.

    Raises ``RecordProblem`` naming the first thing that is not a tab, group, row or question.
    """
    record = PepRecord(plan_id, form, created, authority=authority)
    tables = tomllib.loads(text)
    tables.pop("authority", None)
    for tab_id, table in tables.items():
        tab = next((tab for tab in form.tabs if tab.id == tab_id), None)
        if tab is None:
            raise _unknown(tab_id, (tab.id for tab in form.tabs))
        for at, rows in _rows_in(tab, table, ()):
            record.rows[at] = rows
        record.answers.update(_answers_in(tab, table, ()))
    return record


def _answers_in(
    tab: Tab, table: Mapping[str, Any], rows: tuple[str, ...], inside: str = ""
) -> Iterator[tuple[Address, Answer]]:
    groups = {group.id: group for group in tab.groups if not inside or group.parent == inside}
    questions = {field.id for field in tab.fields if not inside or field.group == inside}
    for name, value in table.items():
        if name in groups and isinstance(value, dict | list) and not _is_answer(value):
            for row, inner in _members(groups[name], value):
                yield from _answers_in(tab, inner, (*rows, row) if row else rows, name)
        elif name in questions:
            yield Address(tab.id, name, rows), _answer(value)
        else:
            raise _unknown(f"{tab.id}.{name}", [*groups, *questions])


def _is_answer(value: object) -> bool:
    """Whether a table or list is an answer ("not applicable", several choices) and not a group's rows."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, dict) and value.keys() <= {"not_applicable", "not_known"}


def _rows_in(tab: Tab, table: Mapping[str, Any], rows: tuple[str, ...]) -> Iterator[tuple[RowsAt, tuple[str, ...]]]:
    for group in tab.groups:
        if group.id not in table or group.repeat is None:
            continue
        members = tuple(_members(group, table[group.id]))
        if not group.repeat.rows_from:
            yield RowsAt(tab.id, group.id, rows), tuple(row for row, _ in members)
        for row, inner in members:
            yield from _rows_in(tab, inner, (*rows, row))


def _members(group: Group, value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:  # noqa: ANN401
    """The rows of a group with what stands in each; a group that does not repeat is one member without a row."""
    if group.repeat is None:
        yield "", value
    elif group.repeat.rows_from:
        yield from value.items()
    else:
        for number, inner in enumerate(value, 1):
            yield f"r{number}", inner


def _answer(value: Any) -> Answer:  # noqa: ANN401 - anything TOML can hold
    match value:
        case {"not_applicable": reason}:
            return NotApplicable(str(reason))
        case {"not_known": who}:
            return NotKnown(str(who))
        case list():
            return Value(tuple(str(one) for one in value))
        case bool():
            return Value("yes" if value else "no")
        case _:
            return Value(str(value).strip())


def _unknown(name: str, known: Iterator[str] | list[str]) -> RecordProblem:
    return RecordProblem(tr('"{name}" is not in this form.', name=name), near_miss(name.rpartition(".")[2], known))
