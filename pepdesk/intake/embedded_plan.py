"""The plan that a signed PDF carries as data (``export.embedded``), taken out without reading a page.

It says nothing about the signatures: verify the file first (``signing.apart``). A file changed after signing still
has a plan inside, and its verdict is what tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pepdesk.intake.fence import Fence, Fenced
from pepdesk.problem import RecordProblem
from pepdesk.record.codec import read_from_outside
from pepdesk.record.limits import MAX_OUTSIDE
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

WORK: Final = "pepdesk.intake.embedded_plan_inside:plan"
LARGEST_PDF: Final = 64 << 20
"""Bytes of a PDF that is looked into: what the fence takes."""
_ADVICE = tr("Nothing was read. Verify the file, and ask whoever sent it for another copy.")


def plan_in_pdf(data: bytes) -> bytes | None:
    """The canonical JSON inside a PDF; None when it carries no plan (a copy, a draft, another program's file).

    Raises ``RecordProblem`` when the file cannot be read, or holds two plans: nobody could say which was meant.
    """
    if not data.startswith(b"%PDF-"):
        return None
    if len(data) > LARGEST_PDF:
        raise RecordProblem(tr("This PDF is too large to be a plan."), _ADVICE, code="too-large")
    try:
        with Fence(WORK, longest=2 * MAX_OUTSIDE) as fence:
            found = fence.ask(None, data)
    except Fenced:
        raise RecordProblem(tr("This PDF cannot be read."), _ADVICE) from None
    if found == "none":
        return None
    if not (isinstance(found, list) and len(found) == 1 and isinstance(found[0], str)):
        raise RecordProblem(tr("This PDF does not hold one plan that can be read."), _ADVICE)
    return found[0].encode()


def read_plan_from_pdf(data: bytes) -> PepRecord | None:
    """The plan inside a PDF; None when it carries none. Raises ``RecordProblem`` when it cannot be read."""
    plan = plan_in_pdf(data)
    return None if plan is None else read_from_outside(plan)
