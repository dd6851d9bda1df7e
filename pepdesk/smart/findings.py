"""From what was read to what is said: chooses for each letter the words to quote and the message that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pepdesk.smart import messages, rewrites
from pepdesk.smart.tokens import pattern

if TYPE_CHECKING:
    from pepdesk.smart.deadlines import Deadline
    from pepdesk.smart.measures import Measure
    from pepdesk.smart.tokens import Reading
    from pepdesk.smart.verbs import Skill

Criterion = Literal["specific", "measurable", "time_bound"]
Level = Literal["must", "should", "tip", "praise"]
Place = tuple[int, int]
_LEVELS: dict[str, Level] = {"praise": "praise", "tip_loose": "tip", "far": "should", "past": "should"}

_SLOT = (
    r"\b(?:with|of|to|at|by|for|from) (?:a |an )?(?:given |set |agreed )?(?P<m>x{2,4}\b|_{2,}"
    r"|\.{3,}|\u2026|(?:given|agreed|set) (?:accuracy|number|level))"
)
_LOOSE = (
    r"\b(?P<m>(?:(?:more|less) )?(?:appropriately|confidently|clearly|effectively|regularly|consistently|sometimes"
    r"|often|usually|mostly"
    r"|most of the time|more often|successfully|properly|sensibly|well|fluently|easily|quickly"
    r"|positively|safely|independently)"
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


class Finding(NamedTuple):
    """One remark.

    ``hint`` is the one question that would mend it, ``rewrite`` the teacher's own sentence with a gap for the answer
    ("" where the sentence does not allow it). ``span`` is the place in the target's own text (start, end); None when
    it is about what is absent. ``code`` is stable: the letter and the kind, such as "specific_adult".
    """

    criterion: Criterion
    level: Level
    message: str
    hint: str
    span: Place | None
    rewrite: str = ""
    code: str = ""

    @property
    def advice(self) -> str:
        """The question with its rewrite pattern, as one text."""
        return f"{self.hint} For example: {self.rewrite}" if self.rewrite else self.hint


class Read(NamedTuple):
    """All that was read in one target: the text, its skill, every measure, those that stand, and the deadlines."""

    reading: Reading
    skill: Skill
    measures: tuple[Measure, ...]
    standing: tuple[Measure, ...]
    deadlines: tuple[Deadline, ...]
    adults: list[Place]
    term: str
    cut: bool


def tell(target: Read) -> tuple[Finding, ...]:
    """The findings on one target, letter by letter; at most one fault a letter."""
    said = [*_specific(target), *_measurable(target), *_time_bound(target)]
    if target.cut:
        said.append(Finding("specific", "tip", messages.TOO_LONG.said, messages.TOO_LONG.asks, None, "", "too_long"))
    return tuple(said)


def _specific(target: Read) -> list[Finding]:
    skill = target.skill
    if skill.specific:
        return [_say(target, "specific", "praise", skill.place)]
    level = next((one for one in target.measures if one.kind == "level"), None)
    counted = next(iter(target.measures), None)
    if skill.reason == "dream":
        return [_say(target, "specific", "dream", skill.place)]
    if target.adults and skill.place is None:
        return [_say(target, "specific", "adult", _trimmed(target, target.adults[0]))]
    if level is not None:
        return [_say(target, "specific", "no_subject", (level.start, level.end))]
    if skill.place is not None:
        who = rewrites.pronoun(target.reading.text)
        pattern_filled = rewrites.shown_by(target.reading, skill.place, who)
        return [_say(target, "specific", "vague", _with_object(target, skill.place), pattern_filled)]
    if counted is not None:
        return [_say(target, "specific", "no_deed", (counted.start, counted.end))]
    return [_say(target, "specific", "thin", None)]


def _measurable(target: Read) -> list[Finding]:
    reading = target.reading
    loose = _first(_LOOSE, reading.text)
    if target.standing:
        best = target.standing[0]
        praise = _say(target, "measurable", "praise", (best.start, best.end))
        if loose is None or any(one.start < loose[1] and loose[0] < one.end for one in target.standing):
            return [praise]
        return [praise, _say(target, "measurable", "tip_loose", loose)]
    if target.measures:
        leaning = target.measures[0]
        return [_say(target, "measurable", "leaning", (leaning.start, leaning.end))]
    for kind, form in (
        ("slot", _SLOT), ("begun", _BEGUN), ("loose", _LOOSE), ("direction", _DIRECTION), ("label", _LABEL),
    ):  # fmt: skip
        if place := _first(form, reading.text):
            filled = rewrites.grown(reading) if kind == "direction" else ""
            if target.skill.specific and kind in ("loose", "direction"):
                filled = filled or rewrites.counted(reading, loose if kind == "loose" else None)
            return [_say(target, "measurable", kind, place, filled)]
    return [_say(target, "measurable", "thin", None, rewrites.counted(reading, None) if target.skill.specific else "")]


def _time_bound(target: Read) -> list[Finding]:
    if not target.deadlines:
        helped = bool(target.adults) and not target.skill.specific  # adults' help is no sentence to put a day on
        filled = "" if helped else rewrites.with_deadline(target.reading, target.term)
        for kind, form in (("open", _OPEN), ("window", _WINDOW), ("cadence", _CADENCE)):
            if place := _first(form, target.reading.text):
                return [_say(target, "time_bound", kind, place, "" if kind == "open" else filled)]
        return [_say(target, "time_bound", "thin", None, filled)]
    far = [one for one in target.deadlines if not one.within]
    shown = (far or target.deadlines)[0]
    place = (shown.start, shown.end)
    if not far:
        return [_say(target, "time_bound", "praise", place)]
    kind = "past" if shown.gone else "far"
    return [_say(target, "time_bound", kind, place, rewrites.sooner(target.reading, place, target.term))]


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


def _say(target: Read, criterion: Criterion, kind: str, place: Place | None, rewrite: str = "") -> Finding:
    """Fills the message of a kind with the quoted words; the span leads into the text as it was typed."""
    message = messages.SAID[criterion][kind]
    level, code = _LEVELS.get(kind, "must"), f"{criterion}_{kind}"
    if place is None:
        return Finding(criterion, level, message.said, message.asks, None, rewrite, code)
    words = " ".join(target.reading.quote(*place).split())
    said, asks = (part.replace("{words}", words) for part in message)
    return Finding(criterion, level, said, asks, target.reading.span(*place), rewrite, code)
