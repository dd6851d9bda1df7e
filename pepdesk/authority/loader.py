"""Finding and reading authorities: ``authorities/<id>/authority.toml``, with all it does not say taken from England's.

An authority that passes is complete and consistent; one that does not raises ``FormFaults`` with every fault at once.
"""

from __future__ import annotations

import logging
from calendar import month_name
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pepdesk.authority.keys import HEADINGS, TOP_HEADINGS
from pepdesk.authority.reader import read_authority
from pepdesk.authority.tables import heading_of
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.files import storable
from pepdesk.form.loader import load_form, read_form_with
from pepdesk.form.packs import MAIN_FILE, Pack, find_packs
from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form

log = logging.getLogger(__name__)

BASE = "england"
"""The authority from which every other takes what it does not say; also the usual one for a plan."""
_ROUNDS = 4
"""So often rules with faults are left out of what a plan carries: others may have relied on them."""
_MANY = ("setting", *HEADINGS)


def authority_ids(forms: Path, user: Path | None = None) -> tuple[str, ...]:
    """The ids of all authorities in alphabetical order; ``user`` is the folder of the user's own data, if it counts."""
    return tuple(find_packs(forms, user))


def load_authority(forms: Path, authority_id: str, user: Path | None = None) -> Authority:
    """The authority of that id, resolved. Raises ``FormFaults``, or ``FormProblem`` if there is none."""
    packs = find_packs(forms, user)
    if authority_id not in packs:
        raise FormProblem(
            tr('There is no authority called "{authority_id}".', authority_id=authority_id),
            near_miss(authority_id, packs),
        )
    return read_pack(packs[authority_id], packs.get(BASE))


def read_pack(pack: Pack, base: Pack | None) -> Authority:
    """The authority in one folder, on ``base``. Raises ``FormFaults``."""
    what = f'The authority "{pack.id}"'
    faults = Faults()
    raw = raw_authority(pack, base, faults)
    faults.raise_any(what)  # files that cannot be read would only make echoes below
    authority = read_authority(raw, faults)
    if authority.id != pack.id:
        faults.add(pack.file(MAIN_FILE), "[authority]", f'the id must be the folder\'s name, "{pack.id}".')
    faults.raise_any(what)
    return authority


def embedded_authority(raw: dict[str, Any]) -> Authority:
    """The authority from the definition that a plan carries (``Authority.raw``).

    Checks grow with the years, and a plan must open all the same: rules that have a fault by today's checks are left
    out, and ``raw`` keeps what the plan carried. Raises ``TypeError`` or ``KeyError`` for what is no definition.
    """
    sound = raw
    for _ in range(_ROUNDS):
        faults = Faults()
        authority = read_authority(sound, faults)
        if not faults.found:
            break
        log.info("Rules of a plan's authority left out: %d faults by today's checks.", len(faults.found))
        spoilt = {fault.heading for fault in faults.found}
        rules = [rule for rule in sound["rules"] if heading_of(rule["kind"], rule["id"]) not in spoilt]
        sound = {**raw, "rules": rules}
    return authority if sound is raw else replace(authority, raw=raw)


def form_for(forms: Path, form_id: str, authority: Authority, user: Path | None = None) -> Form:
    """The form as this authority asks it: its wording and questions, and who fills in which tab.

    Raises ``FormFaults``, or ``FormProblem`` if there is no such form or authority.
    """
    return load_form(forms, form_id, authority.id, user, authority.section_owners)


def form_for_pack(forms: Path, form_id: str, pack: Pack, authority: Authority) -> Form:
    """The same for a folder that is not installed (yet). Raises ``FormFaults``."""
    return read_form_with(forms, form_id, pack, authority.section_owners)


def out_of_date(authority: Authority, on: date) -> str:
    """A sentence if the authority's rules do not hold on that day; "" if they do, or there is no authority."""
    if authority.valid_until and on > authority.valid_until:
        return (
            f"The rules of {authority.name} held until {_in_words(authority.valid_until)}. "
            "They are still used; ask the virtual school for newer ones."
        )
    if authority.valid_from and on < authority.valid_from:
        return f"The rules of {authority.name} hold from {_in_words(authority.valid_from)}; they are used already."
    return ""


def _in_words(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def raw_authority(pack: Pack, base: Pack | None, faults: Faults) -> dict[str, Any]:
    """The resolved raw definition (the shape is in ``reader``): England's rules, then what the pack says of its own."""
    own = _raw_file(pack, faults)
    if base is None or base.id == pack.id:
        inherited: dict[str, Any] = {"rules": []}
    else:
        inherited = _raw_file(base, faults)
    rules = _merge(inherited["rules"], own["rules"], faults)
    return {"file": own["file"], "authority": own["authority"], "rules": rules}


def _raw_file(pack: Pack, faults: Faults) -> dict[str, Any]:
    """One ``authority.toml`` as a flat list of rules in file order."""
    file = pack.file(MAIN_FILE)
    document = storable(pack.read(faults))
    rules: list[dict[str, Any]] = []
    for heading, content in document.items():
        if heading not in TOP_HEADINGS:
            faults.add(file, f"[{heading}]", "is not a heading of an authority.", near_miss(heading, TOP_HEADINGS))
        elif heading in _MANY and isinstance(content, dict):
            rules += [{"kind": heading, "id": one, "file": file, "table": table} for one, table in content.items()]
        elif heading in _MANY:
            faults.add(file, f"[{heading}]", f"needs a name: [{heading}.name].")
        elif heading != "authority":
            rules.append({"kind": heading, "id": "", "file": file, "table": content})
    return {"file": file, "authority": document.get("authority", {}), "rules": rules}


def _merge(inherited: list[dict[str, Any]], own: list[dict[str, Any]], faults: Faults) -> list[dict[str, Any]]:
    """Own rules in the place of inherited ones of the same heading, the others after them; ``remove`` drops one.

    Whoever writes a rubric writes all of it: areas and roll-ups of another one's words would mean nothing.
    """
    if any(rule["kind"] == "rubric" for rule in own):
        inherited = [rule for rule in inherited if rule["kind"] not in ("rubric_area", "roll_up")]
    merged = {(rule["kind"], rule["id"]): rule for rule in inherited}
    for rule in own:
        key = (rule["kind"], rule["id"])
        if not (isinstance(rule["table"], dict) and "remove" in rule["table"]):
            merged[key] = rule
        elif rule["table"] != {"remove": True}:
            faults.add(
                rule["file"],
                heading_of(rule["kind"], rule["id"]),
                '"remove = true" must stand alone under its heading.',
            )
        elif merged.pop(key, None) is None:
            names = [one["id"] for one in inherited if one["kind"] == rule["kind"]]
            faults.add(
                rule["file"],
                heading_of(rule["kind"], rule["id"]),
                "there is nothing to remove.",
                near_miss(rule["id"], names),
            )
    return list(merged.values())
