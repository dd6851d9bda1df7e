"""The last net under bugs: an exception nobody expected is told on the main thread, with ids and types only.

Reports never hold an answer, a name or a path: a traceback's file names are cut to modules, its messages left out.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

import pepdesk

_PACKAGE = Path(pepdesk.__file__).parent
_log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """What may be copied into an e-mail: version, kinds of exception, and where in PepDesk's code it happened."""
    lines = [f"PepDesk {pepdesk.__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        for frame in traceback.extract_tb(current.__traceback__):
            file = Path(frame.filename)
            place = file.relative_to(_PACKAGE).as_posix() if file.is_relative_to(_PACKAGE) else "outside"
            lines.append(f"  {place}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


class ErrorHook(QObject):
    """Catches what reaches ``sys.excepthook`` on any thread and calls ``show(report)`` on the main one."""

    _caught = Signal(str)

    def __init__(self, show: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the process's exception hook; other threads and destructors would print what an exception says."""
        sys.excepthook = self._hook
        threading.excepthook = self._hook_of_thread
        sys.unraisablehook = self._hook_of_destructor

    def bug(self, error: BaseException) -> None:
        """Report an exception that was caught elsewhere (a job's)."""
        self._caught.emit(report(error))

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._caught.emit(report(error.with_traceback(trace)))

    def _hook_of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._caught.emit(report(args.exc_value))

    def _hook_of_destructor(self, args: sys.UnraisableHookArgs) -> None:
        """Nothing was interrupted, so nobody is bothered; only the kind is noted."""
        _log.error("an exception where none can be raised: %s", args.exc_type.__name__)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._show(text)
