"""Agreement with the labelled targets, computed afresh. They lie beside the repository and are not part of it.

The drawer is spent (its texts have been read), so its floors only guard against falling back.
``tests/bench/smart_figures.py`` says how it was drawn and what was seen of it, and prints the figures.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pepdesk.smart import judge
from tests.bench import smart_figures

FLOORS = [
    *(("open", label, 0.97) for label in ("specific", "measurable", "time_bound", "within_term")),
    ("drawer", "specific", 0.97),
    ("drawer", "measurable", 0.97),
    ("drawer", "time_bound", 0.97),
    ("drawer", "within_term", 0.97),
]


def _part(name: str) -> list[dict[str, Any]]:
    items = smart_figures.load()
    kept = smart_figures.drawer(items)
    return [item for item in items if (item["id"] in kept) == (name == "drawer")]


@pytest.mark.skipif(not smart_figures.CORPUS.exists(), reason="shared/smart/dev.jsonl is not beside this repository")
@pytest.mark.parametrize(("part", "label", "floor"), FLOORS)
def test_the_coach_agrees_with_the_rater(part: str, label: str, floor: float) -> None:
    items = _part(part)
    right = 0
    for item in items:
        set_on = date.fromisoformat(item["set_on"]) if item["set_on"] else None
        wanted = item["deadline_within_12_weeks_or_term"] if label == "within_term" else item["labels"][label]
        right += getattr(judge(item["text"], set_on=set_on), label) == wanted
    assert right / len(items) >= floor
