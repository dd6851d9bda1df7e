"""Finding and reading form files: ``forms/<form>/form.toml``, its tabs, and ``forms/common/``.

A form that passes is complete and consistent; one that does not raises ``FormFaults`` with every fault at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Fault, Faults, near_miss
from pepdesk.form.files import read_toml, storable
from pepdesk.form.keys import FORM_KEYS
from pepdesk.form.overlay import read_overlay
from pepdesk.form.packs import Pack, find_packs
from pepdesk.form.reader import read_form
from pepdesk.form.tables import read_table
from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pepdesk.form.model import Form

CHOICES_FILE = "common/choices.toml"
_TAB_HEADINGS = ("tab", "group", "field")


def form_ids(forms: Path) -> tuple[str, ...]:
    """The ids of the forms in the folder ``forms``, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in forms.glob("*/form.toml")))


def load_form(
    forms: Path,
    form_id: str,
    authority: str = "",
    user: Path | None = None,
    owners: Mapping[str, str] | None = None,
) -> Form:
    """The form ``form_id`` of the folder ``forms``, as ``authority`` words and extends it ("": as it stands).

    ``user`` is the folder of the user's own data, if authorities installed there count. ``owners`` says who fills in
    which tab, where that differs (``Authority.section_owners``; tabs the form has not are passed over). Raises
    ``FormFaults``, or ``FormProblem`` if there is no such form or authority.
    """
    if form_id not in form_ids(forms):
        raise FormProblem(tr('There is no form called "{form}".', form=form_id), near_miss(form_id, form_ids(forms)))
    packs = find_packs(forms, user) if authority else {}
    if authority and authority not in packs:
        raise FormProblem(
            tr('There is no authority called "{authority}".', authority=authority), near_miss(authority, packs)
        )
    return read_form_with(forms, form_id, packs.get(authority), owners or {})


def read_form_with(forms: Path, form_id: str, pack: Pack | None, owners: Mapping[str, str]) -> Form:
    """The form as one authority's folder changes it. Raises ``FormFaults``."""
    what = f'The form "{form_id}"' + (f' with the changes of "{pack.id}"' if pack else "")
    faults = Faults()
    raw = raw_form(forms, form_id, faults, pack)
    faults.raise_any(what)  # files that cannot be read would only make echoes below
    for tab in raw["tabs"]:
        if tab["id"] in owners:
            tab["tab"] = {**tab["tab"], "owner": owners[tab["id"]]}
    form = read_form(raw, faults)
    if form.id != form_id:
        faults.add(f"{form_id}/form.toml", "[form]", f'the id must be the folder\'s name, "{form_id}".')
    faults.raise_any(what)
    return form


def embedded_form(raw: dict[str, Any]) -> Form:
    """The form from the definition that a plan carries (``Form.raw``). Raises ``FormFaults`` if it was damaged."""
    faults = Faults()
    form = read_form(raw, faults)
    faults.raise_any("The form inside this plan")
    return form


def raw_form(forms: Path, form_id: str, faults: Faults, pack: Pack | None = None) -> dict[str, Any]:
    """The raw definition put together from the files of a form and, over it, those of ``pack`` (shape: ``reader``)."""
    main = f"{form_id}/form.toml"
    about = _parse(forms, main, faults).get("form", {})
    tabs_named = read_table(about, FORM_KEYS, main, "[form]", Faults()).get("tabs", ())  # faults are told later
    tabs = [_raw_tab(forms, form_id, name, faults) for name in tabs_named]
    ids = [tab["id"] for tab in tabs]
    for twice in {one for one in ids if ids.count(one) > 1}:
        faults.add(main, "[form]", f'the tab "{twice}" stands twice.')
    lists = _parse(forms, CHOICES_FILE, faults).get("choices", {})
    if not faults.found and pack and (overlay := read_overlay(pack, form_id, about.get("version", 0), tabs, faults)):
        tabs, lists = overlay.change_tabs(tabs), overlay.change_lists(lists)
    used = _choice_names(tabs)
    misspelt = used - lists.keys() - {""}  # then every list is read, so that the right name can be suggested
    choices = [
        {"id": list_id, "file": CHOICES_FILE, "table": table}
        for list_id, table in lists.items()
        if list_id in used or misspelt
    ]
    raw: dict[str, Any] = storable({"form": about, "choices": choices, "tabs": tabs})
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
    return read_toml(forms, file, faults)


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
