"""Questions to answer by hand, as Word: boxes to tick, faces as pictures, and frames that grow when somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from pepdesk.export import faces, look
from pepdesk.export.plain_text import clean
from pepdesk.export.word_source import WIDTH, Embedded, drawing, paragraph, runs, thin

if TYPE_CHECKING:
    from pepdesk.export.blocks import Tick, ToFill

_STYLE: Final = {False: "Sheet", True: "SheetLarge"}
"""Ordinary and large print; "Question" and "Help" follow for the other two styles of each."""
_FONT: Final = "Segoe UI Symbol"  # the one with a box in it on Windows; elsewhere another is taken
_LEADING: Final = {large: round(points * look.LEADING * 20) for large, points in look.SHEET_WORDS.items()}
"""Line distance of options, in twentieths of a point."""
_CENTRED: Final = '<w:jc w:val="center"/>'
_TOGETHER: Final = "<w:keepNext/>"
_LONG: Final = 26
"""Letters of an option from which on the options stand one to a line."""
_COLUMNS: Final = 3
_MANY: Final = 5
"""More options than this stand two to a line even if they are long."""


def to_fill(block: ToFill, embed: Callable[[bytes], Embedded]) -> str:
    """The question and the room to answer it. ``embed`` puts a picture's bytes into the package."""
    style = _STYLE[block.large]
    if block.beside:
        return _beside(block, style)
    asked = paragraph(f"{style}Question", clean(block.question))
    if block.hint:
        asked += paragraph(f"{style}Help", clean(block.hint))
    if block.ticks:
        return asked + (_scale(block, style, embed) if block.scale else _list(block, style))
    if block.lines:
        return asked + _frame(block, style)
    return asked


def _beside(block: ToFill, style: str) -> str:
    """Question and line in one row; the line is the lower edge of a cell, so that typing pushes nothing about."""
    left = min(round(len(block.question) * look.SHEET_QUESTION[block.large] * 13) + 300, WIDTH * 6 // 10)
    line = f'<w:tcBorders>{_edge("bottom")}</w:tcBorders><w:vAlign w:val="bottom"/>'
    cells = (
        _cell(paragraph(f"{style}Question", clean(block.question)), left, '<w:vAlign w:val="bottom"/>'),
        _cell(paragraph(style, clean(block.given)), WIDTH - left, line),
    )
    return _table(block.question, [left, WIDTH - left], [_row(cells)])


def _frame(block: ToFill, style: str) -> str:
    """A frame to write or draw in, of the height the lines would take."""
    edges = "".join(_edge(side) for side in ("top", "left", "bottom", "right"))
    cell = _cell(
        paragraph(f"{style}Help" if block.drawn else style, clean(block.drawn)),
        WIDTH,
        f"<w:tcBorders>{edges}</w:tcBorders>",
    )
    return _table(block.question, [WIDTH], [_row((cell,), round(block.lines * block.ruling * 20))], pad=120)


def _scale(block: ToFill, style: str, embed: Callable[[bytes], Embedded]) -> str:
    across = WIDTH // len(block.ticks)
    high = any(tick.face for tick in block.ticks)
    marks = [
        _cell(_mark(tick, style, embed), across, '<w:vAlign w:val="center"/>' if high else "") for tick in block.ticks
    ]
    words = [_cell(paragraph(style, _joined(clean(tick.words)), _CENTRED), across) for tick in block.ticks]
    return _table(block.question, [across] * len(block.ticks), [_row(marks), _row(words)])


def _joined(words: str) -> str:
    """The last two of several words joined, so that none stands alone below the others: "I'd rather / not say"."""
    return "\u00a0".join(words.rsplit(" ", 1)) if words.count(" ") > 1 else words


def _mark(tick: Tick, style: str, embed: Callable[[bytes], Embedded]) -> str:
    if tick.face is None:
        mark = _box(style == _STYLE[True])
    else:
        drawn = drawing(embed(faces.picture(tick.face)), str(tick.face), look.FACE, look.FACE)
        mark = f"<w:r>{drawn}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_TOGETHER}{_CENTRED}</w:pPr>{mark}</w:p>'


def _list(block: ToFill, style: str) -> str:
    short = all(len(tick.words) < _LONG for tick in block.ticks)
    columns = min(_COLUMNS, len(block.ticks)) if short else 2 if len(block.ticks) > _MANY else 1
    rows = [block.ticks[start : start + columns] for start in range(0, len(block.ticks), columns)]
    across = WIDTH // columns
    made = []
    for row in rows:
        keeps = _TOGETHER if row is not rows[-1] else ""
        cells = [_cell(_ticked(tick, style, keeps), across) for tick in row]
        made.append(_row([*cells, *[_cell(paragraph(style, "", keeps), across)] * (columns - len(row))]))
    return _table(block.question, [across] * columns, made)


def _box(large: bool) -> str:
    size = round(look.TICK_BOX[large] * 2.4)  # half points; the box fills most of its letter
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t>☐</w:t></w:r>'
    )


def _ticked(tick: Tick, style: str, keeps: str) -> str:
    hung = '<w:ind w:left="440" w:hanging="440"/>'
    mark = f"{_box(style == _STYLE[True])}<w:r><w:tab/></w:r>{runs(clean(tick.words))}"
    tabs = '<w:tabs><w:tab w:val="left" w:pos="440"/></w:tabs>'
    high = _LEADING[style == _STYLE[True]]
    exact = f'<w:spacing w:line="{high}" w:lineRule="exact"/>'  # fonts with boxes in them ask for much more
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}{tabs}{exact}{hung}</w:pPr>{mark}</w:p>'


def _edge(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{look.FRAME.removeprefix("#").upper()}"/>'


def _cell(inside: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def _row(cells: Sequence[str], height: int = 0) -> str:
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}</w:trPr>{''.join(cells)}</w:tr>"


def _table(caption: str, widths: Sequence[int], rows: Sequence[str], pad: int = 0) -> str:
    """A table without lines that only puts things side by side, named by its question."""
    words = quoteattr(clean(caption))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={words}/><w:tblDescription w:val={words}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{thin()}"
    )
