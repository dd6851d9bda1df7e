"""What is due for a plan and why on that day, in words; and the same as a calendar file. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.dates.due import Due, readings_in_words
from pepdesk.dates.words import WEEKDAYS, day_in_words, skipped_in_words
from pepdesk.rules.due import due_of
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pepdesk.rules.view import View


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due: day and what; ``passed`` or how soon in ``when``; ``why`` says how the day came about."""

    day: str
    when: str
    what: str
    passed: bool
    why: tuple[str, ...]


def due_lines(view: View) -> tuple[DueLine, ...]:
    """The same in words: what is still to come first, then what has passed, the latest first."""
    found = due_of(view)
    coming = [one for one in found if one.on >= view.today]
    gone = [one for one in reversed(found) if one.on < view.today]
    return tuple(_line(one, view.today) for one in (*coming, *gone))


def no_newer_days(view: View) -> str:
    """A sentence if every day that the authority fixed has passed; "" if not, or if it fixes none."""
    days = [deadline.on for deadline in view.authority.deadlines]
    if not days or max(days) >= view.today:
        return ""
    last = day_in_words(max(days))
    return tr(
        "The last fixed day that PepDesk knows of {authority} was {last}: ask for newer ones.",
        authority=view.authority.name,
        last=last,
    )


def save_ics(view: View, path: Path) -> None:
    """Write what is still to come as a calendar file, with nothing about the child. Raises ``ExportProblem``."""
    from pepdesk.app.documents import write_document
    from pepdesk.dates.ics import to_ics

    coming = [one for one in due_of(view) if one.on >= view.today]
    write_document(path, to_ics(coming, made=datetime.now().astimezone(), marking=view.authority.marking))


def _line(due: Due, today: date) -> DueLine:
    away = (due.on - today).days
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}.get(away)
    when = near or (tr("in {days} days", days=away) if away > 0 else tr("passed"))
    when = when if due.certain else tr("{when}, not certain", when=when)
    day = f"{WEEKDAYS[due.on.weekday()]} {day_in_words(due.on)}"
    return DueLine(day, when, due.what, away < 0, tuple(_why(due)))


def _why(due: Due) -> Iterator[str]:
    yield f"{due.rule} ({day_in_words(due.start)})." if due.start else f"{due.rule}."
    for day, kinds in readings_in_words(due.counts):
        left_out = skipped_in_words(next(one.skipped for one in due.counts if one.due == day))
        lead = tr("Counting {kinds}, these are left out", kinds=kinds) if len(due.counts) > 1 else tr("Not counted")
        if left_out:  # where nothing is, the note tells of the reading
            yield f"{lead}: {left_out}."
    if due.note:
        yield due.note
    if due.about.source:
        dated = f" ({due.about.dated})" if due.about.dated else ""
        yield tr("Source: {source}", source=f"{due.about.source}{dated}")
