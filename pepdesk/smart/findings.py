"""From what was read to what is said: chooses for each letter the words to quote and the message that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pepdesk.smart import messages
from pepdesk.smart.tokens import pattern

if TYPE_CHECKING:
    from pepdesk.smart.deadlines import Deadline
    from pepdesk.smart.measures import Measure
    from pepdesk.smart.messages import Message
    from pepdesk.smart.skills import Skill
    from pepdesk.smart.tokens import Reading

Criterion = Literal["specific", "measurable", "time_bound"]
Level = Literal["must", "should", "tip", "praise"]
Place = tuple[int, int]

_SLOT = (
    r"\b(?:with|of|to|at|by|for|from) (?:a |an )?(?:given |set |agreed )?(?P<m>x{2,4}\b|_{2,}"
    r"|\.{4,}|(?:given|agreed|set) (?:accuracy|number|level))"
)
_LOOSE = (
    r"\b(?P<m>appropriately|confidently|clearly|effectively|regularly|consistently|sometimes"
    r"|often|usually|mostly"
    r"|most of the time|more often|successfully|properly|sensibly|well|fluently|easily|quickly"
    r"|positively|safely"
    r"|some|a few|several|a range of|a variety of|short periods|longer|better"
    r"|(?:more|fewer|less)(?! than (?:an? |\d|one|two|three|four|five|six|seven|eight|nine|ten))"
    r"|(?:limited|adult|minimal|some) support|expected progress|good progress|where appropriate"
    r"|as appropriate)\b"
)
_DIRECTION = (
    r"\b(?P<m>(?:improv|develop|increas|enhanc|build|strengthen|extend|boost|rais|grow|reduc"
    r"|decreas|continu|work(?:ing)? on"
    r"|practi[sc]|focus|master|consolidat|progress)\w*(?: (?:his|her|their|my|the|in|on"
    r"|with))?(?: [a-z'-]+){0,2})"
)
_BEGUN = r"\b(?P<m>(?:begin|start)(?:s|ning|ing)? to(?: [a-z]+)?)"
_LABEL = (
    r"\b(?P<m>(?:year|key stage|unit|chapter|level|stage) ?\d{1,2}|1:1"
    r"|\d{1,2}[- ]minute (?:\w+ )?timer|\d[- ]point scale)"
)
_CADENCE = (
    r"\b(?P<m>(?:every|each) (?:single )?\w+|daily|weekly|termly|monthly|\w+ times (?:a|per"
    r"|each) \w+|(?:once|twice) (?:a|per) \w+)"
)
_WINDOW = (
    r"\b(?P<m>(?:(?:over|for|during|across) (?:a )?)?(?:\d{1,3}|two|three|four|five|six|eight"
    r"|ten)[- ](?:consecutive )?(?:weeks?|sessions?|days|lessons)(?: in a row| period"
    r"| running)?)"
)
_OPEN = (
    r"\b(?P<m>in (?:the )?future|one day|as soon as possible|after (?:school|college"
    r"|leaving \w+)|eventually|ongoing|long[- ]term|over time|soon)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. ``span`` is the place in the target's own text (start, end); None when it is about what is absent."""

    criterion: Criterion
    level: Level
    message: str
    hint: str
    span: Place | None


@dataclass(frozen=True, slots=True)
class Read:
    """All that was read in one target: the text, its skill, every measure, those that stand, and the deadlines."""

    reading: Reading
    skill: Skill
    measures: tuple[Measure, ...]
    standing: tuple[Measure, ...]
    deadlines: tuple[Deadline, ...]
    adults: list[Place]
    cut: bool


def tell(target: Read) -> tuple[Finding, ...]:
    """The findings on one target, letter by letter; at most one fault a letter."""
    said = [*_specific(target), *_measurable(target), *_time_bound(target)]
    if target.cut:
        said.append(Finding("specific", "tip", messages.TOO_LONG.said, messages.TOO_LONG.asks, None))
    return tuple(said)


def _specific(target: Read) -> list[Finding]:
    skill = target.skill
    if skill.specific:
        return [_say(target, "specific", "praise", messages.SPECIFIC["praise"], skill.place)]
    level = next((one for one in target.measures if one.kind == "level"), None)
    counted = next(iter(target.measures), None)
    if skill.reason == "dream":
        return [_say(target, "specific", "must", messages.SPECIFIC["dream"], skill.place)]
    if target.adults and skill.place is None:
        return [_say(target, "specific", "must", messages.SPECIFIC["adult"], _trimmed(target, target.adults[0]))]
    if level is not None:
        return [_say(target, "specific", "must", messages.SPECIFIC["no_subject"], (level.start, level.end))]
    if skill.place is not None:
        return [_say(target, "specific", "must", messages.SPECIFIC["vague"], _with_object(target, skill.place))]
    if counted is not None:
        return [_say(target, "specific", "must", messages.SPECIFIC["no_deed"], (counted.start, counted.end))]
    return [_say(target, "specific", "must", messages.SPECIFIC["thin"], None)]


def _measurable(target: Read) -> list[Finding]:
    loose = _first(_LOOSE, target.reading.text)
    if target.standing:
        best = target.standing[0]
        praise = _say(target, "measurable", "praise", messages.MEASURABLE["praise"], (best.start, best.end))
        if loose is None or any(one.start < loose[1] and loose[0] < one.end for one in target.standing):
            return [praise]
        return [praise, _say(target, "measurable", "tip", messages.MEASURABLE["tip_loose"], loose)]
    if target.measures:
        leaning = target.measures[0]
        place = (leaning.start, leaning.end)
        return [_say(target, "measurable", "must", messages.MEASURABLE["leaning"], place)]
    text = target.reading.text
    for name, form in (
        ("slot", _SLOT),
        ("begun", _BEGUN),
        ("loose", _LOOSE),
        ("direction", _DIRECTION),
        ("label", _LABEL),
    ):
        if place_found := _first(form, text):
            return [_say(target, "measurable", "must", messages.MEASURABLE[name], place_found)]
    return [_say(target, "measurable", "must", messages.MEASURABLE["thin"], None)]


def _time_bound(target: Read) -> list[Finding]:
    if not target.deadlines:
        for name, form in (("open", _OPEN), ("window", _WINDOW), ("cadence", _CADENCE)):
            if place := _first(form, target.reading.text):
                return [_say(target, "time_bound", "must", messages.TIME_BOUND[name], place)]
        return [_say(target, "time_bound", "must", messages.TIME_BOUND["thin"], None)]
    far = [one for one in target.deadlines if not one.within]
    shown = (far or target.deadlines)[0]
    level: Level = "should" if far else "praise"
    message = messages.TIME_BOUND["far" if far else "praise"]
    return [_say(target, "time_bound", level, message, (shown.start, shown.end))]


def _with_object(target: Read, verb: Place) -> Place:
    """A vague verb with the few words after it, so that the quotation makes sense."""
    more = pattern(r"(?: [a-z'-]+){0,4}").match(target.reading.text, verb[1])
    return verb[0], more.end() if more else verb[1]


def _trimmed(target: Read, place: Place) -> Place:
    """A place without the blanks and stops at its ends."""
    text = target.reading.text[place[0] : place[1]]
    return place[0] + len(text) - len(text.lstrip(" .,;:-~")), place[0] + len(text.rstrip(" .,;:-~"))


def _first(words: str, text: str) -> Place | None:
    match = pattern(words).search(text)
    return match.span("m") if match else None


def _say(target: Read, criterion: Criterion, level: Level, message: Message, place: Place | None) -> Finding:
    """Fills a message with the quoted words; the span leads into the text as it was typed."""
    if place is None:
        return Finding(criterion, level, message.said, message.asks, None)
    words = " ".join(target.reading.quote(*place).split())
    said, asks = (part.replace("{words}", words) for part in message)
    return Finding(criterion, level, said, asks, target.reading.span(*place))
