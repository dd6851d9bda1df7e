"""PepDesk was started again while its window is open: come to the front, and open what that start was given."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pepdesk.problem import PepDeskProblem, RecordProblem
from pepdesk.record.codec import read_from_outside
from pepdesk.record.limits import MAX_OUTSIDE
from pepdesk.ui.frame.window_place import bring_to_front
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord
    from pepdesk.ui.frame.main_window import MainWindow

_AGAIN_MS = 500


class AnotherStart(QObject):
    """Serves ``OneWindow.wanted`` for ``window``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def come(self, plan: str, package: str) -> None:
        """Come to the front; open the plan in clear or the package as soon as nothing stands in the way."""
        bring_to_front(self._window)
        self._open(plan, package)

    def _open(self, plan: str, package: str) -> None:
        if not (plan or package):
            return
        desk = self._window.desk
        behind_lock = desk.library is None and desk.session is not None and not desk.keeps_nothing
        if QApplication.activeModalWidget() is not None or behind_lock:
            QTimer.singleShot(_AGAIN_MS, self, partial(self._open, plan, package))
        elif plan:
            self._open_plan(Path(plan))
        elif desk.library is None:
            self._window.together.receive_later(package)
        else:
            self._window.together.receive(package)

    def _open_plan(self, file: Path) -> None:
        try:
            record = read_plan(file)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        self._window.leave_then(partial(self._window.desk.look_at, record))


def read_plan(path: Path) -> PepRecord:
    """The plan in a file in clear. Raises ``RecordProblem``."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_OUTSIDE + 1)
    except OSError as error:
        raise RecordProblem(tr("The plan's file cannot be read."), tr("Check its name and try again.")) from error
    return read_from_outside(data)
