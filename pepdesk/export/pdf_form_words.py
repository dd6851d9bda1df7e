"""The words round the fields of a fillable PDF: what a screen reader says of each, hints how to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.export.faces import SIGNS
from pepdesk.form.model import Field, FieldType

if TYPE_CHECKING:
    from pepdesk.export.form_sheet import Ask

_EXAMPLE: Final = {
    FieldType.DATE: "for example 22/11/2026",
    FieldType.DATETIME: "for example 22/11/2026, 2 pm",
    FieldType.MONEY: "pounds",
}
_LONGEST_TIP: Final = 240
"""A tip is read out whole each time the field is reached; a longer help stands on the page only."""


def example(field: Field) -> str:
    """How an answer of a word or two is written; "" where that needs no telling."""
    if field.type is FieldType.NUMBER and field.unit:
        return field.unit
    return _EXAMPLE.get(field.type, "")


def tip(ask: Ask) -> str:
    """The question in words, with the row it stands in: "Target 1, Step 2: By when? (for example 22/11/2026)"."""
    said = f"{faceless(ask.row)}: {ask.field.label}" if ask.row else ask.field.label
    hint = example(ask.field)
    said = f"{said} ({hint})" if hint else said
    whole = f"{said} {ask.help}" if ask.help else said
    return whole if len(whole) <= _LONGEST_TIP else said


def listed_hint(ask: Ask) -> str:
    """How boxes are ticked; or, where words stand in their place, what the boxes would have been."""
    if not ask.ticks:
        return ""
    if not ask.given:
        return "Tick all that are right." if ask.field.type is FieldType.CHOICES else ""
    choices = "; ".join(faceless(choice.words) for choice in ask.choices)
    return f"Write one of these: {choices}." if ask.field.type is FieldType.YES_NO else f"Any of these: {choices}."


def faceless(label: str) -> str:
    """An option's words without the face before them, which no field's font has; it reads back all the same."""
    return label[1:].lstrip("\ufe0f ") if label[:1] in SIGNS else label
