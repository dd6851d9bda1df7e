"""Pupil basics from a CSV export of the school's system: read under limits, shown first, proposed as answers.

The file is read once and never kept. Everything in it is text: a cell that looks like a formula is only words here.
Nothing is taken over by itself; ``answers_for`` proposes and the window lets people choose.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.intake.pupil_columns import Column, column_for
from pepdesk.problem import ImportProblem
from pepdesk.record.answers import Answer, Value
from pepdesk.record.values import clean_text
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pepdesk.form.model import Form

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes. A large secondary school's export of all pupils with twenty columns is well below 1 MB (our estimate)."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 200, 2_000
_DELIMITERS = (",", ";", "\t")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ADVICE = tr(
    "Export a list of pupils as CSV from the school's system, one pupil a line with a heading for each column."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a pupil. ``stored`` is what an answer would hold, "" where the cell was empty or not understood."""

    heading: str
    typed: str
    column: Column | None
    stored: str

    @property
    def understood(self) -> bool:
        """Whether the cell can become an answer, or is empty."""
        return bool(self.stored) or not self.typed


@dataclass(frozen=True, slots=True)
class Pupil:
    """One line of the file, with its cells in order. ``line`` is the line in the file, for people."""

    line: int
    cells: tuple[Cell, ...]

    def stored(self, tab: str, field: str) -> str:
        """What the file says for a question; "" if nothing."""
        return next((c.stored for c in self.cells if c.column and (c.column.tab, c.column.field) == (tab, field)), "")

    @property
    def name(self) -> str:
        """First name and surname, as far as the file gives them."""
        return f"{self.stored('child', 'first_name')} {self.stored('child', 'surname')}".strip()


@dataclass(frozen=True, slots=True)
class PupilFile:
    """What was read. ``known`` are headings with the column they were taken for; ``unknown`` are those left alone."""

    pupils: tuple[Pupil, ...]
    known: tuple[tuple[str, Column], ...]
    unknown: tuple[str, ...]

    def matching(self, words: str) -> tuple[Pupil, ...]:
        """The pupils whose name, UPN or date of birth holds every one of ``words``."""
        wanted = words.casefold().split()
        return tuple(pupil for pupil in self.pupils if all(word in _searched(pupil) for word in wanted))


def read_pupils(data: bytes, form: Form) -> PupilFile:
    """The pupils in a CSV file (UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs).

    ``form`` is the plan's: its lists say what a code or word for gender, SEN or ethnic background means.
    Raises ``ImportProblem`` for what is too large, no such table, or without any heading that is known.
    """
    if len(data) > LARGEST_FILE:
        raise ImportProblem(tr("The file is too large to be a list of pupils."), _ADVICE)
    table = _table(_decoded(data))
    headings = [clean_text(one).strip() for one in table[0]] if table else []
    columns = _columns(headings)
    if not any(columns):
        raise ImportProblem(
            tr("No column of this file is known."), f"{_ADVICE} {tr('For example Forename, Surname, DOB, UPN.')}"
        )
    pupils = tuple(
        Pupil(number, tuple(map(_cell, headings, columns, [*row, *[""] * len(headings)], [form] * len(headings))))
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    )
    known = tuple((heading, column) for heading, column in zip(headings, columns, strict=True) if column)
    unknown = tuple(heading for heading, column in zip(headings, columns, strict=True) if not column and heading)
    return PupilFile(pupils, known, unknown)


def with_columns(found: PupilFile, columns: Sequence[Column | None], form: Form) -> PupilFile:
    """The same pupils with other columns matched: one entry for each heading, in the file's order (None: left alone).

    For people who correct what was guessed. Where a question stands twice, the first column counts.
    """
    once: dict[tuple[str, str], int] = {}
    for place, one in enumerate(columns):
        if one:
            once.setdefault(one.key, place)
    kept = [one if one and once[one.key] == place else None for place, one in enumerate(columns)]
    pupils = tuple(
        Pupil(
            pupil.line,
            tuple(_cell(cell.heading, one, cell.typed, form) for cell, one in zip(pupil.cells, kept, strict=True)),
        )
        for pupil in found.pupils
    )
    headings = [cell.heading for cell in found.pupils[0].cells] if found.pupils else []
    return PupilFile(
        pupils,
        tuple((heading, one) for heading, one in zip(headings, kept, strict=False) if one),
        tuple(heading for heading, one in zip(headings, kept, strict=False) if not one and heading),
    )


def answers_for(pupil: Pupil, form: Form) -> tuple[tuple[Address, Answer], ...]:
    """The answers the file proposes for a plan on ``form``, in the file's order; only what the form asks and offers."""
    proposed: list[tuple[Address, Answer]] = []
    for cell in pupil.cells:
        if cell.column is None or not cell.stored or not form.has(cell.column.tab, cell.column.field):
            continue
        question = form.field(cell.column.tab, cell.column.field)
        options = {option.value for option in form.options(question)}
        if not question.depth and (not options or cell.stored in options):
            proposed.append((Address(question.tab, question.id), Value(cell.stored)))
    return tuple(proposed)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise ImportProblem(tr("The file is damaged or cut short."), _ADVICE) from None
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ImportProblem(tr("This is not a table of text."), _ADVICE)
    return text


def _table(text: str) -> list[list[str]]:
    """The rows of the file, guarded while they are read. Blank lines at the top are skipped."""
    text = text.lstrip("\r\n")
    first, _, rest = text.partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    if first.strip().casefold() in {f"sep={one}".strip() for one in _DELIMITERS}:  # a line some spreadsheets put first
        text = rest
    table: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
            if len(row) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in row):
                raise ImportProblem(tr("The table is wider than a list of pupils."), _ADVICE)
            table.append(row)
            if len(table) > MOST_ROWS + 1:
                raise ImportProblem(
                    tr("The file has more than {most:,} lines.", most=MOST_ROWS), tr("Export fewer pupils at once.")
                )
    except csv.Error:
        raise ImportProblem(tr("The file is not a table that can be read."), _ADVICE) from None
    return table


def _columns(headings: list[str]) -> list[Column | None]:
    """The column each heading stands for; where two stand for the same, the surer one counts."""
    found = [column_for(heading) for heading in headings]
    best: dict[tuple[str, str], int] = {}
    for place, one in enumerate(found):
        if one and (one.key not in best or one.rank < _rank(found[best[one.key]])):
            best[one.key] = place
    return [one if one and best[one.key] == place else None for place, one in enumerate(found)]


def _rank(column: Column | None) -> int:
    return column.rank if column else 0


def _cell(heading: str, column: Column | None, typed: str, form: Form) -> Cell:
    clean = clean_text(typed).strip()
    if column is None or not clean:
        return Cell(heading, clean, column, "")
    options = form.options(form.field(*column.key)) if form.has(*column.key) else ()
    return Cell(heading, clean, column, column.read(clean, options))


def _searched(pupil: Pupil) -> str:
    fields = (("first_name",), ("surname",), ("preferred_name",), ("upn",), ("date_of_birth",))
    return " ".join(pupil.stored("child", *one) for one in fields).casefold()
