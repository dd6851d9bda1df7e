"""What an export does in the background: make the documents, sign them, write them. No widgets.

Nothing that is there already is replaced: it may be the file that others have signed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pepdesk.app.progress import Progress
from pepdesk.export.choice import WHOLE, Choice
from pepdesk.form.model import Audience
from pepdesk.problem import ExportProblem
from pepdesk.record.record import PepRecord, Signing
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.export.blocks import Mark
    from pepdesk.export.own_form import OwnFormFilled
    from pepdesk.intake.own_form_files import OwnForm
    from pepdesk.people.identity import Identity
    from pepdesk.storage.vault import Vault

_CLOUDS = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
    "icloud": "iCloud", "mobile documents": "iCloud", "sharepoint": "SharePoint", "nextcloud": "Nextcloud",
}  # fmt: skip
_REMOVABLE = ("/media/", "/run/media/", "/mnt/", "/volumes/")


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of ``record`` at ``now`` and where to put it; ``identity`` signs it (None: not signed).

    ``picture`` gives the pictures attached to answers (``export.outline``). The audit trail of ``vault`` notes it
    under ``draft_id`` (None: the plan is only looked at). ``marks`` were made before ``identity``, who seals them.
    ``choice`` and ``audience`` say how much is printed, how large, and for whom. ``own`` is the authority's own form,
    filled as well (never for a narrower audience); ``own_further`` adds at its end what it has no place for.
    ``earlier`` as in ``make_documents``.
    """

    record: PepRecord
    now: datetime
    pdf: bool
    word: bool
    draft: bool
    folder: Path
    picture: Callable[[str], bytes | None]
    identity: Identity | None = None
    vault: Vault | None = None
    draft_id: str = ""
    marks: tuple[Mark, ...] = ()
    choice: Choice = WHOLE
    audience: Audience = Audience.FULL
    own: OwnForm | None = None
    own_further: bool = True
    earlier: tuple[PepRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The files written; ``signing`` is what the plan must remember, or None, and ``marks`` the same of the marks.

    ``own`` tells what stands in the authority's own form, None if it was not made; ``own_further`` as it was ordered.
    """

    files: tuple[Path, ...]
    signing: Signing | None
    marks: tuple[Signing, ...] = ()
    own: OwnFormFilled | None = None
    own_further: bool = False


def carry_out(order: Order, progress: Progress | None = None) -> Made:
    """Make, sign and write. ``progress`` may stop it until the first file is written.

    Raises ``ExportProblem``, ``SigningProblem`` or ``Stopped``, and then no file is left half made.
    """
    progress = progress or Progress()
    progress.step(0, 3)
    from pepdesk.app.documents import make_documents, write_document

    documents = make_documents(
        order.record, order.now, pdf=order.pdf, word=order.word, draft=order.draft, picture=order.picture,
        marks=order.marks, choice=order.choice, audience=order.audience,
        earlier=order.earlier,
    )  # fmt: skip
    files = documents.files()
    signing = None
    progress.step(1, 3)
    if order.identity is not None and files:
        from pepdesk.signing.sign import sign_file

        files = {name: sign_file(data, order.identity) for name, data in files.items()}
        signing = _signing(order.identity, order.now, documents.snapshot)
    progress.step(2, 3)
    own = _own_form(order)
    files |= {f"{documents.stem}-{order.own.mapping.id}.docx": own.data} if own and order.own else {}
    paths = free_paths(order.folder, tuple(files))
    progress.step(3, 3)
    for path, data in zip(paths, files.values(), strict=True):
        write_document(path, data)
        _read_back(path, data)
    _note(order, documents.snapshot)
    marks = tuple(Signing(one.name, one.role, one.made, documents.snapshot, "") for one in order.marks)
    return Made(paths, signing, marks if signing else (), own, order.own_further)


def _own_form(order: Order) -> OwnFormFilled | None:
    """The authority's own form, filled; None if it is not wanted, or answers must be left out."""
    if order.own is None or order.audience is not Audience.FULL:
        return None
    from pepdesk.app.own_forms import fill

    return fill(order.record, order.own, order.now.date(), further=order.own_further)


def add_signature(file: Path, identity: Identity, vault: Vault) -> Path:
    """Sign a file that somebody exported, in its place. Raises ``SigningProblem`` or ``ExportProblem``."""
    import hashlib

    from pepdesk.app.documents import write_document
    from pepdesk.signing.apart import verdict_apart
    from pepdesk.signing.sign import sign_file
    from pepdesk.signing.verify import read_file

    data = read_file(file)
    signed = sign_file(data, identity, before=verdict_apart(data))
    write_document(file, signed)
    if not vault.locked:
        vault.audit.note("signed", file=hashlib.sha256(signed).hexdigest())
    return file


def free_paths(folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Paths in ``folder`` for files that belong together, all with the same number where a name is taken."""
    number = 1
    while True:
        tail = "" if number == 1 else f" ({number})"
        paths = tuple(folder / f"{PurePath(name).stem}{tail}{PurePath(name).suffix}" for name in names)
        if not any(path.exists() for path in paths):
            return paths
        number += 1


def confirm_passphrase(vault: Vault, passphrase: str) -> None:
    """Make sure that the person at the keyboard knows the passphrase. Raises ``WrongPassphrase``."""
    from pepdesk.storage.unlocking import unlock

    unlock(vault.folder.path, passphrase).lock()


def warning_about(folder: Path) -> str:
    """Why a folder may be a bad place for a child's plan, judged by its name; "" when nothing speaks against it."""
    kind, name = kind_of_place(folder)
    if kind == "cloud":
        return tr("This folder seems to be copied to {cloud}. Does your authority allow that?", cloud=name)
    if kind == "removable":
        return tr("This seems to be a memory stick or another drive. Keep it safe.")
    return ""


def kind_of_place(folder: Path) -> tuple[str, str]:
    """Of which kind a place is, judged by its name, and whose cloud it is."""
    text = folder.as_posix().casefold()
    for mark, name in _CLOUDS.items():
        if any(mark in part for part in text.split("/")):
            return "cloud", name
    if any(text.startswith(mark) or f"{text}/" == mark for mark in _REMOVABLE):
        return "removable", ""
    return "local", ""


def _note(order: Order, snapshot: str) -> None:
    """What was made, of which text, and to what kind of place; never where."""
    if order.vault is None or order.vault.locked:
        return
    wanted_ones = (("pdf", order.pdf), ("word", order.word), ("own", order.own is not None))
    files = ".".join(name for name, wanted in wanted_ones if wanted)
    place, _ = kind_of_place(order.folder)
    order.vault.audit.note("exported", order.draft_id, files=files, place=place, text=snapshot)
    if order.identity is not None:
        order.vault.audit.note("signed", order.draft_id, text=snapshot)


def _read_back(path: Path, data: bytes) -> None:
    """Make sure that the file holds what was written. Raises ``ExportProblem``."""
    try:
        same = path.read_bytes() == data
    except OSError:
        same = False
    if not same:
        raise ExportProblem(
            tr("A document was written, but does not read back as it was made."),
            tr("Do not use that file. Choose another folder and export again."),
            code="read-back",
        )


def _signing(identity: Identity, now: datetime, snapshot: str) -> Signing:
    from cryptography.hazmat.primitives import hashes

    fingerprint = identity.certificate.fingerprint(hashes.SHA256()).hex()
    return Signing(identity.name, identity.role, now.isoformat(timespec="seconds"), snapshot, fingerprint)
