"""``pepdesk stamp FILE``: the request for a time stamp on a signed file. PepDesk sends nothing itself."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pepdesk.cli.identity import write_new
from pepdesk.signing.time_stamp import REQUEST_ENDING, STAMP_ENDING, request_for
from pepdesk.signing.verify import read_file


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("stamp", help="the request for a time stamp on a signed file")
    parser.add_argument("file", type=Path, help="a signed PDF or Word file; it is not changed")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="the request (default: FILE.tsq)")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Write the request and say how it is sent."""
    target = args.out or args.file.with_name(args.file.name + REQUEST_ENDING)
    answer = args.file.with_name(args.file.name + STAMP_ENDING)
    write_new(target, request_for(read_file(args.file)))
    if args.json:
        print(json.dumps({"request": str(target), "answer": str(answer)}, ensure_ascii=False))
        return 0
    print(f"Written: {target}")
    print("PepDesk sends nothing by itself. Send it to your time-stamping authority (ADDRESS), for example:")
    kind = "Content-Type: application/timestamp-query"
    print(f'  curl -H "{kind}" --data-binary "@{target}" -o "{answer}" ADDRESS')
    print(f"“pepdesk verify” and the window tell what the answer says once it is {answer.name}.")
    return 0
