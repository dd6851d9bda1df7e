"""Background work: a plain function of immutable input runs on a lane, its result comes back on the main thread.

``work`` must not touch a widget or a record. The file lane has one worker, so that saves cannot overtake each other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pepdesk.problem import PepDeskProblem
from pepdesk.words import tr

Result = TypeVar("Result")
_Wanted = tuple[Callable[[Any], None], Callable[[PepDeskProblem], None]]
_log = logging.getLogger(__name__)


class Mistake(PepDeskProblem):
    """The work ended in a bug, which is reported elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            tr("PepDesk made a mistake, and this could not be done."), tr("What was saved before is whole."), code="bug"
        )


class Jobs(QObject):
    """Two lanes of work. Give ``done`` and ``failed`` as bound methods of objects that live as long as the job.

    ``failed`` gets a ``PepDeskProblem``. Any other exception is a bug: it goes to ``bug`` (the error hook), and
    ``failed`` gets ``Mistake``, so that nobody waits for ever (the plan would never be saved, the vault never locked).
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, bug: Callable[[BaseException], None] | None = None) -> None:
        super().__init__(parent)
        self._file = ThreadPoolExecutor(1, thread_name_prefix="pepdesk-file")
        self._work = ThreadPoolExecutor(1, thread_name_prefix="pepdesk-work")
        self._bug = bug
        self._open: dict[Future[Any], _Wanted] = {}
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run_file(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[PepDeskProblem], None]
    ) -> None:
        """Run work on files, strictly one after the other."""
        self._start(self._file, work, done, failed)

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[PepDeskProblem], None]
    ) -> None:
        """Run other work (documents, signatures, key derivation)."""
        self._start(self._work, work, done, failed)

    def close(self, seconds: float = 10.0) -> None:
        """Wait for what is under way, at most ``seconds``, and deliver it; nothing starts after this."""
        wait(self._open, seconds)
        self._closed = True
        for lane in (self._file, self._work):
            lane.shutdown(wait=False)

    def _start(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[PepDeskProblem], None],
    ) -> None:
        if self._closed:  # a result that came in while the program ended wanted something done next
            return
        future = lane.submit(work)
        self._open[future] = (done, failed)
        future.add_done_callback(self._report)

    def _report(self, future: Future[Any]) -> None:
        """On the worker's thread: hand the result over to the main thread, which alone holds whoever waits for it."""
        try:
            self._finished.emit(future)
        except RuntimeError:  # the window has gone; whoever waited for the result has gone with it
            _log.info("a job ended after its window")

    @Slot(object)
    def _deliver(self, future: Future[Any]) -> None:
        done, failed = self._open.pop(future)
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, PepDeskProblem):
            failed(error)
        else:
            failed(Mistake())
            if self._bug is None:
                raise error
            self._bug(error)
