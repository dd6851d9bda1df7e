"""British spelling, off line: which words of a text are probably misspelt, and what may have been meant.

The dictionary is Hunspell's (``resources/spelling``), with a list of schools' own words. A checker that cries wolf is
soon switched off, so what is likely a name, an abbreviation or a code is left alone. Nothing is ever corrected unasked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pepdesk import paths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_SUGGESTIONS: Final = 5
_CHUNK: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_PROSE: Final = re.compile(r"[@\d/\\_]|\.\w|://")
_ENDS: Final = (".", "!", "?", ":")
_LONGEST: Final = 60  # letters; longer runs are no words, and asking for suggestions would take seconds

Span = tuple[int, int]


class Speller:
    """The dictionary, once it is read. ``accept`` adds the names of one plan; ``forget`` takes them out again."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read the dictionary: about 40 ms here. ``folder`` is where it lies (None: PepDesk's own)."""
        import hunspell

        place = folder or paths.resources_dir() / "spelling"
        self._words = hunspell.Hunspell("en_GB", hunspell_data_dir=str(place))
        own = (place / "schools.txt").read_text(encoding="utf-8").splitlines()
        self._own = frozenset(word for word in own if word and not word.startswith("#"))
        self._accepted: frozenset[str] = frozenset()
        self._known: dict[str, bool] = {}

    def accept(self, texts: Iterable[str]) -> None:
        """Take every word of ``texts`` (names, places) as right, in addition to those accepted before."""
        self._accepted |= {_folded(word) for text in texts for word in _WORD.findall(text)}

    def forget(self) -> None:
        """Take nothing more as right than the dictionary does: another plan, or nobody's, is open."""
        self._accepted = frozenset()

    def misspelt(self, text: str) -> tuple[Span, ...]:
        """Where words stand that are probably misspelt, as (start, end) in ``text``, in order."""
        found: list[Span] = []
        begins = True
        for chunk in _CHUNK.finditer(text):
            if not _NO_PROSE.search(chunk.group().rstrip(".,;:!?)")):
                for word in _WORD.finditer(text, chunk.start(), chunk.end()):
                    first = begins and word.start() == _first_letter(chunk)
                    if not self._right(word.group(), begins_sentence=first):
                        found.append(word.span())
            begins = chunk.group().endswith(_ENDS) or "\n" in text[chunk.end() : chunk.end() + 2]
        return tuple(found)

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first, at most five; takes up to a tenth of a second."""
        if len(word) > _LONGEST:
            return ()
        usual = word.replace("’", "'")
        return tuple(self._words.suggest(usual))[:MOST_SUGGESTIONS]

    def _right(self, word: str, *, begins_sentence: bool) -> bool:
        if len(word) < 2 or len(word) > _LONGEST or _is_abbreviation(word):
            return True
        if word[0].isupper() and not begins_sentence:  # a name, most likely
            return True
        folded = _folded(word)
        if folded in self._accepted or folded.removesuffix("'s") in self._accepted:
            return True
        if (known := self._known.get(folded)) is None:
            known = folded in self._own or bool(self._words.spell(folded) or self._words.spell(folded.capitalize()))
            self._known[folded] = known
        return known


def _first_letter(chunk: re.Match[str]) -> int:
    """Where the first letter of a chunk stands: behind an opening quote or bracket."""
    letter = _WORD.search(chunk.string, chunk.start(), chunk.end())
    return letter.start() if letter else chunk.start()


def _is_abbreviation(word: str) -> bool:
    """Two capitals or more: SENCO, GCSEs, SPaG, iPad is not."""
    return sum(letter.isupper() for letter in word) >= 2


def _folded(word: str) -> str:
    return word.replace("’", "'").casefold()
