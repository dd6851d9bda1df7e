"""Add one signature to an exported file, PDF or Word, and make sure of the result before it is handed back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from pepdesk.problem import SigningProblem
from pepdesk.signing.verdict import UNSIGNED
from pepdesk.signing.verify import verify_file
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.signing.verdict import Verdict

REASON: Final = "I agree that this plan was discussed with me"
"""The statement of intent that is signed with the document unless another is given."""


def sign_file(
    data: bytes, identity: Identity, *, role: str = "", reason: str = REASON, before: Verdict | None = None
) -> bytes:
    """The same file with one more signature by ``identity`` in ``role`` (default: the identity's own).

    ``before`` is the verdict on a file that came from outside, as ``signing.apart`` found it; None looks here and now.
    Raises SigningProblem if the file is neither PDF nor Word, carries a signature that does not hold, has no place
    for the role, is already signed in it, or would not pass ``verify_file`` afterwards.
    """
    _check_valid(identity)
    before = before or verify_file(data)
    if not before.ok and before.summary != UNSIGNED:
        raise SigningProblem(
            tr("This file cannot be signed: it is damaged, or was changed after somebody signed it."),
            tr("Export the plan again and let everybody sign the new file."),
            code="unsound",
        )
    wanted = role or identity.role
    if any(signer.role == wanted for signer in before.signers):
        raise SigningProblem(
            tr("This file is already signed in this role."),
            tr("Each role signs a file once. If something changed, export the plan again."),
            code="already-signed",
        )
    signed = _signed(data, identity, wanted, reason)
    if not verify_file(signed).ok:
        raise SigningProblem(
            tr("The file holds something that a signature would not cover, so it was not signed."),
            tr("Export the plan again with PepDesk and sign the new file."),
            code="not-coverable",
        )
    return signed


def _check_valid(identity: Identity) -> None:
    now = dt.datetime.now(dt.UTC)
    certificate = identity.certificate
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningProblem(
            tr("Your signing identity is not valid today."),
            tr("Check this computer's clock. If it is right, make a new identity and give people its new code."),
            code="identity-expired",
        )


def _signed(data: bytes, identity: Identity, role: str, reason: str) -> bytes:
    if data.startswith(b"%PDF-"):
        from pepdesk.signing.pdf import sign_pdf

        return sign_pdf(data, identity, role=role, reason=reason)
    from pepdesk.signing.opc import sign_word

    return sign_word(data, identity, role=role, reason=reason)
