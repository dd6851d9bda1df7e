"""``pepdesk export PLAN [--pdf F] [--word F] [--audience A] [--part P] [--sign IDENTITY …]``: a plan as documents."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pepdesk.app.across_terms import earlier_plans
from pepdesk.app.documents import Documents, make_documents, write_document
from pepdesk.app.library import Library
from pepdesk.app.marking import witnessed_mark
from pepdesk.cli.identity import load_identity
from pepdesk.cli.plan import add_plan_argument, open_plan_in_vault
from pepdesk.export.audience import COMMAND_WORDS, READER
from pepdesk.export.choice import Choice, Part
from pepdesk.form.model import Audience, Role
from pepdesk.problem import ExportProblem

_PARTS = (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    about = (
        "A plan as PDF and Word, signed if asked. Of a plan in a vault, charts across terms draw the child's earlier "
        "plans there too, as the window's export does; a plan in clear stands alone."
    )
    parser = subparsers.add_parser("export", help="a plan as PDF and Word, signed if asked", description=about)
    add_plan_argument(parser)
    parser.add_argument("--pdf", type=Path, metavar="F", help="write a PDF here")
    parser.add_argument("--word", type=Path, metavar="F", help="write a Word file here")
    parser.add_argument(
        "--audience",
        choices=tuple(COMMAND_WORDS.values()),
        default=COMMAND_WORDS[Audience.FULL],
        help="for whom: what that reader must not see is left out of the file, and listed",
    )
    parser.add_argument(
        "--part", choices=("whole", "targets", *(role.value for role in _PARTS)), default="whole",
        help="the targets only, or only the sections one role completes; a part is not signed",
    )  # fmt: skip
    parser.add_argument("--large", action="store_true", help="large print, 18 point")
    parser.add_argument(
        "--sign", action="append", default=[], metavar="IDENTITY", help="sign with this identity; may be repeated"
    )
    parser.add_argument(
        "--mark", action="append", default=[], metavar="ROLE=NAME",
        help="child=NAME or carer=NAME: they typed their name as a mark before the first who signs, their witness",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make, sign and write the documents; says which files."""
    if not (args.pdf or args.word):
        raise ExportProblem("Nothing to write.", "Give --pdf FILE, --word FILE, or both.")
    audience = next(one for one, words in COMMAND_WORDS.items() if words == args.audience)
    if args.sign and audience is not Audience.FULL:
        raise ExportProblem("Only the full plan is signed.", "Leave out --sign, or --audience. Nothing was written.")
    if args.sign and args.part != "whole":
        raise ExportProblem("Only the whole plan is signed.", "Leave out --sign, or --part. Nothing was written.")
    if args.mark and not args.sign:
        raise ExportProblem("A mark needs a witness.", "Add --sign, or leave out --mark. Nothing was written.")
    identities, now = [load_identity(one, args) for one in args.sign], datetime.now().astimezone()
    record, attachments, vault = open_plan_in_vault(args)
    trail = vault.audit if vault is not None else None
    made = make_documents(
        record,
        now,
        pdf=bool(args.pdf),
        word=bool(args.word),
        draft=not args.sign,
        picture=attachments.picture,
        audience=audience,
        choice=_choice(args),
        marks=[witnessed_mark(role, name, identities[0], now) for role, _, name in _marks(args)],
        earlier=earlier_plans(Library(vault), args.plan, record) if vault is not None else (),
    )
    wanted = [(args.pdf, made.pdf), (args.word, made.word)]
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
        kinds += f".{audience}" if audience is not Audience.FULL else ""
        trail.note("exported", args.plan, files=kinds, text=made.snapshot)
        if identities:
            trail.note("signed", args.plan, text=made.snapshot)
    if args.json:
        print(json.dumps({"files": files, **_told(made)}, ensure_ascii=False))
    else:
        print("\n".join((*(f"Written: {file}" for file in files), *_in_words(made))))
    return 0


def _choice(args: argparse.Namespace) -> Choice:
    if args.part in (Part.WHOLE, Part.TARGETS):
        return Choice(Part(args.part), large=args.large)
    return Choice(Part.MINE, Role(args.part), large=args.large)


def _marks(args: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Role, equals sign and name of each mark asked for."""
    return (one.partition("=") for one in args.mark)


def _told(made: Documents) -> dict[str, Any]:
    """What a copy leaves out, and what to read in it, as plain values."""
    return {
        "removed": [
            {"question": f"{one.tab}.{one.question}", "section": one.section, "label": one.label,
             "answers": one.answers, "why": one.why}
            for one in made.removed
        ],
        "look_at": [
            {"answer": str(one.address), "section": one.section, "label": one.label, "why": one.why}
            for one in made.look
        ],
    }  # fmt: skip


def _in_words(made: Documents) -> Iterator[str]:
    if made.audience is Audience.FULL:
        return
    yield f"Left out of the copy for {READER[made.audience]}: {len(made.removed)} questions."
    yield from (f"  {one.section}: {one.label} – {one.why}" for one in made.removed)
    if made.look:
        yield "Read these answers before the copy goes out:"
        yield from (f"  {one.section}: {one.label} – {one.why}" for one in made.look)
