"""Drafts: each save is a new file that is never changed, so no crash and no other window can lose an older one.

The order is by generation, never by time. Whoever finds the next number taken keeps his work as the first
generation of a new draft, a *sibling*, which names the save it stands beside.
"""

from __future__ import annotations

import contextlib
import datetime
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from pepdesk.problem import DamagedFile, NewerFile, NotSaved, SavedElsewhere, StorageProblem
from pepdesk.storage.audit import AuditTrail
from pepdesk.storage.folder import QUARANTINE, NameTaken, refused_save
from pepdesk.storage.generations import Content, Generation, GenerationFiles, file_name
from pepdesk.storage.thinning import Aged, to_remove
from pepdesk.storage.vault import Vault
from pepdesk.words import tr


@dataclass(frozen=True, slots=True)
class SetAside:
    """A damaged save: its number, when it was made (``None`` when nothing tells), and whether it could be moved."""

    number: int
    saved_at_ms: int | None
    moved: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation with its body, and the newer saves that were damaged and had to be passed over."""

    body: bytes
    generation: Generation
    set_aside: tuple[SetAside, ...] = ()


class KeptAsSibling(SavedElsewhere):
    """Another window saved first; this work is safe as the newest generation of a draft of its own: ``kept``."""

    def __init__(self, kept: Generation) -> None:
        super().__init__(
            tr("This plan was saved in another window or on another computer in the meantime."),
            tr(
                "Both versions are kept: what you wrote goes on in a plan of its own, and both stand under My plans. "
                "Compare them there when you have a moment, and join them into one."
            ),
        )
        self.kept = kept


THIN_EVERY = 8
"""Saves between two rounds of removing old generations, which cost about as much as a third of a save."""


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class Drafts:
    """All drafts of an unlocked vault. Saves through one instance must not overlap (one file lane)."""

    def __init__(self, vault: Vault, *, now_ms: Callable[[], int] = _now_ms) -> None:
        self._vault = vault
        self._folder = vault.folder
        self._files = GenerationFiles(vault)
        self._now_ms = now_ms
        self._unsure: set[bytes] = set()  # MACs of own saves that failed late and may be on the disk all the same

    @property
    def files(self) -> GenerationFiles:
        """The generation files, with what was read of them."""
        return self._files

    @property
    def audit(self) -> AuditTrail:
        """The vault's audit trail."""
        return self._vault.audit

    def create(self) -> str:
        """A new draft's id, 32 hex digits. Nothing is on the disk before the first ``save``."""
        return secrets.token_hex(16)

    def ids(self) -> list[str]:
        """Ids of all drafts that have a file here, sound or not. Raises ``StorageProblem``."""
        return sorted(self._files.all_numbers())

    def save(
        self,
        draft_id: str,
        body: bytes,
        summary: bytes,
        based_on: Generation | None,
        *,
        kept: bool = False,
        signed: bool = False,
        going: bool = False,
    ) -> Generation:
        """Store a new generation, durably: once this returns, a power cut does not lose it.

        ``based_on`` is the generation it was edited from, ``None`` for a first one; ``going`` marks the draft as
        deleted. Raises ``NotSaved`` when the disk refused (what was saved before is whole) and ``KeptAsSibling`` when
        another window had saved this draft since.
        """
        content = Content(body, summary, kept, signed, going=going)
        if based_on is not None:  # what goes on in a sibling stays a sibling until it is merged and deleted
            content = replace(content, sibling_of=based_on.sibling_of, parent_mac=based_on.mac)
        after = based_on.number if based_on else 0
        newer, theirs = self._newer(draft_id, after)
        if theirs is not None and not self._is_own(theirs):
            raise KeptAsSibling(self._save_beside(draft_id, after, content))
        if newer:  # only damaged saves, or an own one that failed late, stand above: go on after them
            content = replace(content, parent_mac=theirs.mac) if isinstance(theirs, Generation) else content
            after = newer[0]
        saved = self._store(draft_id, after + 1, content)
        if saved is None or self._overtaken(saved):
            raise KeptAsSibling(self._save_beside(draft_id, after, content))
        return saved

    def keep_beside(self, draft_id: str, number: int, body: bytes, summary: bytes) -> Generation:
        """Store another version of save ``number``, for good, as a sibling of the draft. Raises ``NotSaved``."""
        return self._save_beside(draft_id, number - 1, Content(body, summary, kept=True))

    def open_newest(self, draft_id: str) -> Opened:
        """The newest generation that is whole; damaged newer ones are moved to the quarantine and named.

        One that the disk would not read is named and left where it is.

        Raises ``NewerFile`` when the newest was made by a newer PepDesk, ``DamagedFile`` when none is whole, and
        another ``StorageProblem`` when there is no such draft or the disk cannot be read.
        """
        broken: list[SetAside] = []
        unread = False
        for number in self._files.numbers(draft_id):
            try:
                found = self._files.read(draft_id, number)
            except DamagedFile as damage:
                # A read that the disk refused may go well tomorrow: the file stays where it is.
                refused = isinstance(damage.__cause__, OSError)
                broken.append(SetAside(number, None, False) if refused else self.set_aside(draft_id, number))
                unread = unread or refused
                continue
            if found is not None:
                return Opened(found[1], found[0], tuple(broken))
        if unread:
            raise StorageProblem(
                tr("The disk reported an error while reading every save of this draft."),
                tr("Nothing was moved or changed. Try again; if it happens again, copy the folder to another disk."),
                code="disk-error",
            )
        if broken:
            raise DamagedFile(
                tr("Every save of this draft is damaged."),
                tr(
                    "The damaged files were set aside, not deleted. Other drafts are not affected. "
                    "Restore this one from a backup of the folder."
                ),
            )
        raise _no_such_draft()

    def open_generation(self, draft_id: str, number: int) -> Opened:
        """One particular generation. Raises ``DamagedFile``, ``NewerFile`` or ``StorageProblem``; moves nothing."""
        found = self._files.read(draft_id, number)
        if found is None:
            raise _no_such_draft()
        return Opened(found[1], found[0])

    def summaries(self) -> list[Generation]:
        """The newest sound generation of every draft, latest save first, from headers and summaries alone.

        Drafts without one are left out; ``ids`` names them too. Raises ``StorageProblem``.
        """
        heads = (self._newest_sound(draft_id, numbers) for draft_id, numbers in self._files.all_numbers().items())
        return sorted((head for head in heads if head), key=lambda head: head.saved_at_ms, reverse=True)

    def history(self, draft_id: str, told: Callable[[int, int], None] | None = None) -> list[Generation]:
        """Every generation of a draft whose header and summary are sound, newest first.

        ``told`` gets how many were read, of how many; it may raise to stop.
        """
        found: list[Generation] = []
        numbers = self._files.numbers(draft_id)
        for done, number in enumerate(numbers):
            if told is not None:
                told(done, len(numbers))
            if (generation := self._files.peek_or_none(draft_id, number)) is not None:
                found.append(generation)
        return found

    def every_save(self) -> dict[str, list[Generation | None]]:
        """Every generation of every draft, newest first; None for one that cannot be read (or is gone by now)."""
        return {
            draft_id: [self._files.peek_or_none(draft_id, number) for number in numbers]
            for draft_id, numbers in self._files.all_numbers().items()
        }

    def every_summary(self) -> list[bytes] | None:
        """The summary of every generation of every draft; None when one of them cannot be read (or is gone by now)."""
        found = [generation for saves in self.every_save().values() for generation in saves]
        known = [generation.summary for generation in found if generation is not None]
        return known if len(known) == len(found) else None

    def siblings(self, draft_id: str) -> list[Generation]:
        """Newest generations of the drafts that were kept beside this one after a conflict."""
        return [head for head in self.summaries() if head.sibling_of and head.sibling_of[0] == draft_id]

    def delete(self, draft_id: str) -> None:
        """Remove every generation of a draft, oldest first, and its files in the quarantine. Raises ``NotSaved``."""
        numbers = self._files.numbers(draft_id)
        self._folder.remove_all(file_name(draft_id, number) for number in reversed(numbers))
        start = f"{QUARANTINE}/{draft_id}-"
        self._folder.remove_all(name for name in self._folder.quarantined() if name.startswith(start))
        for number in numbers:
            self._files.forget(draft_id, number)
        self._vault.note_deleted(draft_id, max(numbers, default=0))
        self._vault.audit.note("deleted", draft_id)
        with contextlib.suppress(StorageProblem):  # after a crash it would otherwise be reported as missing
            self._vault.keep_manifest()

    def set_aside(self, draft_id: str, number: int) -> SetAside:
        """Move a damaged generation to the quarantine, as far as the folder allows."""
        saved_at = self._files.saved_at(draft_id, number)
        self._files.forget(draft_id, number)
        return SetAside(number, saved_at, self._folder.set_aside(file_name(draft_id, number)))

    def sweep(self) -> int:
        """Remove temporary files that a crash left behind over an hour ago; gives how many."""
        return self._folder.sweep()

    def thin(self, draft_id: str) -> int:
        """Remove old generations nobody needs (``thinning``); gives how many. ``save`` does it now and then."""
        return self._thin(draft_id, self._files.numbers(draft_id))

    def _store(self, draft_id: str, number: int, content: Content) -> Generation | None:
        """The generation as stored; ``None`` when the number belongs to somebody else."""
        data, generation = self._files.seal(draft_id, number, content, self._now_ms())
        self._unsure.add(generation.mac)
        try:
            self._files.create(data, generation)
        except NameTaken:
            # A network share may report its own success as a name that is taken.
            present = self._files.peek_or_none(draft_id, number)
            if present is None or present.mac != generation.mac:
                return None
        self._unsure.discard(generation.mac)
        self._vault.note_saved(draft_id, generation.head)
        return generation

    def _overtaken(self, saved: Generation) -> bool:
        """Whether others went on so far during a slow save that its number was free again; thins out if not."""
        # The save is durable already: whatever the disk says from here on must not make it look like a failure.
        with contextlib.suppress(StorageProblem):
            numbers = self._files.numbers(saved.draft_id)
            if numbers and numbers[0] > saved.number:
                return True
            if saved.number % THIN_EVERY == 0:
                self._thin(saved.draft_id, numbers)
        return False

    def _save_beside(self, draft_id: str, after: int, content: Content) -> Generation:
        sibling = replace(content, sibling_of=(draft_id, after + 1))
        saved = self._store(self.create(), 1, sibling)
        if saved is None:
            raise NotSaved(tr("Not saved: two drafts met under one name."), tr("Save again."))
        return saved

    def _newer(self, draft_id: str, after: int) -> tuple[list[int], Generation | NewerFile | None]:
        """Numbers above ``after``, and the newest of those saves that is not damaged. Raises ``NotSaved``.

        A newer program's save counts as somebody's work.
        """
        try:
            numbers = [number for number in self._files.numbers(draft_id) if number > after]
            for number in numbers:
                with contextlib.suppress(DamagedFile):
                    found = self._files.peek(draft_id, number)
                    if found is not None:
                        return numbers, found
        except NewerFile as newer:
            return numbers, newer
        except StorageProblem as problem:
            if isinstance(problem.__cause__, OSError):
                raise refused_save(problem.__cause__) from problem
            raise
        return numbers, None

    def _is_own(self, found: Generation | NewerFile) -> bool:
        return isinstance(found, Generation) and found.mac in self._unsure

    def _newest_sound(self, draft_id: str, numbers: list[int]) -> Generation | None:
        found = (self._files.peek_or_none(draft_id, number) for number in numbers)
        return next((generation for generation in found if generation is not None), None)

    def _thin(self, draft_id: str, numbers: list[int]) -> int:
        known = (self._files.peek_or_none(draft_id, number) for number in numbers)
        aged = [Aged(one.number, one.saved_at_ms, one.kept or one.signed) for one in known if one is not None]
        now = datetime.datetime.fromtimestamp(self._now_ms() / 1000).astimezone()
        removed = 0
        for number in to_remove(aged, now):
            removed += self._folder.remove(file_name(draft_id, number))
            self._files.forget(draft_id, number)
        return removed


def _no_such_draft() -> StorageProblem:
    return StorageProblem(
        tr("There is no such draft here."), tr("It may have been deleted in another window."), code="no-draft"
    )
