"""A language nobody speaks, to find English that does not pass through ``tr``: each letter becomes an Armenian one.

Gaps ("{name}") stay, so what fills them still shows its own letters; ampersands stay where they are; each text stands
in ⟦…⟧. ``english`` turns it back, so that a test finds its button in either language.
"""

from __future__ import annotations

import os
import re
import string
from pathlib import Path

from tests.ui.words_shown import catalogue, shown_words

_THEIRS = "".join(map(chr, (*range(0x561, 0x57B), *range(0x531, 0x54B))))
"""Small, then capital letters of Armenian: no form, plan or name here has any, and they are small and capital too."""
_THERE, _BACK = (
    str.maketrans(one, other) for one, other in ((string.ascii_letters, _THEIRS), (_THEIRS, string.ascii_letters))
)
OPEN, SHUT = "⟦", "⟧"


def said(text: str) -> str:
    """``text`` in that language."""
    pieces = re.split(r"(\{[^{}]*\})", text)
    return OPEN + "".join(one if one.startswith("{") else one.translate(_THERE) for one in pieces) + SHUT


def english(text: str) -> str:
    """What is said in that language, in English; anything else as it is, too."""
    if not os.environ.get("PEPDESK_CATALOGUE"):
        return text
    return text.translate(_BACK).replace(OPEN, "").replace(SHUT, "")


def not_said(text: str) -> list[str]:
    """The pieces of a text, as it stands on the screen, that no translation has touched and that hold letters."""
    pieces = re.split(f"[{OPEN}{SHUT}{_THEIRS}]+", text)
    return [one.strip() for one in pieces if any(letter.isalpha() for letter in one)]


def write_catalogue(file: Path) -> Path:
    """A catalogue with every text of the windows in that language, as ``PEPDESK_CATALOGUE`` wants it."""
    file.write_bytes(
        catalogue(
            {
                words: tuple(map(said, (words.one, words.many) if words.many else (words.one,)))
                for words in shown_words()
            }
        )
    )
    return file
