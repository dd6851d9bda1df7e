"""Spelling in the window: the one dictionary all text boxes ask, and the way from one doubtful word to the next.

Marks come by themselves, under finished words only; F7 goes to the next one and offers what may have been meant.
Nothing is corrected unasked, and the choice to switch it off is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from pepdesk.ui.parts.errand import Errand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.app.jobs import Jobs
    from pepdesk.app.settings import Settings
    from pepdesk.app.spelling import Span, Speller
    from pepdesk.problem import PepDeskProblem

_ON = "spelling/on"


class Spelling(QObject):
    """``changed()`` – texts must be looked at again: switched on or off, read at last, or a word was accepted."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._speller: Speller | None = None
        self._on = False
        self._settings: Settings | None = None
        self._jobs: Jobs | None = None
        self._accepted: tuple[str, ...] = ()
        self._reading = False

    @property
    def on(self) -> bool:
        """Whether words are marked."""
        return self._on

    def start(self, jobs: Jobs, settings: Settings) -> None:
        """Check spelling if the person wants it; the dictionary is read in the background with the first plan."""
        self._settings = settings
        self._on = bool(settings.whole(_ON, 1, 0, 1))
        self._jobs = jobs

    def switch(self, on: bool) -> None:
        """Mark words, or stop, and remember it."""
        self._on = on
        if self._settings is not None:
            self._settings.keep(_ON, int(on))
        if on and self._speller is None:
            self._read()
        self.changed.emit()

    def misspelt(self, text: str) -> tuple[Span, ...]:
        """The doubtful words of a text; none while it is off or the dictionary is not read yet."""
        return self._speller.misspelt(text) if self._on and self._speller is not None else ()

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant."""
        return self._speller.suggest(word) if self._speller is not None else ()

    def accept(self, texts: Iterable[str]) -> None:
        """Take these words as right until the plan is closed."""
        words = tuple(texts)
        self._accepted += words
        if self._speller is not None:
            self._speller.accept(words)
            self.changed.emit()
        elif self._on:
            self._read()

    def forget(self) -> None:
        """No plan is open: keep none of its names."""
        self._accepted = ()
        if self._speller is not None:
            self._speller.forget()

    def _read(self) -> None:
        from pepdesk.app.spelling import Speller

        if self._jobs is None or self._reading:
            return
        self._reading = True
        Errand["Speller"](self, self._have_read, self._unread).run(self._jobs, Speller)

    def _have_read(self, speller: Speller) -> None:
        self._speller = speller
        speller.accept(self._accepted)
        self.changed.emit()

    def _unread(self, _problem: PepDeskProblem) -> None:
        self._on = False


def spelling() -> Spelling:
    """The program's one dictionary (needs an application); off until somebody starts it."""
    app = QCoreApplication.instance()
    assert app is not None
    found = app.findChild(Spelling)
    return found if isinstance(found, Spelling) else Spelling(app)
