"""Whose own words the plan holds, and who was at the meeting: child, carer, social worker and, where right, parent.

Bury sends a plan back that lacks the voice of child, carer or social worker, and the money waits (seed 004). Empty
required questions are told by ``required``; here stands what an answered page still lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import FieldType, Role
from pepdesk.record.answers import Attached
from pepdesk.rules.issue import Issue, Level
from pepdesk.rules.phrases import says_nothing, word_count
from pepdesk.rules.places import counted, issue_at, person, sentence
from pepdesk.rules.target_list import begun

if TYPE_CHECKING:
    from pepdesk.authority.model import Voice
    from pepdesk.rules.view import View

ENOUGH_WORDS = {Role.CHILD: 15, Role.CARER: 12, Role.SOCIAL_WORKER: 12, Role.PARENT: 5}
"""Fewer words than this in all a person says are told (our figures; sources ask only for "detailed" voices)."""
_ADULTS = {
    Role.CARER: ("carer_well", "carer_worries", "carer_learning", "carer_needs"),
    Role.SOCIAL_WORKER: ("social_worker_view", "social_worker_part"),
    Role.PARENT: ("parent_view",),
}
_NOT_ABOUT_SCHOOL = frozenset({"keep_private", "meeting_who", "meeting_wish", "say_for_me", "wants_copy", "after_fair"})
_WITHOUT_WORDS = frozenset({"observed", "symbols", "drew", "own_form"})
"""Ways in which a child speaks without words we could count."""
_CLOSED = frozenset(FieldType) - {FieldType.LINE, FieldType.PARAGRAPH, FieldType.ATTACHMENT}
"""Types of question that are not answered in one's own words, or with a drawing."""
_OWN_WORDS = re.compile(r"[\"“”]|\b(?:I|I'm|I’m|I'd|I’d|I'll|my|me|mine|we)\b")
_WENT = ("yes", "part")
_AWAY = ("no", "not_asked")
_NEEDED_THERE = (Role.SOCIAL_WORKER, Role.DESIGNATED_TEACHER, Role.CARER)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says in the plan: the questions on show, how many words, and whether any is still open."""

    role: Role
    places: tuple[Address, ...]
    words: int
    waiting: bool
    by_file: bool

    @property
    def anything(self) -> bool:
        """Whether there is anything from them at all."""
        return self.words > 0 or self.by_file


def said_by(view: View, role: Role) -> Said:
    """What ``role`` says. ``waiting``: a required question is empty; ``by_file``: a picture or document speaks."""
    places = tuple(_child_places(view) if role is Role.CHILD else _adult_places(view, role))
    texts = [view.text(*place[:2]) for place in places]
    fields = [view.record.form.field(*place[:2]) for place in places]
    waiting = any(
        field.required is not None and not view.settled(*place[:2]) for field, place in zip(fields, places, strict=True)
    )
    by_file = any(isinstance(view.answer(*place[:2]), Attached) for place in places)
    return Said(role, places, sum(word_count(text) for text in texts if not says_nothing(text)), waiting, by_file)


def _child_places(view: View) -> Iterator[Address]:
    """The child's own questions in words, whatever template of the voice tab is on show."""
    tab = next((tab for tab in view.record.form.tabs if tab.id == "voice"), None)
    for field in tab.fields if tab else ():
        place = Address("voice", field.id)
        spoken = field.owner is Role.CHILD and field.type not in _CLOSED and field.id not in _NOT_ABOUT_SCHOOL
        if spoken and place in view.shown:
            yield place


def _adult_places(view: View, role: Role) -> Iterator[Address]:
    return (Address("views", one) for one in _ADULTS.get(role, ()) if view.asks("views", one))


def issues(view: View) -> Iterator[Issue]:
    """Everything about voices and about who was there."""
    rules = {rule.role: rule for rule in view.authority.voices}
    child = said_by(view, Role.CHILD)
    yield from _voice(view, child, rules.get(Role.CHILD))
    for role in _ADULTS:
        yield from _voice(view, said_by(view, role), rules.get(role))
    yield from _childs_own(view, child)
    yield from _in_targets(view, child)
    yield from _meeting(view)


def _voice(view: View, said: Said, rule: Voice | None) -> Iterator[Issue]:
    if not said.places or said.waiting or _without_words(view, said.role):
        return
    name = sentence(person(said.role, view.phase))
    if not said.anything and rule:
        level = Level.MUST if rule.must else Level.SHOULD
        message = f"{name} says nothing in this plan yet."
        advice = "Ask them before the plan is signed. Some authorities send it back otherwise."
        yield issue_at(view, said.places[0], level, "voice_missing", message, advice)
    elif 0 < said.words < ENOUGH_WORDS[said.role] and not said.by_file:
        level = Level.SHOULD if rule and rule.must else Level.TIP
        message = f"{name} says {counted(said.words, 'word')} in all."
        yield issue_at(view, said.places[0], level, "voice_short", message, "What would they add if you asked again?")


def _without_words(view: View, role: Role) -> bool:
    """Whether the child speaks by signs, drawing or being watched, or could not be reached and the plan says why."""
    if role is not Role.CHILD:
        return False
    watched = view.text("voice", "observed") or view.text("voice", "not_reached")
    return bool(watched.strip()) or bool(_WITHOUT_WORDS & set(view.several("voice", "method")))


def _childs_own(view: View, said: Said) -> Iterator[Issue]:
    """The words are the child's and not an adult's about the child (dossier c: the voice is quoted)."""
    if said.waiting or said.words < ENOUGH_WORDS[Role.CHILD] or _without_words(view, Role.CHILD):
        return
    if not any(_OWN_WORDS.search(view.text(*place[:2])) for place in said.places):
        message = "This reads as if an adult had written it about the child."
        advice = "Write down what the child said, as they said it."
        yield issue_at(view, said.places[0], Level.TIP, "voice_not_own", message, advice)


def _in_targets(view: View, said: Said) -> Iterator[Issue]:
    """At least one target comes from the child (dossier c, first criterion)."""
    rows = [row for row in view.rows("targets", "target") if begun(view, row)]
    at = Address("targets", "linked_to", tuple(rows[:1]))
    if at not in view.shown or not said.anything:
        return
    if not any("child_view" in view.several("targets", "linked_to", row) for row in rows):
        message = "No target is ticked as answering something the child said."
        yield issue_at(view, at, Level.TIP, "voice_not_in_targets", message, "Which one began with the child's words?")


def _meeting(view: View) -> Iterator[Issue]:
    """Who was there, once the meeting has been: the child's wish, and the three without whom little can be agreed."""
    held = view.day("meeting", "date")
    if held is None or held > view.today:
        return
    child, wish = Address("meeting", "attended", ("child",)), view.text("voice", "meeting_wish")
    came = view.text("meeting", "attended", "child")
    if came == "not_asked":
        message = "The child was not asked to their own meeting."
        yield issue_at(view, child, Level.SHOULD, "child_not_asked", message, "Ask them next time, even for a part.")
    elif wish in ("all", "part") and came in ("no", "report"):
        message = "The child wanted to be at the meeting and was not there."
        yield issue_at(view, child, Level.SHOULD, "child_wished", message, "Say why, and make the next one easier.")
    for role in _NEEDED_THERE:
        at = Address("meeting", "attended", (role.value,))
        if view.text(*at[:2], *at.rows) in _AWAY:
            level = Level.TIP if role is Role.CARER and view.text(*at[:2], *at.rows) == "no" else Level.SHOULD
            message = f"{sentence(person(role, view.phase))} was not at the meeting and sent no report."
            advice = "Ask what they would have said, and whether they agree with the targets."
            yield issue_at(view, at, level, "absent", message, advice)
