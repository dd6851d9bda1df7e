"""The documents behind the marks such as ``[S4]`` in an authority's files, in words that people know them by.

What they are called is in ``forms/authorities/source_names.toml``; a mark that is not listed there stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pepdesk.paths import forms_dir

_RUN = re.compile(r" ?((?:\[[A-Z][A-Z0-9]*\] ?)+)")
_MARK = re.compile(r"\[([A-Z][A-Z0-9]*)\]")
_LEADS_ON = (";", ",", ":", " and", " by", " after", " to", " on", " of")
"""After these a mark is a part of the sentence; elsewhere it only follows what it vouches for, so it is bracketed."""


@cache
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        (forms_dir() / "authorities" / "source_names.toml").read_text("utf-8")
    )
    return found


def in_words(source: str) -> str:
    """A source as people read it: known marks become the document's name, or go where it is named beside them."""
    words = source
    for ours, plain in _table()["ours"].items():
        words = re.sub(re.escape(ours), plain, words, flags=re.IGNORECASE)
    said = _MARK.sub("", words).lower()
    done, at = "", 0
    for run in _RUN.finditer(words):
        done += words[at : run.start()]
        at = run.end()
        marks = _MARK.findall(run[1])
        names = list(
            dict.fromkeys(_table()["names"].get(mark, f"[{mark}]") for mark in marks if not _is_said(mark, said))
        )
        said += " ".join(names).lower()
        told = _joined(names, closed=not words[at:].startswith("and "))
        if told and done and not done.endswith(_LEADS_ON):
            told = f"({told})"
        more = " " if words[at:] and words[at] not in ",:;.)" else ""
        done = f"{done} {told}{more}" if told else f"{done} {words[at:] and more}".rstrip(" ") + more
    done = (done + words[at:]).strip()
    return done[:1].upper() + done[1:] if words != source or at else source


def _is_said(mark: str, said: str) -> bool:
    names, said_as = _table()["names"], _table()["said_as"]
    return mark in names and said_as.get(mark, names[mark].lower()) in said


def _joined(names: list[str], *, closed: bool) -> str:
    """A list in words; not ``closed``: what follows ends it."""
    if closed and len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return ", ".join(names)
