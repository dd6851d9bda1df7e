"""What tests ask a process behind the fence to do: the kinds of harm a document could do, and one honest answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any


def work(question: str, document: bytes) -> Any:
    return _WORKS[question](document)


def _count(document: bytes) -> int:
    print("a library that prints must not garble the answer")
    return len(document)


def _loop(_document: bytes) -> None:
    while True:
        pass


def _sleep(_document: bytes) -> None:
    import time

    time.sleep(600)


def _swell(_document: bytes) -> int:
    kept = []
    while True:
        kept.append(bytearray(8 << 20))


def _end(_document: bytes) -> None:
    os._exit(0)


def _write(document: bytes) -> None:
    Path(document.decode()).write_text("harm")


def _call(_document: bytes) -> None:
    with socket.socket() as line:
        line.connect(("192.0.2.1", 80))


def _start(_document: bytes) -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def _surroundings(_document: bytes) -> list[str]:
    return sorted(os.environ)


def _shout(_document: bytes) -> str:
    return "x" * (2 << 20)


_WORKS = {
    "count": _count, "loop": _loop, "sleep": _sleep, "swell": _swell, "end": _end, "write": _write, "call": _call,
    "start": _start, "surroundings": _surroundings, "shout": _shout,
}  # fmt: skip
