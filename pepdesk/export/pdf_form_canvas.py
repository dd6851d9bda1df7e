"""Puts the fields of a fillable PDF on the page, each with a picture of every state it can be in.

The frame round a field is drawn on the page and is no part of the field's picture: programs that paint a field anew
when it is filled then cannot lose it. Nothing in the file is a script, and nothing asks the reader to paint the fields
itself: both would break PDF/A.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfdoc

from pepdesk.export import fonts, look, pdf_form_font
from pepdesk.export.boxes.lines import Line, Style, break_lines
from pepdesk.export.boxes.text import Text
from pepdesk.export.fonts import NOTO_SANS, Weight
from pepdesk.export.plain_text import clean
from pepdesk.export.tagged import structure
from pepdesk.export.tagged.canvas import TaggedCanvas
from pepdesk.export.tagged.structure import Element, Written

if TYPE_CHECKING:
    from pepdesk.export.tagged.profile import Properties

SIZE: Final = 10.0
"""Points of the letters people type."""
LEADING: Final = SIZE * look.LEADING
PAD: Final = 3.0
"""Points between a field's edge and its letters; what Acrobat and PDFium leave at a border one point wide is 2 to 4."""
_LEAST_SIZE: Final = 5.0
_READ_ONLY, _MULTI_LINE, _COMBO = 1 << 0, 1 << 12, 1 << 17  # ISO 32000-1, tables 221, 228, 230


class Kind(Enum):
    """What a field takes."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. ``name`` is its full name, ``tip`` the question in words, ``value`` what already stands in it.

    A TICK has ``value`` "" or anything else for ticked, and ``stands_for``: the words of its option. ``options`` are
    what a CHOICE offers; an empty one stands before them.
    """

    kind: Kind
    name: str
    tip: str
    value: str = ""
    options: tuple[str, ...] = ()
    stands_for: str = ""
    read_only: bool = False


class FormCanvas(TaggedCanvas):
    """A tagged canvas with fields."""

    _code: list[str]

    def __init__(self, root: Element, properties: Properties, paper: tuple[float, float], font: str) -> None:
        super().__init__(root, properties, paper, font)
        self._inside: dict[str, list[str]] = {}
        self._ticks: dict[float, tuple[Any, Any]] = {}

    def entry(self, element: Element, entry: Entry, box: tuple[float, float, float, float]) -> None:
        """Put a field on this page as content of ``element``; ``box`` is left, bottom, right, top in points."""
        left, bottom, right, top = box
        with self.artefact():
            self.setStrokeColor(HexColor(look.RULE if entry.read_only else look.FRAME))
            self.setFillColor(HexColor(look.WHITE))
            self.setLineWidth(0.8)
            round_by = 2.0 if entry.kind is Kind.TICK else 1.5
            self.roundRect(left, bottom, right - left, top - bottom, round_by, stroke=1, fill=1)
        outer, _, own = entry.name.rpartition(".")
        edges = " ".join(f"{edge:.2f}" for edge in box)
        parts: list[Any] = [
            f"/Type /Annot /Subtype /Widget /Rect [{edges}] /F 4 /T", text_string(own), "/TU", text_string(entry.tip),
            "/P", pdfdoc.PDFObjectReference(f"Page{self.getPageNumber()}"),
            f"/StructParent {structure.FIRST_FIELD_KEY + len(self._field_elements)}",
        ]  # fmt: skip
        if outer:
            parts += ["/Parent", pdfdoc.PDFObjectReference(_node(outer))]
        make = self._tick if entry.kind is Kind.TICK else self._words
        parts += make(entry, right - left, top - bottom)
        self._tie_field(element, entry.name, Written(parts))
        self._hang(entry.name, self._doc.annotationName(entry.name))

    def _hang(self, name: str, made: str) -> None:
        """Put the object ``made`` under the field that ``name`` stands in, and so up to the top."""
        outer = name.rpartition(".")[0]
        known = outer in self._inside
        self._inside.setdefault(outer, []).append(made)
        if outer and not known:
            self._hang(outer, _node(outer))

    def _tick(self, entry: Entry, width: float, _height: float) -> list[Any]:
        if width not in self._ticks:
            reach = [f"{part * width:.2f}" for part in (0.2, 0.5, 0.42, 0.26, 0.82, 0.8)]
            path = "{} {} m {} {} l {} {} l S".format(*reach)
            on = f"q {_colour(look.INK)} RG {width * 0.13:.2f} w 1 J 1 j {path} Q"
            self._ticks[width] = (self._picture(on, width, width), self._picture("q Q", width, width))
        on, off = self._ticks[width]
        state = "Yes" if entry.value else "Off"
        parts = ["/FT /Btn", f"/V /{state} /AS /{state}", "/AP << /N << /Yes", on, "/Off", off, ">> >>"]
        return parts + (["/Contents", text_string(entry.stands_for)] if entry.stands_for else [])

    def _words(self, entry: Entry, width: float, height: float) -> list[Any]:
        value = text_string(entry.value)
        flags = _READ_ONLY * entry.read_only + {Kind.TEXT: _MULTI_LINE, Kind.CHOICE: _COMBO}.get(entry.kind, 0)
        parts: list[Any] = [f"/DA (/{pdf_form_font.NAME} {SIZE:g} Tf 0 g) /Ff {flags} /V", value]
        if entry.kind is Kind.CHOICE:
            parts += ["/FT /Ch /Opt [ ()", *(text_string(option) for option in entry.options), "]"]
        else:
            parts += ["/FT /Tx"]
        drawn = self._drawn(entry, width, height) if entry.value else ""
        # Never shared: some programs write a field's new picture over the old one, wherever else that is shown.
        return [*parts, "/AP << /N", self._picture(f"/Tx BMC {drawn}EMC", width, height), ">>"]

    def _drawn(self, entry: Entry, width: float, height: float) -> str:
        """The operators that draw a field's words: the page's own, caught before they reach the page."""
        text = fitted(entry.value, width, height, several=entry.kind is Kind.TEXT)
        top = height - PAD + 0.5 if entry.kind is Kind.TEXT else (height + text.height) / 2
        kept, self._code = self._code, []
        text.draw_plain(self, PAD, top)
        drawn, self._code = " ".join(self._code), kept
        return f"q 1 1 {width - 2:.2f} {height - 2:.2f} re W n {drawn} Q "

    def _picture(self, operators: str, width: float, height: float) -> Any:  # noqa: ANN401 - a PDF object
        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Form"),
            "BBox": pdfdoc.PDFArray([0, 0, round(width, 2), round(height, 2)]),
            "Resources": pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts)}),
        }
        filters = [pdfdoc.PDFZCompress] if len(operators) > 200 else None
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content=operators, filters=filters)
        return self._doc.Reference(stream)

    def _fields(self) -> Any:  # noqa: ANN401 - a PDF object
        for name, inside in self._inside.items():
            if name:
                outer, _, own = name.rpartition(".")
                parts: list[Any] = ["/T", text_string(own), "/Kids [", *map(pdfdoc.PDFObjectReference, inside), "]"]
                parts += ["/Parent", pdfdoc.PDFObjectReference(_node(outer))] if outer else []
                self._doc.Reference(Written(parts), _node(name))
        tops = map(pdfdoc.PDFObjectReference, self._inside.get("", ()))
        font = pdf_form_font.write(self._doc)
        usual = f"/DA (/{pdf_form_font.NAME} {SIZE:g} Tf 0 g) /DR << /Font << /{pdf_form_font.NAME}"
        return Written(["/Fields [", *tops, "]", usual, font, ">> >>"])


def fitted(value: str, width: float, height: float, *, several: bool) -> Text:
    """A field's words as they are drawn: in smaller letters where they would not fit, one line unless ``several``."""
    words = clean(value) if several else " ".join(clean(value).split())
    size = SIZE
    while True:
        style = Style(fonts.font_name(NOTO_SANS, Weight.REGULAR), size)
        lines: list[Line] = break_lines(words, style, width - 2 * PAD)
        room = height - 2 * PAD + 1 if several else style.leading
        if len(lines) * style.leading <= room or size <= _LEAST_SIZE:
            return Text(Element("P"), tuple(lines if several else lines[:1]), style)
        size -= 0.5


def height_of(value: str, width: float) -> float:
    """Points a field of several lines must be high to show all of ``value`` at the usual size."""
    style = Style(fonts.font_name(NOTO_SANS, Weight.REGULAR), SIZE)
    return len(break_lines(clean(value), style, width - 2 * PAD)) * style.leading + 2 * PAD


def text_string(words: str) -> str:
    """Words as a PDF text string in plain letters: as they are where all of them are ASCII, in UTF-16 otherwise."""
    if words.isascii() and words.isprintable():
        for sign in "\\()":
            words = words.replace(sign, f"\\{sign}")
        return f"({words})"
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def _node(name: str) -> str:
    return f"Field.{name}"


def _colour(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f}"
