"""A plan made to do harm is refused soon and in words; whatever the window lets people make is read back."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.faults import MOST_TOLD, Faults, FormFaults
from pepdesk.form.reader import read_form
from pepdesk.form.size import MOST_PLACES, full_size
from pepdesk.problem import RecordProblem
from pepdesk.record.answers import Value
from pepdesk.record.codec import read_from_outside, read_record, write_record
from pepdesk.record.limits import TooLarge
from pepdesk.record.record import new_row

RECORD = sample_plan("year_r_11", date(2026, 11, 22))
SAMPLE = write_record(RECORD)
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    raw = json.loads(SAMPLE)
    change(raw)
    return json.dumps(raw, separators=(",", ":")).encode()


def ids(count: int) -> list[str]:
    return [f"x{number}" for number in range(count)]


def nested(raw: dict[str, Any]) -> None:
    raw["rows"] = {f"targets.strategy@{row}": ids(200) for row in ids(200)} | {"targets.target": ids(200)}


def misspelt(raw: dict[str, Any]) -> None:
    questions = [{"id": f"q{n}", "table": {"label": "?", "type": "choice", "choices": f"n{n}"}} for n in range(1500)]
    raw["form"]["tabs"][0]["fields"].extend(questions)


def bushy(raw: dict[str, Any]) -> None:
    condition: dict[str, Any] = {"child.year_group": "6"}
    for _ in range(10):
        condition = {"any": [condition] * 3}
    raw["form"]["tabs"][0]["fields"][0]["table"]["visible_when"] = condition


HARM: dict[str, Callable[[], bytes]] = {
    "10,000 rows": lambda: changed(lambda raw: raw["rows"].update({"targets.target": ids(10_000)})),
    "200 rows in 200 rows": lambda: changed(nested),
    "every table with 200 rows": lambda: changed(lambda raw: raw.update(rows=dict.fromkeys(raw["rows"], ids(200)))),
    "50,000 answers": lambda: changed(lambda raw: raw.update(answers={f"a.b@{n}": "x" for n in range(50_000)})),
    "50,000 retired": lambda: changed(lambda raw: raw.update(retired={f"a.b@{n}": "x" for n in range(50_000)})),
    "a form of misspelt names": lambda: changed(misspelt),
    "a form of unknown keys": lambda: changed(lambda raw: raw["form"]["form"].update(dict.fromkeys(ids(9_000), 1))),
    "a condition with 60,000 branches": lambda: changed(bushy),
    "a question of 1 MB": lambda: changed(lambda raw: raw["form"]["form"].update(title="x" * (1 << 20))),
    "a table for a million": lambda: changed(
        lambda raw: raw["form"]["tabs"][0]["groups"][0]["table"].update(repeat={"max": 10**9})
    ),
    "an answer of 2 MB": lambda: changed(lambda raw: raw["answers"].update({"meeting.venue": "x" * (2 << 20)})),
    "five million lists": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
    "a million keys": lambda: b"{" + b",".join(b'"%x":1' % n for n in range(1_000_000)) + b"}",
    "deep brackets": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "an endless number": lambda: b'{"pepdesk":' + b"9" * 5_000_000 + b"}",
    "20 MB": lambda: b" " * (20 << 20) + SAMPLE,
}


@pytest.mark.parametrize("harm", sorted(HARM))
def test_a_plan_made_to_do_harm_is_refused_in_words_within_a_second(harm: str) -> None:
    data = HARM[harm]()
    start = time.process_time()
    with pytest.raises(RecordProblem) as caught:
        read_from_outside(data)
    assert time.process_time() - start < 2
    assert caught.value.advice


def test_refusing_costs_little_memory() -> None:
    for data in (HARM["five million lists"](), HARM["a million keys"](), HARM["10,000 rows"]()):
        tracemalloc.start()
        with pytest.raises(RecordProblem):
            read_from_outside(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 64 << 20


def test_a_draft_with_every_table_full_is_read_back() -> None:
    record = read_record(SAMPLE)
    record.rows.clear()
    for tab in record.form.tabs:
        for group in sorted((one for one in tab.groups if one.repeat), key=lambda one: bool(one.parent)):
            above = [(row,) for row in record.rows.get(RowsAt(tab.id, group.parent), ())] if group.parent else [()]
            for rows in above:
                at = RowsAt(tab.id, group.id, rows)
                while not group.repeat.rows_from and len(record.rows.get(at, ())) < group.repeat.max:
                    record.apply(replace(new_row(record, at, 0), nested=()))
    assert read_from_outside(write_record(record)).rows == record.rows


def test_a_long_answer_is_never_a_reason_to_refuse_ones_own_draft() -> None:
    record = read_record(SAMPLE)
    record.answers[Address("meeting", "venue")] = Value("[{" * 1_000_000)
    assert read_record(write_record(record)).answers == record.answers
    with pytest.raises(TooLarge):
        read_from_outside(write_record(record))


def test_a_form_that_would_make_plans_too_large_is_a_fault() -> None:
    assert 1_500 < full_size(RECORD.form) < MOST_PLACES
    raw = json.loads(json.dumps(RECORD.form.raw))
    groups = [group["table"] for tab in raw["tabs"] for group in tab["groups"] if "repeat" in group["table"]]
    for table in groups:
        if "rows" not in table["repeat"]:
            table["repeat"]["max"] = 100
    faults = Faults()
    read_form(raw, faults)
    assert [fault.message for fault in faults.found] == [f"has more than {MOST_PLACES} places for answers."]
    groups[0]["repeat"] = {"max": 101}
    faults = Faults()
    read_form(raw, faults)
    assert any("max cannot be more than 100" in fault.message for fault in faults.found)


def test_reading_stops_after_many_faults() -> None:
    faults = Faults()
    for number in range(1, MOST_TOLD):
        faults.add("a.toml", "", f"fault {number}")
    with pytest.raises(FormFaults) as caught:
        faults.add("a.toml", "", "one more")
    assert len(caught.value.faults) == MOST_TOLD
