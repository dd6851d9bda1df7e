"""Text into the runs and paragraphs of a foreign Word document, in their own look. Runs behind ``intake.fence``."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Final

from pepdesk.intake.own_form_xml import W14, W, Walk
from pepdesk.record.values import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
TICKED_SYMBOL: Final = "F0FE"
_KEEP: Final = ("pPr", "bookmarkStart", "bookmarkEnd")


def put_letters(paragraph: _Element, start: int, end: int, text: str) -> None:
    """Put ``text`` in the place of letters ``start`` to before ``end`` of a paragraph, in the look of the first."""
    walk = Walk(paragraph)
    inside, at = [], 0
    for atom in walk.atoms:
        if start <= at < end:
            inside.append(atom)
        at += len(atom.text)
    if not inside:
        paragraph.append(
            run_of(f" {text}" if walk.text and not walk.text.endswith((" ", "\n")) else text, look_of(paragraph))
        )
        return
    first = inside[0]
    gone: dict[_Element, set[int]] = {}
    for atom in inside:
        gone.setdefault(atom.element, set()).add(atom.at)
    run = first.element.getparent()
    assert run is not None
    before, behind = _split(first.element, gone[first.element], first.at)
    pieces = [*_texts(before), *_lines(text), *_texts(behind)]
    place = first.element
    for piece in pieces:
        place.addnext(piece)
        place = piece
    run.remove(first.element)
    for element, places in gone.items():
        if element is first.element:
            continue
        if -1 in places:
            take_out(element)
        else:
            element.text = "".join(letter for n, letter in enumerate(element.text or "") if n not in places)
            element.set(_XML_SPACE, "preserve")


def _split(element: _Element, gone: set[int], at: int) -> tuple[str, str]:
    """What stays of a ``w:t`` before and behind the letters taken out."""
    if at < 0:
        return "", ""
    letters = element.text or ""
    return letters[:at], "".join(letter for n, letter in enumerate(letters) if n > at and n not in gone)


def fill_cell(cell: _Element, text: str) -> None:
    """Write into an empty cell: a line a paragraph, all in the look of its first one."""
    paragraphs = [one for one in cell if one.tag == f"{W}p"]
    for paragraph in paragraphs:
        clear(paragraph)
    fill_paragraphs(paragraphs, text, spare=False)


def fill_paragraphs(paragraphs: list[_Element], text: str, *, spare: bool = True) -> None:
    """One line into each, more paragraphs where there are more lines. Unused ones stay as room if they are empty."""
    lines = text.split("\n")
    look = look_of(paragraphs[0])
    while len(paragraphs) < len(lines):
        more = copy.deepcopy(paragraphs[-1])
        unname(more)
        clear(more, all_of_it=True)
        paragraphs[-1].addnext(more)
        paragraphs.append(more)
    for paragraph, line in zip(paragraphs, lines, strict=False):
        clear(paragraph)
        _put_run(paragraph, run_of(line, copy.deepcopy(look)))
    for paragraph in paragraphs[len(lines) :]:
        if not spare or re.search(r"[_.…]{2,}", Walk(paragraph).text):
            take_out(paragraph)


def _put_run(paragraph: _Element, run: _Element) -> None:
    """Into a paragraph: inside an empty bookmark if it has one, else at its end."""
    start = paragraph.find(f"{W}bookmarkStart")
    if start is not None:
        start.addnext(run)
    else:
        paragraph.append(run)


def clear(paragraph: _Element, *, all_of_it: bool = False) -> None:
    """Take everything out of a paragraph but its settings and bookmarks; ``all_of_it``: those bookmarks too."""
    keep = _KEEP[:1] if all_of_it else _KEEP
    for child in list(paragraph):
        if child.tag not in {f"{W}{name}" for name in keep}:
            paragraph.remove(child)


def tick_letter(paragraph: _Element, place: int) -> None:
    """Tick the box that is the letter at ``place``."""
    at = 0
    for atom in Walk(paragraph).atoms:
        if at == place and atom.at >= 0:
            letters = atom.element.text or ""
            atom.element.text = f"{letters[: atom.at]}☒{letters[atom.at + 1 :]}"
        elif at == place and atom.element.tag == f"{W}sym":
            atom.element.set(f"{W}char", TICKED_SYMBOL)
            atom.element.set(f"{W}font", "Wingdings")
        at += len(atom.text)


def unname(copied: _Element) -> None:
    """Take from a copy what may stand in a document only once: bookmarks, ids of controls and paragraphs."""
    for name in ("bookmarkStart", "bookmarkEnd"):
        for one in list(copied.iter(f"{W}{name}")):
            take_out(one)
    for settings in copied.iter(f"{W}sdtPr"):
        for one in settings.findall(f"{W}id"):
            settings.remove(one)
    for one in copied.iter():
        for name in ("paraId", "textId"):
            one.attrib.pop(f"{W14}{name}", "")


def look_of(paragraph: _Element) -> _Element | None:
    """The look of a paragraph's first run, else the one of its end mark; a copy, or None for the style's own."""
    for path in (f"{W}r/{W}rPr", f"{W}pPr/{W}rPr"):
        found = paragraph.find(path)
        if found is not None:
            look = copy.deepcopy(found)
            for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
                for one in look.findall(f"{W}{name}"):
                    look.remove(one)
            return look
    return None


def run_of(text: str, look: _Element | None) -> _Element:
    """A run with this text in this look (None: the style's own); line breaks and tabs as Word has them."""
    from lxml import etree

    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(look)
    run.extend(_lines(text))
    return run


def _lines(text: str) -> list[_Element]:
    """The pieces of a run: text, line breaks, tabs."""
    from lxml import etree

    pieces: list[_Element] = []
    for number, line in enumerate(clean_text(text).split("\n")):
        if number:
            pieces.append(etree.Element(f"{W}br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                pieces.append(etree.Element(f"{W}tab"))
            pieces += _texts(part)
    return pieces


def _texts(text: str) -> list[_Element]:
    from lxml import etree

    if not text:
        return []
    made = etree.Element(f"{W}t")
    made.text = text
    made.set(_XML_SPACE, "preserve")
    return [made]


def take_out(element: _Element) -> None:
    """Take an element out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
