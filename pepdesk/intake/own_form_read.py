"""A filled own form read back: every place the mapping knows, found by its name, else by the words round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address
from pepdesk.intake.filled import Filled, Found, How, NotUnderstood
from pepdesk.intake.own_form_align import Pairs, align
from pepdesk.intake.own_form_mapping import EVERY_ROW, ROW_NAME, TOGETHER, Entry, Mapping, RowsOf, rows_at
from pepdesk.intake.own_form_match import options_of
from pepdesk.intake.own_form_places import Place, Spot, find_places
from pepdesk.intake.own_form_sheet import Boxed, Cell, Mark, Paragraph, Sheet, paragraphs, read_sheet
from pepdesk.intake.own_form_wild import BOXES, TICKED, is_blank, is_ticked, wilds, words
from pepdesk.intake.own_form_words import closeness
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.own_form_sheet import Block

LOST: Final = "This place is not in the document any more, or the words round it were changed."
SHARED: Final = "Two answers stand in one place here. Check how they were parted."
NO_ROW: Final = "This row's name is none that the plan knows."
OUTSIDE: Final = "It stands where the form has no place for an answer."
FURTHER: Final = "Further answers"
"""Above what PepDesk appends to a form that has no place for it."""
APPENDED: Final = "The further answers at the end, which PepDesk added when it filled the form, are not read."
SEVERAL: Final = "More than one box is ticked."
_EDGES: Final = re.compile(r"^(?:\s|_|\.{4,}|…{2,})+|(?:\s|_|\.{4,}|…{2,})+$")
"""What is left of the form's lines before and after an answer written on them."""


def read_own_form(data: bytes, template: bytes, mapping: Mapping, form: Form) -> Filled:
    """What stands in a filled copy of the document ``mapping`` belongs to (``template``: that document, empty).

    Rows of the plan are called "new1", "new2"… in the document's order; ``intake.proposal`` finds the plan's own.
    Raises ``ImportProblem`` for what is no sound document, and where it is none of this form at all.
    """
    if not mapping.belongs_to(template):
        raise ImportProblem(
            tr("The mapping belongs to another version of this form."), tr("Propose it anew and save it.")
        )
    empty, filled = read_sheet(template), read_sheet(data)
    places = {one.at: one for one in find_places(empty)}
    reader = _Reader(empty, filled, tuple(places.values()))
    if reader.share < 0.3:
        advice = tr("Choose the form it was made from, or read it as another kind of document.")
        raise ImportProblem(tr("This document is not a copy of that form."), advice, code="own-form-other")
    found: list[Found] = []
    lost: list[NotUnderstood] = []
    for entry in mapping.entries:
        place = places.get(entry.at)
        if place is None or not entry.is_used:
            if place is not None and (text := reader.text(place)):
                lost.append(NotUnderstood(place.words, text, "The mapping names no question for this place."))
            continue
        if place.kind == "rows":
            _read_rows(place, entry, reader, form, found, lost)
        else:
            found += _read_place(place, entry, reader, form)
    appended = _left_over(reader, lost)
    remarks = (*filled.remarks, *((APPENDED,) if appended else ()))
    return Filled(mapping.form, "", "own_form", _once(found), tuple(lost), remarks)


def _left_over(reader: _Reader, lost: list[NotUnderstood]) -> bool:
    """Note what was written where the form has no place; gives whether answers stand there that PepDesk appended."""
    appended = False
    for where, claims, text in reader.pairs.loose:
        if claims & reader.read:
            continue
        said, mark, _ = text.partition(FURTHER)
        appended = appended or bool(mark)
        if said.strip():
            lost.append(NotUnderstood(words(where) or "In the document", said.strip(), OUTSIDE))
    return appended


def _once(found: list[Found]) -> tuple[Found, ...]:
    """Without empty places of what is answered elsewhere in the form, and without the same answer twice."""
    best: dict[tuple[Address | None, str], Found] = {}
    answered = {one.address for one in found if one.text}
    for one in found:
        if one.text or one.address not in answered:
            best.setdefault((one.address, one.text), one)
    return tuple(best.values())


# Places -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands at a spot; None: the spot is not there any more."""

    text: str | None
    how: How


class _Reader:
    """The filled document, asked spot by spot."""

    def __init__(self, empty: Sheet, filled: Sheet, places: tuple[Place, ...]) -> None:
        rows = frozenset(ref for one in places if one.kind == "rows" for spot in one.spots for ref in spot.refs)
        self.pairs: Pairs = align(empty, filled, rows)
        self._before = _Index(empty.blocks)
        self._now = _Index(filled.blocks)
        fixed = [one for one in paragraphs(empty.blocks) if words(one.text)]
        named = len(self._before.by_name.keys() & self._now.by_name.keys())
        self.read: set[int] = set()
        self.share = (len(self.pairs.matched) + 2 * named) / max(len(fixed), 1)

    def text(self, place: Place) -> str:
        """What is written at a place that no question is mapped to; "" for boxes and rows."""
        return (self.spot(place.spots[0]).text or "") if place.kind in ("text", "list") else ""

    def spot(self, spot: Spot) -> _Said:
        """What stands at one spot, the form's own placeholder counting as nothing."""
        if spot.what in ("control", "legacy", "bookmark"):
            return self._marked(spot)
        if spot.what == "cell":
            self._claim(spot.refs[0])
            cell = self.pairs.cell.get(spot.refs[0])
            return _Said(_clean(cell.text) if cell else None, "cell")
        if spot.what == "room":
            last = self._before.cells[spot.refs[0]].blocks[spot.start - 1]
            assert isinstance(last, Paragraph)
            self.read.add(last.ref)
            after = self.pairs.after.get(last.ref)
            return _Said(None if after is None else _clean(_joined(after)), "cell")
        if spot.what == "blank":
            self.read.add(spot.refs[0])
            gap = self.pairs.gap.get(spot.refs[0])
            return _Said(None if gap is None else _clean(_joined(gap)), "label")
        return _Said(self._line(spot), "label")

    def _claim(self, cell: int) -> None:
        """A whole cell is read: nothing in it is left over."""
        if cell in self._before.cells:
            self.read.update(one.ref for one in paragraphs(self._before.cells[cell].blocks))

    def _line(self, spot: Spot) -> str | None:
        """The letters of a line, and what was written on in the paragraphs below it."""
        paragraph = self._before.paragraphs[spot.refs[0]]
        wild = wilds(paragraph)
        number = next((n for n, one in enumerate(wild) if one.start == spot.start), None)
        text = self.pairs.wild.get((paragraph.ref, number)) if number is not None else None
        if (text is None or number is None) and (gap := self.pairs.gap.get(paragraph.ref)) is not None:
            self.read.add(paragraph.ref)  # a line of its own without any words
            return _clean(_joined(gap))
        if text is None or number is None:
            return None
        was = paragraph.text[wild[number].start : wild[number].end]
        text = "" if text == was.strip() else text
        if number == len(wild) - 1 and not paragraph.text[wild[number].end :].strip():
            self.read.add(paragraph.ref)
            more = _joined(self.pairs.after.get(paragraph.ref, ()))
            text = f"{text}\n{more}" if _clean(more) else text
        return _clean(text)

    def _marked(self, spot: Spot) -> _Said:
        """A control, field or bookmark: by its name, if just one has it in both documents; else where it stood."""
        mark, paragraph, was = self._before.marks[spot.what, spot.refs[0]]
        how: How = "tag" if spot.what == "control" else "bookmark" if spot.what == "bookmark" else "name"
        name = (spot.what, mark.names[0]) if mark.names else None
        now = self._now.by_name.get(name, []) if name else []
        self.read.add(paragraph.ref if paragraph else -1 - mark.ref)
        if name and len(now) == 1 and len(self._before.by_name[name]) == 1 and (now[0] or spot.what != "bookmark"):
            return _Said("" if now[0] == was else _clean(now[0]), how)
        if paragraph is None:
            self._claim(self._before.cell_of.get(mark.ref, -1))
            boxed, cell = self.pairs.boxed.get(mark.ref), self.pairs.cell.get(self._before.cell_of.get(mark.ref, -1))
            text = _joined(boxed.blocks) if boxed else cell.text if cell else None
        else:
            number = next((n for n, one in enumerate(wilds(paragraph)) if one.mark == mark), -1)
            text = self.pairs.wild.get((paragraph.ref, number))
            if text is None and spot.what != "legacy":
                text = self._lone(paragraph, mark)
        return _Said(None if text is None else "" if text.strip() == was.strip() else _clean(text), "label")

    def _lone(self, paragraph: Paragraph, mark: Mark) -> str | None:
        """A control that was all there was in its paragraph: what now stands in the gap, or in the cell."""
        gap = self.pairs.gap.get(paragraph.ref)
        self.read.add(paragraph.ref)
        if gap is not None and not paragraph.text[: mark.start].strip() and not paragraph.text[mark.end :].strip():
            return _joined(gap)
        return None


@dataclass(slots=True)
class _Index:
    """The parts of one document by number and by name."""

    paragraphs: dict[int, Paragraph]
    cells: dict[int, Cell]
    cell_of: dict[int, int]
    marks: dict[tuple[str, int], tuple[Mark, Paragraph | None, str]]
    by_name: dict[tuple[str, str], list[str]]

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.paragraphs, self.cells, self.cell_of, self.marks, self.by_name = {}, {}, {}, {}, {}
        self._take(blocks)

    def _take(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.paragraphs[block.ref] = block
                for mark in block.marks:
                    self._mark(mark, block, block.text[mark.start : mark.end])
            elif isinstance(block, Boxed):
                self._mark(block.control, None, _joined(block.blocks))
                self._take(block.blocks)
            else:
                for cell in (cell for row in block.rows for cell in row.cells):
                    self.cells[cell.ref] = cell
                    if cell.control is not None:
                        self.cell_of[cell.control.ref] = cell.ref
                        self._mark(cell.control, None, cell.text)
                    self._take(cell.blocks)

    def _mark(self, mark: Mark, paragraph: Paragraph | None, text: str) -> None:
        shown = ("☒" if mark.checked else "☐") if mark.kind == "tick" else text
        shown = "" if mark.what == "legacy" and mark.kind == "list" and not mark.checked else shown
        self.marks[mark.what, mark.ref] = (mark, paragraph, shown)
        for name in mark.names[:1]:
            self.by_name.setdefault((mark.what, name), []).append(shown)


def _read_place(place: Place, entry: Entry, reader: _Reader, form: Form) -> Iterator[Found]:
    addresses = entry.addresses()
    if place.kind == "ticks":
        said = [reader.spot(spot) for spot in place.spots]
        yield _ticked(place, entry, addresses[0], said, form)
        return
    one = reader.spot(place.spots[0])
    doubt = LOST if one.text is None else ""
    text = one.text or ""
    if place.kind == "list" and entry.values and text:
        text = _chosen(place, entry, text, form, addresses[0])
    if len(addresses) == 1:
        yield from _spread(addresses[0], place.words, text, one.how, doubt)
        return
    yield from _together(addresses, place.words, _Said(one.text and text, one.how), form)


def _together(addresses: tuple[Address, ...], label: str, said: _Said, form: Form) -> Iterator[Found]:
    """Several answers that share a place."""
    text = said.text or ""
    parts = parted(text, addresses)
    clear = all(parts) and len(text.split()) == len(addresses)
    doubt = LOST if said.text is None else SHARED if text and not clear else ""
    for address, part in zip(addresses, parts, strict=True):
        yield Found(address, f"{label}: {form.field(*address[:2]).label}", part, said.how, doubt)


def _spread(address: Address, label: str, text: str, how: How, doubt: str) -> Iterator[Found]:
    """One answer, or for an address of every row ("*") one for each line."""
    if EVERY_ROW not in address.rows:
        yield Found(address, label, text, how, doubt)
        return
    for number, line in enumerate([one for one in text.split("\n") if one.strip()] or [""], 1):
        rows = tuple(f"new{number}" if row == EVERY_ROW else row for row in address.rows)
        yield Found(address._replace(rows=rows), label, line.strip(), how, doubt)


def _ticked(place: Place, entry: Entry, address: Address, said: list[_Said], form: Form) -> Found:
    """The answers of the ticked boxes, by our own words for them, one to a line."""
    labels = dict(options_of(form.field(*address[:2]), form))
    ticked = [n for n, one in enumerate(said) if one.text and is_ticked(one.text)]
    texts = []
    for number in ticked:
        value = entry.values[number] if number < len(entry.values) else ""
        texts.append(labels.get(value, value) if value else place.options[number])
    doubt = LOST if any(one.text is None for one in said) else ""
    if len(texts) > 1 and form.field(*address[:2]).type != "choices":
        doubt = SEVERAL
    return Found(address, place.words, "\n".join(texts), said[0].how, doubt)


def _chosen(place: Place, entry: Entry, text: str, form: Form, address: Address) -> str:
    """Our words for the item of a list that was chosen; what was typed, if it is none of them."""
    labels = dict(options_of(form.field(*address[:2]), form))
    for item, value in zip(place.options, entry.values, strict=False):
        if value and item.strip().casefold() == text.strip().casefold():
            return labels.get(value, value)
    return text


def parted(text: str, addresses: tuple[Address, ...]) -> list[str]:
    """Several answers out of one place: the last word is the surname; else parts by line or comma."""
    empty = [""] * len(addresses)
    if not text:
        return empty
    if addresses == (Address("child", "first_name"), Address("child", "surname")):
        first, _, last = text.rpartition(" ")
        return [first, last] if first else [last, ""]
    for mark in ("\n", "; ", ", ", " / "):
        parts = [one.strip() for one in text.split(mark)]
        if len(parts) == len(addresses):
            return parts
    return [text, *empty[1:]]


# Rows ---------------------------------------------------------------------------------------------------------------


def _read_rows(
    place: Place, entry: Entry, reader: _Reader, form: Form, found: list[Found], lost: list[NotUnderstood]
) -> None:
    """The rows of a table, row by row. Rows with a known name belong to the first group, all others to the next."""
    rows = reader.pairs.rows.get(place.spots[0].refs[0])
    if rows is None:
        lost.append(NotUnderstood(place.words, "", LOST))
        return
    counts: dict[str, int] = {}
    for row in rows:
        said = [_cell_text(cell) for cell in row.cells]
        if not any(said[n] for n in place.open_columns if n < len(said)):
            continue
        part, name = _part_of(entry, said, form)
        if part is None:
            text = "; ".join(one for one in said if one)
            lost.append(NotUnderstood(place.words, text, NO_ROW))
            continue
        if not name:
            counts[part.group] = counts.get(part.group, 0) + 1
            name = f"new{counts[part.group]}"
        found += _row_answers(place, part, name, said, form)


def _part_of(entry: Entry, said: list[str], form: Form) -> tuple[RowsOf | None, str]:
    """Which group a row belongs to, and the fixed row's id ("" for a free one)."""
    for part in entry.rows:
        if not part.group:
            return part, "single"
        at = rows_at(part)
        repeat = form.tab(at.tab).group(at.group).repeat
        if not (repeat and repeat.rows_from):
            return part, ""
        column = part.columns.index(ROW_NAME) if ROW_NAME in part.columns else -1
        spoken = said[column] if 0 <= column < len(said) else ""
        options = form.choices[repeat.rows_from].options
        exact = [one.value for one in options if one.label.casefold() == spoken.casefold()]
        near = sorted(((closeness(spoken, one.label), one.value) for one in options), reverse=True)
        if exact or (near and near[0][0] >= 0.8):
            return part, exact[0] if exact else near[0][1]
    return None, ""


def _row_answers(place: Place, part: RowsOf, name: str, said: list[str], form: Form) -> Iterator[Found]:
    for number, column in enumerate(part.columns):
        if column in ("", ROW_NAME) or number >= len(said):
            continue
        addresses = []
        for one in column.split(TOGETHER):
            tab, _, question = one.partition(".")
            depth = form.field(tab, question).depth
            addresses.append(Address(tab, question, ((), (name,), (name, EVERY_ROW))[depth]))
        label = f"{place.words} – {place.columns[number]}" if number < len(place.columns) else place.words
        if len(addresses) == 1:
            yield from _spread(addresses[0], label, said[number], "cell", "")
        else:
            yield from _together(tuple(addresses), label, _Said(said[number], "cell"), form)


def _cell_text(cell: Cell) -> str:
    """A cell's text; a lone box counts as yes if it is ticked, and as nothing if not."""
    text = _clean(cell.text)
    if len(text) == 1 and text in BOXES + TICKED:
        return "Yes" if is_ticked(text) else ""
    return text


def _joined(blocks: tuple[Block, ...]) -> str:
    return "\n".join(one.text for one in paragraphs(blocks))


def _clean(text: str) -> str:
    """What was written, without the lines and placeholders of the form round it."""
    if is_blank(text):
        return ""
    return "\n".join(line.rstrip() for line in _EDGES.sub("", text.replace("\u2002", " ")).split("\n"))
