"""Products and events: things done once or not done, so that no figure is needed (a CV sent, a test passed)."""

from __future__ import annotations


def _any(words: str) -> str:
    """An alternation of ``words``; an underscore stands for a blank."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"


def _verbs(words: str) -> str:
    """The same for verbs, with or without the ending of "she sends"."""
    return _any(words) + "(?:es|s)?"


_OWNER = "(?:the|an?|my|his|her|their)"
_PAPERS = _any("email letter cv coursework assignments? application form essay portfolio project survey report")
_PLACES = _any(
    """fair interview open_day open_evening college taster taster_day taster_session club meeting appointment course
    placement work_experience trip residential gym class team choir exams? test assessment dentist doctor optician gp
    job_centre cadets scouts campus library museum event university workshop"""
)
_MAKE = _verbs(
    """write make create produce build complete finish design present compose prepare record deliver publish bake plan
    cook draft update give open choose buy get obtain gain secure find win earn hold start take post pass achieve
    draw paint sketch sew knit have draw_up fill_in fill_out"""
).replace("have", "have|has")
# "Make a good start", "have a break", "take a turn": said the same way, but nothing is produced.
_NOTHING_MADE = _any(
    r"""lot bit more better good positive range variety clear greater wider strong understanding break few turn
    sense go\b conversation friend simple chance say look number_of broad happy healthy pen card book_band
    hand time[-_]out line calm ruler planner writing knife place_value well deep safe plan_b some own"""
)
_PRODUCTS = _any(
    """cv statement plan portfolio essay letter story poem report poster speech presentation application_form
    application form booklet diary_entry leaflet job place flat house tenancy account certificate award qualification
    driving_licence licen[cs]e apprenticeship placement course project video piece timetable passport model collage
    map diagram drawing painting quiz invitation diploma nvq budget provisional internship appointment talk
    work_experience interview lunch meal cake first_aid bus_pass website app
    assignment coursework badge medal reference picture shed table recipe sandwich test exam level profile list
    review degree baccalaureate"""
)
_EARNED = _any(
    """diploma nvq degree expedition duke_of_edinburgh dofe certificate award course qualification unit application
    portfolio licence assignment project"""
)

EVENTS = r"(?<!the )\b(?:" + "|".join(
    (
        rf"{_verbs('email phone ring contact telephone')} {_OWNER} (?!peers|friends|class|family)\w+",
        (
        rf"{_verbs('send submit hand email post give show')} (?:in |off |out )?(?:{_OWNER} "
        rf"|in )?(?:\w+ ){{0,2}}?{_PAPERS}\b"
    ),
        r"(?:(?:apply|applies) (?:for|to (?!solve|new|other|real|his|her|their|my)) ?|enrols?|enroll|signs? up"
        r"|registers?|auditions?)\b(?: (?:on|for|at"
        rf"|to|with|in|as))?"
        rf"(?: {_OWNER})?(?: \w+)?",
        rf"{_verbs('attend visit book sit join go_to goes_to go_on goes_on')} (?:{_OWNER}|one"
        rf"|at least one|\w+shire|\w+ college)\b"
        rf" (?:\w+ ){{0,3}}?{_PLACES}\b",
            rf"(?:complete|finish|pass)(?:es|s)? (?:the|his|her|my|their|an?) (?:\w+ ){{0,4}}?(?:unit"
            r"|module|programme|award|booklet|workbook)\b|(?:complete|finish|pass|do)s? the (?:\w+"
            rf" ){{0,3}}(?:section|expedition) of (?:the )?\w+|{_MAKE} (?:an?|my|his|her|their|own"
            rf"|the(?=[ ~\w]{{1,40}}{_EARNED}))\b (?!{_NOTHING_MADE}\b)"
        rf"(?:(?!(?:for|about|to(?! date)|with|in|on|that|which)\b)[\w~']+[ -]){{0,5}}?{_PRODUCTS}\b",
        r"(?:ha(?:s|ve|ving)|with) an? (?:\w+ ){0,3}?(?:plan|cv|account|budget|timetable|passport"
        r"|tenancy|job|place)"
        r" (?:written|in place|agreed|ready|set up|open|drawn up|completed|made)",
        (
            r"(?:live|lives|living) (?:at home|alone|in (?:(?:his|her|my|their|an?) (?:own )?|own )(?:flat"
            r"|apartment|bedsit|hostel|home"
        r"|house|place))"
    ),
        r"(?:be|become|becoming) (?:his|her|their|my) own boss|moves? (?:in)?to (?:(?:his|her|their|my) own"
        r"|(?:supported|shared|independent|semi-independent) (?:lodgings|living|housing|accommodation))",
        r"(?:join|start|begin|attend|complete)s? (?:training|work experience)\b",
        (
        r"(?:go(?:es)? to|attends?|enters?) (?:college|university)|start (?:college|work|university"
        r"|an apprenticeship)"
    ),
        rf"(?:{_PAPERS}|{_PRODUCTS}) (?:\w+ ){{0,2}}?(?:sent|completed|written|submitted|passed|attended|booked)\b",
        (
            r"works? (?:(?:part|full)[- ]time (?:at|in|for|as|with)|as an?|(?:at|in|for) an? (?:\w+"
            r" ){0,2}(?:shop|garage|centre|salon|cafe"
        r"|restaurant|office|farm|nursery|kitchen|hotel|warehouse|store|supermarket|hospital|factory))\b"
            r"|lives? in (?:supported|shared|semi-independent|independent|student) (?:housing|living"
            r"|accommodation|lodgings)"
            r"|(?:has|have|holds?|hold|obtains?|gets?) (?:(?:a )?cop(?:y|ies) of )?(?:his|her|their|my"
            r"|an?) (?:(?:own|birth|bank|ni|national insurance|travel|bus|provisional|driving)"
            r" )*(?:certificate|passport|ni number"
        r"|insurance number|number|bank card|licence|bus pass|railcard|travel card)"
        r"|registered (?:with|at|for) |enrolled (?:on|at|in) "
    ),
        (
            r"(?:finish|complete|submit|hand in|write)(?:es|s)? (?:the|my|his|her|their) (?:(?:first|final"
            r"|whole|full|extended|second|rough) )*"
            r"(?:draft|essay|dissertation|novel|personal statement|project|coursework|portfolio"
            r"|application|book|chapter)\b"
            r"|(?:attend|speak)s?(?: and (?:speak|talk))? at (?:his|her|my|their) (?:own )?(?:\w+ )?(?:pep"
            r"|review|meeting|conference)"
    ),
        (
            r"(?:perform|sing|act|star|take part|take a (?:lead |speaking )?part|present|appear)s? (?:\w+"
            r" ){0,3}?in (?:the|an?|his|her) (?:\w+ ){0,2}?(?:assembly|concert|play|show|production"
            r"|competition|match|nativity|exhibition|tournament|race|recital)\b|represents? (?:the|his|her"
            r"|their) (?:school|college|house|county) (?:in|at)"
        r"|perform(?:s|ing)? (?:an?|his|her|my|their) (?:\w+ )?(?:solo|song|poem|dance|piece|monologue|role)"
    ),
        (
            r"(?:be|is|back) on (?:an?|his|her) (?:full|full-time|part-time|reduced|normal) timetable"
            r"|sav(?:e|es|ing) (?:up )?for an? \w+"
            r"|(?:has|have) had (?:an?|his|her|their) (?:\w+ ){0,2}?(?:check|check-up|test|appointment|jab"
            r"|vaccination|assessment|interview)"
    ),
        (
            r"(?:has|have) (?:opened|applied for|passed|completed|joined|found|visited|registered with"
            r"|written|signed|obtained|secured|booked|chosen|sent"
        r"|met with) (?:an?|the|his|her|their|my|two|three|\d+)\b"
    ),
        (
        r"(?:gain|secur|obtain|find|get|hav|start|keep)(?:es?|s)? (?:\w+[ -]){0,3}?(?:employment|jobs?"
        r"|work) (?:as an?|at|with|in an?)\b"
        r"|works? for (?:the |an? )?(?:[\w&']+ ){1,4}(?=as an?\b)"
        r"|(?:complet|finish|attend)(?:es?|s)? (?:an?|the|his|her|my|their)? ?(?:[\w-]+ ){0,3}?(?:classes|training"
        r"|course|academy"
        r"|college|apprenticeship|traineeship|internship)\b"
        r"|re-?submits? (?:it|(?:his|her|my|their|the|an?) \w+)"
        r"|gain employment|be (?:employed|enrolled|toilet trained)|(?:full|part)[- ]time (?:job"
        r"|employment|work)"
    ),
        rf"{_verbs('write read say spell recite type sign copy trace')} (?:his|her|their|my"
        rf"|own)(?: (?:own|full|first|last))?"
        r" (?:name|surname|address)",
        r"(?:tid(?:y|ies)|complete|finish|hand in|do)(?:s|es)? (?:all|every)",
        (
        r"(?:ride|swim|tie)s? (?:an?|his|her|my|their) (?:bike|bicycle|width|length"
        r"|(?:own )?shoe ?laces|tie|shoes)"
    ),
    )
) + ")"  # fmt: skip
