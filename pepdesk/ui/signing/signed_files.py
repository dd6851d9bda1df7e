"""After somebody signed or checked exported files: are they the open plan's, so that it can remember it? No widgets.

Only what a file carries counts, never its name: the plan itself (PDF), or plan, text and untouched pages (Word).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import Signing

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.record.record import PepRecord
    from pepdesk.signing.verdict import Verdict

LARGEST: Final = 64 << 20
"""Bytes of a file that is looked into: what PDF and Word readers take."""


def signing_of(record: PepRecord, identity: Identity, files: tuple[Path, ...]) -> Signing | None:
    """What the plan is to remember: that it was signed in one of ``files``, a PDF or Word file.

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


def signings_in(record: PepRecord, files: tuple[Path, ...], verdicts: tuple[Verdict, ...]) -> tuple[Signing, ...]:
    """The sound signatures, by people the user knows, in those of ``files`` that carry exactly this plan's text.

    One for each role the plan does not remember yet. ``verdicts`` are those of ``files``, in the same order. Never
    raises for a file.
    """
    from pepdesk.people.roles import ROLE_TITLES
    from pepdesk.people.trust import Trust

    snapshot = snapshot_hash(record)
    known = {one.role for one in record.signings if one.snapshot == snapshot}
    found: dict[str, Signing] = {}
    for file, verdict in zip(files, verdicts, strict=False):
        signers = [one for one in verdict.signers if one.ok and one.trust in (Trust.OWN, Trust.KNOWN)]
        signers = [one for one in signers if one.role in ROLE_TITLES and one.role not in known]
        if verdict.ok and signers and _carries(file, record.plan_id, snapshot):
            for one in signers:
                at = one.when.astimezone().isoformat(timespec="seconds") if one.when else ""
                mark = hashlib.sha256(one.certificate).hexdigest()
                found.setdefault(one.role, Signing(one.name, one.role, at, snapshot, mark))
    return tuple(found.values())


def _carries(file: Path, plan_id: str, snapshot: str) -> bool:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        carries = _in_pdf if data.startswith(b"%PDF-") else _in_word
        return carries(data, plan_id, snapshot)
    except (OSError, PepDeskProblem):
        return False


def _in_pdf(data: bytes, plan_id: str, snapshot: str) -> bool:
    from pepdesk.intake.embedded_plan import read_plan_from_pdf

    found = read_plan_from_pdf(data)
    return found is not None and (found.plan_id, snapshot_hash(found)) == (plan_id, snapshot)


def _in_word(data: bytes, plan_id: str, snapshot: str) -> bool:
    from pepdesk.export.word_origin import Origin, origin_of
    from pepdesk.signing.package import read_package

    return origin_of(read_package(data)) == Origin(plan_id, snapshot)
