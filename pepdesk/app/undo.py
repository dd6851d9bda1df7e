"""The undo commands: a change with the one that undoes it, versions joined, other rules.

Typing in one place merges for a burst.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from pepdesk.authority.model import Authority
from pepdesk.record.changes import Batch, Change, SetAnswer
from pepdesk.record.comments import Comment, joined, parted
from pepdesk.words import tr


class ApplyChange(QUndoCommand):
    """Does ``change`` through ``apply`` (which returns its inverse) when pushed, and the inverse when undone.

    ``burst`` is the number of the typing burst; None never merges.
    """

    def __init__(self, apply: Callable[[Change], Change], change: Change, label: str, burst: int | None) -> None:
        super().__init__(label)
        self._apply = apply
        self._change = change
        self._inverse: Change | None = None
        self._burst = burst

    @property
    def inverse(self) -> Change | None:
        """What undoes it; None before it was done."""
        return self._inverse

    def redo(self) -> None:
        """Do the change; Qt calls this once when the command is pushed."""
        self._inverse = self._apply(self._change)

    def undo(self) -> None:
        """Do the inverse."""
        if self._inverse is not None:
            self._apply(self._inverse)

    def id(self) -> int:
        """Commands that may merge share an id; -1 never merges."""
        return -1 if self._burst is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a later change of the same answer in the same burst, keeping our own way back."""
        if not isinstance(other, ApplyChange) or self._burst != other._burst:  # noqa: SLF001 - our own class
            return False
        mine, theirs = self._change, other._change  # noqa: SLF001
        if not (isinstance(mine, SetAnswer) and isinstance(theirs, SetAnswer) and mine.address == theirs.address):
            return False
        self._change = theirs
        return True


class JoinVersions(ApplyChange):
    """Takes over what was chosen of another version, with all its comments; undone, what came with it goes again.

    ``read`` gives the plan's comments, ``keep`` puts others in their place. What was said or settled since stays when
    it is undone.
    """

    def __init__(
        self,
        apply: Callable[[Change], Change],
        batch: Batch,
        label: str,
        comments: tuple[Comment, ...],
        read: Callable[[], tuple[Comment, ...]],
        keep: Callable[[tuple[Comment, ...]], None],
    ) -> None:
        super().__init__(apply, batch, label, None)
        self._theirs, self._read, self._keep = comments, read, keep
        self._before: tuple[Comment, ...] = ()
        self._after: tuple[Comment, ...] = ()

    def redo(self) -> None:
        """Join; Qt calls this once when the command is pushed."""
        super().redo()
        self._before = self._read()
        self._after = joined(self._before, self._theirs)
        self._keep(self._after)

    def undo(self) -> None:
        """Part them again."""
        super().undo()
        self._keep(parted(self._read(), self._before, self._after))


class UseRules(QUndoCommand):
    """Judges the plan by an authority's rules through ``use`` when pushed, and by those before when undone."""

    def __init__(
        self, use: Callable[[Authority | None], None], before: Authority | None, after: Authority | None
    ) -> None:
        super().__init__(tr("Use other rules"))
        self._use, self._before, self._after = use, before, after

    def redo(self) -> None:
        """Use the new rules; Qt calls this once when the command is pushed."""
        self._use(self._after)

    def undo(self) -> None:
        """Use the rules there were before."""
        self._use(self._before)
