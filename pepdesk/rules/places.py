"""Questions, rows and people in words, and an issue at a question: what the rules about the whole plan share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.rules.issue import Issue, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.form.model import Form, Group
    from pepdesk.rules.view import View

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SCHOOLS = {"early_years": "the setting", "post_16": "the college or provider"}
_PEOPLE = {
    Role.SOCIAL_WORKER: "the social worker",
    Role.BOTH: "the school and the social worker",
    Role.CHILD: "the child",
    Role.CARER: "the carer",
    Role.PARENT: "the parent",
    Role.VIRTUAL_SCHOOL: "the virtual school",
}


def issue_at(
    view: View,
    address: Address,
    level: Level,
    code: str,
    message: str,
    advice: str = "",
    span: tuple[int, int] | None = None,
) -> Issue:
    """An issue at a question of the form, for whoever answers that question. Raises ``KeyError`` if it is not asked."""
    return Issue(address, level, code, message, advice, view.owner(address.tab, address.field), span)


def number_word(count: int) -> str:
    """A count in words up to ten ("no", "one" …), in figures beyond."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str) -> str:
    """A count with its noun: "one question", "two questions", "no targets"."""
    return f"{number_word(count)} {noun}{'' if count == 1 else 's'}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"; "" for none."""
    several = tuple(words)
    return several[0] if len(several) == 1 else f"{', '.join(several[:-1])} and {several[-1]}" if several else ""


def person(role: Role, phase: str = "") -> str:
    """Who signs or answers, with "the". ``phase`` as ``View.phase``: it decides who the designated person is."""
    if role is Role.DESIGNATED_TEACHER:
        return "the designated lead" if phase == "early_years" else "the designated teacher"
    return _PEOPLE[role]


def owner(role: Role, phase: str = "") -> str:
    """Who owes an answer, as people say it: "the school" for what the designated teacher fills in."""
    return _SCHOOLS.get(phase, "the school") if role is Role.DESIGNATED_TEACHER else person(role, phase)


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it goes on after a colon; capitals that belong (PP+, SDQ) stay."""
    return text if text[:2].isalpha() and text[:2].isupper() else text[:1].lower() + text[1:]


def question_name(view: View, address: Address) -> str:
    """A question as people find it: "Reading: Now", "Target 2, support 1: When"; its whole label if it has no row."""
    form = view.record.form
    field = form.field(address.tab, address.field)
    if not address.rows or not field.group:
        return field.label.rstrip(" .:")
    tab = form.tab(address.tab)
    group = tab.group(field.group)
    groups = (tab.group(group.parent), group) if group.parent else (group,)
    names = [
        _row_name(view, form, address.tab, one, address.rows[:depth], place)
        for depth, (one, place) in enumerate(zip(groups, address.rows, strict=False))
    ]
    return f"{sentence(', '.join(names))}: {(field.label_short or field.label).rstrip(' .:')}"


def _row_name(view: View, form: Form, tab: str, group: Group, parents: tuple[str, ...], row: str) -> str:
    if group.repeat is None or group.repeat.rows_from:
        return form.choices[group.repeat.rows_from].label(row) if group.repeat else group.title
    noun, rows = group.repeat.noun, view.rows(tab, group.id, *parents)
    name = group.title if group.title.lower().endswith(f" {noun}") else noun  # "Last target", not just "target"
    return f"{name} {rows.index(row) + 1}" if row in rows else name
