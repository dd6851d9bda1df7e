"""Tried as a new user: ten weak targets, mended only by answering the coach's questions, end with all five letters.

The teacher looks at the first letter that does not stand, reads its one question and answers it; nothing else is done.
A question nobody has an answer for, or one asked again after it was answered, fails the story.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Level
from pepdesk.rules.targets import Letters, letters
from tests.rules.views import TODAY, rows, sample

STORIES = tomllib.loads(Path(__file__).with_name("mended.toml").read_text("utf-8"))["story"]
HELP = ("strategy_what", "strategy_who", "strategy_often")


def _blank_card(weak: str) -> PepRecord:
    """The sample with one target of which only the weak words are written."""
    record = rows(sample(), "targets.target", "r1")
    record = rows(rows(record, "targets.strategy@r1", "r1"), "targets.cost_line@r1")
    for address in [one for one in record.answers if one.tab == "targets" and one.rows]:
        del record.answers[address]
    record.answers[Address("targets", "outcome", ("r1",))] = Value(weak)
    return record


def _question(found: Letters) -> tuple[str, str] | None:
    """The code and the question of the first letter that does not stand, in the order S, M, T, A, R."""
    assert found.judgement is not None
    for finding in found.judgement.findings:
        if finding.level in ("must", "should"):
            return finding.code, finding.hint
    remarks = sorted(found.remarks, key=lambda issue: issue.level is Level.TIP)
    return next(((issue.code, issue.advice) for issue in remarks), None)


def _answer(record: PepRecord, answers: dict[str, str]) -> None:
    for field, text in answers.items():
        line = ("r1", "r1") if field in HELP else ("r1",)
        record.answers[Address("targets", field, line)] = Value(text)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["weak"][:40])
def test_a_weak_target_is_mended_by_answering_the_questions(story: dict[str, Any]) -> None:
    record, asked = _blank_card(story["weak"]), []
    view = assess(record, TODAY).view
    assert not letters(view, "r1").all_five
    while (question := _question(letters(view, "r1"))) is not None:
        code, words = question
        assert "?" in words
        assert code not in asked, f"asked twice: {words}"
        asked.append(code)
        _answer(record, story["answers"][code])
        view = assess(record, TODAY).view
    assert letters(view, "r1").all_five


def test_there_are_ten_of_them() -> None:
    assert len(STORIES) == 10
