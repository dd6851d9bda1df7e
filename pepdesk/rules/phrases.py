"""Finding an authority's words in what people wrote, and telling an answer from a filler such as "n/a".

A pattern is a word or a phrase in small letters. A word ending in ``*`` stands for every word that begins so:
``uniform*`` finds "uniforms". Blanks and hyphens count as the same, so ``one to one`` finds "one-to-one".
"""

from __future__ import annotations

import re
from functools import lru_cache

_FILLERS = frozenset(
    {
        *("n a", "na", "none given", "not applicable", "not known", "unknown", "x", "xx", "xxx", "ok"),
        *("tbc", "tba", "to follow", "pending", "to be confirmed", "to be added"),
        *("as above", "see above", "as before", "same as before", "as last time", "same", "ditto"),
        *("see attached", "see notes"),
    }
)
"""What people type to get past a box (dossier e: "N/A typed to satisfy mandatory boxes"); the list is ours."""
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = [part for pattern in patterns if (part := _one(pattern))]
    parts.sort(key=len, reverse=True)  # the longest phrase is the one people meant
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _one(pattern: str) -> str:
    words = [word for word in re.split(r"[\s-]+", pattern.strip()) if word.strip("*")]
    return r"[\s-]+".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)


def spans(patterns: tuple[str, ...], text: str) -> tuple[tuple[int, int], ...]:
    """Where the patterns stand in ``text``, as (start, end) in characters, in order; empty for none."""
    found = _compiled(patterns)
    return tuple(match.span() for match in found.finditer(text)) if found else ()


def plain(text: str) -> str:
    """The text in small letters with one blank for all that is no letter or figure: for comparing."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def says_nothing(text: str) -> bool:
    """Whether a text only fills the box: "n/a", "TBC", "…", "as before". An empty text does not: it is unanswered."""
    return bool(text.strip()) and (not (words := plain(text)) or words in _FILLERS)


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
