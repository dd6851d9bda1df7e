"""The names of answers in a form to fill in: tags, bookmarks, titles of fields, and the words of empty ones.

Word keeps tags; LibreOffice drops them and keeps bookmarks. Their names are short, so they are made from the address by
a rule, and worked out again from the form (``Names``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address, RowsAt

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.record.record import PepRecord

WRITE: Final = "Write here"
CHOOSE: Final = "Choose one"
DATE: Final = "Date"
NOT_APPLICABLE: Final = "Not applicable"
NOT_KNOWN: Final = "Not known yet"
PLACEHOLDERS: Final = frozenset(
    {
        WRITE, CHOOSE, DATE,
        "Click or tap here to enter text.", "Click here to enter text.", "Click or tap to enter text.",
        "Click or tap to enter a date.", "Click here to enter a date.", "Choose an item.", "Choose an item",
        "Click to enter text", "Enter text", "Choose a date", "Click to choose a date",
    }
)  # fmt: skip
"""What stands in an empty field: our words, and those that Word and LibreOffice put there when one is emptied."""
HOW_TO: Final = (
    "Click on a grey word and write, choose or tick. A box grows as you write; Enter begins a new line.\n"
    "Write “Not applicable: ” and the reason where a question does not fit, “Not known yet” where somebody has to find "
    "out. Leave the rest empty: an empty box changes nothing.\n"
    "Save the file as a Word document (.docx) and send it back the way your authority asks. PepDesk reads the answers "
    "into the plan; somebody looks at each before it counts."
)
"""Printed at the head of a Word form, a paragraph a line."""
TICKED: Final = "☒"
EMPTY: Final = "☐"
TICKS: Final = "☒☑✓✔🗹"
"""Every sign for a ticked box that word processors use."""
LONGEST: Final = 64
"""Letters a tag or title may have in Word."""
FIRST: Final = "pep_"
_PLAIN_ROW: Final = re.compile(r"[0-9a-f]{8}|r\d{1,3}|new\d{1,3}")


def tag(address: Address, option: str = "") -> str:
    """The tag of an answer's field, or of the box to tick for one ``option`` of it."""
    whole = f"{address}={option}" if option else str(address)
    return whole if len(whole) <= LONGEST else bookmark(address, option)


def read_tag(text: str) -> tuple[Address, str] | None:
    """Address and option of a tag; None for one that is not an address."""
    place, _, option = text.partition("=")
    try:
        return Address.parse(place), option
    except ValueError:
        return None


def bookmark(address: Address, option: str = "") -> str:
    """The bookmark's name: at most 37 letters (Word takes 40), always the same for the same address."""
    rows = "".join(f"_{_row(row)}" for row in address.rows)
    ticked = f"_v{_short(option, 6)}" if option else ""
    return f"{FIRST}{_short(f'{address.tab}.{address.field}', 8)}{rows}{ticked}"


def title(question: str, row: str, option: str = "") -> str:
    """A field's title, which screen readers say: "Target 1: Where is the child now?"; at most 64 letters."""
    words = ": ".join(part for part in (option, row, question) if part)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _row(row: str) -> str:
    return row if _PLAIN_ROW.fullmatch(row) else f"h{_short(row, 6)}"


def _short(text: str, letters: int) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:letters].lower()


class Names:
    """Bookmark names turned back into addresses, by what a form asks and which rows a plan has (if one is given)."""

    def __init__(self, form: Form, record: PepRecord | None = None) -> None:
        self._questions = {_short(f"{one.tab}.{one.id}", 8): one for tab in form.tabs for one in tab.fields}
        options = {option.value for choices in form.choices.values() for option in choices.options}
        options |= {"yes", "no"}
        self._options = {_short(value, 6): value for value in options}
        rows = {row for at, ids in (record.rows if record else dict[RowsAt, tuple[str, ...]]()).items() for row in ids}
        self._rows = {_row(row): row for row in options | rows}

    def read(self, name: str) -> tuple[Address, str] | None:
        """Address and option ("" for none) of a bookmark; None for one that is not ours."""
        if not name.lower().startswith(FIRST):
            return None
        question, *rest = name.lower().removeprefix(FIRST).split("_")
        field = self._questions.get(question)
        option = ""
        if rest and rest[-1].startswith("v") and rest[-1] not in self._rows:
            option = self._options.get(rest.pop()[1:], "?")
        rows = tuple(self._rows.get(part, part) for part in rest)
        if field is None or option == "?" or len(rows) > 2:
            return None
        return Address(field.tab, field.id, rows), option
