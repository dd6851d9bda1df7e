"""After somebody signed an exported file: is it the open plan's, so that the plan can remember it? No widgets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import Signing

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.record.record import PepRecord


def signing_of(record: PepRecord, identity: Identity, files: tuple[Path, ...]) -> Signing | None:
    """What the plan is to remember: that it was signed in one of ``files``, which carry a plan as data (PDF).

    None when none of them carries exactly this text, or that role has signed it already. Never raises for a file.
    """
    from cryptography.hazmat.primitives import hashes

    snapshot = snapshot_hash(record)
    if any(one.role == identity.role and one.snapshot == snapshot for one in record.signings):
        return None
    if not any(_carries(file, record.plan_id, snapshot) for file in files):
        return None
    fingerprint = identity.certificate.fingerprint(hashes.SHA256()).hex()
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Signing(identity.name, identity.role, at, snapshot, fingerprint)


def _carries(file: Path, plan_id: str, snapshot: str) -> bool:
    from pepdesk.intake.embedded_plan import LARGEST_PDF, read_plan_from_pdf

    if file.suffix.lower() != ".pdf":
        return False
    try:
        with file.open("rb") as stream:
            found = read_plan_from_pdf(stream.read(LARGEST_PDF + 1))
    except (OSError, PepDeskProblem):
        return False
    return found is not None and (found.plan_id, snapshot_hash(found)) == (plan_id, snapshot)
