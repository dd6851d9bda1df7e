"""The SMART coach under a target: what its words carry already, and what one more thought would add. Live.

Only texts and colours change while somebody types: showing and hiding a label lays the whole page out at once, 3 ms
each on the page of targets (measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.on_show import put_on_show
from pepdesk.ui.texts import CoachMark, RemarkText

if TYPE_CHECKING:
    from pepdesk.smart import Finding, Judgement

_LETTERS = {"specific": "Specific", "measurable": "Measurable", "time_bound": "Time-bound"}
_TERM = "Within the term"


class CoachView(QWidget):
    """Three letters with their state, whether the date falls within the term, and a remark for what is missing."""

    def __init__(self, criteria: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._criteria = tuple(one for one in _LETTERS if one in criteria)
        self._shown: Judgement | None = None
        states = QHBoxLayout()
        states.setSpacing(20)
        self._marks = {one: CoachMark("", self, wrap=False) for one in (*self._criteria, "term")}
        for mark in self._marks.values():
            states.addWidget(mark)
        states.addStretch(1)
        self._remark = RemarkText("", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(states)
        layout.addWidget(self._remark)
        self.hide()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show the coach's view; None hides the coach."""
        if judgement == self._shown:
            return
        self._shown = judgement
        if judgement is not None:
            for criterion in self._criteria:
                self._show_state(criterion, _LETTERS[criterion], getattr(judgement, criterion))
            self._show_state("term", _TERM, judgement.within_term if "time_bound" in self._criteria else None)
            remarks = "\n".join(self._remarks(judgement))
            self._remark.say(remarks)
            put_on_show(self._remark, bool(remarks))
        put_on_show(self, judgement is not None)

    def words(self) -> str:
        """All it says, for screen readers; "" while it says nothing."""
        if self._shown is None:
            return ""
        states = [f"{_LETTERS[one]}: {_yes(getattr(self._shown, one))}." for one in self._criteria]
        return " ".join((*states, *self._remarks(self._shown)))

    def _remarks(self, judgement: Judgement) -> list[str]:
        first: dict[str, Finding] = {}
        for finding in judgement.findings:
            if finding.level != "praise":
                first.setdefault(finding.criterion, finding)
        return [f"{_LETTERS[one]}: {remark_words(first[one])}" for one in self._criteria if one in first]

    def _show_state(self, which: str, word: str, state: bool | None) -> None:
        mark = self._marks[which]
        if state is None:
            mark.say("")
            return
        mark.say(f"{'✓' if state else '○'} {word}")
        mark.setAccessibleName(f"{word}: {_yes(state)}")
        mark.setForegroundRole(QPalette.ColorRole.Link if state else QPalette.ColorRole.WindowText)


def _yes(state: bool) -> str:
    return "yes" if state else "not yet"


def remark_words(finding: Finding) -> str:
    """A remark and its question; the messages quote the words they speak of."""
    return f"{finding.message} {finding.hint}".strip()
