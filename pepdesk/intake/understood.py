"""What somebody wrote in a form, as an answer: the way back from ``record.values.shown``, and other ways to say it.

What is not understood is never thrown away: it comes back as the words it is, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.export.plain_text import clean
from pepdesk.form.model import YEAR_GROUPS, Field, FieldType, Form
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.record.values import (
    clean_text,
    read_date,
    read_money,
    read_number,
    shown,
    stored,
    year_group_words,
)

if TYPE_CHECKING:
    from pepdesk.record.answers import Answer

_NOT_APPLICABLE: Final = re.compile(
    r"(?:not applicable|n\s*/\s*a)(?:\s*$|\s*[:;,.–—-]\s*|\s+(?=because\b))(?:because\s+)?(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_KNOWN: Final = re.compile(
    r"not known(?: yet)?\.?(?:\s+(?P<who>\S.*?) will find out\.?)?", re.IGNORECASE | re.DOTALL
)
_LATER: Final = frozenset({"unknown", "tbc", "to be confirmed", "to follow", "?"})
"""Said in place of a date, a figure or a choice: somebody has to find out."""
_WORDS: Final = frozenset({FieldType.LINE, FieldType.PARAGRAPH, FieldType.PERSON})
_YEAR: Final = re.compile(r"(?:nc\s*)?(?:years?|yr|y)?\s*(?:group)?\s*(\d{1,2})")
_YES: Final = frozenset({"yes", "y", "true", "x", "✓", "☒", "☑"})
_NO: Final = frozenset({"no", "n", "false"})


@dataclass(frozen=True, slots=True)
class Understood:
    """``answer`` is what the words mean, None for empty ones. ``why`` says what was not understood, "" if all was.

    With ``why`` there may still be an answer: the words as they are, which the plan can hold but not reckon with.
    """

    answer: Answer | None
    why: str = ""


def understood(question: Field, form: Form, text: str) -> Understood:
    """The answer that ``text`` gives to ``question``. Several choices stand one to a line, or parted by semicolons."""
    words = tidy(text)
    if not words:
        return Understood(None)
    is_option = bool(form.options(question)) and _option(question, form, words) is not None
    if not is_option and (absent := _absent(question, words)):
        return Understood(absent)
    return _READERS.get(question.type, _as_words)(question, form, words)


def says_the_same(question: Field, form: Form, answer: Answer | None, text: str) -> bool:
    """Whether a document that shows ``answer`` would show ``text`` but for blanks and the order of choices."""
    said = shown(question, form, answer)
    if isinstance(answer, Value) and isinstance(answer.value, tuple):
        return sorted(_parts(said)) == sorted(_parts(text))
    return tidy(said) == tidy(text)


def means_the_same(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers are equal, several choices in any order."""
    if isinstance(one, Value) and isinstance(other, Value) and isinstance(one.value, tuple):
        return isinstance(other.value, tuple) and set(one.value) == set(other.value)
    return one == other


def tidy(text: str) -> str:
    """Without letters no document can hold, and without blanks at the ends of lines and blank lines at both ends."""
    usual = clean_text(clean(text.replace("\u00a0", " ")))
    return "\n".join(line.rstrip() for line in usual.split("\n")).strip()


def _parts(text: str) -> list[str]:
    return [part for part in (one.strip() for one in re.split(r"[;\n]", tidy(text))) if part]


def _absent(question: Field, words: str) -> Answer | None:
    if question.not_applicable and (found := _NOT_APPLICABLE.fullmatch(words)):
        return NotApplicable(found["why"].strip())
    if found := _NOT_KNOWN.fullmatch(words):
        return NotKnown(found["who"] or "")
    if question.type not in _WORDS and words.casefold().rstrip(".") in _LATER:
        return NotKnown()
    return None


def _as_words(question: Field, _form: Form, words: str) -> Understood:
    return Understood(Value(words if question.type is FieldType.PARAGRAPH else " ".join(words.split("\n"))))


def _date(question: Field, _form: Form, words: str) -> Understood:
    kept = stored(question.type, " ".join(words.split()))
    day = kept.partition("T")[0]
    if len(day) == 10 and read_date(day):
        return Understood(Value(kept))
    return Understood(Value(kept), "This is not a date PepDesk can read.")


def _number(question: Field, _form: Form, words: str) -> Understood:
    bare = " ".join(words.split())
    if question.unit and bare.casefold().endswith(question.unit.casefold()):
        bare = bare[: -len(question.unit)].rstrip()
    read = read_money if question.type is FieldType.MONEY else read_number
    if read(bare) is None:
        what = "a sum of money" if question.type is FieldType.MONEY else "a number"
        return Understood(Value(words), f"This is not {what}.")
    return Understood(Value(stored(question.type, bare)))


def _yes_no(_question: Field, _form: Form, words: str) -> Understood:
    said = words.casefold().strip(" .!")
    if said in _YES or said in _NO:
        return Understood(Value("yes" if said in _YES else "no"))
    return Understood(None, "This is neither yes nor no.")


def _year_group(_question: Field, _form: Form, words: str) -> Understood:
    said = " ".join(words.casefold().split())
    for year in YEAR_GROUPS:
        if said in (year.casefold(), year_group_words(year).casefold()):
            return Understood(Value(year))
    number = _YEAR.fullmatch(said)
    if number and str(int(number[1])) in YEAR_GROUPS:
        return Understood(Value(str(int(number[1]))))
    return Understood(None, "This is not a year group.")


def _choice(question: Field, form: Form, words: str) -> Understood:
    value = _option(question, form, words)
    if value is None:
        return Understood(None, "This is not one of the choices.")
    return Understood(Value(value))


def _choices(question: Field, form: Form, words: str) -> Understood:
    """Every part must be known; the first part nobody knows is not dropped but stops the whole answer."""
    whole = _option(question, form, words)  # an option's own words may hold a semicolon
    values = [whole] if whole else [_option(question, form, part) for part in _parts(words)]
    known = tuple(dict.fromkeys(value for value in values if value is not None))
    if len(values) == len([value for value in values if value is not None]) and known:
        return Understood(Value(known))
    return Understood(None, "One of these is not among the choices.")


def _option(question: Field, form: Form, words: str) -> str | None:
    """The option that is meant: by its words, or its value or code; None when none is, or more than one."""
    options = form.options(question)
    for plain in (str, _plain):
        said = plain(words)
        for name in ("label", "value", "code"):
            hits = {one.value for one in options if said and plain(getattr(one, name)) == said}
            if hits:
                return hits.pop() if len(hits) == 1 else None
    return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


_Reader = Callable[[Field, Form, str], Understood]
_READERS: Final[dict[FieldType, _Reader]] = {
    FieldType.DATE: _date,
    FieldType.DATETIME: _date,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.YEAR_GROUP: _year_group,
    FieldType.CHOICE: _choice,
    FieldType.SCALE: _choice,
    FieldType.CHOICES: _choices,
}
"""Kinds whose words mean something more; the words of all others are the answer."""
