"""A mark made before somebody who is about to sign: the block for the document, with its witness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.export.blocks import Mark
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.people.identity import Identity

MAY_MARK = ("child", "carer")
"""Roles whose people may make a mark instead of signing with a certificate."""


def witnessed_mark(role: str, name: str, witness: Identity, now: datetime, picture: bytes | None = None) -> Mark:
    """The mark of ``name`` in ``role``; ``picture`` is a PNG, None for a typed name. ``now`` has a zone.

    Raises SigningProblem for a role that signs with a certificate, for the witness's own, and for an empty name.
    """
    name = " ".join(name.split())
    if role not in MAY_MARK or role == witness.role or not name:
        raise SigningProblem(
            tr("This mark cannot be made."),
            tr("A mark is made by the child or the carer, with a name, before somebody else who signs."),
            code="mark",
        )
    seen_by = f"{witness.name} ({SIGNER_TITLES.get(witness.role, witness.role).lower()})"
    return Mark(role, SIGNER_TITLES[role], name, now.isoformat(timespec="seconds"), seen_by, witness.code, picture)
