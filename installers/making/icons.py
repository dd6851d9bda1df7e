"""Draws the icons of resources/icons (SVG) as PNG in many sizes, Windows' .ico and macOS' .icns; without a screen."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from installers.environment import ROOT

DRAWINGS = ("pepdesk", "package")
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_IN_ICO = (16, 24, 32, 48, 64, 128, 256)
_IN_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def draw(folder: Path) -> None:
    """Write NAME-SIZE.png, NAME.ico and NAME.icns of every drawing into the folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(["icons"])
    for name in DRAWINGS:
        pictures = {size: _picture(ROOT / f"resources/icons/{name}.svg", size) for size in SIZES}
        for size, data in pictures.items():
            (folder / f"{name}-{size}.png").write_bytes(data)
        (folder / f"{name}.ico").write_bytes(_ico({size: pictures[size] for size in _IN_ICO}))
        (folder / f"{name}.icns").write_bytes(_icns({code: pictures[size] for size, code in _IN_ICNS.items()}))
    del app


def _picture(svg: Path, size: int) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only str for the format in some versions
    return bytes(kept.data())


def _ico(pictures: dict[int, bytes]) -> bytes:
    """Windows' container: a table of sizes and places, then the PNGs (Vista and newer read them)."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = 6 + 16 * len(pictures)
    for size, data in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), start + len(body))
        body += data
    return head + body


def _icns(pictures: dict[bytes, bytes]) -> bytes:
    """Apple's container: each picture behind its four letters and its length."""
    body = b"".join(code + struct.pack(">I", len(data) + 8) + data for code, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body
