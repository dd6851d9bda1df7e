"""What is due for one plan: its dates and circumstances put to its authority's clocks (``dates.due`` counts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.dates.due import Due, deadlines

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_EMERGENCY = ("l1", "l2")
"""Legal statuses of a child taken into care in an emergency: police protection and an emergency protection order."""


def due_of(view: View) -> tuple[Due, ...]:
    """Everything due for this plan, soonest first. What runs from coming into care is only for a first PEP."""
    first = view.text("meeting", "pep_type") in ("", "initial")
    return deadlines(
        view.authority,
        view.calendar,
        today=view.today,
        into_care=view.day("care", "date_into_care") if first else None,
        emergency=view.text("care", "legal_status") in _EMERGENCY,
        meeting=view.day("meeting", "date"),
        care_review=view.day("meeting", "next_review_date"),
        phase=view.phase,
        year=view.year,
    )
