"""What build.py does once its Python is new enough: read the switches, see that everything needed is there, build.

The parent process makes the build's own environment (.local/build/python) and hands over to ``everything`` in it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installers import environment
from installers.environment import ROOT
from installers.making import needs
from installers.making.workshop import say, step, workshop
from installers.problem import CannotSetUp

COULD_NOT = 3
SYSTEMS = ("linux", "windows", "macos")
_BUILT_HERE = ("linux", "windows")


@dataclass(frozen=True, slots=True)
class Signing:
    """How Windows files are signed: a certificate and key (PEM), or a throw-away one; neither leaves them unsigned."""

    certificate: Path | None = None
    key: Path | None = None
    for_test: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made, and from what; ``runtime`` is the embeddable Python's zip, None to fetch it."""

    systems: tuple[str, ...]
    out: Path
    runtime: Path | None
    test_runtime: bool
    signing: Signing
    prepare: bool


def read_wish(words: list[str], usage: str) -> Wish:
    """The wish in the command line; wrong words end the program with status 2, as argparse does."""
    parser = argparse.ArgumentParser(prog="build.py", usage=usage, add_help=False)
    parser.add_argument("systems", nargs="*")
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--runtime", type=Path)
    parser.add_argument("--test-runtime", action="store_true")
    parser.add_argument("--sign", nargs=2, type=Path, metavar=("CERT", "KEY"))
    parser.add_argument("--test-certificate", action="store_true")
    found = parser.parse_args(words)
    if unknown := [system for system in found.systems if system not in SYSTEMS]:
        parser.error(f"{unknown[0]} is not one of {', '.join(SYSTEMS)}")
    certificate, key = found.sign or (None, None)
    return Wish(
        systems=tuple(found.systems) or _BUILT_HERE,
        out=found.out,
        runtime=found.runtime,
        test_runtime=found.test_runtime,
        signing=Signing(certificate, key, found.test_certificate),
        prepare=found.prepare,
    )


def start(words: list[str], usage: str) -> int:
    """Build what ``words`` ask for; gives the exit status. Failures are told in words on stderr."""
    if "--help" in words or "-h" in words:
        print(usage)
        return 0
    wish = read_wish(words, usage)
    try:
        if "linux" in wish.systems:
            needs.bring(needs.FOR_LINUX)
        if "windows" in wish.systems:
            needs.bring(needs.FOR_WINDOWS)
        shop = workshop(wish.out)
        python = environment.make_ready("build", shop.work / "python")
        if wish.prepare:
            return 0
        if "macos" in wish.systems:
            raise CannotSetUp("PepDesk.app is built on a Mac.", "Run there: sh installers/macos/build.sh")
        if Path(sys.prefix).resolve() != python.parent.parent.resolve():
            return subprocess.call([str(python), str(ROOT / "installers/build.py"), *words], env=shop.surroundings())
        from installers.making import everything

        with step(f"PepDesk {shop.version} for {' and '.join(wish.systems)}, into {shop.out}"):
            everything.make(shop, wish)
    except CannotSetUp as problem:
        print(f"\n{problem.title}\n{problem.advice}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        say("\nStopped. Nothing in the output folder is half-made under its final name but what was being written.")
        return 130
    return 0
