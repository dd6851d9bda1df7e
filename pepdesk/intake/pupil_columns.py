"""The columns that exports of school systems have, by the many names they go under, and how a cell of each is read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.form.model import YEAR_GROUPS
from pepdesk.record.values import read_date, read_number

if TYPE_CHECKING:
    from pepdesk.form.model import Option

    Read = Callable[[str, Sequence[Option]], str]

_NEAR = 0.85  # of difflib: one wrong or swapped letter in a heading of eight (tried on the names below)
_FILLERS = re.compile(r"\b(pupil|student|learner|child|legal|current|s)\b")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d)?$")
_UPN = re.compile(r"[A-Z]\d{11}[0-9A-Z]")
_YEAR = re.compile(r"(?:(?:nc\s*)?(?:year|yr|y)\s*(?:group\s*)?)?(\d{1,2})")
_NURSERY = re.compile(r"(?:nursery|n)\s*([12])")
_SAME = {
    "m": "male", "boy": "male", "f": "female", "girl": "female",
    "no specialist provision": "none", "no sen": "none", "no special educational need": "none",
    "education health and care plan": "ehcp", "ehc plan": "ehcp", "ehc": "ehcp",
}  # fmt: skip
"""Words of school systems for choices of ours; labels and codes of the form are understood besides."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known: the question it answers and how a cell is read ("" if not understood).

    ``names`` are headings it goes under, the surest first; ``rank`` is the higher the less sure the heading is.
    """

    tab: str
    field: str
    names: tuple[str, ...]
    read: Read
    rank: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The question: tab and field."""
        return self.tab, self.field


def _words(text: str, _: Sequence[Option]) -> str:
    return " ".join(text.split())


def _day(text: str, _: Sequence[Option]) -> str:
    found = read_date(_CLOCK.sub("", text))
    return found.isoformat() if found else ""


def _year_group(text: str, _: Sequence[Option]) -> str:
    said = " ".join(text.casefold().replace("-", " ").split())
    if said in ("r", "reception", "year r", "yr r", "year 0", "0"):
        return "R"
    if nursery := _NURSERY.fullmatch(said):
        return f"N{nursery[1]}"
    number = _YEAR.fullmatch(said)
    year = str(int(number[1])) if number else said.upper()
    return year if year in YEAR_GROUPS else ""


def _upn(text: str, _: Sequence[Option]) -> str:
    said = "".join(text.split()).upper()
    return said if _UPN.fullmatch(said) else ""


def _share(text: str, _: Sequence[Option]) -> str:
    found = read_number(text)
    return f"{found.normalize():f}" if found is not None and 0 <= found <= 100 else ""


def _count(text: str, _: Sequence[Option]) -> str:
    found = read_number(text)
    return str(int(found)) if found is not None and found >= 0 and found == int(found) else ""


def _digits(length: int) -> Read:
    def read(text: str, _: Sequence[Option]) -> str:
        said = re.sub(r"[\s/]", "", text)
        return said if re.fullmatch(rf"\d{{{length}}}", said) else ""

    return read


def _choice(text: str, options: Sequence[Option]) -> str:
    """The option meant: by its code, value or label, or a word of school systems for it."""
    said = _plain(text)
    for option in options:
        if said in (_plain(option.code) if option.code else None, _plain(option.value), _plain(option.label)):
            return option.value
    same = _SAME.get(said, "")
    return same if same in {option.value for option in options} else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


COLUMNS = (
    Column(
        "child",
        "first_name",
        ("legal forename", "legal first name", "forename", "first name", "given name", "forename s"),
        _words,
    ),
    Column("child", "surname", ("legal surname", "legal last name", "surname", "last name", "family name"), _words),
    Column("child", "preferred_name", ("preferred forename", "preferred name", "known as", "chosen name"), _words),
    Column("child", "date_of_birth", ("dob", "d o b", "date of birth", "birth date", "birthdate"), _day),
    Column(
        "child", "year_group", ("nc year", "year", "year group", "ncy", "national curriculum year", "yr"), _year_group
    ),
    Column("child", "gender", ("gender", "sex"), _choice),
    Column("child", "ethnicity", ("ethnicity", "ethnic code", "ethnicity code", "ethnic group"), _choice),
    Column("child", "first_language", ("first language", "language", "home language", "mother tongue"), _words),
    Column("child", "upn", ("upn", "unique number"), _upn),
    Column("situation", "uln", ("uln",), _digits(10)),
    Column("school", "name", ("school", "school name", "establishment"), _words),
    Column("school", "dfe_number", ("dfe number", "dfe no", "laestab"), _digits(7)),
    Column("school", "urn", ("urn", "school urn"), _digits(6)),
    Column("school", "class_name", ("reg group", "registration group", "tutor group", "reg", "class", "form"), _words),
    Column("school", "class_teacher", ("form tutor", "tutor", "registration tutor", "class teacher"), _words),
    Column("school", "on_roll", ("admission date", "date of admission", "enrolment date", "date of entry"), _day),
    Column("sen", "status", ("sen status", "sen", "sen code", "send status", "sen provision"), _choice),
    Column("sen", "primary_need", ("sen need", "primary need", "sen type", "primary sen type"), _choice),
    Column("attendance", "percent", ("attendance", "percentage attendance", "attend", "attendance percentage"), _share),
    Column("attendance", "sessions_possible", ("possible sessions", "sessions possible"), _count),
    Column("attendance", "sessions_attended", ("sessions attended", "attended sessions"), _count),
)
"""Every column that is taken over. Names are in small letters, without "pupil", "student" and the like.
The form asks for legal names, so those come first.

Collected from what such exports are commonly called; no system's own list was at hand [BG, not checked].
"""
OTHERS = frozenset(
    {"preferred surname", "former surname", "middle name", "middle names", "place of birth", "former name"}
)
"""Headings near to a known one that mean something else."""


def column_for(heading: str) -> Column | None:
    """The column a heading stands for, however it is written; None for one that is left alone."""
    said = _plain(heading)
    bare = " ".join(_FILLERS.sub(" ", said).split())
    for rank, words in enumerate((said, bare)):
        for column in COLUMNS:
            if words in column.names:
                return replace(column, rank=column.names.index(words) + 100 * rank)
    if not bare or bare in OTHERS or len(bare) < 5:
        return None
    names = {name: column for column in COLUMNS for name in column.names}
    near = difflib.get_close_matches(bare, names, n=1, cutoff=_NEAR)
    return replace(names[near[0]], rank=1000) if near else None
