"""Finding and reading form files: ``forms/<form>/form.toml``, its tabs, and ``forms/common/``.

A form that passes is complete and consistent; one that does not raises ``FormFaults`` with every fault at once.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Fault, Faults, near_miss
from pepdesk.form.keys import FORM_KEYS
from pepdesk.form.reader import read_form
from pepdesk.form.tables import read_table
from pepdesk.problem import FormProblem

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.form.model import Form

CHOICES_FILE = "common/choices.toml"
_TAB_HEADINGS = ("tab", "group", "field")
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


def form_ids(forms: Path) -> tuple[str, ...]:
    """The ids of the forms in the folder ``forms``, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in forms.glob("*/form.toml")))


def load_form(forms: Path, form_id: str) -> Form:
    """The form ``form_id`` of the folder ``forms``. Raises ``FormFaults``, or ``FormProblem`` if there is none."""
    if form_id not in form_ids(forms):
        raise FormProblem(f'There is no form called "{form_id}".', near_miss(form_id, form_ids(forms)))
    faults = Faults()
    raw = raw_form(forms, form_id, faults)
    faults.raise_any(f'The form "{form_id}"')  # files that cannot be read would only make echoes below
    form = read_form(raw, faults)
    if form.id != form_id:
        faults.add(f"{form_id}/form.toml", "[form]", f'the id must be the folder\'s name, "{form_id}".')
    faults.raise_any(f'The form "{form_id}"')
    return form


def embedded_form(raw: dict[str, Any]) -> Form:
    """The form from the definition that a plan carries (``Form.raw``). Raises ``FormFaults`` if it was damaged."""
    faults = Faults()
    form = read_form(raw, faults)
    faults.raise_any("The form inside this plan")
    return form


def raw_form(forms: Path, form_id: str, faults: Faults) -> dict[str, Any]:
    """The raw definition put together from the files of one form (the shape is in ``reader``)."""
    main = f"{form_id}/form.toml"
    about = _parse(forms, main, faults).get("form", {})
    tabs_named = read_table(about, FORM_KEYS, main, "[form]", Faults()).get("tabs", ())  # faults are told later
    tabs = [_raw_tab(forms, form_id, name, faults) for name in tabs_named]
    ids = [tab["id"] for tab in tabs]
    for twice in {one for one in ids if ids.count(one) > 1}:
        faults.add(main, "[form]", f'the tab "{twice}" stands twice.')
    used = _choice_names(tabs)
    lists = _parse(forms, CHOICES_FILE, faults).get("choices", {})
    misspelt = used - lists.keys() - {""}  # then every list is read, so that the right name can be suggested
    choices = [
        {"id": list_id, "file": CHOICES_FILE, "table": table}
        for list_id, table in lists.items()
        if list_id in used or misspelt
    ]
    raw: dict[str, Any] = _storable({"form": about, "choices": choices, "tabs": tabs})
    return raw


def unused_choices(forms: Path) -> tuple[Fault, ...]:
    """A fault for each choice list that no form of the folder uses."""
    used: set[str] = set()
    for form_id in form_ids(forms):
        used |= _choice_names(raw_form(forms, form_id, Faults())["tabs"])
    lists = _parse(forms, CHOICES_FILE, Faults()).get("choices", {})
    return tuple(
        Fault(CHOICES_FILE, f"[choices.{one}]", "no question uses this list.", "Remove it, or name it in a question.")
        for one in lists
        if one not in used
    )


def _raw_tab(forms: Path, form_id: str, name: str, faults: Faults) -> dict[str, Any]:
    file = f"{name}.toml" if "/" in name else f"{form_id}/{name}.toml"
    document = _parse(forms, file, faults)
    for heading in document:
        if heading not in _TAB_HEADINGS:
            faults.add(file, f"[{heading}]", "is not a heading of a tab file.", near_miss(heading, _TAB_HEADINGS))
    return {
        "id": name.rpartition("/")[2],
        "file": file,
        "tab": document.get("tab", {}),
        "groups": [{"id": one, "table": table} for one, table in document.get("group", {}).items()],
        "fields": [{"id": one, "table": table} for one, table in document.get("field", {}).items()],
    }


def _parse(forms: Path, file: str, faults: Faults) -> dict[str, Any]:
    """The TOML document in ``file``; an empty one, and a fault, when it cannot be read."""
    if not re.fullmatch(r"[a-z0-9_]+/[a-z0-9_]+\.toml", file):
        faults.add(file, "", "is not the name of a tab file.", 'Write "tab" or "common/tab".')
        return {}
    try:
        return tomllib.loads((forms / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = [path.stem for path in (forms / file).parent.glob("*.toml")]
        faults.add(file, "", "is missing.", near_miss((forms / file).stem, there))
    except UnicodeDecodeError:
        faults.add(file, "", "is not plain text.", "Save it as UTF-8.")
    except OSError as error:
        faults.add(file, "", f"cannot be opened ({error.strerror}).")
    except tomllib.TOMLDecodeError as error:
        faults.add(file, "", _in_plain_words(str(error)))
    return {}


def _in_plain_words(text: str) -> str:
    """Tomllib's message with its line first, in words an officer knows, and the original after it."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", text)
    where = f"line {place[1]}, column {place[2]}" if place else "at its end"
    words = next((plain for start, plain in _PLAINER if text.startswith(start)), "cannot be read as TOML")
    return f"{where}: {words} ({text.split(' (at')[0]})."


def _choice_names(tabs: list[dict[str, Any]]) -> set[str]:
    """The choice lists a form uses, so that a plan embeds those and no others."""
    names: set[str] = set()
    for tab in tabs:
        for entry in (*tab["fields"], *tab["groups"]):
            if isinstance(table := entry["table"], dict):
                repeat = table.get("repeat")
                names.add(str(table.get("choices", "")))
                names.add(str(repeat.get("rows", "")) if isinstance(repeat, dict) else "")
    return names


def _storable(value: Any) -> Any:  # noqa: ANN401 - anything TOML can hold
    """Dates and fractions as text, so that the definition can stand in canonical JSON."""
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    return str(value)
