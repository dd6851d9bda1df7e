"""``pepdesk export PLAN [--pdf F] [--word F] [--sign IDENTITY …]``: a plan as documents."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from pepdesk.app.documents import make_documents, write_document
from pepdesk.cli.identity import load_identity
from pepdesk.cli.plan import add_plan_argument, open_plan_with_attachments
from pepdesk.problem import ExportProblem


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("export", help="a plan as PDF and Word, signed if asked")
    add_plan_argument(parser)
    parser.add_argument("--pdf", type=Path, metavar="F", help="write a PDF here")
    parser.add_argument("--word", type=Path, metavar="F", help="write a Word file here")
    parser.add_argument(
        "--sign", action="append", default=[], metavar="IDENTITY", help="sign with this identity; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make, sign and write the documents; says which files."""
    if not (args.pdf or args.word):
        raise ExportProblem("Nothing to write.", "Give --pdf FILE, --word FILE, or both.")
    record, attachments, trail = open_plan_with_attachments(args)
    made = make_documents(
        record,
        datetime.now().astimezone(),
        pdf=bool(args.pdf),
        word=bool(args.word),
        draft=not args.sign,
        picture=attachments.picture,
    )
    wanted = [(args.pdf, made.pdf), (args.word, made.word)]
    identities = [load_identity(one, args) for one in args.sign]
    files = []
    for path, data in wanted:
        if path is None or data is None:
            continue
        for identity in identities:
            from pepdesk.signing.sign import sign_file

            data = sign_file(data, identity)
        write_document(path, data)
        files.append(str(path))
    if trail is not None:
        kinds = ".".join(name for name, path in (("pdf", args.pdf), ("word", args.word)) if path)
        trail.note("exported", args.plan, files=kinds, text=made.snapshot)
        if identities:
            trail.note("signed", args.plan, text=made.snapshot)
    if args.json:
        print(json.dumps({"files": files, "removed": []}, ensure_ascii=False))
    else:
        print("\n".join(f"Written: {file}" for file in files))
    return 0
