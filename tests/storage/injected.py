"""Real programs under strace, which refuses single calls to the system in a vault's folder. Linux only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,write,fsync,link,rename,unlink,mkdir"
_LINE = re.compile(r"(\d+) +(\w+)\((.*)")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a program that touched the folder: its name, which one of that name it was, its arguments."""

    name: str
    count: int
    words: str

    def refused(self, error: str, *, for_good: bool = False) -> str:
        """What strace is told so that this call (and with ``for_good`` every later one) fails."""
        return f"{self.name}:error={error}:when={self.count}{'+' if for_good else ''}"


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has ended: its calls in the folder, those of them that were refused, and what it said."""

    calls: tuple[Call, ...]
    refused: tuple[Call, ...]
    told: list[str]
    errors: str
    status: int


def run(folder: Path, module: str, words: Sequence[str], injections: Sequence[str] = ()) -> Run:
    """Run ``python -m module folder words…``; ``injections`` as strace has them, ``folder`` absolute."""
    log = folder.with_name(f"{folder.name}.strace")
    command = [
        "strace",
        "-f",
        "-qq",
        "-y",
        "--seccomp-bpf",
        "-o",
        str(log),
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
    ]
    for injection in injections:
        command += ["-e", f"inject={injection}"]
    done = subprocess.run(
        [*command, "--", sys.executable, "-m", module, str(folder), *words],
        input="go\n", capture_output=True, text=True, check=False, timeout=60,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    counts, here, refused = Counter[tuple[str, str]](), list[Call](), list[Call]()
    for process, name, rest in _LINE.findall(log.read_text("utf-8", "replace")):
        counts[process, name] += 1
        call = Call(name, counts[process, name], rest)
        if f"{folder}/" in rest or f"{folder}>" in rest or f'{folder}"' in rest:
            here.append(call)
            refused += [call] if "(INJECTED)" in rest else []
        else:
            assert "(INJECTED)" not in rest, f"strace refused a call outside the vault: {name}({rest}"
    return Run(tuple(here), tuple(refused), done.stdout.splitlines(), done.stderr, done.returncode)
