"""``pepdesk merge A [B] -o OUT.json``: two copies of one plan in clear, joined into one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pepdesk.cli.handing import write_new
from pepdesk.cli.plan import LARGEST_PLAN
from pepdesk.handover.copies import copies_of
from pepdesk.handover.two_copies import Joined, join
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import HandoverProblem, RecordProblem
from pepdesk.record.codec import read_from_outside, write_record
from pepdesk.record.difference_words import told
from pepdesk.record.record import PepRecord


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("merge", help="two copies of one plan in clear, joined into one")
    parser.add_argument("here", type=Path, metavar="A.json", help="your copy")
    parser.add_argument(
        "there",
        type=Path,
        nargs="?",
        metavar="B.json",
        help="the other (default: one that a shared folder made beside A)",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.json", help="a new file")
    parser.add_argument(
        "--as",
        dest="role",
        default="",
        choices=("", *ROLE_TITLES),
        help="your role, if the other copy is a colleague's",
    )
    parser.add_argument("--base", type=Path, metavar="F.json", help="what both copies came from")
    parser.add_argument("--choose", choices=("mine", "theirs"), default="mine", help="where both say something else")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """0 when everything could be joined, 1 when both say something else somewhere."""
    here = _read(args.here)
    others = [args.there] if args.there else list(_beside(args.here))
    if not others:
        raise HandoverProblem("There is no second copy beside this file.", "Name the other file.", code="no-copy")
    base = _read(args.base) if args.base else None
    record, joined = here, list[tuple[PepRecord, PepRecord, Joined]]()
    for path in others:
        there = _read(path)
        found = join(record, there, args.role, base, theirs=args.choose == "theirs")
        joined.append((record, there, found))
        record = found.record
    write_new(args.output, write_record(record))
    print(json.dumps(_table(args, others, joined), ensure_ascii=False) if args.json else _words(args, joined))
    return 1 if any(found.ask for _, _, found in joined) else 0


def _beside(path: Path) -> tuple[Path, ...]:
    try:
        return copies_of(path)
    except OSError as error:
        raise HandoverProblem("The folder cannot be read.", "Name the other file.", code="unreadable") from error


def _read(path: Path) -> PepRecord:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_PLAN + 1)
    except OSError as error:
        raise RecordProblem("The plan's file could not be read.", "Check the name of the file.") from error
    return read_from_outside(data)


def _table(
    args: argparse.Namespace, others: list[Path], joined: list[tuple[PepRecord, PepRecord, Joined]]
) -> dict[str, Any]:
    return {
        "file": str(args.output),
        "copies": [path.name for path in others],
        "taken": [told(here, there, one).where for here, there, found in joined for one in found.taken],
        "choose": [_asked(here, there, one) for here, there, found in joined for one in found.ask],
    }


def _asked(here: PepRecord, there: PepRecord, one: Any) -> dict[str, str]:  # noqa: ANN401 - a difference
    words = told(here, there, one)
    return {"address": str(words.address), "where": words.where, "mine": words.here, "theirs": words.there}


def _words(args: argparse.Namespace, joined: list[tuple[PepRecord, PepRecord, Joined]]) -> str:
    lines = [f"Written: {args.output}"]
    for here, there, found in joined:
        lines.append(f"{len(found.taken)} differences taken over, {len(found.ask)} where both say something else:")
        lines += [f"  {told(here, there, one).where}" for one in found.ask]
    return "\n".join(lines)
