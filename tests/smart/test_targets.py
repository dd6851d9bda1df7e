"""Sentences of our own as the specification of the coach: what each letter means, one example a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pepdesk.smart import judge

FILES = ("targets.txt", "hard_targets.txt")
FLAG = {"in": True, "out": False, ".": None}


def _table() -> list[tuple[str, str, str, date | None]]:
    rows = []
    lines = [line for name in FILES for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()]
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        letters, text, *rest = (part.strip() for part in line.split("|"))
        marks, flag = letters.split()
        rows.append((text, marks, flag, date.fromisoformat(rest[0]) if rest else None))
    return rows


@pytest.mark.parametrize(("text", "marks", "flag", "set_on"), _table(), ids=lambda value: str(value)[:60])
def test_the_letters_of_a_target_are_those_the_rubric_gives(
    text: str, marks: str, flag: str, set_on: date | None
) -> None:
    verdict = judge(text, set_on=set_on)
    stand = (verdict.specific, verdict.measurable, verdict.time_bound)
    assert "".join(mark if on else "-" for mark, on in zip("SMT", stand, strict=True)) == marks
    assert verdict.within_term is FLAG[flag]
