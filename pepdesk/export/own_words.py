"""The quiet line under an answer that is the child's own: who gave it, and who put it down.

Without it a reader cannot tell what a child said from what an adult says about the child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.form.model import FieldType
from pepdesk.record.answers import Attached, whose_words

if TYPE_CHECKING:
    from pepdesk.form.model import Field
    from pepdesk.record.answers import Answer

NOBODY: Final = "the child"
"""Who said it, where the document holds no name."""
_FREE: Final = frozenset({FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON})
"""Kinds of question that are answered in words; the others are picked."""
_WRITTEN_DOWN: Final = "written down by an adult"


def said_by(answer: Answer | None, question: Field, child: str) -> str:
    """The line, "" for an answer that any adult may change. ``child`` is a first name; "" if there is none to tell."""
    whose = whose_words(answer)
    if not whose:
        return ""
    told, name = whose == "told", child.strip() or NOBODY
    if isinstance(answer, Attached):
        return f"Added for {name} by an adult" if told else f"Added by {name}"
    if question.type in _FREE:
        return f"In {name}’s words, {_WRITTEN_DOWN}" if told else f"In {name}’s own words"
    return _sentence(f"{name}’s answer, {_WRITTEN_DOWN}" if told else f"{name}’s own answer")


def said_to_the_child(answer: Answer | None) -> str:
    """The same in the child's own copy, where only what somebody else put down needs saying."""
    return "You said this. An adult wrote it down." if whose_words(answer) == "told" else ""


def in_a_form(answer: Answer | None, question: Field, child: str) -> str:
    """The same beside a question of a form to fill in, where the answer can be typed over; "" for all others."""
    said = said_by(answer, question, child)
    return f"{said}: only {child.strip() or NOBODY} changes it, in PepDesk." if said else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
