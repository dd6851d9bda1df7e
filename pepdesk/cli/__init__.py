"""The command line: one thin module per command, each with ``add_parser(subparsers)`` and ``run(args)``.

Exit status: 0 fine, 1 it ran and found problems, 2 wrong usage, 3 it could not be done (title and advice on stderr).
A module is imported only when its command is named, so that ``--help`` and the window pay for nothing else.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

import pepdesk
from pepdesk.problem import PepDeskProblem

COMMANDS = {
    "demo": "the main job, whole, on the sample plan",
    "vault": "make a vault, change its passphrase or key, the school's way in, the audit trail",
    "new": "an empty draft",
    "smart": "judge targets from standard input",
    "form": "the forms PepDesk knows, and faults of form files",
    "authority": "what each authority asks; packs of rules",
    "carry": "next term's plan from this one",
    "check": "everything missing or weak in a plan",
    "dates": "every deadline of an authority, with its rule and source",
    "export": "a plan as PDF and Word, signed if asked",
    "template": "a form to fill in with Word or as PDF, or a sheet of paper for the child's voice",
    "read": "a filled Word or PDF form as answers for a plan",
    "own-form": "an authority's own Word form: match, fill, read",
    "identity": "signing identities",
    "send": "a plan's parts, sealed for other people",
    "receive": "take in a package that somebody made for you",
    "merge": "two copies of one plan, joined into one",
    "sign": "one more signature on an exported file",
    "verify": "the signatures of PDF and Word files",
    "stamp": "the request for a time stamp on a signed file",
    "drafts": "the vault from the command line",
    "policy": "what the organisation has fixed on this computer",
    "check-file": "compare a downloaded PepDesk with its list of sums",
}
"""Command → what it does, in the order ``--help`` lists them."""

FINE, FOUND_PROBLEMS, WRONG_USAGE, NOT_DONE = 0, 1, 2, 3


def run_command(words: Sequence[str]) -> int:
    """Run the command in ``words`` and return its exit status; an expected failure is told on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser(words[0] if words else "")
    try:
        args = parser.parse_args(words)
        return int(args.run(args))
    except PepDeskProblem as problem:
        print(f"pepdesk: {problem.title}", file=sys.stderr)
        if problem.advice:
            print(problem.advice, file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
        return NOT_DONE


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser of one command, with the others listed for ``--help``."""
    about = "\n".join(f"  {name:<10} {words}" for name, words in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="pepdesk",
        description="Personal Education Plans, offline. Without a command the window opens.",
        epilog=f"commands:\n{about}\n\nEvery command has --help and takes --json.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"PepDesk {pepdesk.__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    if command in COMMANDS:
        module = importlib.import_module(f"pepdesk.cli.{command.replace('-', '_')}")
        module.add_parser(subparsers)
        subparsers.choices[command].set_defaults(run=module.run)
    return parser
