"""``pepdesk policy``: what the organisation has fixed on this computer, and what of it was not understood."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from pepdesk.app.policy_words import in_words
from pepdesk.policy import policy


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("policy", help="what the organisation has fixed on this computer")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """0, or 1 when something in the policy was not understood."""
    found = policy()
    print(json.dumps(asdict(found), ensure_ascii=False) if args.json else "\n".join(in_words(found)))
    return 1 if found.faults else 0
