"""What PP+ may not buy, or only within limits, found in the words of cost lines and reasons.

The words are the authority's (``SpendRule``), each with its document (dossier b8). Something an authority allows by
name is never held against a plan, because authorities contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.authority.model import Spend
from pepdesk.form.address import Address
from pepdesk.rules import phrases
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.money import PP_PLUS, cap_for, cost_lines, over_item_cap
from pepdesk.rules.places import issue_at, lower_first

if TYPE_CHECKING:
    from pepdesk.authority.model import SpendRule
    from pepdesk.rules.view import View

REASONS = ("more_reason", "tuition_details")
"""Questions of the funding tab that say what money is for. Others say what it is not for, which would mislead us."""


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and where in the text its words stand."""

    rule: SpendRule
    span: tuple[int, int]


def found_in(text: str, rules: tuple[SpendRule, ...]) -> tuple[Found, ...]:
    """The refused and limited things in ``text``, each rule once; not where an allowed rule covers the same words.

    Refused wins over limited where both speak of the same words.
    """
    hits = [Found(rule, span) for rule in rules for span in phrases.spans(rule.words, text)]
    allowed = [hit.span for hit in hits if hit.rule.rule is Spend.ALLOWED]
    against = [hit for hit in hits if hit.rule.rule is not Spend.ALLOWED and not _covered(hit.span, allowed)]
    refused = [hit.span for hit in against if hit.rule.rule is Spend.REFUSED]
    kept: dict[str, Found] = {}
    for hit in against:
        if hit.rule.rule is Spend.REFUSED or not _overlaps(hit.span, refused):
            kept.setdefault(hit.rule.id, hit)
    return tuple(kept.values())


def _covered(span: tuple[int, int], by: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in by)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def issues(view: View) -> Iterator[Issue]:
    """What cost lines and reasons name that the authority refuses or limits, and items dearer than their cap."""
    rules = tuple(rule for rule in view.authority.spend if view.within(rule.scope))
    if not rules:
        return
    for line in cost_lines(view):
        if line.source not in ("", PP_PLUS):
            continue  # somebody else pays
        for hit in found_in(line.item, rules):
            yield _told(view, line.at("cost_item"), hit, f"Target {line.target}: ", Level.SHOULD)
        for rule in rules:
            cap = cap_for(view, "item", rule.id) if phrases.spans(rule.words, line.item) else None
            if cap and line.rate is not None and line.rate > cap.amount:
                yield over_item_cap(view, line, cap, lower_first(rule.what))
    for field in REASONS:
        for hit in found_in(view.text("funding", field), rules):
            yield _told(view, Address("funding", field), hit, "", Level.TIP)


def _told(view: View, address: Address, hit: Found, where: str, refused: Level) -> Issue:
    rule, authority = hit.rule, view.authority.name or "Your authority"
    if rule.rule is Spend.REFUSED:
        code, level = "spend_refused", refused
        message = f"{where}{authority} does not pay for this from PP+: {lower_first(rule.what)}."
        advice = rule.condition or "Take it out, or say who else pays."
    else:
        code, level = "spend_limited", Level.TIP
        message = f"{where}PP+ may not pay for this: {lower_first(rule.what)}."
        advice = rule.condition or "Ask the virtual school first."
    return issue_at(view, address, level, code, message, advice, hit.span)
