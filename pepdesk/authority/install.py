"""Installing a pack: checked whole in a folder of its own, previewed in words, never put over a newer one unasked."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.authority.differences import form_differences, rule_differences
from pepdesk.authority.loader import BASE, form_for_pack, read_pack
from pepdesk.authority.pack import SIGNED_BY, PackFile, unpack
from pepdesk.form.loader import form_ids
from pepdesk.form.packs import Pack, find_packs
from pepdesk.problem import FormProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Form


@dataclass(frozen=True, slots=True)
class Preview:
    """What installing a pack would do. ``installed`` is None if there is no such authority yet.

    ``changes`` are sentences: what differs from the rules and questions in use. ``refused`` is why it would not be
    installed unasked ("" if nothing speaks against it): it is not newer than the one in use, or another hand signed it.
    ``signed_by`` is the key that signed the pack, 64 hex digits ("" if none did).
    """

    authority: Authority
    installed: Authority | None
    changes: tuple[str, ...]
    refused: str = ""
    signed_by: str = ""


def preview(pack: PackFile, forms: Path, user: Path) -> Preview:
    """Check a pack and say what it would change; writes nothing that stays. Raises ``FormFaults`` with every fault."""
    packs = find_packs(forms, user)
    before = packs.get(pack.id)
    with tempfile.TemporaryDirectory(prefix="pepdesk-pack-") as folder:
        new = unpack(pack, Path(folder))
        authority = read_pack(new, packs.get(BASE))
        new_forms = _forms(forms, new, authority)
    installed = read_pack(before, packs.get(BASE)) if before else None
    changes: tuple[str, ...] = ()
    if installed:
        changes = rule_differences(installed.raw, authority.raw)
        old_forms = _forms(forms, before, installed) if before else {}
        for form_id, form in new_forms.items():
            changes += form_differences(old_forms[form_id], form) if form_id in old_forms else ()
    refusals = (_refusal(authority, installed, changes), _other_hand(pack, before))
    return Preview(authority, installed, changes, " ".join(part for part in refusals if part), pack.signed_by)


def install(pack: PackFile, forms: Path, user: Path, *, older: bool = False) -> Preview:
    """Check and install a pack under ``user``; plans already begun keep the rules they carry.

    With ``older`` it also replaces an installed one of a higher version or signed by another key. Raises
    ``FormFaults``; ``FormProblem`` when it is refused, or when PepDesk itself came with the same version or a newer
    one, which would win over it.
    """
    found = preview(pack, forms, user)
    shipped = find_packs(forms).get(pack.id)
    if shipped and shipped.version() >= found.authority.version:
        raise FormProblem(
            tr(
                "PepDesk came with version {version} of these rules; this is version {given}.",
                version=shipped.version(),
                given=found.authority.version,
            ),
            tr("Nothing was installed. A pack that changes them needs a higher version."),
        )
    if found.refused and not older:
        raise FormProblem(found.refused, tr("Nothing was installed."))
    unpack(pack, user)
    return found


def _forms(forms: Path, pack: Pack, authority: Authority) -> dict[str, Form]:
    return {
        form_id: form_for_pack(forms, form_id, pack, authority)
        for form_id in authority.forms
        if form_id in form_ids(forms)
    }


def _other_hand(pack: PackFile, before: Pack | None) -> str:
    """Why the pack's maker is not the one whose rules were installed; "" when there was none or it is the same."""
    try:
        known = (before.folder / SIGNED_BY).read_text(encoding="ascii").strip() if before else ""
    except (OSError, ValueError):
        known = ""
    if not known or known == pack.signed_by:
        return ""
    said = "by another key" if pack.signed_by else "by nobody"
    return f"The rules in use were signed by one key; this pack is signed {said}. Ask the authority by telephone first."


def _refusal(new: Authority, old: Authority | None, changes: tuple[str, ...]) -> str:
    if old is None or new.version > old.version:
        return ""
    if new.version < old.version:
        return f"Version {old.version} of these rules is in use; this pack is the older version {new.version}."
    return f"Version {old.version} of these rules is in use already" + (
        ", and it says other things." if changes else "."
    )
