"""``pepdesk check PLAN``: everything missing or weak in a plan, by section and owner."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from pepdesk.cli.plan import add_plan_argument, open_plan
from pepdesk.form.model import Form, Role
from pepdesk.rules.assess import Assessment, assess
from pepdesk.rules.issue import Issue, Level

SIGNING_ROLES = (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("check", help="everything missing or weak in a plan")
    add_plan_argument(parser)
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="as if it were this day")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """List the issues; 1 when something stands in the way of signing."""
    record = open_plan(args)
    found = assess(record, args.today or date.today())
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
        "ready_for": {
            "sign_off": not found.blockers(),
            "blockers": [str(issue.address) for issue in found.blockers()],
            **{role: found.ready_for_sign_off(role) for role in SIGNING_ROLES},
        },
    }


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
                label = form.field(tab.id, issue.address.field).label
                lines.append(f"  {issue.level:<6} {label}: {issue.message} {issue.advice}".rstrip())
    count = {level: sum(issue.level is level for issue in found.issues) for level in Level}
    lines.append(f"{count[Level.MUST]} must, {count[Level.SHOULD]} should, {count[Level.TIP]} tips.")
    lines.append("Ready to sign." if not found.blockers() else "Not ready to sign.")
    return lines
