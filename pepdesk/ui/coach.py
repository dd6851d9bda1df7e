"""The SMART coach under a target: what its words carry already, and what one more thought would add. Live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.ui.texts import GoodText, Hint, PlainLabel, RemarkText

if TYPE_CHECKING:
    from pepdesk.smart import Finding, Judgement

_LETTERS = (("specific", "Specific"), ("measurable", "Measurable"), ("time_bound", "Time-bound"))
_WORDS = dict(_LETTERS)


class CoachView(QWidget):
    """Three letters with their state, whether the date falls within the term, and a remark for what is missing."""

    def __init__(self, criteria: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._criteria = criteria
        self._shown: Judgement | None = None
        self._states = QHBoxLayout()
        self._states.setSpacing(20)
        self._marks: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        for criterion, word in _LETTERS:
            if criterion in criteria:
                self._marks[criterion] = self._pair(word)
        if "time_bound" in criteria:
            self._marks["term"] = self._pair("Within the term")
        self._states.addStretch(1)
        self._remarks = {one: RemarkText("", self) for one, _ in _LETTERS if one in criteria}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._states)
        for remark in self._remarks.values():
            remark.hide()
            layout.addWidget(remark)
        self.hide()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show the coach's view; None hides the coach."""
        if judgement == self._shown:
            return
        self._shown = judgement
        self.setVisible(judgement is not None)
        if judgement is None:
            return
        for criterion, _ in _LETTERS:
            if criterion in self._marks:
                self._show_state(criterion, getattr(judgement, criterion))
        if "term" in self._marks:
            self._show_state("term", judgement.within_term)
        for criterion, remark in self._remarks.items():
            finding = next((f for f in judgement.findings if f.criterion == criterion and f.level != "praise"), None)
            remark.setVisible(finding is not None)
            if finding is not None:
                remark.say(f"{_WORDS[criterion]}: {remark_words(finding)}")

    def words(self) -> str:
        """All it says, for screen readers; "" while it says nothing."""
        if self._shown is None:
            return ""
        states = [f"{word}: {'yes' if getattr(self._shown, one) else 'not yet'}."
                  for one, word in _LETTERS if one in self._criteria]  # fmt: skip
        return " ".join((*states, *(r.text() for r in self._remarks.values() if not r.isHidden())))

    def _pair(self, word: str) -> tuple[PlainLabel, PlainLabel]:
        good, not_yet = GoodText(f"✓ {word}", self, wrap=False), Hint(f"○ {word}", self, wrap=False)
        good.setAccessibleName(f"{word}: yes")
        not_yet.setAccessibleName(f"{word}: not yet")
        good.hide()
        not_yet.hide()
        self._states.addWidget(good)
        self._states.addWidget(not_yet)
        return good, not_yet

    def _show_state(self, which: str, state: bool | None) -> None:
        good, not_yet = self._marks[which]
        good.setVisible(state is True)
        not_yet.setVisible(state is False)


def remark_words(finding: Finding) -> str:
    """A remark and its question; the messages quote the words they speak of."""
    return f"{finding.message} {finding.hint}".strip()
