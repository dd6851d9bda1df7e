"""Specificity: whether the text names something of the child's that could be watched for next week.

Each clause is read by its verbs: a concrete verb with something particular to act on is evidence; a wish (improve,
develop), an inner state (understand, cope) or a general activity (study, behave) is not; adults' actions never are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, TYPE_CHECKING

from pepdesk.smart import phrases, words
from pepdesk.smart.tokens import pattern, strike

if TYPE_CHECKING:
    import re

    from pepdesk.smart.measures import Measure

Reason = Literal["named", "vague", "dream", "thin"]
Place = tuple[int, int]
_TOKEN = r"[a-z0-9][a-z0-9'+%/-]*"
_EFFORT = r"\b(?:by|through|via) (?=\w+ing\b)"
_MEANS = (
    r"\W*(?:by|through) (?:having|being|getting|receiving|working|continuing|accessing)\b"
)  # adults' means, before the aim
_CONDITION = r"\b(?:when(?:ever)?|while|if|because)\W*\Z"  # what follows says when, not what
_IN_PASSING = r"\b(?:from|during|after|following|since|due to|because of)(?: (?:his|her|their|the|my|a))? \Z"
_LOOK_BACK = 24  # characters before a verb in which a word such as "to" or "by" frees it from a vague one


class Skill(NamedTuple):
    """Whether the text is specific, why, and the words (as a place in the folded text) that made it so or not."""

    specific: bool
    reason: Reason
    place: Place | None


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
    tokens = pattern(_TOKEN).findall(clause)
    return len(tokens) <= 5 and not any(base_form(token) in words.VERBS for token in tokens)


def look(text: str, measures: tuple[Measure, ...], whole: str) -> Skill:
    """Judges a folded ``text`` from which deadlines, labels and adults' actions are struck out.

    ``whole`` still holds the deadlines: a subject may stand in one ("grade 5 in the science mock").
    """
    lost = Skill(False, "thin", None)
    clauses = _clauses(text)
    for start, end in clauses:
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
    if place := _share_of_subject(text, start, end, here):
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
    return _by_verbs(text, start, end, levels)


def _is_effort(text: str, start: int, place: int, level_named: bool) -> bool:
    """Whether what stands at ``place`` is effort towards something else: "better grades by studying two hours"."""
    by = pattern(_EFFORT).search(text, start, place)
    if by is None or level_named:
        return by is not None
    verb = pattern(_TOKEN).search(text, by.end())
    head = {base_form(token) for token in pattern(_TOKEN).findall(text, start, by.start())}
    return verb is not None and base_form(verb.group()) in words.EFFORT and bool(head & words.VAGUE or "do" in head)


def _share_of_subject(text: str, start: int, end: int, here: list[Measure]) -> Place | None:
    """A percentage or "N out of M" of a subject's test or mark ("an average of 70% in statistics")."""
    rates = [one for one in here if one.kind == "rate"]
    if rates and (
        pattern(
            r"\b(?:scores?|scoring|average|marks?|gets?|getting|achieves?|tests?|quiz(?:zes)?|exams?"
            r"|papers?|assessments?)\b").search(text, start, end)
        or pattern(r"\s*(?:in|for|on) ").match(text, rates[0].end)
    ) and pattern(phrases.SUBJECTS).search(text, start, end):
        return rates[0].start, rates[0].end
    return None


def _says_what(level: str) -> bool:
    """Whether the words of a level say what was measured ("reading age of 9", "SDQ below 15")."""
    return bool(pattern(
        r"\bage\b(?![- ](?:related|appropriate|expected))|sdq|read|spell|books?|band|wpm|expected"
        r" standard|boxall").search(level))


def _names_a_thing(measure: Measure, text: str) -> bool:
    """Whether the counted words name more than time, marks or tries ("five sentences", "all the days of the week")."""
    if measure.kind in ("event", "clock", "money"):
        return True
    counted = text[measure.start : measure.end]
    if measure.kind == "set" and not counted.startswith(("from ", "zero", "both ")):
        return True
    things = [
        token for token in pattern(_TOKEN).findall(counted) if token not in words.UNITS_ONLY and not token[0].isdigit()
    ]
    if measure.kind not in ("amount", "piece", "set") or not things:
        return False
    if not all(_broad(thing) for thing in things):
        return True
    done = pattern(_TOKEN).findall(text[max(0, measure.start - 20) : measure.start])
    return bool(done) and base_form(done[-1]) in words.CONCRETE and things[-1] not in words.UNCOUNTED


def _bounds_an_activity(measure: Measure, clause: str) -> bool:
    """Whether an amount or a rate makes a general activity watchable ("concentrate for ten minutes")."""
    activities = {base_form(token) for token in pattern(_TOKEN).findall(clause)}
    if measure.kind in ("amount", "piece", "rate") and activities & words.BOUNDABLE:
        return True
    if measure.kind == "independence" and activities & words.DONE_ALONE:
        return True
    if measure.kind in ("amount", "set") and activities & words.KNOWING:
        return True
    return measure.kind == "frequency" and bool(activities & words.REPEATABLE)


def _by_verbs(text: str, start: int, end: int, levels: list[Measure]) -> Skill:
    """Looks for a concrete verb that is not governed by a vague one and has something particular to act on."""
    hollow = [match.span() for match in pattern(phrases.HOLLOW).finditer(text, start, end)]
    text = strike(text, hollow)
    start = _verb_start(text, start, end)
    tokens = [
        token
        for token in pattern(_TOKEN).finditer(text, start, end)
        if not any(one.start <= token.start() < one.end for one in levels)
    ]
    wished = bool(hollow)
    vague: Place | None = hollow[0] if hollow else None
    for place, token in enumerate(tokens):
        base = base_form(token.group())
        free = place == 0 or bool(
            pattern(phrases.NEW_PREDICATE).search(text, max(start, token.start() - _LOOK_BACK), token.start())
        )
        if base in words.VAGUE:
            wished = True
            after = [other.group() for other in tokens[place + 1 : place + 8]]
            if base == "know" and after[:1] and after[0] in ("which", "where", "when") and _particular("know", after[1:]):
                return Skill(True, "named", (token.start(), tokens[min(place + 3, len(tokens) - 1)].end()))
            if free and base in words.REHEARSED and _rehearses(text, token.end(), tokens[place + 1 :]):
                return Skill(True, "named", (token.start(), tokens[min(place + 3, len(tokens) - 1)].end()))
            vague = vague or token.span()
        elif _is_verb(base, tokens, place, free=free) and (
            free or (vague in (None, *hollow) and not token.group().endswith("ing"))
        ):
            if wished and base in words.EFFORT:
                continue
            rest = _object(base, [other.group() for other in tokens[place + 1 : place + 13]])
            if _particular(base, rest):
                return Skill(True, "named", (token.start(), tokens[min(place + 3, len(tokens) - 1)].end()))
            vague = vague or token.span()
    return Skill(False, "vague" if vague else "thin", vague)


def _rehearses(text: str, start: int, rest: list[re.Match[str]]) -> bool:
    """Whether what is practised or revised is narrower than a subject ("practise interview questions")."""
    subjects = [match.span() for match in pattern(phrases.SUBJECTS).finditer(text, start)]
    own = [one.group() for one in rest[:5] if not any(a <= one.start() < b for a, b in subjects)]
    return bool(own) and _particular("practise", _object("practise", own))


def _is_verb(base: str, tokens: list[re.Match[str]], place: int, *, free: bool) -> bool:
    """Whether a word is a concrete verb: one we know, or an unknown one that stands where verbs stand."""
    if base in words.CONCRETE:
        return free or base not in words.NOUNS_TOO
    follows = tokens[place + 1].group() if place + 1 < len(tokens) else ""
    token = tokens[place]
    shown_how = token.string.endswith(words.SHOWN_HOW, 0, token.start())
    return free and (place == 0 or shown_how) and base not in words.STOP and not _broad(base) and (shown_how or follows in words.AFTER_VERB)


def _verb_start(text: str, start: int, end: int) -> int:
    """Where the verb begins: past "Sam will be able to", but not past "Catch the bus to"."""
    match = pattern(phrases.BEFORE_VERB).match(text, start, end)
    if match is None:
        return start
    for place, token in enumerate(pattern(_TOKEN).finditer(text, start, match.end())):
        helper = token.end() >= match.end() or token.group() in words.HELPERS
        if not helper and base_form(token.group()) in words.VERBS and (place or token.group() not in words.NAMES):
            return token.start()
    return match.end()


def _object(verb: str, rest: list[str]) -> list[str]:
    """The words a verb acts on: up to the next verb joined by "and"; for a light verb, up to a preposition too."""
    if verb == "take" and rest[:2] == ["part", "in"]:
        return rest[2:]
    for place, word in enumerate(rest):
        if word in ("and", "or", "then", "to") and place + 1 < len(rest) and base_form(rest[place + 1]) in words.VERBS:
            return rest[:place]
        if verb in words.LIGHT and place and word in words.PREPOSITIONS and set(rest[:place]) - words.STOP:
            return rest[:place]
    return rest


def _particular(verb: str, rest: list[str]) -> bool:
    """Whether what follows a concrete verb is particular: something that is neither broad nor a bare manner."""
    if rest and (verb, rest[0]) in words.PHRASAL:
        return False
    if verb in words.TELLING and len(rest) > 2 and words.ASKED & set(rest[:3]):
        return True
    own = [
        word
        for word in rest
        if word not in words.STOP and base_form(word) not in words.LIGHT and not (word.endswith("ly") and word not in words.LY_NOUNS)
    ]
    if verb in words.ENOUGH or not own:
        return verb in words.ENOUGH
    return not all(_broad(word) for word in own)


@lru_cache(maxsize=2048)
def _broad(word: str) -> bool:
    """Whether a word says too little to plan from: on the list, a wish as a noun, or an abstract quality."""
    if word in words.BROAD or base_form(word) in words.VAGUE or word.isdigit():
        return True
    return word not in words.PLAIN_NOUNS and word.endswith(words.ABSTRACT)


@lru_cache(maxsize=2048)
def base_form(word: str) -> str:
    """The known verb of which ``word`` is a form ("writes", "stopping" → "write", "stop"), else ``word`` itself."""
    if word in words.IRREGULAR:
        return words.IRREGULAR[word]
    for ending, put in words.ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word[: -len(ending)] + put
            if len(base) < 3 and base not in ("do", "go"):
                continue
            for shape in (base, base[:-1] if base[-1] == base[-2:-1] else base):
                if shape in words.VERBS:
                    return shape
    return word
