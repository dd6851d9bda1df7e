"""Where authorities' folders are: ``authorities/<id>/`` among PepDesk's forms and in the user's own data.

Only finds them; what stands in ``authority.toml`` is read by ``pepdesk.authority``, the questions by ``overlay``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pepdesk.form.faults import Faults
from pepdesk.form.files import read_toml
from pepdesk.form.keys import ID_PATTERN

if TYPE_CHECKING:
    from pathlib import Path

PACKS = "authorities"
MAIN_FILE = "authority.toml"
OWN_FORMS = "own_forms"
"""The folder in an authority's folder that holds its own Word forms (``intake.own_form_files``); never in a pack."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One authority's folder. ``root`` is the folder that holds ``authorities/``."""

    id: str
    root: Path

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self.root / PACKS / self.id

    def file(self, name: str) -> str:
        """How a file of the pack is named in faults: relative to ``root``."""
        return f"{PACKS}/{self.id}/{name}"

    def read(self, faults: Faults) -> dict[str, Any]:
        """The document ``authority.toml``; empty, with faults, when it cannot be read."""
        return read_toml(self.root, self.file(MAIN_FILE), faults)

    def version(self) -> int:
        """The version it says it has; -1 when it cannot be read."""
        about = self.read(Faults()).get("authority")
        version = about.get("version") if isinstance(about, dict) else None
        return version if isinstance(version, int) else -1


def find_packs(forms: Path, user: Path | None = None) -> dict[str, Pack]:
    """Id → folder, in alphabetical order.

    One of ``user``'s own wins over one that came with PepDesk only if its version is higher, so that a newer PepDesk is
    never held back by an old pack.
    """
    found = _packs_in(forms)
    for one in _packs_in(user).values() if user else ():
        shipped = found.get(one.id)
        if shipped is None or one.version() > shipped.version():
            found[one.id] = one
    return dict(sorted(found.items()))


def _packs_in(root: Path) -> dict[str, Pack]:
    files = root.glob(f"{PACKS}/*/{MAIN_FILE}")
    return {
        file.parent.name: Pack(file.parent.name, root) for file in files if re.fullmatch(ID_PATTERN, file.parent.name)
    }
