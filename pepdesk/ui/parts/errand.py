"""Background work for a widget that may be gone when the work ends (a lock destroys dialogs)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pepdesk.app.jobs import Jobs
from pepdesk.problem import PepDeskProblem

Result = TypeVar("Result")


class Errand(Generic[Result]):
    """Brings a result to ``owner``'s bound methods, or to nobody once ``owner`` is destroyed."""

    def __init__(
        self, owner: QObject, done: Callable[[Result], None], failed: Callable[[PepDeskProblem], None]
    ) -> None:
        self._owner, self._done, self._failed = owner, done, failed

    def run(self, jobs: Jobs, work: Callable[[], Result]) -> None:
        """Start ``work`` (a plain function of immutable input) on the lane for documents and keys."""
        jobs.run(work, self.bring, self.bring_problem)

    def run_file(self, jobs: Jobs, work: Callable[[], Result]) -> None:
        """Start ``work`` on the lane for drafts."""
        jobs.run_file(work, self.bring, self.bring_problem)

    def bring(self, result: Result) -> None:
        """Bring a result, for work that somebody else runs."""
        if isValid(self._owner):
            self._done(result)

    def bring_problem(self, problem: PepDeskProblem) -> None:
        """Bring a problem, for work that somebody else runs."""
        if isValid(self._owner):
            self._failed(problem)
