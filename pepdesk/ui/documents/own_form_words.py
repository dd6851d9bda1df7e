"""What the window about an own form says of a place: the questions that stand there, how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.intake.own_form_mapping import EVERY_ROW, ROW_NAME, TOGETHER, Entry, RowsOf
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form, Group
    from pepdesk.intake.own_form_propose import Proposed

LEFT_ALONE = tr("– nothing: it is left alone –")
TO_CHECK, UNKNOWN, SURE, CHECKED = tr("Please check"), tr("Nothing found"), tr("Sure"), tr("Checked")


def state_of(one: Proposed, *, checked: bool) -> str:
    """How a place stands: checked by the user, sure, to be checked, or without any proposal."""
    if checked:
        return CHECKED
    if not one.entry.is_used:
        return UNKNOWN
    return SURE if one.is_sure else TO_CHECK


def entry_words(entry: Entry, form: Form) -> str:
    """The questions that stand at a place, with their rows."""
    if entry.rows:
        return tr("; then ").join(rows_words(part, form) for part in entry.rows)
    return " + ".join(answer_words(one, form) for one in entry.answers) or LEFT_ALONE


def answer_words(text: str, form: Form) -> str:
    """One question of a mapping in words: "Target 2: To be met by"."""
    address = Address.parse(text)
    question = form.field(address.tab, address.field)
    rows = []
    for group, row in zip(chain(form, address), address.rows, strict=False):
        assert group.repeat is not None
        if row == EVERY_ROW:
            rows.append(tr("every {noun}", noun=group.repeat.noun))
        elif group.repeat.rows_from:
            rows.append(form.choices[group.repeat.rows_from].label(row))
        else:
            rows.append(f"{group.repeat.noun.capitalize()} {row.removeprefix('new')}")
    tab = form.tab(address.tab)
    stands = f"{tab.group(question.group).title}, " if question.group else ""
    return f"{', '.join(rows)}: {question.label}" if rows else f"{question.label} ({stands}{tab.title})"


def rows_words(part: RowsOf, form: Form) -> str:
    """What fills empty rows: "a row for each target: Need, Target, …"."""
    used = [column_words(one, form) for one in part.columns if one]
    if not part.group:
        return ", ".join(used)
    tab, _, name = part.group.partition(".")
    group = form.tab(tab).group(name)
    noun = group.repeat.noun if group.repeat else tr("row")
    return tr("a row for each {noun}: {used}", noun=noun, used=", ".join(used))


def column_words(column: str, form: Form) -> str:
    """A column's question in few words."""
    if column == ROW_NAME:
        return tr("name of the row")
    names = []
    for one in column.split(TOGETHER):
        tab, _, question = one.partition(".")
        field = form.field(tab, question)
        names.append(field.label_short or field.label)
    return " + ".join(names)


def chain(form: Form, address: Address) -> list[Group]:
    """The repeated groups a question stands in, the outer one first."""
    tab = form.tab(address.tab)
    groups: list[Group] = []
    name = form.field(address.tab, address.field).group
    while name:
        groups.insert(0, tab.group(name))
        name = groups[0].parent
    return [one for one in groups if one.repeat]
