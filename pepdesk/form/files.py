"""Reading one TOML file that an officer wrote: what cannot be read becomes a fault in plain words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Faults, near_miss

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes of one file: the largest here has 40,000."""

_PLAINER = (  # tomllib's own words → words for an officer
    ("Invalid value", "this is not a value TOML knows; text must be in double quotes"),
    ("Cannot overwrite a value", "the same key stands twice under this heading"),
    ("Cannot declare", "the same heading stands twice in this file"),
    ("Expected '=' after a key", 'a key must be followed by "=" and a value'),
    ("Unterminated string", "a text has no closing double quote"),
    ("Illegal character", "a text has no closing double quote, or holds a line break"),
    ("Unclosed", "a bracket is not closed"),
    ("Expected newline or end of document", "there is something left over at the end of the line"),
)
_SLIPS = (  # what the line looks like → what to do about it
    (r"=[^\"#]*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", "Write a date like 2026-11-27: year, month, day."),
    (r"=\s*£", "Write a sum without the pound sign."),
    (r"=\s*[\[{]?\s*[“”„‘’]", 'Use straight double quotes ("), as a plain text editor writes them.'),
    (r"=\s*\[?\s*\d{4}-\d{2}-\d{2}", "There is no such day."),
)


def read_toml(root: Path, file: str, faults: Faults) -> dict[str, Any]:
    """The document in ``root / file``, its letters composed (NFC); an empty one, and a fault, when it cannot be read.

    Composed, because a plan carries these words, and two copies of it are compared as the packages write them. A fault
    names ``file``.
    """
    try:
        with (root / file).open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            faults.add(file, "", "is too large to be a form's or an authority's file.")
            return {}
        text = data.decode("utf-8")
        document: dict[str, Any] = composed(tomllib.loads(text), file, faults)
    except FileNotFoundError:
        there = [path.stem for path in (root / file).parent.glob("*.toml")]
        faults.add(file, "", "is missing.", near_miss((root / file).stem, there))
    except UnicodeDecodeError:
        faults.add(file, "", "is not plain text.", "Save it as UTF-8.")
    except OSError as error:
        faults.add(file, "", f"cannot be opened ({error.strerror}).")
    except tomllib.TOMLDecodeError as error:
        faults.add(file, "", *_in_plain_words(str(error), text))
    except (ValueError, RecursionError):  # a number of thousands of digits, or thousands of brackets
        faults.add(file, "", "cannot be read: it holds something far too long or too deep.")
    else:
        return document
    return {}


def _in_plain_words(said: str, text: str) -> tuple[str, str]:
    """Tomllib's message with its line first, in words an officer knows, and the original after it; and what to do."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", said)
    where = f"line {place[1]}, column {place[2]}" if place else "at its end"
    words = next((plain for start, plain in _PLAINER if said.startswith(start)), "cannot be read as TOML")
    lines = text.split("\n")
    line = lines[int(place[1]) - 1] if place and int(place[1]) <= len(lines) else ""
    advice = next((what for pattern, what in _SLIPS if re.search(pattern, line)), "")
    return f"{where}: {words} ({said.split(' (at')[0]}).", advice


def composed(value: Any, file: str, faults: Faults, where: str = "") -> Any:  # noqa: ANN401 - anything TOML can hold
    """The same with every text composed (NFC); a fault for two keys that are one then, under the heading ``where``."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(one, file, faults, where) for one in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, one in value.items():
        name = composed(key, file, faults)
        if name in made:
            faults.add(file, f"[{where}]" if where else "", f'"{name}" stands twice, once with its accents apart.')
        made[name] = composed(one, file, faults, f"{where}.{name}" if where else name)
    return made


def storable(value: Any) -> Any:  # noqa: ANN401 - anything TOML can hold
    """Dates and fractions as text, so that the definition can stand in canonical JSON."""
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    return str(value)
