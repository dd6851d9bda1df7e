"""``pepdesk check PLAN``: everything missing, weak, late or over the cap; law and likely rating."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pepdesk import paths
from pepdesk.app.calendar import calendar_for
from pepdesk.authority.loader import load_authority
from pepdesk.authority.model import Authority
from pepdesk.cli.plan import add_plan_argument, open_plan
from pepdesk.form.model import Form, Role
from pepdesk.rules.assess import Assessment, assess
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.places import question_name
from pepdesk.rules.quality import likely_rating
from pepdesk.rules.sign_off import blockers
from pepdesk.rules.statutory import checklist

SIGNING_ROLES = (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("check", help="everything missing or weak in a plan")
    add_plan_argument(parser)
    parser.add_argument("--authority", metavar="A", help="by this authority's rules instead of the plan's own")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="as if it were this day")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """List the issues; 1 when something stands in the way of signing."""
    record = open_plan(args)
    if args.authority:
        record.authority = load_authority(paths.forms_dir(), args.authority, paths.user_data_dir())
    today = args.today or date.today()
    calendar = calendar_for(record.authority or Authority(), today=today)
    found = assess(record, today, calendar=calendar)
    if args.json:
        print(json.dumps(findings_table(found), ensure_ascii=False))
    else:
        print("\n".join(_lines(record.form, found)))
    return 1 if found.blockers() else 0


def findings_table(found: Assessment) -> dict[str, Any]:
    """The assessment as plain values for ``--json``."""
    return {
        "findings": [_finding(issue) for issue in found.issues],
        "sections": {
            tab: {"state": one.state, "required": one.required, "required_done": one.required_done}
            for tab, one in found.tabs.items()
        },
        "statutory": [
            {
                "id": point.id,
                "part": point.part,
                "says": point.says,
                "met": point.met,
                "asked": point.asked,
                "missing": [str(place) for place in point.missing],
            }
            for point in checklist(found.view)
        ],
        "quality": quality_table(found),
        "ready_for": {
            "sign_off": not found.blockers(),
            "blockers": [str(issue.address) for issue in found.blockers()],
            "explained": [one.says for role in SIGNING_ROLES for one in blockers(found.view, found.issues, role)],
            **{role: found.ready_for_sign_off(role) for role in SIGNING_ROLES},
        },
    }


def quality_table(found: Assessment) -> dict[str, Any]:
    """The likely rating as plain values; "rating" is null where the authority has no rubric."""
    rating = likely_rating(found.view, found.issues)
    return {
        "rating": rating.rating.label if rating.rating else None,
        "pays": rating.pays,
        "areas": [
            {"id": one.area.id, "title": one.area.title, "rating": one.rating.label, "reasons": list(one.reasons)}
            for one in rating.areas
        ],
        "cheapest": [
            {"area": way.area.id, "to": way.after.label,
             "steps": [{"address": str(step.address), "what": step.what} for step in way.steps]}
            for way in rating.cheapest
        ],
    }  # fmt: skip


def _finding(issue: Issue) -> dict[str, Any]:
    return {
        "address": str(issue.address),
        "level": issue.level,
        "code": issue.code,
        "message": issue.message,
        "advice": issue.advice,
        "owner": issue.owner,
    }


def _lines(form: Form, found: Assessment) -> list[str]:
    lines = []
    for tab in form.tabs:
        progress = found.tabs.get(tab.id)
        if progress is None:
            continue
        done = f"{progress.required_done} of {progress.required} needed answers"
        lines.append(f"{tab.title}: {progress.state}, {done}")
        for issue in found.issues:
            if issue.address.tab == tab.id:
                label = question_name(found.view, issue.address)
                lines.append(f"  {issue.level:<6} {label}: {issue.message} {issue.advice}".rstrip())
    count = {level: sum(issue.level is level for issue in found.issues) for level in Level}
    lines.append(f"{count[Level.MUST]} must, {count[Level.SHOULD]} should, {count[Level.TIP]} tips.")
    lines.extend(_law_and_rating(found))
    lines.append("Ready to sign." if not found.blockers() else "Not ready to sign.")
    lines.extend(f"  {one.says}" for role in SIGNING_ROLES for one in blockers(found.view, found.issues, role))
    return lines


def _law_and_rating(found: Assessment) -> Iterator[str]:
    """The statutory checklist and the likely rating, for people."""
    points = checklist(found.view)
    yield f"Asked by law: {sum(point.met for point in points)} of {len(points)} points are there."
    for point in points:
        if not point.met:
            yield f"  not yet: {point.says}"
    rating = likely_rating(found.view, found.issues)
    if rating.rating is None:
        return
    name = found.view.authority.name
    yield f"Likely rating by the rules of {name}: {rating.rating.label}. The rating itself is the virtual school's."
    for one in rating.areas:
        yield f"  {one.area.title}: {one.rating.label}. {' '.join(one.reasons)}".rstrip()
    if rating.lifts_to is not None:
        yield f"The shortest way to {rating.lifts_to.label}:"
        for way in rating.cheapest:
            for step in way.steps:
                yield f"  {way.area.title}: {step.what}"
