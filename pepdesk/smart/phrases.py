"""Phrases of specificity, as patterns: where clauses end, adults' actions, hopes, and what is always specific."""

from __future__ import annotations

CLAUSE_END = (
    r"[.!?;\n\u2022]+(?:\s|$)|,\s|:\s|\s-\s|\bso that\b|\bso\b(?= (?:he|she|they|i|we)\b)"
    r"|\bin order to\b|\bbecause\b"
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
# What adults will do or buy; matched against one clause.
PROVISION = (
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
    r"\b(?:wants?|would (?:like|love)|hopes?|dreams?|aspires?|wish(?:es)?|ambition(?: is)?"
    r"|aspiration(?: is)?) (?:is )?"
    r"(?:(?:to (?:be|become|work as|work in|have a career))|(?:of (?:being|becoming)))"
)
# Single recorded behaviours, and small things narrow enough on their own, whatever verb stands before them.
ALWAYS_SPECIFIC = (
    r"\b(?:attendance|attendence|punctuality|punctual|lateness|absences?|suspensions?"
    r"|exclusions?|detentions?|truanc(?:y|ies)|on time"
    r"|arriv(?:e|es|ing) late|attend(?:s)? (?:school|college|all|every|lessons)"
    r"|(?:potty|toilet)[- ]train(?:ed|ing)|on[- ]task|use of (?!language|strategies|skills|time"
    r"|vocabulary|appropriate|the\b|a\b|more)\w{4,}|be (?:in (?:his|her|their|my) (?:seat"
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
    r"|food hygiene|times tables?|boxall|sdq|ielts|esol|handwriting|fluency|swimming|piano"
    r"|guitar|violin|vocabulary"
    r"|core subjects|introduction to \w+|anatomy|accounting|woodwork|metalwork|childcare|sport)\b"
)
