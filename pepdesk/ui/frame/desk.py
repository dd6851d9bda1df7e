"""What is on the desk: the unlocked vault and the plan that is open. Locking and leaving wait for the save.

A lock never loses text: while a save fails, the plan stays in memory (and the key with it, to save with) behind
the unlock page, and goes as soon as it is on the disk. No widgets here.
"""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pepdesk.app.calendar import calendar_for
from pepdesk.app.jobs import Jobs
from pepdesk.app.session import Session
from pepdesk.authority.model import Authority
from pepdesk.problem import PepDeskProblem

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.app.autosave import Autosave
    from pepdesk.app.library import Library, OpenedPlan
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.generations import Generation
    from pepdesk.storage.rollback import Older
    from pepdesk.storage.vault import Vault

_FORGET_MS = 200  # once Qt has destroyed the widgets
KEEP_MANIFEST_MS = 5 * 60_000
"""How often the vault file is told what was saved since (security design, section 1.3)."""
EARLIER_AFTER_MS = 400
"""After a plan was opened, until the child's earlier ones are read: its window comes first."""
LOCK_AT_LAST_MS = 5000
"""The key goes after this long even while the disk still holds up the last vault file."""


class Desk(QObject):
    """One vault at most, one plan at most.

    ``unlocked()`` – plans can be listed and opened; ``opened()`` – a plan is open, show ``session``; ``left()`` – it
    is closed, and the vault locked if that was asked; ``locked()`` – nothing may be shown any more;
    ``stuck(PepDeskProblem)`` – somebody wants to leave and the plan cannot be saved; ``refused(PepDeskProblem)`` – a
    plan could not be opened; ``set_aside(tuple[SetAside, ...])`` – newer saves of the opened plan were damaged.
    ``older(Older)`` – the folder is older than it was: say so, then call ``accept_folder``.
    ``saved``, ``failed``, ``conflict`` and ``unsaved`` are the open plan's (``Autosave``).
    """

    unlocked = Signal()
    opened = Signal()
    left = Signal()
    locked = Signal()
    stuck = Signal(object)
    refused = Signal(object)
    older = Signal(object)
    set_aside = Signal(object)
    saved = Signal(object)
    failed = Signal(object)
    conflict = Signal(object)
    unsaved = Signal(bool)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._library: Library | None = None
        self._session: Session | None = None
        self._autosave: Autosave | None = None
        self._leaving = False
        self._locking = False
        self._last_draft = ""
        self._return_to = ""
        self._opening = False
        self._is_new = False
        self._every_while = QTimer(self, interval=KEEP_MANIFEST_MS)
        self._every_while.timeout.connect(self._keep_manifest)

    # Properties ---------------------------------------------------------------------------------------------------

    @property
    def library(self) -> Library | None:
        """The plans of the unlocked vault; None while it is locked."""
        return self._library

    @property
    def session(self) -> Session | None:
        """The open plan, if any."""
        return self._session

    @property
    def last_draft(self) -> str:
        """The draft that is open or was open last; "" for none."""
        return self._autosave.draft_id if self._autosave else self._last_draft

    @property
    def return_to(self) -> str:
        """The draft that was open when the vault was locked, to come back to; "" for none."""
        return self._return_to

    @property
    def is_clean(self) -> bool:
        """Whether nothing would be lost if PepDesk ended now."""
        return self._autosave is None or self._autosave.is_clean

    @property
    def is_new(self) -> bool:
        """Whether the open plan was begun here and now, and not opened again."""
        return self._session is not None and self._is_new

    @property
    def keeps_nothing(self) -> bool:
        """Whether the open plan is only looked at and never saved (the sample, a file in clear)."""
        return self._session is not None and self._autosave is None

    # Verbs --------------------------------------------------------------------------------------------------------

    def take(self, vault: Vault) -> None:
        """Work with an unlocked vault. A plan that was still being saved when it was locked is simply open again."""
        from pepdesk.app.library import Library

        if self._locking and self._session is not None:
            self._locking = False
            if self._library is not None:
                self._library.vault.take_over(vault)  # its key may be a new one
            self.opened.emit()
            return
        self._library = library = Library(vault)
        self._every_while.start()
        self.unlocked.emit()  # first, so that the list of plans is read before anything is tidied
        self._jobs.run_file(library.drop_unused_attachments, _done_with, _done_with)
        self._jobs.run_file(library.look_back, self._looked_back, _done_with)

    def accept_folder(self, older: Older) -> None:
        """Go on with a folder that is older than it was."""
        if self._library is not None:
            self._jobs.run_file(partial(self._library.accept_folder, older), _done_with, _done_with)

    def put_away(self) -> None:
        """Give the vault up because PepDesk ends; no plan is open any more."""
        if self._library is not None and self._session is None:
            self._lock_up(self._library)
            self._library = None

    def open(self, draft_id: str) -> None:
        """Open a plan's newest whole save; ``opened`` or ``refused`` follows."""
        if self._library is None or self._session is not None or self._opening:
            return
        self._opening = True
        self._jobs.run_file(partial(self._library.open, draft_id), self._show, self._refuse)

    def start(self, record: PepRecord) -> None:
        """Open a new plan and save it at once."""
        if self._library is None or self._session is not None:
            return
        session = self._new_session(record)
        self._is_new = True
        self._put(session, self._library.drafts.create(), None)
        self.save_now()

    def look_at(self, record: PepRecord) -> None:
        """Open a plan that is never saved: the sample, or a file in clear."""
        if self._session is None:
            self._session = self._new_session(record)
            self.opened.emit()

    def save_now(self) -> None:
        """Save because somebody asked."""
        if self._autosave is not None:
            self._autosave.save_now()

    def leave(self) -> None:
        """Close the plan once it is saved; ``left`` follows, or ``stuck``."""
        self._leaving = True
        self._go_on()

    def forget_place(self) -> None:
        """Come back to no plan after the next unlocking: it may be of another vault."""
        self._return_to = self._last_draft = ""

    def discard(self) -> None:
        """Close the plan without what could not be saved; ``left`` follows."""
        self._finish()

    def lock(self) -> None:
        """Show nothing from now on; the key is wiped as soon as the plan is saved."""
        if self._library is None:
            return
        self._locking = True
        self._return_to = self._autosave.draft_id if self._autosave else ""
        self.locked.emit()
        self._go_on()

    # Internal -----------------------------------------------------------------------------------------------------

    def _show(self, opened: OpenedPlan) -> None:
        self._opening = False
        if self._library is None or self._library.vault.locked or self._session is not None:
            return
        session = self._new_session(opened.record)
        self._put(session, opened.generation.draft_id, opened.generation)
        self.saved.emit(opened.generation.saved_at.astimezone())
        if opened.set_aside:
            self.set_aside.emit(opened.set_aside)

    def _refuse(self, problem: PepDeskProblem) -> None:
        self._opening = False
        if self._library is not None:
            self.refused.emit(problem)

    def _new_session(self, record: PepRecord) -> Session:
        from pepdesk.app.attachments import Attachments

        kept = Attachments(self._library.attachments, self._jobs) if self._library is not None else None
        calendar = calendar_for(record.authority or Authority())
        return Session(record, coach_later=True, attachments=kept, calendar=calendar)

    def _put(self, session: Session, draft_id: str, based_on: Generation | None) -> None:
        from pepdesk.app.autosave import Autosave

        assert self._library is not None
        self._session = session
        self._autosave = autosave = Autosave(session, self._library, draft_id, based_on, self._jobs)
        autosave.saved.connect(self._note_saved)
        autosave.failed.connect(self._note_failed)
        autosave.conflict.connect(self.conflict)
        autosave.unsaved.connect(self.unsaved)
        QTimer.singleShot(EARLIER_AFTER_MS, session, self._read_earlier)
        self.opened.emit()

    def _read_earlier(self) -> None:
        """Have the child's plans before this one read, for the pictures across terms."""
        from pepdesk.app.across_terms import earlier_plans

        library, session = self._library, self._session
        if library is not None and session is not None and not library.vault.locked:
            work = partial(earlier_plans, library, self.last_draft, session.read())
            self._jobs.run_file(work, session.take_earlier, _done_with)

    def _note_saved(self, when: datetime) -> None:
        self.saved.emit(when)
        if self._leaving or self._locking:
            self._go_on()

    def _note_failed(self, problem: PepDeskProblem) -> None:
        self.failed.emit(problem)
        if self._leaving:
            self._leaving = False
            self.stuck.emit(problem)

    def _go_on(self) -> None:
        """Leave or lock if the plan is saved, else see that it is saved."""
        if self._autosave is not None and not self._autosave.is_clean:
            self._autosave.save_soon()
            return
        self._finish()

    def _finish(self) -> None:
        locking, self._locking, self._leaving = self._locking, False, False
        if locking and self._autosave is not None:
            self._return_to = self._autosave.draft_id  # another one after a conflict
        self._drop_plan()
        if locking and self._library is not None:
            self._lock_up(self._library)
            self._library = None
        self.left.emit()

    def _lock_up(self, library: Library) -> None:
        """Wipe the key once the vault file knows of the last saves, and soon in any case."""
        self._every_while.stop()
        QTimer.singleShot(LOCK_AT_LAST_MS, library.vault.lock)
        self._jobs.run_file(partial(_keep_and_lock, library), _done_with, _done_with)

    def _keep_manifest(self) -> None:
        if self._library is not None:
            self._jobs.run_file(self._library.keep_manifest, _done_with, _done_with)

    def _looked_back(self, older: Older) -> None:
        if older and self._library is not None:
            self.older.emit(older)

    def _drop_plan(self) -> None:
        self._last_draft = self.last_draft
        session, autosave = self._session, self._autosave
        self._session = self._autosave = None
        self._is_new = False
        if autosave is not None:
            autosave.abandon()
            autosave.saved.disconnect(self._note_saved)
            autosave.failed.disconnect(self._note_failed)
            autosave.conflict.disconnect(self.conflict)
            autosave.unsaved.disconnect(self.unsaved)
        if session is not None:
            _Goodbye(session, self._jobs)


class _Goodbye:
    """Destroys a session after any save of it that is under way (the file lane does one thing after the other)."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        self._session = session
        jobs.run_file(_nothing, self._go, self._go)

    def _go(self, _result: object) -> None:
        self._session.close()
        self._session.deleteLater()
        QTimer.singleShot(_FORGET_MS, _forget)


def _keep_and_lock(library: Library) -> None:
    """Work for the job."""
    try:
        library.keep_manifest()
    finally:
        library.vault.lock()


def _done_with(_result: object) -> None:
    """What was tidied, or why not, is nobody's concern: it is tried again next time."""


def _forget() -> None:
    """Have the answers of a plan that is gone leave the memory too: ``ui.pages`` froze what the collector sees."""
    gc.unfreeze()
    gc.collect()


def _nothing() -> None:
    """Work that only waits for its turn."""
