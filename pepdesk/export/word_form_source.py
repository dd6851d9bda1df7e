"""Fields to fill in, as WordprocessingML source: text, dates, lists to choose from, boxes to tick.

Each answer stands in one cell, in a field at the level of its text (LibreOffice keeps those, also in a protected file),
with a bookmark round it (LibreOffice drops tags). Nothing is bound to data: Word would show the bound words over those
that LibreOffice saved.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from pepdesk.export.form_names import (
    CHOOSE,
    DATE,
    EMPTY,
    NOT_APPLICABLE,
    NOT_KNOWN,
    TICKED,
    WRITE,
    bookmark,
    tag,
    title,
)
from pepdesk.export.plain_text import clean
from pepdesk.export.word_source import runs
from pepdesk.form.model import FieldType

if TYPE_CHECKING:
    from pepdesk.export.form_sheet import Ask
    from pepdesk.form.address import Address

BOX_FONT: Final = "MS Gothic"  # Word's own for boxes; elsewhere another is taken
_PLACEHOLDER: Final = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
_LISTS: Final = frozenset({FieldType.CHOICE, FieldType.SCALE, FieldType.YEAR_GROUP})
_DATE_KIND: Final = (
    '<w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)


class Fields:
    """Makes fields, each with a number of its own in the document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def answer(self, ask: Ask, style: str) -> str:
        """The paragraphs of an answer's cell."""
        if ask.ticks:
            return self._boxes(ask, style)
        return _paragraph(style, self._marked(ask, ask.address, "", self._words(ask)))

    def _words(self, ask: Ask) -> str:
        """The field of an answer in words, a date, or one choice of a list."""
        kind, empty = _kind(ask)
        inside = runs(clean(ask.given)) if ask.given else f"<w:r>{_PLACEHOLDER}<w:t>{empty}</w:t></w:r>"
        return self._field(ask, "", ("" if ask.given else "<w:showingPlcHdr/>") + kind, inside)

    def _boxes(self, ask: Ask, style: str) -> str:
        """A box for each choice: side by side if they are short, else one below the other.

        Where the plan says something that no box can ("Not applicable: …"), a field of words follows.
        """
        boxes = [
            self._marked(ask, ask.address, one.value, self._box(ask, one.value, one.words))
            + runs(f"\u00a0{clean(one.words)}")
            for one in ask.choices
        ]
        words = self._marked(ask, ask.address, "", self._words(ask)) if ask.given else ""
        if ask.field.type is FieldType.YES_NO:
            source = _paragraph(style, runs("    ").join(boxes))
        else:
            source = "".join(_paragraph(style, one) for one in boxes)
        return source + (_paragraph(style, words) if words else "")

    def _box(self, ask: Ask, value: str, words: str) -> str:
        ticked = value in ask.picked
        kind = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font='
            f'"{BOX_FONT}"/><w14:uncheckedState w14:val="2610" w14:font="{BOX_FONT}"/></w14:checkbox>'
        )
        fonts = "".join(f' w:{script}="{BOX_FONT}"' for script in ("ascii", "eastAsia", "hAnsi"))
        sign = TICKED if ticked else EMPTY
        return self._field(ask, value, kind, f"<w:r><w:rPr><w:rFonts{fonts}/></w:rPr><w:t>{sign}</w:t></w:r>", words)

    def _field(self, ask: Ask, option: str, kind: str, inside: str, words: str = "") -> str:
        said = quoteattr(clean(title(ask.field.label, ask.row, words)))
        name = quoteattr(tag(ask.address, option))
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val={said}/><w:tag w:val={name}/><w:id w:val="{next(self._numbers)}"/>'
            f'<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
        )

    def _marked(self, ask: Ask, address: Address, option: str, field: str) -> str:
        number, name = next(self._numbers), bookmark(address, option)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{field}<w:bookmarkEnd w:id="{number}"/>'


def _kind(ask: Ask) -> tuple[str, str]:
    """What kind of field it is, as source, and what stands in it while it is empty."""
    if ask.field.type in _LISTS and ask.choices:
        return _list(ask), CHOOSE
    if ask.field.type is FieldType.DATE:
        known = re.fullmatch(r"\d{4}-\d\d-\d\d", ask.stored)
        full = f' w:fullDate="{ask.stored}T00:00:00Z"' if known else ""
        return f"<w:date{full}>{_DATE_KIND}", DATE
    return "", WRITE


def _list(ask: Ask) -> str:
    """What can be chosen; the same words or value twice would be a fault in Word."""
    words = [one.words for one in ask.choices]
    words += [more for more in (NOT_APPLICABLE, NOT_KNOWN) if ask.field.not_applicable and more not in words]
    items = "".join(f"<w:listItem w:displayText={_said(one)} w:value={_said(one)}/>" for one in dict.fromkeys(words))
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _said(words: str) -> str:
    return quoteattr(clean(words))


def _paragraph(style: str, inside: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr>{inside}</w:p>'
