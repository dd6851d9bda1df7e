"""What goes into a package: the sections proposed, what they hold in plain words, and the package itself.

A section of one's own is signed anew where something was written since; another's goes along as they signed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pepdesk.handover.choosing import without_moot
from pepdesk.handover.ledger import Ledger, Part, Sent
from pepdesk.handover.package import Package, blank_of
from pepdesk.handover.sections import Section, Value, section_of, sections, standing_value, value_of
from pepdesk.handover.signed import MOST_PAST, Signed, sign_section
from pepdesk.people.card import CARD_ROLES
from pepdesk.problem import HandoverProblem
from pepdesk.record.answers import Attached
from pepdesk.record.codec import read_answers
from pepdesk.rules.places import counted
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.record.comments import Comment
    from pepdesk.record.record import PepRecord

Writes = Callable[[Section], bool]
_NOTHING: Final[Value] = {"answers": {}, "rows": {}}


@dataclass(frozen=True, slots=True)
class Line:
    """One section of a package in words: its tab, whose it is, how many answers, and what to know about it.

    ``kind`` is "own", "shared", "signed" (another's, as they signed it), "draft" (another's, which they never signed:
    taken only where the plan is new) or "nothing".
    """

    section: Section
    tab: str
    whose: str
    answers: int
    kind: str
    remark: str


def proposed(record: PepRecord, ledger: Ledger, writes: Writes, to: Iterable[Card]) -> tuple[Section, ...]:
    """The sections proposed: what I write, alone or shared, and what the readers' own part is here.

    For the virtual school, which looks at the whole plan, all of them.
    """
    roles = {card.role for card in to}
    every = [one for one in sections(record.form) if kind_of(record, ledger, one, writes) != "nothing"]
    if "virtual_school" in roles:
        return tuple(every)
    return tuple(one for one in every if writes(one) or one.side in roles)


def kind_of(record: PepRecord, ledger: Ledger, section: Section, writes: Writes) -> str:
    """See ``Line.kind``."""
    part = ledger.part(section)
    if value_of(record, section) == _NOTHING and part.head is None and not part.past:
        return "nothing"
    if writes(section):
        return "shared" if section.is_shared else "own"
    return "signed" if part.head else "draft"


def contents(record: PepRecord, ledger: Ledger, chosen: Iterable[Section], writes: Writes) -> tuple[Line, ...]:
    """What a package with these sections would hold, in words."""
    return tuple(_line(record, ledger, section, writes) for section in chosen)


def _line(record: PepRecord, ledger: Ledger, section: Section, writes: Writes) -> Line:
    kind, part = kind_of(record, ledger, section, writes), ledger.part(section)
    value = value_of(record, section)
    if kind == "signed" and part.head is not None:
        goes = part.head.value
        changed = value != standing_value(record, section, goes)
        name = ledger.cards[part.head.by].name if part.head.by in ledger.cards else "its author"
        remark = f"As {name} signed it."
        if changed:
            remark += " What you changed there does not go along: ask them to change it."
        value = goes
    elif kind == "draft":
        remark = "As a first draft for whoever writes this part."
    else:
        remark = "Somebody still has to choose between two versions." if part.beside else ""
    whose = "shared" if section.is_shared else CARD_ROLES[section.side].lower()
    return Line(section, record.form.tab(section.tab).title, whose, len(value["answers"]), kind, remark)


def in_words(lines: Iterable[Line]) -> str:
    """The lines in one sentence: how many answers, from which sections of the form."""
    some = tuple(lines)
    tabs = dict.fromkeys(line.tab for line in some if line.answers)
    count = sum(line.answers for line in some)
    if not tabs:
        return "No answers."
    return f"{counted(count, 'answer')} from {counted(len(tabs), 'section')}: {', '.join(tabs)}."


def make_package(
    record: PepRecord,
    ledger: Ledger,
    own: OwnCard,
    to: Sequence[Card],
    chosen: Sequence[Section],
    now_ms: int,
    *,
    writes: Writes,
    read: Callable[[str], bytes | None],
    documents: Sequence[tuple[str, bytes]] = (),
    note: str = "",
    reason: str = "",
) -> tuple[Package, Ledger]:
    """The package, not sealed yet, and the plan's next ledger, which must be stored before the file goes anywhere.

    ``read`` gives the bytes of an attachment (None: it stays out). ``documents`` are exported files with their names.
    Raises ``HandoverProblem``, ``StorageProblem`` when an attachment cannot be read.
    """
    import hashlib

    signed, seeds = list[Signed](), list[tuple[Section, Value]]()
    ledger = without_moot(record, ledger, writes)
    for section in chosen:
        part = ledger.part(section)
        if writes(section):
            part = _signed_part(record, part, section, own, now_ms)
            if part.head is not None:
                ledger = ledger.with_part(section, part).with_card(own.card)
        elif part.head is None and (value := value_of(record, section)) != _NOTHING:
            seeds.append((section, value))
        if part.head is not None:
            signed.append(part.head)
    files = {hashlib.sha256(data).hexdigest(): data for _, data in documents}
    papers = tuple((name, hashlib.sha256(data).hexdigest()) for name, data in documents)
    for value in (*(one.value for one in signed), *(value for _, value in seeds)):
        files |= {digest: data for digest in attached(value) if (data := read(digest)) is not None}
    number = ledger.next_number(now_ms)
    authors = {*(one.by for one in signed), *(one.by for one in ledger.statements)} - {own.card.id}
    cards = tuple(ledger.cards[by] for by in sorted(authors) if by in ledger.cards)
    package = Package(
        own.card, (), number, now_ms, blank_of(record), tuple(signed), tuple(seeds), ledger.statements, cards, papers,
        files, note, comments=_comments_for(record, chosen, to),
    )  # fmt: skip
    return package, ledger.with_sent(Sent(number, now_ms, tuple(card.id for card in to), reason[:2000]))


def _comments_for(record: PepRecord, chosen: Sequence[Section], to: Sequence[Card]) -> tuple[Comment, ...]:
    """The comments that go along: on questions of the parts sent, and of the readers' own parts."""
    roles, parts = {card.role for card in to}, set(chosen)
    found = []
    for one in record.comments:
        if record.form.has(one.place.tab, one.place.field):
            section = section_of(record.form, one.place)
            found += [one] if section in parts or any(section.written_by(role) for role in roles) else []
    return tuple(found)


def attached(value: Value) -> set[str]:
    """The SHA-256 of every picture and document that a section's value names."""
    answers = read_answers(value["answers"]).values()
    return {file.sha256 for answer in answers if isinstance(answer, Attached) for file in answer.files}


def _signed_part(record: PepRecord, part: Part, section: Section, own: OwnCard, now_ms: int) -> Part:
    """The section's history with what is here as its head: signed now, unless the head says the same already."""
    value = value_of(record, section)
    head = part.head
    if head is None and value == _NOTHING and not part.past:
        return part
    # What a colleague wrote for me goes out under my name: I answer for it.
    theirs_for_me = head is not None and section.written_by(own.card.role) and not section.written_by(head.role)
    unchanged = head is not None and value == standing_value(record, section, head.value)
    if unchanged and not theirs_for_me and not _was_chosen(record, part, section, value):
        return part
    if len(part.past) > MOST_PAST:
        raise HandoverProblem(
            tr("This plan was sent to and fro too often."),
            tr("Begin next term’s plan from it."),
            code="too-many-versions",
        )
    first = 2 if part.past else 1  # another's version was joined before anything of ours was signed
    version = head.version + 1 if head else first
    return part.built_on(sign_section(own, record.plan_id, section, value, tuple(part.past), version, now_ms))


def _was_chosen(record: PepRecord, part: Part, section: Section, value: Value) -> bool:
    """Whether the head's text stayed although a version that said something else was joined since.

    That must be signed, or the others cannot tell this choice from a version that never saw theirs.
    """
    same = {one.digest for one in part.kept if standing_value(record, section, one.value) == value}
    return bool(part.joined_since - same)
