"""Turns the blocks of a document into boxes for the pages and, in the same order, into the structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from pepdesk.export import columns, fonts, look, marks
from pepdesk.export.blocks import (
    Answers,
    Bullets,
    Heading,
    LongAnswer,
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    ToFill,
    Tone,
)
from pepdesk.export.boxes import framed
from pepdesk.export.boxes import mark as mark_boxes
from pepdesk.export.boxes import picture as pictures
from pepdesk.export.boxes import table as tables
from pepdesk.export.boxes.chart import ChartBox
from pepdesk.export.boxes.filling import Filling
from pepdesk.export.boxes.lines import Style
from pepdesk.export.boxes.text import Bookmark, Text, text
from pepdesk.export.chart_colours import SIZE
from pepdesk.export.fonts import Typeface, Weight
from pepdesk.export.large_print import blocks_of
from pepdesk.export.plain_text import clean, paragraphs, title_lines
from pepdesk.export.tagged.structure import Element
from pepdesk.rules.series import Chart

if TYPE_CHECKING:
    from pepdesk.export.blocks import Block, Document
    from pepdesk.export.boxes.box import Box

_ROW_HEADER = "/O /Table /Scope /Row"
_COLUMN_HEADER = "/O /Table /Scope /Column"
_LONGEST_NAME = 160
"""Letters of a typed name and date that fit the place for a signature."""
_BULLETED = "/O /List /ListNumbering /Disc"


@contextmanager
def _under(question: str) -> Iterator[None]:
    """Say under which question a letter stands that cannot be drawn."""
    try:
        yield
    except fonts.NoGlyph as problem:
        raise fonts.NoGlyph(problem.points, " ".join(question.split())) from None


class Story:
    """``boxes`` (None begins a page) and ``root`` of one document, laid out in ``width`` points."""

    def __init__(self, document: Document, typeface: Typeface, width: float) -> None:
        self._typeface = typeface
        self._width = width
        self._large = document.large
        self.root = Element("Document")
        self._section = self.root
        self.boxes: list[Box | None] = []
        self._title(document)
        for block in blocks_of(document):
            self._add(block)

    def _style(self, weight: Weight = Weight.REGULAR, size: float = look.BODY, colour: str = look.INK) -> Style:
        """``size`` is as in ordinary print."""
        return Style(fonts.font_name(self._typeface, weight), look.size(size, large=self._large), colour)

    def _tone(self, tone: Tone, size: float = look.BODY) -> Style:
        match tone:
            case Tone.HELP:
                return self._style(Weight.REGULAR, min(size, look.SMALL), look.MUTED)
            case Tone.MISSING:
                return self._style(Weight.ITALIC, size, look.MUTED)
            case Tone.WARNING:
                return self._style(Weight.BOLD, size, look.WARNING)
            case Tone.ALOUD:
                return self._style(Weight.REGULAR, look.SHEET_WORDS[True])
            case Tone.BODY | Tone.QUOTE | Tone.NOTICE:
                return self._style(Weight.REGULAR, size)

    def _title(self, document: Document) -> None:
        title = title_lines(clean(document.title), look.BALANCED)
        subtitle = clean(document.subtitle)
        style = self._style(Weight.BOLD, look.HEADINGS[1], look.NAVY)
        element = self.root.add("H1")
        mark = Bookmark(" ".join(title.split()), 0)
        self.boxes.append(text(element, title, style, self._width, keeps_with_next=True, bookmark=mark))
        if subtitle:
            style = self._style(Weight.REGULAR, 12.0, look.MUTED)
            below = text(self.root.add("P"), subtitle, style, self._width, gap=3.0)
            self.boxes.append(self._ruled(below, look.ACCENT))

    def _ruled(self, box: Text, colour: str) -> Text:
        return replace(box, rule=colour, rule_width=self._width)

    @singledispatchmethod
    def _add(self, block: Block) -> None:
        raise TypeError(f"no way to draw {type(block).__name__}")

    @_add.register
    def _(self, block: Heading) -> None:
        level = block.level
        if level == 2:
            self._section = self.root.add("Sect")
        words = clean(block.text)
        mark = Bookmark(" ".join(words.split()), level - 1)
        style = self._style(Weight.BOLD, look.HEADINGS[level], look.NAVY)
        box = text(
            self._section.add(f"H{level}"),
            words,
            style,
            self._width,
            gap={2: 22.0, 3: 15.0, 4: 12.0}[level],
            keeps_with_next=True,
            bookmark=mark,
        )
        self.boxes.append(self._ruled(box, look.RULE) if level == 2 else box)

    @_add.register
    def _(self, block: Paragraph) -> None:
        self._prose(clean(block.text), block.tone, gap=7.0, between=4.0)

    def _prose(self, words: str, tone: Tone, gap: float, between: float, source: str = "") -> None:
        """Running text; each line of it a paragraph, except within a bar, where the lines stay together.

        ``source`` says below it whose words they are.
        """
        style = self._tone(tone)
        parts = paragraphs(words)
        if tone is Tone.QUOTE or source:
            place = self._section.add("BlockQuote")
            self._barred(place.add("P"), "\n".join(parts), style, look.ACCENT, look.CALM, gap)
            if source:
                self._noted(place.add("P"), source)
        elif tone in (Tone.WARNING, Tone.NOTICE):
            colours = (look.AMBER, look.WARM) if tone is Tone.WARNING else (look.ACCENT, look.CALM)
            self._barred(self._section.add("P"), "\n".join(parts), style, *colours, gap)
        else:
            for index, part in enumerate(parts):
                above = between if index else gap
                element = self._section.add("P")
                # What says whose section it is must not part from the section.
                keeps = tone in (Tone.HELP, Tone.ALOUD)
                self.boxes.append(text(element, part, style, self._width, gap=above, keeps_with_next=keeps))

    def _barred(self, element: Element, words: str, style: Style, bar: str, ground: str, gap: float) -> None:
        inner = text(element, words, style, self._width - framed.INDENT - 10, gap=gap)
        self.boxes.append(framed.Barred(inner, bar, ground, self._width))

    def _noted(self, element: Element, source: str) -> None:
        """Put whose words they are under what was added last."""
        barred = self.boxes.pop()
        assert isinstance(barred, framed.Barred)
        note = text(element, source, self._tone(Tone.HELP), self._width - framed.INDENT - 10, gap=2.0)
        self.boxes.append(replace(barred, note=note))

    @_add.register
    def _(self, block: Picture) -> None:
        figure = self._section.add("Figure", alt=clean(block.says or block.caption))
        caption = text(self._section.add("P"), clean(block.caption), self._tone(Tone.HELP), self._width, gap=3.0)
        self.boxes.append(pictures.Picture.fitted(figure, block.data, caption, self._width))

    @_add.register
    def _(self, block: Chart) -> None:
        figure = self._section.add("Figure", alt=clean(block.sentence()))
        plain, bold = self._style(size=SIZE), self._style(Weight.BOLD, SIZE)
        with _under(block.title):
            self.boxes.append(ChartBox.made(figure, block, self._width, plain, bold))

    @_add.register
    def _(self, block: Bullets) -> None:
        listed = self._section.add("L", _BULLETED)
        style = self._style()
        for index, item in enumerate(block.items):
            entry = listed.add("LI")
            dot = text(entry.add("Lbl"), "•", style, 10)
            words = text(entry.add("LBody"), clean(item), style, self._width - framed.INDENT, gap=2.0 if index else 5.0)
            self.boxes.append(framed.Bullet(dot, words))

    @_add.register
    def _(self, block: LongAnswer) -> None:
        answer = block.answer
        asked = text(
            self._section.add("P"),
            clean(answer.question),
            self._style(Weight.BOLD, look.BODY, look.NAVY),
            self._width,
            gap=11.0,
            keeps_with_next=True,
        )
        self.boxes.append(asked)
        with _under(answer.question):
            self._prose(clean(answer.text), answer.tone, gap=2.5, between=5.0, source=clean(answer.source))

    @_add.register
    def _(self, block: Answers) -> None:
        widths = (self._width * look.LABEL_SHARE, self._width * (1 - look.LABEL_SHARE))
        body = self._section.add("Table", summary=clean(block.caption)).add("TBody")
        rows = []
        for item in block.items:
            row = body.add("TR")
            question = self._cell(row.add("TH", _ROW_HEADER), item.question, self._label(), widths[0])
            with _under(item.question):
                answer = self._cell(row.add("TD"), item.text, self._tone(item.tone), widths[1], clean(item.source))
            rows.append(tables.Row((question, answer)))
        # Below a table of another kind these answers must not look like its last rows.
        before = self.boxes[-1] if self.boxes else None
        ruled = isinstance(before, Text) and bool(before.rule)
        gap = 16.0 if isinstance(before, tables.Table) else 2.0 if ruled else 8.0
        self.boxes.append(tables.Table(widths, None, tuple(rows), gap=gap, ruled=ruled))

    def _label(self) -> Style:
        return self._style(Weight.BOLD, look.BODY, look.NAVY)

    def _cell(self, element: Element, words: str, style: Style, width: float, source: str = "") -> tables.Cell:
        """Lay out a cell; several lines become paragraphs of their own within it, and ``source`` a quiet last one."""
        parts = paragraphs(clean(words))
        if parts == ("",):
            return tables.Cell(())
        inner = width - 2 * tables.PAD_X
        if len(parts) == 1 and not source:
            return tables.Cell((text(element, parts[0], style, inner),))
        lines = [text(element.add("P"), part, style, inner, gap=3.0) for part in parts]
        if source:
            lines.append(text(element.add("P"), source, self._tone(Tone.HELP), inner, gap=1.0))
        return tables.Cell(tuple(lines))

    @_add.register
    def _(self, block: Table) -> None:
        widths = tuple(self._width * share for share in columns.shares(block, self._width, large=self._large))
        size = columns.size(len(widths))
        element = self._section.add("Table", summary=clean(block.caption))
        style = self._style(Weight.BOLD, look.BODY, look.NAVY)
        caption = None
        if block.caption_shown:
            caption = text(element.add("Caption"), clean(block.caption), style, self._width)
        top = element.add("THead").add("TR")
        header = tuple(
            self._cell(top.add("TH", _COLUMN_HEADER), words, self._style(Weight.BOLD, size, look.NAVY), width)
            for words, width in zip(block.header, widths, strict=True)
        )
        body = element.add("TBody")
        rows = tuple(self._row(body.add("TR"), cells, widths, size, leads=block.row_headers) for cells in block.rows)
        self.boxes.append(tables.Table(widths, tables.Row(header, look.SHADE), rows, caption, gap=13.0))

    def _row(
        self, line: Element, cells: tuple[str, ...], widths: tuple[float, ...], size: float, *, leads: bool
    ) -> tables.Row:
        drawn = []
        for index, (words, width) in enumerate(zip(cells, widths, strict=True)):
            if leads and index == 0:
                style = self._style(Weight.BOLD, size, look.NAVY)
                drawn.append(self._cell(line.add("TH", _ROW_HEADER), words, style, width))
            else:
                drawn.append(self._cell(line.add("TD"), words, self._style(size=size), width))
        return tables.Row(tuple(drawn))

    @_add.register
    def _(self, block: ToFill) -> None:
        size = look.SHEET_WORDS[block.large]
        question = self._style(Weight.BOLD, look.SHEET_QUESTION[block.large])
        styles = (question, self._style(size=size), self._style(size=size, colour=look.MUTED))
        with _under(block.question):
            self.boxes.append(Filling(block, self._section, self._width, styles).box())

    @_add.register
    def _(self, block: SignatureBox) -> None:
        place = self._section.add("Div")
        inner = self._width * (1 - framed.SignaturePlace.FIELD_SHARE) - 2 * framed.PAD
        role = clean(block.role)
        printed = clean(block.printed) or "Name and date: not filled in"
        if len(printed) > _LONGEST_NAME:  # the place is never cut, so what could outgrow a page stands before it
            self._prose(printed, Tone.BODY, gap=7.0, between=4.0)
            printed = "Name and date: above"
        tone = Tone.BODY if block.printed.strip() else Tone.MISSING
        texts = (
            text(place.add("P"), role, self._style(Weight.BOLD, 11.0, look.NAVY), inner),
            text(place.add("P"), printed, self._tone(tone, look.BODY - 0.5), inner, gap=3.0),
        )
        label = text(place.add("P"), "Digital signature", self._style(Weight.REGULAR, look.SMALL, look.MUTED), inner)
        self.boxes.append(
            framed.SignaturePlace(
                place.add("Form"), texts, label, block.field_name, f"Digital signature: {role}", self._width
            )
        )

    @_add.register
    def _(self, block: Mark) -> None:
        place = self._section.add("Div", marks.attributes(block))
        inner = self._width * (1 - mark_boxes.SHARE) - 2 * mark_boxes.PAD
        head, words = clean(marks.head(block)), clean(marks.sentence(block))
        title = text(place.add("P"), head, self._style(Weight.BOLD, 11.0, look.NAVY), inner)
        shown: Text | tuple[Element, bytes]
        if block.picture is not None:
            shown = (place.add("Figure", alt=words), block.picture)
        else:
            right = self._width * mark_boxes.SHARE - mark_boxes.PAD
            shown = text(place.add("P"), clean(block.name), self._style(Weight.ITALIC, 20.0), right)
        below = text(place.add("P"), words, self._tone(Tone.HELP), inner, gap=3.0)
        self.boxes.append(mark_boxes.MarkPlace((title, below), shown, self._width))

    @_add.register
    def _(self, _block: PageBreak) -> None:
        self.boxes.append(None)
