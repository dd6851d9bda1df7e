"""What a child is asked in "My voice, full screen": which questions, in which order, in which words. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pepdesk.export.faces import SIGNS
from pepdesk.form.address import Address
from pepdesk.form.model import Audience, FieldType, Role
from pepdesk.record.answers import text_of
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.export.blocks import Face
    from pepdesk.form.model import Field

VOICE: Final = "voice"
METHOD: Final = Address(VOICE, "method")
"""How the views were gathered: what the adult who helps says of them all."""
EARLY: Final = "early_years"
_AFTER: Final = "after"
_MEETING: Final = Address("meeting", "date")
DRAW: Final = tr("Draw it here with the mouse, a pen or your finger.")
NOT_SURE: Final = "not_sure"
_ASKED: Final = frozenset(
    {
        FieldType.LINE, FieldType.PARAGRAPH, FieldType.CHOICE, FieldType.CHOICES, FieldType.SCALE, FieldType.YES_NO,
        FieldType.ATTACHMENT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to press: what is stored, its words, and the face drawn over them, if any."""

    value: str
    words: str
    face: Face | None = None


def has_voice(session: Session) -> bool:
    """Whether the plan asks the child anything."""
    return any(tab.id == VOICE for tab in session.form.tabs) and bool(questions(session))


def questions(session: Session, today: date | None = None) -> tuple[Field, ...]:
    """The child's own questions that are on show, in the form's order; the last ones only after the meeting."""
    held = text_of(session.answer(_MEETING))
    over = bool(held) and held <= (today or date.today()).isoformat()
    return tuple(
        field
        for field in session.form.tab(VOICE).fields
        if field.owner is Role.CHILD
        and field.type in _ASKED
        and Audience.CHILD not in field.hide_from
        and (over or field.group != _AFTER)
        and Address(VOICE, field.id) in session.assessment.shown
    )


def heading(session: Session, field: Field) -> str:
    """The title of the block a question stands in."""
    return session.form.tab(VOICE).group(field.group).title if field.group else ""


def hint(session: Session, field: Field) -> str:
    """What helps to answer: the question's own hint, else its block's."""
    if field.type is FieldType.ATTACHMENT:
        return DRAW
    return field.help or (session.form.tab(VOICE).group(field.group).help if field.group else "")


def choices(session: Session, field: Field) -> tuple[Choice, ...]:
    """The answers to press for a question; none where the child writes or draws."""
    if field.type is FieldType.YES_NO:
        unsure = (Choice(NOT_SURE, tr("I’m not sure")),) if field.not_applicable else ()
        return (Choice("yes", tr("Yes")), Choice("no", tr("No")), *unsure)
    if not field.choices:
        return ()
    offered = session.assessment.offers.get(field.choices)
    options = session.form.choices[field.choices].options
    return tuple(_choice(one.value, one.label) for one in options if offered is None or one.value in offered)


def read_out(session: Session, field: Field) -> str:
    """What is read aloud: the question, then what there is to choose from."""
    offered = ". ".join(one.words for one in choices(session, field))
    return " ".join(part for part in (field.label, hint(session, field), offered) if part)


def _choice(value: str, label: str) -> Choice:
    sign, _, words = label.partition(" ")
    return Choice(value, words, SIGNS[sign]) if sign in SIGNS else Choice(value, label)
