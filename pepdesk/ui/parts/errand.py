"""Background work for a widget that may be gone, or not want the result any more, when the work ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pepdesk.app.jobs import Jobs
from pepdesk.app.progress import Progress
from pepdesk.problem import PepDeskProblem

Result = TypeVar("Result")


class Errand(Generic[Result]):
    """Brings a result to ``owner``'s bound methods, or to nobody once ``owner`` is destroyed (a lock destroys dialogs).

    With ``given_up_by``, to nobody either once that was stopped: the window went on meanwhile. ``unwanted``, a plain
    function, then gets the result, to lock or wipe what is in it.
    """

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Result], None],
        failed: Callable[[PepDeskProblem], None],
        *,
        given_up_by: Progress | None = None,
        unwanted: Callable[[Result], None] | None = None,
    ) -> None:
        self._owner, self._done, self._failed = owner, done, failed
        self._progress, self._unwanted = given_up_by, unwanted

    def run(self, jobs: Jobs, work: Callable[[], Result]) -> None:
        """Start ``work`` (a plain function of immutable input) on the lane for documents and keys."""
        jobs.run(work, self.bring, self.bring_problem)

    def run_file(self, jobs: Jobs, work: Callable[[], Result]) -> None:
        """Start ``work`` on the lane for drafts."""
        jobs.run_file(work, self.bring, self.bring_problem)

    def bring(self, result: Result) -> None:
        """Bring a result, for work that somebody else runs."""
        if self._is_waited_for():
            self._done(result)
        elif self._unwanted is not None:
            self._unwanted(result)

    def bring_problem(self, problem: PepDeskProblem) -> None:
        """Bring a problem, for work that somebody else runs."""
        if self._is_waited_for():
            self._failed(problem)

    def _is_waited_for(self) -> bool:
        return isValid(self._owner) and not (self._progress is not None and self._progress.stopped)
