"""A form as a list of its questions, for an officer to mark up. Made from the form, never read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.export.blocks import Document, Heading, Paragraph, Table, Tone
from pepdesk.export.outline import OWNER_WORDS
from pepdesk.form.model import ANY_ROW, YEAR_GROUPS, Field, FieldType, Operator, Required
from pepdesk.record.values import shown_value, year_group_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.export.blocks import Block
    from pepdesk.form.model import Condition, Form, Group, Tab, Test

HEADER = ("Question", "Answer", "Who, and when needed", "Shown when", "Your change")
_WEIGHTS = (3.2, 2.7, 1.9, 2.3, 1.9)
_NEEDED = {Required.START: "needed to begin", Required.SIGN_OFF: "needed before signing"}
_FEW = 12
"""Choices named in a cell; of a longer list the first ones and how many more."""
KINDS = {
    FieldType.LINE: "one line",
    FieldType.PARAGRAPH: "free text",
    FieldType.CHOICE: "one of",
    FieldType.CHOICES: "any of",
    FieldType.YES_NO: "yes or no",
    FieldType.DATE: "a date",
    FieldType.DATETIME: "a date and time",
    FieldType.NUMBER: "a number",
    FieldType.MONEY: "pounds",
    FieldType.SCALE: "a scale",
    FieldType.YEAR_GROUP: "a year group",
    FieldType.PERSON: "a person's name",
    FieldType.NOTE: "text only, no answer",
    FieldType.ATTACHMENT: "a picture or document",
}
"""Kind of question → what its answer is."""
_SAYS = {
    Operator.EQUALS: "is {}",
    Operator.ANY_OF: "is {}",
    Operator.NOT: "is answered and not {}",
    Operator.AT_LEAST: "is at least {}",
    Operator.AT_MOST: "is at most {}",
}


def question_list(form: Form, created: str, authority: str = "") -> Document:
    """The list as a document. ``created``: an ISO date and time with zone. ``authority``: its name, to stand on top."""
    what_for = Paragraph(
        "Every question of the form with its address. Cross out, reword or add in the last column; whoever edits the "
        "files finds a question by its address. Changing this document changes nothing in PepDesk.",
        Tone.HELP,
    )
    return Document(
        title=f"Questions: {form.title}",
        subtitle=authority,
        marking="Blank form: nothing about any child",
        footer=f"{form.id}, version {form.version}, revision {form.revision}",
        version=f"{form.id}@{form.version}",
        created=created,
        blocks=(what_for, *(block for tab in form.tabs for block in _tab(form, tab))),
    )


def _tab(form: Form, tab: Tab) -> list[Block]:
    shown = condition_words(form, tab.visible_when)
    about = (tab.help, f"Shown when {shown}." if shown else "", f"Owner: {OWNER_WORDS[tab.owner]}.")
    blocks: list[Block] = [Heading(2, tab.title), Paragraph("\n".join(part for part in about if part), Tone.HELP)]
    return blocks + _inside(form, tab, "", tab.title)


def _inside(form: Form, tab: Tab, parent: str, caption: str) -> list[Block]:
    """The questions directly in a tab or group as tables, and between them the groups, in file order."""
    blocks: list[Block] = []
    alone: list[Field] = []
    for part in tab.layout(parent):
        if isinstance(part, Field):
            alone.append(part)
            continue
        blocks += [*_table(form, caption, alone), *_group(form, tab, part)]
        alone = []
    return blocks + _table(form, caption, alone)


def _group(form: Form, tab: Tab, group: Group) -> list[Block]:
    shown = condition_words(form, group.visible_when)
    about = [part for part in (group.help, _repeats(form, group), f"Shown when {shown}." if shown else "") if part]
    blocks: list[Block] = [Heading(4 if group.parent else 3, group.title)]
    if about:
        blocks.append(Paragraph("\n".join(about), Tone.HELP))
    return blocks + _inside(form, tab, group.id, group.title)


def _repeats(form: Form, group: Group) -> str:
    if group.repeat is None:
        return ""
    if group.repeat.rows_from:
        rows = form.choices[group.repeat.rows_from].options
        return f"One line for each of: {', '.join(option.label for option in rows)}."
    return f"From {group.repeat.min} to {group.repeat.max} times; a new plan begins with {group.repeat.start_with}."


def _table(form: Form, caption: str, questions: Sequence[Field]) -> list[Block]:
    if not questions:
        return []
    rows = tuple(_row(form, one) for one in questions)
    return [Table(caption, HEADER, rows, weights=_WEIGHTS, caption_shown=False)]


def _row(form: Form, one: Field) -> tuple[str, ...]:
    needed = _NEEDED[one.required] if one.required else ""
    return (
        f"{one.label}\n[{one.tab}.{one.id}]",
        answer_words(form, one) + (f"\nHelp: {one.help}" if one.help else ""),
        "\n".join(part for part in (OWNER_WORDS[one.owner], needed) if part),
        condition_words(form, one.visible_when),
        "",
    )


def answer_words(form: Form, question: Field) -> str:
    """What kind of answer a question takes, with its choices: "one of: Yes; No"."""
    options = [option.label for option in form.options(question)]
    more = [f"and {len(options) - _FEW} more"] if len(options) > _FEW else []
    choices = f": {'; '.join(options[:_FEW] + more)}" if options else ""
    limits = f", {question.min} to {question.max}" if question.min is not None and question.max is not None else ""
    unit = f" ({question.unit})" if question.unit else ""
    return f"{KINDS[question.type]}{choices}{limits}{unit}"


def condition_words(form: Form, condition: Condition | None) -> str:
    """When something is shown: '"SEN status" is EHC plan'; "" for always."""
    if condition is None:
        return ""
    parts = [_test_words(form, test) for test in condition.all]
    if condition.any:
        either = " or ".join(condition_words(form, one) for one in condition.any)
        parts.append(f"({either})" if parts else either)
    return " and ".join(parts)


def _test_words(form: Form, test: Test) -> str:
    question = form.field(test.tab, test.field)
    asked = f'"{question.label}"{_row_words(form, test)}'
    if test.operator is Operator.ANSWERED:
        return f"{asked} is {'answered' if test.operands == ('yes',) else 'not answered'}"
    said = [shown_value(question, form, one) for one in test.operands]
    if question.type is FieldType.YEAR_GROUP:
        said = _year_runs(test.operands)
    return f"{asked} {_SAYS[test.operator].format(' or '.join(said))}"


def _year_runs(years: Sequence[str]) -> list[str]:
    """Year groups in words, three and more that follow each other as "Year 3 to Year 6"."""
    runs: list[list[str]] = []
    for year in years:
        after = YEAR_GROUPS.index(year) - 1 if year in YEAR_GROUPS else -1
        if runs and after >= 0 and runs[-1][-1] == YEAR_GROUPS[after]:
            runs[-1].append(year)
        else:
            runs.append([year])
    said: list[str] = []
    for run in runs:
        words = [year_group_words(year) for year in run]
        said += [f"{words[0]} to {words[-1]}"] if len(run) > 2 else words
    return said


def _row_words(form: Form, test: Test) -> str:
    """The row a condition looks at, if it is not the one the question stands in."""
    if test.row is None:
        return ""
    if test.row == ANY_ROW:
        return " in any row"
    group = form.tab(test.tab).group(form.field(test.tab, test.field).group)
    rows = group.repeat.rows_from if group.repeat else ""
    return f" for {form.choices[rows].label(test.row) if rows else test.row}"
