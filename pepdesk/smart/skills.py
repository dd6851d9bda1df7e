"""Specificity: whether the text names something of the child's that could be watched for next week.

Each clause is read by its verbs: a concrete verb with something particular to act on is evidence; a wish (improve,
develop), an inner state (understand, cope) or a general activity (study, behave) is not; adults' actions never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.smart import phrases, verbs, words
from pepdesk.smart.tokens import pattern
from pepdesk.smart.verbs import Skill

if TYPE_CHECKING:
    from pepdesk.smart.measures import Measure
    from pepdesk.smart.verbs import Place

_OWN_NAME = r"\bage\b(?![- ](?:related|appropriate|expected))|sdq|read|spell|books?|band|wpm|expected standard|boxall"
_TESTED = (
    r"\b(?:scores?|scoring|average|marks?|gets?|getting|achieves?|tests?|quiz(?:zes)?|exams?|papers?|assessments?)\b"
)
_EFFORT = r"\b(?:by|through|via) (?=\w+ing\b)"
# Adults' means, before the aim.
_MEANS = r"\W*(?:by|through) (?:having|being|getting|receiving|working|continuing|accessing)\b"
# "…by keeping lists, getting up earlier": the means go on.
_MORE_MEANS = r"\s*(?:and )?(?:by )?\w{2,}ing\b"
# What follows says when, not what.
_CONDITION = r"\b(?:when(?:ever)?|while|if|because)\W*\Z"
_IN_PASSING = r"\b(?:from|during|after|following|since|due to|because of)(?: (?:his|her|their|the|my|a))? \Z"


def adult_clauses(text: str) -> list[Place]:
    """Clauses that tell what adults will do, give or pay for: no part of the child's target."""
    adults: list[Place] = []
    for start, end in _clauses(text):
        follows = bool(adults) and text[adults[-1][1] : start].strip() in (",", ":", "(", "-")
        if pattern(phrases.PROVISION).search(text[start:end]) or (follows and _tail(text[start:end])):
            adults.append((start, end))
    return adults


def _tail(clause: str) -> bool:
    """Whether a few words without a verb only say how much or how often ("one hour weekly")."""
    tokens = pattern(verbs.TOKEN).findall(clause)
    return len(tokens) <= 5 and not any(verbs.base_form(token) in words.VERBS for token in tokens)


def look(text: str, measures: tuple[Measure, ...], whole: str) -> Skill:
    """Judges a folded ``text`` from which deadlines, labels and adults' actions are struck out.

    ``whole`` still holds the deadlines: a subject may stand in one ("grade 5 in the science mock").
    """
    lost = Skill(False, "thin", None)
    clauses = _clauses(text)
    means_to = -1  # where the last clause ended that told only means to a wide aim
    for start, end in clauses:
        if text[means_to:start].strip() == "," and means_to > 0 and pattern(_MORE_MEANS).match(text, start, end):
            means_to = end
            continue
        if _only_means(text, start, end, [one for one in measures if start <= one.start < end]):
            means_to = end
        if len(clauses) > 1 and (pattern(_MEANS).match(text, start) or pattern(_CONDITION).search(text, 0, start)):
            continue
        found = _clause(text, start, end, measures, whole)
        if found.specific:
            return found
        if lost.reason == "thin" or found.reason == "dream":
            lost = found
    return lost


def _clauses(text: str) -> list[Place]:
    spans, start = [], 0
    for match in pattern(phrases.CLAUSE_END).finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip(" ~,.;:-")]


def _clause(text: str, start: int, end: int, measures: tuple[Measure, ...], whole: str) -> Skill:
    """Judges one clause, from the surest sign to the least."""
    here = [one for one in measures if start <= one.start < end]
    match = pattern(phrases.ALWAYS_SPECIFIC).search(text, start, end)
    if match and not pattern(_IN_PASSING).search(text, start, match.start()):
        return Skill(True, "named", match.span())
    levels = [one for one in here if one.kind == "level"]
    if levels and (pattern(phrases.SUBJECTS).search(whole) or _says_what(text[levels[0].start : levels[0].end])):
        return Skill(True, "named", (levels[0].start, levels[0].end))
    if place := _share_of_subject(text, whole, start, end, here):
        return Skill(True, "named", place)
    if match := pattern(phrases.DREAM).search(text, start, end):
        return Skill(False, "dream", match.span())
    for one in here:
        if one.kind == "speed":
            return Skill(True, "named", (one.start, one.end))
        if not _is_effort(text, start, one.start, bool(levels)) and (
            _names_a_thing(one, text) or _bounds_an_activity(one, text[start:end])
        ):
            return Skill(True, "named", (one.start, one.end))
    if levels and (by := pattern(_EFFORT).search(text, levels[0].end, end)):
        end = by.start()
    elif means := _only_means(text, start, end, here):
        end = means
    return verbs.by_verbs(text, start, end, levels)


def _is_effort(text: str, start: int, place: int, level_named: bool) -> bool:
    """Whether what stands at ``place`` is effort towards something else: "better grades by studying two hours"."""
    by = pattern(_EFFORT).search(text, start, place)
    if by is None or level_named:
        return by is not None
    verb = pattern(verbs.TOKEN).search(text, by.end())
    head = {verbs.base_form(token) for token in pattern(verbs.TOKEN).findall(text, start, by.start())}
    return (
        verb is not None and verbs.base_form(verb.group()) in words.EFFORT and bool(head & words.VAGUE or "do" in head)
    )


def _only_means(text: str, start: int, end: int, here: list[Measure]) -> int | None:
    """Where means begin that are no evidence: a wide aim, then "by" or "through" and deeds nobody counts."""
    by = pattern(_EFFORT).search(text, start, end)
    if by is None or any(one.start >= by.start() for one in here):
        return None
    head = [verbs.base_form(token) for token in pattern(verbs.TOKEN).findall(text, start, by.start())]
    aims = [place for place, token in enumerate(head) if token in words.OUTCOMES]
    deed = pattern(verbs.TOKEN).search(text, by.end())
    if not aims or (deed is not None and verbs.base_form(deed.group()) in words.TELLING):
        return None
    return by.start() if all(token in words.STOP or verbs.is_broad(token) for token in head[aims[0] + 1 :]) else None


def _share_of_subject(text: str, whole: str, start: int, end: int, here: list[Measure]) -> Place | None:
    """A percentage or "N out of M" of a subject's test or mark ("an average of 70% in statistics")."""
    rates = [one for one in here if one.kind == "rate"]
    if not rates or not pattern(phrases.SUBJECTS).search(whole, start, end):
        return None
    tested = pattern(_TESTED).search(whole, start, end) or pattern(r"\s*(?:in|for|on) ").match(text, rates[0].end)
    return (rates[0].start, rates[0].end) if tested else None


def _says_what(level: str) -> bool:
    """Whether the words of a level say what was measured ("reading age of 9", "SDQ below 15")."""
    return pattern(_OWN_NAME).search(level) is not None


def _names_a_thing(measure: Measure, text: str) -> bool:
    """Whether the counted words name more than time, marks or tries ("five sentences", "all the days")."""
    counted = text[measure.start : measure.end]
    if measure.kind in ("event", "clock", "money"):
        return not pattern(phrases.UNNAMED_TEST).fullmatch(counted.strip())
    if measure.kind == "set" and not counted.startswith(("from ", "zero", "both ")):
        return not counted.endswith((" lessons", " sessions", " classes", " subjects"))
    things = [
        token
        for token in pattern(verbs.TOKEN).findall(counted)
        if token not in words.UNITS_ONLY and not token[0].isdigit()
    ]
    if measure.kind not in ("amount", "piece", "set") or not things:
        return False
    if not all(verbs.is_broad(thing) for thing in things):
        return True
    done = pattern(verbs.TOKEN).findall(text[max(0, measure.start - 20) : measure.start])
    return bool(done) and verbs.base_form(done[-1]) in words.CONCRETE and things[-1] not in words.UNCOUNTED


def _bounds_an_activity(measure: Measure, clause: str) -> bool:
    """Whether an amount or a rate makes a general activity watchable ("concentrate for ten minutes")."""
    activities = {verbs.base_form(token) for token in pattern(verbs.TOKEN).findall(clause)}
    if measure.kind in ("amount", "piece", "rate") and activities & words.BOUNDABLE:
        return True
    if measure.kind == "independence" and activities & words.DONE_ALONE:
        return True
    if measure.kind in ("amount", "set") and activities & words.KNOWING:
        return True
    return measure.kind == "frequency" and bool(activities & words.REPEATABLE)
