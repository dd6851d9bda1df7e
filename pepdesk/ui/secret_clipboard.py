"""Copying something secret: marked so that clipboard histories leave it out, and cleared again.

The marks are the published ones of Windows, KDE and macOS; only KDE's was seen to work (Windows and macOS are not
yet verified).
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER_MS = 60_000
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_MARKS = (
    (_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\0\0\0\0"),
    (_WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0"),
    (_WINDOWS.format("CanUploadToCloudClipboard"), b"\0\0\0\0"),
    ("x-kde-passwordManagerHint", b"secret"),
    ("application/x-nspasteboard-concealed-type", b"1"),
)


class SecretClipboard(QObject):
    """Puts a secret on the clipboard for a minute."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Copy ``text``; it goes after a minute, or earlier by ``clear``."""
        data = QMimeData()
        data.setText(text)
        for name, mark in _MARKS:
            data.setData(name, mark)
        QGuiApplication.clipboard().setMimeData(data)
        self._ours = text
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard if our secret is still on it."""
        self._timer.stop()
        board = QGuiApplication.clipboard()
        if self._ours and board.text() == self._ours:
            board.clear()
        self._ours = ""
