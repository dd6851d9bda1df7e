"""The money of a plan: what is asked for, what the authority's cap leaves, and what PP+ may not buy.

Every sum is a ``Decimal`` in pounds. Only what is on show counts, each cost line once. A cap is never a constant: it
is a row of the authority's rules with its year and source (dossier b3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.dates.calendar import academic_year_in, academic_year_of
from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from datetime import date

    from pepdesk.authority.model import Cap, Scope
    from pepdesk.rules.view import View

TOTAL = Address("funding", "total_requested")
RECEIVED = Address("funding", "received")
PP_PLUS = "pp_plus"
_LATER_TERMS = ("spring", "summer")
"""Terms whose "last term" lies in the same academic year."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost line on show. ``cost`` is units times rate; None while either cannot be read or is below nothing."""

    rows: tuple[str, str]
    target: int
    item: str
    source: str
    rate: Decimal | None
    cost: Decimal | None

    def at(self, field: str) -> Address:
        """The address of one of its questions."""
        return Address("targets", field, self.rows)


@dataclass(frozen=True, slots=True)
class Balance:
    """What is asked for against the cap, for the window's bar. ``cap`` and ``remaining`` are None without a cap.

    ``per`` is "term" or "year". ``used`` is what the plan says was received earlier in the same academic year; it
    counts against a year's cap only. ``remaining`` is below nothing when too much is asked for. ``earlier`` is the
    academic year a cap is from when none is known for the plan's own, else "". ``source`` is the cap's document.
    """

    asked: Decimal
    cap: Decimal | None = None
    per: str = ""
    used: Decimal = Decimal(0)
    remaining: Decimal | None = None
    earlier: str = ""
    source: str = ""


def cost_lines(view: View) -> Iterator[CostLine]:
    """Every cost line on show, target by target."""
    for number, target in enumerate(view.rows("targets", "target"), 1):
        for row in view.rows("targets", "cost_line", target):
            rows = (target, row)
            units, rate = view.number("targets", "cost_units", *rows), view.money("targets", "cost_rate", *rows)
            cost = units * rate if units is not None and rate is not None and units >= 0 and rate >= 0 else None
            item, source = view.text("targets", "cost_item", *rows), view.text("targets", "cost_source", *rows)
            yield CostLine(rows, number, item, source, rate, cost)


def cost_of_targets(view: View) -> Decimal | None:
    """What the lines come to that PP+ pays for, to the penny; None while one of them has no readable figures."""
    costs = [line.cost for line in cost_lines(view) if line.source == PP_PLUS]
    known = [cost for cost in costs if cost is not None]
    return round(sum(known, Decimal(0)), 2) if len(known) == len(costs) else None


def asked(view: View) -> Decimal:
    """What the plan asks for: the sum on the funding tab, or the PP+ lines that can be read while there is none."""
    total = view.money(TOTAL.tab, TOTAL.field)
    if total is not None and total >= 0:
        return total
    return round(sum((line.cost or Decimal(0) for line in cost_lines(view) if line.source == PP_PLUS), Decimal(0)), 2)


def balance(view: View) -> Balance:
    """The cap that leaves least, and what it leaves."""
    sum_asked = asked(view)
    found = [_balance(view, sum_asked, cap) for per in ("term", "year") if (cap := cap_for(view, per))]
    return min(found, key=lambda one: (bool(one.earlier), one.remaining or Decimal(0)), default=Balance(sum_asked))


def _balance(view: View, sum_asked: Decimal, cap: Cap) -> Balance:
    used = _received_this_year(view) if cap.per == "year" else Decimal(0)
    earlier = _earlier_year(view, cap)
    return Balance(sum_asked, cap.amount, cap.per, used, cap.amount - used - sum_asked, earlier, cap.about.source)


def _received_this_year(view: View) -> Decimal:
    received = view.money(RECEIVED.tab, RECEIVED.field) if view.term in _LATER_TERMS else None
    return received if received is not None and received >= 0 else Decimal(0)


def cap_for(view: View, per: str, item: str = "") -> Cap | None:
    """The authority's cap for each ``per`` ("term", "year" or "item") of this plan's phase, year group and term.

    Of those in force the latest counts; when none is, the latest of the earlier ones; None if there never was one.
    """
    fitting = [cap for cap in view.authority.caps if cap.per == per and cap.item == item and _fits(view, cap.scope)]
    in_force = [cap for cap in fitting if _in_force(view, cap.scope)]
    began = view.began
    past = [cap for cap in fitting if not began or _first_year(cap.scope) <= began]
    return max(in_force or past or fitting, key=lambda cap: _newness(cap.scope), default=None)


def _fits(view: View, scope: Scope) -> bool:
    return (
        (not scope.phases or view.phase in scope.phases)
        and (not scope.years or view.year in scope.years)
        and (not scope.terms or view.term in scope.terms)
    )


def _in_force(view: View, scope: Scope) -> bool:
    """Whether the rule is of the plan's academic year and day; what the plan does not say does not rule it out."""
    mine, began = view.began, _starts(scope.academic_year)
    return (
        (not began or not mine or began == mine)
        and (scope.valid_from is None or view.on >= scope.valid_from)
        and (scope.valid_until is None or view.on <= scope.valid_until)
    )


def _starts(academic_year: str) -> int:
    """2026 for "2026/27" or "2026-2027"; 0 for anything else."""
    return int(academic_year_in(academic_year)[:4] or 0)


def _first_year(scope: Scope) -> int:
    return _starts(scope.academic_year) or (academic_year_of(scope.valid_from) if scope.valid_from else 0)


def _newness(scope: Scope) -> tuple[int, str, int]:
    """Later years first, then later days, then what was written for fewer children."""
    limits = sum(map(bool, (scope.phases, scope.years, scope.terms)))
    return _first_year(scope), str(scope.valid_from or ""), limits


def _earlier_year(view: View, cap: Cap) -> str:
    """The academic year a cap is from, if it is not known to hold for this plan; else ""."""
    scope, ended = cap.scope, view.authority.valid_until
    if not _in_force(view, scope):
        day = scope.valid_until or scope.valid_from
        return scope.academic_year or (_year_words(day) if day else "another year")
    dated = scope.academic_year or scope.valid_from or scope.valid_until
    return _year_words(ended) if ended and ended < view.on and not dated else ""


def _year_words(day: date) -> str:
    began = academic_year_of(day)
    return f"{began}/{(began + 1) % 100:02d}"


def issues(view: View) -> Iterator[Issue]:
    """Everything about sums: total and lines, caps, last term's money, who arranges tuition."""
    if not view.asks(TOTAL.tab, TOTAL.field):
        return
    yield from total_that_differs(view)
    yield from _over_the_cap(view)
    yield from _dear_items(view)
    yield from _last_term(view)
    yield from _tuition(view)


def pounds(amount: Decimal) -> str:
    """A sum as people read it, such as £1,368.50."""
    return f"£{amount:,.2f}"


def total_that_differs(view: View) -> Iterator[Issue]:
    """The sum asked for is not the sum of the cost lines (dossier c: units times rate is the total)."""
    total, cost = view.money(TOTAL.tab, TOTAL.field), cost_of_targets(view)
    if not view.asks(TOTAL.tab, TOTAL.field) or total is None or cost is None or total == cost:
        return
    if any(line.source == PP_PLUS for line in cost_lines(view)):
        message = f"The cost lines that PP+ pays for come to {pounds(cost)}; {pounds(total)} is asked for."
        advice = "Change the sum, or the cost lines under the targets."
    else:
        message = f"{pounds(total)} is asked for, but no target has a cost that PP+ pays for."
        advice = "Put each cost under the target it is for."
    yield issue_at(view, TOTAL, Level.SHOULD, "total_differs", message, advice)


def _over_the_cap(view: View) -> Iterator[Issue]:
    """Caps of term and year (dossier b2, b3). Asking for more on purpose, with the reason, is settled."""
    explained = view.text("funding", "needs_more") == "yes" and bool(view.text("funding", "more_reason").strip())
    if explained:
        return
    for per in ("term", "year"):
        cap = cap_for(view, per)
        found = _balance(view, asked(view), cap) if cap else None
        if found is None or found.cap is None or found.remaining is None or found.remaining >= 0:
            continue
        before = f" after {pounds(found.used)} earlier this year" if found.used else ""
        message = f"{pounds(found.asked)} is asked for{before}; the usual most is {pounds(found.cap)} a {per}."
        advice = f"That figure is from {found.earlier}: ask whether it still holds. " if found.earlier else ""
        advice += "Ask for less, or say in this tab that more is needed, and why."
        yield issue_at(view, TOTAL, Level.SHOULD, f"over_{per}_cap", message, advice)


def _dear_items(view: View) -> Iterator[Issue]:
    """One unit that costs more than the cap for every item; caps for named items are in ``spending``."""
    cap = cap_for(view, "item")
    for line in cost_lines(view) if cap else ():
        if cap and line.source == PP_PLUS and line.rate is not None and line.rate > cap.amount:
            yield over_item_cap(view, line, cap, "one item")


def over_item_cap(view: View, line: CostLine, cap: Cap, what: str) -> Issue:
    """The issue of a cost line with a unit dearer than its cap."""
    earlier = _earlier_year(view, cap)
    message = (
        f"Target {line.target}: {pounds(line.rate or Decimal(0))} is more than the {pounds(cap.amount)} for {what}."
    )
    advice = "Choose something cheaper, or ask the virtual school before the meeting."
    if earlier:
        advice += f" That figure is from {earlier}."
    return issue_at(view, line.at("cost_rate"), Level.SHOULD, "over_item_cap", message, advice)


def _last_term(view: View) -> Iterator[Issue]:
    """Last term's money: what the reviewed targets cost, and what was received (St Helens: impact of each sum)."""
    spent, received = view.money("funding", "spent"), view.money(RECEIVED.tab, RECEIVED.field)
    lines = [view.money("review", "spent", row) for row in view.rows("review", "last_target")]
    known = [sum_spent for sum_spent in lines if sum_spent is not None]
    at = Address("funding", "spent")
    if spent is not None and lines and len(known) == len(lines) and sum(known) != spent:
        message = f"{pounds(spent)} was spent by this tab, {pounds(sum(known, Decimal(0)))} by the last targets."
        yield issue_at(view, at, Level.SHOULD, "spent_differs", message, "Change whichever is wrong.")
    if spent is not None and received is not None and spent > received:
        message = f"More was spent ({pounds(spent)}) than received ({pounds(received)})."
        yield issue_at(view, at, Level.TIP, "overspent", message, "Check both sums, or say who paid the rest.")


def _tuition(view: View) -> Iterator[Issue]:
    """Who arranges tuition and keeps its money must be plain (dossier b2, seed 003)."""
    by, at = view.text("funding", "tuition_by"), Address("funding", "tuition_by")
    lines = [
        line for line in cost_lines(view) if line.source == PP_PLUS and re.search(r"\btu(?:ition|tor)", line.item, re.I)
    ]
    if by == "none" and lines:
        message = f"Target {lines[0].target} asks for tuition, but here it says no tuition this term."
        yield issue_at(view, at, Level.SHOULD, "tuition_unsaid", message, "Say who arranges it.")
    if by != "virtual_school":
        return
    if lines:
        message = f"The virtual school keeps the money for tuition, yet target {lines[0].target} asks for it from PP+."
        advice = 'Say under "Who pays?" that the virtual school buys it, so that it is not paid twice.'
        yield issue_at(view, lines[0].at("cost_source"), Level.SHOULD, "tuition_paid_twice", message, advice)
    authority = view.authority
    if authority.id and not (authority.authority_arranges_tuition and authority.authority_may_keep_money):
        message = "No rule we have says that the virtual school keeps money and arranges tuition."
        yield issue_at(view, at, Level.TIP, "tuition_not_offered", message, "Ask the virtual school before you sign.")
