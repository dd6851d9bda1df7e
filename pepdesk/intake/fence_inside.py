"""The other side of ``fence``: limits on this process first, then one document after the other.

Memory, processor time, files and further processes are limited by the system where it can (Linux, macOS); an audit hook
refuses what Python itself could open. On Windows a job object limits memory, time and processes (``fence_windows``).
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import IO, Any, Final

from pepdesk.intake.fence import LENGTH, LONGEST_ANSWER, read_message

_LONGEST_QUESTION: Final = 1 << 22
_LONGEST_DOCUMENT: Final = 65 << 20
_TIMES_LOADING: Final = 4.0
_REFUSED: Final = ("socket.getaddrinfo", "socket.gethostby", "socket.send", "subprocess.", "os.exec", "os.fork",
                   "os.posix_spawn", "os.spawn", "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
                   "os.link", "os.symlink", "shutil.", "webbrowser.", "ctypes.dlopen")  # fmt: skip
_ITSELF: Final = ("127.0.0.1", "::1")

_JOBS: Final[list[Any]] = []
"""On Windows: the job object this process is in."""

Work = Callable[[Any, bytes], Any]


def main() -> int:
    """Serve until the questions end; gives the exit status. ``sys.argv``: the work's name, its limits."""
    name, seconds, mebibytes, longest = sys.argv[-4], float(sys.argv[-3]), int(sys.argv[-2]), int(sys.argv[-1])
    source, target = sys.stdin.buffer, _answers()
    limit_memory(mebibytes)
    read_message(source, 0)
    work = _load(name)
    seconds = allowance(seconds, time.process_time())
    _say(target, seconds)
    sys.addaudithook(_refuse)
    try:
        while True:
            question = json.loads(read_message(source, _LONGEST_QUESTION))
            document = read_message(source, _LONGEST_DOCUMENT)
            limit_time(seconds)
            _say(target, work(question, document), longest)
    except EOFError:
        return 0
    except MemoryError:
        os._exit(3)  # nothing more can be trusted to work


def allowance(seconds: float, loading: float) -> float:
    """Processor seconds for one document: ``seconds``, or four times what loading took, so slow computers get more.

    Where loading takes half a second, a plan signed by all four roles takes 0.8 s (measured).
    """
    return max(seconds, _TIMES_LOADING * loading)


def limit_memory(mebibytes: int) -> None:
    """No more than this from here on; no files written, no core dump, no further process."""
    if sys.platform == "win32":
        from pepdesk.intake.fence_windows import Job

        _JOBS.append(Job(mebibytes))
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, mebibytes << 20),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        hardest = resource.getrlimit(what)[1]
        least = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (least, least))


def limit_time(seconds: float) -> None:
    """End this process once it has used so many more seconds of the processor; unless called again before."""
    if sys.platform == "win32":
        for job in _JOBS:
            job.limit_time(time.process_time() + seconds)
        return
    import signal

    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles its signal, so the process ends


def _load(name: str) -> Work:
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    return work


def _answers() -> IO[bytes]:
    """Where answers go; whatever a library prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return target


def _say(target: IO[bytes], answer: object, longest: int = LONGEST_ANSWER) -> None:
    data = json.dumps(answer).encode()
    if len(data) > longest:
        raise ValueError("too long an answer")
    target.write(LENGTH.pack(len(data)))
    target.write(data)
    target.flush()


def _refuse(event: str, details: tuple[object, ...]) -> None:
    """Refuse to write, to call anybody, to start anything. Reading stays: libraries load parts of themselves late."""
    if event.startswith(_REFUSED) or (event == "open" and _writes(details)) or _calls(event, details):
        raise PermissionError("behind the fence")


def _writes(details: tuple[object, ...]) -> bool:
    flags = details[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))


def _calls(event: str, details: tuple[object, ...]) -> bool:
    """Whether another computer is called. On Windows Python's own event loop calls itself when it is made."""
    if event not in ("socket.connect", "socket.bind"):
        return False
    address = details[1]
    return not (isinstance(address, tuple) and address[0] in _ITSELF)
