"""The Python environment of a source tree: made once, filled from a hash-pinned lock, refilled when the lock changes.

Works where Debian leaves out ``ensurepip`` (no python3-venv): the environment is then made without pip and the
system's pip is told to install into it. Standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

from installers.problem import CannotSetUp, last_lines

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "installers" / "requirements"

# Which locks a lock contains: tests.txt and build.txt are compiled on top of run.txt, so their environments can run
# the program.
_INCLUDES = {"run": ("run",), "tests": ("run", "tests"), "build": ("run", "build"),
             "outside": ("outside",)}  # fmt: skip


def home() -> Path:
    """The environment's folder: ``.venv`` in the source tree, or ``PEPDESK_VENV``."""
    return Path(os.environ.get("PEPDESK_VENV") or ROOT / ".venv").absolute()


def python_of(folder: Path) -> Path:
    """The environment's own interpreter (it may not exist yet)."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(folder: Path, lock: str) -> bool:
    """True when ``folder`` holds exactly what the lock asks for ("run", "tests" …), as far as a stamp tells."""
    stamp = _stamp(folder, lock)
    return python_of(folder).exists() and stamp.is_file() and stamp.read_text() == _digest(folder, lock)


def make_ready(lock: str, folder: Path | None = None) -> Path:
    """Make or refill the environment for ``lock`` and give its interpreter; does nothing when it is ready.

    ``folder`` is where, None for the usual place (``home``).
    Raises CannotSetUp: folder not writable, no pip, no network, wrong or missing packages, full disk.
    """
    folder = folder or home()
    if is_ready(folder, lock):
        return python_of(folder)
    started = time.monotonic()
    _say(f"Setting up PepDesk in {folder} (only when something changed; a minute or two the first time) ...")
    try:
        _make(folder)
        _fill(folder, LOCKS / f"{lock}.txt")
        for included in _INCLUDES[lock]:
            _stamp(folder, included).write_text(_digest(folder, included))
    except OSError as error:
        raise _refused(folder, error) from error
    _say(f"Set up in {time.monotonic() - started:.0f} s.")
    return python_of(folder)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stamp(folder: Path, lock: str) -> Path:
    return folder / f"pepdesk-{lock}.stamp"


def _digest(folder: Path, lock: str) -> str:
    """Changes with the lock and with the Python the environment was made from."""
    config = folder / "pyvenv.cfg"
    made_from = config.read_bytes() if config.is_file() else b""
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes() + made_from).hexdigest()


def _make(folder: Path) -> None:
    """Create the environment, or create it anew when its interpreter no longer runs (Python upgraded, folder moved)."""
    python = python_of(folder)
    if python.exists() and _runs(python, "-c", "pass"):
        return
    if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").is_file():
        raise CannotSetUp(
            f"{folder} is there already and is not a Python environment.",
            "It was left as it is. Move it away, or name another folder in PEPDESK_VENV.",
        )
    make = venv.EnvBuilder(
        clear=True, symlinks=os.name != "nt", with_pip=importlib.util.find_spec("ensurepip") is not None
    )
    try:
        make.create(folder)
    except (subprocess.CalledProcessError, SystemExit):  # ensurepip is there but does not work
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(folder)


def _runs(python: Path | str, *arguments: str) -> bool:
    try:
        return subprocess.run([str(python), *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def pip_for(folder: Path) -> list[str]:
    """A command that installs into the environment: its own pip, else another Python's pip pointed at it."""
    inside = str(python_of(folder))
    if _runs(inside, "-m", "pip", "--version"):
        return [inside, "-m", "pip"]
    base = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")  # when this Python is an environment's own
    for outside in (sys.executable, str(base)):
        if _runs(outside, "-m", "pip", "--python", inside, "--version"):  # --python: pip 22.3 and newer
            return [outside, "-m", "pip", "--python", inside]
    raise CannotSetUp(
        "pip is missing, so PepDesk's packages cannot be installed.",
        "On Debian or Ubuntu:  sudo apt-get install python3-pip   (elsewhere: python3 -m ensurepip)\n"
        "Then run the same command again.",
    )


def _fill(folder: Path, lock: Path) -> None:
    """Install what the lock names: wheels only, each checked against its hash."""
    command = [
        *pip_for(folder), "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2",
        "--require-hashes", "--only-binary", ":all:", "-r", str(lock),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise _pip_failed(done.stdout + done.stderr)


# What pip may say, most telling first, and what it means for the person reading.
_PIP_FAILURES = (
    (
        ("No space left on device",),
        "The disk is full.",
        "PepDesk's packages need about 700 MB. Make room and run the same command again.",
    ),
    (
        ("Permission denied", "Read-only file system"),
        "The folder for PepDesk's packages cannot be written to.",
        "Copy PepDesk into a folder of your own, or name one in PEPDESK_VENV.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package that arrived is not the one PepDesk was tested with, so it was not installed.",
        "It may have been damaged on the way: run the same command again.\n"
        "If it stays so, tell whoever looks after the network.",
    ),
    (
        (
            *("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError"),
            *("Connection refused", "name resolution", "Network is unreachable", "SSLError", "Connection reset"),
        ),
        "PepDesk's packages could not be fetched: the package index was not reached.",
        "Set-up needs the network once; PepDesk itself never does. Check the connection or the proxy\n"
        "(pip reads HTTPS_PROXY) and run the same command again.",
    ),
    (
        ("No matching distribution found", "is not a supported wheel"),
        "One of PepDesk's packages is not made for this system.",
        "PepDesk needs 64-bit Python 3.11 to 3.13, and Linux with glibc 2.34 (Debian 12, Ubuntu 22.04),\n"
        "macOS 14 or Windows 10, or newer.",
    ),
)


def _pip_failed(words: str) -> CannotSetUp:
    """The words of pip turned into ours, with its last lines quoted below."""
    for signs, title, advice in _PIP_FAILURES:
        if any(sign in words for sign in signs):
            return CannotSetUp(title, f"{advice}\npip said:\n{last_lines(words)}")
    return CannotSetUp("PepDesk's packages could not be installed.", f"pip said:\n{last_lines(words, 8)}")


def _refused(folder: Path, error: OSError) -> CannotSetUp:
    free = shutil.disk_usage(ROOT).free // 2**20
    return CannotSetUp(
        f"{folder} cannot be made or written to ({error.strerror or type(error).__name__}; {free} MB free).",
        "Copy PepDesk into a folder of your own, or name a folder for its packages in PEPDESK_VENV.",
    )
