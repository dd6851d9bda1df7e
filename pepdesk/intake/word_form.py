"""Answers out of a form that was filled in with Word or LibreOffice, as ``word_inside`` found it.

An answer's place is known by its tag; where a program dropped those, by its bookmark; where both are gone, by the
question printed beside it. What stands in the whole cell counts, since fields fall apart when they are typed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pepdesk.export.form_names import EMPTY, PLACEHOLDERS, TICKS, WRITE, Names, read_tag
from pepdesk.export.form_sheet import form_sheet
from pepdesk.form.model import FieldType, Role
from pepdesk.intake.filled import Filled, Found, NotUnderstood
from pepdesk.intake.understood import tidy
from pepdesk.intake.word_labels import Labels, plain_words
from pepdesk.problem import FormProblem, ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field, Form
    from pepdesk.intake.filled import How
    from pepdesk.record.record import PepRecord

Piece = dict[str, Any]
"""A paragraph or a cell, as ``word_inside`` tells it."""
PREFIX: Final = "pepdesk:"
TRACKED: Final = "There are tracked changes here: what was put in is kept, what was struck out is left out."
BESIDE: Final = "Written beside the boxes to tick."
OUTSIDE: Final = "Written outside the places for answers."
BOX_DIFFERS: Final = "The box and its sign do not agree."
LEFTOVER: Final = "Printed words were left in the answer."
BY_LABEL: Final = "Found by the words of the question only."
IN_LIBREOFFICE: Final = (
    "This form was saved by LibreOffice, which drops part of a form’s marks. Look through each answer."
)
_SIGNS: Final = re.compile(f"[{TICKS}{EMPTY}]")


def word_document(data: bytes) -> dict[str, Any]:
    """What ``word_inside`` tells of the file, behind the fence. Raises ``ImportProblem`` for an unfit file."""
    from pepdesk.intake.fence import Fence, Fenced

    try:
        with Fence("pepdesk.intake.word_inside:inside", longest=16 << 20) as fence:
            told = fence.ask(None, data)
    except Fenced as error:
        raise ImportProblem(
            tr("PepDesk cannot read this Word file."),
            tr("Nothing was changed. Open it in Word, save it again as “Word Document (.docx)”, and try once more."),
            code="word-unreadable",
        ) from error
    if "title" in told:
        raise ImportProblem(str(told["title"]), str(told["advice"]), code=str(told["code"]))
    return dict(told)


def said(document: dict[str, Any], name: str) -> str:
    """A property of ours that the document carries; "" if it has none."""
    return str(document["properties"].get(PREFIX + name, ""))


def is_our_form(document: dict[str, Any]) -> bool:
    """Whether it is a form that PepDesk made, even if a program dropped its properties."""
    return bool(said(document, "form")) or any(piece.get("marks") for piece in _pieces(document))


def filled_word(document: dict[str, Any], form: Form, record: PepRecord | None = None) -> Filled:
    """The answers of a document that was made for ``form``; ``record`` is the plan it may have been made from."""
    return _Reading(document, form, record).filled()


def _pieces(document: dict[str, Any]) -> Iterator[Piece]:
    for block in document["blocks"]:
        if "rows" in block:
            yield from (piece for row in block["rows"] for piece in row)
        else:
            yield block


class _Reading:
    """One document, piece by piece."""

    def __init__(self, document: dict[str, Any], form: Form, record: PepRecord | None) -> None:
        self._document, self._form = document, form
        self._names = Names(form, record)
        self._found: list[Found] = []
        self._strange: list[NotUnderstood] = []
        self._remarks: list[str] = []
        self._labels = Labels(_expected(document, form, record))

    def filled(self) -> Filled:
        """Everything, once every piece was looked at."""
        heading = ""
        for block in self._document["blocks"]:
            if "rows" in block:
                self._table(block["rows"], heading)
            else:
                heading = _text(block) or heading
                self._loose(block, heading)
        libreoffice = (
            "office" in self._document["program"].lower() and "microsoft" not in self._document["program"].lower()
        )
        remarks = ([IN_LIBREOFFICE] if libreoffice else []) + self._remarks
        version = said(self._document, "version")
        return Filled(
            form_id=said(self._document, "form"),
            plan_id=said(self._document, "plan"),
            source="libreoffice" if libreoffice else "word",
            found=tuple(self._found),
            not_understood=tuple(self._strange),
            remarks=tuple(remarks),
            authority=said(self._document, "authority"),
            form_version=int(version) if version.isdecimal() and len(version) < 6 else 0,
            snapshot=said(self._document, "snapshot"),
        )

    def _table(self, rows: list[list[Piece]], heading: str) -> None:
        by_label = {} if any(self._places(piece) for row in rows for piece in row) else self._labels.table(rows)
        for number, row in enumerate(rows):
            for column, piece in enumerate(row):
                if (number, column) in by_label:
                    address = by_label[number, column]
                    self._answer(piece, address, "label", self._form.field(address.tab, address.field).label)
                elif self._places(piece):
                    self._answers(piece)
                else:
                    self._not_an_answer(piece, heading)

    def _loose(self, piece: Piece, heading: str) -> None:
        """A paragraph outside tables: an answer only if somebody took its field out of the table."""
        if self._places(piece):
            self._answers(piece)
        elif piece["style"] != "Subtitle":  # names the authority and the part, which the form itself does not know
            self._not_an_answer(piece, heading)

    def _places(self, piece: Piece) -> dict[Address, How]:
        """The questions a piece answers: by tags, or else by bookmarks."""
        tags = [read_tag(tag) or self._names.read(tag) for tag, *_ in piece.get("fields", ()) if tag]
        marks = [self._names.read(mark) for mark in piece.get("marks", ())]
        tagged: dict[Address, How] = {one[0]: "tag" for one in tags if one and self._asks(one[0])}
        return tagged or {one[0]: "bookmark" for one in marks if one}

    def _asks(self, address: Address) -> bool:
        return self._form.has(address.tab, address.field)

    def _answers(self, piece: Piece) -> None:
        places = self._places(piece)
        if len(places) == 1:
            ((address, how),) = places.items()
            self._answer(piece, address, how, self._form.field(address.tab, address.field).label)
            return
        for address, how in places.items():  # somebody joined cells: only what is in each field can be told apart
            own = self._part_of(piece, address)
            self._answer(own, address, how, self._form.field(address.tab, address.field).label)
        rest = "".join(words for words, field, mark in piece.get("text", ()) if field < 0 and not mark).strip()
        if rest and rest not in PLACEHOLDERS:
            self._strange.append(NotUnderstood("Between two answers", rest, OUTSIDE))

    def _part_of(self, piece: Piece, address: Address) -> Piece:
        fields = piece.get("fields", [])

        def belongs(field: int, mark: str) -> bool:
            tag = fields[field][0] if field >= 0 else ""
            known = (read_tag(tag) or self._names.read(tag)) if tag else self._names.read(mark)
            return known is not None and known[0] == address

        return {"text": [one for one in piece.get("text", ()) if belongs(one[1], one[2])], "fields": fields}

    def _answer(self, piece: Piece, address: Address, how: How, label: str) -> None:
        question = self._form.field(address.tab, address.field)
        doubts = [BY_LABEL] if how == "label" else []
        if question.type in (FieldType.YES_NO, FieldType.CHOICES):
            text, more = self._ticked(piece, question, label)
        else:
            text, more = _words(piece)
        doubts += more
        self._remark(piece, label)
        if piece.get("inserted") or piece.get("deleted"):
            doubts.append(TRACKED)
        self._found.append(Found(address, label, text, how, " ".join(doubts)))

    def _ticked(self, piece: Piece, question: Field, label: str) -> tuple[str, list[str]]:
        """The words of every ticked box, one a line; or what is written there instead."""
        options = {"yes": "Yes", "no": "No"} if question.type is FieldType.YES_NO else {
            one.value: one.label for one in self._form.options(question)
        }  # fmt: skip
        boxes, doubts = _Boxes(piece, self._names), list[str]()
        ticked = [options.get(value, value) for value in boxes.ticked(options)]
        if boxes.differ:
            doubts.append(BOX_DIFFERS)
        rest = boxes.rest(options.values())
        if not ticked:
            return rest, doubts
        if rest:
            self._strange.append(NotUnderstood(label, rest, BESIDE))
        return "\n".join(ticked), doubts

    def _remark(self, piece: Piece, where: str) -> None:
        """Tracked changes, comments and pictures of a piece, in words."""
        if inserted := "".join(piece.get("inserted", ())).strip():
            self._remarks.append(f"Tracked change at “{where}”: put in “{inserted}” (kept).")
        if deleted := "".join(piece.get("deleted", ())).strip():
            self._remarks.append(f"Tracked change at “{where}”: struck out “{deleted}” (left out).")
        for number in piece.get("comments", ()):
            author, words = self._document["comments"].get(number, ["", ""])
            who = f" by {author}" if author else ""
            self._remarks.append(f"Comment{who} at “{where}”: “{words}”")
        if piece.get("pictures"):
            self._remarks.append(f"At “{where}” stands a picture, which is not taken over. Add it in PepDesk.")

    def _not_an_answer(self, piece: Piece, heading: str) -> None:
        """Text that is not printed in the form was written by somebody, and is shown."""
        self._remark(piece, heading)
        for line in _text(piece).split("\n"):
            if line.strip() and not self._labels.printed(line):
                self._strange.append(NotUnderstood(heading, line.strip(), OUTSIDE))


class _Boxes:
    """The boxes to tick in one piece: which option each is for, and what is written besides."""

    def __init__(self, piece: Piece, names: Names) -> None:
        self._fields = piece.get("fields", [])
        self._text = [list(one) for one in piece.get("text", ())]
        self._names = names
        self.differ = False

    def ticked(self, options: dict[str, str]) -> list[str]:
        """The values of the ticked boxes, in the document's order."""
        found = []
        for index, (words, field, mark) in enumerate(self._text):
            if not _SIGNS.search(words):
                continue
            value = self._value(field, mark) or self._after(index, options)
            drawn = any(sign in words for sign in TICKS)
            state = self._fields[field][3] if self._is_box(field) else drawn
            self.differ = self.differ or state != drawn
            if state and value:
                found.append(value)
        return list(dict.fromkeys(found))

    def _is_box(self, field: int) -> bool:
        return bool(field >= 0 and self._fields[field][2] == "box")

    def _value(self, field: int, mark: str) -> str:
        tag = self._fields[field][0] if self._is_box(field) else ""
        known = (read_tag(tag) or self._names.read(tag)) if tag else self._names.read(mark)
        return known[1] if known else ""

    def _after(self, index: int, options: dict[str, str]) -> str:
        """The option whose words follow the sign."""
        sign = _SIGNS.split(self._text[index][0])[-1]
        words = plain_words(sign + "".join(one[0] for one in self._text[index + 1 :]))
        fits = [value for value, label in options.items() if words.startswith(plain_words(label))]
        return max(fits, key=lambda value: len(options[value]), default="")

    def rest(self, labels: Any) -> str:  # noqa: ANN401 - dict values
        """What stands there besides boxes, their words and empty fields."""
        left = "".join("" if one[0].strip() in PLACEHOLDERS else one[0] for one in self._text)
        left = _SIGNS.sub("\n", left)
        known = sorted((tidy(label) for label in labels), key=len, reverse=True)
        lines = (_without_label(line.strip(), known) for line in tidy(left).split("\n"))
        return "\n".join(line for line in lines if line)


def _without_label(line: str, labels: list[str]) -> str:
    """A line without the option's words it begins with."""
    for label in labels:
        rest = line.removeprefix(label)
        if rest != line and not rest[:1].isalnum():
            return rest.strip()
    return line


def _words(piece: Piece) -> tuple[str, list[str]]:
    """The text of a piece without what is printed in empty fields; and doubts about it."""
    whole = tidy(_text(piece))
    if whole in PLACEHOLDERS:
        return "", []
    fields: dict[int, str] = {}
    for words, field, _ in piece.get("text", ()):
        fields[field] = fields.get(field, "") + words
    empty = {field for field, words in fields.items() if field >= 0 and words.strip() in PLACEHOLDERS}
    kept = tidy("".join(words for words, field, _ in piece.get("text", ()) if field not in empty))
    bare = kept.removeprefix(WRITE).removesuffix(WRITE)
    if bare != kept and bare.strip():
        return tidy(bare), [LEFTOVER]
    return kept, []


def _text(piece: Piece) -> str:
    return "".join(words for words, *_ in piece.get("text", ()))


def _expected(document: dict[str, Any], form: Form, record: PepRecord | None) -> Any:  # noqa: ANN401
    """The sheet the document was made from, as near as can be told; None if it cannot be made."""
    owner = said(document, "owner")
    plan = record if record is not None and said(document, "plan") == record.plan_id and record.form is form else None
    try:
        return form_sheet(form, Role(owner) if owner else None, plan)
    except (FormProblem, ValueError):
        return None
