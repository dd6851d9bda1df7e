"""``pepdesk sign FILE --as IDENTITY [--role R]``: one more signature on an exported PDF or Word file."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from pepdesk.cli.identity import load_identity, write_new
from pepdesk.cli.passphrase import add_vault_options
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.signing.apart import verdict_apart
from pepdesk.signing.sign import REASON, sign_file
from pepdesk.signing.verify import read_file, verify_file


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("sign", help="one more signature on an exported PDF or Word file")
    parser.add_argument("file", type=Path, help="the file; signed in place unless -o is given")
    parser.add_argument(
        "--as",
        dest="who",
        required=True,
        metavar="IDENTITY",
        help="your name, role or code, a .p12 file, or card:LIBRARY",
    )
    parser.add_argument("--role", choices=list(ROLE_TITLES), default="", help="sign in this role")
    parser.add_argument("--reason", default=REASON, help="the statement that is signed too")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write here instead; must not exist")
    add_vault_options(parser)
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Sign, check the result, write it whole or not at all."""
    data = read_file(args.file)
    identity = load_identity(args.who, args)
    signed = sign_file(data, identity, role=args.role, reason=args.reason, before=verdict_apart(data))
    target = args.out or args.file
    if args.out is not None:
        write_new(args.out, signed)
    else:
        _replace(args.file, signed)
    verdict = verify_file(signed, str(target))
    if args.json:
        print(json.dumps(verdict.as_json(), ensure_ascii=False))
    else:
        print("\n".join(verdict.lines()))
    return 0


def _replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file in one step: a crash leaves the old file or the new one."""
    beside = path.with_name(f".{secrets.token_hex(8)}.pepdesk")
    try:
        write_new(beside, data)
        with contextlib.suppress(OSError):
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
        if sys.platform != "win32":
            _keep_name(path.parent)
    except OSError as error:
        raise SigningProblem(
            "The signed file could not take the place of the old one.",
            "The old file is as it was. Close it in other programs, or name another file with -o.",
            code="write",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Make the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
