"""How large a plan may be before PepDesk refuses to read it, so that one made to do harm costs little.

What the window lets people make always stays below: a form with more places than ``form.size`` allows is a fault,
tables end at the form's own most, and text that was typed is never a reason to refuse one's own draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pepdesk.form.size import MOST_ROWS, places_in
from pepdesk.problem import RecordProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.record.record import PepRecord

MAX_DEPTH: Final = 32  # security design, section 6: JSON inside a draft or package
MOST_PLACES: Final = 6_000
"""Answers that can be shown at once: twice what a form may ask for; the largest of ours has 2,013 when full."""
_MOST_ROWS: Final = 2 * MOST_ROWS  # twice: a form may have had room for more when the rows were made
_MOST_ANSWERS: Final = 20_000
_MOST_ENTRIES: Final = 5_000  # row lists, retired answers
_MOST_SIGNINGS: Final = 200
_MOST_PARTS: Final = 40_000
_LONGEST_LIST: Final = 2_000
_LONGEST_WORDS: Final = 20_000
"""A form's or authority's own definition: the largest has 8,000 parts, 79 in one list, 260 letters in one text."""
MAX_OUTSIDE: Final = 16 << 20
_MOST_BRACKETS: Final = 500_000
_MOST_KEYS: Final = 100_000
_LONGEST_ANSWER: Final = 1_000_000
"""Of a plan that is no draft of one's own: bytes; brackets and names, before it is parsed; letters of one answer."""
_ADVICE = tr("The file was left as it was. Ask whoever sent it for another copy.")


class TooLarge(RecordProblem):
    """A plan is larger than any that PepDesk makes."""

    code = "too-large"

    def __init__(self, what: str) -> None:
        super().__init__(
            tr("This plan was not opened: PepDesk makes none as large. Too much is {what}.", what=what), _ADVICE
        )


def guard(data: bytes) -> None:
    """Look at a file from outside before it is parsed at all. Raises ``TooLarge``."""
    if len(data) > MAX_OUTSIDE:
        raise TooLarge(tr("the size of the file"))
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS or data.count(b'":') > _MOST_KEYS:
        raise TooLarge(tr("the number of its parts"))


def check_raw(raw: dict[str, Any]) -> None:
    """Look at parsed JSON before anything is made of it. Raises ``TooLarge``; a wrong kind is left to the reader."""
    for name, most in (("answers", _MOST_ANSWERS), ("rows", _MOST_ENTRIES), ("retired", _MOST_ENTRIES),
                       ("signings", _MOST_SIGNINGS)):  # fmt: skip
        if isinstance(raw.get(name), dict | list) and len(raw[name]) > most:
            raise TooLarge(tr("the number of its answers"))
    rows = raw.get("rows")
    if isinstance(rows, dict) and any(isinstance(ids, list) and len(ids) > _MOST_ROWS for ids in rows.values()):
        raise TooLarge(tr("the number of lines of a table ({most} are possible)", most=_MOST_ROWS))
    for name in ("form", "authority"):
        _check_definition(raw.get(name))


def check_places(record: PepRecord) -> None:
    """Count what the window would have to show. Raises ``TooLarge``."""

    def count(at_tab: str, group: str, rows: tuple[str, ...]) -> tuple[str, ...]:
        return record.rows_at(record.form.tab(at_tab).group(group), at_tab, rows)

    if places_in(record.form, count, MOST_PLACES) > MOST_PLACES:
        raise TooLarge(tr("the number of lines of its tables"))


def check_texts(record: PepRecord) -> None:
    """Look at the answers of a plan from outside. Raises ``TooLarge``."""
    if any(len(str(answer)) > _LONGEST_ANSWER for answer in record.answers.values()):
        raise TooLarge(tr("the length of an answer"))


def _check_definition(definition: object) -> None:
    todo, parts = [definition], 0
    while todo:
        one = todo.pop()
        parts += 1
        if isinstance(one, str):
            if len(one) > _LONGEST_WORDS:
                raise TooLarge(tr("the length of a question"))
        elif isinstance(one, dict | list):
            if len(one) > _LONGEST_LIST or parts + len(todo) > _MOST_PARTS:
                raise TooLarge(tr("the number of its questions"))
            todo.extend(one.values() if isinstance(one, dict) else one)
