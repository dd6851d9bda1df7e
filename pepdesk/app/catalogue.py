"""What a plan can begin with on this computer: the forms, the authorities, and a form as an authority asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pepdesk import paths
from pepdesk.authority.loader import BASE, form_for, load_authority
from pepdesk.authority.model import PHASES
from pepdesk.form.faults import Faults
from pepdesk.form.files import read_toml
from pepdesk.form.loader import form_ids
from pepdesk.form.packs import find_packs

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form


@dataclass(frozen=True, slots=True)
class KnownAuthority:
    """An authority as a list shows it, read from the head of its file only."""

    id: str
    name: str
    summary: str
    version: int


def known_authorities() -> tuple[KnownAuthority, ...]:
    """Every authority that came with PepDesk or was installed: England first, then by name.

    One whose file cannot be read is named by its id; choosing it tells why.
    """
    found = []
    for pack in find_packs(paths.forms_dir(), paths.user_data_dir()).values():
        about = pack.read(Faults()).get("authority")
        head = about if isinstance(about, dict) else {}
        name, summary = (str(head.get(key, "")).strip() for key in ("name", "summary"))
        found.append(KnownAuthority(pack.id, name or pack.id, summary, pack.version()))
    return tuple(sorted(found, key=lambda one: (one.id != BASE, one.name.casefold())))


def take_authority(authority_id: str) -> Authority:
    """The authority of that id, resolved. Raises ``FormFaults``, or ``FormProblem`` if there is none."""
    return load_authority(paths.forms_dir(), authority_id, paths.user_data_dir())


def forms_of(authority: Authority) -> dict[str, str]:
    """The forms an authority uses, youngest first: id → title, read from the form's own file only."""
    folder = paths.forms_dir()
    there = form_ids(folder)
    used = [one for one in dict.fromkeys((*PHASES, *there)) if one in there and one in authority.forms]
    return {one: _title(read_toml(folder, f"{one}/form.toml", Faults())) or one for one in used}


def form_versions() -> dict[str, str]:
    """Title of every form that came with PepDesk → its version and revision, as "1.2"; "?" where a file is damaged."""
    found = {}
    for one in form_ids(paths.forms_dir()):
        head = read_toml(paths.forms_dir(), f"{one}/form.toml", Faults()).get("form")
        about = head if isinstance(head, dict) else {}
        found[str(about.get("title", one))] = f"{about.get('version', '?')}.{about.get('revision', '?')}"
    return found


def _title(document: dict[str, Any]) -> str:
    head = document.get("form")
    return str(head.get("title", "")) if isinstance(head, dict) else ""


def take_form(form_id: str, authority: Authority) -> Form:
    """The form as the authority asks it. Raises ``FormFaults``, or ``FormProblem`` if there is no such form."""
    return form_for(paths.forms_dir(), form_id, authority, paths.user_data_dir())
