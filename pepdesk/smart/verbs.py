"""What a clause says is done: concrete verbs with something particular to act on, against wishes and bare manners."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from pepdesk.smart import phrases, words
from pepdesk.smart.tokens import pattern, strike

if TYPE_CHECKING:
    import re

    from pepdesk.smart.measures import Measure

Reason = Literal["named", "vague", "dream", "thin"]
Place = tuple[int, int]
TOKEN = r"[a-z0-9][a-z0-9'+%/-]*"
_LOOK_BACK = 24  # characters before a verb in which a word such as "to" or "by" frees it from a vague one


class Skill(NamedTuple):
    """Whether the text is specific, why, and the words (as a place in the folded text) that made it so or not."""

    specific: bool
    reason: Reason
    place: Place | None


def by_verbs(text: str, start: int, end: int, levels: list[Measure]) -> Skill:
    """Looks for a concrete verb that is not governed by a vague one and has something particular to act on."""
    hollow = [match.span() for match in pattern(phrases.HOLLOW).finditer(text, start, end)]
    text = strike(text, hollow)
    start = _verb_start(text, start, end)
    tokens = [
        token
        for token in pattern(TOKEN).finditer(text, start, end)
        if not any(one.start <= token.start() < one.end for one in levels)
    ]
    wished = bool(hollow)
    vague: Place | None = hollow[0] if hollow else None
    for place, token in enumerate(tokens):
        base = base_form(token.group())
        free = place == 0 or bool(
            pattern(phrases.NEW_PREDICATE).search(text, max(start, token.start() - _LOOK_BACK), token.start())
        )
        named = Skill(True, "named", (token.start(), tokens[min(place + 3, len(tokens) - 1)].end()))
        if base in words.VAGUE:
            wished = True
            if _knows_which(base, tokens[place + 1 :]) or (free and _rehearses(base, text, tokens[place + 1 :])):
                return named
            vague = vague or token.span()
        elif _is_verb(base, tokens, place, free=free) and (
            free or (vague in (None, *hollow) and not token.group().endswith("ing"))
        ):
            if wished and base in words.EFFORT:
                continue
            rest = _object(base, [other.group() for other in tokens[place + 1 : place + 13]])
            # "Spelling" heading a target is a subject, where "spell" would be a deed.
            if _particular(base, rest) and (rest or not token.group().endswith("ing")):
                return named
            vague = vague or token.span()
    return Skill(False, "vague" if vague else "thin", vague)


def _knows_which(base: str, rest: list[re.Match[str]]) -> bool:
    """Whether what is known is one definite thing ("know which bus to catch")."""
    after = [other.group() for other in rest[:7]]
    return base == "know" and after[:1] in (["which"], ["where"], ["when"]) and _particular("know", after[1:])


def _rehearses(base: str, text: str, rest: list[re.Match[str]]) -> bool:
    """Whether what is practised or revised is narrower than a subject ("practise interview questions")."""
    if base == "work" and len(rest) > 2 and rest[0].group() == "on" and rest[1].group().endswith("ing"):
        done = base_form(rest[1].group())
        return done in words.CONCRETE and _particular(done, [one.group() for one in rest[2:8]])
    if base not in words.REHEARSED or not rest:
        return False
    subjects = [match.span() for match in pattern(phrases.SUBJECTS).finditer(text, rest[0].start())]
    own = [one.group() for one in rest[:5] if not any(a <= one.start() < b for a, b in subjects)]
    return bool(own) and _particular("practise", _object("practise", own))


def _is_verb(base: str, tokens: list[re.Match[str]], place: int, *, free: bool) -> bool:
    """Whether a word is a concrete verb: one we know, or an unknown one that stands where verbs stand."""
    if base in words.CONCRETE:
        return base not in words.NOUNS_TOO or (
            free and not tokens[place].string.endswith("of ", 0, tokens[place].start())
        )
    if not free or base in words.STOP or is_broad(base):
        return False
    token = tokens[place]
    follows = tokens[place + 1].group() if place + 1 < len(tokens) else ""
    shown_how = token.string.endswith(words.SHOWN_HOW, 0, token.start())
    return shown_how or (place == 0 and follows in words.AFTER_VERB)


def _verb_start(text: str, start: int, end: int) -> int:
    """Where the verb begins: past "Sam will be able to", but not past "Catch the bus to"."""
    match = pattern(phrases.BEFORE_VERB).match(text, start, end)
    if match is None:
        return start
    for place, token in enumerate(pattern(TOKEN).finditer(text, start, match.end())):
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
    own = [word for word in rest if not _says_nothing(word)]
    if verb in words.ENOUGH or not own:
        return verb in (words.ENOUGH if own else words.ALONE)
    return not all(is_broad(word) for word in own)


@lru_cache(maxsize=2048)
def _says_nothing(word: str) -> bool:
    """Whether a word is only grammar, a light verb or a bare manner."""
    manner = word.endswith("ly") and word not in words.LY_NOUNS
    return word in words.STOP or base_form(word) in words.LIGHT or manner


@lru_cache(maxsize=2048)
def is_broad(word: str) -> bool:
    """Whether a word says too little to plan from: on the list, a wish as a noun, or an abstract quality."""
    if word in words.BROAD or base_form(word) in words.VAGUE or word.rstrip("%").isdigit():
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
