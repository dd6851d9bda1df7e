"""Between what people type, what is stored and what is read: one place converts.

``stored(kind, typed)`` accepts many ways of writing and keeps what it cannot understand as typed;
``shown(...)`` gives British dates and money.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.dates.words import MONTHS, PLAIN_MONTHS
from pepdesk.form.model import Field, FieldType, Form
from pepdesk.record.answers import Answer, Attached, NotApplicable, NotKnown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]\s*([a-z]{3,9}|\d{1,2})[\s.,/-]\s*(\d{4}|\d{2})"
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_CLOCK_AT_END = re.compile(r"(.*?)(?:\s+at\s+|,?\s+|t(?=\d\d:))(\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.)?)")
_NUMBER = re.compile(r"[+-]?(\d{1,12}(\.\d{0,6})?|\.\d{1,6})")
_DRESSED = re.compile(r"\s*([+-]?)\s*£?\s*([+-]?)\s*(\S(?:.*\S)?)\s*", re.DOTALL)
_THOUSANDS = re.compile(r"(\d{1,3})((?:[,\s]\d{3})+)(?!\d)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_date(text: str) -> date | None:
    """A date as people in Britain write one ("3/9/26", "3rd Sept 2026", "2026-09-03"); None if it is none.

    A year of two digits is in this century, except for 60 to 99 (nobody in a plan was born before 1960).
    """
    lowered = text.strip().lower()
    if iso := _ISO_DATE.fullmatch(lowered):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.fullmatch(lowered)
    month = _month(found[2]) if found else None
    if found is None or month is None:
        return None
    year = int(found[3])
    if len(found[3]) == 2:
        year += 1900 if year >= 60 else 2000
    return _date(year, month, int(found[1]))


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return next((number for number, name in enumerate(PLAIN_MONTHS, 1) if name[:3] == word[:3]), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """A time of day ("2pm", "14:30", "9.15 am"); None if it is none."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_number(text: str) -> Decimal | None:
    """A number, perhaps with thousands parted by commas or blanks, a pound sign before it or a per cent sign after it.

    None for anything else: "1,5" and "3 4" are no numbers here, rather than 15 and 34.
    """
    dressed = _DRESSED.fullmatch(text.rstrip().removesuffix("%"))
    if dressed is None or (dressed[1] and dressed[2]):
        return None
    figures = dressed[3]
    if parted := _THOUSANDS.match(figures):
        figures = parted[1] + re.sub(r"[,\s]", "", parted[2]) + figures[parted.end() :]
    plain = dressed[1] + dressed[2] + figures
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def read_money(text: str) -> Decimal | None:
    """A sum of money, as ``read_number``; None for a share ("50%") too."""
    return None if "%" in text else read_number(text)


def _stored_date(text: str) -> str | None:
    found = read_date(text)
    return found.isoformat() if found else None


def _stored_datetime(text: str) -> str | None:
    if date_only := _stored_date(text):
        return date_only
    found = _CLOCK_AT_END.fullmatch(text.strip().lower())
    day, clock = (read_date(found[1]), read_time(found[2])) if found else (None, None)
    return f"{day.isoformat()}T{clock:%H:%M}" if day and clock else None


def _stored_number(text: str) -> str | None:
    found = read_number(text)
    return None if found is None else f"{found.normalize():f}"


def _stored_money(text: str) -> str | None:
    found = read_money(text)
    return None if found is None else f"{found:.2f}"


_STORED: dict[FieldType, Callable[[str], str | None]] = {
    FieldType.DATE: _stored_date,
    FieldType.DATETIME: _stored_datetime,
    FieldType.NUMBER: _stored_number,
    FieldType.MONEY: _stored_money,
}


def stored(kind: FieldType, typed: str) -> str:
    """The stored form of what was typed; ``typed`` itself (without control characters) if it is not understood."""
    clean = clean_text(typed)
    convert = _STORED.get(kind)
    return (convert(clean) if convert else None) or clean


def clean_text(text: str) -> str:
    """``text`` without characters that no document can hold (control characters, lone surrogates, U+FFFE/F)."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def long_date(iso: str) -> str:
    """``2026-11-22`` as "22 November 2026"; anything else unchanged."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def _shown_datetime(text: str) -> str:
    day, _, clock = text.partition("T")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{long_date(day)} at {clock}" if clock else long_date(day)


def shown_value(question: Field, form: Form, value: str | tuple[str, ...]) -> str:
    """A stored value as people read it: words for choices, British dates, £ for money, units after numbers."""
    if isinstance(value, tuple):
        return "; ".join(form.choices[question.choices].label(one) if question.choices else one for one in value)
    match question.type:
        case FieldType.CHOICE | FieldType.SCALE if question.choices:
            return form.choices[question.choices].label(value)
        case FieldType.DATE:
            return long_date(value)
        case FieldType.DATETIME:
            return _shown_datetime(value)
        case FieldType.YES_NO:
            return {"yes": "Yes", "no": "No"}.get(value, value)
        case FieldType.MONEY:
            number = read_money(value)
            return value if number is None else f"£{number:,.2f}"
        case FieldType.NUMBER if question.unit:
            return f"{value}%" if question.unit == "%" else f"{value} {question.unit}"
        case FieldType.YEAR_GROUP:
            return year_group_words(value)
        case _:
            return value


def year_group_words(value: str) -> str:
    """The words for a year group: "8" gives "Year 8", "R" gives "Reception", "N2" gives "Nursery 2", "E1" an age."""
    early = {"E1": "Under 2 years old", "E2": "2 years old", "R": "Reception"}
    if value in early:
        return early[value]
    return f"Nursery {value[1:]}" if value.startswith("N") and value[1:].isdigit() else f"Year {value}"


def shown(question: Field, form: Form, answer: Answer | None) -> str:
    """An answer in words for a document; "" when there is none."""
    match answer:
        case Value(value):
            return shown_value(question, form, value)
        case NotApplicable(reason):
            return f"Not applicable: {reason}" if reason else "Not applicable"
        case NotKnown(who):
            return f"Not known yet. {who} will find out." if who else "Not known yet."
        case Attached(files):
            return "; ".join(f"{one.name}: {one.says}" if one.says else one.name for one in files)
        case None:
            return ""
