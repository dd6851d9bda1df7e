"""From an authority's raw definition (TOML, or the copy embedded in a plan) to the frozen ``Authority``; faults noted.

The raw shape is one mapping that survives canonical JSON: ``file``, ``authority`` (the head) and ``rules``, a flat
list in file order of ``{"kind": "clock", "id": "first_pep", "file": …, "table": …}``, England's and its own merged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pepdesk.authority.checks import check_head, check_rules
from pepdesk.authority.keys import AUTHORITY_KEYS, SETTINGS
from pepdesk.authority.model import (
    PHASES,
    AreaLevel,
    Authority,
    Cap,
    Check,
    Clock,
    DayKind,
    Deadline,
    From,
    RatingWord,
    RollUp,
    Rubric,
    RubricArea,
    Scope,
    Setting,
    Sourced,
    Spend,
    SpendRule,
    Tally,
    TargetMix,
    TermDates,
    Transition,
    Voice,
)
from pepdesk.authority.source_names import in_words
from pepdesk.authority.tables import Rule, read_rules
from pepdesk.form.faults import Faults
from pepdesk.form.model import Role
from pepdesk.form.tables import read_table


def read_authority(raw: Mapping[str, Any], faults: Faults) -> Authority:
    """The authority that ``raw`` describes. Every fault is added to ``faults``; if there are any, it asks nothing."""
    file = str(raw["file"])
    about = read_table(raw["authority"], AUTHORITY_KEYS, file, "[authority]", faults)
    check_head(about, file, faults)
    rules = read_rules(raw["rules"], faults)
    check_rules(rules, faults)
    if faults.found:
        return Authority(id=about.get("id", ""))
    many = {kind: tuple(make(rule) for rule in rules if rule.kind == kind) for kind, make in _MAKE.items()}
    return Authority(
        **{name: about[name] for name in ("id", "name", "version", "prefix", "summary") if name in about},
        **_days(about, "valid_from", "valid_until"),
        forms=tuple(about.get("forms", PHASES)),
        **{rule.id: _value(rule) for rule in rules if rule.kind == "setting"},
        settings=many["setting"],
        clocks=many["clock"],
        deadlines=many["deadline"],
        terms=many["term"],
        target_mix=many["target_mix"],
        caps=many["cap"],
        spend=many["spend"],
        transitions=many["transition"],
        voices=many["voice"],
        rubric=_rubric(rules, many["rubric_area"], many["roll_up"]),
        raw=dict(raw),
    )


def _plain(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The keys that go into the rule as they are; what is absent keeps the rule's default."""
    return {name: given[name] for name in names if name in given}


def _days(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: date.fromisoformat(given[name]) for name in names if name in given}


def _about(rule: Rule) -> Sourced:
    return Sourced(**{name: in_words(said) for name, said in _plain(rule.given, "source", "dated", "note").items()})


def _scope(rule: Rule) -> Scope:
    given = rule.given
    return Scope(
        phases=tuple(given.get("phases", ())),
        years=tuple(given.get("years", ())),
        terms=tuple(given.get("terms", ())),
        academic_year=given.get("academic_year", ""),
        **_days(given, "valid_from", "valid_until"),
    )


def _value(rule: Rule) -> Any:  # noqa: ANN401 - each setting has its own type
    """A setting's value in the type of its field in ``Authority``."""
    value, key = rule.given["value"], SETTINGS[rule.id]
    if key.kind == "named":
        return {tab: Role(one) for tab, one in value.items()}
    if key.kind == "texts":
        return tuple(Role(one) for one in value)
    return Role(value) if key.one_of == tuple(Role) else value


def _setting(rule: Rule) -> Setting:
    value, key = rule.given["value"], SETTINGS[rule.id]
    if isinstance(value, bool):
        words = "yes" if value else "no"
    elif isinstance(value, dict):
        words = ", ".join(f"{tab}: {one}" for tab, one in value.items())
    else:
        words = ", ".join(value) if isinstance(value, list) else str(value)
    return Setting(rule.id, words.replace("_", " ") if key.one_of else words, _about(rule))


def _clock(rule: Rule) -> Clock:
    given = rule.given
    usual = given.get("emergency_of", "")
    return Clock(
        id=usual or rule.id,
        kind=DayKind(given["kind"]),
        start=From(given["start"]),
        emergency=bool(usual),
        owner=Role(given.get("owner", Role.BOTH)),
        scope=_scope(rule),
        about=_about(rule),
        **_plain(given, "what", "count", "after"),
    )


def _deadline(rule: Rule) -> Deadline:
    return Deadline(rule.id, rule.given["what"], date.fromisoformat(rule.given["on"]), _scope(rule), _about(rule))


def _term(rule: Rule) -> TermDates:
    given = rule.given
    starts, ends, *half = (
        date.fromisoformat(one) for one in (given["starts"], given["ends"], *given.get("half_term", ()))
    )
    half_term = (half[0], half[1]) if half else None
    return TermDates(given["academic_year"], given["term"], starts, ends, half_term, _about(rule))


def _target_mix(rule: Rule) -> TargetMix:
    named = _plain(rule.given, "what", "at_least", "at_most", "must", "unless_reason")
    return TargetMix(id=rule.id, areas=tuple(rule.given["areas"]), scope=_scope(rule), about=_about(rule), **named)


def _cap(rule: Rule) -> Cap:
    named = _plain(rule.given, "per", "item")
    return Cap(id=rule.id, amount=Decimal(str(rule.given["amount"])), scope=_scope(rule), about=_about(rule), **named)


def _spend(rule: Rule) -> SpendRule:
    given = rule.given
    return SpendRule(
        id=rule.id,
        rule=Spend(given["rule"]),
        words=tuple(given["words"]),
        scope=_scope(rule),
        about=_about(rule),
        **_plain(given, "what", "condition"),
    )


def _transition(rule: Rule) -> Transition:
    return Transition(
        id=rule.id, scope=_scope(rule), about=_about(rule), **_plain(rule.given, "what", "invite", "must")
    )


def _voice(rule: Rule) -> Voice:
    return Voice(role=Role(rule.id), about=_about(rule), **_plain(rule.given, "must"))


def _area(rule: Rule) -> RubricArea:
    levels = tuple(
        AreaLevel(level["rating"], tuple(Check(**need) for need in level["needs"])) for level in rule.given["levels"]
    )
    return RubricArea(id=rule.id, levels=levels, about=_about(rule), **_plain(rule.given, "title", "human"))


def _roll_up(rule: Rule) -> RollUp:
    return RollUp(rule.given["rating"], tuple(Tally(**one) for one in rule.given["when"]))


def _rubric(rules: Sequence[Rule], areas: tuple[RubricArea, ...], roll_up: tuple[RollUp, ...]) -> Rubric:
    for rule in rules:
        if rule.kind == "rubric":
            words = tuple(RatingWord(**one) for one in rule.given["words"])
            return Rubric(words, areas, roll_up, _about(rule))
    return Rubric()


_MAKE: dict[str, Callable[[Rule], Any]] = {
    "setting": _setting,
    "clock": _clock,
    "deadline": _deadline,
    "term": _term,
    "target_mix": _target_mix,
    "cap": _cap,
    "spend": _spend,
    "transition": _transition,
    "voice": _voice,
    "rubric_area": _area,
    "roll_up": _roll_up,
}
