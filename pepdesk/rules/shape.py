"""Whether an answer has the shape its question asks for: dates, numbers, and the numbers schools are known by.

A date or number nobody could read is a must; the checks of identifiers are shoulds, because a school's own data is
sometimes wrong and the plan must not wait for it (dossier a5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pepdesk.form.model import YEAR_GROUPS, Field, FieldType
from pepdesk.record.answers import Value
from pepdesk.record.values import read_date, read_money, read_number
from pepdesk.rules.issue import Issue, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.form.address import Address
    from pepdesk.form.model import Form

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters a UPN may begin with: no I, O or S (dossier a5, sources UPN1 and UPN2)."""


def misshapen(field: Field, address: Address, answer: Value, form: Form) -> Iterator[Issue]:
    """The issues of one answer's shape."""
    if isinstance(answer.value, tuple):
        known = {option.value for option in form.options(field)}
        if known and not set(answer.value) <= known:
            yield _issue(field, address, Level.MUST, "choice", "An answer is not one of the choices.", "Choose again.")
        return
    check = _SHAPES.get(field.type)
    if check and (found := check(field, answer.value, form)):
        yield _issue(field, address, *found)
    elif field.check and (warning := CHECKS[field.check](answer.value)):
        yield _issue(field, address, Level.SHOULD, field.check, *warning)
    if field.max_words and len(answer.value.split()) > field.max_words:
        message = f"This is longer than {field.max_words} words."
        yield _issue(field, address, Level.TIP, "long", message, "Could the most important part stand alone?")


def _issue(field: Field, address: Address, level: Level, code: str, message: str, advice: str) -> Issue:
    return Issue(address, level, code, message, advice, field.owner)


_Found = tuple[Level, str, str, str] | None


def _date(_field: Field, text: str, _form: Form) -> _Found:
    day = text.partition("T")[0]
    if read_date(day) is None or (len(day) != 10):
        return Level.MUST, "date", "This is not a date we can read.", "Write it like 3 September 2026 or 3/9/26."
    return None


def _number(field: Field, text: str, _form: Form) -> _Found:
    number = read_number(text)
    if number is None:
        return Level.MUST, "number", "This is not a number.", "Use figures, for example 95.5."
    if field.min is not None and number < field.min:
        return Level.MUST, "range", f"The lowest this can be is {field.min}.", "Check the figure."
    if field.max is not None and number > field.max:
        return Level.MUST, "range", f"The highest this can be is {field.max}.", "Check the figure."
    return None


def _money(field: Field, text: str, form: Form) -> _Found:
    if read_money(text) is None:
        return Level.MUST, "number", "This is not a sum of money.", "Use figures, for example 38.50."
    return _number(field, text, form)


def _choice(field: Field, text: str, form: Form) -> _Found:
    if any(option.value == text for option in form.options(field)):
        return None
    return Level.MUST, "choice", "This is not one of the choices.", "Choose again."


def _yes_no(_field: Field, text: str, _form: Form) -> _Found:
    return None if text in ("yes", "no") else (Level.MUST, "choice", "Answer yes or no.", "")


def _year(_field: Field, text: str, _form: Form) -> _Found:
    return None if text in YEAR_GROUPS else (Level.MUST, "choice", "This is not a year group.", "Choose one.")


_SHAPES: dict[FieldType, Callable[[Field, str, Form], _Found]] = {
    FieldType.DATE: _date,
    FieldType.DATETIME: _date,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.CHOICE: _choice,
    FieldType.SCALE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.YEAR_GROUP: _year,
}


def upn_letter(rest: str) -> str:
    """The check letter for the twelve characters after it: the sum of value times position, modulo 23.

    Digits count as themselves, a temporary UPN's last letter by its place in the table (dossier a5, UPN1, UPN2).
    """
    total = sum((_UPN_LETTERS.index(c) if c.isalpha() else int(c)) * place for place, c in enumerate(rest, 2))
    return _UPN_LETTERS[total % 23]


def _upn(text: str) -> tuple[str, str] | None:
    plain = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"UN[1-5]", plain):
        return None  # the codes for "no UPN", dossier a5
    if not re.fullmatch(rf"[{_UPN_LETTERS}]\d{{11}}[\d{_UPN_LETTERS}]", plain):
        return "A UPN is a letter, eleven digits, and a digit or letter.", "Check it against the school's system."
    if plain[0] != upn_letter(plain[1:]):
        return "The first letter does not fit the rest of this UPN.", "A digit may be wrong. Check it with the school."
    return None


def _uln(text: str) -> tuple[str, str] | None:
    """ULN: ten digits, the first not 0, with sum of digit times (10…1) modulo 11 equal to 10 (dossier a5, ULN)."""
    plain = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[1-9]\d{9}", plain):
        return "A ULN has ten digits and does not begin with 0.", "Check it with the learner's college."
    if sum(int(c) * weight for c, weight in zip(plain, range(10, 0, -1), strict=True)) % 11 != 10:
        return "The last digit does not fit the rest of this ULN.", "A digit may be wrong."
    return None


def _pattern(pattern: str, message: str, advice: str) -> Callable[[str], tuple[str, str] | None]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: None if compiled.fullmatch(text.strip()) else (message, advice)


CHECKS: dict[str, Callable[[str], tuple[str, str] | None]] = {
    "upn": _upn,
    "uln": _uln,
    "email": _pattern(
        r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", "This does not look like an e-mail address.", "It needs one @ and a dot."
    ),
    "phone": _pattern(
        r"(?:\+|0)[\d\s()-]{8,18}(?:\s*(?:ext|x)\.?\s*\d+)?",
        "This does not look like a telephone number.",
        "Begin with 0 or +44.",
    ),
    "postcode": _pattern(
        r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", "This does not look like a postcode.", "For example BL9 0SW."
    ),
    "dfe_number": _pattern(r"\d{3}\s*/?\s*\d{4}", "A DfE number has 3 and 4 digits.", "For example 351/4027."),
    "urn": _pattern(r"\d{6}", "A school's URN has 6 digits.", "Find it on the GIAS register."),
}
"""Shape checks by name (``form.keys.CHECKS``): each gives None, or a message and advice."""
