"""An authority's rules as plain text for people: each with the document it comes from and how old that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.authority.keys import SETTINGS
from pepdesk.authority.model import DayKind, From, Spend
from pepdesk.record.values import long_date, year_group_words
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pepdesk.authority.model import Authority, Cap, Clock, Deadline, Scope, Sourced, SpendRule, TermDates

    Line = tuple[str, Sourced]

_KINDS = {
    DayKind.WORKING: tr("working days"), DayKind.SCHOOL: tr("school days"), DayKind.CALENDAR: tr("calendar days"),
    DayKind.WEEKS: tr("weeks"), DayKind.SCHOOL_WEEKS: tr("school weeks"), DayKind.MONTHS: tr("months"),
    DayKind.UNKNOWN: tr("days (the document does not say of which kind)"),
}  # fmt: skip
_STARTS = {
    From.INTO_CARE: tr("coming into care"), From.SCHOOL_MOVE: tr("a move of school"), From.MEETING: tr("the meeting"),
    From.TERM_START: tr("the start of term"), From.CARE_REVIEW: tr("the care review"),
}  # fmt: skip
_SPEND = {Spend.REFUSED: tr("not paid for"), Spend.LIMITED: tr("limited"), Spend.ALLOWED: tr("may be paid for")}
_PHASES = {"early_years": tr("early years"), "year_r_11": tr("Reception to Year 11"), "post_16": tr("Post-16")}


def rules_words(authority: Authority) -> str:
    """Every rule, under headings, in the order of the file."""
    parts = []
    for title, lines in _headings(authority):
        said = [f"{words}\n    {tr('From: {source}', source=_source(about))}" for words, about in lines]
        if said:
            parts.append("\n\n".join((title.upper(), *said)))
    return "\n\n\n".join(parts)


def changes_words(before: Authority, after: Authority, exactly: Sequence[str]) -> str:
    """What differs, as sentences: what is no longer said, what is said instead; then ``exactly``, as the file has it.

    ``exactly`` are those of ``authority.differences``: they also name what sentences leave out, such as single words.
    """
    if not exactly:
        return tr("Nothing differs in what is asked for.")
    old, new = _sentences(before), _sentences(after)
    gone = [f"•  {tr('No longer: {rule}', rule=one)}" for one in old if one not in new]
    come = [f"•  {tr('New: {rule}', rule=one)}" for one in new if one not in old]
    parts = ["\n".join((*gone, *come)), "\n".join((tr("In the terms of the file:"), *(f"•  {one}" for one in exactly)))]
    return "\n\n".join(part for part in parts if part)


def _sentences(authority: Authority) -> dict[str, None]:
    """Every rule without its source, in order."""
    return dict.fromkeys(words for _, lines in _headings(authority) for words, _ in lines)


def _headings(authority: Authority) -> Iterator[tuple[str, Iterable[Line]]]:
    yield tr("Settings"), ((_setting(one.id, one.value), one.about) for one in authority.settings)
    yield tr("What is due, and when"), ((_clock(one), one.about) for one in authority.clocks)
    yield tr("Fixed days"), ((_deadline(one), one.about) for one in authority.deadlines)
    yield tr("Terms"), ((_term(one), one.about) for one in authority.terms)
    yield tr("Targets"), ((f"{one.what}{_scope(one.scope)}", one.about) for one in authority.target_mix)
    yield tr("Money"), ((_cap(one, authority.spend), one.about) for one in authority.caps)
    yield tr("What money may buy"), ((_spend(one), one.about) for one in authority.spend)
    yield (
        tr("Moving on"),
        ((_invited(one.what, one.invite) + _scope(one.scope), one.about) for one in authority.transitions),
    )
    yield (
        tr("Whose own words"),
        (
            (f"{one.role.replace('_', ' ').capitalize()}: {tr('needed') if one.must else tr('wished for')}", one.about)
            for one in authority.voices
        ),
    )
    yield tr("How plans are rated"), _rating(authority)


def _setting(setting: str, value: str) -> str:
    says = SETTINGS[setting].says.rstrip(".") if setting in SETTINGS else setting
    return f"{says}: {value.replace('_', ' ') if ' ' not in value else value}"


def _clock(one: Clock) -> str:
    count, start = f"{one.count} {_KINDS[one.kind]}", _STARTS[one.start]
    when = tr("{days} after {start}", days=count, start=start)
    if not one.after:
        when = tr("{days} before {start}", days=count, start=start)
    if one.emergency:
        when = tr("{when}, in an emergency", when=when)
    return f"{one.what.rstrip('.')}: {when}{_scope(one.scope)}"


def _deadline(one: Deadline) -> str:
    return f"{one.what}: {_day(one.on)}{_scope(one.scope)}"


def _term(one: TermDates) -> str:
    words = tr("{first} to {last}", first=_day(one.starts), last=_day(one.ends))
    if one.half_term:
        first, last = one.half_term
        words = tr("{term}, half-term {first} to {last}", term=words, first=_day(first), last=_day(last))
    return f"{one.term.capitalize()} {one.academic_year}: {words}"


def _cap(one: Cap, spend: tuple[SpendRule, ...]) -> str:
    item = next((rule.what for rule in spend if rule.id == one.item), one.item)
    words = {
        "term": tr("At most £{amount:,.2f} a term"), "year": tr("At most £{amount:,.2f} a year"),
        "item": tr("At most £{amount:,.2f} for each item ({item})"),
    }[one.per]  # fmt: skip
    return f"{words.format(amount=one.amount, item=item)}{_scope(one.scope)}"


def _spend(one: SpendRule) -> str:
    condition = f" – {one.condition}" if one.condition else ""
    return f"{one.what}: {_SPEND[one.rule]}{condition}{_scope(one.scope)}"


def _invited(what: str, invite: str) -> str:
    return f"{what} {tr('Invited: {who}.', who=invite)}" if invite else what


def _rating(authority: Authority) -> Iterator[Line]:
    rubric = authority.rubric
    if rubric.words:
        words = ", ".join(
            word.label if word.pays else tr("{label} (not paid)", label=word.label) for word in rubric.words
        )
        yield tr("Rating words, best first: {words}", words=words), rubric.about
    for area in rubric.areas:
        human = tr("{area} – only a person can judge: {what}", area=area.title, what=area.human)
        yield human if area.human else area.title, area.about


def _scope(scope: Scope) -> str:
    """For whom and when, in brackets; "" for everybody and always."""
    parts = [", ".join(_PHASES.get(one, one) for one in scope.phases), ", ".join(map(year_group_words, scope.years))]
    if scope.terms:
        parts.append(tr("{terms} term", terms=tr(" and ").join(scope.terms)))
    parts.append(scope.academic_year)
    if scope.valid_from:
        parts.append(tr("from {day}", day=_day(scope.valid_from)))
    if scope.valid_until:
        parts.append(tr("until {day}", day=_day(scope.valid_until)))
    words = "; ".join(part for part in parts if part)
    return f" ({words})" if words else ""


def _source(about: Sourced) -> str:
    return f"{about.source or tr('not said')}{f' ({about.dated})' if about.dated else ''}"


def _day(day: date) -> str:
    return long_date(day.isoformat())
