"""R for relevant: a target of the child's own that answers a need somebody wrote down, and is not last term's again.

Sources: dossier d (Sutton: reason first; Bury: need → support → outcome) and b4 (SDQ, EHC plan); the reckoning is ours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pepdesk.dates.words import PLAIN_MONTHS
from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import plain, says_nothing
from pepdesk.rules.places import issue_at
from pepdesk.smart.tokens import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.rules.view import View
    from pepdesk.smart import Finding, Judgement

ALIKE = 0.8
"""Share of words two targets have in common from which they are the same target with another date."""
_FEWEST_WORDS = 4
_RECORDED = (
    ("sen", "ehcp_outcomes"), ("sen", "provision"), ("health", "sdq_action"), ("health", "health_needs"),
    ("voice", "not_well"), ("voice", "want_to_change"), ("voice", "target_idea"), ("voice", "future"),
    ("voice", "young_tricky"), ("voice", "enjoy"), ("views", "carer_worries"), ("views", "carer_needs"),
)  # fmt: skip
"""Where a plan records needs and the child's own words; a form without one of them is simply not asked."""
_COMMON = frozenset(
    [
        *PLAIN_MONTHS,
        "able",
        "about",
        "after",
        "again",
        "also",
        "another",
        "around",
        "autumn",
        "because",
        "been",
        "before",
        "being",
        "between",
        "child",
        "could",
        "date",
        "does",
        "done",
        "each",
        "every",
        "from",
        "good",
        "have",
        "having",
        "help",
        "into",
        "just",
        "least",
        "less",
        "like",
        "make",
        "many",
        "more",
        "most",
        "much",
        "need",
        "needs",
        "often",
        "other",
        "over",
        "same",
        "school",
        "should",
        "some",
        "spring",
        "still",
        "summer",
        "term",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "time",
        "times",
        "very",
        "want",
        "wants",
        "week",
        "weeks",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "without",
        "work",
        "would",
        "year",
        "years",
    ]
)


_NAMES = ("first_name", "surname", "preferred_name")  # the child's name stands everywhere and links nothing


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """The words of a text that carry its subject, cut to where their endings begin ("reads", "reading" → "read")."""
    words = (word for word in plain(text).split() if len(word) > 3 and word not in _COMMON and not word.isdigit())
    return frozenset(pattern(r"(?:ings?|ions?|ed|es|s|er|ers|ly|ment)\Z").sub("", word)[:7] for word in words)


@lru_cache(maxsize=512)
def alike(one: str, other: str) -> float:
    """How alike two targets are in words, from 0 to 1; figures and dates do not count."""
    first = {word for word in plain(one).split() if word.isalpha() and word not in _MONTHS}
    second = {word for word in plain(other).split() if word.isalpha() and word not in _MONTHS}
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return 0.0
    return len(first & second) / len(first | second)


_MONTHS = frozenset(
    [
        *PLAIN_MONTHS,
        "autumn",
        "spring",
        "summer",
        "christmas",
        "easter",
    ]
)


def relevant(view: View, row: str, said: Judgement | None) -> bool | None:
    """Whether a target matters to this child: None while its reason is still to come."""
    if not view.text("targets", "outcome", row).strip():
        return None
    if any(issue.level is not Level.TIP for issue in against(view, row, said)):
        return False
    need = view.text("targets", "need", row).strip()
    linked = bool(view.several("targets", "linked_to", row))
    if not need and not linked:
        return None
    return not says_nothing(need)


def missing(view: View, row: str) -> Iterator[Issue]:
    """The question that brings a target's reason to light, while there is none (for the window)."""
    at = Address("targets", "need", (row,))
    if at in view.shown and view.text("targets", "outcome", row).strip() and not view.settled("targets", "need", row):
        message = "Nothing yet says why this target, for this child, now."
        yield issue_at(view, at, Level.TIP, "relevant_reason", message, "What is hard today, or worth building on?")


def issues(view: View) -> Iterator[Issue]:
    """What speaks against the new targets being this child's own, target by target."""
    for row in view.rows("targets", "target"):
        yield from against(view, row, view.judgements.get(Address("targets", "outcome", (row,))))


def against(view: View, row: str, said: Judgement | None) -> Iterator[Issue]:
    """What speaks against the target of one row; tips among it do not take the letter away."""
    outcome, at = view.text("targets", "outcome", row), Address("targets", "outcome", (row,))
    if not outcome.strip() or at not in view.shown:
        return
    if said is not None and (adults := _adults(said)) is not None:
        message = "This is help that adults give, not yet a target of the child's."
        question = "With that help, what will the child do that is out of reach today?"
        yield issue_at(view, at, Level.SHOULD, "relevant_provision", message, question, adults.span)
    elif (again := _again(view, outcome)) is not None:
        yield from _repeated(view, at, again)
    elif not _linked(view, row, outcome):
        need = Address("targets", "need", (row,))
        message = "The reason given and the target share no word, and nothing is ticked that it answers."
        question = "How does this target answer the need? Say it in the reason, or tick what it answers."
        yield issue_at(view, need, Level.TIP, "relevant_link", message, question)


def _adults(said: Judgement) -> Finding | None:
    """The coach's finding that the words tell only what adults will do."""
    return next((finding for finding in said.findings if finding.code == "specific_adult"), None)


def _again(view: View, outcome: str) -> str | None:
    """The row of last term's target that this one repeats but for figures and dates."""
    for old in view.rows("review", "last_target"):
        if alike(outcome, view.text("review", "target", old)) >= ALIKE:
            return old
    return None


def _repeated(view: View, at: Address, old: str) -> Iterator[Issue]:
    text, before = view.text("targets", "outcome", *at.rows), view.text("review", "target", old)
    if view.text("review", "result", old) == "achieved":
        message = "Last term's target was achieved, and this one repeats it."
        yield issue_at(view, at, Level.SHOULD, "relevant_met", message, "What comes next on the same road?")
    elif plain(text) == plain(before):
        if view.authority.unmet_targets != "break_down":  # otherwise ``review`` says so
            message = "This is last term's target word for word."
            yield issue_at(view, at, Level.SHOULD, "relevant_repeated", message, "Which smaller step would come first?")
    elif not any(char.isdigit() for char in text) or _digits(text) == _digits(before):
        message = "This is last term's target with little more than a new date."
        yield issue_at(view, at, Level.SHOULD, "relevant_repeated", message, "What will be different this time?")


def _digits(text: str) -> list[str]:
    """The figures of a target that are no part of a date."""
    dates = r"\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\b20\d\d\b|\d+/\d+/\d+"
    return pattern(r"\d+").findall(pattern(dates).sub("", text.lower()))


def _linked(view: View, row: str, outcome: str) -> bool:
    """Whether the reason, the starting point, a recorded need or the child's own words speak of the same thing."""
    need = view.text("targets", "need", row)
    if not need.strip() or view.several("targets", "linked_to", row):
        return True
    names = frozenset[str]().union(*(stems(view.text("child", field)) for field in _NAMES))
    words = stems(outcome) - names
    if words & stems(need) or words & stems(view.text("targets", "baseline", row)):
        return True
    answers = (text_of(view.answer(*place)) for place in _RECORDED)
    return any(words & stems(text) for text in answers if text)
