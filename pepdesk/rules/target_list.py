"""The list of new targets: how many and about what, and whether each is complete enough to be carried out.

How well a target's text is written is the coach's business, and its dates are the timing rules'. What an authority
asks for is ``authority.target_mix``; what stands in each card: seed 002, Sutton, St Helens and Lancashire (dossier d).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import plain, says_nothing
from pepdesk.rules.places import counted, issue_at, listed, lower_first, number_word

if TYPE_CHECKING:
    from pepdesk.authority.model import TargetMix
    from pepdesk.rules.view import View

_ANYBODY = frozenset(
    {
        *("a", "all", "and", "the", "of", "or", "in", "with", "at", "head", "year", "form", "class", "subject", "key"),
        *("staff", "school", "setting", "college", "nursery", "everyone", "everybody", "team", "teams", "department"),
        *("teacher", "teachers", "tutor", "tutors", "teaching", "assistant", "assistants", "ta", "tas", "lsa", "hlta"),
        *(
            "senco",
            "sendco",
            "dt",
            "designated",
            "pastoral",
            "support",
            "mentor",
            "worker",
            "adult",
            "adults",
            "person",
        ),
        *("various", "relevant", "other", "others", "any", "available", "both", "carer", "carers", "home", "s"),
    }
)
"""Words that name a job and no person: who is only these is nobody in particular. The list is ours."""
_LOOSE = frozenset(
    {
        *("regularly", "ongoing", "as needed", "when needed", "as required", "when required", "when possible"),
        *("often", "sometimes", "where possible", "as and when", "if possible", "continuous", "throughout"),
        *("frequently", "occasionally", "at times", "whenever possible", "all the time", "always"),
    }
)
"""Answers to "when" and "how often" that say neither (the poor examples of forms/common/targets.toml and like them)."""
_NOT_A_TEACHER = re.compile(
    r"\b(?:pastoral|mentor|teaching assistants?|tas?|lsa|hlta|support worker|keyworker|admin\w*)\b", re.IGNORECASE
)
_PARTS = {
    "strategy_what": "what",
    "strategy_when": "when",
    "strategy_where": "where",
    "strategy_who": "who",
    "strategy_often": "how often",
}


def issues(view: View) -> Iterator[Issue]:
    """Everything about the list of targets."""
    rows = view.rows("targets", "target")
    yield from _mix(view, rows)
    for number, row in enumerate(rows, 1):
        if begun(view, row):
            yield from _card(view, number, row)
    yield from _who_wrote_them(view, rows)


def begun(view: View, row: str) -> bool:
    """Whether anything of a target has been written: an empty card is not judged yet."""
    return any(view.text("targets", field, row) for field in ("outcome", "need", "area", "baseline"))


def _mix(view: View, rows: tuple[str, ...]) -> Iterator[Issue]:
    """Count and mix (dossier b2); a reason in ``mix_reason`` settles what allows one."""
    if not view.authority.target_mix or not view.record.form.has("targets", "area"):
        return
    excused = bool(view.text("targets", "mix_reason").strip())
    for rule in view.authority.target_mix:
        if view.within(rule.scope) and not (rule.unless_reason and excused):
            yield from _mix_rule(view, rows, rule)


def _mix_rule(view: View, rows: tuple[str, ...], rule: TargetMix) -> Iterator[Issue]:
    areas = [view.text("targets", "area", row) for row in rows]
    open_cards = sum(view.asks("targets", "area", row) and not view.settled("targets", "area", row) for row in rows)
    have = sum(area in rule.areas for area in areas) if rule.areas else len(rows)
    may_come = open_cards if rule.areas else 0  # a card whose subject is still open may yet be the missing one
    level = Level.MUST if rule.must else Level.SHOULD
    wanted = f"Asked for: {lower_first(rule.what.rstrip('. '))}."
    if have + may_come < rule.at_least:
        one = have == 1 or (not have and rule.at_least == 1)
        now = f"There {'is' if one else 'are'} {number_word(have) if have else 'none'} so far."
        advice = "Add one, or change what a target is about."
        if rule.unless_reason and view.asks("targets", "mix_reason"):
            advice = "Add one, or write the reason below."
        yield issue_at(view, _mix_place(view, rows, rule), level, "target_mix", f"{wanted} {now}", advice)
    elif rule.at_most is not None and have > rule.at_most:
        message = f"{wanted} There are {number_word(have)}, and the most is {number_word(rule.at_most)}."
        advice = "Fewer targets, done well, help the child more."
        yield issue_at(view, _mix_place(view, rows, rule), level, "target_too_many", message, advice)


def _mix_place(view: View, rows: tuple[str, ...], rule: TargetMix) -> Address:
    if rule.unless_reason and view.asks("targets", "mix_reason"):
        return Address("targets", "mix_reason")
    return Address("targets", "area", rows[:1])


def _card(view: View, number: int, row: str) -> Iterator[Issue]:
    if view.asks("targets", "evidence", row) and not view.settled("targets", "evidence", row):
        message = f"Target {number} does not say what evidence will be kept."
        advice = "The next meeting will ask for it. Name something that is made in class anyway."
        yield issue_at(view, Address("targets", "evidence", (row,)), Level.SHOULD, "target_evidence", message, advice)
    lead = view.text("targets", "lead", row)
    if lead and nobody_in_particular(lead):
        message = f'Target {number} has no named lead: "{lead}" could be anyone.'
        at = Address("targets", "lead", (row,))
        yield issue_at(view, at, Level.SHOULD, "lead_not_named", message, "Name the one person who sees to it.")
    measure = view.text("targets", "measure", row)
    if says_nothing(measure):
        message = f"Target {number}: this does not say how anybody will know."
        at = Address("targets", "measure", (row,))
        yield issue_at(view, at, Level.SHOULD, "measure_filler", message, "Say what will be counted or seen, and when.")
    yield from _help(view, number, row)


def _help(view: View, number: int, row: str) -> Iterator[Issue]:
    """The help to be given: at least one line, each with its what, when, where, who and how often (Lancashire)."""
    lines = view.rows("targets", "strategy", row)
    at = Address("targets", "outcome", (row,))
    if not lines and view.record.form.has("targets", "strategy_what") and at in view.shown:
        message = f"Target {number} does not say what help will be given."
        yield issue_at(view, at, Level.MUST, "target_help", message, "Add at least one line of help under it.")
    for place, line in enumerate(lines, 1):
        yield from _help_line(view, f"Target {number}, support {place}", (row, line))


def _help_line(view: View, name: str, rows: tuple[str, str]) -> Iterator[Issue]:
    asked = [field for field in _PARTS if view.asks("targets", field, *rows)]
    empty = [field for field in asked if not view.settled("targets", field, *rows)]
    optional = [field for field in empty if view.record.form.field("targets", field).required is None]
    if optional and len(empty) < len(asked):  # a line nobody has begun is asked for by its required questions
        message = f"{name} does not say {listed(_PARTS[field] for field in optional)}."
        advice = "With what, when, where, who and how often, help is far more likely to happen."
        at = Address("targets", optional[0], rows)
        yield issue_at(view, at, Level.SHOULD, "help_incomplete", message, advice)
    for field in ("strategy_when", "strategy_often"):
        text = view.text("targets", field, *rows)
        if plain(text) in _LOOSE:
            message = f'{name}: "{text}" does not say {_PARTS[field]}.'
            at = Address("targets", field, rows)
            yield issue_at(view, at, Level.SHOULD, "help_loose", message, "Say days, times or a number of weeks.")
    who = view.text("targets", "strategy_who", *rows)
    if who and nobody_in_particular(who):
        message = f'{name}: "{who}" could be anyone.'
        at = Address("targets", "strategy_who", rows)
        yield issue_at(view, at, Level.TIP, "help_not_named", message, "Name the person who gives it.")


def nobody_in_particular(text: str) -> bool:
    """Whether a text names a job or everybody, and no person: "class teacher", "all staff"."""
    words = plain(text).split()
    return bool(words) and all(word in _ANYBODY or word.isdigit() for word in words)


def _who_wrote_them(view: View, rows: tuple[str, ...]) -> Iterator[Issue]:
    """Seed 002: only a teacher sets targets; pastoral staff check theirs with the designated teacher first."""
    found = _NOT_A_TEACHER.search(view.text("meeting", "completed_by"))
    if found and any(begun(view, row) for row in rows):
        message = f"{counted(len(rows), 'target').capitalize()}: has a teacher set them?"
        advice = "Targets are a teacher's to set. Go through them with the designated teacher before the meeting."
        at = Address("meeting", "completed_by")
        yield issue_at(view, at, Level.TIP, "set_by_teacher", message, advice, found.span())
