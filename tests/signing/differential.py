"""What the other programs say of each changed file, and why they and we disagree where we do.

A file that is not in these tables is judged alike by everybody. All was seen on Debian 12: LibreOffice 7.4, JDK 17,
poppler 22.12.
"""

from __future__ import annotations

from typing import Final

_NOT_LISTED: Final = "Others check only what the manifest lists; what was added beside it they do not see."
_KINDS: Final = "Others take the content type from the manifest or from nowhere, and miss that the list was changed."
_PLUMBING: Final = "Others look only at the signature's own XML; that it does not lie where it belongs they do not see."
_LESS: Final = "Others judge the signatures that are left; we see that the list still names the one taken away."

WORD_TAKEN_BY_BOTH: Final[dict[str, str]] = {
    "macro added": _NOT_LISTED,
    "outside template added": _NOT_LISTED,
    "outside template posing as property": _NOT_LISTED,
    "outside address posing as the properties": _NOT_LISTED,
    "relation added to the package": _NOT_LISTED,
    "second properties added to the package": _NOT_LISTED,
    "second document added to the package": _NOT_LISTED,
    "relations for a part that had none": _NOT_LISTED,
    "stray part": _NOT_LISTED,
    "stray part without a type": _NOT_LISTED,
    "stray part among the signatures": _PLUMBING,
    "stray custom XML": _NOT_LISTED,
    "document's kind changed": _KINDS,
    "macro-enabled kind": _KINDS,
    "kind for a part that is not there": _KINDS,
    "unsigned object added": "An object that nothing signs may stand in an XML signature; we refuse what nobody wrote.",
    "first signature's part removed": _LESS,
    "certificate twice": "The same certificate twice changes nothing in law; we refuse what nobody wrote.",
    "origin of another kind": _PLUMBING,
    "origin filled": _PLUMBING,
    "relation to the signatures removed": _PLUMBING,
    "second relation to the signatures": _PLUMBING,
    "relation to signatures elsewhere": _PLUMBING,
    "relation to signatures outside": _PLUMBING,
    "signature related as something else": _PLUMBING,
    "signature related as outside": _PLUMBING,
    "signature of another kind": _PLUMBING,
}
"""Change → why LibreOffice and Java's XML signatures call valid what we refuse."""

WORD_CRASHES_LIBREOFFICE: Final[dict[str, str]] = {
    "signature wrapping": "Two objects of one name end LibreOffice 7.4 (the process dies), so it is not asked.",
    "signature wrapping, moved": "As above.",
}

_COVERED_BYTES: Final = "pdfsig judges each signature over the bytes it covers; what comes after it only remarks upon."

PDF_TAKEN_BY_POPPLER: Final[dict[str, str]] = {
    "page replaced": _COVERED_BYTES,
    "note laid over": _COVERED_BYTES,
    "script added": _COVERED_BYTES,
    "page added": _COVERED_BYTES,
    "empty place drawn over": _COVERED_BYTES,
    "stamp redrawn": _COVERED_BYTES,
    "stamp redrawn in place": _COVERED_BYTES,
    "place moved": _COVERED_BYTES,
    "field added": _COVERED_BYTES,
    "language changed": _COVERED_BYTES,
    "bytes after the end": _COVERED_BYTES,
    "signature removed": "pdfsig judges the one that is left; we look into the earlier revisions.",
}
"""Change → why pdfsig calls valid what we refuse."""
