"""Where an open plan's pictures and documents are kept: in the vault beside it, or only in memory for a sample."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pepdesk.intake.pictures import KINDS, MAX_BYTES, made_fit
from pepdesk.problem import AttachmentProblem, PepDeskProblem, StorageProblem
from pepdesk.record.answers import Attachment
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs

MOST = 8
"""Attachments one answer may hold: enough for a child's folder of drawings, few enough to look at."""


class Store(Protocol):
    """What keeps attachments; ``storage.blobs.Blobs`` does in a vault."""

    def store(self, data: bytes) -> str:
        """Keep the bytes durably; gives their SHA-256 in hex."""

    def read(self, digest: str) -> bytes:
        """The bytes kept under a SHA-256. Raises ``StorageProblem``."""


class InMemory:
    """Attachments of a plan that is never saved."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def store(self, data: bytes) -> str:
        """Keep the bytes until the program ends."""
        digest = hashlib.sha256(data).hexdigest()
        self._kept[digest] = data
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes. Raises ``StorageProblem`` when there are none."""
        if digest not in self._kept:
            raise StorageProblem(
                tr("This attachment is not here."), tr("Open the plan where it was made."), code="no-attachment"
            )
        return self._kept[digest]


class Attachments:
    """The pictures and documents of one open plan. With ``jobs`` they are made fit and kept in the background."""

    def __init__(self, store: Store | None = None, jobs: Jobs | None = None) -> None:
        self._store = store or InMemory()
        self._jobs = jobs

    def read(self, digest: str) -> bytes:
        """The bytes kept under a SHA-256. Raises ``StorageProblem``."""
        return self._store.read(digest)

    def store(self, data: bytes) -> str:
        """Keep bytes that were looked at already, durably; gives their SHA-256. Raises ``NotSaved``."""
        return self._store.store(data)

    def picture(self, digest: str) -> bytes | None:
        """The bytes of an attached picture for a document; None when it is not at hand or was damaged."""
        try:
            return self._store.read(digest)
        except PepDeskProblem:
            return None

    def keep(
        self,
        load: Callable[[], bytes],
        name: str,
        done: Callable[[Attachment], None],
        failed: Callable[[PepDeskProblem], None],
    ) -> None:
        """Make what ``load`` gives fit to keep, and keep it; ``done`` or ``failed`` (bound methods) follows."""
        work = partial(_kept, self._store, load, name)
        if self._jobs is not None:
            self._jobs.run_file(work, done, failed)
            return
        try:
            kept = work()
        except PepDeskProblem as problem:
            failed(problem)
        else:
            done(kept)


def read_file(path: Path) -> bytes:
    """The bytes of a file somebody chose, one more than may be kept at most. Raises ``AttachmentProblem``."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        advice = tr("Nothing was added. Check that it is still there, or copy it to this computer first.")
        raise AttachmentProblem(tr("This file could not be read."), advice, code="unreadable") from error


def _kept(store: Store, load: Callable[[], bytes], name: str) -> Attachment:
    fit = made_fit(load(), name, apart=True)
    return Attachment(store.store(fit.data), fit.kind, fit.name, len(fit.data))


def kind_words(attachment: Attachment) -> str:
    """What sort of thing it is, and how large: "picture, 240 kB"."""
    size = f"{max(attachment.size // 1000, 1)} kB" if attachment.size < 1_000_000 else f"{attachment.size / 1e6:.1f} MB"
    return f"{KINDS.get(attachment.kind, 'file')}, {size}"
