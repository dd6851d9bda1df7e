"""Writing answers into a foreign Word document, in the look of each place. Works behind ``intake.fence``."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pepdesk.export.own_form_runs import (
    TICKED_SYMBOL,
    clear,
    fill_cell,
    fill_paragraphs,
    look_of,
    put_letters,
    run_of,
    take_out,
    tick_letter,
    unname,
)
from pepdesk.intake.own_form_package import MAIN, read_parts
from pepdesk.intake.own_form_wild import BOXES
from pepdesk.intake.own_form_xml import W14, Numbers, W, Walk, control, legacy_field, parse
from pepdesk.problem import ImportProblem

if TYPE_CHECKING:
    from lxml.etree import _Element

_GREY: Final = frozenset({"595959", "666666", "767676", "7f7f7f", "808080", "a6a6a6"})


def fill(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """``{"document"}``: the text part with every step of ``question["steps"]`` done; or ``{"problem"}``."""
    from lxml import etree

    try:
        root = parse(read_parts(data)[MAIN])
    except ImportProblem as problem:
        return {"problem": [problem.title, problem.advice, problem.code]}
    writing = _Writing(root)
    for step in sorted(question["steps"], key=_order):
        writing.do(step)
    writing.append(question.get("further", []))
    return {"document": etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True).decode()}


def _order(step: dict[str, Any]) -> tuple[int, int]:
    """Places in one paragraph from its end to its beginning, so that the letters before them keep their numbers."""
    return (1, -step["start"]) if step["what"] in ("line", "tick", "bookmark") else (0, 0)


class _Writing:
    def __init__(self, root: _Element) -> None:
        self._root = root
        self._all = Numbers.count(root).lists  # every number is taken before anything changes

    def do(self, step: dict[str, Any]) -> None:
        """One step: ``what`` and ``refs`` are those of a ``Spot``; ``text`` or ``on`` is what comes there."""
        getattr(self, f"_{step['what']}")(step)

    # Text ---------------------------------------------------------------------------------------------------------

    def _line(self, step: dict[str, Any]) -> None:
        first, *more = (self._all["p"][ref] for ref in step["refs"])
        put_letters(first, step["start"], step["end"], step["text"])
        for paragraph in more:
            take_out(paragraph)

    def _blank(self, step: dict[str, Any]) -> None:
        fill_paragraphs([self._all["p"][ref] for ref in step["refs"]], step["text"])

    def _cell(self, step: dict[str, Any]) -> None:
        fill_cell(self._all["tc"][step["refs"][0]], step["text"])

    def _room(self, step: dict[str, Any]) -> None:
        cell = self._all["tc"][step["refs"][0]]
        blocks = [one for one in cell if one.tag in (f"{W}p", f"{W}tbl", f"{W}sdt")]
        fill_paragraphs([one for one in blocks[step["start"] :] if one.tag == f"{W}p"], step["text"])

    def _bookmark(self, step: dict[str, Any]) -> None:
        mark = self._all["bookmarkStart"][step["refs"][0]]
        paragraph = next(mark.iterancestors(f"{W}p"))
        if step["end"] > step["start"]:
            put_letters(paragraph, step["start"], step["end"], step["text"])
        else:
            mark.addnext(run_of(step["text"], look_of(paragraph)))

    def _control(self, step: dict[str, Any]) -> None:
        fill_control(self._all["sdt"][step["refs"][0]], step)

    def _legacy(self, step: dict[str, Any]) -> None:
        fill_legacy(self._all["fldChar"][step["refs"][0]], step)

    def _tick(self, step: dict[str, Any]) -> None:
        tick_letter(self._all["p"][step["refs"][0]], step["start"])

    # Rows ---------------------------------------------------------------------------------------------------------

    def _row(self, step: dict[str, Any]) -> None:
        """``rows``: for each row its cells' texts, None for a cell that is left alone. Rows are copied when needed."""
        rows = [self._all["tr"][ref] for ref in step["refs"]]
        fresh = copy.deepcopy(rows[-1])
        for further in range(1, len(step["rows"]) - len(rows) + 1):
            added = _fresh_row(fresh, further)
            rows[-1].addnext(added)
            rows.append(added)
        for row, texts in zip(rows, step["rows"], strict=False):
            for cell, text in zip(_cells(row), texts, strict=False):
                if text:
                    _fill_open_cell(cell, text)

    # The end ------------------------------------------------------------------------------------------------------

    def append(self, further: list[Any]) -> None:
        """``further``: a title and its lines, each a label and a text; put after everything else."""
        body = self._root.find(f"{W}body")
        assert body is not None
        last = body[-1] if len(body) and body[-1].tag == f"{W}sectPr" else None
        for title, lines in further:
            for paragraph in _section(title, lines):
                if last is not None:
                    last.addprevious(paragraph)
                else:
                    body.append(paragraph)


def fill_control(sdt: _Element, step: dict[str, Any]) -> None:
    """Write into a content control, or tick it; its tag, alias and lock stay."""
    settings, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
    if settings is None or content is None:
        return
    look = _control_look(settings, content)
    for holder in settings.findall(f"{W}showingPlcHdr"):
        settings.remove(holder)
    if "on" in step:
        _tick_control(settings, content)
        return
    text = step["text"]
    if step.get("iso") and (day := settings.find(f"{W}date")) is not None:
        day.set(f"{W}fullDate", f"{step['iso']}T00:00:00Z")
    if "\n" in text and (plain := settings.find(f"{W}text")) is not None:
        plain.set(f"{W}multiLine", "1")
    cell = content.find(f"{W}tc")
    paragraphs = content.findall(f"{W}p")
    if cell is not None:
        _write(cell.findall(f"{W}p"), text, look)
    elif paragraphs:
        _write(paragraphs, text, look)
    else:
        for child in list(content):
            content.remove(child)
        content.append(run_of(text, look))


def _write(paragraphs: list[_Element], text: str, look: _Element | None) -> None:
    for paragraph in paragraphs[1:]:
        take_out(paragraph)
    clear(paragraphs[0])
    here = paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        if number:
            more = copy.deepcopy(here)
            unname(more)
            clear(more, all_of_it=True)
            here.addnext(more)
            here = more
        here.append(run_of(line, copy.deepcopy(look)))


def _control_look(settings: _Element, content: _Element) -> _Element | None:
    """The look of a control's text: what it says of itself, else its placeholder's without the grey."""
    own = settings.find(f"{W}rPr")
    if own is not None:
        return copy.deepcopy(own)
    found = next(content.iter(f"{W}rPr"), None)
    look = copy.deepcopy(found) if found is not None and found.getparent().tag == f"{W}r" else None  # type: ignore[union-attr]
    if look is not None and settings.find(f"{W}showingPlcHdr") is not None:
        for one in list(look):
            grey = one.tag == f"{W}color" and one.get(f"{W}val", "").lower() in _GREY
            if grey or (one.tag == f"{W}rStyle" and "placeholder" in one.get(f"{W}val", "").lower()):
                look.remove(one)
    return look


def _tick_control(settings: _Element, content: _Element) -> None:
    box = settings.find(f"{W14}checkbox")
    letter = "☒"
    if box is not None:
        checked, shape = box.find(f"{W14}checked"), box.find(f"{W14}checkedState")
        if checked is not None:
            checked.set(f"{W14}val", "1")
        if shape is not None and re.fullmatch(r"[0-9A-Fa-f]{4}", shape.get(f"{W14}val", "")):
            letter = chr(int(shape.get(f"{W14}val", ""), 16))
    texts = list(content.iter(f"{W}t"))
    for text in texts:
        text.text = letter if text is texts[0] else ""
    if not texts and (symbol := next(content.iter(f"{W}sym"), None)) is not None:
        symbol.set(f"{W}char", TICKED_SYMBOL)


def fill_legacy(char: _Element, step: dict[str, Any]) -> None:
    """Write into a form field of older Word, tick it, or choose the item of that number."""
    from lxml import etree

    data = char.find(f"{W}ffData")
    assert data is not None
    box, several = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        checked = box.find(f"{W}checked")
        checked = etree.SubElement(box, f"{W}checked") if checked is None else checked
        checked.set(f"{W}val", "1")
    elif several is not None:
        result = several.find(f"{W}result")
        if result is None:
            result = etree.Element(f"{W}result")
            several.insert(0, result)
        result.set(f"{W}val", str(step["item"]))
    else:
        _legacy_text(char, step["text"])


def _legacy_text(char: _Element, text: str) -> None:
    """The runs between a field's ``separate`` and its ``end`` become one run."""
    run = char.getparent()
    assert run is not None
    separate: _Element | None = None
    results: list[_Element] = []
    for one in run.itersiblings():
        kinds = [each.get(f"{W}fldCharType") for each in one.iter(f"{W}fldChar")]
        if "end" in kinds:
            look = next((found for each in results if (found := each.find(f"{W}rPr")) is not None), run.find(f"{W}rPr"))
            if separate is not None:
                separate.addnext(run_of(text, copy.deepcopy(look)))
            for each in results:
                take_out(each)
            return
        if separate is not None and one.tag == f"{W}r":
            results.append(one)
        elif "separate" in kinds:
            separate = one


# Rows and ends ------------------------------------------------------------------------------------------------------


def _cells(row: _Element) -> list[_Element]:
    found: list[_Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            found += _cells(child)
    return found


def _fill_open_cell(cell: _Element, text: str) -> None:
    """A cell of a row to be filled: empty, or with a lone control, field or box in it."""
    sdt = next(cell.iter(f"{W}sdt"), None)
    outer = cell.getparent()
    outer = outer.getparent() if outer is not None and outer.tag == f"{W}sdtContent" else None
    target = sdt if sdt is not None else outer
    field = next((one for one in cell.iter(f"{W}fldChar") if legacy_field(one)), None)
    yes = text.casefold() in ("yes", "x")
    if target is not None and control(target)["kind"] != "transparent":
        if control(target)["kind"] != "tick":
            fill_control(target, {"text": text})
        elif yes:
            fill_control(target, {"on": True})
        return
    if field is not None:
        _fill_open_field(field, text, yes=yes)
        return
    first = cell.find(f"{W}p")
    if first is not None and (letters := Walk(first).text.strip()) and letters in BOXES:
        if yes:
            tick_letter(first, Walk(first).text.index(letters))
        return
    fill_cell(cell, text)


def _fill_open_field(field: _Element, text: str, *, yes: bool) -> None:
    says = legacy_field(field)
    if says["kind"] == "tick":
        if yes:
            fill_legacy(field, {})
    elif says["kind"] == "list":
        if text in says["items"]:
            fill_legacy(field, {"item": says["items"].index(text)})
    else:
        fill_legacy(field, {"text": text})


def _fresh_row(row: _Element, further: int) -> _Element:
    """A copy of a table's last empty row, counted on if its first cell is a number."""
    added = copy.deepcopy(row)
    unname(added)
    first = next(iter(_cells(added)), None)
    for text in first.iter(f"{W}t") if first is not None else ():
        if found := re.search(r"\d+", text.text or ""):
            said = text.text or ""
            text.text = f"{said[: found.start()]}{int(found[0]) + further}{said[found.end() :]}"
            break
    return added


def _section(title: str, lines: Iterable[tuple[str, str]]) -> Iterable[_Element]:
    from lxml import etree

    def paragraph(*runs: _Element) -> _Element:
        made = etree.Element(f"{W}p")
        made.extend(runs)
        return made

    def bold() -> _Element:
        look = etree.Element(f"{W}rPr")
        etree.SubElement(look, f"{W}b")
        return look

    yield paragraph()
    yield paragraph(run_of(title, bold()))
    for label, text in lines:
        yield paragraph(run_of(f"{label}: ", bold()), run_of(text, None))
