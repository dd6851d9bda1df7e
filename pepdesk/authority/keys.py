"""The keys each heading of ``authority.toml`` may have: one table for the reader, the checker and the JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pepdesk.authority.model import PHASES, TERMS, DayKind, From, Spend
from pepdesk.form.keys import Key
from pepdesk.form.model import YEAR_GROUPS, Role

_ROLES = tuple(Role)
_SOURCED = {
    "source": Key("text", "The document it comes from, in words by which somebody else finds it.", needed=True),
    "dated": Key("text", 'What the document says of its own age, e.g. "2024/25".'),
    "note": Key("text", "For the officer who edits this file."),
}
_SCOPE = {
    "phases": Key("texts", "The forms it holds for; all, if absent.", PHASES),
    "years": Key("texts", "The year groups it holds for; all, if absent.", YEAR_GROUPS),
    "terms": Key("texts", "The terms it holds in; all, if absent.", TERMS),
    "academic_year": Key("text", 'The academic year it holds in, e.g. "2025/26".'),
    "valid_from": Key("date", "The first day it holds."),
    "valid_until": Key("date", "The last day it holds."),
}
_RULE = {**_SCOPE, **_SOURCED}

AUTHORITY_KEYS = {
    "id": Key("text", "The authority's lasting name; also its folder.", needed=True),
    "name": Key("text", "What people call it.", needed=True),
    "version": Key("whole", "Raise at every change.", needed=True),
    "valid_from": Key("date", "The first day these rules hold.", needed=True),
    "valid_until": Key("date", "The last day; afterwards they are called out of date and still work."),
    "prefix": Key("text", "How the names of added questions and answers begin.", needed=True),
    "summary": Key("text", "One sentence for the person who has to choose."),
    "forms": Key("texts", "The forms it uses; all, if absent.", PHASES),
}
SETTINGS = {
    "chair": Key("text", "Who chairs the meeting.", _ROLES),
    "arranges": Key("text", "Who arranges the meeting.", _ROLES),
    "section_owners": Key("named", "Who fills in which tab, where it differs from the form.", _ROLES),
    "sign_off_order": Key("texts", "Who signs, in order.", _ROLES),
    "meetings_a_year": Key("whole", "How many meetings a year."),
    "first_age_months": Key("whole", "From which age, in months, a plan is asked for."),
    "target_weeks": Key("whole", "Within how many weeks targets are due."),
    "sdq_at_least": Key("whole", "The SDQ score from which action is asked for."),
    "ehcp_with_review": Key("flag", "Whether the PEP is held with the annual review of an EHC plan."),
    "unmet_targets": Key("text", "What becomes of targets not met.", ("break_down", "carry")),
    "authority_may_keep_money": Key("flag", "Whether the authority may keep money and spend it for the child."),
    "authority_arranges_tuition": Key("flag", "Whether the authority may arrange tuition itself."),
    "same_day_as_review": Key("flag", "Whether the PEP may be on the day of the care review."),
    "quiet_days_before_term_end": Key("whole", "No meetings in the last so many school days of a term."),
    "marking": Key("text", "The marking printed on every page."),
    "file_name": Key("text", "The name an exported file should have, in words."),
    "upload": Key("text", "Where the finished plan goes, in words."),
}
"""Setting → the kind of its ``value``. The names are the fields of ``model.Authority``."""

CHECK_KEYS = {
    "test": Key("text", "What a machine can see.", needed=True),
    "at_least": Key("whole", "How much of it: a count, or a share in per cent; 1 if absent."),
}
LEVEL_KEYS = {
    "rating": Key("text", "A rating word of [rubric].", needed=True),
    "needs": Key("tables", "All of this is needed for the rating.", needed=True, of=CHECK_KEYS),
}
WORD_KEYS = {
    "id": Key("text", "The word's lasting name.", needed=True),
    "label": Key("text", "What people read.", needed=True),
    "pays": Key("flag", "Whether a plan so rated is paid for; true if absent."),
}
TALLY_KEYS = {
    "rating": Key("text", "A rating word of [rubric].", needed=True),
    "at_least": Key("whole", "The fewest areas that must have it."),
    "at_most": Key("whole", "The most areas that may have it."),
    "or_better": Key("flag", "Counts better ratings too."),
    "or_worse": Key("flag", "Counts worse ratings too."),
}
RUBRIC_KEYS = {"words": Key("tables", "The rating words, best first.", needed=True, of=WORD_KEYS), **_SOURCED}
ROLL_UP_KEYS = {
    "rating": Key("text", "What the whole plan is then.", needed=True),
    "when": Key("tables", "All of this must hold.", needed=True, of=TALLY_KEYS),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A kind of heading with names of its own, ``[clock.first_pep]``. ``names``: the only ones there may be, or ()."""

    keys: dict[str, Key]
    says: str
    names: tuple[str, ...] = ()


HEADINGS = {
    "clock": Heading(
        {
            "what": Key("text", "What is due, as people say it.", needed=True),
            "count": Key("whole", "How many days, weeks or months.", needed=True),
            "kind": Key("text", "What is counted.", tuple(DayKind), needed=True),
            "start": Key("text", "The day it runs from.", tuple(From), needed=True),
            "after": Key("flag", "false: so long BEFORE that day; true if absent."),
            "emergency_of": Key("text", "The clock it replaces when a child came into care in an emergency."),
            "owner": Key("text", "Who has to act; both if absent.", _ROLES),
            **_RULE,
        },
        "Something due so many days after (or before) a day.",
    ),
    "deadline": Heading(
        {
            "what": Key("text", "What is due, as people say it.", needed=True),
            "on": Key("date", "The day.", needed=True),
            **_RULE,
        },
        "A day fixed by the authority.",
    ),
    "term": Heading(
        {
            "academic_year": Key("text", 'The academic year, e.g. "2025/26".', needed=True),
            "term": Key("text", "Which term.", TERMS, needed=True),
            "starts": Key("date", "The first day for pupils.", needed=True),
            "ends": Key("date", "The last day for pupils.", needed=True),
            "half_term": Key("dates", "The first and the last day of the half-term holiday."),
            **_SOURCED,
        },
        "The dates of one term.",
    ),
    "target_mix": Heading(
        {
            "what": Key("text", "What is asked, as people say it.", needed=True),
            "areas": Key("texts", "Values of the choice list target_areas; empty means any.", needed=True),
            "at_least": Key("whole", "The fewest such targets."),
            "at_most": Key("whole", "The most such targets."),
            "must": Key("flag", "Whether it stands in the way of signing; advice if absent."),
            "unless_reason": Key("flag", "Whether a written reason settles it."),
            **_RULE,
        },
        "How many targets about what.",
    ),
    "cap": Heading(
        {
            "amount": Key("number", "Pounds.", needed=True),
            "per": Key("text", "For each what.", ("term", "year", "item"), needed=True),
            "item": Key("text", "For an item: the name of a [spend.…] heading."),
            **_RULE,
        },
        "The most money that may be asked for.",
    ),
    "spend": Heading(
        {
            "what": Key("text", "What may or may not be bought, as people say it.", needed=True),
            "rule": Key("text", "Whether it may be bought.", tuple(Spend), needed=True),
            "words": Key("texts", "Words that show it, in small letters; * stands for any ending.", needed=True),
            "condition": Key("text", "The condition, in words."),
            **_RULE,
        },
        "What money may buy.",
    ),
    "transition": Heading(
        {
            "what": Key("text", "What is asked, as people say it.", needed=True),
            "invite": Key("text", "Who is invited, in words."),
            "must": Key("flag", "Whether it stands in the way of signing; advice if absent."),
            **_RULE,
        },
        "When the next place is invited.",
    ),
    "voice": Heading(
        {"must": Key("flag", "Whether it stands in the way of signing; true if absent."), **_SOURCED},
        "Whose own words the plan must hold.",
        ("child", "carer", "social_worker", "parent"),
    ),
    "rubric_area": Heading(
        {
            "title": Key("text", "The area, as the authority calls it.", needed=True),
            "levels": Key("tables", "What each rating needs, best first.", needed=True, of=LEVEL_KEYS),
            "human": Key("text", "What only a person can judge."),
            **_SOURCED,
        },
        "One area that is rated.",
    ),
}
"""Headings of which there may be many, each with its own name: ``[clock.first_pep]``."""

TOP_HEADINGS = ("authority", "setting", *HEADINGS, "rubric", "roll_up")


def setting_keys(setting: str) -> dict[str, Key]:
    """The keys under ``[setting.<setting>]``. Raises ``KeyError`` for one there is not."""
    return {"value": replace(SETTINGS[setting], needed=True), **_SOURCED}
