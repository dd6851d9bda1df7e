"""Attendance figures that agree with each other, and suspensions of which the right people were told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import issue_at

if TYPE_CHECKING:
    from pepdesk.rules.view import View

_ROUNDING = Decimal("0.6")
"""Percentage points by which a rounded figure may differ from the sessions (ours: whole per cents are common)."""
MOST_DAYS = 45
"""School days of suspension in one school year (dossier a3, Hillingdon, Enfield and Bradford guidance)."""


def issues(view: View) -> Iterator[Issue]:
    """Everything about attendance figures and suspensions."""
    yield from _figures(view)
    yield from _suspensions(view)


def _figures(view: View) -> Iterator[Issue]:
    possible, came = (view.number("attendance", f"sessions_{one}") for one in ("possible", "attended"))
    percent = view.number("attendance", "percent")
    if possible is None or came is None or possible <= 0 or came < 0:
        return
    if came > possible:
        message = "More sessions were attended than were possible."
        at = Address("attendance", "sessions_attended")
        yield issue_at(view, at, Level.SHOULD, "attendance_sessions", message, "Check both figures.")
    elif percent is not None and abs(came / possible * 100 - percent) > _ROUNDING:
        message = f"{came:f} of {possible:f} sessions are {came / possible * 100:.1f}%, not {percent:f}%."
        at = Address("attendance", "percent")
        yield issue_at(view, at, Level.SHOULD, "attendance_differs", message, "Check the three figures.")


def _suspensions(view: View) -> Iterator[Issue]:
    """The head tells virtual school and social worker without delay (dossier a3, since September 2022)."""
    rows = view.rows("attendance", "suspension")
    for number, row in enumerate(rows, 1):
        if view.text("attendance", "suspension_told", row) == "no":
            message = f"Suspension {number}: the virtual school and the social worker were not told."
            at = Address("attendance", "suspension_told", (row,))
            yield issue_at(view, at, Level.SHOULD, "suspension_not_told", message, "Tell both of them today.")
    days = [view.number("attendance", "suspension_days", row) for row in rows]
    total = sum((some for some in days if some is not None and some > 0), Decimal(0))
    if total > MOST_DAYS:
        message = f"These suspensions come to {total:f} school days; {MOST_DAYS} in a school year is the most."
        at = Address("attendance", "suspension_days", (rows[-1],))
        yield issue_at(view, at, Level.SHOULD, "suspension_days", message, "Check them, and ring the virtual school.")
