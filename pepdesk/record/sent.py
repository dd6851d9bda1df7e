"""That a plan was sent: a person says so, because no program can know that a file was uploaded or posted.

It stands beside the plan (``PepRecord.sent``): no signature speaks for it, no document shows it, no step of undo takes
it back. It is said of one version; ``codec.sent_now`` tells whether that is still the plan that is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pepdesk.record.values import long_date, read_date

LONGEST: Final = 200
"""Letters of whom it was sent to, at most."""


@dataclass(frozen=True, slots=True)
class Sent:
    """``version`` was sent on a day (ISO) to somebody, in words.

    ``snapshot`` is what it was (SHA-256, hex) where nobody had signed, so that a later change shows; "" for a signed
    plan, which cannot change.
    """

    version: int
    on: str
    to: str
    snapshot: str = ""


def write_sent(sent: Sent) -> list[object]:
    """The note as JSON can hold it."""
    return [sent.version, sent.on, sent.to, sent.snapshot]


def read_sent(raw: object) -> Sent | None:
    """What ``write_sent`` wrote; None for None. Raises ``ValueError`` for anything else."""
    match raw:
        case None:
            return None
        case [int() as version, str() as on, str() as to, str() as snapshot]:
            sound = type(version) is int and version >= 1 and _is_day(on) and to.strip() and len(to) <= LONGEST
            if sound and len(snapshot) in (0, 64) and not set(snapshot) - set("0123456789abcdef"):
                return Sent(version, on, to, snapshot)
    raise ValueError("not a note of sending")


def sent_words(on: str, to: str) -> str:
    """The note as it reads: "Sent to the virtual school on 3 March 2027"; ``on`` is ISO."""
    return f"Sent to {to} on {long_date(on)}"


def _is_day(text: str) -> bool:
    day = read_date(text)
    return day is not None and day.isoformat() == text
