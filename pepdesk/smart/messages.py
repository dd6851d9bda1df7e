"""What the coach says: every sentence in one place. ``{words}`` is filled with the teacher's own words.

The voice is that of a virtual-school adviser who has read a thousand plans and likes teachers: what was noticed,
why it matters to the child, and one question whose answer would mend it.
"""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    """A remark and the one question (or next step) that goes with it; both may hold ``{words}``."""

    said: str
    asks: str


SPECIFIC = {
    "vague": Message(
        "“{words}” could mean many things, and each adult will picture a different one.",
        "If you watched for this next week, what exactly would you see or hear the child do?",
    ),
    "thin": Message(
        "I cannot yet see what the child will do.",
        "Which one skill or behaviour will be different, and where will it show?",
    ),
    "adult": Message(
        "“{words}” is what adults will put in place. It belongs among the strategies.",
        "With that help, what will the child be able to do that is out of reach today?",
    ),
    "dream": Message(
        "“{words}” is a hope worth keeping in the child's own words; it is too far off to watch for.",
        "Which first step towards it could be taken by the next PEP?",
    ),
    "no_subject": Message(
        "“{words}” says how far, but not in what.",
        "In which subject, test or piece of work?",
    ),
    "no_deed": Message(
        "“{words}” is a good yardstick with nothing beside it to measure.",
        "What will the child be doing when you count it?",
    ),
    "praise": Message("“{words}” is something an adult can plan for and watch for.", ""),
}

MEASURABLE = {
    "leaning": Message(
        "“{words}” needs something definite to count before it tells anyone the target is met.",
        "“{words}” of what: which answers, lessons or moments would you tally?",
    ),
    "slot": Message(
        "“{words}” is still waiting for its figure.",
        "What is it now, and what would you like it to be?",
    ),
    "loose": Message(
        "Two adults could honestly disagree about “{words}”.",
        "How often, how many or how well: for example, in how many lessons out of five?",
    ),
    "direction": Message(
        "“{words}” gives the direction but not the place to stop.",
        "Where is the child now, and which figure or piece of work would make you say “done”?",
    ),
    "begun": Message(
        "“{words}” is met by a single try, so it cannot show how far the child has come.",
        "What will the finished skill look like: how many, how often, or with no help?",
    ),
    "label": Message(
        "“{words}” names the work or the equipment; it does not say how well the child will do.",
        "What score, amount or number of times would show success?",
    ),
    "thin": Message(
        "Nothing here tells two adults when the target is met.",
        "How many, how often, to what level, or with how little help?",
    ),
    "praise": Message("“{words}”: two adults would agree whether that has happened.", ""),
    "tip_loose": Message(
        "The target can be measured; “{words}” is the one part that cannot.",
        "Could you leave “{words}” out, or say what it looks like?",
    ),
}

TIME_BOUND = {
    "cadence": Message(
        "“{words}” says how often, not by when.",
        "By which date, or by which meeting, should it be so?",
    ),
    "window": Message(
        "“{words}” is the stretch you will watch, not the day it should be reached.",
        "By when should those be in the bag?",
    ),
    "open": Message(
        "“{words}” leaves the end open.",
        "Which day, half-term or review would be a fair time to look?",
    ),
    "thin": Message("There is no date to look back from.", "By the end of which half-term, or by which PEP?"),
    "far": Message(
        "“{words}” is further off than twelve weeks or the end of this term, so the next PEP could not tell.",
        "What would be the first step, reached by the end of this term?",
    ),
    "past": Message(
        "“{words}” has gone by already, unless you mean next year's.",
        "Which day before the end of this term would be a fair time to look?",
    ),
    "praise": Message("“{words}” is soon enough for the next PEP to see.", ""),
}

TOO_LONG = Message(
    "This is long for one target; only its first part was read.",
    "Could it be two or three targets, one skill each?",
)

SAID = {"specific": SPECIFIC, "measurable": MEASURABLE, "time_bound": TIME_BOUND}
