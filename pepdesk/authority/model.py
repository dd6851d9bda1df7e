"""What an authority asks, all frozen: ``Authority`` and the kinds of rule in it, as ``authority.toml`` says them.

Every rule says where it comes from: ``source`` names the document (dossier tag and words), ``dated`` what the document
says of its own age ("2024/25"), "" if nothing. Nothing here judges a plan (``rules``) or counts days (``dates``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pepdesk.form.model import Role

PHASES = ("early_years", "year_r_11", "post_16")
"""The phases a rule may be limited to: the ids of the three forms. An empty tuple of phases means all."""
TERMS = ("autumn", "spring", "summer")


class DayKind(StrEnum):
    """What is counted. ``UNKNOWN``: the document does not say, so all readings are shown (dossier g)."""

    WORKING = "working_days"
    SCHOOL = "school_days"
    CALENDAR = "calendar_days"
    WEEKS = "weeks"
    SCHOOL_WEEKS = "school_weeks"
    MONTHS = "months"
    UNKNOWN = "days"


class From(StrEnum):
    """The day a clock runs from."""

    INTO_CARE = "into_care"
    SCHOOL_MOVE = "school_move"
    MEETING = "meeting"
    TERM_START = "term_start"
    CARE_REVIEW = "care_review"


class Spend(StrEnum):
    """What an authority says of something PP+ might buy."""

    REFUSED = "refused"
    LIMITED = "limited"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class Sourced:
    """What every rule has besides its content: where it comes from, and a note for the officer who edits it."""

    source: str = ""
    dated: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom and when a rule holds; empty or None is no limit. Years are ``form.model.YEAR_GROUPS`` values."""

    phases: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    academic_year: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One single-valued setting as the file says it: for showing with its source. ``value`` is text for people."""

    id: str
    value: str
    about: Sourced


@dataclass(frozen=True, slots=True)
class Clock:
    """Something due ``count`` days after (or before) a day: "ready within 20 school days of coming into care".

    ``what`` is said to people: "First PEP held". ``after`` is False for "5 working days before the meeting".
    ``emergency`` clocks replace the usual one of the same ``id`` when a child came into care in an emergency.
    """

    id: str
    what: str
    count: int
    kind: DayKind
    start: From
    after: bool = True
    emergency: bool = False
    owner: Role = Role.BOTH
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day fixed by the authority: "plans of the autumn term by 29 November 2024"."""

    id: str
    what: str
    on: date
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term: first and last day for pupils, and its half-term holiday (first and last day) if known."""

    academic_year: str
    term: str
    starts: date
    ends: date
    half_term: tuple[date, date] | None = None
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class TargetMix:
    """How many targets about what: ``areas`` are values of the choice list ``target_areas``; empty means any.

    ``must`` makes it stand in the way of sign-off; otherwise it is advice. ``unless_reason``: a reason written in
    ``targets.mix_reason`` settles it ("unless exceptional").
    """

    id: str
    what: str
    areas: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None
    must: bool = False
    unless_reason: bool = False
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be asked for: ``amount`` pounds for each ``per`` ("term", "year" or "item").

    ``item`` names what an item cap is for, by the id of a ``SpendRule``.
    """

    id: str
    amount: Decimal
    per: str
    item: str = ""
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class SpendRule:
    """Whether PP+ may buy something, and the ``words`` that give it away (lower case, whole words or stems*)."""

    id: str
    what: str
    rule: Spend
    words: tuple[str, ...]
    condition: str = ""
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class Transition:
    """In these years and terms the next place is invited (``invite`` a role's words) and the move is planned."""

    id: str
    what: str
    invite: str = ""
    must: bool = False
    scope: Scope = field(default_factory=Scope)
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose own words the plan must (or should) hold: child, carer, social_worker or parent."""

    role: Role
    must: bool = True
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class RatingWord:
    """One rating word, best first in ``Rubric.words``: id "gold", label "Gold". ``pays``: enough for the money."""

    id: str
    label: str
    pays: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a machine can see: a name from ``rules.quality.TESTS`` and how much of it (a share in % or a count)."""

    test: str
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """What an area needs for one rating: all of ``needs``."""

    rating: str
    needs: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class RubricArea:
    """One judged area. ``levels`` best first; none fitting gives the worst word. ``human``: what only a person sees."""

    id: str
    title: str
    levels: tuple[AreaLevel, ...]
    human: str = ""
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many areas may have a rating: ``or_better``/``or_worse`` widen it along ``Rubric.words``."""

    rating: str
    at_least: int = 0
    at_most: int | None = None
    or_better: bool = False
    or_worse: bool = False


@dataclass(frozen=True, slots=True)
class RollUp:
    """The whole plan is ``rating`` when every tally holds; the first roll-up that fits counts."""

    rating: str
    when: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """How the authority rates a plan: its words, best first; its areas; its roll-up, the worst word otherwise."""

    words: tuple[RatingWord, ...] = ()
    areas: tuple[RubricArea, ...] = ()
    roll_up: tuple[RollUp, ...] = ()
    about: Sourced = field(default_factory=Sourced)


@dataclass(frozen=True)
class Authority:
    """One authority's rules. The defaults ask for nothing, so a plan without an authority is judged by law alone.

    ``settings`` lists every single-valued setting with its source, in file order. ``raw`` is the resolved definition
    as plain data (the generic England filled in), which every plan embeds and ``loader.embedded_authority`` reads back.
    """

    id: str = ""
    name: str = ""
    version: int = 0
    valid_from: date | None = None
    valid_until: date | None = None
    prefix: str = ""
    summary: str = ""
    forms: tuple[str, ...] = PHASES
    settings: tuple[Setting, ...] = ()
    # Single-valued settings, one heading each in authority.toml
    chair: Role | None = None
    arranges: Role | None = None
    section_owners: dict[str, Role] = field(default_factory=dict, hash=False)
    sign_off_order: tuple[Role, ...] = (Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER, Role.VIRTUAL_SCHOOL)
    meetings_a_year: int = 3
    first_age_months: int = 0
    target_weeks: int = 12
    sdq_at_least: int = 17
    ehcp_with_review: bool = False
    unmet_targets: str = "break_down"
    authority_may_keep_money: bool = False
    authority_arranges_tuition: bool = False
    same_day_as_review: bool = True
    quiet_days_before_term_end: int = 0
    marking: str = "OFFICIAL-SENSITIVE"
    file_name: str = ""
    upload: str = ""
    # Rules of which there may be many
    clocks: tuple[Clock, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    terms: tuple[TermDates, ...] = ()
    target_mix: tuple[TargetMix, ...] = ()
    caps: tuple[Cap, ...] = ()
    spend: tuple[SpendRule, ...] = ()
    transitions: tuple[Transition, ...] = ()
    voices: tuple[Voice, ...] = ()
    rubric: Rubric = field(default_factory=Rubric)
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
