"""What one plan remembers of its exchanges: who wrote which version of each part, what was said, what was taken in.

It lies in the plan itself (``PepRecord.handover``), so it is saved, recovered and deleted with it; a plan that was
never exchanged has none. Next term's plan begins with none: it is another plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from pepdesk.handover.sections import Section, Value, check_value
from pepdesk.handover.signed import (
    MOST_PAST,
    Signed,
    Statement,
    read_signed,
    read_statement,
    write_signed,
    write_statement,
)
from pepdesk.handover.strict import has_shape, is_hex, is_list_of, is_number, is_table_of, is_text
from pepdesk.people.card import Card, as_table, from_table
from pepdesk.problem import DamagedFile
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.model import Form
    from pepdesk.record.record import PepRecord

_VERSION: Final = 1
KEPT: Final = 6
"""Older values of a section that stay, to tell which side changed what since."""
MOST_STATEMENTS: Final = 200
MOST_BESIDE: Final = 50
"""Versions of one section that can wait for a choice."""
_MOST_SENT: Final = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """Another's version that stands beside ours until a person has chosen; ``settled`` are the places chosen so far."""

    signed: Signed
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The value of a version in the past; ``after`` are those of the other kept ones that it goes on from."""

    digest: str
    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section's history here.

    ``head`` is the signed version that what is here goes on from (None: nobody signed one yet); ``past`` every version
    ever built on or joined, the head's own included; ``beside`` versions not joined yet; ``kept`` values of the past.
    """

    head: Signed | None = None
    past: frozenset[str] = frozenset()
    beside: tuple[Beside, ...] = ()
    kept: tuple[Kept, ...] = ()

    def built_on(self, one: Signed) -> Part:
        """The history once what is here goes on from ``one``: it is the head, and all that went before is its past."""
        known = {one.digest, *one.past}
        beside = tuple(two for two in self.beside if two.signed.digest not in known)
        return Part(one, self.past | known, beside, self._keeping(one))

    def joined_with(self, one: Signed) -> Part:
        """The history once ``one`` was taken into what is here, which remains another: the head stays."""
        past = self.past | {one.digest, *one.past}
        return replace(self, past=past, beside=self._without(one), kept=self._keeping(one))

    def with_beside(self, one: Signed, settled: tuple[str, ...] = ()) -> Part:
        """The history with ``one`` standing beside it."""
        older = {*one.past}
        rest = tuple(two for two in self._without(one) if two.signed.digest not in older)
        return replace(self, beside=(*rest, Beside(one, settled)))

    @property
    def joined_since(self) -> frozenset[str]:
        """The versions built on or joined that the head does not name: its readers cannot tell that they were seen."""
        return self.past - {self.head.digest, *self.head.past} if self.head else self.past

    def _keeping(self, one: Signed) -> tuple[Kept, ...]:
        rest = tuple(two for two in self.kept if two.digest != one.digest)
        known = frozenset(one.past)
        return (*rest, Kept(one.digest, one.value, tuple(two.digest for two in rest if two.digest in known)))[-KEPT:]

    def _without(self, one: Signed) -> tuple[Beside, ...]:
        return tuple(two for two in self.beside if two.signed.digest != one.digest)


@dataclass(frozen=True, slots=True)
class Taken:
    """The last package taken in from one sender: its number, and its id (hex)."""

    number: int
    package: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that was made: number, when (Unix ms), for which cards, why with one not compared ("" if all were)."""

    number: int
    at: int
    to: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a plan remembers.

    ``cards`` are the authors' cards by id; ``left`` says since when (Unix ms) somebody is no longer one of its people.
    """

    parts: Mapping[Section, Part] = field(default_factory=dict)
    taken: Mapping[str, Taken] = field(default_factory=dict)
    sent: tuple[Sent, ...] = ()
    statements: tuple[Statement, ...] = ()
    cards: Mapping[str, Card] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)

    def part(self, section: Section) -> Part:
        """A section's history; an empty one if there is none."""
        return self.parts.get(section, Part())

    def with_part(self, section: Section, part: Part) -> Ledger:
        """The same ledger with another history of that section."""
        return replace(self, parts={**self.parts, section: part})

    def with_card(self, card: Card) -> Ledger:
        """The same ledger and one more author's card."""
        return replace(self, cards={**self.cards, card.id: card})

    def with_statement(self, one: Statement) -> Ledger:
        """The same ledger and one more statement, in the order of their times; the same one is not kept twice."""
        if any(two.digest == one.digest for two in self.statements):
            return self
        ordered = sorted((*self.statements, one), key=lambda two: (two.at, two.digest))
        return replace(self, statements=tuple(ordered)[-MOST_STATEMENTS:])

    def next_number(self, now_ms: int) -> int:
        """The number of the next package: always higher, even after a restored backup if the clock is right."""
        return max((self.sent[-1].number + 1 if self.sent else 1), now_ms)

    def with_sent(self, sent: Sent) -> Ledger:
        """The same ledger and one more package that was made."""
        return replace(self, sent=(*self.sent, sent)[-_MOST_SENT:])

    @property
    def open_sections(self) -> tuple[Section, ...]:
        """Sections in which somebody still has to choose."""
        return tuple(section for section, part in self.parts.items() if part.beside)


def ledger_of(record: PepRecord) -> Ledger:
    """The ledger in a record; an empty one if it was never exchanged. Raises ``DamagedFile``."""
    if not record.handover:
        return Ledger()
    try:
        return _read(record.handover, record.form)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedFile(
            tr("What this plan remembers of its exchanges cannot be read."),
            tr(
                "Its answers are complete and stay as they are. Open an earlier save of it to send or take in packages."
            ),
        ) from error


def write_ledger(ledger: Ledger) -> dict[str, Any]:
    """The ledger as ``PepRecord.handover`` holds it."""
    return {
        "v": _VERSION,
        "parts": {str(section): _write_part(part) for section, part in sorted(ledger.parts.items())},
        "taken": {card: [one.number, one.package] for card, one in ledger.taken.items()},
        "sent": [[one.number, one.at, list(one.to), one.reason] for one in ledger.sent],
        "statements": [write_statement(one) for one in ledger.statements],
        "cards": [as_table(card) for _, card in sorted(ledger.cards.items())],
        "left": dict(ledger.left),
    }


def _write_part(part: Part) -> dict[str, Any]:
    return {
        "head": write_signed(part.head) if part.head else None,
        "past": sorted(part.past),
        "beside": [[write_signed(one.signed), list(one.settled)] for one in part.beside],
        "kept": [[one.digest, one.value, list(one.after)] for one in part.kept],
    }


def _is_pair(first: Any, second: Any) -> Any:  # noqa: ANN401 - tests of shapes
    return lambda value: isinstance(value, list) and len(value) == 2 and first(value[0]) and second(value[1])


def _is_kept(value: object) -> bool:
    after = is_list_of(is_hex(64), KEPT)
    return isinstance(value, list) and len(value) == 3 and is_hex(64)(value[0]) and after(value[2])


def _is_sent(value: object) -> bool:
    tests = (is_number, is_number, is_list_of(is_hex(64), 20), is_text(2000))
    return isinstance(value, list) and len(value) == 4 and all(t(v) for t, v in zip(tests, value, strict=True))


_ANY: Final = lambda value: True  # noqa: E731 - read strictly later
_SHAPE: Final = {
    "v": lambda value: type(value) is int and value == _VERSION,
    "parts": is_table_of(lambda value: isinstance(value, dict), 500),
    "taken": is_table_of(_is_pair(is_number, is_hex(32)), 500),
    "sent": is_list_of(_is_sent, _MOST_SENT),
    "statements": is_list_of(_ANY, MOST_STATEMENTS),
    "cards": is_list_of(_ANY, 500),
    "left": is_table_of(is_number, 500),
}
_PART_SHAPE: Final = {
    "head": _ANY,
    "past": is_list_of(is_hex(64), 4 * MOST_PAST),
    "beside": is_list_of(_is_pair(_ANY, is_list_of(is_text(400), 20_000)), MOST_BESIDE),
    "kept": is_list_of(_is_kept, KEPT),
}


def _read(raw: dict[str, Any], form: Form) -> Ledger:
    if not has_shape(raw, _SHAPE):
        raise ValueError("not a ledger")
    cards = [from_table(one) for one in raw["cards"]]
    return Ledger(
        parts={
            (section := Section.parse(name, form)): _read_part(one, section, form) for name, one in raw["parts"].items()
        },
        taken={card: Taken(number, package) for card, (number, package) in raw["taken"].items()},
        sent=tuple(Sent(number, at, tuple(to), reason) for number, at, to, reason in raw["sent"]),
        statements=tuple(read_statement(one, form) for one in raw["statements"]),
        cards={card.id: card for card in cards},
        left=raw["left"],
    )


def _read_part(raw: dict[str, Any], section: Section, form: Form) -> Part:
    if not has_shape(raw, _PART_SHAPE):
        raise ValueError("not a part")
    for _, value, _ in raw["kept"]:
        check_value(form, section, value)
    return Part(
        read_signed(raw["head"], form) if raw["head"] is not None else None,
        frozenset(raw["past"]),
        tuple(Beside(read_signed(one, form), tuple(settled)) for one, settled in raw["beside"]),
        tuple(Kept(digest, value, tuple(after)) for digest, value, after in raw["kept"]),
    )
