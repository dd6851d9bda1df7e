"""Work on files that came from outside, done by a second process that may have little memory, time and nothing else.

A document made to swell, to loop or to break its reader ends that process, not the window. The work is named, not
sent: ``"package.module:function"`` takes a question (JSON) and the file's bytes, and gives an answer (JSON).
The system limits memory and processor time, and the clock stands behind it (``fence_inside``, ``fence_windows``).
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, Final

import pepdesk
from pepdesk import paths

LENGTH: Final = struct.Struct(">Q")
MEBIBYTES: Final = 256
"""Most memory, all told (issue D: a hostile document is refused within 2 s and 256 MiB)."""
START_SECONDS: Final = 60.0
"""Time to start and to load the libraries: half a second here, but a virus scanner may want to look at each."""
LONGEST_ANSWER: Final = 1 << 20
_SLACK: Final = 4.0
"""The clock may show this many times the processor's seconds, as other programs run too; and some seconds on top."""
_KEPT: Final = ("SYSTEMROOT", "PATH", "LANG", "LC_ALL", "TZ")  # nothing that leads to the person's own folders


class Fenced(Exception):
    """The work gave no answer: it took too long or too much memory, or ended in a way nobody foresaw."""


class Fence:
    """One process, started with the first question and anew after one that ended it. For one thread at a time.

    ``seconds`` is the least processor time for one question on a computer that loads the libraries in a quarter of it;
    slower ones get more, as ``fence_inside.allowance`` says. ``longest``: bytes of an answer.
    """

    def __init__(
        self, work: str, *, seconds: float = 2.0, mebibytes: int = MEBIBYTES, longest: int = LONGEST_ANSWER
    ) -> None:
        self._work, self._longest = work, longest
        self._limits = (str(seconds), str(mebibytes), str(longest))
        self._process: subprocess.Popen[bytes] | None = None
        self._allowed = seconds

    def __enter__(self) -> Fence:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def ask(self, question: object, document: bytes) -> Any:  # noqa: ANN401 - JSON
        """What the work says of the document. Raises ``Fenced``; the next question then meets a fresh process."""
        if self._process is None:
            self._allowed = float(self._talk([b""], START_SECONDS))
        try:
            return self._talk([json.dumps(question).encode(), document], self._allowed * _SLACK + 5)
        except Fenced:
            self.close()
            raise

    def close(self) -> None:
        """End the process. Harmless to call again."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)

    def _talk(self, messages: list[bytes], seconds: float) -> Any:  # noqa: ANN401 - JSON
        """Send, and read one answer, or none once the time is up."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(seconds, process.kill)
        watch.start()
        try:
            for message in messages:
                process.stdin.write(LENGTH.pack(len(message)))
                process.stdin.write(message)
            process.stdin.flush()
            answer = read_message(process.stdout, self._longest)
            return json.loads(answer)
        except (OSError, ValueError, EOFError, RecursionError) as error:
            self.close()
            raise Fenced from error
        finally:
            watch.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
        words = [*_program(), self._work, *self._limits]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows no black window flashes up
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings,
            cwd=Path(sys.executable).anchor, creationflags=hidden,
        )  # fmt: skip
        return self._process


def read_message(stream: IO[bytes], longest: int) -> bytes:
    """One message with its length before it. Raises ``EOFError`` at the end, ``ValueError`` for one too long."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    if length > longest:
        raise ValueError("too long")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return body


def _program() -> list[str]:
    """How to start ``fence_inside``: from source with an interpreter of its own, in a built program with itself."""
    if paths.is_packaged():
        return [sys.executable, "fence"]
    root = str(Path(pepdesk.__file__).parent.parent)
    begin = "import sys; sys.path.insert(0, sys.argv.pop(1)); from pepdesk.intake.fence_inside import main; main()"
    return [sys.executable, "-I", "-c", begin, root]


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was not sent any more cannot be sent any more
        return
