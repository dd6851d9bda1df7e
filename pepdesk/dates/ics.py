"""Deadlines as a calendar file (``.ics``, RFC 5545) for Outlook and the like: whole-day entries, nothing about a child.

Written by hand: an all-day entry, escaping and folding are one short module, and the tests read it back with
``icalendar``. Shipping that library would add 5.5 MB to every installer for this one small file.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from pepdesk.dates.words import skipped_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pepdesk.dates.due import Due

_LONGEST_LINE = 75  # octets, RFC 5545 section 3.1
_REMIND_DAYS = 5


def to_ics(found: Iterable[Due], *, made: datetime, initials: str = "", marking: str = "") -> bytes:
    """A calendar file of what is due, one whole-day entry each with a reminder five days before.

    A calendar is often shared, so the day a child came into care or changed school is left out of it. ``made`` is the
    moment it is made, with its time zone. ``initials`` stand before each title if the person asks for them; a name
    never does. ``marking`` is the authority's protective marking, "" for none.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PepDesk//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    stamp = f"{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for due in found:
        lines += _entry(due, stamp, initials.strip(), marking)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _entry(due: Due, stamp: str, initials: str, marking: str) -> Iterator[str]:
    title = f"PEP {initials}: {due.what}" if initials else f"PEP: {due.what}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(due, initials)}@pepdesk.invalid"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(due.on)}"
    if due.on < date.max:
        yield f"DTEND;VALUE=DATE:{_day(due.on + timedelta(days=1))}"  # the day after the last one
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(_description(due, marking))}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"  # a deadline does not make anybody busy
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{_REMIND_DAYS}D", f"DESCRIPTION:{_escaped(title)}")
    yield from ("END:VALARM", "END:VEVENT")


def _description(due: Due, marking: str) -> str:
    left_out = skipped_in_words(due.counts[0].skipped) if due.counts else ""
    parts = (
        marking,
        f"{due.rule}.",
        f"Not counted: {left_out}." if left_out else "",
        due.note,
        f"Source: {due.about.source}" if due.about.source else "",
    )
    return "\n".join(part for part in parts if part)


def _uid(due: Due, initials: str) -> str:
    """The same deadline has the same name each time, so that a second import replaces the first."""
    return sha256(f"{due.id}\n{due.rule}\n{due.on}\n{initials}".encode()).hexdigest()[:32]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Text with backslash, semicolon, comma and line break written as RFC 5545 section 3.3.11 asks; no controls."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign == "\n" or (sign >= " " and sign != "\x7f"))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> bytes:
    """The line in UTF-8, cut into pieces of at most 75 octets, never within a character."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode("utf-8", "replace")
        if len(piece) + len(octets) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
