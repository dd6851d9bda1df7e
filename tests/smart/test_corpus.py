"""Agreement with the labelled targets, computed afresh. They lie beside the repository and are not part of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pepdesk.smart import judge

CORPUS = Path(__file__).parents[3] / "shared" / "smart" / "dev.jsonl"
FLOORS = {"specific": 0.93, "measurable": 0.95, "time_bound": 0.97, "within_term": 0.97}


@pytest.mark.skipif(not CORPUS.exists(), reason="shared/smart/dev.jsonl is not beside this repository")
@pytest.mark.parametrize("label", FLOORS)
def test_the_coach_agrees_with_the_rater(label: str) -> None:
    items = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    right = 0
    for item in items:
        set_on = date.fromisoformat(item["set_on"]) if item["set_on"] else None
        wanted = item["deadline_within_12_weeks_or_term"] if label == "within_term" else item["labels"][label]
        right += getattr(judge(item["text"], set_on=set_on), label) == wanted
    assert right / len(items) >= FLOORS[label]
