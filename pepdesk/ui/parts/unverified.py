"""What only Windows or macOS can do. Written from their documentation and NOT YET VERIFIED: never run on either.

Every call is harmless where it fails: nothing else depends on it. Listed in resources/help/threat-model.md.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QWindow

_SHOWN, _SHOWN_WITHOUT_CONTENT, _EXCLUDED = 0x0, 0x1, 0x11  # WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE
_POWER_MESSAGE, _SUSPENDING = 0x0218, 0x0004  # WM_POWERBROADCAST, PBT_APMSUSPEND
_SESSION_MESSAGE, _SESSION_LOCKED = 0x02B1, 0x7  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK


def can_hide_from_capture() -> bool:
    """Whether this system lets a program keep its windows out of screenshots and shared screens."""
    return sys.platform in ("win32", "darwin")


def hide_from_capture(window: QWindow, hidden: bool) -> None:
    """Keep a window out of screenshots, recordings and shared screens, or let it be seen there again."""
    if sys.platform == "win32":
        user32 = ctypes.windll.user32
        handle = ctypes.c_void_p(int(window.winId()))
        if not user32.SetWindowDisplayAffinity(handle, _EXCLUDED if hidden else _SHOWN) and hidden:
            user32.SetWindowDisplayAffinity(handle, _SHOWN_WITHOUT_CONTENT)  # before Windows 10 2004: a black window
    elif sys.platform == "darwin":
        _set_sharing_type(int(window.winId()), 0 if hidden else 1)  # NSWindowSharingNone, NSWindowSharingReadOnly


def _set_sharing_type(view: int, kind: int) -> None:
    """``[[view window] setSharingType: kind]``."""
    objc = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    window = send(view, objc.sel_registerName(b"window"))
    if window:
        send_kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", objc))
        send_kind(window, objc.sel_registerName(b"setSharingType:"), kind)


class _Message(ctypes.Structure):
    """The beginning of Windows' MSG."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("first", ctypes.c_size_t))


class _Listener(QAbstractNativeEventFilter):
    """Calls ``asleep`` at Windows' messages about sleep and the locked session."""

    def __init__(self, asleep: Callable[[], object]) -> None:
        super().__init__()
        self._asleep = asleep

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:  # noqa: ANN401
        """Look, and let everything pass."""
        if (kind.data() if isinstance(kind, QByteArray) else bytes(kind)) == b"windows_generic_MSG":
            one = _Message.from_address(int(message))
            if (one.message, one.first) in ((_POWER_MESSAGE, _SUSPENDING), (_SESSION_MESSAGE, _SESSION_LOCKED)):
                self._asleep()
        return False, 0


def listen_to_windows(asleep: Callable[[], object]) -> object:
    """Call ``asleep`` when Windows suspends or locks; what is returned must be kept as long as that is wanted."""
    listener = _Listener(asleep)
    application = QCoreApplication.instance()
    if application is not None:
        application.installNativeEventFilter(listener)
    if sys.platform == "win32":
        from PySide6.QtGui import QGuiApplication

        for window in QGuiApplication.topLevelWindows():
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(int(window.winId())), 0)
    return listener
