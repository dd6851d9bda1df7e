"""What a machine can see of the money asked for: costed, tied to targets, within the cap, for things it may buy."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules import money
from pepdesk.rules.quality_seen import RUBRICS, SHARE, QualityTest, Seen, answered, quality_test, share, there, yes

if TYPE_CHECKING:
    from pepdesk.rules.quality_seen import Issues
    from pepdesk.rules.view import View

REFUSED_CODES = frozenset({"spend_refused"})
"""Issues of ``rules.spending`` that say something asked for is on the authority's list of refused things."""
_LINE = ("cost_item", "cost_units", "cost_rate", "cost_source")


@quality_test("Costs worked out", SHARE, "Give each cost its item, units, rate and who pays.", RUBRICS)
def money_costed(view: View, _: Issues) -> Seen:
    """The share of cost lines with item, units, rate and who pays; money asked for without any line is 0."""
    checks = []
    for line in money.cost_lines(view):
        gap = next((address for address, good in answered(view, "targets", *_LINE, rows=line.rows) if not good), None)
        checks.append((gap or line.at("cost_item"), gap is None))
    return share(checks, money.TOTAL, 0 if money.asked(view) else 100)


@quality_test("Money tied to targets", SHARE, "Put each cost under the target it serves.", RUBRICS)
def money_linked(view: View, _: Issues) -> Seen:
    """How much of the PP+ asked for is explained by the cost lines of written targets; 100 if none is asked for."""
    asked = money.asked(view)
    if asked <= 0:
        return Seen(100, money.TOTAL)
    costs = (
        line.cost or Decimal(0)
        for line in money.cost_lines(view)
        if line.source == money.PP_PLUS and view.text("targets", "outcome", line.rows[0])
    )
    return Seen(int(100 * min(sum(costs, Decimal(0)), asked) / asked), money.TOTAL)


@quality_test("Money within the authority's amount", SHARE, "Ask for less, or say why more is needed.", RUBRICS)
def money_within_cap(view: View, _: Issues) -> Seen:
    """Whether the PP+ asked for is within the authority's cap, or more is asked for with a reason; else met."""
    left = money.balance(view).remaining
    explained = view.text("funding", "needs_more") == "yes" and there(view, "funding", "more_reason")
    return yes(left is None or left >= 0 or explained, money.TOTAL)


@quality_test(
    "Nothing asked for that the authority refuses", SHARE, "Take out what the authority does not pay for.", RUBRICS
)
def money_allowed(_: View, issues: Issues) -> Seen:
    """Whether nothing is asked for that the authority refuses."""
    first = next((issue.address for issue in issues if issue.code in REFUSED_CODES), None)
    return yes(first is None, first or Address("targets", "cost_item"))


@quality_test(
    "Money for something additional",
    SHARE,
    "Say how the help is more than every pupil gets.",
    "seed 000; dossier c2, Lancashire",
)
def money_additional(view: View, _: Issues) -> Seen:
    """Whether it says how the help is more than every pupil gets; 100 where no money is asked for."""
    return share(answered(view, "funding", "additional"), Address("funding", "additional"))


@quality_test("Spending agreed", SHARE, "Say whether everyone agreed the spending.", "seeds 000 and 002")
def money_agreed(view: View, _: Issues) -> Seen:
    """Whether the spending was agreed at the meeting, or it says what was not."""
    return share(answered(view, "funding", "agreed_at_meeting", "not_agreed"), Address("funding", "agreed_at_meeting"))


@quality_test("Last term's PP+ accounted for", SHARE, "Say what was received and spent last term.", RUBRICS)
def last_money_told(view: View, _: Issues) -> Seen:
    """Whether it says what last term's PP+ was and what was spent of it; 100 for a first PEP."""
    if view.text("meeting", "pep_type") == "initial":
        return Seen(100, Address("funding", "received"))
    return share(answered(view, "funding", "received", "spent"), Address("funding", "received"))


TESTS: tuple[QualityTest, ...] = (
    money_costed,
    money_linked,
    money_within_cap,
    money_allowed,
    money_additional,
    money_agreed,
    last_money_told,
)
