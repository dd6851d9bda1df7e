"""``pepdesk smart``: targets on standard input, one JSON line of judgement each on standard output."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from pepdesk.smart import judge

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pepdesk.smart import Finding

COULD_NOT_READ = 3  # some line was neither a target nor JSON; the others were judged
_JSON = re.compile(r"\{\s*[\"'}]")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command and its help to PepDesk's parser."""
    parser = subparsers.add_parser(
        "smart",
        help="judge targets read from standard input",
        description="Reads targets on standard input: one a line, or JSON lines with text and, if known, set_on "
        "(the day the target is set). Writes one JSON line per target. Empty lines are passed over.",
    )
    parser.add_argument("--json", action="store_true", help="the output is JSON lines with or without this")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Judges every line; a line that cannot be read is named on standard error and makes the status 3."""
    status = 0
    for count, line in enumerate(_lines(sys.stdin), 1):
        if not line.strip("\ufeff \t\r\n\f\v\x00"):
            continue
        try:
            text, set_on = _target(line)
        except ValueError as wrong:
            print(f"Line {count} was not judged: {wrong}", file=sys.stderr)
            status = COULD_NOT_READ
            continue
        print(json.dumps(_answer(text, set_on)))
    return status


def _lines(source: TextIO) -> Iterator[str]:
    """Lines as UTF-8 whatever the console's own code page; bytes that are not UTF-8 become the replacement sign."""
    raw = getattr(source, "buffer", None)
    if raw is None:
        yield from source
        return
    for line in raw:
        yield line.decode("utf-8", "replace")


def _target(line: str) -> tuple[str, date | None]:
    """The text and setting date of one line; raises ValueError with words for a person."""
    line = line.lstrip("\ufeff").strip()
    if not _JSON.match(line):  # "{Name} will…" is a template's own words, not JSON
        return line, None
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise ValueError('it begins like JSON but is not. Expected {"text": "…", "set_on": "2026-11-22"}.') from wrong
    text, set_on = item.get("text"), item.get("set_on")
    if not isinstance(text, str):
        raise ValueError('it has no "text" in quotation marks.')
    if set_on in (None, ""):
        return text, None
    try:
        return text, date.fromisoformat(set_on)
    except (TypeError, ValueError) as wrong:
        raise ValueError('"set_on" must be a date written like 2026-11-22.') from wrong


def _answer(text: str, set_on: date | None) -> dict[str, Any]:
    """The judgement in the shape promised in the list of commands; a bare text leaves A and R open."""
    verdict = judge(text, set_on=set_on)
    return {
        "specific": verdict.specific,
        "measurable": verdict.measurable,
        "time_bound": verdict.time_bound,
        "achievable": None,
        "relevant": None,
        "within_term": verdict.within_term,
        "findings": [_told(finding) for finding in verdict.findings],
    }


def _told(finding: Finding) -> dict[str, Any]:
    """One finding with the keys that the list of commands promises; a rewrite pattern follows the question."""
    return {
        "criterion": finding.criterion,
        "level": finding.level,
        "message": finding.message,
        "hint": finding.advice,
        "span": finding.span,
    }
