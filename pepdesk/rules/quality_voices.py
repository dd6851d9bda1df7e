"""What a machine can see of the voices in a plan (child, carer, social worker), of the meeting and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import FieldType, Role
from pepdesk.rules.phrases import word_count
from pepdesk.rules.quality_seen import (
    BURY,
    COUNT,
    RUBRICS,
    SHARE,
    ST_HELENS,
    QualityTest,
    Seen,
    answered,
    quality_test,
    share,
    there,
    yes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pepdesk.rules.quality_seen import Issues
    from pepdesk.rules.view import View

_TEXT = (FieldType.LINE, FieldType.PARAGRAPH)
_WORDS = Address("voice", "going_well")
_CARER = Address("views", "carer_well")
_CAME = ("yes", "part", "report")
_ACTION = ("action_what", "action_who", "action_by")
CORE_ROLES = ("child", "social_worker", "designated_teacher", "carer")
"""Rows of the meeting's table without whom there is no PEP meeting (Hampshire KS4 form: compulsory attendees)."""
DAYS_TO_NEXT = 150
"""A PEP in each school term: the next one is at most about five months away, summer holidays included (our figure)."""


def _own(view: View) -> Iterator[tuple[Address, bool]]:
    """The child's own questions on the tab "My voice" that are on show; whether each is written rather than chosen."""
    for field in next((tab.fields for tab in view.record.form.tabs if tab.id == "voice"), ()):
        address = Address("voice", field.id)
        if field.owner is Role.CHILD and not field.depth and address in view.shown and field.type is not FieldType.NOTE:
            yield address, field.type in _TEXT


def _unanswered(view: View, questions: list[Address]) -> Address:
    return next((one for one in questions if not there(view, "voice", one.field)), _WORDS)


@quality_test("Words of the child's own", COUNT, "Write down more of what the child said, in their own words.", RUBRICS)
def voice_words(view: View, _: Issues) -> Seen:
    """The words the child said; where the child used no words, those about what was seen."""
    written = [address for address, is_text in _own(view) if is_text]
    total = sum(word_count(view.text("voice", one.field)) for one in written)
    return Seen(total + word_count(view.text("voice", "observed")), _unanswered(view, written))


@quality_test("Questions the child answered", COUNT, "Ask the child one more question of the tab My voice.", RUBRICS)
def voice_questions(view: View, _: Issues) -> Seen:
    """How many of the child's own questions have an answer: words, a face on a scale, a picture."""
    asked = [address for address, _ in _own(view)]
    return Seen(sum(there(view, "voice", one.field) for one in asked), _unanswered(view, asked))


@quality_test(
    "How the child's views were gathered", SHARE, "Say how the child's views were gathered, and by whom.", RUBRICS
)
def voice_how(view: View, _: Issues) -> Seen:
    """Whether it says how the child's views were gathered, and by whom."""
    return share(answered(view, "voice", "method", "helper"), Address("voice", "method"), 0)


@quality_test(
    "The child at the meeting",
    SHARE,
    "Say whether the child came, and how their views were brought in.",
    "seeds 000, 002 and 003",
)
def child_at_meeting(view: View, _: Issues) -> Seen:
    """Whether the child came, or their views were brought in another way and it says how."""
    came = view.text("meeting", "attended", "child")
    brought = there(view, "meeting", "child_views_brought")
    place = Address("meeting", "child_views_brought" if came else "attended", () if came else ("child",))
    return yes(came == "yes" or (bool(came) and brought), place)


@quality_test("The carer's view", SHARE, "Add the carer's answers, or the reason why there are none.", BURY)
def carer_voice(view: View, _: Issues) -> Seen:
    """The share of the carer's needed questions that are answered, or have a reason for no answer."""
    return share(answered(view, "views", "carer_well", "carer_worries", "carer_learning"), _CARER, 0)


@quality_test("Words from the carer", COUNT, "Ask the carer to say a little more.", BURY)
def carer_words(view: View, _: Issues) -> Seen:
    """How many words the carer said."""
    said = [view.text("views", name) for name in ("carer_well", "carer_worries", "carer_learning", "carer_needs")]
    return Seen(sum(map(word_count, said)), _CARER)


@quality_test("The social worker's view", SHARE, "Add the social worker's view and what they will do.", BURY)
def social_worker_voice(view: View, _: Issues) -> Seen:
    """Whether the social worker gives a view and says what they will do."""
    place = Address("views", "social_worker_view")
    return share(answered(view, "views", "social_worker_view", "social_worker_part"), place, 0)


@quality_test("Words from the social worker", COUNT, "Ask the social worker to say a little more.", BURY)
def social_worker_words(view: View, _: Issues) -> Seen:
    """How many words the social worker said."""
    said = (view.text("views", name) for name in ("social_worker_view", "social_worker_part"))
    return Seen(sum(map(word_count, said)), Address("views", "social_worker_view"))


@quality_test(
    "The parent's view", SHARE, "Add what the parent said, or why a parent was not asked.", "dossier a1, section 4"
)
def parent_voice(view: View, _: Issues) -> Seen:
    """Whether a parent's view is there, or the reason for asking none."""
    asked = view.text("views", "parent_asked")
    if asked == "no":
        return yes(there(view, "views", "parent_not_asked"), Address("views", "parent_not_asked"))
    if asked == "yes":
        return yes(there(view, "views", "parent_view"), Address("views", "parent_view"))
    return yes(there(view, "views", "parent_asked"), Address("views", "parent_asked"))


@quality_test(
    "Voices in the plan",
    COUNT,
    "Add the view of one more person: child, carer, social worker, school or parent.",
    "dossier b4 (three voices or more)",
)
def voices_heard(view: View, issues: Issues) -> Seen:
    """How many of child, carer, social worker, parent and school say something in their own words."""
    texts = {
        _WORDS: voice_words.see(view, issues).amount > 0,
        _CARER: carer_words.see(view, issues).amount > 0,
        Address("views", "social_worker_view"): bool(view.text("views", "social_worker_view")),
        Address("views", "school_view"): bool(view.text("views", "school_view")),
        Address("views", "parent_view"): bool(view.text("views", "parent_view")),
    }
    return Seen(sum(texts.values()), next((place for place, said in texts.items() if not said), _WORDS))


@quality_test(
    "Child, social worker, designated teacher and carer at the meeting",
    SHARE,
    "Say who came or sent a report.",
    RUBRICS,
)
def core_attendees(view: View, _: Issues) -> Seen:
    """The share of child, social worker, designated teacher and carer who came, for part at least, or sent a report."""
    rows = (role for role in CORE_ROLES if view.asks("meeting", "attended", role))
    checks = ((Address("meeting", "attended", (row,)), view.text("meeting", "attended", row) in _CAME) for row in rows)
    return share(checks, Address("meeting", "attended"), 0)


@quality_test("People at the meeting", COUNT, "Say who came to the meeting.", RUBRICS)
def attendees(view: View, _: Issues) -> Seen:
    """How many people came, for part at least."""
    rows = view.rows("meeting", "person")
    others = view.rows("meeting", "other_person")
    came = [view.text("meeting", "attended", row) for row in rows]
    came += [view.text("meeting", "other_attended", row) for row in others]
    place = next(
        (Address("meeting", "attended", (row,)) for row, one in zip(rows, came, strict=False) if not one), None
    )
    return Seen(sum(one in ("yes", "part") for one in came), place or Address("meeting", "attended"))


@quality_test("Who was asked and who came", SHARE, "Say of each role whether they came.", RUBRICS)
def attendees_recorded(view: View, _: Issues) -> Seen:
    """The share of the roles asked for of which it says whether they came."""
    rows = view.rows("meeting", "person")
    checks = ((Address("meeting", "attended", (row,)), there(view, "meeting", "attended", row)) for row in rows)
    return share(checks, Address("meeting", "attended"), 0)


@quality_test(
    "Date of the meeting",
    SHARE,
    "Put the day on which the meeting was held.",
    "seed 002 (the date must be the true one)",
)
def meeting_date(view: View, _: Issues) -> Seen:
    """Whether the day of the meeting is there."""
    return yes(view.day("meeting", "date") is not None, Address("meeting", "date"))


@quality_test("Date of the next PEP", SHARE, "Agree the date of the next PEP, for the coming term.", RUBRICS)
def next_date(view: View, _: Issues) -> Seen:
    """Whether the next PEP has a date, after this one and within a term or so of it."""
    day = view.day("meeting", "next_date")
    good = day is not None and 0 < (day - view.on).days <= DAYS_TO_NEXT
    return yes(good, Address("meeting", "next_date"))


@quality_test("Words noted of the discussion", COUNT, "Note what was talked about and decided.", BURY)
def discussion(view: View, _: Issues) -> Seen:
    """How many words were noted of what was talked about."""
    return Seen(word_count(view.text("notes", "discussion")), Address("notes", "discussion"))


@quality_test(
    "Actions with a name and a day",
    SHARE,
    "Give each action somebody to do it and a day.",
    "dossier c4, Central Bedfordshire (actions)",
)
def actions_owned(view: View, _: Issues) -> Seen:
    """The share of the other actions that have somebody to do them and a day."""
    checks = (
        (
            Address("notes", "action_who", (row,)),
            all(good for _, good in answered(view, "notes", *_ACTION, rows=(row,))),
        )
        for row in view.rows("notes", "action")
    )
    return share(checks, Address("notes", "action_what"))


@quality_test("Documents accounted for", SHARE, "Say of each document where it is.", RUBRICS)
def documents_listed(view: View, _: Issues) -> Seen:
    """The share of the documents that belong with the plan of which it says where they are."""
    rows = view.rows("notes", "document")
    checks = ((Address("notes", "document_state", (row,)), there(view, "notes", "document_state", row)) for row in rows)
    return share(checks, Address("notes", "document_state"))


@quality_test("Documents sent with the plan", COUNT, "Send the documents that belong with the plan.", RUBRICS)
def documents_attached(view: View, _: Issues) -> Seen:
    """How many documents are sent with the plan."""
    rows = view.rows("notes", "document")
    sent = [row for row in rows if view.text("notes", "document_state", row) == "attached"]
    left = next((row for row in rows if row not in sent), None)
    return Seen(len(sent), Address("notes", "document_state", (left,) if left else ()))


@quality_test(
    "Strengths, interests and hopes", SHARE, "Add strengths, interests and what the child hopes for.", ST_HELENS
)
def hopes(view: View, _: Issues) -> Seen:
    """Whether strengths, interests and hopes for later are told."""
    asked = ("strengths", "achievements", "interests", "interests_next", "aspiration", "long_term")
    return share(answered(view, "strengths", *asked), Address("strengths", "aspiration"))


TESTS: tuple[QualityTest, ...] = (
    voice_words,
    voice_questions,
    voice_how,
    child_at_meeting,
    carer_voice,
    carer_words,
    social_worker_voice,
    social_worker_words,
    parent_voice,
    voices_heard,
    core_attendees,
    attendees,
    attendees_recorded,
    meeting_date,
    next_date,
    discussion,
    actions_owned,
    documents_listed,
    documents_attached,
    hopes,
)
