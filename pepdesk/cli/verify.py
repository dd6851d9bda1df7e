"""``pepdesk verify FILE…``: the signatures of PDF and Word files: who, when, what they cover, what changed since.

A time stamp beside a file (``FILE.tsr``) is told too. ``pepdesk stamp`` makes the request for one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from pepdesk.cli.identity import load_people
from pepdesk.cli.passphrase import add_vault_options
from pepdesk.intake.fence import Fence
from pepdesk.problem import SigningProblem
from pepdesk.signing.apart import WORK, verify_bytes
from pepdesk.signing.time_stamp import stamp_beside
from pepdesk.signing.verdict import Verdict, refused
from pepdesk.signing.verify import read_file

if TYPE_CHECKING:
    from pepdesk.people.people_file import People

_WORTH_SHARING = 8  # files; fewer are checked sooner than another process starts
_UNREADABLE = "unreadable"


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("verify", help="the signatures of PDF and Word files, and packages")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    add_vault_options(parser)
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Check every file: 0 if all are signed and sound, 1 if one is not, 3 if one could not be read.

    The vault is opened, to say which signers are known, only when ``--vault`` is given.
    """
    verdicts = []
    for number, verdict in enumerate(_verdicts(args), 1):
        verdicts.append(verdict)
        if sys.stderr.isatty() and len(args.files) > 1:
            print(f"\r{number} of {len(args.files)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty() and len(args.files) > 1:
        print(file=sys.stderr)
    if args.json:
        print(json.dumps([verdict.as_json() for verdict in verdicts], ensure_ascii=False))
    else:
        print("\n".join(line for verdict in verdicts for line in verdict.lines()))
    if any(verdict.kind == _UNREADABLE for verdict in verdicts):
        return 3
    return 0 if all(verdict.ok for verdict in verdicts) else 1


def _verdicts(args: argparse.Namespace) -> Iterator[Verdict]:
    """In the order of the files; the reading itself is done by processes behind a fence (``signing.apart``)."""
    people = load_people(args) if args.vault is not None else None
    shares = min(os.cpu_count() or 1, 1 + len(args.files) // _WORTH_SHARING)
    fences: SimpleQueue[Fence] = SimpleQueue()
    with ExitStack() as stack, ThreadPoolExecutor(shares) as pool:
        for _ in range(shares):
            fences.put(stack.enter_context(Fence(WORK)))
        yield from pool.map(lambda path: _check(path, fences, people), args.files)


def _check(path: Path, fences: SimpleQueue[Fence], people: People | None) -> Verdict:
    if path.suffix.lower() == ".pepx":
        from pepdesk.cli.verify_package import verdict_on

        return verdict_on(path, people)
    fence = fences.get()
    try:
        return verify_bytes(fence, read_file(path), str(path), people, stamp_beside(path))
    except SigningProblem as problem:
        return refused(str(path), _UNREADABLE, problem.title)
    finally:
        fences.put(fence)
