"""Voices: the authority's three are there in their own words, and the people who matter were at the meeting."""

from __future__ import annotations

import pytest

from pepdesk.authority.model import Authority, Voice
from pepdesk.form.model import Role
from pepdesk.record.answers import NotApplicable
from pepdesk.rules import voices
from pepdesk.rules.issue import Level
from tests.rules.views import TODAY, Changes, codes, sample, seen, told, view_of

BURY_LIKE = Authority(
    id="northfold",
    name="Northfold",
    voices=(Voice(Role.CHILD), Voice(Role.CARER), Voice(Role.SOCIAL_WORKER, must=False)),
)
CHILD = (
    "going_well",
    "not_well",
    "what_helps",
    "enjoy",
    "proud",
    "future",
    "trusted_adult",
    "want_to_change",
    "target_idea",
)
NA = NotApplicable("asked twice, did not want to")


def silent_child(**more: str) -> Changes:
    return {**{f"voice.{field}": NA for field in CHILD}, "targets.linked_to@r3": ("sdq",), **more}


def test_the_sample_holds_every_voice() -> None:
    assert codes(voices.issues, view_of(sample(), BURY_LIKE)) == []


def test_a_voice_set_aside_is_missing_where_the_authority_wants_it() -> None:
    assert told(voices.issues, seen(silent_child(), BURY_LIKE)) == {("voice.going_well", "voice_missing")}
    assert codes(voices.issues, seen(silent_child())) == []
    adults: Changes = {"views.social_worker_view": NA, "views.social_worker_part": NA}
    (issue,) = voices.issues(seen(adults, BURY_LIKE))
    assert (issue.level, issue.owner) == (Level.SHOULD, Role.SOCIAL_WORKER)


def test_an_empty_required_question_is_left_to_the_question_itself() -> None:
    assert codes(voices.issues, seen({**silent_child(), "voice.going_well": None}, BURY_LIKE)) == []


def test_a_child_who_does_not_use_words_is_heard_in_other_ways() -> None:
    watched: Changes = {
        **silent_child(),
        "voice.method": ("observed",),
        "voice.observed": "Chose the sand tray every day.",
    }
    assert codes(voices.issues, seen(watched, BURY_LIKE)) == []


def test_a_few_words_are_too_few() -> None:
    short: Changes = {f"views.{one}": NA for one in ("carer_worries", "carer_learning", "carer_needs")}
    short["views.carer_well"] = "All fine."
    (issue,) = voices.issues(seen(short, BURY_LIKE))
    assert (issue.code, issue.level) == ("voice_short", Level.SHOULD)
    assert issue.message == "The carer says two words in all."
    assert [one.level for one in voices.issues(seen(short))] == [Level.TIP]


def test_an_adults_words_about_the_child_are_told_from_the_childs_own() -> None:
    about: Changes = {f"voice.{field}": "Lusia enjoys art and finds maths hard." for field in CHILD}
    assert codes(voices.issues, seen(about)) == ["voice_not_own"]
    about["voice.proud"] = 'She said: "The harbour picture."'
    assert codes(voices.issues, seen(about)) == []


def test_one_target_comes_from_the_child() -> None:
    none: Changes = {f"targets.linked_to@{row}": ("sdq",) for row in ("r1", "r2", "r3")}
    assert told(voices.issues, seen(none)) == {("targets.linked_to@r1", "voice_not_in_targets")}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"meeting.attended@child": "not_asked"}, {("meeting.attended@child", "child_not_asked")}),
        ({"meeting.attended@child": "no"}, {("meeting.attended@child", "child_wished")}),
        ({"meeting.attended@child": "no", "voice.meeting_wish": "no"}, set()),
        ({"meeting.attended@social_worker": "no"}, {("meeting.attended@social_worker", "absent")}),
        ({"meeting.attended@social_worker": "report"}, set()),
        ({"meeting.attended@carer": "not_asked"}, {("meeting.attended@carer", "absent")}),
        ({"meeting.attended@virtual_school": "no"}, set()),
    ],
)
def test_who_was_there_matters_for_those_who_matter(changed: Changes, expected: set[tuple[str, str]]) -> None:
    assert told(voices.issues, seen(changed)) == expected


def test_nobody_is_absent_from_a_meeting_still_to_come() -> None:
    plan: Changes = {"meeting.date": "2026-11-23", "meeting.attended@social_worker": "no"}
    assert codes(voices.issues, seen(plan)) == []
    assert TODAY.isoformat() == "2026-11-22"
