"""The authorities that ship: what they say of real wording, of money and of ratings, read from their files."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pepdesk.authority.loader import authority_ids, load_authority, read_pack
from pepdesk.authority.model import Authority, DayKind, Rubric
from pepdesk.form.model import Role
from pepdesk.form.packs import find_packs
from pepdesk.rules.money import balance, cap_for
from pepdesk.rules.quality import roll_up
from pepdesk.rules.spending import found_in
from tests.rules.views import Changes, change, sample, view_of

FORMS = Path(__file__).parents[2] / "forms"
DATA = Path(__file__).parent / "data"
authority = cache(lambda name: load_authority(FORMS, name))


def test_the_generic_england_the_five_seeds_and_eight_more_ship() -> None:
    seeds = {"staffordshire", "word_form", "welfare_call_a", "welfare_call_b", "bury"}
    more = {"st_helens", "lancashire", "sutton", "gateshead", "central_bedfordshire"}
    assert {"england"} | seeds | more <= set(authority_ids(FORMS))


def test_the_authorities_disagree_as_their_documents_do() -> None:
    staffordshire, bury, gateshead = authority("staffordshire"), authority("bury"), authority("gateshead")
    assert cap(staffordshire, "term") == 500
    assert cap(bury, "term") == 600
    assert cap(bury, "year") == 1800
    assert cap(authority("welfare_call_b"), "term") == 520
    assert cap(authority("st_helens"), "term") == Decimal("666.66")  # to the penny
    assert (bury.sdq_at_least, gateshead.sdq_at_least) == (17, 18)
    assert (first_pep(bury), first_pep(gateshead), first_pep(staffordshire)) == (
        (20, DayKind.SCHOOL), (20, DayKind.WORKING), (20, DayKind.UNKNOWN),
    )  # fmt: skip
    assert (bury.chair, authority("welfare_call_b").chair) == (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)
    assert authority("central_bedfordshire").meetings_a_year == 2
    assert authority("england").chair is None  # law and guidance leave it open


def cap(one: Authority, per: str) -> Decimal:
    """The only cap for that long at school age."""
    (amount,) = [cap.amount for cap in one.caps if cap.per == per and "year_r_11" in cap.scope.phases]
    return amount


def first_pep(one: Authority) -> tuple[int, DayKind]:
    (clock,) = [clock for clock in one.clocks if clock.id == "first_pep" and not clock.emergency]
    return clock.count, clock.kind


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("School blazer and tie", "clothing"),
        ("2 x school jumper", "clothing"),
        ("Uniform", "clothing"),
        ("PE kit", "clothing"),
        ("Taxi to alternative provision", "transport"),
        ("Half-term bus pass", "transport"),
        ("train fares for college open day", "transport"),
        ("Petrol for carer", "transport"),
        ("Admin time for the plan", "administration"),
        ("DT time to write the PEP", "administration"),
        ("Photocopying", "administration"),
    ],
)
def test_bury_refuses_what_its_handbook_refuses_in_the_words_teachers_use(text: str, rule: str) -> None:
    assert [(hit.rule.id, hit.rule.rule.value) for hit in found_in(text, authority("bury").spend)] == [
        (rule, "refused")
    ]


@pytest.mark.parametrize(
    "text", ["Chromebook for homework", "Laptop (refurbished)", "iPads x 2", "Mobile phone contract"]
)
def test_devices_are_limited_where_nothing_else_is_known(text: str) -> None:
    (hit,) = found_in(text, authority("staffordshire").spend)
    assert (hit.rule.id, hit.rule.rule.value) == ("devices", "limited")


def test_a_residential_trip_meets_st_helens_four_tests_and_nobody_elses() -> None:
    (hit,) = found_in("Year 6 residential trip", authority("st_helens").spend)
    assert (hit.rule.id, hit.rule.rule.value) == ("trips", "limited")
    assert not found_in("Year 6 residential trip", authority("bury").spend)


@pytest.mark.parametrize("name", authority_ids(FORMS))
@pytest.mark.parametrize(
    "text",
    [
        "A uniform approach to phonics",
        "Helping Sam follow a train of thought",
        "Attachment training for two staff trainers",
        "Tutor for ten one-hour maths sessions, 1:1",
        "Reading books at the right level",
        "Computer club on Thursdays",
        "Transport topic books",
        "Drawing and talking therapy, ten sessions",
        "ELSA, 30 minutes a week for 10 weeks",
        "Sensory jumps on the trampoline",
    ],
)
def test_harmless_words_raise_no_alarm_anywhere(name: str, text: str) -> None:
    assert not found_in(text, authority(name).spend)


def st_helens(page: str) -> Rubric:
    """The rubric of St Helens by the page it is on: the shipped one, or a whole pack that only the tests carry."""
    if page == "main":
        return authority("st_helens").rubric
    return read_pack(find_packs(DATA)[f"st_helens_{page}"], find_packs(FORMS)["england"]).rubric


GOLD, GREEN, AMBER, RED = 0, 1, 2, 3


@pytest.mark.parametrize(
    ("areas", "main", "framework", "professionals"),
    [
        ([], GOLD, GOLD, GOLD),
        ([GREEN], GOLD, GOLD, GOLD),
        ([AMBER], GREEN, GREEN, GREEN),
        ([GREEN, GREEN], GREEN, GREEN, GREEN),
        ([AMBER, AMBER], AMBER, AMBER, AMBER),
        ([RED], RED, AMBER, AMBER),
        ([RED, RED], RED, RED, AMBER),
        ([RED] * 4, RED, RED, AMBER),
        ([RED] * 5, RED, RED, RED),
    ],
)
def test_the_three_roll_ups_of_st_helens_differ_just_where_its_pages_do(
    areas: list[int], main: int, framework: int, professionals: int
) -> None:
    """``areas`` are those that are not gold."""
    for page, expected in (("main", main), ("framework", framework), ("professionals", professionals)):
        rubric = st_helens(page)
        assert len(rubric.areas) == (7 if page == "framework" else 8)
        assert roll_up(rubric, [*areas, *[GOLD] * (len(rubric.areas) - len(areas))]) == expected, page


@pytest.mark.parametrize("name", authority_ids(FORMS))
def test_the_best_plan_gets_the_best_word_and_the_worst_the_worst_from_every_authority(name: str) -> None:
    rubric = authority(name).rubric
    worst = len(rubric.words) - 1
    assert roll_up(rubric, [0] * len(rubric.areas)) == 0
    assert roll_up(rubric, [worst] * len(rubric.areas)) == worst
    assert not rubric.words[worst].pays


@pytest.mark.parametrize(
    ("name", "year", "term", "day", "amount", "earlier"),
    [
        ("lancashire", "2023/24", "autumn", "2023-11-10", 620, ""),
        ("lancashire", "2024/25", "spring", "2025-02-10", 620, ""),
        ("lancashire", "2024/25", "summer", "2025-06-10", 610, ""),
        ("lancashire", "2025/26", "summer", "2026-06-10", 550, ""),
        ("lancashire", "2026/27", "autumn", "2026-11-10", 550, "2025/26"),
        ("bury", "2024/25", "autumn", "2024-11-10", 600, ""),
        ("bury", "2026/27", "autumn", "2026-11-10", 600, "2024/25"),
        ("staffordshire", "2026/27", "autumn", "2026-11-10", 500, ""),
    ],
)
def test_a_plan_is_held_against_its_own_years_cap_and_after_that_against_the_last_one_known(
    name: str, year: str, term: str, day: str, amount: int, earlier: str
) -> None:
    when: Changes = {"meeting.academic_year": year, "meeting.term": term, "meeting.date": day}
    found = balance(view_of(change(sample(), {**when, "funding.total_requested": "900"}), authority(name)))
    assert found.cap == amount
    assert found.earlier == earlier


@pytest.mark.parametrize(("year_group", "most"), [("4", 250), ("8", 500)])
def test_peterborough_limits_what_one_device_may_cost_by_key_stage(year_group: str, most: int) -> None:
    plan = view_of(change(sample(), {"child.year_group": year_group}), authority("peterborough"))
    found = cap_for(plan, "item", "devices")
    assert found is not None
    assert found.amount == most


@pytest.mark.parametrize("name", authority_ids(FORMS))
def test_every_cap_says_of_which_children_or_things_and_every_dated_one_its_year(name: str) -> None:
    for cap in authority(name).caps:
        assert cap.scope.phases or cap.scope.years
        assert cap.scope.academic_year or cap.about.dated
