"""The record: every change can be undone exactly, and a plan comes back from its file as it went in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.loader import load_authority
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Form
from pepdesk.problem import NewerFile, RecordProblem
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.changes import Batch, Change, MoveRow, RemoveRow, SetAnswer
from pepdesk.record.codec import FORMAT, read_record, snapshot_hash, write_record
from pepdesk.record.record import PepRecord, Signing, new_record, new_row
from pepdesk.record.sample import authority_named, read_sample
from pepdesk.rules.assess import assess
from tests.small_authority import write_authorities
from tests.small_form import small_form

GOALS = RowsAt("goals", "goal")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return small_form(tmp_path_factory.mktemp("forms"))


def copy(record: PepRecord) -> PepRecord:
    return PepRecord(record.plan_id, record.form, record.created, dict(record.answers), dict(record.rows))


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
answers = st.one_of(
    texts.map(Value),
    st.lists(texts, min_size=1, max_size=3).map(lambda several: Value(tuple(several))),
    texts.map(NotApplicable),
    texts.map(NotKnown),
)


@st.composite
def changes(draw: st.DrawFn, record: PepRecord) -> Change:
    """Some change that the record as it is now can take."""
    goals = record.rows.get(GOALS, ())
    kinds = ["set", "insert", "batch"] + (["remove", "move", "set row", "set nested"] if goals else [])
    kind = draw(st.sampled_from(kinds))
    answer: Answer | None = draw(st.one_of(st.none(), answers))
    if kind == "set":
        return SetAnswer(Address("about", draw(st.sampled_from(["name", "born", "score"]))), answer)
    if kind == "insert":
        return new_row(record, GOALS, draw(st.integers(0, len(goals))))
    if kind == "batch":
        return Batch((SetAnswer(Address("about", "name"), answer), SetAnswer(Address("about", "born"), answer)))
    row = draw(st.sampled_from(goals))
    if kind == "remove":
        return RemoveRow(GOALS, row)
    if kind == "move":
        return MoveRow(GOALS, row, draw(st.integers(0, len(goals) - 1)))
    if kind == "set row":
        return SetAnswer(Address("goals", "outcome", (row,)), answer)
    steps = record.rows.get(RowsAt("goals", "step", (row,)), ()) or ("s",)
    return SetAnswer(Address("goals", "what", (row, draw(st.sampled_from(steps)))), answer)


@given(data=st.data())
def test_undoing_every_change_gives_back_the_same_record(form: Form, data: st.DataObject) -> None:
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    before, inverses = copy(record), []
    states = [before]
    for _ in range(data.draw(st.integers(1, 12))):
        inverses.append(record.apply(data.draw(changes(record))))
        states.append(copy(record))
    for inverse, after in zip(reversed(inverses), reversed(states), strict=False):
        assert record == after
        again = record.apply(record.apply(record.apply(inverse)))
        assert again is not None
    assert record.answers == before.answers
    assert {at: ids for at, ids in record.rows.items() if ids} == before.rows


@given(data=st.data())
def test_a_plan_comes_back_from_its_file_as_it_went_in(form: Form, data: st.DataObject) -> None:
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    for _ in range(data.draw(st.integers(0, 10))):
        record.apply(data.draw(changes(record)))
    written = write_record(record)
    again = read_record(written)
    assert again == record
    assert write_record(again) == written
    assert (
        written == json.dumps(json.loads(written), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )


def test_the_snapshot_that_is_signed_does_not_depend_on_the_signatures(form: Form) -> None:
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    before = snapshot_hash(record)
    record.signings = (Signing("A Teacher", "designated_teacher", "2026-11-22T11:00:00+00:00", before, "12345"),)
    assert snapshot_hash(record) == before
    record.apply(SetAnswer(Address("about", "name"), Value("x")))
    assert snapshot_hash(record) != before


def test_a_row_taken_away_takes_its_nested_rows_and_brings_them_back(form: Form) -> None:
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    row = record.rows[GOALS][0]
    step = record.rows[RowsAt("goals", "step", (row,))][0]
    record.apply(SetAnswer(Address("goals", "what", (row, step)), Value("tuition")))
    undo = record.apply(RemoveRow(GOALS, row))
    assert not any(row in address.rows for address in record.answers)
    record.apply(undo)
    assert record.answer("goals", "what", row, step) == Value("tuition")
    assert record.rows[GOALS][0] == row


def _table(form: Form) -> dict[str, object]:
    return dict(json.loads(write_record(new_record(form, "2026-11-22T10:00:00+00:00"))))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.pop("plan"),
        lambda t: t.update(plan="ab"),
        lambda t: t.update(pepdesk="1"),
        lambda t: t.update(answers=[]),
        lambda t: t.update(answers={"no address": "x"}),
        lambda t: t.update(answers={"about.name": 3}),
        lambda t: t.update(answers={"about.name": {"zz": "x"}}),
        lambda t: t.update(rows={"goals.goal": "r1"[:0] or 5}),
        lambda t: t.update(rows={"goals.goal": [""]}),
        lambda t: t.update(rows={"goals.goal": ["r1", "r1"]}),
        lambda t: t.update(rows={"goals.goal": ["r1/r2"]}),
        lambda t: t.update(answers={"about.name": "half a letter: \ud800"}),
        lambda t: t.update(version=1.5),
        lambda t: t.update(signings=[["too", "short"]]),
        lambda t: t.update(form={}),
        lambda t: t["form"]["tabs"][0]["fields"][0]["table"].update(type="spell"),
        lambda t: t.update(retired={"a": None}),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(form: Form, spoil: object) -> None:
    table = _table(form)
    assert callable(spoil)
    spoil(table)
    with pytest.raises(RecordProblem, match="not a plan PepDesk can read"):
        read_record(json.dumps(table).encode())


@given(st.binary(max_size=60))
def test_no_bytes_make_reading_fail_in_any_other_way(data: bytes) -> None:
    with pytest.raises((RecordProblem, NewerFile)):
        read_record(data)


def test_endless_nesting_and_doubled_keys_are_refused() -> None:
    for data in (b"[" * 100_000, b'{"pepdesk":1,"pepdesk":1}', b'{"a":' * 40 + b"1" + b"}" * 40):
        with pytest.raises(RecordProblem):
            read_record(data)


def test_a_plan_of_a_newer_pepdesk_is_left_alone(form: Form) -> None:
    with pytest.raises(NewerFile):
        read_record(json.dumps({**_table(form), "pepdesk": FORMAT + 1}).encode())


def test_the_first_format_stays_readable() -> None:
    golden = Path(__file__).parent.parent / "golden" / "plan-1.json"
    record = read_record(golden.read_bytes())
    assert write_record(record) == golden.read_bytes()
    assert record.answer("about", "name") == Value("Łucja Ŵyn")
    assert record.answer("about", "born") == NotKnown("the social worker")
    assert len(record.rows[GOALS]) == 2


def test_the_second_format_keeps_the_authority_and_stays_readable() -> None:
    golden = Path(__file__).parent.parent / "golden" / "plan-2.json"
    record = read_record(golden.read_bytes())
    assert write_record(record) == golden.read_bytes()
    assert record.authority is not None
    assert (record.authority.id, record.authority.clocks[0].count) == ("northshire", 15)
    assert record.answer("about", "name") == Value("Łucja Ŵyn")


def test_an_authority_is_written_once_and_changes_what_a_signature_speaks_for(tmp_path: Path, form: Form) -> None:
    northshire = load_authority(write_authorities(tmp_path), "northshire")
    plain = new_record(form, "2026-11-22T10:00:00+00:00")
    record = replace(plain, authority=northshire)
    table = json.loads(write_record(record))
    assert table["pepdesk"] == 2
    assert table["authority"] == northshire.raw
    assert json.loads(write_record(plain))["pepdesk"] == 1, "a plan signed before authorities keeps its hash"
    assert snapshot_hash(plain) != snapshot_hash(record)
    assert read_record(write_record(record)) == record


@pytest.mark.parametrize(
    "spoil",
    [
        lambda a: a.clear(),
        lambda a: a.update(rules={}),
        lambda a: a.update(rules=[[]]),
        lambda a: a.update(authority=[]),
        lambda a: a["rules"][0].update(kind=3),
        lambda a: a["rules"][0]["table"].update(value="uncle"),
        lambda a: a["rules"][0].update(table=None),
        lambda a: [rule["table"].pop("source") for rule in a["rules"] if rule["kind"] == "cap"],
        lambda a: [rule["table"].update(amount="1e999999999") for rule in a["rules"] if rule["kind"] == "cap"],
        lambda a: [rule["table"].update(amount=[10**400]) for rule in a["rules"] if rule["kind"] == "cap"],
    ],
)
def test_a_spoilt_authority_never_costs_a_plan_its_answers(tmp_path: Path, form: Form, spoil: object) -> None:
    """No definition at all is refused in words; one with faults opens, is judged as far as it goes, and is kept."""
    northshire = load_authority(write_authorities(tmp_path), "northshire")
    table = json.loads(write_record(new_record(form, "2026-11-22T10:00:00+00:00", northshire)))
    assert callable(spoil)
    spoil(table["authority"])
    try:
        record = read_record(json.dumps(table).encode())
    except RecordProblem:
        return  # in our own words
    assert record.authority is not None
    assert json.loads(write_record(record))["authority"] == table["authority"]
    assert assess(record, date(2026, 11, 22)).shown


def test_a_sample_names_whose_rules_it_is_judged_by(tmp_path: Path, form: Form) -> None:
    northshire = load_authority(write_authorities(tmp_path), "northshire")
    text = 'authority = "northshire"\n[about]\nname = "Ada"\n'
    assert authority_named(text) == "northshire"
    assert authority_named("[about]\n") == "england"
    record = read_sample(form, text, "0" * 32, "2026-11-22T10:00:00+00:00", northshire)
    assert (record.authority, record.answer("about", "name")) == (northshire, Value("Ada"))
