"""Where authorities' own Word forms lie: ``authorities/<id>/own_forms/<name>.toml`` with its .docx beside it.

Among PepDesk's forms and in the user's own data; the user's counts where both have one of a name.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.form.faults import FormFaults
from pepdesk.form.packs import OWN_FORMS, PACKS
from pepdesk.intake.own_form_mapping import Mapping, read_mapping
from pepdesk.intake.own_form_package import LARGEST, unfit
from pepdesk.problem import FormProblem, ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.filled import Filled

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One own form: its mapping, and the folder both files lie in."""

    mapping: Mapping
    folder: Path

    def template(self) -> bytes:
        """The empty document. Raises ``FormProblem`` if it is gone, or another than the mapping was made for."""
        try:
            data = read_document(self.folder / self.mapping.document)
        except ImportProblem as problem:
            raise FormProblem(tr("The Word file of this form is missing."), tr("Match its places again.")) from problem
        if not self.mapping.belongs_to(data):
            raise FormProblem(
                tr("The Word file of this form was changed."), tr("Match its places again: the old ones may be wrong.")
            )
        return data


def own_form_folder(root: Path, authority_id: str) -> Path:
    """Where an authority's own forms lie under ``root`` (PepDesk's forms, or the user's data)."""
    return root / PACKS / authority_id / OWN_FORMS


def own_forms(authority_id: str, forms: Path, user: Path | None = None, form_id: str = "") -> tuple[OwnForm, ...]:
    """The authority's own forms by title, those for ``form_id`` if given. Faulty ones are left out."""
    found: dict[str, OwnForm] = {}
    for root in (forms, user) if user else (forms,):
        folder = own_form_folder(root, authority_id)
        for file in sorted(folder.glob("*.toml")):
            try:
                one = open_own_form(file)
            except FormFaults as problem:
                log.info("An own form was left out: %d faults.", len(problem.faults))
                continue
            found[one.mapping.id] = one
    wanted = [one for one in found.values() if form_id in ("", one.mapping.form)]
    return tuple(sorted(wanted, key=lambda one: one.mapping.title.casefold()))


def open_own_form(file: Path, form: Form | None = None) -> OwnForm:
    """The own form whose mapping is ``file``. Raises ``FormFaults`` (``read_mapping``)."""
    return OwnForm(read_mapping(file.parent, file.name, form), file.parent)


def read_document(path: Path) -> bytes:
    """The bytes of a Word file, no more than any form has. Raises ``ImportProblem``."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise ImportProblem(
            tr("The file cannot be read."), tr("Check that it is still there and not open elsewhere.")
        ) from error
    if len(data) > LARGEST:
        raise unfit(tr("it is too large"))
    return data


def read_as_own_form(data: bytes, form: Form, known: tuple[OwnForm, ...]) -> Filled | None:
    """What stands in a filled document, if it is a copy of one of the ``known`` forms; None if it is of none.

    Raises ``ImportProblem`` for what is no sound document. Where several fit, the one most of whose places were found.
    """
    from pepdesk.intake.own_form_read import LOST, read_own_form

    best: Filled | None = None
    least = 0
    for one in known:
        if one.mapping.form != form.id:
            continue
        try:
            filled = read_own_form(data, one.template(), one.mapping, form)
        except FormProblem:
            continue
        except ImportProblem as problem:
            if problem.code != "own-form-other":
                raise
            continue
        lost = sum(found.doubtful == LOST for found in filled.found)
        if best is None or lost < least:
            best, least = filled, lost
    return best
