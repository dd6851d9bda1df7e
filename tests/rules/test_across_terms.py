"""What can be drawn of a child's figures: from one plan alone, with earlier ones, and never of what is not on show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pepdesk.app.documents import sample_plan
from pepdesk.rules.across_terms import MOST_TERMS, across
from pepdesk.rules.assess import assess
from pepdesk.rules.figures import Figures, figures
from pepdesk.rules.series import Chart
from pepdesk.rules.target_glance import glance, way_of
from pepdesk.rules.view import View

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def view() -> View:
    return assess(sample_plan("year_r_11", TODAY), TODAY).view


def before(view: View) -> list[Figures]:
    """Eight terms of the same child, oldest first."""
    now = figures(view)
    terms = [(year, term) for year in (2023, 2024, 2025) for term in range(3)]
    return [
        replace(
            now, began=year, term=term, day=date(year + (term > 0), (11, 3, 6)[term], 10),
            attendance=Decimal(80 + place), sdq=Decimal(30 - place), sdq_day=date(year, 9, 1 + term),
            asked=Decimal(100 * place + 100), spent=Decimal(90 * place),
        )
        for place, (year, term) in enumerate(terms)
    ]  # fmt: skip


def drawn(view: View, earlier: list[Figures]) -> dict[str, Chart]:
    return {chart.title: chart for chart in across(view, earlier).charts}


def test_one_plan_alone_gives_what_it_says_of_before(view: View) -> None:
    found = drawn(view, [])
    assert found["Attendance"].sentence() == "Attendance: 91.2% in 2025/26, 93.6% in autumn 2026/27."
    assert found["SDQ total score"].table() == (
        ("When", "SDQ total score"),
        (("Before that", "21"), ("30 Sep 2026", "18")),
    )
    assert found["SDQ total score"].limit is not None
    assert found["SDQ total score"].limit.value == view.authority.sdq_at_least
    maths = found["Grades this year"].table()[1][0]
    assert maths == ("Maths", "3", "3", "3", "4")
    assert "Compared with age" not in found  # one judgement of each subject is no course


def test_earlier_plans_join_in_order_of_time_whatever_order_they_come_in(view: View) -> None:
    plans = before(view)
    found = drawn(view, plans)
    assert found == drawn(view, plans[::-1])
    attendance = found["Attendance"]
    assert [one.value for one in attendance.series[0].points] == [84, 85, 86, 87, 88, 93.6]
    assert len(attendance.columns) == MOST_TERMS
    assert attendance.columns[-1][1] == "Autumn 2026/27"
    english = found["Compared with age"].series[0]
    assert english.name == "English"
    assert len(english.points) == MOST_TERMS
    spent = {one.term: one.words for one in found["Pupil Premium Plus"].series[1].points}
    assert spent["Summer 2025/26"] == "£480.00"  # as this plan tells, with pence like the other sums


def test_a_score_carried_from_plan_to_plan_is_one_score(view: View) -> None:
    same = [replace(one, sdq=Decimal(18), sdq_day=date(2026, 9, 30)) for one in before(view)]
    assert [one.words for one in drawn(view, same)["SDQ total score"].series[0].points] == ["21", "18"]


def test_nothing_is_drawn_of_a_question_that_is_not_on_show(view: View) -> None:
    plans = before(view)
    for tab in ("attendance", "health", "attainment", "funding"):
        less = replace(view, shown=frozenset(one for one in view.shown if one.tab != tab))
        assert not across(less, plans).of(tab), tab
        assert across(view, plans).of(tab), tab


def test_one_figure_is_told_to_be_too_few() -> None:
    plan = sample_plan("early_years", TODAY)
    assert across(assess(plan, TODAY).view).too_few == ("Attendance",)


@pytest.mark.parametrize(
    ("baseline", "outcome", "ends"),
    [
        ("1 of the last 5 Mondays", "By 3 February on at least 4 out of 5 Mondays, in ten minutes", (1, 4, 5)),
        ("One day out of five, June", "Kez will be there by 8.45 on four days out of five", (1, 4, 5)),
        ("2/10", "8 out of 10 questions", (2, 8, 10)),
        ("attendance of 71 %", "at least 90 per cent by 3 July", (71, 90, 100)),
        ("Two sentences, 4 March", "will write five sentences by 4 May", (2, 5, 5)),
        ("8 of 10", "5 out of 6 questions", None),
        ("Below average", "will improve", None),
        ("9 of 5", "4 of 5", None),
        ("", "4 of 5", None),
    ],
)
def test_start_and_goal_are_drawn_only_if_both_are_said_in_the_same_way(
    baseline: str, outcome: str, ends: tuple[float, float, float] | None
) -> None:
    way = way_of(baseline, outcome)
    assert (way and (way.start, way.goal, way.whole)) == ends


def test_a_target_at_a_glance_shows_no_more_than_the_page(view: View) -> None:
    row = view.rows("targets", "target")[0]
    whole = glance(view, row)
    assert whole.cost.startswith("£304.00")
    assert "Kasia Nowak" in whole.help[0]
    assert "Partly achieved" in whole.last[0]
    hidden = ("cost_rate", "strategy_who", "result", "next_step", "baseline")
    less = glance(replace(view, shown=frozenset(one for one in view.shown if one.field not in hidden)), row)
    assert (less.cost, less.way) == ("", None)
    assert "Kasia" not in "".join(less.help)
    assert "achieved" not in "".join(less.last)
