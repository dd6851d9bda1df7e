"""An authority's own Word form from the first look to the filled document: propose, save, fill. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk import paths
from pepdesk.app.documents import write_document
from pepdesk.authority.loader import BASE
from pepdesk.intake.own_form_files import OwnForm, open_own_form, own_form_folder, own_forms, read_document
from pepdesk.intake.own_form_mapping import Entry, Mapping, digest, mapping_toml
from pepdesk.problem import ExportProblem, FormProblem
from pepdesk.rules.assess import assess
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.export.own_form import OwnFormFilled
    from pepdesk.form.model import Form
    from pepdesk.intake.own_form_match import Phrasebook
    from pepdesk.intake.own_form_propose import Proposed
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class Looked:
    """A foreign document with what was proposed for each of its places. ``remarks`` are sentences for people."""

    name: str
    document: bytes
    proposed: tuple[Proposed, ...]
    remarks: tuple[str, ...]
    book: Phrasebook


def look_at(path: Path, form: Form, known: Mapping | None = None) -> Looked:
    """Read a Word form and propose what its places are for. ``known``: an earlier mapping of the very same document.

    Takes a second or two: call it from a job. Raises ``ImportProblem``.
    """
    from pepdesk.intake.own_form_match import Phrasebook
    from pepdesk.intake.own_form_places import find_places
    from pepdesk.intake.own_form_propose import Proposed, propose_entries
    from pepdesk.intake.own_form_sheet import read_sheet

    data = read_document(path)
    sheet = read_sheet(data)
    book = Phrasebook(form, paths.forms_dir())
    proposed = propose_entries(find_places(sheet), book)
    if known is not None and known.belongs_to(data) and known.form == form.id:
        saved = {one.at: one for one in known.entries}
        proposed = tuple(
            Proposed(one.place, saved[one.place.at], 1.0, "as it was saved", one.others)
            if one.place.at in saved
            else one
            for one in proposed
        )
    return Looked(path.name, data, proposed, sheet.remarks, book)


def known_mapping(path: Path, authority_id: str, form_id: str) -> Mapping | None:
    """The mapping that was saved for just this document, or lies beside it; None if there is none."""
    data = read_document(path)
    try:
        beside = [open_own_form(path.with_suffix(".toml"))] if path.with_suffix(".toml").is_file() else []
    except FormProblem:
        beside = []
    every = (*own_forms(authority_id, paths.forms_dir(), paths.user_data_dir(), form_id), *beside)
    return next((one.mapping for one in every if one.mapping.belongs_to(data) and one.mapping.form == form_id), None)


def save_own_form(
    looked: Looked, entries: tuple[Entry, ...], form: Form, authority_id: str, title: str, folder: Path | None = None
) -> OwnForm:
    """Keep a mapping with its document: in ``folder``, or in the authority's folder among the user's own data.

    A form of the same title there is replaced. Raises ``ExportProblem`` when the disk refuses, ``FormProblem`` without
    a title; the document is written first, so that no mapping ever stands without its document.
    """
    name = name_of(title)
    if not name:
        raise FormProblem(tr("The form needs a title."), tr("Give it a name by which you will know it."))
    folder = folder or own_form_folder(paths.user_data_dir(), authority_id or BASE)
    mapping = Mapping(name, title.strip(), form.id, f"{name}.docx", digest(looked.document), entries)
    write_document(folder / mapping.document, looked.document)
    write_document(folder / f"{name}.toml", mapping_toml(mapping).encode())
    return open_own_form(folder / f"{name}.toml", form)


def name_of(title: str) -> str:
    """The name of the files for a title: small letters, digits and _; "" if nothing of it can stand in a name."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:40].rstrip("_")
    return plain if plain[:1].isalpha() else f"form_{plain}"[:40] if plain else ""


def forms_for(record: PepRecord) -> tuple[OwnForm, ...]:
    """The own forms of the plan's authority that fit its kind of plan."""
    authority = record.authority.id if record.authority else BASE
    return own_forms(authority, paths.forms_dir(), paths.user_data_dir(), record.form.id)


def fill(record: PepRecord, own: OwnForm, today: date, *, further: bool = False) -> OwnFormFilled:
    """The own form filled with a plan (``export.own_form``). Raises ``ExportProblem`` or ``FormProblem``."""
    from pepdesk.export.own_form import fill_own_form

    return fill_own_form(record, assess(record, today).shown, own.template(), own.mapping, further=further)


def report_text(own: OwnForm, filled: OwnFormFilled) -> str:
    """What is in the filled form and what is not, for people to keep."""
    count = len(filled.left)
    lines = [
        tr(
            "{form}: {placed} answers are in the form, {count} are not.",
            form=own.mapping.title,
            placed=filled.placed,
            count=count,
        )
    ]
    tab = ""
    for one in filled.left:
        if one.tab != tab:
            tab = one.tab
            lines += ["", tab]
        lines.append(f"- {one.label}: {one.text}" + (f" [{one.why}]" if one.why else ""))
    return "\n".join(lines) + "\n"


def chosen_form(name: str, record: PepRecord) -> OwnForm:
    """The own form named by its mapping's file, or by its id among those of the plan's authority.

    Raises ``FormFaults`` for a faulty mapping, ``ExportProblem`` if there is none of that name.
    """
    if name.endswith(".toml"):
        return open_own_form(Path(name), record.form)
    found = next((one for one in forms_for(record) if one.mapping.id == name), None)
    if found is None:
        known = ", ".join(one.mapping.id for one in forms_for(record)) or "none"
        raise ExportProblem(
            tr('The authority has no own form "{name}" for this plan.', name=name),
            tr("There are: {known}.", known=known),
        )
    return found
