"""Run by Debian's Python (it has ``uno``), never imported: fill a Word form in LibreOffice, as a person would.

python3 uno_fill.py PIPE FORM TARGET ANSWERS   ANSWERS: JSON, bookmark → {"type"|"choose"|"date": text} or {"tick": 1}

Prints JSON: {"fields": how many fields LibreOffice has, "missing": bookmarks not found, "refused": typed in vain}.
"""

import json
import sys
from pathlib import Path
from typing import Any

import uno  # noqa: F401 - brings the bridge to com.sun.star
from com.sun.star.beans import PropertyValue
from uno_signatures import connect


def fields_in(text: Any) -> list[Any]:
    """The content controls in a text, in order."""
    found = []
    paragraphs = text.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if paragraph.supportsService("com.sun.star.text.TextTable"):
            for name in paragraph.CellNames:
                found += fields_in(paragraph.getCellByName(name))
            continue
        portions = paragraph.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.TextPortionType == "ContentControl":
                found.append(portion.ContentControl)
    return found


class Typist:
    """Fields found by their bookmark and filled by what keys and mouse do."""

    def __init__(self, context: Any, document: Any) -> None:
        make = context.ServiceManager.createInstanceWithContext
        self._dispatch = make("com.sun.star.frame.DispatchHelper", context)
        self._document, self._frame = document, document.CurrentController.Frame
        self._cursor = document.CurrentController.ViewCursor

    def fill(self, bookmark: str, answer: dict[str, Any]) -> bool:
        """Whether the answer stands there afterwards."""
        anchor = self._document.Bookmarks.getByName(bookmark).Anchor
        field = fields_in(anchor)[0]
        if answer.get("tick"):
            field.Checked = True  # what a click does besides changing the sign
            self._type(anchor, "☒")
            return bool(field.Checkbox)
        if choice := answer.get("choose"):
            offered = {one.Value for item in field.ListItems for one in item if one.Name == "DisplayText"}
            assert choice in offered, (choice, offered)
        words = answer.get("type") or answer.get("choose") or answer["date"]
        text = anchor.Text
        self._type(anchor, words)  # what choosing from a list or a calendar does as well
        return "".join(words.split("\n")) == "".join(text.String.splitlines())

    def _type(self, anchor: Any, words: str) -> None:
        self._cursor.gotoRange(anchor.Start, False)
        self._move(1, select=False)  # into the field
        self._move(len(anchor.String), select=True)  # what stands in it, and not the field itself
        for number, line in enumerate(words.split("\n")):
            if number:
                self._do("InsertLinebreak")
            if line:
                self._do("InsertText", PropertyValue(Name="Text", Value=line))

    def _move(self, letters: int, *, select: bool) -> None:
        self._do("GoRight", PropertyValue(Name="Count", Value=letters), PropertyValue(Name="Select", Value=select))

    def _do(self, command: str, *arguments: Any) -> None:
        self._dispatch.executeDispatch(self._frame, f".uno:{command}", "", 0, arguments)


def main() -> None:
    """Fill and save as Word; the form itself stays as it is."""
    pipe, form, target, answers = sys.argv[1:]
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(Path(form).resolve().as_uri(), "_blank", 0, ())
    typist, wanted = Typist(context, document), json.loads(Path(answers).read_text())
    missing = [name for name in wanted if not document.Bookmarks.hasByName(name)]
    refused = [name for name in wanted if name not in missing and not typist.fill(name, wanted[name])]
    as_word = PropertyValue(Name="FilterName", Value="MS Word 2007 XML")
    document.storeToURL(Path(target).resolve().as_uri(), (as_word,))
    fields = len(fields_in(document.Text))
    document.close(True)
    print(json.dumps({"fields": fields, "missing": missing, "refused": refused}))


if __name__ == "__main__":
    main()
