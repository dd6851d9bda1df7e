"""A Word document's text, letter by letter, with the element each letter stands in. Runs behind the fence only.

Reading (``own_form_inside``) and filling (``export.own_form_inside``) count paragraphs and letters by this one walk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pepdesk.intake.own_form_package import unfit
from pepdesk.words import tr

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
COUNTED: Final = ("p", "tc", "tr", "sdt", "bookmarkStart", "fldChar")
"""Kinds of element that are named by their number in the document, counted from 0."""
OPEN_BOX, TICKED_BOX = "☐", "☒"
_SYMBOLS: Final = {"f0a8": OPEN_BOX, "f06f": OPEN_BOX, "f071": OPEN_BOX, "f072": OPEN_BOX, "f0fe": TICKED_BOX,
                   "f0fd": TICKED_BOX, "f078": TICKED_BOX, "f0fc": "✓", "2610": OPEN_BOX, "2611": "☑",
                   "2612": TICKED_BOX}  # fmt: skip
"""Boxes in Wingdings by the number Word keeps, and the same as Unicode."""
_INSIDE: Final = frozenset({"hyperlink", "ins", "smartTag", "moveTo", "fldSimple", "customXml", "bdo", "dir"})
_CONTROLS: Final = {"dropDownList": "list", "comboBox": "list", "date": "date", "picture": "picture", "text": "text",
                    "richText": "text"}  # fmt: skip
_TRANSPARENT: Final = frozenset({"docPartObj", "docPartList", "group", "citation", "bibliography", "equation"})


def parse(data: bytes) -> _Element:
    """The root of the text part, after ``read_parts`` has checked it. Raises ``ImportProblem`` if it is damaged."""
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unfit(tr("its text is damaged")) from error
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise unfit(tr("it is written in a way PepDesk does not read (a “strict” document, or none of Word's)"))
    return root


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every counted element with its number, both ways."""

    lists: dict[str, list[_Element]]
    of: dict[_Element, int]

    @classmethod
    def count(cls, root: _Element) -> Numbers:
        """Count the elements of a document."""
        lists = {name: list(root.iter(f"{W}{name}")) for name in COUNTED}
        return cls(lists, {one: number for every in lists.values() for number, one in enumerate(every)})


@dataclass(frozen=True, slots=True)
class Atom:
    """One letter, or a whole text that cannot be parted. ``at``: the letter's place in a ``w:t``, -1 elsewhere."""

    text: str
    element: _Element
    at: int = -1


@dataclass(slots=True)
class Mark:
    """A control, form field or bookmark in a paragraph, from letter ``start`` to before letter ``end``."""

    kind: str
    element: _Element
    start: int
    end: int
    says: dict[str, Any] = field(default_factory=dict)


class Walk:
    """The letters and marks of one paragraph, in order. ``deleted``: whether tracked deletions were passed over."""

    def __init__(self, paragraph: _Element) -> None:
        self.atoms: list[Atom] = []
        self.marks: list[Mark] = []
        self.deleted = False
        self._length = 0
        self._bookmarks: dict[str, Mark] = {}
        self._fields: list[Mark | None] = []
        self._children(paragraph)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(atom.text for atom in self.atoms)

    def _add(self, text: str, element: _Element, at: int = -1) -> None:
        self.atoms.append(Atom(text, element, at))
        self._length += len(text)

    def _children(self, parent: _Element) -> None:
        for child in parent:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "r":
                self._run(child)
            elif name == "sdt":
                self._control(child)
            elif name in _INSIDE:
                self._children(child)
            elif name in ("del", "moveFrom"):
                self.deleted = True
            elif name == "bookmarkStart":
                mark = Mark("bookmark", child, self._length, self._length, {"name": child.get(f"{W}name", "")})
                self._bookmarks[child.get(f"{W}id", "")] = mark
                self.marks.append(mark)
            elif name == "bookmarkEnd" and (started := self._bookmarks.get(child.get(f"{W}id", ""))):
                started.end = self._length

    def _run(self, run: _Element) -> None:
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                for at, letter in enumerate(child.text or ""):
                    self._add(letter, child, at)
            elif name in ("tab", "ptab"):
                self._add("\t", child)
            elif name == "cr" or (name == "br" and child.get(f"{W}type") not in ("page", "column")):
                self._add("\n", child)
            elif name == "noBreakHyphen":
                self._add("-", child)
            elif name == "sym":
                self._add(_SYMBOLS.get(child.get(f"{W}char", "").lower(), "\ufffd"), child)
            elif name == "fldChar":
                self._field(child)

    def _field(self, char: _Element) -> None:
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            says = legacy_field(char)
            mark = Mark("legacy", char, self._length, self._length, says) if says else None
            self._fields.append(mark)
            if mark is None:
                return
            self.marks.append(mark)
            if says["kind"] != "text":  # what is chosen stands in the field's own settings, not in the text
                self._add(says["text"], char)
                mark.end = self._length
        elif kind == "end" and self._fields and (mark := self._fields.pop()) and mark.says["kind"] == "text":
            mark.end = self._length
            mark.says["text"] = self.text[mark.start : mark.end]

    def _control(self, sdt: _Element) -> None:
        content = sdt.find(f"{W}sdtContent")
        if content is None:
            return
        says = control(sdt)
        start = self._length
        mark = Mark("control", sdt, start, start, says)
        if says["kind"] != "transparent":
            self.marks.append(mark)
        self._children(content)
        mark.end = self._length


def control(sdt: _Element) -> dict[str, Any]:
    """What a content control says of itself: kind (text, list, date, tick, picture, transparent), tag, alias, items."""
    settings = sdt.find(f"{W}sdtPr")
    says: dict[str, Any] = {"kind": "text", "tag": "", "alias": "", "items": [], "checked": False, "placeholder": False}
    for one in settings if settings is not None else ():
        name = one.tag if isinstance(one.tag, str) else ""
        plain = name.removeprefix(W)
        if plain in ("tag", "alias"):
            says[plain] = one.get(f"{W}val", "")[:200]
        elif plain == "showingPlcHdr":
            says["placeholder"] = on(one)
        elif plain in _CONTROLS:
            says["kind"] = _CONTROLS[plain]
            items = [(item.get(f"{W}displayText") or item.get(f"{W}value") or "") for item in one.iter(f"{W}listItem")]
            says["items"] = [item[:300] for item in items[:300] if item]
        elif plain in _TRANSPARENT or name.startswith(f"{W15}repeatingSection"):
            says["kind"] = "transparent"
        elif name == f"{W14}checkbox":
            checked = one.find(f"{W14}checked")
            says["kind"] = "tick"
            says["checked"] = checked is not None and checked.get(f"{W14}val") in ("1", "true", "on")
    return says


def legacy_field(char: _Element) -> dict[str, Any]:
    """The same for a form field of older Word, from its ``w:fldChar``; empty if the field is none."""
    data = char.find(f"{W}ffData")
    if data is None:
        return {}
    named = data.find(f"{W}name")
    says: dict[str, Any] = {"kind": "", "name": named.get(f"{W}val", "")[:200] if named is not None else "",
                            "items": [], "checked": False, "text": ""}  # fmt: skip
    if (box := data.find(f"{W}checkBox")) is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        says |= {"kind": "tick", "checked": state is not None and on(state)}
        says["text"] = TICKED_BOX if says["checked"] else OPEN_BOX
    elif (several := data.find(f"{W}ddList")) is not None:
        items = [one.get(f"{W}val", "")[:300] for one in several.findall(f"{W}listEntry")[:300]]
        chosen = several.find(f"{W}result")
        number = chosen.get(f"{W}val", "0") if chosen is not None else "0"
        place = int(number) if re.fullmatch(r"\d{1,3}", number) else 0
        says |= {"kind": "list", "items": items, "text": items[place] if place < len(items) else ""}
        says["checked"] = chosen is not None  # until somebody chooses, Word shows the first item all the same
    elif data.find(f"{W}textInput") is not None:
        says["kind"] = "text"
    return says if says["kind"] else {}


def on(element: _Element) -> bool:
    """Whether a switch of Word's is on: it is there, and does not say otherwise."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off")
