"""What a screen reader hears of the coach: the change once, when somebody has paused in typing; not at each letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pepdesk.ui.targets.coach_words import ALL_FIVE, STATES, WORDS, heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pepdesk.ui.targets.coach_words import Said

PAUSE_MS = 1200
"""A pause this long means that somebody stopped to think."""


class CoachVoice(QObject):
    """Speaks beside ``editor``, and only while that has the focus. ``spoke(str)`` – this is to be announced."""

    spoke = Signal(str)

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self._editor = editor
        self._now: Said | None = None
        self._heard: Said | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._speak)

    def follow(self, said: Said | None) -> None:
        """The coach says this now; somebody typed."""
        self._now = said
        self._pause.start()

    def settle(self, said: Said | None) -> None:
        """What the coach says now counts as heard: it was read out with the question."""
        self._now = self._heard = said
        self._pause.stop()

    def _speak(self) -> None:
        before, now = self._heard, self._now
        if not self._editor.hasFocus() or _gist(before) == _gist(now):
            return
        self._heard = now
        if now is not None:
            self.spoke.emit(news(before, now))


def news(before: Said | None, now: Said) -> str:
    """What has changed: the letters that did, and the remark to begin with now."""
    known = dict(before.states) if before is not None else {}
    changed = [f"{WORDS[one]}: {STATES[state]}." for one, state in now.states if known.get(one, "") != state]
    rest = heading(now.remarks[0], now) if now.remarks else ALL_FIVE if now.complete else ""
    return " ".join((*changed, rest)).strip()


def _gist(said: Said | None) -> tuple[object, ...]:
    """What must differ to be worth telling: quoted words that grow with the typing are no news."""
    return (said.states, said.remarks[0].code if said.remarks else "") if said is not None else ()
