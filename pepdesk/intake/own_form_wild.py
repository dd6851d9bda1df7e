"""Where in a paragraph somebody writes: dotted lines, placeholders, boxes, controls, fields, bookmarks.

The same look serves to find places in an empty form and to tell a filled form's own words from the answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pepdesk.intake.own_form_sheet import Mark, Paragraph

BOXES: Final = "☐☑☒□▢◻❏⬜"
TICKED: Final = "☑☒✓✔■◼✗✘"
_PLACEHOLDER: Final = (
    r"(?:click|tap)(?: or tap)?(?: here)?(?: or tap here)? to (?:enter|add|type)(?: text| a date| date)?\.?"
    r"|choose an item\.?|select an item\.?|\[(?:insert|enter|type|add|click|your|name|date|text)\b[^\]\n]{0,80}\]"
    r"|<(?:insert|enter|type|add|your|name|date|text)\b[^>\n]{0,80}>|\[[\s_.…]*\]|dd\s*/\s*mm\s*/\s*yy(?:yy)?"
    r"|(?:please )?(?:type|write|enter)(?: your answer)? here\.?"
)
_LINE: Final = r"_{2,}(?:[ \t/]*_{2,})*|\.{4,}|…(?:[ .]*…)+|\u2002{3,}|\u00a0{5,}"
BLANK: Final = re.compile(f"{_LINE}|{_PLACEHOLDER}", re.IGNORECASE)
_TABBED: Final = re.compile(r"(?<=[:?])[ \t]*\t[ \t]*$")
_ASKS: Final = re.compile(r"[:?]\s*$")


@dataclass(frozen=True, slots=True)
class Wild:
    """Letters ``start`` to before ``end`` are for an answer. ``kind``: line, tick, mark, or end (after the words)."""

    start: int
    end: int
    kind: str
    mark: Mark | None = None


def wilds(paragraph: Paragraph) -> tuple[Wild, ...]:
    """Every place for an answer in a paragraph, in order and apart from each other."""
    found: list[Wild] = []
    for mark in sorted(paragraph.marks, key=lambda one: (one.start, -one.end)):
        clear = all(mark.start >= one.end for one in found)
        if mark.what == "bookmark" and not _is_for_an_answer(paragraph, mark):
            continue
        if clear and mark.kind != "picture":
            found.append(Wild(mark.start, mark.end, "tick" if mark.kind == "tick" else "mark", mark))
    for match in (*BLANK.finditer(paragraph.text), *_TABBED.finditer(paragraph.text)):
        if _is_free(found, *match.span()):
            found.append(Wild(*match.span(), "line"))
    for place, letter in enumerate(paragraph.text):
        if letter in BOXES and _is_free(found, place, place + 1):
            found.append(Wild(place, place + 1, "tick"))
    found.sort(key=lambda one: (one.start, one.end))
    if _ASKS.search(paragraph.text) and (not found or found[-1].end < len(paragraph.text)):
        found.append(Wild(len(paragraph.text), len(paragraph.text), "end"))
    return tuple(found)


def _is_for_an_answer(paragraph: Paragraph, mark: Mark) -> bool:
    """Whether a bookmark marks room for an answer: an empty one, or one round a line. One round words is a target."""
    inside = paragraph.text[mark.start : mark.end]
    controls = any(one.what != "bookmark" and one.start <= mark.end and mark.start <= one.end
                   for one in paragraph.marks)  # fmt: skip
    at_end = not paragraph.text[mark.end :].strip()  # an empty one before words is where a link leads to
    return not controls and not BLANK.sub("", inside).strip() and (at_end or mark.end > mark.start)


def _is_free(found: list[Wild], start: int, end: int) -> bool:
    return all(end <= one.start or start >= max(one.end, one.start + 1) for one in found)


def is_blank(text: str) -> bool:
    """Whether nothing is said: no letters but those of lines and placeholders."""
    return not BLANK.sub("", text).strip(" \t\n\r\u00a0\u2002.:;_-–—/…")


def words(text: str) -> str:
    """A label as it is shown: one line, without its colon, and without lines, boxes and stars."""
    bare = BLANK.sub(" ", text)
    bare = re.sub(f"[{BOXES}{TICKED}*]", " ", bare)
    return " ".join(bare.split()).strip(" :;.-–—•·£")


def is_ticked(letter: str) -> bool:
    """Whether a box is ticked, by its letter."""
    return bool(letter.strip()) and letter.strip()[0] in TICKED + "xX"
