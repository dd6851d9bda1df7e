"""``pepdesk check-file FILE``: whether a downloaded PepDesk is the file its list of sums names."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pepdesk.app.check_file import check_file


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("check-file", help="compare a downloaded PepDesk with its list of sums")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sums", type=Path, default=None, metavar="F", help="the list (default: SHA256SUMS beside it)")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """0 when the file is the one in the list, 1 when it is not."""
    checked = check_file(args.file, args.sums)
    print(json.dumps(asdict(checked)) if args.json else f"{checked.words}\nSHA-256 {checked.sha256}")
    return 0 if checked.listed else 1
