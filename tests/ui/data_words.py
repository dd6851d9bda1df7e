"""Every text that a window may show in English whatever its language, by where it comes from: SOURCES, each with why.

``Known.unknown`` takes what of a text on the screen is English and gives what comes from none of them.
"""

from __future__ import annotations

import ast
import calendar
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pepdesk.rules.places import number_word
from tests.ui.words_shown import calls

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
_WORD = re.compile(r"[^\W_]+(?:[’'.&/@-][^\W_]+)*")
_PARTS = re.compile(r"(?:\s\.|[.,:;?!](?=\s|$)|[()\[\]“”\"\n|–—·•→★]|\.{2,}|…|, )")
_LEAST_PIECE, _LEAST_QUOTE = 2, 3
_SHAPES = re.compile(
    r"(?:\b(?:Ctrl|Alt|Shift|Meta)\+)+\S+|\bF\d{1,2}\b"  # keys
    r"|\S+\.(?:pdf|docx|json|pepx|peppack|csv|png|jpg|jpeg|webp|gif|tiff?|bmp|txt|tsv|ics|tsr|p12|pfx|cer|crt|pem|der|p7b"
    r"|csr|pepcard)\b"  # files
    r"|PEP-\w[\w-]*"  # their stems
    r"|\b(?:[A-Z2-7]{4}-)+[A-Z2-7]{2,4}\b|\b[0-9a-f]{8,}\b"  # recovery keys, marks of a vault
    r"|\w+…|(?<=\s)/\S+|^/\S+"  # the word where a long answer is cut; a folder
)
"""What is never a word: names of keys and files, keys on a recovery sheet."""
_INITIALS = re.compile(r"\s*[A-Z]{1,3}\s*")


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (key for key in data if isinstance(key, str) and " " in key)
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple | set | frozenset):
        for one in data:
            yield from _strings(one)
    elif is_dataclass(data):
        for field in fields(data):
            yield from _strings(getattr(data, field.name))


def data_files() -> Iterator[str]:
    """Forms, authorities' rules, targets, the meeting's order: translated where they lie."""
    from pepdesk.app.catalogue import known_authorities, take_authority
    from tests.ui.plan_sample import record

    for folder in ("forms", "resources"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix == ".toml":
                yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))
    for one in known_authorities():
        yield from _strings(take_authority(one.id))  # with the names of its sources filled in
    yield from _strings(record().form)
    yield "3. Care and health"  # in the Word form of an authority that the screens fill in


def plans() -> Iterator[str]:
    """What stands in the invented plans, and what the makers of screens type or call their people."""
    from pepdesk.app.documents import sample_plan
    from pepdesk.record.codec import write_record

    for form in ("year_r_11", "early_years", "post_16"):
        yield from _strings(json.loads(write_record(sample_plan(form, DAY))))
    yield from written_in(
        *(
            f"tests/ui/{name}.py"
            for name in ("screens_before", "screens_plan", "screens_windows", "stage", "plan_sample")
        ),
        *(f"tests/{name}.py" for name in ("handover/people", "signing/samples", "export/sample", "ui/test_versions")),
    )


_BELOW = ("rules", "smart", "dates", "record", "export", "authority", "people/roles.py")
_REPORTS = ("handover", "signing", "intake", "people")


def in_documents() -> Iterator[str]:
    """Rules, the SMART check, dates, values in words, roles: the same sentences stand in exported documents."""
    yield from written_in(*(f"pepdesk/{name}" for name in _BELOW))


def not_yet() -> Iterator[str]:
    """Reports on packages, signatures and filled forms, besides their problems: written below app, not wrapped yet."""
    yield from written_in(*(f"pepdesk/{name}" for name in _REPORTS))


def behind_the_fence() -> Iterator[str]:
    """What a process that reads foreign files says: it is told nothing of this computer, so of no catalogue either."""
    for file in sorted((ROOT / "pepdesk" / "intake").glob("*.py")):
        for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
            for one in call.args:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield from re.split(r"{.*?}", one.value)


def of_qt() -> Iterator[str]:
    """Qt says these itself, and Python's calendar the names of days and months."""
    yield from ("Scroll Left", "Scroll Right", "Caps Lock")
    yield from (*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)


def quoted() -> Iterator[str]:
    """Answers and examples, which are also shown in part or with a name put in."""
    for file in sorted((ROOT / "resources" / "targets").glob("*.toml")):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))
    yield from plans()


SOURCES: tuple[Callable[[], Iterator[str]], ...] = (
    data_files, plans, in_documents, not_yet, behind_the_fence, of_qt,
)  # fmt: skip
ANYWHERE = (
    "PepDesk", "Qt", "Python", "PySide6", "LGPL", "GPL", "MIT", "OFL", "Apache", "LICENCE", "UTC", "Word", "PDF",
    "AtkinsonHyperlegibleNext", "DejaVuSans", "DroidSansFallback", "NotoSans", "OpenDyslexic3",
    "Lusia", "Ada", "Ng", "Tom", "Bell", "Zoë", "Żółkowska", "Beth", "Ŷstrad", "spring", "summer", "autumn", "Below",
    "Above", "Target", "words", *calendar.month_name, *calendar.day_name,
)  # fmt: skip
"""What may stand inside any sentence: names of products, people, terms, days; what a chart or a rule puts in."""


def written_in(*places: str) -> Iterator[str]:
    """The texts in these modules that do not go through ``tr``; of one with gaps each piece of two words or more."""
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            said = {id(inside) for call in calls(tree) for inside in ast.walk(call)}
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr) and id(node) not in said:
                    yield from _pieces(node)
                    said |= {id(inside) for inside in node.values}
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    yield node.value


def joints() -> frozenset[str]:
    """Words that stand alone between the gaps of what rules and reports say ("in", "answers"): never by themselves."""
    found = {"has", "have", "answered", "signed", *map(number_word, range(11))}
    for name in ("rules", "smart", "dates", "record", "handover"):
        for file in (ROOT / "pepdesk" / name).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                texts = [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.Constant)]
                if isinstance(node, ast.JoinedStr):
                    found |= {row[0] for one in texts if len(row := words_of(str(one.value))) == 1}
                elif isinstance(node, ast.Call) and ast.unparse(node.func) == "counted":
                    found |= {f"{one.value}{ending}" for one in texts for ending in ("", "s")}
    return frozenset(found)


def _pieces(text: ast.JoinedStr) -> Iterator[str]:
    for part in text.values:
        if isinstance(part, ast.Constant) and len(words_of(str(part.value))) >= _LEAST_PIECE:
            yield str(part.value)


class Known:
    """What is known, as rows of words; a single word counts only where it stands by itself between stops.

    ``quoted`` are texts of which any three words or more may stand by themselves: an answer is quoted in part.
    ``between`` are words that may stand between what is known, never alone.
    """

    def __init__(
        self,
        texts: Iterable[str],
        quoted: Iterable[str] = (),
        between: frozenset[str] = frozenset(),
        names: Iterable[str] = ANYWHERE,
    ) -> None:
        self._between = between
        rows: dict[str, set[tuple[str, ...]]] = {}
        for text in (_SHAPES.sub(" ", one) for one in texts):
            for row in (words_of(text), *map(words_of, _PARTS.split(text))):
                if row:
                    rows.setdefault(row[0], set()).add(row)
        self._rows = {first: sorted(some, key=len, reverse=True) for first, some in rows.items()}
        self._names = {word for name in names for word in words_of(name)}
        self._quoted = "".join(f" {' '.join(words_of(re.sub(r'{.*?}', ' ', text)))} |" for text in quoted)

    def unknown(self, text: str) -> str:
        """What of ``text`` is in no row of words known and is no name, in order; "" if all is known."""
        parts = [one for one in _PARTS.split(_SHAPES.sub(" ", text)) if not _INITIALS.fullmatch(one)]
        left = [word for part in parts for word in self._unknown_in(words_of(part))]
        words = sum(len(words_of(part)) for part in parts)
        return "" if set(left) <= self._between and len(left) < words else " ".join(left)

    def _unknown_in(self, words: tuple[str, ...]) -> list[str]:
        at, left = 0, []
        while at < len(words):
            rows = self._rows.get(words[at], ())
            row = next((one for one in rows if words[at : at + len(one)] == one and (one == words or one[1:])), ())
            step = max(len(row), self._quote(words[at:]))
            if not step and words[at] not in self._names:
                left.append(words[at])
            at += step or 1
        return left

    def _quote(self, words: tuple[str, ...]) -> int:
        """How many of the first words are quoted together; 0 for fewer than three."""
        longest = 0
        while longest < len(words) and f" {' '.join(words[: longest + 1])} " in self._quoted:
            longest += 1
        return longest if longest >= _LEAST_QUOTE else 0


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text with a letter in them, in small letters, without ampersands."""
    found = _WORD.findall(text.replace("&", "").casefold())
    return tuple(one for one in found if any(letter.isalpha() for letter in one))
