"""A Word document as plain data: paragraphs, tables, controls. ``read_sheet`` has it read by a fenced process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pepdesk.intake.fence import Fence, Fenced
from pepdesk.intake.own_form_package import LARGEST, read_parts, unfit
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

LONGEST_ANSWER: Final = 24 << 20
SECONDS: Final = 2.0
_WORK: Final = "pepdesk.intake.own_form_inside:sketch"
REMARKS: Final = {
    "comments": "The document has comments. They are left alone: read them in Word.",
    "tracked": "The document has tracked changes. What was inserted is read, what was struck out is not.",
    "text boxes": "The document has text boxes. PepDesk does not look into them.",
    "header": "There are fields in the top or bottom margin. PepDesk does not look into them.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A control, an older form field or a bookmark in a paragraph, from letter ``start`` to before ``end``.

    ``what``: control, legacy, bookmark. ``kind``: text, list, date, tick, picture; "" for a bookmark. ``names``: tag,
    alias or name, as far as it has any. ``ref`` is its number among those of its kind in the document.
    """

    what: str
    ref: int
    start: int
    end: int
    kind: str
    names: tuple[str, ...]
    items: tuple[str, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``level`` is a heading's, else 0; ``bold`` if all of it is."""

    ref: int
    text: str
    level: int
    bold: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, from grid column ``col`` over ``span`` columns. ``merged``: "", "restart" or "continue" (downwards)."""

    ref: int
    col: int
    span: int
    merged: str
    control: Mark | None
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All its words, a paragraph a line."""
        return "\n".join(one.text for one in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    ref: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``number`` counts all tables of the document from 1, inner ones after the one they stand in."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Boxed:
    """Whole paragraphs or tables in a content control."""

    control: Mark
    blocks: tuple[Block, ...]


Block = Paragraph | Table | Boxed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's body; ``remarks`` are sentences for people."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]


def read_sheet(data: bytes) -> Sheet:
    """The document as data. Raises ``ImportProblem`` for what is no sound .docx, too large, or breaks its reader."""
    if len(data) > LARGEST:
        raise unfit(tr("it is too large"))
    read_parts(data)  # guards first: most hostile files end here, without a second process
    try:
        with Fence(_WORK, seconds=SECONDS, longest=LONGEST_ANSWER) as fence:
            answer = fence.ask(None, data)
    except Fenced as error:
        raise unfit(tr("it takes far more time or memory to read than a form should")) from error
    if problem := answer.get("problem"):
        raise ImportProblem(problem[0], problem[1], code=problem[2])
    return sheet_of(answer)


def sheet_of(drawn: dict[str, Any]) -> Sheet:
    """What ``own_form_inside.sketch`` says, as a ``Sheet``."""
    return Sheet(_Maker().blocks(drawn["blocks"]), tuple(REMARKS[one] for one in drawn["remarks"]))


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph in ``blocks``, those of controls and tables too, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Boxed):
            yield from paragraphs(block.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


class _Maker:
    """From JSON to the classes above, counting tables."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(self, drawn: list[dict[str, Any]]) -> tuple[Block, ...]:
        return tuple(self._block(one) for one in drawn)

    def _block(self, drawn: dict[str, Any]) -> Block:
        if drawn["k"] == "p":
            marks = tuple(_mark(one) for one in drawn.get("marks", ()))
            return Paragraph(drawn["ref"], drawn["text"], drawn.get("level", 0), drawn.get("bold", False), marks)
        if drawn["k"] == "s":
            return Boxed(_mark(drawn["control"]), self.blocks(drawn["blocks"]))
        self._tables += 1
        number = self._tables
        return Table(number, tuple(Row(row["ref"], tuple(map(self._cell, row["cells"]))) for row in drawn["rows"]))

    def _cell(self, drawn: dict[str, Any]) -> Cell:
        control = _mark(drawn["control"]) if "control" in drawn else None
        return Cell(
            drawn["ref"], drawn["col"], drawn["span"], drawn.get("merged", ""), control, self.blocks(drawn["blocks"])
        )


def _mark(drawn: dict[str, Any]) -> Mark:
    names = tuple(str(drawn[one]) for one in ("tag", "alias", "name") if drawn.get(one))
    return Mark(drawn.get("what", "control"), drawn["ref"], drawn.get("start", 0), drawn.get("end", 0),
                drawn.get("kind", ""), names, tuple(drawn.get("items", ())), drawn.get("checked", False))  # fmt: skip
