"""Money: what is asked for, caps with their year, refused things in the text; nothing is ever counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.model import Authority, Cap, Scope, Sourced, Spend, SpendRule
from pepdesk.form.address import Address, RowsAt
from pepdesk.record.answers import Value
from pepdesk.rules import money, spending
from pepdesk.rules.issue import Level
from tests.rules.views import Changes, codes, rows, sample, seen, told, view_of


def capped(*caps: Cap, **settings: object) -> Authority:
    return Authority(id="northfold", name="Northfold", caps=caps, **settings)  # type: ignore[arg-type]


def cap(amount: str, per: str = "term", item: str = "", **scope: object) -> Cap:
    return Cap(f"cap_{amount}", Decimal(amount), per, item, Scope(**scope), Sourced(f"page of {amount}"))  # type: ignore[arg-type]


def asking(total: str, **more: str) -> Changes:
    return {"funding.total_requested": total, **{f"funding.{field}": text for field, text in more.items()}}


def test_the_sample_asks_for_what_its_lines_cost() -> None:
    view = view_of(sample())
    assert money.cost_of_targets(view) == money.asked(view) == Decimal("368.50")
    assert list(money.issues(view)) == []
    assert money.balance(view) == money.Balance(Decimal("368.50"))


def test_the_same_plan_is_over_one_cap_and_under_another() -> None:
    plan = asking("550.00")
    for amount, over in (("500", True), ("600", False), ("550", False)):
        view = seen(plan, capped(cap(amount)))
        assert ("over_term_cap" in codes(money.issues, view)) is over, amount
        assert money.balance(view).remaining == Decimal(amount) - 550


def test_asking_for_more_on_purpose_and_saying_why_settles_it() -> None:
    more = {"needs_more": "yes", "more_reason": "A one-to-one adult for the four weeks after hospital."}
    assert "over_term_cap" not in codes(money.issues, seen(asking("900", **more), capped(cap("500"))))
    more["more_reason"] = " "
    assert "over_term_cap" in codes(money.issues, seen(asking("900", **more), capped(cap("500"))))


@pytest.mark.parametrize("typed", ["2026/27", "2026-27", "2026/2027", ""])
def test_the_cap_of_the_plans_own_year_counts_however_the_year_is_written(typed: str) -> None:
    caps = (
        cap("500", academic_year="2025/26"),
        cap("520", academic_year="2026/27"),
        cap("540", academic_year="2027/28"),
    )
    found = money.balance(seen({"meeting.academic_year": typed or None}, capped(*caps)))
    assert (found.cap, found.earlier) == (Decimal(520), "")


def test_without_a_cap_for_the_year_the_last_known_one_is_used_and_says_so() -> None:
    caps = (
        cap("480", academic_year="2023/24"),
        cap("500", academic_year="2024/25"),
        cap("900", academic_year="2029/30"),
    )
    view = seen(asking("510"), capped(*caps))
    found = money.balance(view)
    assert (found.cap, found.earlier, found.source) == (Decimal(500), "2024/25", "page of 500")
    (issue,) = [one for one in money.issues(view) if one.code == "over_term_cap"]
    assert "2024/25" in issue.advice


def test_a_cap_for_some_children_wins_for_them_and_says_nothing_of_others() -> None:
    caps = (cap("600"), cap("700", years=("8",)), cap("300", "year", phases=("post_16",)))
    view = view_of(sample(), capped(*caps))
    assert money.balance(view).cap == 700
    assert money.cap_for(view, "year") is None


def test_money_received_earlier_counts_against_a_years_cap_only_in_the_same_year() -> None:
    yearly = capped(cap("800", "year"))
    assert money.balance(seen({}, yearly)).remaining == Decimal("431.50")  # autumn: last term was another year
    spring = seen({"meeting.term": "spring"}, yearly)
    assert money.balance(spring).remaining == Decimal("-68.50")  # 500 received in autumn
    assert "over_year_cap" in codes(money.issues, spring)


def test_a_sum_without_any_cost_line_is_told() -> None:
    record = sample()
    rows(rows(record, "targets.cost_line@r1"), "targets.cost_line@r2")
    (issue,) = money.issues(view_of(record))
    assert (issue.code, str(issue.address)) == ("total_differs", "funding.total_requested")
    assert "no target has a cost" in issue.message


def test_an_item_dearer_than_its_cap_is_told_by_the_price_of_one() -> None:
    laptop = SpendRule("laptop", "Laptops", Spend.ALLOWED, ("laptop*",))
    authority = capped(cap("250", "item", "laptop"), spend=(laptop,))
    two = {"targets.cost_item@r2/r1": "Two laptops", "targets.cost_units@r2/r1": "2", "targets.cost_rate@r2/r1": "200"}
    assert codes(spending.issues, seen({**two}, authority)) == []
    two["targets.cost_rate@r2/r1"] = "251"
    assert told(spending.issues, seen({**two}, authority)) == {("targets.cost_rate@r2/r1", "over_item_cap")}


def test_last_terms_money_must_agree_with_the_reviewed_targets() -> None:
    assert told(money.issues, seen({"funding.spent": "470"})) == {("funding.spent", "spent_differs")}
    assert "overspent" in codes(money.issues, seen({"funding.spent": "510"}))
    assert codes(money.issues, seen({"funding.spent": "470", "review.spent@r1": None})) == []


def test_who_arranges_tuition_is_plain() -> None:
    assert codes(money.issues, seen({"funding.tuition_by": "none"})) == ["tuition_unsaid"]
    kept = seen({"funding.tuition_by": "virtual_school"}, capped())
    assert codes(money.issues, kept) == ["tuition_paid_twice", "tuition_not_offered"]
    offered = capped(authority_may_keep_money=True, authority_arranges_tuition=True)
    bought = {"funding.tuition_by": "virtual_school", "targets.cost_source@r1/r1": "virtual_school"}
    assert codes(money.issues, seen({**bought, "funding.total_requested": "64.50"}, offered)) == []


UNIFORM = SpendRule(
    "clothing", "Clothes and uniform", Spend.REFUSED, ("uniform*", "pe kit"), "The carer's allowance pays."
)
BOOKS = SpendRule("books", "Books", Spend.ALLOWED, ("books", "uniform catalogue"))
DEVICES = SpendRule("devices", "Laptops", Spend.LIMITED, ("laptop*", "one to one device"), "Ask first.")
RULES = Authority(id="northfold", name="Northfold", spend=(UNIFORM, BOOKS, DEVICES))


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("School uniforms, two", "spend_refused", "uniforms"),
        ("PE  kit", "spend_refused", "PE  kit"),
        ("a One-to-One device", "spend_limited", "One-to-One device"),
        ("Uniformity tables", "spend_refused", "Uniformity"),
        ("a pre-uniform", "spend_refused", "uniform"),
        ("reuniform", "", ""),
        ("a uniform catalogue", "", ""),
        ("Books", "", ""),
    ],
)
def test_refused_and_limited_things_are_found_as_whole_words(text: str, expected: str, words: str) -> None:
    found = list(spending.issues(seen({"targets.cost_item@r1/r1": text}, RULES)))
    assert [issue.code for issue in found] == ([expected] if expected else [])
    for issue in found:
        assert issue.span is not None
        assert text[slice(*issue.span)] == words


def test_a_refusal_names_who_refuses_and_a_reason_is_only_a_tip() -> None:
    line = seen({"targets.cost_item@r1/r1": "Uniform"}, RULES)
    (issue,) = spending.issues(line)
    assert issue.level is Level.SHOULD
    assert issue.message.startswith("Target 1: Northfold does not pay")
    assert issue.advice.startswith("The carer's allowance")
    (issue,) = spending.issues(seen({"funding.tuition_details": "Maths, in uniform"}, RULES))
    assert (issue.level, str(issue.address)) == (Level.TIP, "funding.tuition_details")


def test_what_somebody_else_pays_for_is_nobodys_business() -> None:
    school = {"targets.cost_item@r1/r1": "Uniform", "targets.cost_source@r1/r1": "school"}
    assert codes(spending.issues, seen({**school}, RULES)) == []


def test_refused_wins_over_limited_for_the_same_words() -> None:
    both = (SpendRule("a", "A", Spend.LIMITED, ("school uniform",)), SpendRule("b", "B", Spend.REFUSED, ("uniform",)))
    assert [hit.rule.id for hit in spending.found_in("school uniform", both)] == ["b"]


figures = st.sampled_from(["8", "38.00", "0.5", "-1", "", "eight", "1,000", "£5", "0", "3.333333", "50%"])
sources = st.sampled_from(["pp_plus", "pp_plus", "school", "", "virtual_school"])


@given(
    st.lists(st.lists(st.tuples(figures, figures, sources), max_size=3), max_size=4),
    st.integers(0, 3),
    st.sampled_from(["", "100", "-5", "lots"]),
)
def test_money_is_the_sum_of_the_lines_on_show_and_no_more(
    cards: list[list[tuple[str, str, str]]], shown: int, total: str
) -> None:
    record = sample()
    record.rows[RowsAt("targets", "target")] = tuple(f"t{number}" for number in range(min(shown, len(cards))))
    expected, readable = Decimal(0), True
    for number, lines in enumerate(cards):
        record.rows[RowsAt("targets", "cost_line", (f"t{number}",))] = tuple(f"c{place}" for place in range(len(lines)))
        for place, (units, rate, source) in enumerate(lines):
            at = (f"t{number}", f"c{place}")
            for field, text in (("cost_units", units), ("cost_rate", rate), ("cost_source", source)):
                record.answers.pop(Address("targets", field, at), None)
                if text:
                    record.answers[Address("targets", field, at)] = Value(text)
            if source == "pp_plus" and number < shown:
                pair = _figures(units, rate)
                expected += pair[0] * pair[1] if pair else 0
                readable = readable and pair is not None
    record.answers[Address("funding", "total_requested")] = Value(total or "?")
    view = view_of(record)
    assert money.cost_of_targets(view) == (round(expected, 2) if readable else None)
    assert money.asked(view) == (Decimal(100) if total == "100" else round(expected, 2))
    assert sum((line.cost or 0 for line in money.cost_lines(view) if line.source == "pp_plus"), Decimal(0)) == expected


def _figures(units: str, rate: str) -> tuple[Decimal, Decimal] | None:
    plain = {"8": "8", "38.00": "38", "0.5": "0.5", "1,000": "1000", "£5": "5", "0": "0", "3.333333": "3.333333"}
    units_known = {**plain, "50%": "50"}  # a share is a number, and no sum of money
    return (Decimal(units_known[units]), Decimal(plain[rate])) if units in units_known and rate in plain else None
