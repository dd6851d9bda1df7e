"""Twenty bytes as a line a person can type: eight groups of four letters and a ninth that catches mistakes.

Letters and digits of base32 only; 0, 1 and 8, which it lacks, are read as the O, I and B they were meant to be.
"""

from __future__ import annotations

import base64
import hashlib

from pepdesk.problem import StorageProblem
from pepdesk.words import tr

LINE_BYTES = 20
_GROUP = 4
_LETTERS = 32
_MEANT = str.maketrans("018", "OIB")


def spell(data: bytes, line: int) -> str:
    """One line for 20 bytes. The line's number goes into the check, so swapped lines are noticed."""
    letters = base64.b32encode(data).decode() + _check(data, line)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def unspell(text: str, line: int) -> bytes:
    """The 20 bytes of a typed line, however it was spaced. Raises ``StorageProblem`` for a typing mistake."""
    letters = "".join(character for character in text.upper() if character.isalnum()).translate(_MEANT)
    try:
        data = base64.b32decode(letters[:_LETTERS])
    except ValueError:
        data = b""
    if len(data) != LINE_BYTES or letters[_LETTERS:] != _check(data, line):
        raise StorageProblem(
            tr("There is a typing mistake in line {line}.", line=line)
            if line
            else tr("There is a typing mistake in the recovery key."),
            tr("Compare it with the printed sheet, group by group. Nothing was changed."),
            code="mistyped",
        )
    return data


def _check(data: bytes, line: int) -> str:
    digest = hashlib.sha256(b"PepDesk line %d" % line + data).digest()
    return base64.b32encode(digest).decode()[:_GROUP]
