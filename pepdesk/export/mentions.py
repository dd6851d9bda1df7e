"""What a person should look at before a copy goes out: free text that names somebody or some place the copy leaves out.

No list can guard free text, and nothing is struck out by guessing. This finds the words of hidden names, addresses,
numbers and e-mail addresses again in the answers that are shown, and says where; a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.dates.words import PLAIN_MONTHS, PLAIN_WEEKDAYS
from pepdesk.form.address import Address
from pepdesk.form.model import FieldType
from pepdesk.record.answers import Attached, NotApplicable, NotKnown, Value, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.export.copying import Copy
    from pepdesk.form.model import Field, Form
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord

_NAME = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-ÞŁŚŻŴŶİ][^\W\d_]*[\w'’]{2,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\+?\d[\d ]{4,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n]\s*[\"“]?)\Z")
_FREE = frozenset({FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON, FieldType.ATTACHMENT})
_CALENDAR = frozenset(
    (
        *PLAIN_MONTHS,
        *PLAIN_WEEKDAYS,
        *(f"{day}s" for day in PLAIN_WEEKDAYS),
        *("easter", "christmas"),
        *("mrs", "miss", "english", "british", "england", "wales", "britain", "she", "his", "her", "they"),
    )
)
_NAMING = (
    "name",
    "who",
    "address",
    "people",
    "provider",
    "employer",
    "institution",
    "agency",
    "person",
    "chair",
    "collect",
)
"""Questions with such a word in their id ask for a person or a place, so that every capital in the answer counts."""
_KEPT_PRIVATE = Address("voice", "keep_private")
_OWN_NAMES = (("child", "first_name"), ("child", "surname"), ("child", "preferred_name"))


@dataclass(frozen=True, slots=True)
class Look:
    """A shown answer to read before the copy goes out: where it stands, and ``why``, with the words found."""

    address: Address
    section: str
    label: str
    why: str


def to_look_at(record: PepRecord, allowed: Copy, printed: Copy | None = None) -> tuple[Look, ...]:
    """What to read in a copy before it goes out, in form order; empty when nothing hidden is named in it.

    ``allowed`` is what the reader may have of ``record``, ``printed`` what of it is in the copy (None: all).
    """
    shown = (printed or allowed).record.answers
    hidden = {at: answer for at, answer in record.answers.items() if at not in allowed.record.answers}
    known = _ordinary(record) | _known_names(record, shown)
    words = {word for at, answer in hidden.items() for word in _telling(_field(record.form, at), _texts(answer))}
    telling = {word for word in words if word.casefold() not in known}
    found = []
    for at, answer in shown.items():
        field = _field(record.form, at)
        if field.type in _FREE and (named := sorted(_named(_texts(answer), telling))):
            why = f"It says {_and(named)}, as an answer does that this copy leaves out."
            found.append(_look(record.form, at, why))
    if text_of(record.answers.get(_KEPT_PRIVATE)) and _KEPT_PRIVATE not in shown:
        found.insert(0, _look(record.form, _KEPT_PRIVATE, "The child asked for something to be kept private: read it."))
    places = {(field.tab, field.id): number for number, field in enumerate(_fields(record.form))}
    return tuple(sorted(found, key=lambda one: places[one.address.tab, one.address.field]))


def _fields(form: Form) -> Iterator[Field]:
    return (field for tab in form.tabs for field in tab.fields)


def _look(form: Form, at: Address, why: str) -> Look:
    return Look(at, form.tab(at.tab).title, _field(form, at).label, why)


def _field(form: Form, at: Address) -> Field:
    return form.field(at.tab, at.field)


def _texts(answer: Answer) -> str:
    """Everything a person wrote in an answer; "" for choices, which are ours."""
    match answer:
        case Value(value):
            return value if isinstance(value, str) else ""
        case NotApplicable() | NotKnown():
            return " ".join(str(getattr(answer, name)) for name in answer.__slots__)
        case Attached(files):
            return " ".join(f"{one.name} {one.says}" for one in files)


def _telling(field: Field, text: str) -> Iterator[str]:
    """The words of a hidden answer by which a person or a place can be told."""
    if field.type not in _FREE:
        return
    yield from (_plain(number) for number in _NUMBER.findall(text))
    yield from _MAIL.findall(text)
    yield from _POSTCODE.findall(text)
    naming = field.type is FieldType.PERSON or any(word in field.id for word in _NAMING)
    for match in _NAME.finditer(text):
        if naming or not _SENTENCE_START.search(text[: match.start()]):
            yield match[0].removesuffix("'s").removesuffix("’s")


def _named(text: str, telling: set[str]) -> set[str]:
    words = {word.removesuffix("'s").removesuffix("’s") for word in _NAME.findall(text)}
    numbers = {_plain(number) for number in _NUMBER.findall(text)}
    return (words | numbers | set(_MAIL.findall(text)) | set(_POSTCODE.findall(text))) & telling


def _known_names(record: PepRecord, shown: dict[Address, Answer]) -> set[str]:
    """Names that the copy shows anyway, as the answer to a question for a name; and the child's own."""
    known: set[str] = set()
    for at, answer in shown.items():
        if _field(record.form, at).type is FieldType.PERSON or "name" in at.field:
            known |= {word.casefold() for word in _NAME.findall(_texts(answer))}
    for tab, question in _OWN_NAMES:
        known |= {word.casefold() for word in _NAME.findall(text_of(record.answers.get(Address(tab, question))))}
    return known


def _ordinary(record: PepRecord) -> set[str]:
    """Words that tell nobody anything: those of the form and the calendar, and those also written small somewhere."""
    form = record.form
    labels = (text for field in _fields(form) for text in (field.label, field.help))
    options = (option.label for choices in form.choices.values() for option in choices.options)
    words = {word.casefold() for text in (*labels, *options) for word in _WORD.findall(text)}
    small = {word for answer in record.answers.values() for word in _WORD.findall(_texts(answer)) if word.islower()}
    return set(_CALENDAR) | words | small


def _plain(number: str) -> str:
    return number.replace(" ", "")


def _and(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
