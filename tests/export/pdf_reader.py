"""Reads an exported PDF as a screen reader does, and finds what no validator looks for.

``spoken`` walks the structure tree and gives the words of each element; ``faults`` compares the tree with the pages:
every marked sequence, parent tree entry and form field must name the same element, and nothing may be painted that is
neither content nor artefact. Written on pikepdf alone, so that it shares no code with the writer it judges.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "Tj", "TJ", "'", '"'}
_PAIR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,8})>")


@dataclass
class Page:
    """What marked content says on one page, by number; ``loose`` counts painting outside any sequence."""

    words: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    artefacts: str = ""
    loose: int = 0
    unbalanced: bool = False


def _characters(font: Any) -> dict[int, str]:
    pairs = _PAIR.findall(font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for code, value in pairs}


def read_page(page: pikepdf.Page) -> Page:
    """Interpret one page's content stream."""
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items() if "/ToUnicode" in font}
    found = Page()
    open_: list[tuple[str, int | None, str | None]] = []  # tag, number, words that replace those drawn
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            properties = operands[1] if name == "BDC" else pikepdf.Dictionary()
            number = int(properties.MCID) if "/MCID" in properties else None
            if number is not None:
                found.words[number] = ""
                found.tags[number] = str(operands[0])
            actual = str(properties.ActualText) if "/ActualText" in properties else None
            open_.append((str(operands[0]), number, actual))
            if actual is not None:
                _say(found, open_, actual)
        elif name == "EMC":
            if open_:
                open_.pop()
            else:
                found.unbalanced = True
        elif name == "Tf":
            current = fonts.get(str(operands[0]), {})
        elif name in ("Tj", "TJ") and not any(actual is not None for _, _, actual in open_):
            strings = operands[0] if name == "TJ" else [operands[0]]
            codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
            _say(found, open_, "".join(current.get(code, "?") for code in codes))
        if name in _PAINT and not any(tag == "/Artifact" or number is not None for tag, number, _ in open_):
            found.loose += 1
    found.unbalanced = found.unbalanced or bool(open_)
    return found


def _say(found: Page, open_: list[tuple[str, int | None, str | None]], words: str) -> None:
    for _, number, _ in reversed(open_):
        if number is not None:
            found.words[number] += words
            return
    found.artefacts += words + "\n"


@dataclass
class Node:
    """An element of the tree as read: its tag, the words directly in it and its kids."""

    tag: str
    words: str
    kids: list[Node]
    pages: set[int]


def tree(data: bytes) -> Node:
    """The structure tree with all words."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        pages = [read_page(page) for page in pdf.pages]
        top = pdf.Root.StructTreeRoot.K
        return _node(top[0] if isinstance(top, pikepdf.Array) else top, None, numbers, pages)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _node(element: Any, page: Any, numbers: dict[Any, int], pages: list[Page]) -> Node:
    page = element.get("/Pg", page)
    node = Node(str(element.S), f"[figure {element.Alt}]" if "/Alt" in element else "", [], set())
    for kid in _kids(element):
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            holder = page if isinstance(kid, int) else kid.get("/Pg", page)
            number = numbers[holder.objgen]
            node.pages.add(number)
            if "/Alt" not in element:  # else that is read instead of what is drawn (ISO 32000-1, 14.9.3)
                node.words += pages[number].words[int(kid) if isinstance(kid, int) else int(kid.MCID)]
        elif kid.get("/Type") == "/OBJR":
            node.words += f"[field {kid.Obj.T}]"
        else:
            node.kids.append(_node(kid, page, numbers, pages))
    if "/ActualText" in element:  # drawn from right to left; the element says how it is read
        node.words = str(element.ActualText)
    return node


def walk(node: Node) -> list[Node]:
    """The node and all below it, in reading order."""
    return [node] + [below for kid in node.kids for below in walk(kid)]


def spoken(data: bytes) -> list[tuple[str, str]]:
    """Tag and words of every element that says something, in reading order."""
    return [(node.tag.lstrip("/"), node.words) for node in walk(tree(data)) if node.words.strip()]


def artefacts(data: bytes) -> list[str]:
    """The words of each page that are not content: head, foot and header rows shown again."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [read_page(page).artefacts for page in pdf.pages]


def faults(data: bytes) -> list[str]:
    """What is wrong between pages, parent tree, structure tree and form fields; empty when all agree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        entries = list(root.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}
        contents: dict[Any, Any] = {}
        fields: dict[Any, Any] = {}
        found: list[str] = []
        top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
        _collect(top, root, None, contents, fields, found)
        for index, page in enumerate(pdf.pages, start=1):
            found += [f"page {index}: {fault}" for fault in _page_faults(page, parents, contents, fields)]
        listed = sum(len(value) for value in parents.values() if isinstance(value, pikepdf.Array))
        if listed != len(contents):
            found.append(f"the tree lists {len(contents)} sequences, the parent tree {listed}")
        return found


def _collect(element: Any, parent: Any, page: Any, contents: dict, fields: dict, found: list[str]) -> None:
    page = element.get("/Pg", page)
    if element.P.objgen != parent.objgen:
        found.append(f"element {element.objgen} names a wrong parent")
    for kid in _kids(element):
        if isinstance(kid, int):
            key = (page.objgen, int(kid))
        elif kid.get("/Type") == "/MCR":
            key = (kid.get("/Pg", page).objgen, int(kid.MCID))
        elif kid.get("/Type") == "/OBJR":
            fields[kid.Obj.objgen] = element.objgen
            continue
        else:
            _collect(kid, element, page, contents, fields, found)
            continue
        if key in contents:
            found.append(f"sequence {key} belongs to two elements")
        contents[key] = element


def _page_faults(page: Any, parents: dict[int, Any], contents: dict, fields: dict) -> list[str]:
    found = []
    read = read_page(page)
    if read.loose:
        found.append(f"{read.loose} operators paint outside content and artefacts")
    if read.unbalanced:
        found.append("sequences are not closed in pairs")
    entry = parents.get(int(page.obj.get("/StructParents", -1)))
    owners = list(entry) if isinstance(entry, pikepdf.Array) else []
    if sorted(read.words) != list(range(len(owners))):
        found.append(f"{len(read.words)} sequences, {len(owners)} in the parent tree")
    for number, owner in enumerate(owners):
        element = contents.get((page.obj.objgen, number))
        if element is None or element.objgen != owner.objgen:
            found.append(f"sequence {number}: tree and parent tree differ")
        elif str(element.S) != read.tags.get(number):
            found.append(f"sequence {number} is marked {read.tags.get(number)}, its element is {element.S}")
    for annotation in page.obj.get("/Annots", []):
        owner = parents.get(int(annotation.get("/StructParent", -1)))
        if not isinstance(owner, pikepdf.Dictionary) or fields.get(annotation.objgen) != owner.objgen:
            found.append(f"form field {annotation.get('/T')} is not tied to its element")
    return found


def outside(data: bytes) -> list[str]:
    """The places where a line of text begins beyond the paper's edges: what nobody can see, though it is heard."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            left, bottom, right, top = (float(edge) for edge in page.MediaBox)
            for operands, operator in pikepdf.parse_content_stream(page, "Tm"):
                if str(operator) == "Tm":
                    across, up = float(operands[4]), float(operands[5])
                    if not (left <= across <= right and bottom <= up <= top):
                        found.append(f"page {number}: {across:.0f}, {up:.0f}")
    return found
