"""The documents behind the marks such as ``[S4]`` in an authority's files, in words that people know them by.

The marks are those of ``forms/authorities/sources.md``. A mark that is not listed there stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

_RUN = re.compile(r" ?((?:\[[A-Z][A-Z0-9]*\] ?)+)")
_MARK = re.compile(r"\[([A-Z][A-Z0-9]*)\]")
_LEADS_ON = (";", ",", ":", " and", " by", " after", " to", " on", " of")
"""After these a mark is a part of the sentence; elsewhere it only follows what it vouches for, so it is bracketed."""
_OUR_NOTES = {"dossier section c": "the guidance of several authorities", "seed 002 ": ""}
"""How our own collections are called in the files; nobody else has them."""

NAMES: Final = {
    "S0": "Staffordshire", "S1": "the page with Word forms", "S2": "an unnamed authority’s guidance",
    "S3": "an unnamed authority’s guide for social workers", "S4": "Bury", "BG": "statutory guidance",
    "REG5": "regulation 5", "SCH1": "Schedule 1 of the care planning regulations", "KNOW": "Knowsley", "OLD": "Oldham",
    "ERN": "East Riding", "ER": "East Riding", "EPEPTV": "epep.tv", "LEEDS": "Leeds", "HAR": "Haringey",
    "EASTR": "Eastern region’s", "LAC3": "Looked After Call", "GLOSPEP": "Gloucestershire",
    "GLOSPP": "Gloucestershire’s", "STH": "St Helens", "STHT": "St Helens", "STHP": "St Helens", "STHQ": "St Helens",
    "STHQ2": "St Helens", "STHQ3": "St Helens", "STHR": "St Helens", "STHF": "St Helens", "LAN2": "Lancashire",
    "LAN5": "Lancashire", "LAN8": "Lancashire", "LANEY": "Lancashire", "LANPP": "Lancashire", "LANPG": "Lancashire",
    "SUTT": "Sutton", "SUTP": "Sutton", "SUTG": "Sutton", "GAT": "Gateshead", "GAT11": "Gateshead",
    "GAT16": "Gateshead", "CB": "Central Bedfordshire", "CBA": "Central Bedfordshire", "CAM": "Cambridgeshire",
    "NORF1": "Norfolk", "NORF2": "Norfolk", "NORF3": "Norfolk", "NORF4": "Norfolk", "PET": "Peterborough",
    "LINC5": "Lincolnshire", "LINCC": "Lincolnshire", "DON": "Doncaster", "SEF": "Sefton", "CW2": "Cheshire West",
    "CW4": "Cheshire West", "CEM": "Cheshire East", "BRI": "Bristol", "DBY": "Derbyshire",
    "LACES": "a self-evaluation pack of special schools", "DOCSB": "a sheet on what to do before the meeting",
}  # fmt: skip
"""What a mark stands for; where a source has already said that name, the mark is only left out."""
_KNOWN_BY = {"S1": "word form", "S2": "good-practice guidance", "S3": "guidance for social workers"}


def in_words(source: str) -> str:
    """A source as people read it: known marks become the document's name, or go where it is named beside them."""
    words = source
    for ours, plain in _OUR_NOTES.items():
        words = re.sub(re.escape(ours), plain, words, flags=re.IGNORECASE)
    said = _MARK.sub("", words).lower()
    done, at = "", 0
    for run in _RUN.finditer(words):
        done += words[at : run.start()]
        at = run.end()
        marks = _MARK.findall(run[1])
        names = list(dict.fromkeys(NAMES.get(mark, f"[{mark}]") for mark in marks if not _is_said(mark, said)))
        said += " ".join(names).lower()
        told = _joined(names, closed=not words[at:].startswith("and "))
        if told and done and not done.endswith(_LEADS_ON):
            told = f"({told})"
        more = " " if words[at:] and words[at] not in ",:;.)" else ""
        done = f"{done} {told}{more}" if told else f"{done} {words[at:] and more}".rstrip(" ") + more
    done = (done + words[at:]).strip()
    return done[:1].upper() + done[1:] if words != source or at else source


def _is_said(mark: str, said: str) -> bool:
    return mark in NAMES and (_KNOWN_BY.get(mark) or NAMES[mark].lower()) in said


def _joined(names: list[str], *, closed: bool) -> str:
    """A list in words; not ``closed``: what follows ends it."""
    if closed and len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return ", ".join(names)
