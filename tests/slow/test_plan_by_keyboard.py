"""A complete plan by keyboard alone: the real program from first run to signed files, judged by others afterwards."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from installers.checkers import find
from pepdesk.form.address import Address, RowsAt
from pepdesk.intake.embedded_plan import read_plan_from_pdf
from pepdesk.record.answers import Answer, Value
from pepdesk.record.record import PepRecord
from tests.checkers import sessions
from tests.checkers.typist import WORDS_A_MINUTE, keyboard
from tests.ui import typed_plan
from tests.ui.typed_plan import Filling

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1500),
    pytest.mark.checker("atspi", "openbox", "Xvfb", "xdotool", "pdfsig"),
]


def test_a_whole_plan_is_made_and_signed_by_keys_alone(tmp_path: Path) -> None:
    sample, signed = typed_plan.to_type(), tmp_path / "signed"
    signed.mkdir()
    with keyboard(tmp_path) as typist:
        command = [sys.executable, "-m", "pepdesk", "--vault", tmp_path / "vault"]
        with sessions.running(command, typist.surroundings, cwd=tmp_path / "home") as program:
            typed_plan.first_run(typist, tmp_path / "home")
            typed_plan.new_plan(typist, sample)
            begun = typist.keys
            filling = Filling(typist, sample)
            filling.everything()
            filled = typist.keys
            told = typed_plan.check(typist)
            assert "before signing" not in told, told
            typed_plan.export_signed(typist, signed)
            typist.press("ctrl+q")
            assert program.wait(60) == 0
    minutes = typist.keys / (5 * WORDS_A_MINUTE) + typist.waited / 60
    print(
        f"{len(sample.answers)} answers, {typist.keys} keys: {begun} before the first answer, {filled - begun} in the "
        f"plan ({filling.stops.total()} of them Tab), {typist.keys - filled} to check, sign and leave; PepDesk kept "
        f"the typist waiting for {typist.waited:.0f} s; {minutes:.0f} minutes at {WORDS_A_MINUTE} words a minute"
    )
    judge(signed, sample)


def judge(folder: Path, sample: PepRecord) -> None:
    """Both files are signed, as PepDesk and poppler say, and hold each answer as it was typed."""
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".docx", ".pdf"]
    sessions.run([sys.executable, "-m", "pepdesk", "verify", *files], {})
    told = subprocess.run([str(find("pdfsig")), "-nocert", str(files[1])], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in told.stdout
    assert "Total document signed" in told.stdout
    kept = read_plan_from_pdf(files[1].read_bytes())
    assert kept is not None
    expected = {at: typed_plan.typed(answer) for at, answer in sample.answers.items()}
    assert in_order(kept) == in_order(replace(sample, answers=expected))


def in_order(record: PepRecord) -> dict[Address, object]:
    """The answers with rows by their number instead of their name, which is new for each plan; ticks in any order."""
    return {_numbered(record, at): _in_any_order(answer) for at, answer in record.answers.items()}


def _in_any_order(answer: Answer) -> object:
    return set(answer.value) if isinstance(answer, Value) and isinstance(answer.value, tuple) else answer


def _numbered(record: PepRecord, at: Address) -> Address:
    rows: tuple[str, ...] = ()
    for depth, (group, row) in enumerate(zip(typed_plan.groups_of(record.form, at), at.rows, strict=True)):
        every = record.rows.get(RowsAt(at.tab, group.id, at.rows[:depth]), ())
        rows = (*rows, str(every.index(row)) if row in every else row)
    return Address(at.tab, at.field, rows)
