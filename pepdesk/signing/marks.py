"""The witnessed marks in a signed document, read from what the signatures cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pepdesk.export.marks import FLAG, PROPERTY, TAG
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.signing.package import parse_xml
from pepdesk.signing.verdict import SealedMark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST: Final = 4
_MOST_ELEMENTS: Final = 20_000
_LONGEST: Final = 300
_CONTAINERS: Final = ("/Document", "/Part", "/Sect", "/Div")


def marks_in_pdf(catalog: Any) -> tuple[SealedMark, ...]:  # noqa: ANN401 - pyHanko's dictionaries are untyped
    """The marks of the revision that ``catalog`` is the root of. May raise anything for a hostile file."""
    info = _at(catalog, "/MarkInfo")
    if info is None or not _at(info, "/UserProperties"):
        return ()
    found = []
    for element in _containers(_at(catalog["/StructTreeRoot"], "/K"), _DEEPEST, [_MOST_ELEMENTS]):
        held = _at(element, "/A")
        if isinstance(held, dict) and f"/O {_at(held, '/O')}" == FLAG:
            pairs = {str(one["/N"]): str(one["/V"]) for one in map(_resolved, held["/P"])}
            if any(name.startswith(PROPERTY) for name in pairs):
                found.append(_mark({name.removeprefix(PROPERTY): value for name, value in pairs.items()}))
    return tuple(found)


def _containers(kids: Any, depth: int, left: list[int]) -> Iterator[Any]:  # noqa: ANN401
    """Grouping elements below, not what stands in paragraphs and tables. ``left``: how many may still be looked at."""
    if kids is None or depth < 0:
        return
    for kid in kids if isinstance(kids, list) else [kids]:
        element = _resolved(kid)
        left[0] -= 1
        if left[0] < 0:
            raise ValueError("too many elements")
        if isinstance(element, dict) and _at(element, "/S") in _CONTAINERS:
            yield element
            yield from _containers(_at(element, "/K"), depth - 1, left)


def _at(dictionary: Any, key: str) -> Any:  # noqa: ANN401
    """The value, not the reference to it, which ``get`` would give; None if there is none."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401


def _resolved(thing: Any) -> Any:  # noqa: ANN401
    return thing.get_object() if hasattr(thing, "get_object") else thing


def marks_in_word(document: bytes) -> tuple[SealedMark, ...]:
    """The marks in a Word file's main part."""
    if TAG.encode("ascii") not in document:
        return ()
    return tuple(_mark(_word_facts(control)) for control in parse_xml(document).iter(f"{_WORD}sdt") if _role(control))


def _role(control: _Element) -> str:
    tag = _tag(control)
    return tag.removeprefix(f"{TAG}.role.") if tag.startswith(f"{TAG}.role.") else ""


def _tag(control: _Element) -> str:
    found = control.find(f"{_WORD}sdtPr/{_WORD}tag")
    return "" if found is None else found.get(f"{_WORD}val", "")


def _word_facts(control: _Element) -> dict[str, str]:
    facts = {"role": _role(control)}
    for inner in control.iterfind(f".//{_WORD}sdt"):
        date = inner.find(f"{_WORD}sdtPr/{_WORD}date")
        words = "".join(text.text or "" for text in inner.iter(f"{_WORD}t"))
        facts[_tag(inner).removeprefix(f"{TAG}.")] = words if date is None else date.get(f"{_WORD}fullDate", "")
    return facts


def _mark(facts: Mapping[str, str]) -> SealedMark:
    """A mark from its facts. Raises ValueError or KeyError for what PepDesk never writes."""
    words = [facts[name] for name in ("role", "name", "witness", "code")]
    if words[0] not in ROLE_TITLES or not all(len(one) <= _LONGEST and one.isprintable() for one in words):
        raise ValueError("not a mark")
    when = dt.datetime.fromisoformat(facts["made"])
    if when.tzinfo is None:
        raise ValueError("no zone")
    return SealedMark(words[0], words[1], when, words[2], words[3])
