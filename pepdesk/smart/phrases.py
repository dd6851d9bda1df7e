"""Phrases of specificity, as patterns: where clauses end, adults' actions, hopes, and what is always specific."""

from __future__ import annotations

CLAUSE_END = (
    r"\b(?:make|makes|making) sure(?: that)?\b|\bensur(?:e|es|ing) that\b|[.!?;\n\u2022]+(?:\s|$)|,\s|:\s|\s-\s|\bso that\b|\bso\b(?= (?:he|she|they|i|we)\b)"
    r"|\bin order to\b|\bbecause\b(?!['\"])"
    r"|\bwhen(?:ever)?\b|\bwhile\b|\bif\b|\band then\b|[()\[\]]"
)
# The subject and its helpers before the verb: "Sam will be able to", "I can", "For Ava to".
BEFORE_VERB = (
    r"[ \W]*(?:(?:for|the|my|our) )?(?:[\w'-]{1,20} ){0,3}?(?:will|can|could|should|must|shall"
    r"|to|is|are|'ll|would|needs?|aims?)\b"
    r"(?: (?:be|able|to|learn|how|have|has|going|always|also|independently|correctly"
    r"|consistently|confidently|not|only"
    r"|then|regularly|successfully|be able)\b)*"
)
NEW_PREDICATE = (
    r"(?:\b(?:by|to|will|can|and|or|through|not|without|who|that|then|using|before|of|stop|stops"
    r"|how)\s+(?:\w{2,15}ly\s+)?"
    r"|[,/]\s*)$"
)
_HELP = (
    r"(?:tas?|lsa|teaching assistant|salt|speech and language|therap(?:y|ist)|tuition"
    r"|tutor(?:ing)?|mentor(?:ing)?|counsell(?:or|ing)"
    r"|support|sessions?|interventions?|access|1:1|one[- ]to[- ]one|laptop|ipad|resources?"
    r"|equipment|assessment|referral"
    r"|physio(?:therapy)?|elsa|visual timetable|encouragement|opportunit(?:y|ies)|funding)"
)
_WHO_HELPS = (
    r"(?:elsa|counsellor|mentor|therapist|psychologist|tutor|ta|lsa|nurse|camhs|senco|salt|key ?worker|physio|ot"
    r"|specialist|learning support|pastoral team|ed psych|educational psychologist)"
)
# What adults will do or buy; matched against one clause.
PROVISION = (
    rf"\b(?:to|will|should) (?:see|meet(?: with)?|work with|be seen by|have (?:time|a session|sessions) with) (?:the |an? |his |her |their )?(?:\w+ )?{_WHO_HELPS}\b|"
    r"^\W*(?:an?|the) (?:[\w-]+ ){0,2}(?:place|space|laptop|ipad|tablet|timetable|desk|seat|chair|timer|buddy|room|club|tutor|mentor|trip)"
    r" (?:for|so that|to help)\b|^\W*(?:encourage|enable|allow|teach|remind|monitor|liaise with|meet with|refer) (?:[\w']+ )(?:to|with|about|weekly|daily)\b|"
    r"^\W*help (?:him|her|them|x+|the child|the pupil)\b|"
    r"^\W*(?!during|in |for |with |given|when|by |through|after|before|join|attend|use|complete|go )(?:[\w-]+ ){0,3}(?:intervention|group work|booster|catch-up (?:sessions?|club|programme)|tuition|mentoring|counselling|pre-teaching)\b(?! (?:will|to|so)\b)|"
    r"^\W*(?:the |his |her |my |class |foster |subject )*(?:teachers?|staff|tas?|lsa|school"
    r"|carers?|social worker|senco|mentor|parents?"
    r"|tutor|key ?worker|dt|elsa|virtual school|adults?|teaching assistant) (?:to|will|should|must|can)\b"
    rf"|\b(?:will|to|should|must) (?:continue to )?(?:have|receive|get"
    rf"|be in receipt of) (?!(?:his|her|their|my) own)(?:[\w:'-]+ ){{0,5}}?{_HELP}\b"
    r"|\b(?:will|to|should|must) be (?:given|offered|provided|referred|supported|encouraged"
    r"|funded|allocated|helped|assessed|taught"
    r"|placed|bought|monitored|enabled|exposed)\b"
    r"|^\W*(?:provide|purchase|fund|arrange|refer|offer|provision of|access to|funding for"
    r"|support (?:from|with|to|for|in))\b"
    rf"|^\W*\d[\d.]* ?(?:hours?|hrs?|x|minutes?|mins?)? ?(?:sessions? )?(?:of |per |a |weekly "
    rf"|daily |week )*{_HELP}\b"
    r"|^\W*(?:weekly |daily |regular |extra |additional |small[- ]group |individual )*(?:ta|lsa"
    r"|salt|speech therapy|play therapy|therapy|tuition"
    r"|1:1|one[- ]to[- ]one|counselling|mentoring)\b(?! (?:to|will|can))"
)
DREAM = (
    r"\b(?:hopes?|dreams?|aspires?|would (?:like|love)|wants?|wish(?:es)?)(?: one day)? (?:to go (?:on )?to|of going to) (?:college|uni(?:versity)?|sixth form)\b|"
    r"\b(?:wants?|would (?:like|love)|hopes?|dreams?|aspires?|wish(?:es)?|ambition(?: is)?"
    r"|aspiration(?: is)?) (?:is )?"
    r"(?:(?:to (?:be|become|work as|work in|have a career))|(?:of (?:being|becoming)))"
)
# Single recorded behaviours, and small things narrow enough on their own, whatever verb stands before them.
ALWAYS_SPECIFIC = (
    r"\b(?:lates?(?= (?:marks?|down|to|per|a)\b|:)|lates|(?:red|yellow|behaviour|report|merit|reward) (?:cards?|points?|marks?|slips?)"
    r"|detentions|house points|(?:column|long|short|grid|bus stop) (?:method|addition|subtraction|multiplication|division)"
    r"|speaks? up in|says? (?:no|sorry|please|hello|goodbye|good (?:morning|afternoon))|(?:us(?:e|es|ing)|says?|signs?|writes?|spells?) ['\"]\w+|turn(?:s|ing)? up (?:to|for|at|on)|choices? between \w+|(?:positive|behaviour|achievement|house|merit|dojo|class|reward) points|(?:run|storm|walk|wander)(?:s|ing)? out\b(?: of)?|visits? (?:his|her|my|their|the|an?) (?:new |local |next )?(?:school|college|library|centre)|(?:lower|raise|quieten)s? (?:his|her|my|their) voice|(?:quiet|indoor|inside|calm) voice|show(?:s|ing)? (?:all )?(?:of )?(?:his |her |my |their |the )?workings?(?: out)?\b|works? out (?:the |how )?(?!problems|what)\w+|(?:money|word|percentage|ratio|fraction|multiplication|addition|subtraction|division|reasoning|algebra|time) problems|break(?:s|ing)? (?:down )?(?:\w+ ){1,3}(?:down )?into (?:\w+ )?(?:parts|steps|chunks|sections)"
    r"|(?:talk|speak|chat|check in|open up)s? (?:to|with) (?:(?:his|her|my|their|an?|the) )?(?:key|trusted|named|chosen)[ -]?(?:adults?|workers?|persons?)"
    r"|attendance|attendence|punctuality|punctual|lateness|absences?|suspensions?"
    r"|exclusions?|detentions?|truanc(?:y|ies)|on time"
    r"|arriv(?:e|es|ing) late|attend(?:s)? (?:school|college|all|every|lessons)"
    r"|(?:potty|toilet)[- ]train(?:ed|ing)|use of (?!language|strategies|skills|time"
    r"|vocabulary|appropriate|the\b|a\b|more)\w{4,}|(?:be|stay|stays|remain|remains|sit|sits|stay back|keep) (?:in|at) (?:class|lessons?|assembly|the (?:class|classroom|lesson|room|hall|line))|be (?:in (?:his|her|their|my) (?:seat"
    r"|place|class|lesson)|dry)\b|gpa|out of (?:his|her|their|my) (?:seat|chair)|ask(?:s"
    r"|ing)? for (?:help|a break|support|clarification)"
    r"|tak(?:e|es|ing) turns|turn[- ]taking|wait(?:s|ing)? (?:for )?(?:his|her|their|my|a) turn"
    r"|eye contact|kind hands|letter formation"
    r"|pencil grip|full stops|capital letters?|finger spaces|number bonds|times[- ]tables?"
    r"|high frequency words|letter sounds"
    r"|(?:calling|shouting|call|shout) out|swear(?:s|ing)?|hit(?:s|ting)|kicking|biting|spitting"
    r"|physical aggression)\b"
)
SUBJECTS = (
    r"\b(?:maths?|mathematics|arithmetic|numeracy|english|literacy|reading|writing|spellings?"
    r"|grammar|spag|phonics|science"
    r"|biology|chemistry|physics|history|geography|french|spanish|german|art|music|drama|pe"
    r"|physical education|re"
    r"|religious studies|computing|ict|computer science|business|food tech(?:nology)?|technology"
    r"|d&t|psychology"
    r"|sociology|media|law|economics|health and social care|algebra|geometry|trigonometry"
    r"|statistics|ratio|fractions"
    r"|functional skills|btec|welsh|irish|latin|photography|engineering|construction|plumbing"
    r"|hair(?:dressing)?|catering"
    r"|textiles|languages?|speaking|comprehension|calculus|philosophy|theory test|driving test"
    r"|cscs|first aid"
    r"|food hygiene|times tables?|boxall|sdq|cats?(?= score| verbal| non)|verbal|quantitative|spatial|ielts|esol|handwriting|fluency|swimming|piano"
    r"|guitar|violin|vocabulary"
    r"|core subjects|introduction to \w+|anatomy|accounting|woodwork|metalwork|childcare|sport)\b"
)
_ANY3 = r"(?:[\w-]+ ){0,3}?"
# Verb and noun together that say no more than "get better": each adult pictures something else.
HOLLOW = (
    r"\b(?:"
    rf"(?:keep(?:s|ing)? )?(?:mak|mad|show|demonstrat|continu|achiev|sustain)(?:e|es|ing) {_ANY3}(?:progress|effort|improvement|attitude|impact|contributions?)\b"
    rf"|(?:build|form|mak|maintain|hav|has|keep|sustain|establish|show|creat|develop)(?:e|es|s|ing)? {_ANY3}"
    r"(?:relationships?|friendships?|friends|attachments?|connections|(?:support )?networks?|bonds)\b"
    rf"|(?:mak|choos|tak)(?:e|es|ing) (?:the |more |a )?(?:[\w-]+ )?(?:choices?|decisions?|responsibility|ownership|pride|care|control|risks)\b"
    r"|(?:tak|play)(?:e|es|ing)? (?:an? )?(?:full|active|bigger|greater|more active|positive)(?: and \w+)? (?:part|role)\b"
    r"|(?:com|arriv|turn|b)(?:e|es|ing|s)?(?: up| in)?(?: to \w+)? (?:ready|prepared|willing|able|motivated|keen)(?: to (?:learn|work|engage|start|listen|take part))?(?! with)"
    r"|(?:mak|get)(?:e|es|s|ting|ing)? (?:his|her|their|my) (?:needs|feelings|wishes|views|voice) (?:known|heard|across)"
    r"|(?:hav|has|show|develop|giv|us)(?:e|es|s|ing)? (?:an? )?(?:more |greater |better |good |positive |stronger )*(?:sense|attitude|outlook|mindset|view|opinion|understanding|awareness|range|voice|approach|experience|image|self-(?:esteem|confidence|belief|awareness))\b"
    r"|(?:read|do|writ|learn|eat|revis|study|practi[sc]|play|help|talk|speak|listen|work|join in|try|tr|exercis)(?:e|s|es|ies|ing)?"
    r" (?:(?:a lot|much|even|far) )?(?:more|better|harder|healthier|healthily)(?: (?:books?|often|things|homework|revision|work|sport|exercise|writing|reading))?(?= *(?:$|[.,;:~]|in\b|at\b|and\b))"
    r"|(?:positive|good|great|successful|smooth|happy|fresh|settled) (?:start|transition|move|return|experience|end|finish)"
    r"|(?:get|gain|achiev|earn)(?:e|s|es|ting|ing)? (?:good|better|high|higher|top|best|great) (?:marks|grades|results|scores)"
    r"|tak(?:e|es|ing) (?:on board|advice|account|notice)|stay(?:s|ing)? (?:out of trouble|safe|healthy|calm|positive|motivated|focused)"
    r"|get(?:s|ting)? (?:my|his|her) head down|pull(?:s|ing)? (?:my|his|her) socks up|(?:knuckle|buckle) down|turn over a new leaf|on top of (?:my|his|her|things|work)"
    r"|us(?:e|es|ing) (?:teacher |the |any )?feedback to (?:improve|progress|get better|make progress)"
    r"|(?:keep|stay|get)(?:s|ing)? on top of(?: [\w-]+){0,2}|(?:get|be|gett)(?:s|ing)? (?:(?:his|her|their|my) \w+ )?back on track|mak(?:e|es|ing) up (?:lost )?(?:ground|time)"
    r"|(?:giv|writ|produc|us|show|creat|mak)(?:e|es|s|ing)? (?:much )?more (?:[\w-]+(?:ed|ing|ive|ous|ful|ate|ic|al)|complex|mature) \w+"
    r"|(?:demonstrat|show|display|appl|us)(?:e|es|y|ies|ing|s)? (?:(?:an?|his|her|their|good|more|clear|secure) ){0,2}(?:[\w-]+ )?(?:understanding|knowledge|awareness|learning)\b(?: of)?"
    r"|mak(?:e|es|ing) (?:better|good|full|more|effective) use of"
    r"|some money|school life|(?:life|social|study|employability|living|independence|communication|listening|thinking|organisational|coping) skills"
    r")"
)
