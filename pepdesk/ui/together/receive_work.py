"""What taking a package in does in the background: read it, find the plan, judge, keep its pictures. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.app.receiving import Received, draft_of, keep_files, look, open_sealed, take_in_new
from pepdesk.handover.package import ENDING
from pepdesk.handover.sealed import LARGEST
from pepdesk.problem import HandoverProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.library import Library
    from pepdesk.handover.package import Package
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that could be opened, and the draft of the plan it is about ("" if that is not here)."""

    package: Package
    draft_id: str


def open_file(library: Library, path: Path, open_plan: str, open_draft: str) -> Opened:
    """Open a package; ``open_plan`` is the plan on show ("" for none) with its draft, which needs no search.

    Raises ``PepDeskProblem``.
    """
    package = open_sealed(library.vault, _read(path))
    draft = open_draft if package.plan == open_plan else draft_of(library, package.plan)
    return Opened(package, draft)


def judge(vault: Vault, package: Package, record: PepRecord | None, amend: bool) -> Received:
    """Judge a package against the plan as it is; nothing changes. Raises ``HandoverProblem``."""
    return look(vault, package, record, amend=amend)


def keep_pictures(library: Library, received: Received) -> int:
    """Keep the pictures that came along; gives how many cannot be used. Raises ``StorageProblem``."""
    return keep_files(received, library.attachments.store)


def keep_new(library: Library, received: Received) -> str:
    """Keep a plan that was not here; gives its draft. Raises ``StorageProblem``."""
    return take_in_new(library, received, date.today())


def save_documents(folder: Path, documents: tuple[tuple[str, bytes], ...]) -> tuple[Path, ...]:
    """Write the documents that travelled along, replacing nothing. Raises ``ExportProblem``."""
    from pepdesk.app.documents import write_document
    from pepdesk.ui.documents.export_work import free_paths

    paths = free_paths(folder, tuple(name for name, _ in documents))
    for path, (_, data) in zip(paths, documents, strict=True):
        write_document(path, data)
    return paths


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise HandoverProblem(
            tr("The package cannot be read."), tr("Check that it is still there, or copy it to this computer first."),
            code="unreadable",
        ) from error  # fmt: skip
    return data


def is_package(path: Path) -> bool:
    """Whether a file is a package, by its name."""
    return path.suffix.lower() == ENDING
