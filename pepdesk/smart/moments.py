"""What a deadline can point at: ends of terms, half-terms, holidays, meetings, tests, dates, school years, leaving.

Pattern texts only; ``deadlines`` puts the words around them and ``dates`` finds the day.
"""

from __future__ import annotations

from pepdesk.smart.dates import DAY, MONTH, WEEKDAY
from pepdesk.smart.tokens import NUMBER

_LOW = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)\b"
OWNER = r"(?:(?:the|this|that|my|our|your|his|her|their|its|\w{1,20}'s) )?"
SEASON = r"(?:autumn|spring|summer|fall|winter|michaelmas|trinity)"
YEAR_GROUP = rf"(?:(?:year|yr\.?|key stage|ks) ?{_LOW}|y\d{{1,2}}\b|\d(?:st|nd|rd|th) grade|reception\b)"
_ORDER = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_COMING = r"(?:this|next|coming|upcoming|forthcoming|following|current)"

TERM = r"(?:half[- ]?term|term|semester|trimester|quarter|(?:marking|grading|reporting) period)\b"
_PERIOD_WORD = (
    rf"(?:{_COMING}|{_ORDER}|{SEASON}|{MONTH}|school|academic|calendar|college|christmas|easter"
    rf"|half|six[- ]week"
    rf"|\d{{4}}(?:[/-]\d{{2,4}})?|{YEAR_GROUP}|senior|primary|secondary|early years|assessment|pep|iep|annual)"
)
_STRETCH = (
    rf"(?:{TERM}(?: time)?|terms|year\b|week\b|month\b|fortnight\b|(?:key )?(?:stage|phase)\b|nursery\b|sixth form"
    r"|(?:primary|secondary|high) school|(?:school|college|placement|course|programme|block|unit"
    r"|module|project"
    rf"|intervention|season|holidays?|break|topic|internship|apprenticeship|cycle)\b|{YEAR_GROUP}"
    rf"|{SEASON}(?: \d)?"
    rf"|{MONTH}(?: \d{{4}}\b)?|20\d\d\b)"
)
END_OF = (
    r"(?:(?:the )?(?:very )?(?:end|close|start|beginning|middle|(?:first|last) (?:week|day)) (?:of|in) "
    rf"{OWNER}(?:{_PERIOD_WORD} ){{0,4}}{_STRETCH}(?: (?:of )?(?:{SEASON}|{_LOW}))?"
    r"(?: (?:of |in )?20\d\d(?:[/-]\d{2,4})?\b)?"
    rf"|(?:{_PERIOD_WORD} )*{TERM}(?:'s)? ?-?end\b|{SEASON}(?: [12])? end\b"
    rf"|(?:school )?year[- ]end\b|mid[- ](?:term|year)\b"
    rf"|end {MONTH}|end (?:of )?t[1-6]\b|end {SEASON}(?: term)?(?: [12])?\b|end (?:half[- ]?)?term\b|term \d end\b)"
)
HALF_TERM = (
    rf"(?:{OWNER}(?:(?:{_COMING}|{_ORDER}|{SEASON}|{MONTH}"
    rf"|whit(?:sun)?) )*half[- ]?term(?: (?:holidays?|break|[1-6]\b))?)"
)
SEASON_TERM = (
    rf"(?:{OWNER}(?:{_COMING} )?(?:{SEASON}(?: (?:half[- ]?)?term\b)?(?: [12]\b)?(?: (?:of )?20\d\d\b)?"
    rf"|(?:half[- ]?)?term [1-6]\b|t[1-6]\b))"
)
HOLIDAY = (
    rf"(?:{OWNER}(?:(?:{_COMING}|start of the|school) )*(?:christmas|xmas|easter|whitsun"
    rf"|bonfire night|guy fawkes(?: night)?"
    r"|hallowe'?en|diwali|eid|ramadan|hanukkah|chinese new year|new year|thanksgiving"
    r"|mother'?s day|father'?s day"
    r"|valentine'?s(?: day)?|shrove tuesday|bank holiday|world book day"
    rf"|(?:(?:{SEASON}|school|half[- ]?term|{MONTH}) )?(?:holidays|holiday|break|vacation|hols)\b)"
    r"(?: (?:day|break|holidays?|vacation|hols|time|term|concert|fair|play)\b)?)"
)
_MEETING_NOUN = (
    r"(?:(?:pep|lac|cla|iep|ehcp|ehc|tac|cin|pathway|review|target|transition|planning|team) )?"
    r"(?:peps?|lac|iep|reviews?|meetings?|report(?: card)?|parents'? evening|tutorial"
    r"|personal education plan)\b"
)
_TEST_NOUN = (
    r"(?:(?:mocks?|mid-?terms?|sats|gcses?|finals|(?<!by )sitting|exam series"
    r"|phonics (?:screening )?check|(?:resit|exam|gcse) series"
    r"|multiplication tables check)\b(?: (?:exams?|tests?|papers?|week)\b)?)"
)
_EVENT_WORD = (
    rf"(?:{_COMING}|{_ORDER}|{SEASON}|{MONTH}|annual|termly|half[- ]termly|six[- ]month(?:ly)?"
    rf"|mid-?year|progress|school"
    r"|end[- ]of[- ](?:year|term|unit|half[- ]?term|topic|course|key stage)|maths|english"
    r"|science|reading|spelling"
    r"|history|biology|chemistry|physics|geography|french|spanish|year \d{1,2}|ks ?\d"
    r"|key stage \d|mock|official)"
)
MEETING = rf"(?:{OWNER}(?:{_EVENT_WORD} ){{0,4}}{_MEETING_NOUN}(?: in {MONTH})?)"
TEST = rf"(?:{OWNER}(?:{_EVENT_WORD} ){{0,4}}{_TEST_NOUN}(?: in (?:the )?(?:{MONTH}|{SEASON}\b))?)"
# A plain test or exam is dated only by a word such as June, end-of-year or mock.
DATED_TEST = (
    rf"(?:{OWNER}(?:{_EVENT_WORD} ){{0,2}}(?:{SEASON}|{MONTH}|end[- ]of[- ]\w{{4,5}}(?:[- ]term)?"
    rf"|mock|half[- ]termly|termly"
    rf"|christmas|easter|mid-?year|baseline|gcse|a[- ]level) (?:{_EVENT_WORD} ){{0,2}}"
    r"(?:tests?|exams?|examinations?|assessments?|papers?|series|gcses?|resits?)\b)"
)
_NEXT_NOUN = (
    r"(?:peps?|reviews?|meetings?|reports?|parents'? evening|tutorial|assessments?|tests?|exams?"
    r"|mocks?|mid-?terms?|finals?|quiz"
    r"|sats|gcses?|interview|birthday|data (?:drop|collection|point|capture)|progress check"
    r"|check-?in|show|concert|play"
    r"|performance|sports day|trip|residential|visit|appointment|conference|half[- ]?term|term"
    r"|week|month|fortnight"
    r"|semester|trimester|quarter|year|(?:marking|grading|reporting) period|iep|holidays?|break"
    r"|assembly|competition"
    rf"|match|essay|paper|piece of writing|{SEASON}|{MONTH}|{WEEKDAY}|christmas|easter)"
)
NEXT = (
    rf"(?:{OWNER}(?:this|next|upcoming|forthcoming|the coming|following) (?:(?:{_EVENT_WORD}"
    rf"|academic|half|pep|lac|iep|review|big"
    rf"|full|college|calendar|class|round of|set of|statutory|unit|football) ){{0,3}}{_NEXT_NOUN}\b(?!'s)"
    rf"(?: (?:meeting|review|exams?|tests?|papers?|term|in {MONTH}))?)"
)
STAGE = (
    rf"(?:(?:{YEAR_GROUP}|the age of \w{{1,10}}|age {_LOW}|(?:his|her|their"
    rf"|my) \w{{2,12}} birthday|secondary school"
    r"|high school|sixth form|adulthood|key stage \d)\b)"
)
LEAVING = (
    r"(?:(?:the time |when )?(?:(?:he|she|they|i|we|school|college|term|the term|the year"
    r"|\w{1,20}) )?(?:leav(?:es?|ing)"
    r"|finish(?:es|ing)?|graduat(?:es?|ing|ion)|complet(?:es|ing)|start(?:s|ing)?|mov(?:es?"
    r"|ing) (?:up )?to|turn(?:s|ing)?(?= \d)"
    r"|(?<=time .. )is|(?<=time ... )is|(?<=time i )am|(?<=time they )are|breaks? up"
    r"|ends)(?: (?:from|for|at|in|to))?"
    rf"(?: (?:(?:the|his|her|their|my) )?(?:{YEAR_GROUP}|school|college|care|primary(?: school)?"
    rf"|secondary(?: school)?|university"
    r"|high school|sixth form|nursery|placement|the course|the holidays|christmas|easter|summer"
    r"|half[- ]?term|\d{1,2}\b|reception))?)"
)
MONTH_PART = (
    rf"(?:(?:the )?(?:(?:end|start|beginning|middle) of |mid[- ]|early "
    rf"|late )?{MONTH}(?:,? 20\d\d\b)?(?! half))"
)
_COUNT = rf"(?:\d{{1,2}} ?(?:-|to|or) ?\d{{1,2}}|{NUMBER}|a couple of|a|an|several|the next|half a)"
SPAN = (
    rf"(?:(?:the )?(?:(?:next|coming|first) )?(?P<n>{_COUNT})[ -]*(?:(?:school|teaching|instructional|academic"
    rf"|term-time|calendar|full|working) )?"
    r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|half[- ]?terms?|terms?|years?"
    r"|yrs?)\b(?:'s?)?(?: time\b)?)"
)
# Longest first where one begins like another.
ANY = "|".join(
    (END_OF, NEXT, DAY, r"week \d{1,2}\b", HALF_TERM, HOLIDAY, DATED_TEST, TEST, MEETING, STAGE, MONTH_PART,
     SEASON_TERM, rf"{WEEKDAY}(?!s)",
         rf"{OWNER}(?:end of )?(?:{TERM}|school year\b|academic year\b)", r"20\d\d\b", "tomorrow", "tonight",
     r"the weekend\b")
)  # fmt: skip
