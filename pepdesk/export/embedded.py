"""The plan itself inside its own PDF: canonical JSON, so that an office takes it up without reading a page.

Pictures are not put in a second time: the plan names each by the SHA-256 of its content, and they stand on the pages.
Only the full copy for signing carries it (``pepdesk/README.md``, "What a signed PDF carries").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.record.codec import without_asides, write_record

if TYPE_CHECKING:
    from pepdesk.export.tagged.carried import Carried
    from pepdesk.record.record import PepRecord

PLAN_NAME = "plan.json"
"""The name of the file inside, the same in every PDF: ``intake.embedded_plan`` looks for it."""


def carried_plan(record: PepRecord) -> Carried:
    """The plan as the file that its PDF carries: without comments and what was exchanged about it."""
    from pepdesk.export.tagged.carried import Carried

    says = "This plan as data: the answers from which these pages were made. PepDesk reads it."
    return Carried(PLAN_NAME, says, "application/json", write_record(without_asides(record)))
