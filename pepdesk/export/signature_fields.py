"""The names of the signature fields every exported PDF carries, in the order people sign.

They are made before the first signature because afterwards only filling existing fields is allowed
(security design, section 3). ``signing`` uses these names and nothing else of ``export``.
"""

from __future__ import annotations

from typing import Final

SIGNATURE_FIELDS: Final[dict[str, str]] = {
    "designated_teacher": "signature_designated_teacher",
    "social_worker": "signature_social_worker",
    "virtual_school": "signature_virtual_school",
    "carer": "signature_carer",
    "child": "signature_child",
}
"""Role of the signer → name of the PDF field: everybody in ``sign_off_roles`` of the forms (a test compares)."""

SIGNER_TITLES: Final[dict[str, str]] = {
    "designated_teacher": "Designated teacher",
    "social_worker": "Social worker",
    "virtual_school": "Virtual school",
    "carer": "Carer",
    "child": "Child or young person",
}
"""Role of the signer → the words shown to people."""
