"""What two adults could agree on: amounts, rates, levels, closed sets, stated independence, products and events.

A measure either carries its own noun ("five sentences") or *leans* on a behaviour named elsewhere ("80%").
Labels that only look like measures (Year 4, Unit 12, 1:1, a ten-minute timer) are struck out first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pepdesk.smart.tokens import NUMBER as N

# Words after a number that make it a thing to count only in name.
_NOT_COUNTED = (
    r"(?:feet|hands|eyes|ears|legs|times|time(?! \w+s)|occasions?|or|and|to|of|out|in|by|on|at|the|a|more|less|fewer|other|another|for|with|is|was|am|pm|star|year[- ]olds?"
    r"|key|areas?|ways?|targets?|goals?|skills?|things|strateg(?:y|ies)|support|adults?|staff|ta|tas|teachers?|term|terms"
    r"|year|years|month|months|day|person|thing|hand|foot|side|end|way|point scale|weeks?)\b"
)
_MANNER = r"(?:single |separate |different |full |new |more |correct |whole |complete |simple |consecutive |written )?"

# Struck out before anything is counted.
_LABELS = (
    r"\b(?:year|yr\.?|key stage|ks|chapter|unit|page|module|period|room|lesson|step|phase|part|book|section|topic|week|tier|wave"
    rf"|class|paper|set|group|objective|target|level|type|appendix|grade level|term) ?(?:{N}|[ivx]{{1,4}}\b)(?: ?(?:/|&|and|to|-) ?{N})?",
    r"\by\d{1,2}\b|\bks\d\b|\b\d(?:st|nd|rd|th) grade\b|\b\d{1,2}[- ]?(?:to|:)[- ]?1\b(?! ratio)|\bone[- ](?:to|2)[- ]one\b|\bone[- ]on[- ]one\b",
    rf"\b{N}[- ]point scale|\b12[- ](?:and|or|/) ?24[- ]hour(?: clock)?|\b(?:12|24)[- ]hours?(?= clock)"
    rf"|\b{N}[- ]?(?:min(?:ute)?s?|hours?|second) (?:sand )?(?:timer|sessions?|slots?|interventions?|lessons?|card)",
    rf"\b{N}(?:[.-]\d)? ?(?:hours?|hrs?|minutes?|mins?|sessions?|x)? (?:of )?(?:weekly |daily )?(?:ta|lsa|salt|ot|1:1|tuition|tutoring|teaching assistant"
    r"|support|therapy|mentoring|counselling|intervention|teacher|adult|key ?worker|physio|elsa|adult support|learning support)\b[^,.;]{0,20}",
    r"\b(?:zones?|lego|five point scale|5 point scale|5-a-day|11\+|16-19|24/7|covid-19|stage \d of the (?:code|plan))\b",
    r"\b(?:currently|at present|baseline(?: of| is| score)?:?|now at|was|scored|since \w{3,10}) (?:at |reads |on |reading |writes |is |a |about |of )?(?:grade |level )?\d[\d.,%/]*",
    rf"\b(?:one|two|both|{N}) of (?:my|his|her|their|the) (?:main |key )?(?:targets?|goals?|areas)|\b(?:no|any|every|some)[- ]?one\b|\bone (?:another|day|of|area|aspect)\b|\bat once\b|\beach other\b|\bat least once\b(?=\s*$)",
    r"\b(?:accuracy|rate|level|score|number|percentage|grade) (?:of )?x{1,4}\b|\bxx+ ?(?:%|out of|times)",
)  # fmt: skip

_FRACTION = r"(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters)"
_PERIOD = (
    r"(?:day|week|fortnight|month|term|half[- ]term|lesson|session|morning|afternoon|evening|night|time|occasion|opportunity|hour|weekday"
    r"|school day|weekend|break|lunch(?:time)?|playtime|period|class|meal(?:time)?|visit|piece|activity|sentence|paragraph|assembly|transition"
    r"|single (?:day|lesson|time|session|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|maths lesson|english lesson|literacy lesson|pe lesson|trial|story|task)"
)
_OF_WORK = (
    r"(?:times|occasions|opportunities|trials|days|lessons|sessions|attempts|turns|prompts|reminders|cues|steps|words|sentences|questions|examples"
    r"|problems|items|weeks|visits|mornings|tries|pieces|probes|instances|situations|activities|transitions|tasks|sets|assignments|meetings)"
)
# (name, leans on a behaviour, pattern)
_RULES: tuple[tuple[str, bool, str], ...] = (
    ("rate", True, rf"\b{N} ?(?:out of|of|in|from|/) ?(?:every |the |a possible |any )?{N}(?: (?:\w+ )?{_OF_WORK})?"),
    ("rate", True, rf"(?:\b(?:at least|over|above|up to|with|to|of|under|below|by|minimum) )?\b{N} ?(?:%|per ?cent\b|pct\b)"),
    ("rate", True, rf"\b(?:at least |more than |over )?{_FRACTION} (?:of )?(?:the |all |her |his |my )?(?:time|occasions|lessons|opportunities|sessions|questions|days)\b"),
    ("frequency", True, rf"\b(?:every|each)(?: and every)?(?: single| other| school)? {_PERIOD}\b|\bat all times\b|\b(?:daily|nightly|always|never)\b|\bevery (?=\w+ing )"),
    ("frequency", True, r"\bweekly\b(?! (?:write|writing|spelling|test|session|meeting|timetable|quiz|tutor|mentor|therap|support|group|check|club|planner|lesson|report|1|budget|shop))|\bfortnightly\b"),
    ("frequency", True, rf"\b(?:{N}|once|twice|an?) ?(?:x|times?|days?|nights?|mornings?|evenings?|lessons?|sessions?)? ?(?:a|per|each|every|in a|/) ?(?:school )?(?:day|week|month|fortnight|lesson|session|hour|term|half[- ]term|morning|night)\b"),
    ("frequency", True, rf"\b(?:{N} (?:separate |different |consecutive |or more )?(?:times|occasions)|(?:once|twice|three times)\b(?! (?:i|he|she|they|we|the)\b))(?! the)"),
    ("independence", True, r"\b(?:independently|unaided|unprompted|unassisted|unsupported|all by (?:him|her|my|them)sel(?:f|ves)|by (?:him|her|my|them)sel(?:f|ves)|(?:on|of) (?:his|her|my|their) own(?: accord|(?=\s*(?:$|[.,;:)~]|and|in|at|by|when|for|with|to|on|during|from|every|each|after|before|while|if|because|using|\d|without|once)\b|\s*(?:$|[.,;:)~]))))(?!\w)(?! (?:learner|learning|work))"),
    ("independence", True, r"\b(?:without|with no|with zero|no)(?: any| an)?(?: (?:adult|verbal|physical|staff|further|extra|teacher|visual|additional|ta|gestural|direct|'s|verbal or \w+))* (?:help|support|prompts?|prompting|reminders?|reminding|assistance|aid|cues?|intervention|being (?:prompted|reminded|asked|told|helped))\b"),
    ("level", False, r"\b(?:grades?:?|gcse|mark of|level) ?(?:a |an |at )?(?:[1-9]\b(?![:%])|[a-g][*+-]?(?![\w'])|pass\b|merit\b|distinction\b)|\b(?:an?|to|from|least|get|gets|achieve|achieves|straight) [a-f][*+-]?(?:'?s)?(?= (?:in|on|to|or|for|grade|this|by|average|at)\b|[.,;*+-]|\s*$)"),
    ("level", False, r"\b(?:from (?:an? )?|an? )[1-9][+-]? (?:up )?to (?:an? |at least an? )?[1-9][+-]?(?= (?:by|in|on|at)\b|[ ~]*(?:[.,;~]|$))|\b[a-g][*+-]? to (?:an? )?[a-g][*+-]?(?![\w'])"),
    ("level", False, rf"\b(?:standardi[sz]ed |scaled |raw |reading |spelling |test |total |sdq |stress |boxall |ravens |star )*(?:scores?|marks?|sdq|percentile)(?: \w+){{0,4}}? (?:of |from |to |below |under |above |over |at |is |by |down |up )+(?:at least |around )?{N}"),
    ("level", False, rf"\b(?:reading|spelling|comprehension|chronological|maths|number|developmental) age(?: \w+){{0,4}}? (?:of|to|at|above|over|by|is)? ?(?:at least )?{N}"),
    ("level", False, r"\b(?:(?:age|year|year group)[- ]?related (?:expectations?|expected levels?)|(?:at|reach|reaches|meet|meets|the|working at|achieve|to) are\b(?= |[.,]|$)|expected (?:standard|levels?|level of development)|age[- ]expected|age[- ]appropriate (?:standard|level)|national (?:standard|average|expectation)s?|greater depth|early learning goals?|\bgld\b|good level of development|working at(?! \w+ing\b) (?:the )?(?:expected|greater|\w+ standard)|target (?:grade|level)s?|minimum (?:target )?grade|end[- ]of[- ]year (?:target|expectation)s?)\b"),
    ("level", False, r"\b(?:pass|passes|passing|achieves? a pass|merit|distinction|pass mark)\b(?! (?:the )?(?:ball|object|time|notes?|messages?|things|it)\b)"),
    ("level", False, rf"\b(?:(?:turquoise|purple|gold|white|lime|orange|green|blue|yellow|red|pink|lilac|brown|grey|black|ruby|emerald|sapphire|diamond|pearl|topaz) (?:book )?(?:band|level|book|stage)|(?:book )?band {N}|(?:reach|reaches|achieve|achieves|attain|attains|complete|completes|gain|gains|at|to|on|working at|be at|p|pre-key stage standard|entry)(?: a| an| the)? ?(?:level|entry|p|stage|step|phase|standard|set|tier) ?{N})\b"),
    ("rate", False, rf"\b{N}\+? ?(?:wpm|wcpm|words? (?:correct )?(?:a|per|correct per|correct a|each)[ /]?min(?:ute)?)"),
    ("amount", False, rf"\b(?:{N}|zero|no more than|no fewer than|fewer than)(?:[ -](?:or|to|and) {N})?\+?[ -]{_MANNER}(?!{_NOT_COUNTED})(?=[a-z]{{3}})(?:\w+[- ]){{0,2}}?(?:\w+ed |\w+ing )?[a-z]{{3,}}"),
    ("clock", False, r"\bby \d{1,2}(?:[:.]\d{2}(?: ?[ap]m)?| ?[ap]m| o'?clock)(?!\w)"),
    ("money", False, r"£ ?\d[\d.,]*"),
    ("level", False, r"\b(?:gpa (?:of |to |above |from )+|a )\d\.\d{1,2}(?: gpa)?\b"),
    ("amount", False, rf"\b(?:{N} ?(?:mins?|minutes?|hours?|hrs?|seconds?|secs?|cm|km|kg|m|metres?|miles?|lengths?)\b)"),
    ("amount", False, rf"\b(?:up to|count to|to|within|beyond|numbers to|bonds (?:to|of|for|within)|0-|1-|from 1 to|from 0 to|by at least|by) ?{N}(?! ?(?:%|times|out|days?|weeks?|of|more|or|o'?clock|am|pm|areas|strategies|things|(?:other|new) \w)|\s?(?:per|/))(?=[ ,.;)]|\s*$)"),
    ("piece", False, r"\b(?:a|one|the|full|half a|whole) (?:full |whole |complete |short |simple |single |full school |cvc |\w+ing |descriptive |legible |well[- ]structured |half[- ]?|a4 )?(?:page|paragraph|sentence|side of a4|minute|half[- ]hour|hour|mile|length of the pool|school week|full week|full day|week|day)\b(?! of (?:starting|being)| after| in which| from| at a time)"),
    ("amount", False, r"\b(?:no|zero|nil|0) (?:further |more |fixed[- ]term |internal |unauthori[sz]ed |recorded |physical |late |permanent |behaviour |\w+ )?(?:suspensions?|exclusions?|detentions?|absences?|lates?|sanctions?|incidents?|isolations?|outbursts?|marks?|missed \w+|errors?|mistakes|reports?|arrivals?|accidents?|restraints?|demerits|negatives?)\b|\bto (?:zero|none|nil)\b"),
    ("amount", False, rf"\b(?:single|double|triple|two|three|four|five|six|2|3|4|5|6|multi)[- ](?:digit|part|step|syllable|letter|word|phoneme|figure|stage|key ?word|piece|item|clause)\b|\bnearest (?:\w+ )?(?:hour|quarter|half|minute|ten|hundred|penny|pound|whole|10|100)|\b(?:quarter|half) (?:past|to|hours?|turn)|\bo'?clock\b|\b(?:1|one|2|two)?[- ]?(?:decimal|significant) (?:place|figure)s?"),
    ("set", False, r"\b(?:all|every|each|both)(?: of)?(?: the| her| his| their| my| our| other)?(?: \d+| twenty-six)? (?!(?:day|time|lesson|week|other|subjects?|areas?|aspects?|round|about|adults|staff|people|children|peers|things|activities|situations|settings|tasks?|contexts?|curriculum|abilit|parts?|times|different|over|right|across|single|session|morning|night|month|term|year|one|learning|school|who|that|he|she|i|they|we|possible|opportunit|occasions?|night|well|work|sorts?|kinds?|the)\b)[a-z]{3,}"),
    ("set", False, r"\b(?:alphabet|days of the week|months of the year|seasons of the year|four seasons|multiplication tables?|times[- ]?tables?(?= (?:up to|to|for|from|\d)))|\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:s|x|'s)?,?(?: and (?:\d{1,2}|two|five|ten)x?'?s?)? (?:times|x|multiplication)[- ]?(?:tables?|facts?)\b|\b(?:his|her|my|their|own|full|first|last|name|home) (?:own )?(?:full |first |last |home |whole )?(?:name|surname|address|phone number|telephone number|date of birth|birthday|postcode|initials|signature)\b|\bphone number\b|\bphase (?:\d|one|two|three|four|five)(?:,? ?(?:and|to|-|&) ?(?:\d|one|two|three|four|five))? (?:\w+ ){0,2}?(?:sounds|phonemes|graphemes|words|phonics)|\bset \d sounds|\b(?:word|spelling|statutory|common exception|hfw|tricky word|reading|high frequency) (?:word )?lists?\b|\bcommon exception words\b|\bnumber bonds? (?:to|of|for|within)\b|\bprimary colours\b|\bcolours of the rainbow|\b(?:cvc|ccvc|cvcc) words\b(?=.*\ball\b)"),
    ("set", False, r"\bzero\b(?=\s*(?:[.,;]|$|by))|\bfrom (?:an average of )?\d[\d.,%]*(?: \w+){0,3} to \d"),
)  # fmt: skip

# Events and products: done or not done, once.
_EVENTS = (
    r"\b(?:(?:emails?|phones?|rings?|contacts?|telephones?) (?:the|an?|my|his|her|their) (?!peers|friends|class|family)\w+|(?:send|sends|submit|submits|hand|hands|email|emails|post|posts|give|gives|show|shows) (?:in |off |out )?(?:the |an? |my |his |her |their |in )?(?:\w+ ){0,2}(?:email|letter|cv|coursework|assignments?|application|form|essay|portfolio|project|survey|report)\b"
    r"|(?:apply|applies|appl(?:y|ies) (?:to|for)|enrol|enrols|enroll|sign up|signs up|register|registers|audition|auditions)\b(?: (?:on|for|at|to|with|in|as))?(?: (?:an?|the|my|his|her|college|university|\w+))?"
    r"|(?:attend|attends|visit|visits|go to|goes to|go on|goes on|book|books|sit|sits|join|joins) (?:an?|the|my|his|her|one|at least one|\w+shire|\w+ college)\b (?:\w+ ){0,3}?(?:fair|interview|open (?:day|evening)|college|taster(?: day| session)?|club|meeting|appointment|course|placement|work experience|trip|residential|gym|class|team|choir|exams?|test|assessment|driving test|dentist|doctor|optician|gp|job centre|cadets|scouts|campus|library|museum|event|university|workshop)\b"
    r"|(?:write|writes|make|makes|create|creates|produce|produces|build|builds|draw up|draws up|complete|completes|finish|finishes|design|designs|present|presents|compose|prepare|prepares|record|deliver|publish|fill in|fills in|bake|plan|cook|cooks|draft|drafts|update|updates|give|open|opens|choose|chooses|buy|buys|get|gets|obtain|obtains|gain|gains|secure|secures|find|finds|have|has|win|earn|earns|hold|start|starts|take|takes) (?:an?|my|his|her|their|own)\b (?!(?:lot|bit|more|better|good|positive|range|variety|clear|greater|wider|strong|understanding|break|few|turn|sense|go\b|conversation|friend|simple|chance|say|look|number of|broad|happy|healthy|pen|card|book band|hand|time[- ]out|line|calm|ruler|planner|writing|knife|place value|well|deep|safe|plan b|some|variety|own)\b)(?:\w+[ -]){0,4}?(?:cv|plan|portfolio|essay|letter|story|poem|report|poster|speech|presentation|application(?: form)?|form|booklet|diary entry|leaflet|job|place|flat|house|tenancy|account|certificate|award|qualification|driving licen[cs]e|licen[cs]e|apprenticeship|placement|course|project|video|piece|timetable|passport|model|collage|bank account|savings account|budget|provisional|internship|work experience|interview|lunch|meal|cake|first aid|bus pass|website|app|revision (?:timetable|plan)|assignment|coursework|badge|medal|reference|picture|shed|table|recipe|sandwich|test|theory test|exam|college place|level|licence|profile|goal list|list|career plan|review)\b"
    r"|(?:has|have|having|with) an? (?:\w+ ){0,3}?(?:plan|cv|account|budget|timetable|passport|tenancy|job|place)(?: (?:written|in place|agreed|ready|set up|open|drawn up|completed|made))"
    r"|(?:live|lives|living) (?:at home|alone|in (?:his|her|my|their|an?) (?:own )?(?:flat|home|house|place|apartment))|(?:be|become|becoming) (?:his|her|their|my) own boss|move (?:in)?to (?:his|her|their|my) own"
    r"|(?:join|start|begin|attend|complete)s? (?:training|work experience)\b|(?:go to|goes to|attend|attends|enter|enters) (?:college|university)|start (?:college|work|university|an apprenticeship)|gain employment|be (?:employed|enrolled|toilet trained)|full[- ]time (?:job|employment|work)|part[- ]time (?:job|employment|work)"
    r"|(?:write|writes|read|reads|say|says|spell|spells|recite|type|types|sign|copy|trace) (?:his|her|their|my|own)(?: (?:own|full|first|last))? (?:name|surname|address)"
    r"|(?:tidy|complete|finish|hand in|do)(?:s|es)? (?:all|every)"
    r"|(?:ride|swim|tie)s? (?:an?|his|her|my|their) (?:bike|bicycle|width|length|own shoe ?laces|shoe ?laces|tie|shoes))"
)  # fmt: skip
_BEGUN = re.compile(r"\b(?:begin(?:s|ning)?|start(?:s|ing)?) to\b")
_SOME = re.compile(r"\b(?:some|a few|several|a range of|various|many|most) \w+(?: \w+){0,3} (?:that|which|with|of|has|have)\b|\b(?:first|last) $")
# A bare "on her own" fixes nothing while the tasks themselves are left open.
_OPEN_SET = re.compile(r"\b(?:tasks|work|activities|learning|challenges|things|problems|skills|instructions|lessons|school)\b")
_NAMED_BOOKS = re.compile(r"\bread(?:s|ing)? (?:the |a )?(?:[A-Z][a-z]+ ){1,4}(?:books?|novels?|stories)|\bread (?:the whole of |all of )?['\"\u2018\u201c][A-Z]")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its kind, whether it leans on a behaviour named elsewhere, and its place in the folded text."""

    kind: str
    leans: bool
    start: int
    end: int


@cache
def _labels() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _LABELS)


@cache
def _rules() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple((kind, leans, re.compile(pattern)) for kind, leans, pattern in _RULES)


@cache
def _events() -> re.Pattern[str]:
    return re.compile(_EVENTS)


def strike(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the ``spans`` blanked by tildes, so that places stay where they were."""
    for start, end in spans:
        text = text[:start] + "~" * (end - start) + text[end:]
    return text


def without_labels(text: str) -> str:
    """``text`` with every number struck out that only names something; levels that are reached are left standing."""
    for pattern in _labels():
        spans = [match.span() for match in pattern.finditer(text) if not _is_level(match, text)]
        text = strike(text, spans)
    return text


def _is_level(match: re.Match[str], text: str) -> bool:
    """Whether "level 5", "phase 3 sounds" or "set 2 sounds" is a level to reach or a closed set, not a name."""
    word = match.group().split()[0]
    if word in ("phase", "set"):
        return bool(re.match(r"[\w ,&-]{0,14}\b(?:sounds|phonemes|graphemes|words|phonics)", text[match.end() : match.end() + 30]))
    if word != "level":
        return False
    return bool(re.search(r"\b(?:reach(?:es)?|achieves?|attains?|gains?|working at|(?:up|on) to|be at|from|at|a)(?: an?| the)? $", text[: match.start()][-20:]))


def find(text: str, typed: str) -> tuple[Measure, ...]:
    """Measures in a folded ``text`` from which deadlines and labels are struck out; ``typed`` shows capital letters."""
    rules = (*_rules(), ("event", False, _events()))
    found = [
        Measure(kind, leans, *match.span())
        for kind, leans, pattern in rules
        for match in pattern.finditer(text)
        if not _emptied(kind, match, text)
    ]
    found += [Measure("level", False, *match.span()) for match in _NAMED_BOOKS.finditer(typed)]
    return tuple(sorted(found, key=lambda measure: measure.start))


def _emptied(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether the words before take the measure back: "begin to write a sentence", "some words with four letters"."""
    before = re.split(r"[.;:!?]|, | so that ", text[max(0, match.start() - 60) : match.start()])[-1]
    if kind in ("piece", "event", "set") and _BEGUN.search(before):
        return True
    if kind == "independence":
        return bool(_OPEN_SET.search(before)) and not re.search(r"\d|\b(?:one|two|three|four|five)\b", before)
    return kind == "amount" and bool(_SOME.search(before))
