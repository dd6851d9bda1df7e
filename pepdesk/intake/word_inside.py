"""What stands in a Word form, as plain data: paragraphs, tables, fields, bookmarks, tracked changes, comments.

Runs behind the fence and knows nothing of forms; ``word_form`` makes answers of what it tells.

A *piece* of text is a paragraph outside tables, or a whole cell: ``{"text": [[words, field, bookmark], …], "fields":
[[tag, title, kind, checked], …], "marks": [bookmark, …]}`` and, where there are any, ``"inserted"``, ``"deleted"``,
``"comments"``, ``"pictures"``. ``field`` is an index into ``fields`` or -1; ``kind`` is "box" or "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pepdesk.intake.own_form_package import MAIN, check_xml, read_parts, unfit
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VALUE: Final = f"{_W}val"


class _Own:
    """Full names of what a field says of itself."""

    tag: Final = f"{_W}tag"
    alias: Final = f"{_W}alias"
    checkbox: Final = f"{_W14}checkbox"


_COMMENTS: Final = "word/comments.xml"
_MARK: Final = "pep_"
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SILENT: Final = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "tblPr", "trPr", "tblGrid", "instrText")
_ASIDE: Final = ("bookmarkStart", "bookmarkEnd", "commentReference", "drawing", "pict", "object")
_TEXT: Final = ("t", "sym", "p", "sdt", "ins", "moveTo", "del", "moveFrom")
_NAMES: Final = {f"{_W}{name}": name for name in (*_TEXT, *_SIGNS, *_ASIDE)} | {
    f"{_W}{name}": "silent" for name in _SILENT
} | {_FALLBACK: "silent"}  # fmt: skip
"""Full name of each element that means something to a piece → its short name; through all others one looks inside."""
_TICKS: Final = frozenset({"F0FE", "F0FD", "F052", "F053", "F0FC"})
"""Ticked boxes and ticks in Wingdings and Wingdings 2 [BG]; every other sign of a symbol font is left out."""


def inside(_question: object, data: bytes) -> dict[str, Any]:
    """The document as data, or ``{"title", "advice", "code"}`` of the problem with it."""
    try:
        parts = read_parts(data)
        for name in (_COMMENTS, "docProps/custom.xml", "docProps/app.xml"):
            if name in parts:
                check_xml(parts[name])
        return _told(parts)
    except ImportProblem as problem:
        return {"title": problem.title, "advice": problem.advice, "code": problem.code}


def _told(parts: dict[str, bytes]) -> dict[str, Any]:
    body = _parsed(parts[MAIN]).find(f"{_W}body")
    return {
        "program": _program(parts),
        "properties": _properties(parts),
        "comments": _comments(parts),
        "blocks": [] if body is None else list(_blocks(body, [])),
    }


def _parsed(source: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise unfit(tr("one of its inner parts is damaged"), "word-damaged") from error


def _program(parts: dict[str, bytes]) -> str:
    if "docProps/app.xml" not in parts:
        return ""
    return next((one.text or "" for one in _parsed(parts["docProps/app.xml"]) if _name(one) == "Application"), "")


def _properties(parts: dict[str, bytes]) -> dict[str, str]:
    if "docProps/custom.xml" not in parts:
        return {}
    found = _parsed(parts["docProps/custom.xml"])
    return {one.get("name", ""): "".join(str(text) for text in one.itertext()) for one in found}


def _comments(parts: dict[str, bytes]) -> dict[str, list[str]]:
    """Number of a comment → who wrote it, and what."""
    if _COMMENTS not in parts:
        return {}
    return {
        one.get(f"{_W}id", ""): [
            one.get(f"{_W}author", ""),
            "\n".join("".join(text.text or "" for text in line.iter(f"{_W}t")) for line in one.iter(f"{_W}p")),
        ]
        for one in _parsed(parts[_COMMENTS])
    }


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _blocks(parent: _Element, around: list[_Element]) -> Iterator[dict[str, Any]]:
    """Paragraphs and tables in order, fields round them passed on: ``{"style", …piece}`` or ``{"rows": [[piece]]}``."""
    for one in parent:
        match _name(one):
            case "p":
                piece = _Piece(around)
                piece.walk(one)
                style = one.find(f"{_W}pPr/{_W}pStyle")
                yield {"style": "" if style is None else style.get(f"{_W}val", ""), **piece.told()}
            case "tbl":
                yield {"rows": [list(cells) for cells in _rows(one, around)]}
            case "sdt":
                for content in one.iterchildren(f"{_W}sdtContent"):
                    yield from _blocks(content, [*around, one])
            case "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "body" | "AlternateContent" | "Choice":
                yield from _blocks(one, around)


def _rows(table: _Element, around: list[_Element]) -> Iterator[Iterator[dict[str, Any]]]:
    for one in table:
        match _name(one):
            case "tr":
                yield _cells(one, around)
            case "sdt":
                for content in one.iterchildren(f"{_W}sdtContent"):
                    yield from _rows(content, [*around, one])
            case "customXml":
                yield from _rows(one, around)


def _cells(row: _Element, around: list[_Element]) -> Iterator[dict[str, Any]]:
    for one in row:
        match _name(one):
            case "tc":
                piece = _Piece(around)
                piece.walk(one)
                yield piece.told()
            case "sdt":
                for content in one.iterchildren(f"{_W}sdtContent"):
                    yield from _cells(content, [*around, one])
            case "customXml":
                yield from _cells(one, around)


class _Piece:
    """One paragraph or cell while it is read."""

    def __init__(self, around: list[_Element]) -> None:
        self._text: list[list[Any]] = []
        self._fields: list[list[Any]] = []
        self._marks: list[str] = []
        self._open: dict[str, str] = {}
        self._lines = 0
        self._more: dict[str, list[str]] = {"inserted": [], "deleted": [], "comments": [], "pictures": []}
        self._field = -1
        for one in around:
            self._field = self._enter(one)

    def told(self) -> dict[str, Any]:
        """As data, without what is empty."""
        whole: dict[str, Any] = {"text": self._text, "fields": self._fields, "marks": self._marks, **self._more}
        return {name: value for name, value in whole.items() if value}

    def walk(self, element: _Element, tracked: str = "") -> None:
        """Take in everything inside, in order. ``tracked``: "inserted" or "" ."""
        for one in element:
            self._take(one, tracked)

    def _take(self, one: _Element, tracked: str) -> None:
        name = _NAMES.get(str(one.tag), "")
        match name:
            case "":
                self.walk(one, tracked)
            case "silent":
                return
            case "t":
                self._say(one.text or "", tracked)
            case "p":
                if self._lines:
                    self._say("\n", "")
                self._lines += 1
                self.walk(one, tracked)
            case "sdt":
                before, self._field = self._field, self._enter(one)
                self.walk(one, tracked)
                self._field = before
            case "del" | "moveFrom":
                self._more["deleted"].append("".join(str(text) for text in one.itertext()))
            case "ins" | "moveTo":
                self.walk(one, "inserted")
            case "sym":
                self._say("☒" if one.get(f"{_W}char", "").upper() in _TICKS else "", tracked)
            case _ if name in _SIGNS:
                self._say(_SIGNS[name], tracked)
            case _:
                self._aside(one, name)

    def _aside(self, one: _Element, name: str) -> None:
        """Bookmarks, comments and pictures (with the words in them)."""
        number = one.get(f"{_W}id", "")
        match name:
            case "bookmarkStart":
                mark = one.get(f"{_W}name", "")
                if mark.lower().startswith(_MARK):
                    self._marks.append(mark)
                    self._open[number] = mark
            case "bookmarkEnd":
                self._open.pop(number, None)
            case "commentReference":
                self._more["comments"].append(number)
            case "drawing" | "pict" | "object":
                self._more["pictures"].append(name)
                self.walk(one)

    def _enter(self, field: _Element) -> int:
        """Note a field; gives its index."""
        tag = title = kind = ""
        checked = False
        for one in field.iterfind(f"{_W}sdtPr/*"):
            match one.tag:
                case _Own.tag:
                    tag = one.get(_VALUE, "")
                case _Own.alias:
                    title = one.get(_VALUE, "")
                case _Own.checkbox:
                    kind = "box"
                    state = one.find(f"{_W14}checked")
                    checked = state is not None and state.get(f"{_W14}val", "1") in ("1", "true", "on")
        self._fields.append([tag, title, kind, checked])
        return len(self._fields) - 1

    def _say(self, words: str, tracked: str) -> None:
        if not words:
            return
        if tracked:
            self._more[tracked].append(words)
        mark = next(reversed(self._open.values()), "")
        self._text.append([words, self._field, mark])
