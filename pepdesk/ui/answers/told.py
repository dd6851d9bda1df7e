"""Which issues of an answer are told now: praise at once, blame only after leaving a field or when asked to check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pepdesk.rules.assess import MISSING_CODES

if TYPE_CHECKING:
    from pepdesk.rules.issue import Issue


@dataclass(slots=True)
class Telling:
    """What one place has told so far.

    ``left`` – somebody has been there and gone, or it was answered when the plan was opened; ``busy`` – somebody is
    typing there now, so nothing new is told.
    """

    left: bool = False
    busy: bool = False
    _told: set[str] = field(default_factory=set)

    def now(self, issues: tuple[Issue, ...], *, checked: bool) -> tuple[Issue, ...]:
        """The issues to show. A fault that is mended goes at once; a new one waits while somebody is typing."""
        told = tuple(issue for issue in issues if self._is_told(issue, checked))
        self._told = {issue.code for issue in told}
        return told

    def _is_told(self, issue: Issue, checked: bool) -> bool:
        if self.busy:
            return issue.code in self._told
        return checked if issue.code in MISSING_CODES else checked or self.left


def is_gap(issues: tuple[Issue, ...]) -> bool:
    """Whether the issues say that a needed answer is not there."""
    return any(issue.code in MISSING_CODES for issue in issues)
