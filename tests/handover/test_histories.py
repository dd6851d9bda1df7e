"""Random histories of writing, sending, losing and taking in: all end with the same plan, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from pepdesk.handover import signed
from pepdesk.people import card
from tests.handover.histories import History, begin
from tests.handover.people import two_sided_form

FORM = two_sided_form()
WEIGHTS = {
    "write": 4, "shared": 5, "child": 3, "in_goal": 3, "in_visit": 3, "in_step": 1, "goal": 2, "visit": 3, "step": 1,
    "send": 3, "take": 5, "meet": 1, "choose": 3, "undo": 2, "sign": 1, "save": 1, "restore": 1,
}  # fmt: skip
KINDS = [kind for kind, weight in WEIGHTS.items() for _ in range(weight)]
step = st.tuples(st.sampled_from(KINDS), st.integers(0, 3), st.integers(0, 9), st.integers(0, 11))
Steps = list[tuple[str, int, int, int]]
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture(autouse=True, scope="module")
def signatures_are_checked_once() -> Iterator[None]:
    """Whether a signature holds never changes: what was checked once need not be again, in ten thousand histories."""
    with pytest.MonkeyPatch.context() as patch:
        once = lru_cache(maxsize=20_000)(card.signed_by)
        patch.setattr(card, "signed_by", once)
        patch.setattr(signed, "signed_by", once)
        yield


def check_history(steps: Steps, *, two_workers: bool, early: bool, by_text: bool) -> History:
    history = begin(FORM, two_workers=two_workers, early=early)
    for what in steps:
        history.do(what)
    history.settle(by_text=by_text)
    history.check_end()
    return history


@given(st.lists(step, max_size=25), st.booleans(), st.booleans(), st.booleans())
@example([("shared", 0, 1, 2), ("child", 1, 0, 0)], True, False, False)
@example([("child", 1, 0, 0), ("shared", 0, 1, 2)], True, False, True)
@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
def test_whatever_was_written_and_in_whatever_order_it_came_all_end_with_the_same_plan(
    steps: Steps, two_workers: bool, early: bool, by_text: bool
) -> None:
    check_history(steps, two_workers=two_workers, early=early, by_text=by_text)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@seed(int(os.environ.get("PEPDESK_HISTORIES_SEED", "20261122")))
@given(st.lists(step, min_size=4, max_size=40), st.booleans(), st.booleans(), st.booleans())
@settings(
    max_examples=int(os.environ.get("PEPDESK_HISTORIES", "10000")),
    deadline=None,
    database=None,
    suppress_health_check=QUIET,
)
def test_ten_thousand_histories_converge_and_lose_nothing(
    steps: Steps, two_workers: bool, early: bool, by_text: bool
) -> None:
    check_history(steps, two_workers=two_workers, early=early, by_text=by_text)


WRITING = ("write", "shared", "in_goal", "in_visit", "in_step", "goal", "visit", "step")
written = st.lists(st.tuples(st.sampled_from(WRITING), st.integers(0, 3), st.integers(0, 9), st.integers(0, 11)))


@given(written, st.permutations([1, 2]), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
def test_packages_of_different_owners_come_to_the_same_in_any_order_and_however_often(
    steps: Steps, order: list[int], early: bool
) -> None:
    found = []
    for some in (order, order[::-1], [*order, order[0], *order]):
        history = begin(FORM, two_workers=False, early=early)
        for what in steps:
            history.do(what)
        packages = {who: history.packed(who) for who in (1, 2)}
        for who in some:
            history.take(0, packages[who], amend=False)
        history.check()
        teacher = history.people[0]
        found.append((teacher.plan.answers, teacher.plan.rows, teacher.plan.comments, teacher.ledger.parts))
    assert found[0] == found[1] == found[2]
