"""Proposing a mapping: for each place of a foreign form the question that fits best, how sure that is, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pepdesk.intake.own_form_mapping import ROW_NAME, TOGETHER, Entry, RowsOf
from pepdesk.intake.own_form_match import Candidate, Phrasebook, options_of, values_for
from pepdesk.intake.own_form_words import closeness, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.form.model import Group, Tab
    from pepdesk.intake.own_form_places import Place

SURE: Final = 0.72
"""From here on a proposal is called sure; measured on the forms of ``tests/intake/test_own_form_propose.py``."""
_LEAST: Final = 0.46
_LEAST_TABLE: Final = 0.45
_CLOSE: Final = 0.05
_NEIGHBOURS: Final = 0.2
"""So much more a question counts if its page answers everything else under the heading."""
_ANYONE: Final = frozenset(tokens("name telephone email contact details number address"))
_NUMBERED: Final = re.compile(
    r"\b(?:target|outcome|objective|goal|action|aim|contact|school|suspension)s?\s*(\d)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A place with what is proposed for it. ``confidence`` 0 to 1; ``why`` in words; ``others`` might do as well."""

    place: Place
    entry: Entry
    confidence: float
    why: str
    others: tuple[Candidate, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether there is little doubt."""
        return self.confidence >= SURE


def propose_entries(places: tuple[Place, ...], book: Phrasebook) -> tuple[Proposed, ...]:
    """For every place, in the document's order, what stands there (an entry without answers if nothing fits)."""
    found: dict[str, Proposed] = {}
    waiting: dict[str, list[Candidate]] = {}
    for place in places:
        if place.kind == "rows":
            found[place.at] = _for_rows(place, book)
        else:
            waiting[place.at] = sorted((*_in_grid(place, book), *book.candidates(place)), key=lambda one: -one.score)[
                :8
            ]
    by_name = {place.at: place for place in places}
    waiting = _with_neighbours(by_name, waiting, _share_out(by_name, waiting))
    chosen = _share_out(by_name, waiting)
    taken = {name for one in chosen.values() for name in one.answers}
    for place in places:
        if place.at in waiting:
            found[place.at] = _proposed(place, chosen.get(place.at), waiting[place.at], taken, book)
    return tuple(_counted(tuple(found[place.at] for place in places), book))


def entry_for(place: Place, answers: tuple[str, ...], book: Phrasebook) -> Entry:
    """The entry that puts these answers at a place, with the values of its boxes or items guessed."""
    values: tuple[str, ...] = ()
    if place.kind != "text" and len(answers) == 1 and (offered := options_of(book.question(answers[0]), book.form)):
        values = values_for(place.options, offered)
    return Entry(place.at, place.words, answers, values)


def _with_neighbours(
    places: dict[str, Place], waiting: dict[str, list[Candidate]], first: dict[str, Candidate]
) -> dict[str, list[Candidate]]:
    """The candidates again, those preferred whose page of ours answers most of what stands under the same heading."""
    pages: dict[str, dict[str, float]] = {}
    for at, one in first.items():
        counted = pages.setdefault(places[at].section, {})
        counted[_page(one)] = counted.get(_page(one), 0.0) + max(one.score - 0.4, 0.0)
    nearer: dict[str, list[Candidate]] = {}
    for at, several in waiting.items():
        counted = pages.get(places[at].section, {})
        own = first.get(at)
        total = sum(counted.values()) + 0.6  # a lone neighbour says little
        moved = []
        for one in several:
            beside = counted.get(_page(one), 0.0) - (
                max(own.score - 0.4, 0.0) if own and _page(own) == _page(one) else 0.0
            )
            moved.append(replace(one, score=min(one.score + _NEIGHBOURS * max(beside, 0.0) / total, 1.0)))
        nearer[at] = sorted(moved, key=lambda one: -one.score)
    return nearer


def _page(one: Candidate) -> str:
    return one.answers[0].partition(".")[0]


def entry_for_rows(place: Place, group: str, book: Phrasebook) -> Entry:
    """The entry that fills a table's empty rows with the rows of ``group`` ("tab.group"), its columns guessed."""
    for tab, one in _groups(book):
        if f"{tab.id}.{one.id}" == group:
            part = _as_group(place, book, tab, one)[1]
            return Entry(place.at, place.words, rows=(part, *_with(place, book, part)))
    return Entry(place.at, place.words)


# One place ----------------------------------------------------------------------------------------------------------


def _share_out(places: dict[str, Place], waiting: dict[str, list[Candidate]]) -> dict[str, Candidate]:
    """Each place its likeliest candidate, no question twice, unless the form asks the same with the same words."""
    pairs = sorted(
        ((one.score, at, one) for at, several in waiting.items() for one in several if one.score >= _LEAST),
        key=lambda pair: -pair[0],
    )
    chosen: dict[str, Candidate] = {}
    taken: dict[tuple[str, str], str] = {}
    for _score, at, one in pairs:
        keys = [(name, places[at].section if "@new" in name else "") for name in one.answers]
        if at in chosen or any(key in taken and not _asks_same(places[taken[key]], places[at]) for key in keys):
            continue
        chosen[at] = one
        for key in keys:
            taken.setdefault(key, at)
    return chosen


def _asks_same(one: Place, two: Place) -> bool:
    return tokens(one.label) == tokens(two.label) and one.section.casefold() == two.section.casefold()


def _proposed(
    place: Place, chosen: Candidate | None, candidates: list[Candidate], taken: set[str], book: Phrasebook
) -> Proposed:
    others = tuple(one for one in candidates if one is not chosen and one.score >= 0.3)
    if chosen is None:
        return Proposed(place, Entry(place.at, place.words), 0.0, "No question of ours is near enough.", others)
    better = [one for one in others if one.score > chosen.score - _CLOSE and not taken & set(one.answers)]
    confidence = chosen.score - (0.12 if better else 0.0)
    entry = entry_for(place, chosen.answers, book)
    why = chosen.why + ("; others are as near" if better else "")
    if entry.values and not all(value or not option for value, option in zip(entry.values, place.options, strict=True)):
        confidence -= 0.1
        why += "; not every choice has its match"
    return Proposed(place, entry, round(max(confidence, 0.01), 3), why, others[:5])


def _in_grid(place: Place, book: Phrasebook) -> Iterator[Candidate]:
    """Cells of a table whose rows are printed ready: a row of one of our grids, and a column of it."""
    if not place.label:
        return
    for tab, group in _groups(book):
        if group.repeat is None or not group.repeat.rows_from:
            continue
        title = book.title_fit(place.section, tab, group)
        rows = book.form.choices[group.repeat.rows_from].options
        fits = ((row.value, _row_fit(place.label, row.label, row.value)) for row in rows)
        value, fit = max(fits, key=lambda one: one[1])
        if fit < 0.6 or (title < 0.6 and not place.column):
            continue
        names = _names(book, tab, group)
        columns = book.column(place.column, frozenset(), names) if place.column else []
        column = columns[0] if columns else Candidate((names[0],), 0.5 if title >= 0.6 else 0.2)
        score = 0.45 * fit + 0.4 * column.score + 0.2 * title
        if title < 0.6 and set(tokens(" ".join(place.columns[1:]))) <= _ANYONE:
            score *= 0.85  # a list of people's names and numbers, and not of who came
        yield Candidate(
            (f"{column.answers[0]}@{value}",), min(score, 1.0), f"row “{value.replace('_', ' ')}” of {group.title}"
        )


def _row_fit(said: str, label: str, value: str) -> float:
    bare = label.partition("(")[0].partition(",")[0]
    near = max(closeness(said, label), 0.95 * closeness(said, bare))
    return near * (0.98 + 0.02 * closeness(said, value.replace("_", " ")))


# Rows ---------------------------------------------------------------------------------------------------------------


def _for_rows(place: Place, book: Phrasebook) -> Proposed:
    """The repeated group whose questions are a table's columns; where there is just one row, perhaps single answers."""
    ranked = sorted((_as_group(place, book, tab, group) for tab, group in _groups(book) if not group.parent),
                    key=lambda one: -one[0])  # fmt: skip
    score, part, why = ranked[0]
    if len(place.spots) == 1 and (single := _as_single(place, book))[0] > score:
        score, part, why = single
    if score < _LEAST_TABLE:
        return Proposed(place, Entry(place.at, place.words), 0.0, "No group of ours has such columns.")
    second = next((one[0] for one in ranked if one[1].group != part.group), 0.0)
    confidence = score - (0.1 if second > score - _CLOSE else 0.0)
    rows = (part, *_with(place, book, part))
    return Proposed(place, Entry(place.at, place.words, rows=rows), round(min(confidence, 1.0), 3), why)


def _as_group(place: Place, book: Phrasebook, tab: Tab, group: Group) -> tuple[float, RowsOf, str]:
    """How well a group's questions fit a table's columns, and which stands where."""
    names = _names(book, tab, group)
    fixed = bool(group.repeat and group.repeat.rows_from)
    title = max(book.title_fit(place.section, tab, group), book.title_fit(place.label, tab, group))
    around = frozenset(tokens(f"{place.section} {place.label}"))
    ranked: list[tuple[float, int, str]] = []
    for number in place.open_columns:
        heading = place.columns[number]
        ranked += [(one.score, number, one.answers[0]) for one in book.column(heading, around, names)]
        if fixed and (score := _names_rows(heading, book, group)):
            ranked.append((score, number, ROW_NAME))
    columns: dict[int, str] = {}
    total = 0.0
    for score, number, name in sorted(ranked, reverse=True):
        if score >= 0.4 and number not in columns and name not in columns.values():
            columns[number] = name
            total += min(score, 1.0)
    fit = total / max(len(place.open_columns), 1)
    if fixed and ROW_NAME not in columns.values():
        fit *= 0.3  # nothing would say which row is which
    part = RowsOf(f"{tab.id}.{group.id}", tuple(columns.get(number, "") for number in range(len(place.columns))))
    return 0.72 * fit + 0.34 * title * (fit > 0), part, f"columns of {group.title} ({tab.title})"


def _names_rows(heading: str, book: Phrasebook, group: Group) -> float:
    """How likely a column holds the names of a fixed grid's rows: "Role", "Subject", "Area"."""
    noun = group.repeat.noun if group.repeat else ""
    names = [noun, *_ROW_NAMES.get(group.repeat.rows_from if group.repeat else "", ())]
    return max((closeness(heading, one) for one in names if one), default=0.0)


_ROW_NAMES: Final = {
    "meeting_roles": ("role", "title", "role title", "job title"),
    "vs_roles": ("role",),
    "permission_items": ("permission", "item", "question", "activity"),
    "sign_off_roles": ("role", "signed by"),
    "quality_areas": ("area", "section"),
    "documents": ("document", "item"),
    "ks2_tests": ("test", "assessment"),
}


def _with(place: Place, book: Phrasebook, part: RowsOf) -> tuple[RowsOf, ...]:
    """Further rows for the same table: people without a printed role, subjects that are not ours."""
    partner = {"meeting.person": "meeting.other_person", "attainment.subject": "attainment.other_subject"}.get(
        part.group
    )
    for tab, group in _groups(book):
        if f"{tab.id}.{group.id}" == partner:
            score, more, _ = _as_group(place, book, tab, group)
            named = part.columns.index(ROW_NAME) if ROW_NAME in part.columns else -1
            if score >= _LEAST_TABLE and named >= 0 and more.columns[named]:
                return (more,)
    return ()


def _as_single(place: Place, book: Phrasebook) -> tuple[float, RowsOf, str]:
    """One empty row under headings that ask for single answers."""
    columns: dict[int, str] = {}
    total = 0.0
    for number in place.open_columns:
        asked = replace(place, kind="text", label=place.columns[number], column="")
        single = [one for one in book.candidates(asked) if not any("@" in name for name in one.answers)]
        if single and single[0].score >= _LEAST and TOGETHER.join(single[0].answers) not in columns.values():
            columns[number] = TOGETHER.join(single[0].answers)
            total += single[0].score
    part = RowsOf("", tuple(columns.get(number, "") for number in range(len(place.columns))))
    return total / max(len(place.open_columns), 1), part, "single answers under headings"


# Counting -----------------------------------------------------------------------------------------------------------


def _counted(found: tuple[Proposed, ...], book: Phrasebook) -> Iterator[Proposed]:
    """The n-th place that asks for something of a repeated group is for its n-th row, unless the form says a number."""
    used: dict[str, int] = {}
    for one in found:
        if not any("@new1" in name for name in one.entry.answers):
            yield one
            continue
        said = _NUMBERED.search(one.place.label) or _NUMBERED.search(one.place.section)
        answers = []
        for name in one.entry.answers:
            number = int(said[1]) if said else used.get(name, 0) + 1
            used[name] = number
            answers.append(name.replace("@new1", f"@new{max(number, 1)}"))
        yield replace(one, entry=replace(one.entry, answers=tuple(answers)))


def _groups(book: Phrasebook) -> Iterator[tuple[Tab, Group]]:
    for tab in book.form.tabs:
        for group in tab.groups:
            if group.repeat and not group.parent:
                yield tab, group


def _names(book: Phrasebook, tab: Tab, group: Group) -> tuple[str, ...]:
    """The questions of a group and of the groups inside its rows, as tab.field."""
    inside = {group.id, *(one.id for one in tab.groups if one.parent == group.id)}
    return tuple(f"{tab.id}.{one.id}" for one in tab.fields if one.group in inside)
