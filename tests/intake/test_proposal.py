"""A filled form beside a plan: new, changed, the same, not understood; rows found or made; nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Form
from pepdesk.intake.filled import Filled, Found, NotUnderstood
from pepdesk.intake.proposal import (
    ANOTHER_CHILD,
    ANOTHER_FORM,
    ANOTHER_PLAN,
    EMPTIED,
    NOT_ASKED,
    TWICE,
    Kind,
    Proposal,
    propose,
)
from pepdesk.intake.proposal_words import report
from pepdesk.intake.understood import understood
from pepdesk.record.answers import Answer, NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord, new_record
from tests.intake.word_forms import CREATED
from tests.small_form import small_form

GOALS = RowsAt("goals", "goal")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return small_form(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def record(form: Form) -> PepRecord:
    return new_record(form, CREATED)


def filled(*said: tuple[str, str], plan: str = "", form: str = "small") -> Filled:
    found = tuple(Found(Address.parse(address), address, text, "tag") for address, text in said)
    return Filled(form, plan, "word", found)


def kinds(proposal: Proposal) -> dict[str, Kind]:
    return {f"{one.address.tab}.{one.address.field}": one.kind for one in proposal.items if one.address}


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        ("about.born", "21 nov 26", Value("2026-11-21")),
        ("about.born", "3/9/2015", Value("2015-09-03")),
        ("about.score", "17", Value("17")),
        ("goals.cost", "£1,200", Value("1200.00")),
        ("about.year", "Year 8", Value("8")),
        ("about.year", "y8", Value("8")),
        ("about.year", "Reception", Value("R")),
        ("about.came", "yes", Value("yes")),
        ("goals.kind", "Costs money; Costs nothing", Value(("paid", "free"))),
        ("goals.kind", "f", Value(("free",))),
        ("about.score", "n/a: absent that day", NotApplicable("absent that day")),
        ("about.score", "Not applicable because she is new", NotApplicable("she is new")),
        ("about.born", "Not known yet. The social worker will find out.", NotKnown("The social worker")),
        ("about.born", "tbc", NotKnown()),
        ("about.help_given", "TBC", Value("TBC")),
        ("about.help_given", "Not applicable to maths", Value("Not applicable to maths")),
        ("about.help_given", "One\r\ntwo  \n", Value("One\ntwo")),
        ("about.name", "Ada\nLovelace", Value("Ada Lovelace")),
        ("about.name", "N/A", Value("N/A")),
        ("about.name", "  ", None),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(form: Form, field: str, text: str, answer: Answer | None) -> None:
    tab, _, name = field.partition(".")
    told = understood(form.field(tab, name), form, text)
    assert (told.answer, told.why) == (answer, "")


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("about.born", "some day in May", Value("some day in May")),
        ("about.score", "about twelve", Value("about twelve")),
        ("goals.cost", "50%", Value("50%")),
        ("about.came", "perhaps", None),
        ("goals.kind", "Costs money; a lot", None),
        ("about.year", "Year 40", None),
    ],
)
def test_what_is_not_understood_says_so_and_is_not_dropped(
    form: Form, record: PepRecord, field: str, text: str, kept: Answer | None
) -> None:
    tab, _, name = field.partition(".")
    told = understood(form.field(tab, name), form, text)
    assert told.answer == kept
    assert told.why
    rows = {"came": ("child",), "cost": ("new1", "new1"), "kind": ("new1",)}.get(name, ())
    (one,) = propose(record, filled((str(Address(tab, name, rows)), text))).items
    assert (one.kind, one.text, one.suggested) == (Kind.NOT_UNDERSTOOD, text, False)
    assert one.can_be_taken is (kept is not None)


def test_each_answer_is_new_changed_or_the_same(record: PepRecord) -> None:
    record.answers |= {Address("about", "name"): Value("Ada"), Address("about", "score"): Value("12")}
    record.answers[Address("about", "gcse")] = Value("Maths")
    proposal = propose(record, filled(("about.name", "Ada"), ("about.score", "14"), ("about.born", "1/2/2015"),
                                      ("about.gcse", "")))  # fmt: skip
    assert kinds(proposal) == {
        "about.name": Kind.SAME, "about.score": Kind.CHANGED, "about.born": Kind.NEW
    }  # fmt: skip
    assert [one.label for one in proposal.suggested()] == ["Born"]
    before = dict(record.answers)
    undo = record.apply(proposal.batch(proposal.suggested()))
    assert record.answers == before | {Address("about", "born"): Value("2015-02-01")}
    record.apply(undo)
    assert record.answers == before


def test_taken_out_of_the_plans_own_form_is_a_change_to_be_looked_at(record: PepRecord) -> None:
    record.answers[Address("about", "name")] = Value("Ada")
    assert propose(record, filled(("about.name", ""))).items == ()
    (one,) = propose(record, filled(("about.name", ""), plan=record.plan_id)).items
    assert (one.kind, one.new, one.look, one.suggested) == (Kind.CHANGED, None, EMPTIED, False)
    record.apply(propose(record, filled(("about.name", ""), plan=record.plan_id)).batch([one]))
    assert not record.answers


def test_what_the_form_went_out_with_is_no_change_however_the_plan_went_on(record: PepRecord, form: Form) -> None:
    base = new_record(form, CREATED)
    base.answers |= {Address("about", "name"): Value("Ada"), Address("about", "score"): Value("3")}
    record.answers |= {Address("about", "name"): Value("Ada L."), Address("about", "score"): Value("3")}
    proposal = propose(record, filled(("about.name", "Ada"), ("about.score", "4"), plan=record.plan_id), base)
    assert kinds(proposal) == {"about.score": Kind.CHANGED}


def test_rows_printed_ready_fill_empty_rows_first_and_are_then_added(record: PepRecord) -> None:
    first, second = record.rows[GOALS]
    record.answers[Address("goals", "outcome", (first,))] = Value("Kept as it is")
    said = filled(
        ("goals.outcome@new1", "Reads more"), ("goals.what@new1/new1", "Buddy"), ("goals.what@new1/new2", "Tutor"),
        ("goals.outcome@new2", "Swims"), ("goals.what@new2/new1", "Lessons"), ("goals.outcome@new3", ""),
    )  # fmt: skip
    proposal = propose(record, said)
    assert {one.row for one in proposal.items} == {
        "goal 2", "goal 2, row 1", "goal 2, row 2", "goal 3", "goal 3, row 1"
    }  # fmt: skip
    before = (dict(record.answers), dict(record.rows))
    undo = record.apply(proposal.batch(proposal.items))
    assert record.rows[GOALS][:2] == (first, second)
    assert len(record.rows[GOALS]) == 3
    texts = [record.answer("goals", "outcome", row) for row in record.rows[GOALS]]
    assert texts == [Value("Kept as it is"), Value("Reads more"), Value("Swims")]
    third = record.rows[GOALS][2]
    steps = [
        [record.answer("goals", "what", goal, step) for step in record.rows[RowsAt("goals", "step", (goal,))]]
        for goal in (second, third)
    ]
    assert steps == [[Value("Buddy"), Value("Tutor")], [Value("Lessons")]]
    record.apply(undo)
    assert (record.answers, record.rows) == before


def test_read_a_second_time_the_same_form_adds_nothing(record: PepRecord) -> None:
    said = filled(("goals.outcome@new1", "Reads more"), ("goals.what@new1/new1", "Buddy"),
                  ("goals.outcome@new2", "Swims"), ("goals.outcome@new3", "Sings"))  # fmt: skip
    proposal = propose(record, said)
    record.apply(proposal.batch(proposal.items))
    again = propose(record, said)
    assert {one.kind for one in again.items} == {Kind.SAME}
    assert again.batch(again.items).changes == ()
    more = propose(record, filled(("goals.outcome@new1", "Reads more"), ("goals.what@new1/new1", "A tutor")))
    assert kinds(more) == {"goals.outcome": Kind.SAME, "goals.what": Kind.NEW}
    assert more.items[1].row == "goal 1, row 2"  # beside what the plan has, never over it


def test_only_rows_of_what_is_chosen_are_made(record: PepRecord) -> None:
    record.rows.clear()
    proposal = propose(record, filled(("goals.outcome@new1", "Reads"), ("goals.outcome@new2", "Swims")))
    (_, swims) = proposal.items
    record.apply(proposal.batch([swims]))
    assert [record.answer("goals", "outcome", row) for row in record.rows[GOALS]] == [Value("Swims")]


def test_strange_places_doubles_and_loose_words_are_shown_last(record: PepRecord) -> None:
    said = filled(("about.name", "Ada"), ("about.name", "Bea"), ("about.no_such", "x"), ("about.came@nobody", "yes"))
    loose = Filled("small", "", "word", said.found, (NotUnderstood("Goals", "Ring me", "why"),))
    proposal = propose(record, loose)
    assert [(one.kind, one.text) for one in proposal.items] == [
        (Kind.NEW, "Ada"), (Kind.NOT_UNDERSTOOD, "Bea"), (Kind.NOT_UNDERSTOOD, "x"), (Kind.NOT_UNDERSTOOD, "yes"),
        (Kind.NOT_UNDERSTOOD, "Ring me"),
    ]  # fmt: skip
    assert [one.look for one in proposal.items[1:3]] == [TWICE, NOT_ASKED]
    words = report(proposal, proposal.suggested())
    assert words.startswith("1 answer taken over, 4 left as they are, 0 already in the plan.")
    for text in ("Ada", "Bea", "Ring me", TWICE):
        assert text in words


def test_a_form_of_another_plan_or_kind_warns_and_suggests_nothing(record: PepRecord) -> None:
    proposal = propose(record, filled(("about.name", "Ada"), plan="f" * 32, form="post_16"))
    assert proposal.warnings == (ANOTHER_PLAN, ANOTHER_FORM)
    assert proposal.suggested() == ()
    assert ANOTHER_CHILD not in proposal.warnings


def test_a_doubtful_answer_does_not_start_out_chosen(record: PepRecord, tmp_path: Path) -> None:
    doubtful = Found(Address("about", "name"), "Name", "Ada", "label", "Found by the words of the question only.")
    (one,) = propose(record, Filled("small", "", "word", (doubtful,))).items
    assert (one.kind, one.suggested, one.can_be_taken) == (Kind.NEW, False, True)
