"""``pepdesk dates --authority A``: what is due when, with the rule, its source and the days left out."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk import paths
from pepdesk.app.calendar import calendar_for, school_dates_problem
from pepdesk.authority.loader import BASE, load_authority
from pepdesk.authority.model import PHASES
from pepdesk.dates.due import Due, deadlines, readings_in_words
from pepdesk.dates.words import WEEKDAYS, day_in_words, skipped_in_words
from pepdesk.form.model import YEAR_GROUPS

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.dates.count import Count


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("dates", help="every deadline of an authority, with its rule and source")
    parser.add_argument("--authority", default=BASE, metavar="A", help=f"whose rules (default: {BASE})")
    for option, words in (
        ("--into-care", "the day the child came into care"),
        ("--school-move", "the day the child changed school"),
        ("--meeting", "the day of the PEP meeting"),
        ("--care-review", "the day of the next care review"),
        ("--today", "as if it were this day"),
    ):
        parser.add_argument(option, type=date.fromisoformat, default=None, metavar="D", help=f"{words}: 2026-11-03")
    parser.add_argument("--emergency", action="store_true", help="the child came into care in an emergency")
    parser.add_argument("--phase", choices=PHASES, default="", help="only what holds for this form")
    parser.add_argument("--year", choices=YEAR_GROUPS, default="", metavar="Y", help="only what holds for this year")
    parser.add_argument("--ics", type=Path, metavar="F", help="write the deadlines to this calendar file")
    parser.add_argument("--initials", default="", help="put these before each title in the calendar file")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """List what is due and write the calendar file if asked. Faults of the school's own dates are told on stderr."""
    authority = load_authority(paths.forms_dir(), args.authority, paths.user_data_dir())
    today = args.today or date.today()
    if problem := school_dates_problem():
        print(f"pepdesk: {problem.title} Its dates are left out.\n{problem.advice}", file=sys.stderr)
    found = deadlines(
        authority,
        calendar_for(authority, today=today),
        today=today,
        into_care=args.into_care,
        emergency=args.emergency,
        school_move=args.school_move,
        meeting=args.meeting,
        care_review=args.care_review,
        phase=args.phase,
        year=args.year,
    )
    if args.ics:
        _write(args.ics, found, authority, args.initials)
    print(json.dumps([_row(due) for due in found], ensure_ascii=False) if args.json else _told(found, authority, today))
    return 0


def _write(path: Path, found: tuple[Due, ...], authority: Authority, initials: str) -> None:
    from pepdesk.app.documents import write_document
    from pepdesk.dates.ics import to_ics

    made = datetime.now().astimezone()
    write_document(path, to_ics(found, made=made, initials=initials, marking=authority.marking))


def _row(due: Due) -> dict[str, Any]:
    return {
        "id": due.id,
        "what": due.what,
        "on": due.on.isoformat(),
        "rule": due.rule,
        "from": due.start.isoformat() if due.start else None,
        "source": due.about.source,
        "dated": due.about.dated,
        "owner": due.owner,
        "certain": due.certain,
        "note": due.note,
        "readings": [_reading(one) for one in due.counts],
    }


def _reading(one: Count) -> dict[str, Any]:
    skipped = [{"day": left_out.day.isoformat(), "reason": left_out.reason} for left_out in one.skipped]
    return {"kind": one.kind, "due": one.due.isoformat(), "certain": one.certain, "skipped": skipped}


def _told(found: tuple[Due, ...], authority: Authority, today: date) -> str:
    lines = []
    for due in found:
        passed = " (passed)" if due.on < today else ""
        lines.append(f"{WEEKDAYS[due.on.weekday()]} {day_in_words(due.on)}{passed}: {due.what}")
        lines.append(f"    {due.rule} ({day_in_words(due.start)})." if due.start else f"    {due.rule}.")
        lines += [f"    {line}" for line in _left_out(due.counts)]
        if due.note:
            lines.append(f"    {due.note}")
        dated = f" ({due.about.dated})" if due.about.dated else ""
        lines.append(f"    Source: {due.about.source}{dated}")
    old = [deadline.on for deadline in authority.deadlines if deadline.on < today]
    if old and len(old) == len(authority.deadlines):
        lines.append(
            f"The last fixed day we know of {authority.name} was {day_in_words(max(old))}: ask for newer ones."
        )
    return "\n".join(lines or ["Nothing is due. Give a day: --into-care, --school-move, --meeting or --care-review."])


def _left_out(counts: tuple[Count, ...]) -> list[str]:
    """A line for each day that a reading gives, with what it did not count; none where nothing needs saying."""
    lines = []
    for day, kinds in readings_in_words(counts):
        told = skipped_in_words(next(one.skipped for one in counts if one.due == day))
        reading = f"{day_in_words(day)}, if {kinds}. " if len(counts) > 1 else ""
        lines.append(f"{reading}Not counted: {told}." if told else reading.rstrip())
    return [line for line in lines if line]
