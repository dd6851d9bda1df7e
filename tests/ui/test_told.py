"""Reward early, punish late."""

from __future__ import annotations

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.rules.issue import Issue, Level
from pepdesk.ui.answers.told import Telling

GAP = Issue(Address("a", "b"), Level.MUST, "required", "Not answered yet.", "", Role.BOTH)
WRONG = Issue(Address("a", "b"), Level.MUST, "date", "Not a date.", "", Role.BOTH)


def test_an_untouched_question_says_nothing_until_the_plan_is_checked() -> None:
    telling = Telling()
    assert telling.now((GAP, WRONG), checked=False) == ()
    assert telling.now((GAP, WRONG), checked=True) == (GAP, WRONG)


def test_a_fault_is_told_on_leaving_and_a_gap_still_is_not() -> None:
    telling = Telling(left=True)
    assert telling.now((GAP, WRONG), checked=False) == (WRONG,)


def test_while_somebody_types_faults_go_but_none_come() -> None:
    telling = Telling(left=True, busy=True)
    assert telling.now((WRONG,), checked=True) == ()
    telling.busy = False
    telling.now((WRONG,), checked=True)
    telling.busy = True
    assert telling.now((WRONG,), checked=True) == (WRONG,)
    assert telling.now((), checked=True) == ()
    assert telling.now((WRONG,), checked=True) == ()
