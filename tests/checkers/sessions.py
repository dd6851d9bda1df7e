"""Where the outside checkers live while a test uses them: LibreOffice on a pipe, a virtual screen, a session bus.

Each is started for one test and stopped with everything it started; none uses the network or the person's own home.
Tests that use these are marked with the checker's name (tests/README.md).
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from installers.checkers import SYSTEM_PYTHON, find

_UNO_SIGNATURES = Path(__file__).with_name("uno_signatures.py")


@contextmanager
def running(
    command: Sequence[str | Path], more: Mapping[str, str], **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A program and all it starts, ended together when the block ends."""
    program = subprocess.Popen(
        [str(word) for word in command], env=os.environ | more, start_new_session=True, **options
    )
    try:
        yield program
    finally:
        try:
            os.killpg(program.pid, signal.SIGTERM)
            program.wait(10)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(10)
        for pipe in (program.stdin, program.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def office(folder: Path, certificates: Path | None = None) -> Iterator[str]:
    """LibreOffice without a window, with a new profile in ``folder``; gives the name of its UNO pipe.

    ``certificates`` is the folder of an NSS database whose roots LibreOffice then trusts (made with certutil).
    Marks: ``checker("soffice")`` or ``checker("uno")``.
    """
    pipe = f"pepdesk-{secrets.token_hex(6)}"
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    trusted = {"MOZILLA_CERTIFICATE_FOLDER": f"sql:{certificates}"} if certificates else {}
    command = [
        *(str(find("soffice")), "--headless", "--invisible", "--norestore", "--nologo"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    with running(command, {"HOME": str(home)} | trusted, **quiet):
        yield pipe


def trust(folder: Path, *roots: bytes) -> Path:
    """A new NSS database in ``folder`` that trusts these root certificates (PEM); gives the folder, for ``office``.

    Mark: ``checker("certutil")``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    certutil, database = find("certutil"), f"sql:{folder}"
    run([certutil, "-N", "-d", database, "--empty-password"], {})
    for number, root in enumerate(roots):
        pem = folder / f"root{number}.pem"
        pem.write_bytes(root)
        run([certutil, "-A", "-d", database, "-n", f"root {number}", "-t", "C,C,C", "-i", pem], {})
    return folder


def office_signatures(pipe: str, *files: Path) -> list[list[dict[str, Any]]]:
    """What LibreOffice says about the signatures in each Word file, in order (the file's list is empty: not signed).

    A signature is ``{"valid", "partial", "certificate", "signer"}``; ``certificate`` is "VALID" or LibreOffice's
    complaints joined by "|" (for example "ISSUER_UNKNOWN"). A file LibreOffice cannot read gives one ``{"error"}``.
    Mark: ``checker("uno")``.
    """
    command = [str(SYSTEM_PYTHON), str(_UNO_SIGNATURES), pipe, *map(str, files)]
    return list(json.loads(run(command, {"PYTHONPATH": ""}).stdout))


@contextmanager
def screen(width: int = 1366, height: int = 768) -> Iterator[str]:
    """A virtual X screen; gives its DISPLAY. Start the program under test with it and ``QT_QPA_PLATFORM=xcb``.

    Mark: ``checker("Xvfb")``.
    """
    reading, writing = os.pipe()
    command = [
        str(find("Xvfb")),
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
    ]
    with running(command, {}, pass_fds=(writing,), stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as number:  # Xvfb writes it once it is ready
            yield f":{number.readline().strip()}"


def on_session_bus(command: Sequence[str | Path], more: Mapping[str, str], seconds: float = 60) -> str:
    """Run ``command`` on a session bus of its own and give what it printed. Marks: gnome-keyring-daemon, atspi."""
    return run(["dbus-run-session", "--", *command], more, seconds).stdout


def with_keyring(command: Sequence[str | Path], home: Path, seconds: float = 60) -> str:
    """Run ``command`` with an unlocked GNOME keyring that lives in ``home``; gives what it printed.

    Mark: ``checker("gnome-keyring-daemon")``.
    """
    own = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_RUNTIME_DIR": home / "run"}
    for folder in own.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
    more = {name: str(folder) for name, folder in own.items()}
    return on_session_bus(["bash", "-c", unlock, "keyring", *command], more, seconds)


def run(
    command: Sequence[str | Path], more: Mapping[str, str], seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run to the end with a time limit; a failure shows the program's own words."""
    done = subprocess.run(
        [str(word) for word in command],
        env=os.environ | more,
        timeout=seconds,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done
