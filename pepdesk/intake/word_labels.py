"""What is printed in a form, to tell it from what somebody wrote, and to find answers whose marks are all gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pepdesk.export import look
from pepdesk.export.form_names import HOW_TO
from pepdesk.export.form_sheet import Grid, Heading, Note, Questions, with_continued
from pepdesk.export.plain_text import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.export.form_sheet import FormSheet
    from pepdesk.form.address import Address

_NUMBER: Final = re.compile(r"\d+")
_NEAR: Final = 0.6
"""Share of a table's questions that must be the printed ones for it to be that table: rows may have been taken out."""


def plain_words(text: str) -> str:
    """Words to compare: small letters, single blanks."""
    return " ".join(text.replace("\u00a0", " ").casefold().split())


class Labels:
    """The sheet a document was made from (None if that cannot be told), read through once in order."""

    def __init__(self, sheet: FormSheet | None) -> None:
        self._tables = [part for part in sheet.parts if isinstance(part, Questions | Grid)] if sheet else []
        self._next = 0
        self._known = sheet is not None
        self._printed = {_numberless(words) for words in _words(sheet)} if sheet else set()

    def printed(self, line: str) -> bool:
        """Whether a line is part of the form itself, whatever the numbers in it; True if the form is not known."""
        return not self._known or _numberless(line) in self._printed

    def table(self, rows: list[list[Any]]) -> dict[tuple[int, int], Address]:
        """Row and column of each answer in a table whose marks are gone; empty if it is no table of the form."""
        for place in range(self._next, len(self._tables)):
            part = self._tables[place]
            found = _questions(part, rows) if isinstance(part, Questions) else _grid(part, rows)
            if found:
                self._next = place + 1
                return found
        return {}


def _questions(part: Questions, rows: list[list[Any]]) -> dict[tuple[int, int], Address]:
    labels = {plain_words(ask.field.label): ask.address for ask in part.asks}
    found = {
        (number, 1): labels[label]
        for number, row in enumerate(rows)
        if len(row) == 2 and (label := _first_line(row[0])) in labels
    }
    return found if len(found) >= _NEAR * max(len(labels), len(rows)) else {}


def _grid(part: Grid, rows: list[list[Any]]) -> dict[tuple[int, int], Address]:
    heads = [*([part.lead] if part.lead else []), *part.header]
    if not rows or [_first_line(cell) for cell in rows[0]] != [plain_words(head) for head in heads]:
        return {}
    named = int(bool(part.lead))
    names = {plain_words(name): asks for name, asks in part.rows}
    found: dict[tuple[int, int], Address] = {}
    for number, row in enumerate(rows[1:], 1):
        asks = (
            names.get(_first_line(row[0]), ())
            if named
            else part.rows[number - 1][1]
            if number <= len(part.rows)
            else ()
        )
        found |= {(number, named + column): ask.address for column, ask in enumerate(asks) if named + column < len(row)}
    return found


def _first_line(piece: Any) -> str:  # noqa: ANN401 - as word_inside tells it
    return plain_words("".join(words for words, *_ in piece.get("text", ())).strip().split("\n")[0])


def _numberless(words: str) -> str:
    return _NUMBER.sub("#", plain_words(words))


def _words(sheet: FormSheet) -> Iterator[str]:
    """Every line printed in the document but not in a place for an answer."""
    yield sheet.form.title
    yield from title_lines(sheet.form.title, look.BALANCED).split("\n")
    yield from HOW_TO.split("\n")
    for part in with_continued(sheet.parts):
        match part:
            case Heading(_, text) | Note(text):
                yield text
            case Questions(_, asks, name):
                yield name
                for ask in asks:
                    yield from (ask.field.label, ask.help)
            case Grid(_, lead, header, rows):
                yield from (lead, *header)
                yield from (name for name, _ in rows)
