"""Which place of an authority's own Word form holds which answers: the mapping, its TOML file, its faults."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.files import read_toml
from pepdesk.form.keys import ID_PATTERN, Key
from pepdesk.form.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pepdesk.form.model import Field, Form

ROW_NAME: Final = "@"
"""In a column of rows: the name of the row itself, such as a subject or a role."""
TOGETHER: Final = " + "
"""In a column of single answers: between questions that share the cell."""
EVERY_ROW: Final = "*"
"""In an address: all rows there are, one to a line."""
_HEAD: Final = {
    "id": Key("text", "The mapping's name; also its file's.", needed=True),
    "title": Key("text", "What people choose it by.", needed=True),
    "form": Key("text", "The id of our form whose answers go into it.", needed=True),
    "document": Key("text", "The Word file beside this one.", needed=True),
    "sha256": Key("text", "The SHA-256 of that file, 64 hex digits.", needed=True),
    "note": Key("text", "For people."),
}
_PLACE: Final = {
    "at": Key("text", "Where in the document.", needed=True),
    "label": Key("text", "The words beside the place; for people."),
    "answers": Key("texts", "The addresses of the answers that stand there."),
    "values": Key("texts", "For boxes and lists: the answer each stands for, in order."),
    "rows": Key("tables", "For empty rows of a table: what fills them."),
}
_ROWS: Final = {
    "group": Key("text", "The group whose rows are written, tab.group.", needed=True),
    "columns": Key("texts", 'For each column the question, "@" for the name of the row, "" for nothing.', needed=True),
}


@dataclass(frozen=True, slots=True)
class RowsOf:
    """What fills the empty rows of a table: the rows of ``group`` ("tab.group"; "" for one row of single answers).

    ``columns`` has for each column a question ("tab.field"), ``ROW_NAME``, or "" for nothing.
    """

    group: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at one place. ``answers`` are addresses, several if they share it, none if it is left alone.

    Rows of the plan are named "new1", "new2"… by their order. ``values`` has a stored value for each box or item.
    """

    at: str
    label: str = ""
    answers: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    rows: tuple[RowsOf, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anything of ours stands there."""
        return bool(self.answers or self.rows)

    def addresses(self) -> tuple[Address, ...]:
        """The answers' addresses."""
        return tuple(map(Address.parse, self.answers))


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. ``document`` is the name of the Word file beside it, ``sha256`` that file's hash."""

    id: str
    title: str
    form: str
    document: str
    sha256: str
    entries: tuple[Entry, ...]
    note: str = ""

    def belongs_to(self, document: bytes) -> bool:
        """Whether it was made for just this file."""
        return digest(document) == self.sha256


def digest(document: bytes) -> str:
    """The hash by which a mapping knows its document."""
    return hashlib.sha256(document).hexdigest()


def read_mapping(folder: Path, file: str, form: Form | None = None) -> Mapping:
    """The mapping in ``folder / file``; with ``form``, every question it names is looked up there.

    Raises ``FormFaults`` with every fault, each naming its place.
    """
    faults = Faults()
    document = read_toml(folder, file, faults)
    what = f'The mapping "{file}"'
    faults.raise_any(what)
    for heading in document.keys() - {"own_form", "place"}:
        faults.add(file, f"[{heading}]", "is not a heading of a mapping.", near_miss(heading, ("own_form", "place")))
    head = read_table(document.get("own_form", {}), _HEAD, file, "[own_form]", faults)
    raw = document.get("place", [])
    entries = tuple(_entry(one, file, faults) for one in raw) if isinstance(raw, list) else ()
    if not isinstance(raw, list):
        faults.add(file, "[place]", "must be written [[place]], once for each place.")
    faults.raise_any(what)
    _check_head(head, file, faults)
    _check_twice(entries, file, faults)
    for entry in entries if form else ():
        assert form is not None
        _check_entry(entry, form, file, faults)
    faults.raise_any(what)
    return Mapping(head["id"], head["title"], head["form"], head["document"], head["sha256"], entries,
                   head.get("note", ""))  # fmt: skip


def mapping_toml(mapping: Mapping) -> str:
    """The mapping as a TOML file; places that are left alone are written too, so that people see them."""
    lines = ["[own_form]"]
    head = ((key, getattr(mapping, key)) for key in _HEAD)
    lines += [f"{key} = {_quoted(said)}" for key, said in head if said]
    for entry in mapping.entries:
        lines += ["", "[[place]]", f"at = {_quoted(entry.at)}"]
        lines += [f"label = {_quoted(entry.label)}"] if entry.label else []
        lines += [f"answers = {_list(entry.answers)}"] if entry.answers or not entry.rows else []
        lines += [f"values = {_list(entry.values)}"] if entry.values else []
        if entry.rows:
            lines.append("rows = [")
            lines += [f"  {{ group = {_quoted(one.group)}, columns = {_list(one.columns)} }}," for one in entry.rows]
            lines.append("]")
    return "\n".join(lines) + "\n"


def _entry(raw: Any, file: str, faults: Faults) -> Entry:  # noqa: ANN401 - anything TOML can hold
    at = str(raw.get("at", "")) if isinstance(raw, dict) else ""
    heading = _heading(at)
    found = read_table(raw, _PLACE, file, heading, faults)
    rows = [read_table(one, _ROWS, file, heading, faults) for one in found.get("rows", ())]
    texts = {key: tuple(found.get(key, ())) for key in ("answers", "values")}
    parts = tuple(RowsOf(one["group"], tuple(one["columns"])) for one in rows if "group" in one and "columns" in one)
    return Entry(at, found.get("label", ""), texts["answers"], texts["values"], parts)


def _check_head(head: dict[str, Any], file: str, faults: Faults) -> None:
    if not re.fullmatch(ID_PATTERN, head["id"]):
        faults.add(file, "[own_form]", '"id" must be small letters, digits and _, and begin with a letter.')
    if not re.fullmatch(r"[0-9a-f]{64}", head["sha256"]):
        faults.add(file, "[own_form]", '"sha256" must be 64 hex digits.', "pepdesk own-form propose writes it.")
    if not re.fullmatch(r"[^/\\:]{1,120}\.docx", head["document"]):
        faults.add(file, "[own_form]", '"document" must be the name of a .docx file in the same folder.')


def _check_twice(entries: tuple[Entry, ...], file: str, faults: Faults) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.at in seen:
            faults.add(file, _heading(entry.at), "the same place stands twice.")
        seen.add(entry.at)


def _check_entry(entry: Entry, form: Form, file: str, faults: Faults) -> None:
    """Whether the form has what an entry names."""
    names = [f"{question.tab}.{question.id}" for tab in form.tabs for question in tab.fields]
    questions = []
    for text in entry.answers:
        if wrong := _wrong_address(text, form):
            faults.add(file, _heading(entry.at), wrong, near_miss(text.partition("@")[0], names))
        else:
            questions.append(form.field(*Address.parse(text)[:2]))
    for value in entry.values if len(questions) == 1 else ():
        if value and value not in allowed_values(questions[0], form):
            faults.add(file, _heading(entry.at), f'"{value}" is not an answer to "{entry.answers[0]}".',
                       near_miss(value, allowed_values(questions[0], form)))  # fmt: skip
    for part in entry.rows:
        for problem in _wrong_rows(part, form):
            faults.add(file, _heading(entry.at), problem)


def _wrong_address(text: str, form: Form) -> str:
    try:
        address = Address.parse(text)
    except ValueError:
        return f'"{text}" is not an address: tab.field, or tab.field@row.'
    if not form.has(address.tab, address.field):
        return f'there is no question "{address.tab}.{address.field}" in this form.'
    depth = form.field(address.tab, address.field).depth
    return "" if len(address.rows) == depth else f'"{text}" needs {depth} rows after an @, not {len(address.rows)}.'


def _wrong_rows(part: RowsOf, form: Form) -> Iterator[str]:
    if part.group:
        tab, _, group = part.group.partition(".")
        if not any(one.id == tab and any(each.id == group and each.repeat for each in one.groups) for one in form.tabs):
            yield f'there is no repeated group "{part.group}" in this form.'
    for column in part.columns:
        for name in column.split(TOGETHER) if not part.group else (column,):
            tab, _, question = name.partition(".")
            if name not in ("", ROW_NAME) and not form.has(tab, question):
                yield f'there is no question "{name}" in this form.'


def allowed_values(question: Field, form: Form) -> tuple[str, ...]:
    """The stored values a box or an item of a list may stand for."""
    if question.type == "yes_no":
        return ("yes", "no")
    if question.type == "year_group":
        return form.years
    return tuple(option.value for option in form.options(question))


def rows_at(part: RowsOf) -> RowsAt:
    """The place of the rows in a plan."""
    return RowsAt.parse(part.group)


def _heading(at: str) -> str:
    return f'[[place]] at = "{at[:80]}"'


def _quoted(text: str) -> str:
    """A text as TOML: JSON's escapes are among TOML's, apart from DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
