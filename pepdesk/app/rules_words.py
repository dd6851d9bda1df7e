"""An authority's rules as plain text for people: each with the document it comes from and how old that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.authority.keys import SETTINGS
from pepdesk.authority.model import DayKind, From, Spend
from pepdesk.record.values import long_date, year_group_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pepdesk.authority.model import Authority, Cap, Clock, Deadline, Scope, Sourced, SpendRule, TermDates

    Line = tuple[str, Sourced]

_KINDS = {
    DayKind.WORKING: "working days", DayKind.SCHOOL: "school days", DayKind.CALENDAR: "calendar days",
    DayKind.WEEKS: "weeks", DayKind.SCHOOL_WEEKS: "school weeks", DayKind.MONTHS: "months",
    DayKind.UNKNOWN: "days (the document does not say of which kind)",
}  # fmt: skip
_STARTS = {
    From.INTO_CARE: "coming into care", From.SCHOOL_MOVE: "a move of school", From.MEETING: "the meeting",
    From.TERM_START: "the start of term", From.CARE_REVIEW: "the care review",
}  # fmt: skip
_SPEND = {Spend.REFUSED: "not paid for", Spend.LIMITED: "limited", Spend.ALLOWED: "may be paid for"}
_PHASES = {"early_years": "early years", "year_r_11": "Reception to Year 11", "post_16": "Post-16"}


def rules_words(authority: Authority) -> str:
    """Every rule, under headings, in the order of the file."""
    parts = []
    for title, lines in _headings(authority):
        said = [f"{words}\n    From: {_source(about)}" for words, about in lines]
        if said:
            parts.append("\n\n".join((title.upper(), *said)))
    return "\n\n\n".join(parts)


def changes_words(before: Authority, after: Authority, exactly: Sequence[str]) -> str:
    """What differs, as sentences: what is no longer said, what is said instead; then ``exactly``, as the file has it.

    ``exactly`` are those of ``authority.differences``: they also name what sentences leave out, such as single words.
    """
    if not exactly:
        return "Nothing differs in what is asked for."
    old, new = _sentences(before), _sentences(after)
    gone = [f"•  No longer: {one}" for one in old if one not in new]
    come = [f"•  New: {one}" for one in new if one not in old]
    parts = ["\n".join((*gone, *come)), "In the terms of the file:\n" + "\n".join(f"•  {one}" for one in exactly)]
    return "\n\n".join(part for part in parts if part)


def _sentences(authority: Authority) -> dict[str, None]:
    """Every rule without its source, in order."""
    return dict.fromkeys(words for _, lines in _headings(authority) for words, _ in lines)


def _headings(authority: Authority) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "Settings", ((_setting(one.id, one.value), one.about) for one in authority.settings)
    yield "What is due, and when", ((_clock(one), one.about) for one in authority.clocks)
    yield "Fixed days", ((_deadline(one), one.about) for one in authority.deadlines)
    yield "Terms", ((_term(one), one.about) for one in authority.terms)
    yield "Targets", ((f"{one.what}{_scope(one.scope)}", one.about) for one in authority.target_mix)
    yield "Money", ((_cap(one, authority.spend), one.about) for one in authority.caps)
    yield "What money may buy", ((_spend(one), one.about) for one in authority.spend)
    yield (
        "Moving on",
        ((_invited(one.what, one.invite) + _scope(one.scope), one.about) for one in authority.transitions),
    )
    yield (
        "Whose own words",
        (
            (f"{one.role.replace('_', ' ').capitalize()}: {'needed' if one.must else 'wished for'}", one.about)
            for one in authority.voices
        ),
    )
    yield "How plans are rated", _rating(authority)


def _setting(setting: str, value: str) -> str:
    says = SETTINGS[setting].says.rstrip(".") if setting in SETTINGS else setting
    return f"{says}: {value.replace('_', ' ') if ' ' not in value else value}"


def _clock(one: Clock) -> str:
    when = "after" if one.after else "before"
    emergency = ", in an emergency" if one.emergency else ""
    what = one.what.rstrip(".")
    return f"{what}: {one.count} {_KINDS[one.kind]} {when} {_STARTS[one.start]}{emergency}{_scope(one.scope)}"


def _deadline(one: Deadline) -> str:
    return f"{one.what}: {_day(one.on)}{_scope(one.scope)}"


def _term(one: TermDates) -> str:
    half = f", half-term {_day(one.half_term[0])} to {_day(one.half_term[1])}" if one.half_term else ""
    return f"{one.term.capitalize()} {one.academic_year}: {_day(one.starts)} to {_day(one.ends)}{half}"


def _cap(one: Cap, spend: tuple[SpendRule, ...]) -> str:
    item = next((rule.what for rule in spend if rule.id == one.item), one.item)
    per = f"for each item ({item})" if one.per == "item" else f"a {one.per}"
    return f"At most £{one.amount:,.2f} {per}{_scope(one.scope)}"


def _spend(one: SpendRule) -> str:
    condition = f" – {one.condition}" if one.condition else ""
    return f"{one.what}: {_SPEND[one.rule]}{condition}{_scope(one.scope)}"


def _invited(what: str, invite: str) -> str:
    return f"{what} Invited: {invite}." if invite else what


def _rating(authority: Authority) -> Iterator[Line]:
    rubric = authority.rubric
    if rubric.words:
        words = ", ".join(word.label if word.pays else f"{word.label} (not paid)" for word in rubric.words)
        yield f"Rating words, best first: {words}", rubric.about
    for area in rubric.areas:
        yield f"{area.title}{f' – only a person can judge: {area.human}' if area.human else ''}", area.about


def _scope(scope: Scope) -> str:
    """For whom and when, in brackets; "" for everybody and always."""
    parts = [", ".join(_PHASES.get(one, one) for one in scope.phases), ", ".join(map(year_group_words, scope.years))]
    if scope.terms:
        parts.append(f"{' and '.join(scope.terms)} term")
    parts.append(scope.academic_year)
    if scope.valid_from:
        parts.append(f"from {_day(scope.valid_from)}")
    if scope.valid_until:
        parts.append(f"until {_day(scope.valid_until)}")
    words = "; ".join(part for part in parts if part)
    return f" ({words})" if words else ""


def _source(about: Sourced) -> str:
    return f"{about.source or 'not said'}{f' ({about.dated})' if about.dated else ''}"


def _day(day: date) -> str:
    return long_date(day.isoformat())
