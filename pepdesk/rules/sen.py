"""The EHC plan and this plan: its yearly review, the two meetings together, and targets that serve both (Bury)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.values import long_date
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import issue_at
from pepdesk.rules.target_list import begun

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_NEXT = Address("sen", "ehcp_next_review")
_MONTHS_BETWEEN = 12
"""The review is called annual: twelve months, and a month's grace before we speak (our figure)."""


def issues(view: View) -> Iterator[Issue]:
    """Everything about an EHC plan; nothing for a child without one."""
    if view.text("sen", "status") != "ehcp":
        return
    yield from _review_dates(view)
    yield from _together(view)
    yield from _targets(view)
    yield from _document(view)


def _review_dates(view: View) -> Iterator[Issue]:
    last, following = view.day("sen", "ehcp_last_review"), view.day(*_NEXT[:2])
    if following is not None and following < view.today:
        message = f"The next annual review was to be on {long_date(following.isoformat())}, which has passed."
        advice = "Put the date it was held under the last review, and the new date here."
        yield issue_at(view, _NEXT, Level.SHOULD, "ehcp_review_passed", message, advice)
    if last is not None and following is not None:
        months = (following.year - last.year) * 12 + following.month - last.month
        if months > _MONTHS_BETWEEN + 1:
            message = "The next annual review is more than a year after the last one."
            yield issue_at(view, _NEXT, Level.SHOULD, "ehcp_review_late", message, "Ask the SENCO for an earlier date.")
        elif following <= last:
            message = "The next annual review is not after the last one."
            yield issue_at(view, _NEXT, Level.SHOULD, "ehcp_review_order", message, "Check both dates.")


def _together(view: View) -> Iterator[Issue]:
    """Where the authority asks for one PEP a year together with the annual review (Bury)."""
    following, next_pep = view.day(*_NEXT[:2]), view.day("meeting", "next_date")
    if not view.authority.ehcp_with_review or following is None or next_pep is None:
        return
    if view.text("sen", "ehcp_with_pep") == "yes" or not view.on < following < next_pep:
        return
    message = f"The annual review falls before the next PEP, which is on {long_date(next_pep.isoformat())}."
    advice = "One PEP a year should be held together with the annual review: could the two dates be one?"
    yield issue_at(view, _NEXT, Level.SHOULD, "ehcp_not_together", message, advice)


def _targets(view: View) -> Iterator[Issue]:
    """Targets serve the EHC plan: one is ticked as answering it, or the text says how they fit."""
    rows = [row for row in view.rows("targets", "target") if begun(view, row)]
    if not rows or any("ehcp" in view.several("targets", "linked_to", row) for row in rows):
        return
    link = Address("targets", "sen_link")
    said = bool(view.text(*link[:2]).strip())
    if not said and (link not in view.shown or view.settled(*link[:2])):
        at = link if link in view.shown else Address("targets", "area", (rows[0],))
        message = "No target answers the EHC plan."
        advice = "The child should have one set of aims. Build at least one target on an outcome of the plan."
        yield issue_at(view, at, Level.SHOULD, "ehcp_no_target", message, advice)


def _document(view: View) -> Iterator[Issue]:
    at = Address("notes", "document_state", ("ehc_plan",))
    if at in view.shown and view.text(*at[:2], *at.rows) in ("", "none"):
        message = "The EHC plan is not among the documents."
        yield issue_at(
            view, at, Level.TIP, "ehcp_document", message, "Say where it is kept, or send it with this plan."
        )
