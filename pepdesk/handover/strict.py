"""JSON in which there is one way only to write a thing, and a look at its shape before anything is made of it.

Canonical: UTF-8 in composed form (NFC), keys sorted and never twice, no spaces, no fractions, at most 32 deep.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

MAX_DEPTH: Final = 32  # security design, section 6
_MOST_BRACKETS: Final = 500_000
_MOST_KEYS: Final = 100_000
_LARGEST_NUMBER: Final = 2**53

Shape = Callable[[object], bool]


def canonical(value: Any) -> bytes:  # noqa: ANN401 - anything JSON can hold
    """The one way to write ``value``, composed. Raises ``ValueError`` or ``TypeError`` for what JSON cannot hold."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return _text(value).encode("utf-8")
    # Each entry by itself: pictures are long and plain ASCII, and then need not be composed.
    return ("{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in sorted(value)) + "}").encode("utf-8")


def _text(value: Any) -> str:  # noqa: ANN401 - anything JSON can hold
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def parse(data: bytes) -> Any:  # noqa: ANN401 - anything JSON can hold
    """What canonical bytes hold. Raises ``ValueError`` for any others (``RecursionError`` is turned into one)."""
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS or data.count(b'":') > _MOST_KEYS:
        raise ValueError("more parts than PepDesk writes")
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_float=_none, parse_constant=_none
        )
    except RecursionError:
        raise ValueError("nested too deep") from None
    if _depth(value) > MAX_DEPTH or canonical(value) != data:
        raise ValueError("not canonical")
    return value


def composed(value: Any) -> Any:  # noqa: ANN401 - anything JSON can hold
    """``value`` with all its texts composed (NFC)."""
    return json.loads(canonical(value))


def has_shape(value: object, shape: Mapping[str, Shape]) -> bool:
    """Whether ``value`` is a table with exactly these keys, each of which passes its test."""
    return (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(test(value[key]) for key, test in shape.items())
    )


def is_text(most: int) -> Shape:
    """A test for text of at most ``most`` letters."""
    return lambda value: isinstance(value, str) and len(value) <= most


def is_hex(length: int) -> Shape:
    """A test for so many lower-case hex digits."""
    return lambda value: isinstance(value, str) and len(value) == length and not set(value) - set("0123456789abcdef")


def is_number(value: object) -> bool:
    """Whether it is a whole number from 0 that every program can hold."""
    return type(value) is int and 0 <= value < _LARGEST_NUMBER


def is_list_of(test: Shape, most: int) -> Shape:
    """A test for a list of at most ``most`` things that pass ``test``."""
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(test, value))


def is_table_of(test: Shape, most: int) -> Shape:
    """A test for a table of at most ``most`` things that pass ``test``, whatever their names."""
    return lambda value: isinstance(value, dict) and len(value) <= most and all(map(test, value.values()))


def is_one_of(*words: object) -> Shape:
    """A test for one of these."""
    return lambda value: type(value) in (str, int) and value in words


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _none(text: str) -> object:
    raise ValueError(f"no whole number: {text}")


def _depth(value: object, level: int = 1) -> int:
    if level > MAX_DEPTH:
        return level
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(one, level + 1) for one in inner), default=level)
