"""What makes a passphrase good enough, said as advice; and five words drawn by chance."""

from __future__ import annotations

import functools
import secrets

from pepdesk import paths
from pepdesk.problem import StorageProblem
from pepdesk.words import tr

LEAST_CHARACTERS = 14
LEAST_WORDS = 5
_LEAST_DIFFERENT = 6  # "aaaaaaaaaaaaaa" and "abababababab.." are guessed at once
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")


def passphrase_advice(passphrase: str) -> str | None:
    """What to change about a passphrase, or ``None`` when it is good enough.

    Fourteen characters or five different words (security.md 1.5). No rule about digits or signs, and nothing expires.
    """
    words = passphrase.split()
    if len(passphrase.strip()) < LEAST_CHARACTERS and len(set(words)) < LEAST_WORDS:
        return tr("Use at least 14 characters, or five words that do not belong together.")
    plain = "".join(passphrase.casefold().split())
    if len(set(plain)) < _LEAST_DIFFERENT or (len(words) > 1 and len({word.casefold() for word in words}) == 1):
        return tr("Too much of it repeats. Use five different words.")
    if any(plain in row * 2 or plain[::-1] in row * 2 for row in _ROWS):
        return tr("It runs along the keyboard or the alphabet. Use five different words.")
    return None


def insist_on_good(passphrase: str) -> None:
    """Raise ``StorageProblem`` with the advice when a new passphrase is too weak."""
    if advice := passphrase_advice(passphrase):
        raise StorageProblem(tr("This passphrase is too easy to guess."), advice, code="weak-passphrase")


def generate_passphrase(words: int = LEAST_WORDS) -> str:
    """Words drawn by chance from the EFF's list of 7,776, with spaces: five give 64 bits."""
    return " ".join(secrets.choice(_word_list()) for _ in range(words))


@functools.cache
def _word_list() -> tuple[str, ...]:
    text = (paths.resources_dir() / "words" / "eff_large_wordlist.txt").read_text(encoding="utf-8")
    return tuple(line.split()[1] for line in text.splitlines())
