"""The patterns of measures: what is struck out, rates, levels, amounts, closed sets, products and events.

Each rule is (kind, whether it leans on a behaviour named elsewhere, pattern over folded text).
"""

from __future__ import annotations

from pepdesk.smart.tokens import NUMBER as N

# Words after a number that make it a thing to count only in name.
_NOT_COUNTED = (
    r"(?:feet|hands|eyes|ears|legs|fingers?|thumbs?|grades?|sub-?levels?|levels?|marks? of|times"
    r"|time(?! \w+s)|occasions?|or|and|to|of|out|in|by|on|at"
    r"|the|a|across|above|below|before|after|from|per|as|if|when|without|during|until|more|less"
    r"|fewer|other|another|for|with|is|was|am|pm|star|year[- ]olds?"
    r"|areas?|ways?|targets?|goals?|skills?|things(?! (?:that|which|he|she|i|they)\b)"
    r"|activity|strateg(?:y|ies)|support|adults?|staff|ta"
    r"|tas|teachers?|term|terms"
    r"|year|years|month|months|day|person|thing|hand|foot|side|end|way|point scale|weeks?)\b"
)
_MANNER = (
    r"(?:single |separate |different |full |new |more |correct |whole |complete |simple "
    r"|consecutive |written )?"
)

# Struck out before anything is counted.
LABELS = (
        r"\b(?:through|via|with|by) (?:daily|weekly|regular|nightly) (?:[\w-]+ )?(?:practice|reading"
        r"|interventions?|sessions?|support"
    r"|work|phonics|teaching|input|revision|homework)",
    r"\b(?:year|yr\.?|key stage|ks|chapter|unit|page|module|period|room|lesson|step|phase|part"
        r"|book|section|topic|week|tier|wave"
    rf"|class|paper|set|group|objective|target|level|type|appendix|grade level|term) ?(?:{N}"
        rf"|[ivx]{{1,4}}\b)(?: ?(?:/|&|and|to|-) ?{N})?",
    (
        r"\by\d{1,2}\b|\bks\d\b|\b\d(?:st|nd|rd|th) grade\b|\b\d{1,2}[- ]?(?:to|:)[- ]?1\b(?! ratio)"
        r"|\bone[- ](?:to|2)[- ]one\b|\bone[- ]on[- ]one\b"
    ),
        rf"\bfrom one \w+ to (?:the next|another)\b|\bscale (?:of |from )?{N} ?(?:to|-) ?{N}"
        rf"|\b{N}[- ]point scale|\b12[- ](?:and|or|/) ?24[- ]hour(?: clock)?|\b(?:12|24)[- ]hours?(?="
        r" clock)"
    rf"|\b{N}[- ]?(?:min(?:ute)?s?|hours?|second) (?:sand )?(?:timer|sessions?|slots?"
        rf"|interventions?|lessons?|card)",
    rf"\b{N}(?:[.-]\d)? ?(?:hours?|hrs?|minutes?|mins?|sessions?|x)? (?:of )?(?:weekly "
        rf"|daily )?(?:ta|lsa|salt|ot|1:1|tuition|tutoring|teaching assistant"
    r"|support|therapy|mentoring|counselling|intervention|teacher|adult|key ?worker|physio|elsa"
        r"|adult support|learning support)\b[^,.;]{0,20}",
    (
        r"\b(?:zones?|lego|five point scale|5 point scale|5-a-day|11\+|16-19|24/7|covid-19"
        r"|stage \d of the (?:code|plan)|(?:number|no\.) \d{1,3}(?= (?:bus|tram|train)))\b"
    ),
    (
        r"\b(?:currently|at present|baseline(?: of| is| score)?:?|now at|was|scored"
        r"|since \w{3,10}) (?:at |reads |on |reading |writes |is |a |about |of )?(?:grade "
        r"|level )?\d[\d.,%/]*(?: (?:words?|wpm|sounds|minutes?)(?: (?:a|per) \w+)?(?=[;,.]))?"
    ),
    (
        rf"\b(?:one|two|both|{N}) of (?:my|his|her|their|the) (?:main |key )?(?:targets?|goals?"
        rf"|areas)|\b(?:no|any|every|some)[- ]?one\b|\bone (?:another|day|of|area|aspect)\b"
        rf"|\bat once\b|\beach other\b|\bat least once\b(?=\s*$)"
    ),
    r"\b(?:accuracy|rate|level|score|number|percentage|grade) (?:of )?x{1,4}\b|\bxx+ ?(?:%|out of|times)",
)  # fmt: skip

_FRACTION = r"(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters)"
_PERIOD = (
    r"(?:day|week|fortnight|month|term|half[- ]term|lesson|session|morning|afternoon|evening"
    r"|night|time|occasion|opportunity|hour|weekday"
    r"|school day|weekend|break|lunch(?:time)?|playtime|period|class|meal(?:time)?|visit|piece"
    r"|activity|sentence|paragraph|assembly|transition"
    r"|single (?:day|lesson|time|session|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|maths lesson|english lesson|literacy lesson|pe lesson|trial|story|task)"
)
_OF_WORK = (
    r"(?:times|occasions|opportunities|trials|days|lessons|sessions|attempts|turns|prompts"
    r"|reminders|cues|steps|words|sentences|questions|examples"
    r"|problems|items|weeks|visits|mornings|tries|pieces|probes|instances|situations|activities"
    r"|transitions|tasks|sets|assignments|meetings)"
)
# (name, leans on a behaviour, pattern)
RULES: tuple[tuple[str, bool, str], ...] = (
    ("rate", True, (
        rf"\b{N} ?(?:out of|of|in|from|/) ?(?:every |the |a possible "
        rf"|any |the first |the next |his |her |all )?{N}(?: (?:\w+ )?{_OF_WORK})?"
    )),
    ("rate", True, (
        rf"(?:\b(?:at least|over|above|up to|with|to|of|under|below|by|minimum) )?\b{N} ?(?:%"
        rf"|per ?cent\b|pct\b)"
    )),
    ("rate", True, (
        rf"\b(?:at least |more than |over )?{_FRACTION} (?:of )?(?:the |all |her |his |my )?(?:time"
        rf"|occasions|lessons|opportunities|sessions|questions|days)\b"
    )),
    ("frequency", True, (
        rf"\b(?:every|each)(?: and every)?(?: single| other| school)? {_PERIOD}\b|\bat all times\b"
        rf"|\b(?:daily(?! (?:life|lives|living))|nightly|always|never)\b|\bevery (?=\w+ing )"
    )),
    ("frequency", True, (
        r"\bweekly\b(?! (?:write|writing|spelling|test|session|meeting|timetable|quiz|tutor|mentor"
        r"|therap|support|group|check|club|planner|lesson|report|1|budget|shop))|\bfortnightly\b"
    )),
    ("frequency", True, (
        rf"\b(?:{N}|once|twice|an?) ?(?:x|times?|days?|nights?|mornings?|evenings?|lessons?"
        rf"|sessions?)? ?(?:a|per|each|every|in a|/) ?(?:school )?(?:day|week|month|fortnight|lesson"
        rf"|session|hour|term|half[- ]term|morning|night)\b"
    )),
    ("frequency", True, (
        rf"\b(?:{N} (?:separate |different |consecutive |or more )?(?:times|occasions)|(?:once|twice"
        rf"|three times)\b(?! (?:i|he|she|they|we|the)\b))(?! the)"
    )),
    ("independence", True, (
        r"\b(?:independently|unaided|unprompted|unassisted|unsupported|all by (?:him|her|my"
        r"|them)sel(?:f|ves)|by (?:him|her|my|them)sel(?:f|ves)|(?:on|of) (?:his|her|my"
        r"|their) own(?: accord|(?=\s*(?:$|[.,;:)~]|and|in|at|by|when|for|with|to|on|during|from"
        r"|every|each|after|before|while|if|because|using|\d|without|once)\b|\s*(?:$"
        r"|[.,;:)~]))))(?!\w)(?! (?:learner|learning|work))"
    )),
    ("independence", True, (
            r"\bwithout (?:holding|needing) an adult|\b(?:without|with no|with zero|no)(?: any| an)?(?:"
            r" (?:adult|verbal|physical|staff|further"
        r"|extra|teacher|visual|additional|ta|gestural|direct|'s|verbal or \w+))* (?:help|support"
        r"|prompts?|prompting|reminders?|reminding|assistance|aid|cues?|intervention"
        r"|being (?:prompted|reminded|asked|told|helped))\b"
    )),
    ("level", False, (
        r"\b(?:grades?:?|gcse|mark of|level) ?(?:a |an |at )?(?:[1-9]s?\b(?![:%])|[a-g][*+-]?(?![\w'])"
        r"|pass\b|merit\b|distinction\b)|\b(?:an?|to|from|least|get|gets|achieve|achieves"
        r"|straight) [a-f][*+-]?(?:'?s)?(?= (?:in|on|to|or|for|grade|this|by|average|at)\b|\s*[.,;*+-]"
        r"|\s*$)|\bstraight [a-c][*+]?'?s\b"
    )),
    ("level", False, (
            r"\b(?:by|up|of) (?:at least )?(?:one|two|three|half a|a|\d)(?: whole| full| sub-?|"
            r" fine)?[- ]?(?:grades?|levels?)\b"
        r"|\b(?:one|two|three|\d) (?:sub-?levels?|points) (?:of )?progress\b"
            r"|\b(?:get|gets|gain|gains|achieve|achieves|earn|earns) (?:at least )?an?"
            r" [1-9][+-]?(?=\s*(?:$|[.,;]|or (?:above|higher|better)))"
            r"|\bfrom (?:an? |the )?(?:working (?:towards|below)|wts|wt|emerging|developing|beginning|below"
            r"|pass|fail|merit|amber|red|bronze|silver)(?: \w+){0,2}?"
            r" to (?:an? |the )?(?:working at|working within|expected|exs|gds|secure|developing|greater depth"
            r"|exceeding|mastered|pass|merit|distinction|green|amber|silver|gold)\b"
    )),
    ("level", False, (
        r"\b(?:from (?:an? )?|an? )[1-9][+-]? (?:up )?to (?:an? |at least an? )?[1-9][+-]?(?= (?:by"
        r"|in|on|at)\b|[ ~]*(?:[.,;~]|$))|\b[a-g][*+-]? to (?:an? )?[a-g][*+-]?(?![\w'])"
    )),
    ("level", False, (
        rf"\b(?:standardi[sz]ed |scaled |raw |reading |spelling |test |total |sdq |stress "
        rf"|boxall )*(?:scores?|marks?|sdq|percentile)(?: \w+){{0,4}}? (?:of |from |to |below |under "
        rf"|above |over |at |is |by |down |up )+(?:at least |around )?{N}"
    )),
    ("level", False, (
        rf"\b(?:scor(?:e|es|ing)|gets?|getting|achieves?) (?:at least |over |above |more than "
        rf"|a minimum of )?{N}(?! ?(?:%|per ?cent|out|of|/))(?= (?:or|in|on|by)\b|[.,;]|\s*$)"
    )),
    ("level", False, (
        rf"\b{N} ?(?:out of|/) ?{N} (?:or (?:more|better|above) )?(?:in|on) (?:(?:a|an|the|his|her|my"
        rf"|their|each|every) )?(?:\w+ ){{0,3}}?(?:tests?|quiz(?:zes)?|papers?|assessments?|checks?"
        rf"|rubric)\b"
    )),
    ("level", False, r"\b(?:(?:an?|least) [1-9][+-]?|[1-9]s) (?=in (?!a\b|row)\w)"),
    ("level", False, (
        rf"\b(?:reading|spelling|comprehension|chronological|maths|number"
        rf"|developmental) age(?: \w+){{0,4}}? (?:of|to|at|above|over|by|is)? ?(?:at least )?{N}"
    )),
    ("level", False, (
        r"\b(?:(?:age|year|year group)[- ]?related (?:expectations?|expected levels?)|(?:at|reach"
        r"|reaches|meet|meets|the|working at|achieve|to) are\b(?= |[.,]|$)|expected (?:standard"
        r"|levels?|level of development)|age[- ]expected|age[- ]appropriate (?:standard|level)"
        r"|national (?:standard|average|expectation)s?|greater depth|early learning goals?|\bgld\b"
        r"|good level of development|working at(?! \w+ing\b) (?:the )?(?:expected|greater"
        r"|\w+ standard)|target (?:grade|level)s?|minimum (?:target )?grade"
        r"|end[- ]of[- ]year (?:target|expectation)s?)\b"
    )),
    ("level", False, (
        r"\b(?:pass|passes|passing|achieves? a pass|merit|distinction"
        r"|pass mark)\b(?! (?:the )?(?:ball|object|time|notes?|messages?|things|it)\b)"
    )),
    ("level", False, (
        rf"\b(?:(?:turquoise|purple|gold|white|lime|orange|green|blue|yellow|red|pink|lilac|brown"
        rf"|grey|black|ruby|emerald|sapphire|diamond|pearl|topaz) (?:book |reading )?(?:band|level|book|stage)"
        rf"|(?:book )?band {N}|(?:reach|reaches|achieve|achieves|attain|attains|complete|completes"
        rf"|gain|gains|at|to|on|working at|be at|p|pre-key stage standard|entry)(?: a| an"
        rf"| the)? ?(?:level|entry|p|stage|step|phase|standard|set|tier) ?{N})\b"
    )),
    ("speed", False, (
        rf"\b{N}\+? ?(?:wpm|wcpm|words? (?:correct )?(?:a|per|correct per|correct a"
        rf"|each)[ /]?min(?:ute)?)"
    )),
    ("amount", False, (
        rf"\b(?:{N}|zero|no more than|no fewer than|fewer than)(?:[ -](?:or|to"
        rf"|and) {N})?\+?[ -]{_MANNER}(?!{_NOT_COUNTED})(?:[23]d )?(?=[a-z]{{3}})(?:\w+[- ]){{0,2}}?(?:\w+ed "
        rf"|\w+ing )?[a-z]{{3,}}"
    )),
    ("amount", False, (
                r"(?:(?:^|(?<=[.!?;\n] ))(?:\w+: )?|\b(?:have|has|get|gets|getting|receive|receives|be given"
                r"|earn) )no (?:more"
            r" )?(?!longer|more|one|less|help|support|prompt|remind|adult|problem|worries|idea)"
        r"(?:[\w-]+ ){0,2}?(?:[a-z]*\d+s?|[a-z]{3,}s)\b"
    )),
    ("level", False, rf"\b{N} (?:or more |good )?(?:gcses?|a[- ]levels?|btecs|passes|qualifications)\b"),
    ("frequency", True,
        r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)days(?:,? (?:and )?(?:on )?(?:mon|tues|wednes"
        r"|thurs|fri|satur|sun)days)+"),
    ("level", False,
        r"\baverag(?:e|es|ing) (?:of )?(?:at least )?(?:an? )?[1-9]\b(?! ?(?:%|words|out|hours"
        r"|minutes))"),
    ("amount", False, rf"\b{N} of (?:his|her|my|their|the) (?!time|lessons|day)(?:\w+ )?[a-z]{{3,}}s\b"),
    ("clock", False, r"\bby \d{1,2}(?:[:.]\d{2}(?: ?[ap]m)?| ?[ap]m| o'?clock)(?!\w)"),
    ("amount", False, (
        rf"\b(?:half|quarter|a quarter of) an? (?:centimetre|cm|metre|mile|kilometre|litre|hour|page|minute)\b"
        rf"|\b\d{{1,3}} ?k\b(?! (?:run$))|\bcount(?:s|ing)? (?:\w+ ){{0,3}}(?:from|in) {N}"
    )),
    ("amount", False,
        r"\b(?:exclusions?|suspensions?|detentions?|lates?|absences?|incidents?|sanctions?)(?: this"
        r" \w+)?\s?[:=-] ?(?:none|zero|nil|0)\b"),
    ("amount", False, (
            r"\b(?:whole|full|entire) (?:morning|afternoon|lesson|session|assembly|film|match|meal)s?\b"
            rf"|\bno more than {N} (?!{_NOT_COUNTED})(?:[\w-]+ ){{0,2}}?[a-z]{{3,}}"
    )),
    ("set", False, r"\bdraws? an? (?:person|face|house|man|body|figure)(?: \w+)? with\b"),
    ("piece", False, r"\bread(?:s|ing)? (?:a|one) (?:whole )?(?:book|novel|play|chapter|article)\b"),
    ("set", False, r"\b(?:words|spellings|sounds|facts|vocabulary) (?:on|in|from) (?:word |spelling )?(?:list|set"
        r"|phase)\b|\bspelling list\b"),
    ("amount", False, r"\b(?:kick|hit|bite|break|damage|throw|miss|drop|lose|make|leave|use|push)(?:e?s)? no (?!more"
        r"|longer|less)(?:[a-z]+ )?[a-z]{3,}s\b"),
    ("set", False, r"\b(?:every|each|all) parts? of (?:an?|the|his|her)\b(?: [\w-]+){1,2}|\bread(?:s"
        r"|ing)? to the end of \w+"),
    ("set", False, r"\b(?:the|this|that|his|her|my|their|whole) (?:[\w-]+ ){1,4}(?:off )?by heart\b"),
    ("money", False, r"[£$€] ?\d[\d.,]*"),
    ("level", False, r"\b(?:gpa (?:of |to |above |from )+|a )\d\.\d{1,2}(?: gpa)?\b"),
    ("amount", False, (
        rf"\b(?:{N} ?(?:mins?|minutes?|hours?|hrs?|seconds?|secs?|cm|km|kg|m|metres?|miles?"
        rf"|lengths?)\b)"
    )),
    ("amount", False, (
        rf"\b(?:up to|count to|to|within|beyond|numbers to|bonds (?:to|of|for|within)|0-|1-|from 1 to"
        rf"|from 0 to|by at least|by) ?{N}(?! ?(?:%|times|out|days?|weeks?|of|more|or|o'?clock|am|pm"
        rf"|areas|strategies|things|(?:other|new) \w)|\s?(?:per|/))(?=[ ,.;)]|\s*$)"
    )),
    ("piece", False, (
            r"(?<!of )\b(?:a|one|the|full|half a|an?(?= entire)|whole)(?<!on the)(?<!in the)(?<!of"
            r" the)(?<!for the)"
            r"(?<!times a)(?<!once a)(?<!twice a)(?<!throughout the)(?<!through the)(?<!during the)"
            r"(?<!across the)(?<!over the)"
            r" (?:full |whole |complete |short |simple |single "
        r"|full school |cvc |\w+ing |descriptive |legible |well[- ]structured |half[- ]?"
        r"|a4 )?(?:page|paragraph|sentence|side of a4|minute|half[- ]hour|hour|mile"
        r"|length of the pool|school week|full week|full day|week|day)\b(?! of (?:starting|being)"
        r"| after| in which| from| at a time| they\b| it\b| he\b| she\b| that\b| when\b)"
    )),
    ("amount", False, (
        r"\b(?:no|zero|nil|0) (?:further |more |fixed[- ]term |internal |unauthori[sz]ed |recorded "
        r"|physical |late |permanent |behaviour |\w+ )?(?:suspensions?|exclusions?|detentions?"
        r"|absences?|lates?|sanctions?|incidents?|isolations?|outbursts?|marks?|missed \w+|errors?"
        r"|mistakes|reports?|arrivals?|accidents?|restraints?|demerits|negatives?)\b|\bto (?:zero"
        r"|none|nil)\b"
    )),
    ("amount", False, (
        r"\b(?:single|double|triple|two|three|four|five|six|2|3|4|5|6)[- ](?:digit|part|step"
        r"|syllable|letter|word|phoneme|figure|stage|key ?word|piece|item|clause)\b"
            r"|\bnearest (?:\w+ )?(?:hour|quarter|half|minute|mm|ml|g|kg|m|millimetre|kilogram|ten"
            r"|thousand|hundred|penny|pound|whole|10|100"
        r"|centimetre|cm|metre|gram|litre|degree)"
        r"|\b(?:quarter|half) (?:past|to|hours?|turn)|\bo'?clock\b|\b(?:1|one|2|two)?[- ]?(?:decimal"
        r"|significant) (?:place|figure)s?"
    )),
    ("set", False, (
        r"\b(?:all|every|each|both)(?: of)?(?: the| her| his| their| my| our| other)?(?: ~+)?(?: \d+"
            r"| twenty-six)? (?!(?:ways|hands|feet|sides|eyes|ears|day|time|lesson|week|other|subjects?"
            r"|areas?|aspects?|round|about"
        r"|adults|staff|people|children|peers|things|activities|situations|settings|tasks?|contexts?"
        r"|curriculum|abilit|parts?|times|different|over|right|across|single|session|morning|night"
        r"|month|term|year|one|class\b|learning|school|who|that|he|she|i|they|we|possible|opportunit"
        r"|occasions?|night|well|work|sorts?|kinds?|the)\b)[a-z]{2,}"
    )),
    ("set", False, (
        r"\b(?:alphabet|days of the week|months of the year|seasons of the year|four seasons"
        r"|multiplication tables?|times[- ]?tables?(?= (?:up to|to|for|from|\d)))|\b(?:\d{1,2}|two"
        r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:s|x|'s)?,?(?: and (?:\d{1,2}"
        r"|two|five|ten)x?'?s?)? (?:times|x|multiplication)[- ]?(?:tables?|facts?)\b|\b\d{1,2}x (?:table|facts)\b"
        r"|(?<!to )\b(?:his|her|my"
        r"|their|own|full|first|last|name|home) (?:own )?(?:full |first |last |home |whole )?(?:name"
        r"|surname|address|phone number|telephone number|date of birth|birthday|postcode|initials"
        r"|signature)\b|\bphone number\b|\bphase (?:\d|one|two|three|four|five)(?:,? ?(?:and|to|-"
        r"|&) ?(?:\d|one|two|three|four|five))? (?:\w+ ){0,2}?(?:sounds|phonemes|graphemes|words"
        r"|phonics)|\bset \d sounds|\b(?:word|spelling|statutory|common exception|hfw|tricky word"
        r"|reading|high frequency) (?:word )?lists?\b|\bcommon exception words\b"
        r"|\bnumber bonds? (?:to|of|for|within)\b|\bprimary colours\b|\bcolours of the rainbow"
        r"|\b(?:cvc|ccvc|cvcc) words\b(?=.*\ball\b)"
    )),
    ("set", False, r"\b[a-z]{1,2}, (?:[a-z]{1,2},? )+(?:and|&|or) [a-z]{1,2}\b"),
    ("set", False, r"\((?:i\.?e\.?,? )?(?!e\.?g|for|such|like"
        r"|not)[a-z'-]+(?: [a-z'-]+)?(?:, (?!etc)[a-z'-]+(?: [a-z'-]+)?)+,? (?:and|&) (?!so|other"
        r"|more)[a-z'-]+(?: [a-z'-]+)?\)"),
    ("set", False, r"\b(?:number of |how many )?(?:days|hours|weeks|minutes|seconds|months|pence|degrees|sides|grams"
        r"|metres|centimetres)(?: (?:are|there are|is))? in (?:each|every|an?) (?!row\b)\w+"),
    ("amount", False, rf"\b{N}(?: (?:or|and) {N})? (?:more|less)(?: ?(?:/|or|and) ?(?:more|less))? than (?:an?|any"
        rf"|the|each|every)(?: given)? (?:number|amount|\w+ number)"),
    ("amount", False, r"\bno (?:missing|missed|late|overdue|outstanding|unfinished|incomplete)(?: (?:or"
        r"|and) \w+)? (?:\w+ )?(?:[a-z]{3,}s|homework|coursework|work)\b"),
    ("piece", False, r"\bthe (?:full |whole |entire )?length of (?:the|an?) \w+"),
    ("set", False,
        r"\bthe (?:whole|entire) (?:of )?(?!(?:class|school|day|time|week|term|year|lesson|group"
        r"|family)\b)\w{3,}"),
    ("set", False, r"\bzero\b(?=\s*(?:[.,;]|$|by))|\bfrom (?:an average of )?\d[\d.,%]*(?: \w+){0,3} to \d"),
)  # fmt: skip
