"""What differs between two records, question by question and row by row, and the change that brings some of it over.

``here`` is the record somebody works on, ``there`` another one: an earlier save, last term's plan, or the version that
was kept beside it. Rows are told apart by their ids. Only what both forms ask is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pepdesk.form.address import Address, RowsAt
from pepdesk.record.changes import Batch, Change, InsertRow, MoveRow, RemoveRow, SetAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pepdesk.form.model import Field, Form, Group
    from pepdesk.record.answers import Answer
    from pepdesk.record.record import PepRecord


@dataclass(frozen=True, slots=True)
class AnswerDiffers:
    """One question is answered otherwise; None is no answer."""

    address: Address
    here: Answer | None
    there: Answer | None


@dataclass(frozen=True, slots=True)
class RowOnlyHere:
    """A row that ``there`` does not have, with everything in it."""

    at: RowsAt
    row: str


@dataclass(frozen=True, slots=True)
class RowOnlyThere:
    """A row that ``here`` does not have, with everything in it."""

    at: RowsAt
    row: str


@dataclass(frozen=True, slots=True)
class OrderDiffers:
    """The rows both have stand in another order."""

    at: RowsAt
    here: tuple[str, ...]
    there: tuple[str, ...]


Difference = AnswerDiffers | RowOnlyHere | RowOnlyThere | OrderDiffers


def differences(here: PepRecord, there: PepRecord) -> tuple[Difference, ...]:
    """Everything that differs, in the form's order; empty for records whose answers and rows are the same."""
    found: list[Difference] = [*_rows(here, there), *_answers(here, there)]
    places = {place: number for number, place in enumerate(_in_order(here.form))}
    return tuple(sorted(found, key=lambda one: places[_place(one)]))


def take(here: PepRecord, there: PepRecord, chosen: Iterable[Difference]) -> Batch:
    """The change to ``here`` that takes each chosen difference over from ``there``.

    Taking all of ``differences(here, there)`` makes answers and rows equal. A difference that no longer is one (the
    record was changed since) is left out. Neither record is changed.
    """
    work, done = _copy(here), list[Change]()
    wanted = sorted(chosen, key=_turn)
    for one in wanted:
        for change in _changes(work, there, one):
            work.apply(change)
            done.append(change)
    return Batch(tuple(done))


def take_all(here: PepRecord, there: PepRecord, stays: Callable[[Difference], bool] | None = None) -> Batch:
    """The change that gives ``here`` every answer and row of ``there``, as far as both forms ask for them.

    A difference of which ``stays`` is true is left as it is here.
    """
    work = _copy(here)
    whole = take(here, there, (one for one in differences(here, there) if stays is None or not stays(one)))
    work.apply(whole)
    asked = [at for at in {**work.answers, **there.answers} if _both_ask(here, there, at)]
    # Answers in rows that neither lists: damage of an older day, brought over all the same.
    rest = [AnswerDiffers(at, work.answers.get(at), there.answers.get(at)) for at in asked]
    rest = [one for one in rest if one.here != one.there and (stays is None or not stays(one))]
    return Batch((*whole.changes, *(SetAnswer(one.address, one.there) for one in rest)))


def not_asked(here: PepRecord, there: PepRecord) -> int:
    """How many answers of ``there`` belong to questions that the form of ``here`` does not have."""
    return sum(not here.form.has(at.tab, at.field) for at in there.answers)


def rows_in(record: PepRecord, at: RowsAt) -> tuple[str, ...]:
    """The ids of a freely repeated group's rows."""
    return record.rows.get(at, ())


def row_answers(record: PepRecord, at: RowsAt, row: str) -> tuple[tuple[Address, Answer], ...]:
    """The answers in a row and in the rows nested in it, in the form's order."""
    path = (*at.rows, row)
    inside = [one.id for one in record.form.tab(at.tab).fields if at.group in _names(record.form, one)]
    found = [
        (address, answer)
        for address, answer in record.answers.items()
        if address.tab == at.tab and address.field in inside and address.rows[: len(path)] == path
    ]
    return tuple(sorted(found, key=lambda one: inside.index(one[0].field)))


# Finding ----------------------------------------------------------------------------------------------------------


def _rows(here: PepRecord, there: PepRecord) -> Iterator[Difference]:
    for at in dict.fromkeys((*here.rows, *there.rows)):
        if not (_is_free(here.form, at) and _is_free(there.form, at)) or _one_sided(
            here, there, _group_chain(here.form, at), at.tab, at.rows
        ):
            continue
        ours, theirs = rows_in(here, at), rows_in(there, at)
        yield from (RowOnlyHere(at, row) for row in ours if row not in theirs)
        yield from (RowOnlyThere(at, row) for row in theirs if row not in ours)
        both_here = tuple(row for row in ours if row in theirs)
        both_there = tuple(row for row in theirs if row in ours)
        if both_here != both_there:
            yield OrderDiffers(at, both_here, both_there)


def _answers(here: PepRecord, there: PepRecord) -> Iterator[AnswerDiffers]:
    for address in dict.fromkeys((*here.answers, *there.answers)):
        ours, theirs = here.answers.get(address), there.answers.get(address)
        if ours == theirs or not _both_ask(here, there, address):
            continue
        groups = _chain(here.form, here.form.field(address.tab, address.field))
        if not _one_sided(here, there, groups, address.tab, address.rows):
            yield AnswerDiffers(address, ours, theirs)


def _one_sided(here: PepRecord, there: PepRecord, groups: list[Group], tab: str, rows: tuple[str, ...]) -> bool:
    """Whether a row on the way to this place is in one of the records only: that row is the difference then."""
    for depth, group in enumerate(groups[: len(rows)]):
        at = RowsAt(tab, group.id, rows[:depth])
        if (rows[depth] in rows_in(here, at)) != (rows[depth] in rows_in(there, at)):
            return True
    return False


def _both_ask(here: PepRecord, there: PepRecord, address: Address) -> bool:
    return here.form.has(address.tab, address.field) and there.form.has(address.tab, address.field)


def _is_free(form: Form, at: RowsAt) -> bool:
    try:
        group = form.tab(at.tab).group(at.group)
    except KeyError:
        return False
    return group.repeat is not None and not group.repeat.rows_from


def _chain(form: Form, question: Field) -> list[Group]:
    """The groups a question stands in, outermost first."""
    if not question.group:
        return []
    tab = form.tab(question.tab)
    group = tab.group(question.group)
    return [tab.group(group.parent), group] if group.parent else [group]


def _group_chain(form: Form, at: RowsAt) -> list[Group]:
    tab = form.tab(at.tab)
    group = tab.group(at.group)
    return [tab.group(group.parent), group] if group.parent else [group]


def _names(form: Form, question: Field) -> set[str]:
    return {group.id for group in _chain(form, question)}


def _in_order(form: Form) -> list[tuple[str, str, str]]:
    """Every group and question of a form, each group before the questions in it."""
    found: dict[tuple[str, str, str], None] = {}
    for tab in form.tabs:
        for question in tab.fields:
            found |= {(tab.id, "group", group.id): None for group in _chain(form, question)}
            found[tab.id, "field", question.id] = None
        found |= {(tab.id, "group", group.id): None for group in tab.groups}
    return list(found)


def _place(one: Difference) -> tuple[str, str, str]:
    if isinstance(one, AnswerDiffers):
        return one.address.tab, "field", one.address.field
    return one.at.tab, "group", one.at.group


# Taking over ------------------------------------------------------------------------------------------------------


def _turn(one: Difference) -> tuple[int, int]:
    """Rows go, then find their order, then come; then the answers. Outer rows before the rows nested in them."""
    match one:
        case RowOnlyHere():
            return 0, len(one.at.rows)
        case OrderDiffers():
            return 1, len(one.at.rows)
        case RowOnlyThere():
            return 2, len(one.at.rows)
        case AnswerDiffers():
            return 3, 0


def _changes(work: PepRecord, there: PepRecord, one: Difference) -> Iterator[Change]:
    match one:
        case AnswerDiffers(address):
            if work.answers.get(address) != there.answers.get(address):
                yield SetAnswer(address, there.answers.get(address))
        case RowOnlyHere(at, row):
            if row in rows_in(work, at):
                yield RemoveRow(at, row)
        case RowOnlyThere(at, row):
            if row not in rows_in(work, at):
                yield _bring(work, there, at, row)
        case OrderDiffers(at):
            yield from _reorder(at, rows_in(work, at), rows_in(there, at))


def _bring(work: PepRecord, there: PepRecord, at: RowsAt, row: str) -> InsertRow:
    """The row of ``there`` with all that is in it, after the row it stands after there."""
    order, ours = rows_in(there, at), rows_in(work, at)
    before = [one for one in order[: order.index(row)] if one in ours]
    index = ours.index(before[-1]) + 1 if before else 0
    path = (*at.rows, row)
    children = {group.id for group in work.form.tab(at.tab).groups if group.parent == at.group}
    nested = tuple(
        (inner, ids)
        for inner, ids in there.rows.items()
        if (inner.tab, inner.rows) == (at.tab, path) and inner.group in children
    )
    answers = tuple(one for one in row_answers(there, at, row) if work.form.has(one[0].tab, one[0].field))
    return InsertRow(at, index, row, answers, nested)


def _reorder(at: RowsAt, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[MoveRow]:
    """The fewest moves after which the rows both have stand in the order of ``theirs``."""
    wanted = [row for row in theirs if row in ours]
    staying = _longest_in_order([wanted.index(row) for row in ours if row in wanted])
    now = list(ours)
    for place, row in enumerate(wanted):
        if place in staying:
            continue
        rest = [one for one in now if one != row]
        index = rest.index(wanted[place - 1]) + 1 if place else 0
        now = [*rest[:index], row, *rest[index:]]
        yield MoveRow(at, row, index)


def _longest_in_order(places: list[int]) -> set[int]:
    """The longest series of rising places: those rows need not move."""
    best: list[list[int]] = []
    for place in places:
        before = max((one for one in best if one[-1] < place), key=_length, default=list[int]())
        best.append([*before, place])
    longest = max(best, key=_length, default=list[int]())
    return set(longest)


def _length(places: list[int]) -> int:
    return len(places)


def _copy(record: PepRecord) -> PepRecord:
    return replace(record, answers=dict(record.answers), rows=dict(record.rows))
