"""“Check my drafts” and “Make a backup copy”: long work on every file, how far it is, and the outcome in words."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.backup import Backup, backup_words, make_backup
from pepdesk.app.checking import Found, check_and_recover, found_words
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import GroupTitle, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.library import Library
    from pepdesk.problem import PepDeskProblem


class LongWork(Sheet):
    """A sheet that waits for work, can stop it, and then says what came of it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent, letters=72)
        self._waiting = Waiting(self)
        self._title = GroupTitle()
        self._title.hide()
        self._words = selectable(PlainLabel())
        self._words.hide()
        self.body.addWidget(self._waiting)
        self.body.addWidget(self._title)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        most = self.screen().availableGeometry().height() * 3 // 4
        self.setMinimumHeight(min(self.fontMetrics().height() * 18, most))
        self._waiting.stopped.connect(self._stopped)

    def done(self, result: int) -> None:
        """Closing ends the work too."""
        self._waiting.stop()
        super().done(result)

    def tell(self, title: str, lines: tuple[str, ...]) -> None:
        """Say what came of it."""
        self._waiting.finish()
        self._title.say(title)
        self._title.show()
        self._words.setText("\n".join(lines))
        self._words.show()
        announce(self, " ".join((title, *lines)))

    def _failed(self, problem: PepDeskProblem) -> None:
        if problem.code != "stopped":
            self.tell(problem.title, (problem.advice,))

    def _stopped(self) -> None:
        self.tell(tr("Stopped."), (tr("Nothing was changed or lost by that."),))


class CheckWindow(LongWork):
    """``checked()`` – every file was read, and what can be was brought back."""

    checked = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, library: Library) -> None:
        super().__init__(tr("Check my drafts"), parent)
        progress = self._waiting.start(tr("Every saved file is being opened and read…"))
        work = partial(check_and_recover, library, progress.step)
        Errand[Found](self, self._show, self._failed).run(jobs, work)

    def _show(self, found: Found) -> None:
        self.tell(*found_words(found))
        self.checked.emit()


class BackupWindow(LongWork):
    """A backup into a new folder inside ``where``."""

    def __init__(self, parent: QWidget, jobs: Jobs, library: Library, where: Path) -> None:
        super().__init__(tr("Backup copy"), parent)
        progress = self._waiting.start(tr("The files are being copied, then read back…"))
        work = partial(make_backup, library.vault, where, datetime.now(), progress.step)
        Errand[Backup](self, self._show, self._failed).run(jobs, work)

    def _show(self, made: Backup) -> None:
        title, advice = backup_words(made)
        self.tell(title, (advice,))
