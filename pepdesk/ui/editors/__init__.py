"""One small editor for each kind of question. ``EDITORS`` says which; ``make_editor`` makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.model import FieldType
from pepdesk.ui.editors.attachment import AttachmentEditor
from pepdesk.ui.editors.choice import choice_editor
from pepdesk.ui.editors.choices import ChoicesEditor
from pepdesk.ui.editors.date import DateEditor
from pepdesk.ui.editors.line import LineEditor
from pepdesk.ui.editors.note import NoteEditor
from pepdesk.ui.editors.number import NumberEditor
from pepdesk.ui.editors.paragraph import ParagraphEditor
from pepdesk.ui.editors.yes_no import yes_no_editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.ui.editors.editor import Editor, Question

EDITORS: dict[FieldType, Callable[[Question], Editor]] = {
    FieldType.LINE: LineEditor,
    FieldType.PARAGRAPH: ParagraphEditor,
    FieldType.CHOICE: choice_editor,
    FieldType.CHOICES: ChoicesEditor,
    FieldType.YES_NO: yes_no_editor,
    FieldType.DATE: DateEditor,
    FieldType.DATETIME: DateEditor,
    FieldType.NUMBER: NumberEditor,
    FieldType.MONEY: NumberEditor,
    FieldType.SCALE: choice_editor,
    FieldType.YEAR_GROUP: choice_editor,
    FieldType.PERSON: LineEditor,
    FieldType.NOTE: NoteEditor,
    FieldType.ATTACHMENT: AttachmentEditor,
}
"""How each kind of question is answered on screen."""


def make_editor(question: Question) -> Editor:
    """The editor for a question."""
    return EDITORS[question.field.type](question)
