"""Words sought in the open plan: where they stand in its questions and answers, in the form's order. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.model import FieldType
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.record.values import shown
from pepdesk.ui.parts.form_order import in_form_order

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.address import Address
    from pepdesk.record.answers import Answer

_TYPED = frozenset((FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON))
"""Questions in whose text box the words stand just as they are kept."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of the words: in the answer from the letter ``start`` on, or in the question (``start`` -1).

    ``typed`` is set where the answer's own text box shows those letters at that place.
    """

    address: Address
    start: int
    length: int
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A question on show with its words and those of its answer, as they are compared."""

    address: Address
    question: str
    answer: str
    typed: bool


def folded(text: str) -> str:
    """``text`` as it is compared, as long as before: no capitals, one kind of apostrophe and of blank."""
    lower = text.casefold()
    if len(lower) != len(text):  # "ß" would become two letters, and every later place would be wrong
        lower = "".join(one if len(low := one.casefold()) != 1 else low for one in text)
    return lower.replace("’", "'").replace("\u00a0", " ").replace("\n", " ")


def spots(session: Session) -> tuple[Spot, ...]:
    """Everything that may be seen now, in the form's order. The words of a column count once, not in each row."""
    found, told = [], set[tuple[str, str]]()
    for address in in_form_order(session):
        field = session.form.field(address.tab, address.field)
        if field.type is FieldType.NOTE:
            continue
        question = "" if (address.tab, address.field) in told else field.label
        told.add((address.tab, address.field))
        answer = session.answer(address)
        typed = isinstance(answer, Value) and field.type in _TYPED
        found.append(Spot(address, folded(question), folded(_words(session, address, answer)), typed))
    return tuple(found)


def find(places: tuple[Spot, ...], sought: str) -> tuple[Hit, ...]:
    """Every place of ``sought`` as one run of letters; none for blanks only."""
    words = folded(sought)
    if not words.strip():
        return ()
    hits = []
    for spot in places:
        if words in spot.question:
            hits.append(Hit(spot.address, -1, 0))
        at = spot.answer.find(words)
        while at >= 0:
            hits.append(Hit(spot.address, at, len(words), spot.typed))
            at = spot.answer.find(words, at + len(words))
    return tuple(hits)


def _words(session: Session, address: Address, answer: Answer | None) -> str:
    """An answer as it reads on the page."""
    match answer:
        case None:
            return ""
        case NotApplicable(text) | NotKnown(text):
            return text
        case _:
            return shown(session.form.field(address.tab, address.field), session.form, answer)
