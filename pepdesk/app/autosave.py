"""Saving while people type: a second after they pause, at least every two while they do not, and when asked.

Autosave and Ctrl+S are the same thing, a new sealed generation; asking also marks it *kept* (architecture, section 7).
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from pepdesk.app.jobs import Jobs
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.session import Session
from pepdesk.problem import PepDeskProblem
from pepdesk.storage.drafts import KeptAsSibling
from pepdesk.storage.generations import Generation

PAUSE_MS = 1000
LONGEST_MS = 2000
"""At most two seconds of typing can be lost, whatever happens (architecture, section 7)."""
RETRY_MS = 5000


class Autosave(QObject):
    """Keeps one session's draft on disk.

    ``saved(datetime)`` – the plan is on the disk as it was then; ``failed(PepDeskProblem)`` – it is not, and it will
    be tried again; ``conflict(PepDeskProblem)`` – another window saved first, this work goes on beside it;
    ``unsaved(bool)`` – whether there is anything not yet on the disk.
    """

    saved = Signal(object)
    failed = Signal(object)
    conflict = Signal(object)
    unsaved = Signal(bool)

    def __init__(
        self, session: Session, library: Library, draft_id: str, based_on: Generation | None, jobs: Jobs
    ) -> None:
        super().__init__(session)
        self._session, self._library, self._jobs = session, library, jobs
        self._draft_id, self._based_on = draft_id, based_on
        self._waiting = based_on is None
        self._in_flight = False
        self._keep_next = self._abandoned = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.save_soon)
        session.changed.connect(self._note_change)
        session.rows_changed.connect(self._note_change)
        session.frozen.connect(self._note_change)

    @property
    def draft_id(self) -> str:
        """The draft being saved to; another one after a conflict."""
        return self._draft_id

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on the disk."""
        return not (self._waiting or self._in_flight)

    def save_soon(self) -> None:
        """Save now if there is anything to save; a save under way is followed by another."""
        if self._waiting and not self._in_flight and not self._abandoned:
            self._start()

    def save_now(self) -> None:
        """Save because somebody asked: a step of its own to undo, and a generation that thinning keeps."""
        self._session.end_burst()
        self._keep_next = self._waiting = True
        self.unsaved.emit(True)
        self.save_soon()

    def abandon(self) -> None:
        """Save nothing more: the plan is being closed, everything is saved or somebody chose to lose it."""
        self._abandoned = True
        for timer in (self._pause, self._longest):
            timer.stop()

    def _note_change(self, _what: object) -> None:
        if self._abandoned:
            return
        if not self._waiting:
            self._waiting = True
            self.unsaved.emit(True)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _start(self) -> None:
        for timer in (self._pause, self._longest):
            timer.stop()
        record = self._session.read()
        body = self._session.snapshot()
        card = write_card(card_of(record, self._session.assessment))
        kept, self._keep_next, self._waiting, self._in_flight = self._keep_next, False, False, True
        work = partial(
            self._library.save,
            self._draft_id,
            body,
            card,
            self._based_on,
            kept=kept,
            signed=bool(record.signings),
        )
        self._jobs.run_file(work, self._done, self._not_done)

    def _done(self, generation: Generation) -> None:
        self._based_on, self._draft_id, self._in_flight = generation, generation.draft_id, False
        if self._abandoned:
            return
        overdue = self._waiting and not self._longest.isActive()
        self.saved.emit(datetime.now())
        if self._waiting:
            self.unsaved.emit(True)
            if overdue:  # the longest wait ended while the disk was busy
                self.save_soon()
            else:
                self._pause.start()
        elif not self._in_flight:
            self.unsaved.emit(False)

    def _not_done(self, problem: PepDeskProblem) -> None:
        self._in_flight = False
        if self._abandoned:
            return
        if isinstance(problem, KeptAsSibling):
            self.conflict.emit(problem)  # first: once saved, a plan that is being closed is gone
            self._done(problem.kept)
            return
        self._waiting = True
        self.failed.emit(problem)
        QTimer.singleShot(RETRY_MS, self, self.save_soon)
