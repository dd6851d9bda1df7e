"""How many keys the blank Word form takes for the answers that tests/slow/test_plan_by_keyboard.py types into PepDesk.

python tests/bench/keys_in_word.py     prints the keys, by what they are for, and the minutes at 40 words a minute

Computed from the form itself, not typed: Tab from one field to the next as in Word's protected forms, every field in
turn; the answer's own letters; Alt+Down, a letter and Enter for a list; Space for a box. Less is not possible there.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from pepdesk.app.forms_to_fill import FormOrder, make_form
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Answer, NotApplicable, Value
from pepdesk.record.record import PepRecord
from tests.checkers.typist import WORDS_A_MINUTE, keys_for, on_a_keyboard
from tests.ui.typed_plan import as_typed, groups_of, to_type

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOOSE, TICK = 4, 1
"""Alt, Down, a letter, Enter; Space."""


def fields_of(form: bytes) -> list[tuple[str, bool]]:
    """The tag of each field in order, and whether it is a list to choose from."""
    body = etree.fromstring(zipfile.ZipFile(BytesIO(form)).read("word/document.xml"))
    marks = [(one.find(f"{W}tag"), one.find(f"{W}dropDownList")) for one in body.iter(f"{W}sdtPr")]
    return [(tag.get(f"{W}val", ""), choices is not None) for tag, choices in marks if tag is not None]


def in_the_form(record: PepRecord, at: Address) -> str:
    """The tag of an answer's place in the blank form: its rows are called new1, new2 and so on."""
    rows: tuple[str, ...] = ()
    for depth, (group, row) in enumerate(zip(groups_of(record.form, at), at.rows, strict=True)):
        every = record.rows.get(RowsAt(at.tab, group.id, at.rows[:depth]), ())
        rows = (*rows, f"new{every.index(row) + 1}" if row in every else row)
    return str(Address(at.tab, at.field, rows))


def keys_in(record: PepRecord) -> Counter[str]:
    """Keys by what they are for, and how many answers have no place in the form."""
    order = FormOrder(record.form, record.authority, None, None, "8")
    fields = fields_of(make_form(order, datetime.now(UTC), word=True))
    kinds, boxes = dict(fields), Counter(tag.partition("=")[0] for tag, _ in fields if "=" in tag)
    found = Counter({"Tab": len(fields), "no place for": 0})
    for at, answer in record.answers.items():
        tag = in_the_form(record, at)
        if tag not in kinds and not boxes[tag]:
            found["no place for"] += 1
        elif isinstance(answer, Value) and boxes[tag]:
            found["ticks"] += TICK * (len(answer.value) if isinstance(answer.value, tuple) else 1)
        elif isinstance(answer, Value) and kinds[tag]:
            found["lists"] += CHOOSE
        elif tag in kinds:
            found["letters"] += keys_for(as_typed(record, at) if isinstance(answer, Value) else _said(answer))
    return found


def _said(answer: Answer) -> str:
    """What is written where a question does not fit, as the form asks."""
    return on_a_keyboard(f"Not applicable: {answer.reason}" if isinstance(answer, NotApplicable) else "Not known yet")


def main() -> None:
    """Print the figures."""
    record = to_type()
    found = keys_in(record)
    keys = found["Tab"] + found["ticks"] + found["lists"] + found["letters"]
    print(f"{len(record.answers)} answers in the Word form: {dict(found)}, {keys} keys, "
          f"{keys / (5 * WORDS_A_MINUTE):.0f} minutes at {WORDS_A_MINUTE} words a minute")  # fmt: skip


if __name__ == "__main__":
    main()
