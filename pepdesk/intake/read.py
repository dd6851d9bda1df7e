"""A filled form of any kind: what it is, and what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk import paths
from pepdesk.authority.loader import BASE, authority_ids, form_for, load_authority
from pepdesk.form.loader import form_ids
from pepdesk.problem import ImportProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.filled import Filled
    from pepdesk.record.record import PepRecord

LARGEST = 25 << 20
"""Bytes: as for documents attached to a plan; a filled form has well under one million."""
_ADVICE = tr("Choose a form that PepDesk made, filled in and saved as a Word document (.docx) or PDF.")


def read_filled(data: bytes, record: PepRecord | None = None) -> Filled:
    """What stands in a filled form. ``record``: the plan it is to be read into, None if there is none yet.

    The document is opened behind a fence, so this takes a second: call it from a job. Raises ``ImportProblem`` for what
    is no such form, or is damaged or hostile.
    """
    if len(data) > LARGEST:
        raise ImportProblem(tr("This file is too large to be a form."), _ADVICE, code="form-too-large")
    if b"%PDF-" in data[:1024]:
        from pepdesk.intake.pdf_form import read_pdf_form

        return read_pdf_form(data)
    from pepdesk.intake.word_form import filled_word, is_our_form, said, word_document

    document = word_document(data)
    if not is_our_form(document):
        if (own := _own_form(data, record)) is not None:
            return own
        raise ImportProblem(tr("This Word file is not a form of PepDesk's."), _ADVICE, code="not-a-form")
    form = _form_of(said(document, "form"), said(document, "authority"), record)
    return filled_word(document, form, record)


def _own_form(data: bytes, record: PepRecord | None) -> Filled | None:
    """The same of a filled copy of an authority's own form: the plan's authority's, or any that is known here."""
    from pepdesk.intake.own_form_files import own_forms, read_as_own_form

    folder, user = paths.forms_dir(), paths.user_data_dir()
    if record is not None:
        known = own_forms(record.authority.id if record.authority else BASE, folder, user, record.form.id)
        return read_as_own_form(data, record.form, known)
    for authority_id in authority_ids(folder, user):
        for one in own_forms(authority_id, folder, user):
            form = form_for(folder, one.mapping.form, load_authority(folder, authority_id, user), user)
            if (filled := read_as_own_form(data, form, (one,))) is not None:
                return filled
    return None


def form_of(filled: Filled) -> Form:
    """The form a document was made from, as it is installed here. Raises ``ImportProblem`` if it is not."""
    return _form_of(filled.form_id, filled.authority, None)


def _form_of(form_id: str, authority_id: str, record: PepRecord | None) -> Form:
    """The plan's own form if it is that one; else the one installed here, as the authority asks it if that is known."""
    if record is not None and form_id in ("", record.form.id):
        return record.form
    folder, own = paths.forms_dir(), paths.user_data_dir()
    if form_id not in form_ids(folder):
        if record is not None:
            return record.form
        raise ImportProblem(tr("PepDesk does not know which form this was."), _ADVICE, code="form-unknown")
    known = authority_id if authority_id in authority_ids(folder, own) else BASE
    return form_for(folder, form_id, load_authority(folder, known, own), own)
