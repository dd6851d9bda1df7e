"""In which roles people sign, in words. Apart from the rest, as it needs no cryptography."""

from __future__ import annotations

from typing import Final

ROLE_TITLES: Final[dict[str, str]] = {
    "designated_teacher": "Designated teacher",
    "social_worker": "Social worker",
    "virtual_school": "Virtual school",
    "carer": "Carer",
    "parent": "Parent",
    "child": "Child or young person",
}
"""Role → the words for it, also written into the certificate's title."""
