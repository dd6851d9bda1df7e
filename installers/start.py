"""What run.py does once its Python is new enough: read the switches, make ready, start program or tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installers import checkers, environment, system
from installers.environment import ROOT
from installers.problem import CannotSetUp

COULD_NOT = 3  # the exit status pepdesk itself uses for "it could not be done"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for; ``rest`` goes on to pepdesk or to pytest untouched."""

    tests: bool
    checkers: bool
    prepare: bool
    rest: tuple[str, ...]


def read_wish(arguments: list[str]) -> Wish:
    """Our own switches stand first, in any order; from the first other word on everything is for the program."""
    own = {"--tests", "--checkers", "--prepare"}
    count = next((n for n, word in enumerate(arguments) if word not in own), len(arguments))
    said = set(arguments[:count])
    return Wish("--tests" in said, "--checkers" in said, "--prepare" in said, tuple(arguments[count:]))


def start(arguments: list[str], usage: str) -> int:
    """Do what ``arguments`` ask; gives the exit status. Failures are told in words on stderr, never as a traceback."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(usage)
        return 0
    wish = read_wish(arguments)
    try:
        python = environment.make_ready("tests" if wish.tests else "run")
        if wish.checkers:
            checkers.bring_all()
        return _run_tests(python, wish) if wish.tests else _run_program(python, wish)
    except CannotSetUp as problem:
        print(f"\n{problem.title}\n{problem.advice}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print("\nStopped. Nothing is broken: the same command goes on from here.", file=sys.stderr)
        return 130


def _run_tests(python: Path, wish: Wish) -> int:
    system.bring_qt_libraries(window=wish.checkers)
    if wish.prepare:
        return 0
    more = {"PEPDESK_NO_SKIPS": "1"} if wish.checkers else {}
    spread = (
        ()
        if any(word.startswith(("-n", "--pdb", "-p")) for word in wish.rest)
        else ("-n", _workers(), "--dist", "loadfile")
    )
    return _become([str(python), "-m", "pytest", *spread, *wish.rest], more, folder=ROOT)


def _workers() -> str:
    """As many test processes as cores, four at most: the window tests are heavy."""
    return str(min(os.cpu_count() or 1, 4))


def _run_program(python: Path, wish: Wish) -> int:
    opens_window = system.has_screen() and (not wish.rest or Path(wish.rest[0]).is_file())
    if opens_window:
        system.bring_qt_libraries(window=True)
    if wish.prepare:
        return 0
    pepdesk = [str(python), "-m", "pepdesk"]
    if wish.rest or opens_window:
        return _become([*pepdesk, *wish.rest], {}, folder=None)
    return _demo(pepdesk)


def _demo(pepdesk: list[str]) -> int:
    """The main job without a screen: plans, documents and signatures in a new folder, and where they are."""
    out = _new_folder(Path.cwd())
    print(
        f"There is no screen here, so PepDesk makes its sample plans and signs them in {out}",
        file=sys.stderr,
        flush=True,
    )
    status = subprocess.call([*pepdesk, "demo", str(out)], env=_environment({}))
    if status == 0:
        print(f"The signed files are in {out}", file=sys.stderr)
    elif not any(out.iterdir()):
        out.rmdir()
    return status


def _new_folder(here: Path) -> Path:
    """``pepdesk-demo`` in ``here``, or the first numbered one that is free: an earlier demo is never overwritten."""
    names = ("pepdesk-demo", *(f"pepdesk-demo-{n}" for n in range(2, 1000)))
    out = next(here / name for name in names if not (here / name).exists())
    try:
        out.mkdir()
    except OSError as error:
        raise CannotSetUp(
            f"No files can be written in {here} ({error.strerror}).",
            "Go to a folder of your own and run the same command there.",
        ) from error
    return out


def _environment(more: dict[str, str]) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path} | more


def _become(command: list[str], more: dict[str, str], folder: Path | None) -> int:
    """Hand this process over to ``command`` (on Windows, which cannot: run it and give its exit status)."""
    if os.name != "nt":
        os.chdir(folder or Path.cwd())
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, _environment(more))
    return subprocess.call(command, env=_environment(more), cwd=folder)
