"""Taking a package in: what of it is taken, joined, left for a person to choose, or refused, and why.

Nothing here changes a record: the outcome is one change (``Batch``), the plan's next ledger, and a line for each part.

The rules, in this order. A part is refused if its author is not among one's people, the signature does not hold, it is
of another plan, its author's role does not write it (by the form that is *here*), or they no longer work on the plan.
What is already here, or older, changes nothing. In another's part their newer version wins. In one's own or a shared
part, what only they changed is taken, what only we changed stays, and what both changed stands side by side until
somebody has chosen. Two versions of another's part that do not follow on from each other are chosen between, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pepdesk.handover.choosing import without_moot
from pepdesk.handover.ledger import MOST_BESIDE, Ledger, Taken
from pepdesk.handover.said import believe, signings_for, writer_of
from pepdesk.handover.sections import Section, Value, section_of, standing_value, stands, value_of, with_value
from pepdesk.handover.signed import Signed, Statement, is_authentic
from pepdesk.handover.three_way import common_values, compare, taken, without_strays
from pepdesk.people.card_book import Known
from pepdesk.problem import HandoverProblem
from pepdesk.record.changes import Batch, Change, InsertRow, SetAnswer
from pepdesk.record.codec import read_answers, snapshot_hash
from pepdesk.record.comments import joined
from pepdesk.record.differences import AnswerDiffers, Difference, differences, take
from pepdesk.record.limits import check_places
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.handover.package import Package
    from pepdesk.people.card import Card
    from pepdesk.people.card_book import CardBook
    from pepdesk.record.record import PepRecord, Signing


class Verdict(StrEnum):
    """What becomes of one part of a package."""

    TAKEN = "taken"  # their version stands here now
    JOINED = "joined"  # both had changed it, in different places
    CHOOSE = "choose"  # both had changed the same: somebody has to choose
    SAME = "same"  # it is here already
    OLDER = "older"  # a newer version is here
    REFUSED = "refused"
    WAITS = "waits"  # the plan is signed: a new version has to be opened first


class Reason(StrEnum):
    """Why a part was refused."""

    UNKNOWN_AUTHOR = "unknown-author"
    SIGNATURE = "signature"
    ANOTHER_PLAN = "another-plan"
    FOREIGN_ROLE = "foreign-role"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one section: ``author`` is None when nobody here knows them; ``reason`` only if refused.

    ``theirs`` is their value (None if refused); ``gave_way``: what was written here in their part gave way. ``childs``
    counts the answers that an adult wrote here and that give way to the child's own words there.
    """

    section: Section
    verdict: Verdict
    author: Card | None = None
    reason: Reason | None = None
    ask: tuple[Difference, ...] = ()
    theirs: Value | None = None
    gave_way: bool = False
    childs: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """``batch`` is the one step that takes everything in, ``ledger`` the plan's next; ``record`` how it is afterwards.

    ``signings`` are signatures of others that hold for exactly this text and are new here; ``said`` statements that are
    new and good, ``not_believed`` how many were not. ``again``: this very package was taken in before. ``version`` and
    ``parent`` are set where the plan has a newer version afterwards (else 0 and ""). ``comments`` counts the new ones.
    """

    batch: Batch
    record: PepRecord
    ledger: Ledger
    outcomes: tuple[Outcome, ...]
    signings: tuple[Signing, ...] = ()
    said: tuple[Statement, ...] = ()
    not_believed: int = 0
    again: bool = False
    version: int = 0
    parent: str = ""
    comments: int = 0


@dataclass(slots=True)
class _Work:
    """What the steps of one merge share."""

    record: PepRecord
    ledger: Ledger
    book: CardBook
    writes: Callable[[Section], bool]
    frozen: bool
    outcomes: dict[Section, Outcome] = field(default_factory=dict)


def merge(
    record: PepRecord, ledger: Ledger, package: Package, book: CardBook, own: Card, *, amend: bool = False
) -> Merged:
    """What taking ``package`` into ``record`` comes to. ``own`` is the card of whoever takes it in.

    On a signed plan what would change its text waits, unless ``amend`` says that its next version is to be opened.
    Raises ``HandoverProblem`` for a package that is refused as a whole: of another plan or form, from nobody known, or
    older than one taken in before; ``ChangedKey`` when the sender's key is not the one known.
    """
    _check_whole(record, ledger, package, book)
    before = ledger.taken.get(package.sender.id)
    again = before is not None and before.package == package.package_id
    writes = writer_of(book, ledger, own)
    work = _Work(record, without_moot(record, ledger, writes), book, writes, bool(record.signings) and not amend)
    believed = believe(work.ledger, package.statements, book, record.plan_id)
    work.ledger = believed.ledger
    fresh = [one for one in package.sections if _judge(work, one)]
    _take_whole(work, [one for one in fresh if not work.writes(one.section)])
    for one in fresh:
        if work.writes(one.section):
            _take_three_way(work, one)
    _settle(work, record)
    check_places(work.record)
    taken_in = {**work.ledger.taken, package.sender.id: Taken(package.number, package.package_id)}
    version, parent = _version(record, package, amend=amend)
    batch = take(record, work.record, differences(record, work.record))
    batch = Batch((*batch.changes, *_out_of_sight(work, record, batch)))
    comments = joined(record.comments, package.comments)
    result = replace(record, answers=dict(record.answers), rows=dict(record.rows), comments=comments)
    result.apply(batch)
    result = replace(result, version=version, parent=parent) if version else result
    return Merged(
        batch, result, replace(work.ledger, taken=taken_in),
        tuple(work.outcomes[section] for section in sorted(work.outcomes)),
        signings_for(result, work.ledger, amended=amend), believed.new, believed.refused, again, version, parent,
        len({one.id for one in comments} - {one.id for one in record.comments}),
    )  # fmt: skip


def _version(record: PepRecord, package: Package, *, amend: bool) -> tuple[int, str]:
    """The version that the plan has afterwards and the snapshot it came from; 0 and "" if it stays as it is."""
    theirs = package.blank.version
    if record.signings and amend:
        version = max(record.version + 1, theirs)
        return version, package.blank.parent if version == theirs else snapshot_hash(record)
    if not record.signings and theirs > record.version:
        return theirs, package.blank.parent
    return 0, ""


def _check_whole(record: PepRecord, ledger: Ledger, package: Package, book: CardBook) -> None:
    from pepdesk.handover.package import same_form

    if package.plan != record.plan_id:
        raise HandoverProblem(
            tr("This package is about another plan."), tr("Open that plan, then take it in."), code="another-plan"
        )
    if not same_form(record, package.blank):
        raise HandoverProblem(
            tr("This package was made with other questions than this plan."),
            tr("Nothing was taken in. Ask the sender which form they used; begin next term’s plan on the same one."),
            code="another-form",
        )
    book.insist_on_same_key(package.sender)
    if book.known(package.sender.id) is Known.UNKNOWN:
        raise HandoverProblem(
            tr("This package is from somebody who is not among your people."),
            tr(
                "Nothing was taken in. Compare the thirty digits of their card with them by telephone, "
                "add the card, then take the package in."
            ),
            code="unknown-sender",
        )
    before = ledger.taken.get(package.sender.id)
    if before and package.package_id != before.package and package.number <= before.number:
        raise HandoverProblem(
            tr("This package is older than one from the same person that was taken in already."),
            tr("Nothing was changed. If you miss something of it, ask them to send the plan again."),
            code="replayed",
        )


def _judge(work: _Work, one: Signed) -> bool:
    """Whether a part is authentic and new here; notes the outcome otherwise."""
    author = work.book.card(one.by)
    reason = _why_not(work, one, author)
    if reason is not None or author is None:
        work.outcomes[one.section] = Outcome(one.section, Verdict.REFUSED, author, reason)
        return False
    part = work.ledger.part(one.section)
    work.ledger = work.ledger.with_card(author)
    if part.head and one.digest == part.head.digest and not work.writes(one.section) and not part.beside:
        return True  # theirs, and here already: but what was typed over it here gives way
    if any(two.signed.digest == one.digest for two in part.beside):
        _note(work, one, Verdict.CHOOSE)
        return False
    if any(one.digest in two.signed.past for two in part.beside):
        _note(work, one, Verdict.OLDER)
        return False
    if len(part.beside) >= MOST_BESIDE:
        raise HandoverProblem(
            tr("Too many versions of one part wait here for a choice."),
            tr("Nothing was taken in. Choose between the versions that are here first."),
            code="too-many-beside",
        )
    if one.digest in part.past:
        same = part.head is not None and one.digest == part.head.digest
        _note(work, one, Verdict.SAME if same else Verdict.OLDER)
        return False
    return True


def _why_not(work: _Work, one: Signed, author: Card | None) -> Reason | None:
    if author is None:
        return Reason.UNKNOWN_AUTHOR
    if one.plan != work.record.plan_id:
        return Reason.ANOTHER_PLAN
    if not is_authentic(one, author):
        return Reason.SIGNATURE
    if not writer_of(work.book, work.ledger, author)(one.section):
        return Reason.FOREIGN_ROLE
    return Reason.LEFT if one.at > work.ledger.left.get(author.id, one.at) else None


def _take_whole(work: _Work, some: list[Signed]) -> None:
    """Others' own parts: a newer version stands as it is; one that does not follow on waits for a choice."""
    there = work.record
    for one in some:
        part = work.ledger.part(one.section)
        follows = part.head is None or part.head.digest in (one.digest, *one.past)
        here = value_of(work.record, one.section)
        if not follows:
            found = compare(work.record, one.section, one.value, common_values(part, one))
            ask = (*found.take, *found.ask)
            part = part.with_beside(one) if ask else part.joined_with(one)
            work.ledger = work.ledger.with_part(one.section, part)
            _note(work, one, Verdict.CHOOSE if ask else Verdict.SAME, ask)
            continue
        changes = here != standing_value(work.record, one.section, one.value)
        if changes and work.frozen and one.section.side != "virtual_school":
            _note(work, one, Verdict.WAITS)
            continue
        own_words = (
            bool(here["answers"])
            if part.head is None
            else here != standing_value(work.record, one.section, part.head.value)
        )
        there = with_value(there, one.section, one.value)
        work.ledger = work.ledger.with_part(one.section, part.built_on(one))
        _note(work, one, Verdict.TAKEN if changes else Verdict.SAME, gave_way=changes and own_words)
    work.record = without_strays(there, work.record)


def _take_three_way(work: _Work, one: Signed) -> None:
    """One's own or a shared part: joined with what was written here since the version both know."""
    part = work.ledger.part(one.section)
    bases = common_values(part, one)
    if not part.past and not value_of(work.record, one.section)["answers"]:
        bases = (value_of(work.record, one.section),)  # nothing written here yet: theirs is the beginning
    found = compare(work.record, one.section, one.value, bases)
    if work.frozen and (found.take or found.ask):
        _note(work, one, Verdict.WAITS)
        return
    kept_own = bool(set(differences(work.record, found.there)) - set(found.take) - set(found.ask))
    work.record = taken(work.record, found.there, found.take)
    if found.ask:
        part = part.with_beside(one)
    elif not kept_own or (part.head is None or part.head.digest in one.past):
        part = part.built_on(one)
    else:
        part = part.joined_with(one)
    work.ledger = work.ledger.with_part(one.section, part)
    verdict = Verdict.CHOOSE if found.ask else Verdict.JOINED if kept_own else Verdict.TAKEN
    _note(work, one, verdict if found.take or found.ask else Verdict.SAME, found.ask)
    childs = sum(isinstance(two, AnswerDiffers) and two.here is not None and two in found.childs for two in found.take)
    work.outcomes[one.section] = replace(work.outcomes[one.section], childs=childs)


def _settle(work: _Work, before: PepRecord) -> None:
    """Answers whose row was missing, and came only now, are put into it."""
    heads = [part.head for part in work.ledger.parts.values() if part.head is not None]
    named = {at: answer for head in heads for at, answer in read_answers(head.value["answers"]).items() if at.rows}
    more = {
        at: answer
        for at, answer in named.items()
        if at not in work.record.answers and stands(work.record, at) and not stands(before, at)
    }
    if more:
        work.record = replace(work.record, answers={**work.record.answers, **more})


def _out_of_sight(work: _Work, before: PepRecord, batch: Batch) -> list[Change]:
    """What puts back one's own answers whose row another side took away, perhaps without having seen them.

    Without their row they are out of sight, signed and sent by nobody, but not gone: they come again with the row.
    """
    after = replace(before, answers=dict(before.answers), rows=dict(before.rows))
    after.apply(batch)
    rows = [
        InsertRow(at, index, row)
        for at, ids in before.rows.items()
        if at.rows and at not in after.rows and work.writes(section_of(before.form, at)) and not stands(after, at)
        for index, row in enumerate(ids)
    ]
    answers = [
        SetAnswer(at, one)
        for at, one in before.answers.items()
        if at.rows and at not in after.answers and work.writes(section_of(before.form, at)) and not stands(after, at)
    ]
    return [*rows, *answers]


def _note(
    work: _Work, one: Signed, verdict: Verdict, ask: tuple[Difference, ...] = (), *, gave_way: bool = False
) -> None:
    author = work.book.card(one.by)
    work.outcomes[one.section] = Outcome(one.section, verdict, author, None, ask, one.value, gave_way)
