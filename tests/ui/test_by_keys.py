"""The beginning without a mouse: the real program, keys from outside, in seconds. The whole of it is in slow/."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pepdesk.app.library import Library
from pepdesk.storage.unlocking import unlock
from tests.checkers import sessions
from tests.checkers.typist import keyboard
from tests.ui import typed_plan
from tests.ui.typed_plan import PASSPHRASE, Filling

pytestmark = [pytest.mark.checker("atspi", "openbox", "Xvfb", "xdotool"), pytest.mark.timeout(240)]


def test_a_first_plan_is_begun_answered_and_saved_by_keys_alone(tmp_path: Path) -> None:
    """A date, lines, radio buttons, a list, a number, a text and "not applicable": one of each way to answer."""
    sample = typed_plan.to_type()
    wanted = {address: answer for address, answer in sample.answers.items() if address.tab == "care"}
    with keyboard(tmp_path) as typist:
        command = [sys.executable, "-m", "pepdesk", "--vault", tmp_path / "vault"]
        with sessions.running(command, typist.surroundings, cwd=tmp_path / "home") as program:
            typed_plan.first_run(typist, tmp_path / "home")
            typed_plan.new_plan(typist, sample)
            filling = Filling(typist, replace(sample, answers=dict(wanted), rows={}))
            filling.turn_to("care")
            filling.section("care")
            assert not filling.left
            typist.press("ctrl+s")
            typist.press("ctrl+q")
            assert program.wait(60) == 0
    kept = Library(unlock(tmp_path / "vault", PASSPHRASE))
    answers = kept.open(kept.entries()[0].draft_id).record.answers
    assert {address: answers.get(address) for address in wanted} == {
        address: typed_plan.typed(answer) for address, answer in wanted.items()
    }
