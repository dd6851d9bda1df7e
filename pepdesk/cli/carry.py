"""``pepdesk carry PLAN -o NEXT.json --term T``: next term's plan from this one."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pepdesk import paths
from pepdesk.app.documents import write_document
from pepdesk.authority.loader import authority_ids, form_for, load_authority
from pepdesk.cli.plan import add_plan_argument, open_plan
from pepdesk.dates.calendar import academic_year_in
from pepdesk.form.loader import load_form
from pepdesk.problem import ExportProblem, RecordProblem
from pepdesk.record.carry import CarryReport, next_plan
from pepdesk.record.codec import write_record
from pepdesk.record.next_term import TERMS, academic_year_for, next_form_id
from pepdesk.record.record import PepRecord


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("carry", help="next term's plan from this one")
    add_plan_argument(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="NEXT.json", help="the new plan, in clear")
    parser.add_argument("--term", required=True, choices=TERMS, help="the term of the new plan")
    parser.add_argument(
        "--year", default="", metavar="2026/27", help="its academic year (default: the one that follows)"
    )
    parser.add_argument("--form", default="", help="its form (default: the one for the child's year group)")
    parser.add_argument("--authority", default="", help="whose rules (default: those of this plan)")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="as if it were this day")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Write the new plan and say what came along; the plan it starts from is not changed."""
    record = open_plan(args)
    if args.output.exists() and Path(args.plan).exists() and args.output.samefile(args.plan):
        raise ExportProblem("The new plan would replace the plan it starts from.", "Give the new plan another name.")
    following, report = _following(record, args)
    write_document(args.output, write_record(following))
    if args.json:
        print(json.dumps(_table(following, report), ensure_ascii=False))
    else:
        print("\n".join(_lines(record, following, report)))
    return 0


def _following(record: PepRecord, args: argparse.Namespace) -> tuple[PepRecord, CarryReport]:
    today = args.today or date.today()
    year = academic_year_in(args.year) if args.year else academic_year_for(record, args.term, today)
    if not year:
        raise RecordProblem("This is no academic year.", "Write it like 2026/27.")
    form_id = args.form or next_form_id(record, year, today)
    authority = record.authority
    if args.authority:
        authority = load_authority(paths.forms_dir(), args.authority, paths.user_data_dir())
    if authority is not None and authority.id in authority_ids(paths.forms_dir(), paths.user_data_dir()):
        form = form_for(paths.forms_dir(), form_id, authority, paths.user_data_dir())
    else:  # no authority, or one that is not installed here: its rules still come along
        form = record.form if record.form.id == form_id and authority else load_form(paths.forms_dir(), form_id)
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    return next_plan(record, form, args.term, year, created, today, authority=authority)


def _table(following: PepRecord, report: CarryReport) -> dict[str, Any]:
    return {
        "plan": following.plan_id,
        "form": following.form.id,
        "carried": [str(one) for one in report.carried],
        "moved": [[str(one.old), str(one.new)] for one in report.moved],
        "set": [str(one) for one in report.set],
        "reviews": list(report.reviews),
        "left": [{"address": str(one.address), "why": one.why} for one in report.left],
    }


def _lines(record: PepRecord, following: PepRecord, report: CarryReport) -> list[str]:
    lines = [
        following.form.title,
        f"{len(report.carried)} answers carried, {len(report.moved)} moved, {len(report.set)} worked out.",
        f"{len(report.reviews)} targets to be looked at under last targets.",
        f"{len(report.left)} answers stay with the last plan:",
    ]
    for why in dict.fromkeys(one.why for one in report.left):
        places = [one.address for one in report.left if one.why == why]
        tabs = dict.fromkeys(record.form.tab(one.tab).title for one in places)
        lines.append(f"  {len(places):>3}  {why} ({', '.join(tabs)})")
    return lines
