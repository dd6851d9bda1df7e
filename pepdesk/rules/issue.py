"""An issue: something in the answers to mend, as a value with words for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pepdesk.form.address import Address
from pepdesk.form.model import Role


class Level(StrEnum):
    """How much it matters: a must stands in the way of signing, a should lowers the plan's quality, a tip helps."""

    MUST = "must"
    SHOULD = "should"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to mend at ``address``.

    ``code`` is stable and short; ``message`` says what is wrong, ``advice`` what to do (may be ""). ``owner`` is the
    role that can mend it. ``span`` marks the characters of the answer it speaks of, or None.
    """

    address: Address
    level: Level
    code: str
    message: str
    advice: str
    owner: Role
    span: tuple[int, int] | None = None
