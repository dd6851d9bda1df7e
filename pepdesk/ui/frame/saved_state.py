"""The bottom of the window: whether what was typed is on the disk, and how many problems the plan still has."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from pepdesk.app.session import Session
from pepdesk.problem import PepDeskProblem
from pepdesk.record.values import long_date
from pepdesk.rules.issue import Level
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sections import young_words
from pepdesk.ui.parts.texts import PlainLabel, as_tip
from pepdesk.words import tr


class SavedState(QStatusBar):
    """Says things that stay true until something else is said; passing remarks use ``showMessage``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = self._label(tr("Saved state"), may_shrink=True)
        self._problems = self._label(tr("Problems"))
        self.addWidget(self._saved, 1)
        self.addPermanentWidget(self._problems)
        self.messageChanged.connect(self._make_room)
        self._failing = ""
        self._last = ""
        self._session: Session | None = None

    @property
    def last_saved(self) -> str:
        """When the open plan was last saved, as "14:02" or with the day; "" if it never was."""
        return self._last

    def words(self) -> str:
        """What it says about saving."""
        return self._saved.text()

    def follow(self, session: Session | None) -> None:
        """Count the problems of ``session``; nothing for None."""
        self._failing = self._last = ""
        self._session = session
        self._saved.say("")
        if session is not None:
            session.assessed.connect(self._count)
        self._count()

    def say(self, words: str) -> None:
        """Say something that is true until the next save."""
        self._saved.say(words)

    def _make_room(self, remark: str) -> None:
        """Hide the lasting words under a passing remark, and the count where the remark needs its room.

        After a change of font Qt draws one over the other.
        """
        room = self.width() - self._problems.sizeHint().width() - 2 * self.fontMetrics().averageCharWidth()
        self._saved.setVisible(not remark)
        self._problems.setVisible(self.fontMetrics().horizontalAdvance(remark) < room)

    def note_unsaved(self, unsaved: bool) -> None:
        """Something was typed that is not on the disk yet."""
        if unsaved and not self._failing:
            self._saved.say(tr("Saving…"))

    def note_saved(self, when: datetime) -> None:
        """All is on the disk."""
        if self._failing:
            announce(self, tr("Saved again."))
        self._failing = ""
        same_day = when.date() == datetime.now(when.tzinfo).date()
        self._last = f"{when:%H:%M}"
        if not same_day:
            self._last = tr("{day} at {clock}", day=long_date(when.date().isoformat()), clock=self._last)
        self._saved.setToolTip("")
        self._saved.say(tr("✓ Saved {last} · encrypted", last=self._last))

    def note_failed(self, problem: PepDeskProblem) -> None:
        """The disk refused; it will be tried again. Spoken once for each kind of trouble."""
        words = f"⚠ {problem.title} {problem.advice}"
        self._saved.say(words)
        self._saved.setToolTip(as_tip(words))
        if self._failing != problem.code:
            announce(self, words, urgent=True)
        self._failing = problem.code

    def _label(self, name: str, *, may_shrink: bool = False) -> PlainLabel:
        label = PlainLabel(wrap=False)
        label.setAccessibleName(name)
        label.setContentsMargins(10, 4, 10, 4)
        policy = QLabel().sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored if may_shrink else policy.Policy.Preferred)
        label.setSizePolicy(policy)
        return label

    def _count(self, _difference: object = None) -> None:
        if self._session is None:
            self._problems.say("")
            return
        if words := young_words(self._session.on_screen):
            self._problems.say(words)
            return
        issues = self._session.on_screen.issues
        musts = sum(issue.level is Level.MUST for issue in issues)
        shoulds = sum(issue.level is Level.SHOULD for issue in issues)
        self._problems.say(
            tr("{musts} to answer or mend before signing · {shoulds} to improve", musts=musts, shoulds=shoulds)
        )
