"""What is copied out of PepDesk: marked so that clipboard histories leave it out, and cleared again.

A recovery key goes after a minute; anything else copied here after ten minutes, when PepDesk locks or when it closes,
unless something else was copied meanwhile. It can be pasted anywhere until then. The marks are the published ones of
Windows, KDE and macOS; only KDE's was seen to work (Windows and macOS are not yet verified).
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 60_000
CLEAR_ANSWERS_AFTER_MS = 600_000
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_KDE = "x-kde-passwordManagerHint"
_OPEN = "application/x-pepdesk-open"
_MARKS = (
    (_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\0\0\0\0"),
    (_WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0"),
    (_WINDOWS.format("CanUploadToCloudClipboard"), b"\0\0\0\0"),
    (_KDE, b"secret"),
    ("application/x-nspasteboard-concealed-type", b"1"),
)


class SecretClipboard(QObject):
    """Puts a secret on the clipboard for a minute, and watches over what else is copied in PepDesk's windows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        QGuiApplication.clipboard().dataChanged.connect(self._note)

    def copy(self, text: str) -> None:
        """Copy ``text``; it goes after a minute, or earlier by ``clear``."""
        self._put(text, CLEAR_AFTER_MS)

    def clear(self) -> None:
        """Empty the clipboard if what was copied here is still on it, and what is marked with the mouse (X11)."""
        self._timer.stop()
        board = QGuiApplication.clipboard()
        if self._ours and board.text() == self._ours:
            board.clear()
        if board.supportsSelection() and board.ownsSelection():
            board.clear(QClipboard.Mode.Selection)
        self._ours = ""

    def _note(self) -> None:
        """Something was copied, here or elsewhere: mark it if it is ours and nobody has marked it."""
        board = QGuiApplication.clipboard()
        data = board.mimeData()
        if data is None or not owned(board) or data.hasFormat(_OPEN) or data.hasFormat(_KDE):
            return
        if text := data.text():
            self._put(text, CLEAR_ANSWERS_AFTER_MS)

    def _put(self, text: str, milliseconds: int) -> None:
        data = QMimeData()
        data.setText(text)
        for name, mark in _MARKS:
            data.setData(name, mark)
        self._ours = text
        self._timer.start(milliseconds)
        QGuiApplication.clipboard().setMimeData(data)


def owned(board: QClipboard) -> bool:
    """Whether it was this program that copied last."""
    return board.ownsClipboard()


def copy_openly(text: str) -> None:
    """Copy what is no secret (a crash report): it stays when PepDesk locks or closes."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OPEN, b"1")
    QGuiApplication.clipboard().setMimeData(data)
