"""What the law says a plan must hold, and which questions of each form hold it: the reader of ``statutory.toml``.

The rules (``rules.statutory``) and the check of overlays both take it from here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pepdesk import paths
from pepdesk.form.faults import Faults, FormFaults
from pepdesk.form.files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

FILE = "statutory.toml"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LegalPoint:
    """One thing the law asks for. ``part``: its sub-paragraph; ``asked``: a form's id → (tab, question) pairs."""

    id: str
    says: str
    part: str
    asked: dict[str, tuple[tuple[str, str], ...]]


def read_points(forms: Path) -> tuple[LegalPoint, ...]:
    """The points in the folder ``forms``, in file order. Raises ``FormFaults`` naming what cannot be read."""
    faults = Faults()
    points = read_toml(forms, FILE, faults).get("point", {})
    found = [_point(name, table, faults) for name, table in points.items()] if isinstance(points, dict) else []
    if not found:
        faults.add(FILE, "", "holds no points.", "Put the file back as it came with PepDesk.")
    faults.raise_any("The list of what the law asks for")
    return tuple(found)


def _point(name: str, table: Any, faults: Faults) -> LegalPoint:  # noqa: ANN401 - anything TOML can hold
    table = table if isinstance(table, dict) else {}
    says, part, forms = table.get("says"), table.get("part"), table.get("asked")
    if not (isinstance(says, str) and isinstance(part, str) and isinstance(forms, dict)):
        faults.add(FILE, f"[point.{name}]", 'needs "says", "part" and "asked".')
        return LegalPoint(name, "", "", {})
    return LegalPoint(name, says, part, {form: _places(name, places, faults) for form, places in forms.items()})


def _places(name: str, places: Any, faults: Faults) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    pairs = [str(place).partition(".") for place in places] if isinstance(places, list) else []
    if not pairs or not all(tab and question for tab, _, question in pairs):
        faults.add(FILE, f"[point.{name}.asked]", "each form needs a list of questions.", 'E.g. ["sen.status"].')
    return tuple((tab, question) for tab, _, question in pairs)


@lru_cache(maxsize=1)
def legal_points() -> tuple[LegalPoint, ...]:
    """The points that came with PepDesk, read once; none, with a warning in the log, if the file was damaged."""
    try:
        return read_points(paths.forms_dir())
    except FormFaults as damaged:
        _log.warning("statutory.toml cannot be used: %d faults", len(damaged.faults))
        return ()


def legal_questions(form_id: str) -> frozenset[tuple[str, str]]:
    """The (tab, question) pairs that hold what the law asks for in the form ``form_id``."""
    return frozenset(pair for point in legal_points() for pair in point.asked.get(form_id, ()))
