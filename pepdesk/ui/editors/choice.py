"""One answer from a list: radio buttons for a few, a list to open for more or in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.model import FieldType
from pepdesk.record.values import year_group_words
from pepdesk.ui.editors.combo import ComboEditor
from pepdesk.ui.editors.radios import LETTERS_IN_A_LINE, RadiosEditor

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Editor, Question

MOST_RADIOS = 5
"""Up to this many choices are radio buttons (product design, section 5.8)."""


def choice_editor(question: Question) -> Editor:
    """The editor for a choice, a scale or a year group."""
    field = question.field
    if field.type is FieldType.YEAR_GROUP:
        years = tuple((year, year_group_words(year)) for year in question.form.years)
        return ComboEditor(question, "year groups", years)
    options = tuple((option.value, option.label) for option in question.form.options(field))
    short = field.type is FieldType.SCALE and sum(len(words) + 5 for _, words in options) <= LETTERS_IN_A_LINE
    if not question.compact and (len(options) <= MOST_RADIOS or short):
        return RadiosEditor(question, options)
    return ComboEditor(question, field.choices, options)
