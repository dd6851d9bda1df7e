"""Whether the money asked for is the money of the cost lines: units times rate, of those that PP+ pays for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.record.values import read_money, read_number
from pepdesk.rules.issue import Issue, Level

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

TOTAL = Address("funding", "total_requested")
PP_PLUS = "pp_plus"


def cost_of_targets(record: PepRecord, shown: frozenset[Address]) -> Decimal | None:
    """What the cost lines on show add up to that PP+ pays for; None while a line has no readable figures."""
    total = Decimal(0)
    for address in shown:
        if (address.tab, address.field) != ("targets", "cost_source") or _text(record, address) != PP_PLUS:
            continue
        units = read_number(_text(record, Address("targets", "cost_units", address.rows)))
        rate = read_money(_text(record, Address("targets", "cost_rate", address.rows)))
        if units is None or rate is None:
            return None
        total += units * rate
    return round(total, 2)  # nobody can ask for part of a penny


def total_that_differs(record: PepRecord, shown: frozenset[Address]) -> Iterator[Issue]:
    """An issue when the sum asked for is not the sum of the cost lines (dossier c: units × rate = total)."""
    asked, cost = read_money(_text(record, TOTAL)), cost_of_targets(record, shown)
    if TOTAL not in shown or asked is None or cost is None or asked == cost:
        return
    message = f"The cost lines that PP+ pays for come to £{cost:,.2f}; £{asked:,.2f} is asked for."
    advice = "Change the sum, or the cost lines under the targets."
    owner = record.form.field(TOTAL.tab, TOTAL.field).owner
    yield Issue(TOTAL, Level.SHOULD, "total_differs", message, advice, owner)


def _text(record: PepRecord, address: Address) -> str:
    return text_of(record.answers.get(address))
