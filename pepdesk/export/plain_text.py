"""Answers as writers may draw them: composed letters, plain line breaks, nothing unseen that reorders words."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u2000-\u200a\u202f\u205f]")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JOINERS = "\u200c\u200d"  # Persian and Indian spelling needs them; everything else of its kind is removed


def clean(text: str) -> str:
    """Give ``text`` in composed form with the newline as the only line break.

    Removed: control characters, marks that turn the writing direction round, soft hyphens, halves of characters
    and code points that are no characters at all. No letter, digit or sign is ever removed.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = _VARIATION.sub("", text)
    return "".join(letter for letter in text if _stays(letter))


def _stays(letter: str) -> bool:
    if letter == "\n" or letter in _JOINERS:
        return True
    if ord(letter) & 0xFFFE == 0xFFFE:  # the last two of every plane are no characters
        return False
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


def title_lines(title: str, most: int) -> str:
    """A cleaned title of more than ``most`` letters broken after its colon, so that no short rest stands alone."""
    head, colon, rest = title.partition(": ")
    return f"{head}:\n{rest}" if colon and len(title) > most else title


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a cleaned ``text`` that hold something; one empty text when none does."""
    return tuple(line for line in text.split("\n") if line.strip()) or ("",)
