"""A .docx as plain data for ``own_form_sheet``: blocks, rows, cells, letters, marks. Works behind ``fence``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pepdesk.intake.own_form_package import MAIN, read_parts, unfit
from pepdesk.intake.own_form_xml import Numbers, W, Walk, control, on, parse
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARAGRAPHS: Final = 12_000
DEEPEST: Final = 6
"""Tables within tables, and controls within controls. Councils' forms go two deep (outlines of ``forms.json``)."""
_HEADING: Final = re.compile(r"(?:heading|berschrift|title|subtitle)\s*(\d?)", re.IGNORECASE)


def sketch(_question: object, data: bytes) -> dict[str, Any]:
    """``{"blocks", "remarks", "problem"}``: the document's body, what people should know, and why it was refused."""
    try:
        parts = read_parts(data)
        root = parse(parts[MAIN])
        drawing = _Drawing(root)
        blocks = drawing.blocks(root.find(f"{W}body"), 0)
    except ImportProblem as problem:
        return {"problem": [problem.title, problem.advice, problem.code]}
    return {"blocks": blocks, "remarks": [*drawing.remarks(), *_remarks(parts)]}


def _remarks(parts: dict[str, bytes]) -> list[str]:
    told = []
    if b"<w:comment " in parts.get("word/comments.xml", b""):
        told.append("comments")
    if any(b"<w:sdt>" in content or b"<w:ffData" in content
           for name, content in parts.items() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)):  # fmt: skip
        told.append("header")
    return told


class _Drawing:
    """One pass over a document."""

    def __init__(self, root: _Element) -> None:
        self._numbers = Numbers.count(root)
        self._deleted = False
        self._boxes = next(root.iter(f"{W}txbxContent"), None) is not None
        self._inserted = next(root.iter(f"{W}ins"), None) is not None
        if len(self._numbers.lists["p"]) > MOST_PARAGRAPHS:
            raise unfit(tr("it is far longer than a form"))

    def remarks(self) -> list[str]:
        """Codes of what was met and cannot be shown in the blocks."""
        marks = (("tracked", self._deleted or self._inserted), ("text boxes", self._boxes))
        return [name for name, there in marks if there]

    def blocks(self, parent: _Element | None, depth: int) -> list[dict[str, Any]]:
        """The paragraphs, tables and controls that stand directly in ``parent``."""
        if depth > DEEPEST:
            raise unfit(tr("it nests its tables too deeply"))
        found: list[dict[str, Any]] = []
        for child in parent if parent is not None else ():
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "p":
                found.append(self._paragraph(child))
            elif name == "tbl":
                found.append({"k": "t", "rows": self._rows(child, depth)})
            elif name == "sdt":
                found += self._sdt(child, depth)
            elif name in ("ins", "moveTo", "customXml", "smartTag"):
                found += self.blocks(child, depth + 1)
        return found

    def _sdt(self, sdt: _Element, depth: int) -> list[dict[str, Any]]:
        inside = self.blocks(sdt.find(f"{W}sdtContent"), depth + 1)
        says = self._said(sdt)
        return inside if says["kind"] == "transparent" else [{"k": "s", "control": says, "blocks": inside}]

    def _said(self, sdt: _Element) -> dict[str, Any]:
        return {**control(sdt), "ref": self._numbers.of[sdt]}

    def _paragraph(self, paragraph: _Element) -> dict[str, Any]:
        walk = Walk(paragraph)
        self._deleted = self._deleted or walk.deleted
        marks = [
            {"what": one.kind, "ref": self._numbers.of[one.element], "start": one.start, "end": one.end, **one.says}
            for one in walk.marks
            if one.kind != "bookmark" or not one.says["name"].startswith("_")
        ]
        drawn: dict[str, Any] = {"k": "p", "ref": self._numbers.of[paragraph], "text": walk.text}
        if level := _level(paragraph):
            drawn["level"] = level
        if _is_bold(paragraph):
            drawn["bold"] = True
        return {**drawn, "marks": marks} if marks else drawn

    def _rows(self, table: _Element, depth: int) -> list[dict[str, Any]]:
        rows = []
        for row in _through(table, "tr"):
            settings = row.find(f"{W}trPr")
            before = settings.find(f"{W}gridBefore") if settings is not None else None
            column, cells = _whole(before), []
            for cell in _through(row, "tc"):
                drawn = self._cell(cell, column, depth)
                column += drawn["span"]
                cells.append(drawn)
            rows.append({"ref": self._numbers.of[row], "cells": cells})
        return rows

    def _cell(self, cell: _Element, column: int, depth: int) -> dict[str, Any]:
        settings = cell.find(f"{W}tcPr")
        merged = settings.find(f"{W}vMerge") if settings is not None else None
        span = settings.find(f"{W}gridSpan") if settings is not None else None
        drawn: dict[str, Any] = {"ref": self._numbers.of[cell], "col": column, "span": max(_whole(span), 1)}
        if merged is not None:
            drawn["merged"] = merged.get(f"{W}val", "continue")
        outer = cell.getparent()
        outer = outer.getparent() if outer is not None and outer.tag == f"{W}sdtContent" else None
        if outer is not None and (says := self._said(outer))["kind"] != "transparent":
            drawn["control"] = says
        drawn["blocks"] = self.blocks(cell, depth + 1)
        return drawn


def _through(parent: _Element, name: str) -> list[_Element]:
    """The rows of a table, or cells of a row, also those that stand in controls or insertions."""
    found: list[_Element] = []
    for child in parent:
        plain = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if plain == name:
            found.append(child)
        elif plain in ("sdt", "sdtContent", "ins", "customXml"):
            found += _through(child, name)
    return found


def _whole(element: _Element | None) -> int:
    """The number an element holds, kept small; 0 if there is none."""
    said = element.get(f"{W}val", "0") if element is not None else "0"
    return min(int(said), 200) if re.fullmatch(r"\d{1,3}", said) else 0


def _level(paragraph: _Element) -> int:
    """The level of a heading, 0 for other paragraphs. Titles count as 1."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if style is not None and (found := _HEADING.search(style.get(f"{W}val", ""))):
        return int(found[1] or 1)
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    return _whole(outline) + 1 if outline is not None else 0


def _is_bold(paragraph: _Element) -> bool:
    """Whether all that is written in it is bold by its own settings."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
    return bool(runs) and all((bold := run.find(f"{W}rPr/{W}b")) is not None and on(bold) for run in runs)
