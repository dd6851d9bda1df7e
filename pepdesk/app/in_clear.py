"""A plan in clear with its pictures and documents, as a folder: ``plan.json`` and ``attachments/«SHA-256».«ending»``.

The plan alone as JSON names its attachments by their SHA-256 and does not hold them; the folder does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pepdesk.app.documents import write_document
from pepdesk.intake.pictures import JPEG, MAX_BYTES, PDF, PNG, WORD, made_fit
from pepdesk.problem import AttachmentProblem, PepDeskProblem, StorageProblem
from pepdesk.record.answers import Attached, Attachment
from pepdesk.record.record import PepRecord
from pepdesk.words import tr

PLAN_FILE = "plan.json"
_ENDINGS = {PNG: ".png", JPEG: ".jpg", PDF: ".pdf", WORD: ".docx"}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A record whose attachments are kept now, how many were kept, and how many could not be found or used."""

    record: PepRecord
    kept: int
    left_out: int


def attachments_of(record: PepRecord) -> dict[str, Attachment]:
    """Every picture and document a plan names, by SHA-256."""
    answers = (answer for answer in record.answers.values() if isinstance(answer, Attached))
    return {file.sha256: file for answer in answers for file in answer.files}


def write_folder(folder: Path, body: bytes, record: PepRecord, read: Callable[[str], bytes]) -> int:
    """Write a plan and what is attached to it into a new folder; gives how many attachments could not be read.

    ``read`` gives the bytes of a SHA-256. Raises ``StorageProblem`` when the folder is there already, ``ExportProblem``
    when it cannot be written.
    """
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise StorageProblem(
            tr("There is a folder of that name already."), tr("Choose another name."), code="exists"
        ) from None
    except OSError as error:
        raise StorageProblem(
            tr("The folder cannot be made there."), tr("Choose another place."), code="export"
        ) from error
    missing = 0
    for digest, file in attachments_of(record).items():
        try:
            data = read(digest)
        except PepDeskProblem:
            missing += 1
            continue
        write_document(folder / "attachments" / f"{digest}{_ENDINGS.get(file.kind, '')}", data)
    write_document(folder / PLAN_FILE, body)
    return missing


def take_in(folder: Path, record: PepRecord, store: Callable[[bytes], str]) -> TakenIn:
    """Keep what lies beside a plan and is named in it; ``store`` keeps bytes and gives their SHA-256.

    Each file is treated like one that somebody adds: a picture is decoded behind a fence and written anew. If that
    changes its bytes, the plan names the new ones; in a signed plan, which may not change, it is left out instead.
    Raises ``NotSaved`` when the disk refuses.
    """
    new: dict[str, Attachment] = {}
    left_out = 0
    named = attachments_of(record)
    for digest, file in named.items():
        made = _fit(folder / "attachments" / f"{digest}{_ENDINGS.get(file.kind, '')}", file)
        if made is None or (record.signings and made[1].sha256 != digest):
            left_out += 1
            continue
        store(made[0])
        new[digest] = made[1]
    return TakenIn(_renamed(record, new), len(new), left_out)


def _fit(path: Path, file: Attachment) -> tuple[bytes, Attachment] | None:
    """The file as it may be kept; None when it is not there, is another one, or is of no use."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != file.sha256:
        return None
    try:
        fit = made_fit(data, file.name, apart=True)
    except AttachmentProblem:
        return None
    return fit.data, replace(file, sha256=hashlib.sha256(fit.data).hexdigest(), kind=fit.kind, size=len(fit.data))


def _renamed(record: PepRecord, new: dict[str, Attachment]) -> PepRecord:
    answers = {
        address: replace(answer, files=tuple(new.get(file.sha256, file) for file in answer.files))
        if isinstance(answer, Attached)
        else answer
        for address, answer in record.answers.items()
    }
    return replace(record, answers=answers)
