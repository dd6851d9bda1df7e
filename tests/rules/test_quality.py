"""The likely rating: what each test sees, the roll-ups of real authorities, and the cheapest ways up."""

from __future__ import annotations

from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk import paths
from pepdesk.authority.loader import authority_ids, load_authority
from pepdesk.authority.model import (
    AreaLevel,
    Authority,
    Cap,
    Check,
    RatingWord,
    RollUp,
    Rubric,
    RubricArea,
    Tally,
    TargetMix,
)
from pepdesk.dates.calendar import english
from pepdesk.form.address import Address
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import FieldType
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.record.record import PepRecord, new_record
from pepdesk.rules import quality
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Issue
from pepdesk.rules.quality import Rating, Step, WayUp, likely_rating, roll_up
from pepdesk.rules.quality_seen import SHARE, Seen
from pepdesk.rules.quality_tests import TESTS
from pepdesk.rules.view import View
from tests.rules.views import TODAY, change, sample

WORDS = tuple(RatingWord(name.lower(), name, pays=name != "Red") for name in ("Gold", "Green", "Amber", "Red"))
GOLD, GREEN, AMBER, RED = range(4)
BY_GOLD = (
    RollUp("gold", (Tally("gold", at_least=7), Tally("amber", at_most=0, or_worse=True))),
    RollUp("green", (Tally("green", at_least=7, or_better=True), Tally("red", at_most=0))),
    RollUp("amber", ()),
)
ANY_RED, MORE_THAN_ONE, MAJORITY = (
    Rubric(WORDS, roll_up=(RollUp("red", (Tally("red", at_least=many),)), *BY_GOLD)) for many in (1, 2, 5)
)
"""The three ways St Helens' own pages word its roll-up of eight areas (dossier c1)."""


@pytest.fixture
def plan() -> PepRecord:
    return sample()


def view_of(record: PepRecord, authority: Authority | None = None) -> View:
    """With the coach's judgements and usual terms, which the other rules' views leave out."""
    found = assess(record, TODAY)
    return View(record, found.shown, found.rows, TODAY, authority or Authority(), english(TODAY), found.judgements)


def put(record: PepRecord, address: str, answer: str | tuple[str, ...] | None) -> None:
    change(record, {address: answer})


def seen(record: PepRecord, test: str, authority: Authority | None = None) -> Seen:
    return TESTS[test].see(view_of(record, authority), assess(record, TODAY).issues)


def rated(record: PepRecord, rubric: Rubric) -> Rating:
    return likely_rating(view_of(record, Authority(rubric=rubric)), assess(record, TODAY).issues)


def area(name: str, **levels: tuple[Check, ...]) -> RubricArea:
    return RubricArea(name, name, tuple(AreaLevel(word, needs) for word, needs in levels.items()))


@pytest.mark.parametrize(
    ("areas", "any_red", "more_than_one", "majority"),
    [
        ([GOLD] * 8, GOLD, GOLD, GOLD),
        ([GOLD] * 7 + [GREEN], GOLD, GOLD, GOLD),
        ([GOLD] * 6 + [GREEN] * 2, GREEN, GREEN, GREEN),
        ([GOLD] * 7 + [AMBER], GREEN, GREEN, GREEN),
        ([GREEN] * 6 + [AMBER] * 2, AMBER, AMBER, AMBER),
        ([GOLD] * 7 + [RED], RED, AMBER, AMBER),
        ([GOLD] * 6 + [RED] * 2, RED, RED, AMBER),
        ([GREEN] * 3 + [RED] * 5, RED, RED, RED),
    ],
)
def test_the_three_wordings_of_one_authoritys_roll_up_give_their_own_answers(
    areas: list[int], any_red: int, more_than_one: int, majority: int
) -> None:
    assert [roll_up(rubric, areas) for rubric in (ANY_RED, MORE_THAN_ONE, MAJORITY)] == [
        any_red,
        more_than_one,
        majority,
    ]


def test_an_authority_without_a_rubric_gets_no_rating(plan: PepRecord) -> None:
    assert rated(plan, Rubric()) == Rating()
    assert rated(plan, Rubric()).pays is None


def test_an_area_has_the_best_word_whose_needs_all_hold_and_says_what_the_next_one_lacks(plan: PepRecord) -> None:
    rubric = Rubric(
        WORDS,
        (area("Voice", gold=(Check("voice_words", 9_999),), green=(Check("voice_words", 5), Check("voice_how", 100))),),
        (RollUp("green", (Tally("green", at_least=1),)),),
    )
    found = rated(plan, rubric)
    assert found.rating == WORDS[GREEN]
    assert found.pays
    assert found.areas[0].rating == WORDS[GREEN]
    words = seen(plan, "voice_words").amount
    assert found.areas[0].reasons == (f"Words of the child's own: {words}; Gold needs 9999.",)
    for name in ("method", "helper"):
        put(plan, f"voice.{name}", None)
    lost = rated(plan, rubric)
    assert lost.rating == WORDS[RED]
    assert not lost.pays
    assert lost.areas[0].reasons == ("How the child's views were gathered: not yet.",)
    assert lost.cheapest == (
        WayUp(
            rubric.areas[0], WORDS[RED], WORDS[GREEN], (Step(TESTS["voice_how"].advice, Address("voice", "method")),)
        ),
    )
    assert lost.lifts_to == WORDS[GREEN]


def test_doing_the_steps_of_the_cheapest_way_lifts_the_whole_plan(plan: PepRecord) -> None:
    rubric = Rubric(
        WORDS,
        (
            area("Dates", gold=(Check("next_date", 100), Check("meeting_date", 100))),
            area("Carer", gold=(Check("carer_voice", 100),)),
        ),
        (RollUp("gold", (Tally("gold", at_least=2),)), RollUp("amber", (Tally("gold", at_least=1),))),
    )
    for name in ("meeting.next_date", "meeting.date", "views.carer_well"):
        put(plan, name, None)
    first = rated(plan, rubric)
    assert (first.rating, first.lifts_to) == (WORDS[RED], WORDS[AMBER])
    assert [step.address for way in first.cheapest for step in way.steps] == [Address("views", "carer_well")]
    put(plan, "views.carer_well", "Reading aloud at bedtime has become a habit.")
    second = rated(plan, rubric)
    assert (second.rating, second.lifts_to) == (WORDS[AMBER], WORDS[GOLD])
    assert {step.address for way in second.cheapest for step in way.steps} == {
        Address("meeting", "date"),
        Address("meeting", "next_date"),
    }
    put(plan, "meeting.date", "2026-11-12")
    put(plan, "meeting.next_date", "2027-02-25")
    last = rated(plan, rubric)
    assert (last.rating, last.cheapest, last.lifts_to) == (WORDS[GOLD], (), None)
    assert last.areas[0].way_up is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(st.integers(0, 3), st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=5),
    st.sampled_from([ANY_RED, MORE_THAN_ONE, MAJORITY]),
)
def test_no_other_choice_of_lifts_needs_fewer_steps(costs: list[dict[int, int]], rubric: Rubric) -> None:
    here = RubricArea("a", "A", ())
    step = Step("do it", Address("meeting", "date"))
    lifts = []
    for table in costs:
        now = max(table)
        lifts.append(
            {p: WayUp(here, WORDS[now], WORDS[p], (step,) * (0 if p == now else cost)) for p, cost in table.items()}
        )
    whole = roll_up(rubric, [max(table) for table in costs])
    chosen, to = quality._cheapest(rubric, lifts, whole)
    prices = [
        sum(len(way.steps) for way in ways)
        for ways in product(*(options.values() for options in lifts))
        if roll_up(rubric, [WORDS.index(way.after) for way in ways]) < whole
    ]
    assert (to is None) == (not prices)
    if to is not None:
        assert sum(len(way.steps) for way in chosen) == min(prices)
        assert WORDS.index(to) < whole


def test_targets_are_seen_as_they_are_worded_helped_and_paid_for(plan: PepRecord) -> None:
    assert seen(plan, "targets_count").amount == 4
    assert seen(plan, "strategies_detail").amount == 5
    put(plan, "targets.strategy_where@r2/r1", None)
    detail = seen(plan, "strategies_detail")
    assert (detail.amount, detail.place) == (4, Address("targets", "strategy_where", ("r2", "r1")))
    assert seen(plan, "targets_with_strategy_5") == Seen(75, Address("targets", "strategy_where", ("r2", "r1")))
    put(plan, "targets.baseline@r3", "TBC")
    assert seen(plan, "targets_with_baseline") == Seen(75, Address("targets", "baseline", ("r3",)))
    put(plan, "targets.outcome@r1", "She will improve her reading.")
    assert seen(plan, "targets_measurable").place == Address("targets", "outcome", ("r1",))


def test_a_target_said_again_word_for_word_is_a_repeat_unless_a_reason_was_given(plan: PepRecord) -> None:
    said = "Lusia will read a page of her own choice aloud without help by 2 February."
    put(plan, "targets.outcome@r1", said)
    assert seen(plan, "not_repeated").amount == 100
    put(plan, "review.target@r1", said.replace("2 February", "4 November"))
    assert seen(plan, "not_repeated") == Seen(75, Address("targets", "outcome", ("r1",)))
    put(plan, "review.next_step@r1", "carry_forward")
    put(plan, "review.next_reason@r1", "She was ill for five weeks.")
    assert seen(plan, "not_repeated").amount == 100


def test_money_mix_and_sdq_follow_the_authoritys_figures(plan: PepRecord) -> None:
    from decimal import Decimal

    put(plan, "funding.total_requested", "550")
    put(plan, "funding.needs_more", "no")
    for cap, amount in (("500", 0), ("600", 100)):
        assert seen(plan, "money_within_cap", Authority(caps=(Cap("c", Decimal(cap), "term"),))).amount == amount
    put(plan, "health.sdq_score", "17")
    for row in ("r1", "r2", "r3"):
        put(plan, f"targets.linked_to@{row}", None)
    assert seen(plan, "sdq_addressed", Authority(sdq_at_least=18)).amount == 100
    assert seen(plan, "sdq_addressed", Authority(sdq_at_least=17)).amount == 50
    put(plan, "targets.linked_to@r3", ("sdq",))
    assert seen(plan, "sdq_addressed", Authority(sdq_at_least=17)).amount == 100
    mix = TargetMix("m", "maths", ("maths",), at_least=1, unless_reason=True)
    for row in ("r1", "r2", "r3"):
        put(plan, f"targets.area@{row}", "english")
    put(plan, "targets.mix_reason", None)
    assert seen(plan, "targets_mix", Authority(target_mix=(mix,))).amount == 0
    put(plan, "targets.mix_reason", "Maths is taught at the hospital school this term.")
    assert seen(plan, "targets_mix", Authority(target_mix=(mix,))).amount == 100


def test_every_test_says_what_it_sees_where_to_go_and_whence_it_comes() -> None:
    forms = [load_form(paths.forms_dir(), one) for one in form_ids(paths.forms_dir())]
    for name, test in TESTS.items():
        assert test.name == name
        assert all((test.title, test.says, test.advice, test.source)), name
        for form in forms:
            place = test.see(view_of(new_record(form, "2026-11-22T10:00:00+00:00")), ()).place
            assert any(one.has(place.tab, place.field) for one in forms), (name, place)


def test_every_shipped_rubric_names_tests_there_are_and_rates_an_empty_plan_quickly() -> None:
    empty = new_record(load_form(paths.forms_dir(), "year_r_11"), "2026-11-22T10:00:00+00:00")
    issues = assess(empty, TODAY).issues
    for one in authority_ids(paths.forms_dir()):
        authority = load_authority(paths.forms_dir(), one)
        named = {need.test for area in authority.rubric.areas for level in area.levels for need in level.needs}
        assert named <= TESTS.keys(), one
        view = view_of(empty, authority)
        start = process_time()
        found = likely_rating(view, issues)
        assert process_time() - start < 0.1, one  # an empty plan has the most ways up to weigh
        if authority.rubric.areas:
            assert found.rating == authority.rubric.words[-1], one
            assert found.cheapest, one


_ANY = st.one_of(
    st.sampled_from(
        ["", "yes", "no", "ehcp", "initial", "5e9", "-3", "2026-11-12", "9999-12-31", "0001-01-01", "£1e", "TBC", "17"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(form_ids(paths.forms_dir())))
def test_no_answer_makes_a_test_raise_or_leave_its_range(data: st.DataObject, form_id: str) -> None:
    form = load_form(paths.forms_dir(), form_id)
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    tabs = ("meeting", "targets", "review", "funding", "health", "sen", "voice", "views", "attainment", "attendance")
    fields = [one for tab in form.tabs if tab.id in tabs for one in tab.fields if one.type is not FieldType.NOTE]
    for field in data.draw(st.lists(st.sampled_from(fields), max_size=25)):
        group = form.tab(field.tab).group(field.group) if field.group else None
        rows = record.rows_at(group, field.tab)[:1] if group and group.repeat and field.depth == 1 else ()
        if len(rows) == field.depth:
            answer = data.draw(
                st.one_of(
                    _ANY.filter(bool).map(Value),
                    st.lists(_ANY.filter(bool), min_size=1, max_size=3).map(lambda many: Value(tuple(many))),
                    _ANY.map(NotApplicable),
                    _ANY.map(NotKnown),
                )
            )
            record.answers[Address(field.tab, field.id, rows)] = answer
    view, issues = view_of(record), assess(record, TODAY).issues
    for test in TESTS.values():
        found = test.see(view, issues)
        assert found.amount >= 0
        assert test.unit != SHARE or found.amount <= 100


def test_a_rating_with_every_test_takes_no_longer_than_a_key_may(plan: PepRecord) -> None:
    needs = tuple(Check(name, 100) for name in TESTS)
    areas = tuple(area(f"a{n}", gold=needs, green=needs[:40], amber=needs[:10]) for n in range(8))
    view: object = view_of(plan, Authority(rubric=Rubric(WORDS, areas, ANY_RED.roll_up)))
    issues: tuple[Issue, ...] = assess(plan, TODAY).issues
    took = []
    for _ in range(15):
        start = process_time()
        likely_rating(view, issues)  # type: ignore[arg-type]
        took.append(process_time() - start)
    # Processor time, and far above what it takes: no measure of speed, but a guard against something quadratic.
    assert min(took) < 0.1, f"{min(took) * 1000:.1f} ms"
