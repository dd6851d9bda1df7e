"""Everything that can be said against an authority's folder or pack before anybody works by it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk import paths
from pepdesk.authority.linter import find_strangers, find_stray_folders
from pepdesk.authority.loader import BASE, form_for_pack, read_pack
from pepdesk.authority.pack import PackFile, unpack
from pepdesk.form.faults import Fault, FormFaults
from pepdesk.form.loader import form_ids
from pepdesk.form.packs import Pack, find_packs

if TYPE_CHECKING:
    from collections.abc import Iterable


def faults_of(pack: Pack, packs: Iterable[Pack] = ()) -> tuple[Fault, ...]:
    """Every fault of one authority's files, its questions included; ``packs`` come before those in use as its base."""
    from pepdesk.rules.quality_tests import TESTS

    bases = {**find_packs(paths.forms_dir(), paths.user_data_dir()), **{one.id: one for one in packs}}
    try:
        authority = read_pack(pack, bases.get(BASE))
    except FormFaults as problem:
        return problem.faults
    forms = []
    faults = find_stray_folders(pack, form_ids(paths.forms_dir()))
    for form_id in form_ids(paths.forms_dir()):
        try:
            if form_id in authority.forms:
                forms.append(form_for_pack(paths.forms_dir(), form_id, pack, authority))
        except FormFaults as problem:
            faults += problem.faults
    return faults or find_strangers(authority, forms, tuple(TESTS))


def refuse_faults(pack: PackFile) -> None:
    """Raises ``FormFaults`` when the pack has any: whoever got it could not work by it. Writes nothing that stays."""
    with tempfile.TemporaryDirectory(prefix="pepdesk-check-") as scratch:
        if faults := faults_of(unpack(pack, Path(scratch))):
            raise FormFaults(f'The authority "{pack.id}"', faults)


def code_of_signer(signed_by: str) -> str:
    """The 30 digits of the key that signed a pack, to be compared by telephone; "" for an unsigned pack."""
    from pepdesk.authority.pack_signature import CODE_LABEL
    from pepdesk.people.code import code_of

    return code_of(CODE_LABEL + bytes.fromhex(signed_by)) if signed_by else ""
