"""Comments on questions, from one professional to another: beside the plan, never in it.

They are no answers: no document or copy has them, no signature speaks for them, and no step of undo takes them back.
Two copies of a plan are joined by having all comments of both; one that either side settled is settled.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pepdesk.form.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable

ROLES: Final = ("", "designated_teacher", "social_worker", "virtual_school")
"""What whoever wrote a comment may be; "" where nobody said."""
LONGEST: Final = 4000
"""Letters in one comment, at most."""
MOST: Final = 1000
"""Comments in one plan, at most; the oldest settled ones make room."""
_LATEST: Final = 2**53


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: ``id`` (16 hex digits), when (Unix ms), the writer's role, the question, the words, and if settled.

    Its words never change; what is to be added is another comment.
    """

    id: str
    at: int
    by: str
    place: Address
    text: str
    settled: bool = False


def new_comment(place: Address, by: str, text: str, now_ms: int) -> Comment:
    """A comment nobody has seen yet; the words are cut at ``LONGEST`` letters."""
    return Comment(secrets.token_hex(8), now_ms, by if by in ROLES else "", place, text.strip()[:LONGEST])


def joined(here: Iterable[Comment], there: Iterable[Comment]) -> tuple[Comment, ...]:
    """All comments of both, in the order of their times; of one that is on both sides the words stay those of here.

    At most ``MOST``: the oldest settled ones go first, then the oldest.
    """
    found: dict[str, Comment] = {}
    for one in (*here, *there):
        before = found.get(one.id)
        found[one.id] = one if before is None else replace(before, settled=before.settled or one.settled)
    ordered = sorted(found.values(), key=lambda one: (one.at, one.id))
    if len(ordered) > MOST:
        spare = sorted(ordered, key=lambda one: (not one.settled, one.at, one.id))[: len(ordered) - MOST]
        ordered = [one for one in ordered if one not in spare]
    return tuple(ordered)


def parted(now: Iterable[Comment], before: Iterable[Comment], after: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments of ``now`` as if ``before`` had not become ``after``; what was said or settled since then stays."""
    was, became = {one.id: one for one in before}, {one.id: one for one in after}
    kept = {one.id: was.get(one.id) if became.get(one.id) == one else one for one in now}
    dropped = {key: one for key, one in was.items() if key not in became}
    found = [one for one in {**dropped, **kept}.values() if one is not None]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def write_comments(comments: Iterable[Comment]) -> list[list[object]]:
    """Comments as JSON can hold them."""
    return [[one.id, one.at, one.by, str(one.place), one.text, int(one.settled)] for one in comments]


def read_comments(raw: object) -> tuple[Comment, ...]:
    """What ``write_comments`` wrote. Raises ``ValueError`` or ``TypeError`` for anything else."""
    if not isinstance(raw, list) or len(raw) > MOST:
        raise ValueError("not comments")
    found = tuple(_read(one) for one in raw)
    if len({one.id for one in found}) != len(found):
        raise ValueError("a comment stands twice")
    return found


def _read(raw: object) -> Comment:
    match raw:
        case [str() as key, int() as at, str() as by, str() as place, str() as text, int() as settled]:
            sound = len(key) == 16 and not set(key) - set("0123456789abcdef") and type(at) is int and 0 <= at < _LATEST
            sound = sound and type(settled) is int and settled in (0, 1)
            if not sound or by not in ROLES or not text.strip() or len(text) > LONGEST:
                raise ValueError("not a comment")
            return Comment(key, at, by, Address.parse(place), text, bool(settled))
        case _:
            raise ValueError("not a comment")
