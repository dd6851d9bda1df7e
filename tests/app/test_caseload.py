"""The plans as one desk sees them: groups by whose move it is, days due with their reasons, found by a few letters."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pepdesk.app.caseload import (
    Caseload,
    Group,
    Order,
    Plan,
    caseload,
    due_words,
    group_of,
    may_be_sent,
    next_due,
    rating_words,
    spoken,
    state_words,
)
from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Card, Entry, card_of, read_card, write_card
from pepdesk.app.plan_card import LONGEST, CardDue
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.rules.assess import assess

TODAY = date(2026, 11, 22)
SAVED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SCHOOL, WORKER, OFFICE = "designated_teacher", "social_worker", "virtual_school"
TOMORROW = CardDue("2026-11-23", "x", "y")


def day(away: int) -> str:
    return (TODAY + timedelta(days=away)).isoformat()


def desk(*cards: Card, role: str = SCHOOL) -> Caseload:
    return caseload([Entry(f"{at:032x}", card, SAVED) for at, card in enumerate(cards)], role, TODAY)


def only(card: Card, role: str = SCHOOL) -> Plan:
    return desk(card, role=role).plans[0]


def test_the_card_of_a_plan_tells_rating_turn_school_and_days_with_their_reasons() -> None:
    record = sample_plan("year_r_11", TODAY)
    card = card_of(record, assess(record, TODAY))
    assert card.school == "Ysgol Glan Gwy"
    assert card.rating
    assert (card.state, card.waits_for) == ("signed", (OFFICE,))
    assert [one.on for one in card.due] == sorted(one.on for one in card.due)
    assert any(one.what == "Reviewing officer has the plan" and "3 days before" in one.why for one in card.due)
    assert read_card(write_card(card)) == card


def test_a_name_of_any_length_leaves_room_for_the_plan_to_be_saved() -> None:
    record = sample_plan("year_r_11", TODAY)
    record.apply(SetAnswer(Address("school", "name"), Value("Ÿ" * 100_000)))
    card = card_of(record, assess(record, TODAY))
    assert card.school == "Ÿ" * LONGEST
    assert len(write_card(card)) < 4096


@pytest.mark.parametrize(
    "data",
    [
        b'{"first_name": "Ada", "due": [{"on": "2026-11-30"}, 7, null], "waits_for": ["x", 3], "from_the_future": {}}',
        b'{"first_name": "Ada"}',
    ],
)
def test_a_card_of_another_version_gives_what_is_known_of_it(data: bytes) -> None:
    card = read_card(data)
    assert (card.first_name, card.due) == ("Ada", ())


@pytest.mark.parametrize("data", [b"", b"[]", b'{"due": 5}', b'{"waits_for": null}', b'{"answered": "7"}', b"\xff"])
def test_a_card_that_makes_no_sense_is_an_empty_one(data: bytes) -> None:
    assert read_card(data) == Card()


@pytest.mark.parametrize(
    ("card", "mine", "theirs"),
    [
        (Card(state="writing", waits_for=(SCHOOL, WORKER)), Group.PREPARE, Group.PREPARE),
        (Card(state="writing", waits_for=(SCHOOL,)), Group.PREPARE, Group.WAITING),
        (Card(state="writing", waits_for=(SCHOOL,), meeting=day(7)), Group.MEETING, Group.MEETING),
        (Card(state="writing", waits_for=(SCHOOL,), meeting=day(8)), Group.PREPARE, Group.WAITING),
        (Card(state="writing", waits_for=(SCHOOL,), meeting=day(-1)), Group.PREPARE, Group.WAITING),
        (Card(state="ready", waits_for=(SCHOOL,)), Group.SIGN, Group.WAITING),
        (Card(state="signed", waits_for=(WORKER,), signed=1), Group.WAITING, Group.SIGN),
        (Card(state="signed off", signed=3), Group.SIGNED, Group.SIGNED),
        (Card(state="signed off", meeting=day(1)), Group.SIGNED, Group.SIGNED),
        (Card(signed=2), Group.SIGNED, Group.SIGNED),  # of an older save
        (Card(state="signed off", signed=3, sent_on=day(-9), sent_to="them"), Group.SENT, Group.SENT),
        (Card(state="ready", waits_for=(SCHOOL,), meeting=day(1), sent_on=day(0), sent_to="x"), Group.SENT, Group.SENT),
        (Card(), Group.PREPARE, Group.PREPARE),
    ],
)
def test_whose_move_it_is_decides_where_a_plan_stands(card: Card, mine: Group, theirs: Group) -> None:
    assert group_of(card, SCHOOL, TODAY) is mine
    assert group_of(card, WORKER, TODAY) is theirs


def test_somebody_who_has_not_said_who_they_are_waits_only_for_plans_that_were_handed_over() -> None:
    one = Card(state="writing", waits_for=(WORKER,))
    assert group_of(one, "", TODAY) is Group.PREPARE
    assert group_of(replace(one, turn="Waiting for the social worker"), "", TODAY) is Group.WAITING
    assert group_of(Card(state="ready", waits_for=(WORKER,)), "", TODAY) is Group.SIGN


def test_the_next_day_due_moves_on_as_time_goes_by_without_a_plan_being_read() -> None:
    days = (
        CardDue(day(-3), "First", "a"),
        CardDue(day(0), "Second", "By rule", certain=False),
        CardDue(day(9), "Third", "c"),
    )
    found = next_due(days, TODAY)
    assert found is not None
    assert (found.what, found.when, found.why) == ("Second", "today", "by rule; the day is not certain")
    later = next_due(days, TODAY + timedelta(days=1))
    assert later is not None
    assert (later.what, later.when, later.passed) == ("Third", "in 8 days", False)
    last = next_due(days, TODAY + timedelta(days=12))
    assert last is not None
    assert (last.what, last.when, last.passed) == ("Third", "passed 3 days ago", True)
    assert last.day == "Tuesday 1 December"
    far = next_due((CardDue("2027-09-30", "x", "y"),), TODAY)
    assert far is not None
    assert far.day == "Thursday 30 September 2027", "a day far off needs its year"
    assert next_due((), TODAY) is None
    assert next_due((CardDue("never", "x", "y"),), TODAY) is None


def test_the_three_soonest_days_over_all_plans_are_told_but_none_of_signed_plans_or_days_gone() -> None:
    cards = [Card(first_name=str(at), due=(CardDue(day(at), "x", "y"),)) for at in (9, 4, -2, 6, 5)]
    signed = Card(first_name="signed", state="signed off", due=(CardDue(day(1), "x", "y"),))
    soon = desk(*cards, signed).due_soon()
    assert [plan.entry.card.first_name for plan in soon] == ["4", "5", "6"]


SENT = Card(
    first_name="Ada", surname="Ng", state="signed off", signed=3, meeting=day(-30), sent_on="2027-03-03",
    sent_to="the virtual school of Gateshead", due=(CardDue(day(3), "Plan submitted", "x"),), next_meeting=day(4),
)  # fmt: skip
SENT_WORDS = "Sent to the virtual school of Gateshead on 3 March 2027"


def test_what_was_sent_says_so_and_only_the_next_meeting_is_still_due() -> None:
    plan = only(SENT)
    assert due_words(plan) == ("Next meeting Thursday 26 November, in 4 days", SENT_WORDS)
    assert state_words(plan) == "Signed by 3"
    assert SENT_WORDS in spoken(plan, SAVED, names=False)
    assert "Plan submitted" not in spoken(plan, SAVED, names=False)
    assert desk(SENT).due_soon() == (plan,)
    assert due_words(only(replace(SENT, next_meeting=""))) == (SENT_WORDS, "")
    far = replace(SENT, next_meeting=day(29))
    assert due_words(only(far)) == (SENT_WORDS, "Next meeting Monday 21 December, in 29 days")
    assert desk(far).due_soon() == (), "it is told, but does not press yet"
    unsigned = only(replace(SENT, signed=0, state="ready"))
    assert (unsigned.group, state_words(unsigned)) == (Group.SENT, "Not signed here")
    signed = only(replace(SENT, sent_on="", sent_to=""))
    assert due_words(signed)[1] == "Not noted as sent yet"
    assert may_be_sent(signed.entry.card)
    assert not may_be_sent(SENT)
    assert not may_be_sent(Card(state="writing", waits_for=(SCHOOL,)))


def test_a_next_meeting_is_due_until_its_plan_is_begun_and_not_for_ever_once_it_has_passed() -> None:
    spring = Card(first_name="Ada", surname="Ng", state="writing", meeting=day(4))
    assert desk(SENT, spring).plans[0].due is None, "its own plan says when it is"
    assert desk(SENT, replace(spring, meeting="")).plans[0].due is None
    assert desk(SENT, replace(spring, surname="Bell")).plans[0].due is not None
    assert desk(SENT, replace(spring, meeting=day(-120))).plans[0].due is not None, "an earlier plan"
    late = only(replace(SENT, next_meeting=day(-28))).due
    assert late is not None
    assert late.passed
    assert only(replace(SENT, next_meeting=day(-29))).due is None
    nobody = replace(SENT, first_name="", surname="")
    assert desk(nobody, Card()).plans[0].due is not None, "two without a name are not one child"


def test_plans_are_found_by_name_initials_school_and_term_without_accents_and_sorted_as_asked() -> None:
    load = desk(
        Card(first_name="Zoë", surname="Ångström", school="St Botolph’s", term="Autumn 2026/27"),
        Card(first_name="Ada", surname="Ng", school="Ysgol Glan", term="Spring 2026/27", due=(TOMORROW,)),
        Card(first_name="Sam", surname="Bell", term="Autumn 2026/27", state="signed off"),
    )  # fmt: skip

    def found(words: str, group: Group | None = None, order: Order = Order.DUE) -> list[str]:
        return [plan.entry.card.first_name for _, plans in load.find(words, group, order) for plan in plans]

    assert found("") == ["Ada", "Zoë", "Sam"], "by group first: a signed plan comes last"
    assert found("", None, Order.NAME) == ["Zoë", "Ada", "Sam"]
    assert found("", None, Order.CHANGED) == ["Zoë", "Ada", "Sam"]
    assert found("angstrom") == found("ZOE") == found("za") == found("botolph aut") == ["Zoë"]
    assert found("autumn") == ["Zoë", "Sam"]
    assert found("autumn", Group.SIGNED) == ["Sam"]
    assert found("nobody") == []
    assert load.counts() == {**dict.fromkeys(Group, 0), Group.PREPARE: 2, Group.SIGNED: 1}


def test_all_that_is_painted_is_said_and_the_name_only_when_it_is_wanted() -> None:
    plan = only(
        Card(
            first_name="Ada", surname="Ng", year_group="Year 8", form="Plan", term="Autumn 2026/27", answered=30,
            needed=52, rating="Amber", school="Hill School", meeting=day(40), state="writing", waits_for=(WORKER,),
            due=(CardDue(day(5), "Plan sent out", "10 working days after the meeting"),),
        )
    )  # fmt: skip
    said = spoken(plan, SAVED, names=False)
    for words in (
        "AN, Year 8 – Autumn 2026/27", "Waiting for someone", "Due Friday 27 November, in 5 days",
        "Plan sent out: 10 working days after the meeting", "30 of 52 needed answers", "Likely rating: Amber",
        "Draft: waiting for the social worker", "Hill School", "Meeting 1 January 2027", "Saved today",
    ):  # fmt: skip
        assert words in said
    assert "Ada" not in said
    assert "Ada (AN)" in spoken(plan, SAVED, names=True)


def test_a_plan_just_begun_has_no_rating_yet_and_one_without_days_says_so() -> None:
    begun = only(Card(answered=12, needed=52, rating="Red"))
    assert rating_words(begun) == ""
    assert due_words(begun) == ("No deadline known", "")
    assert "Meeting" not in state_words(begun)
    assert "No meeting date yet" in spoken(begun, SAVED, names=True)
    assert spoken(begun, SAVED, names=True).startswith("No name yet.")
