"""A process behind the fence: its answers come back, and whatever a document does there ends there."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pepdesk.intake import fence
from pepdesk.intake.fence import Fence, Fenced

WORK = "tests.intake.fence_works:work"
HARMS = ("loop", "swell", "end", "write", "call", "start", "shout")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")


@pytest.fixture
def fenced() -> Iterator[Fence]:
    with Fence(WORK, seconds=0.5) as one:
        yield one


def test_one_process_answers_question_after_question(fenced: Fence) -> None:
    assert [fenced.ask("count", b"x" * length) for length in (0, 1, 5 << 20)] == [0, 1, 5 << 20]
    assert fenced._process is not None
    assert fenced._process.poll() is None


@on_linux
@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_ended_soon_and_the_next_question_meets_a_fresh_process(
    fenced: Fence, harm: str, tmp_path: Path
) -> None:
    fenced.ask("count", b"")
    first, start = fenced._process, time.monotonic()
    with pytest.raises(Fenced):
        fenced.ask(harm, str(tmp_path / "harm").encode())
    assert time.monotonic() - start < 8  # half a second of the processor, however busy it is
    assert first is not None
    assert first.poll() is not None
    assert not (tmp_path / "harm").exists()
    assert fenced.ask("count", b"abc") == 3


def test_what_only_waits_is_ended_by_the_clock(fenced: Fence, monkeypatch: pytest.MonkeyPatch) -> None:
    fenced.ask("count", b"")
    fenced._allowed = -1.0  # five seconds less four
    start = time.monotonic()
    with pytest.raises(Fenced):
        fenced.ask("sleep", b"")
    assert time.monotonic() - start < 4


def test_nothing_that_leads_to_the_person_goes_in(fenced: Fence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEPDESK_HOME", "/home/teacher/plans")
    assert not {"PEPDESK_HOME", "HOME", "USERPROFILE", "PYTHONPATH"} & set(fenced.ask("surroundings", b""))


def test_no_process_is_left_behind() -> None:
    with Fence(WORK) as one:
        one.ask("count", b"")
        process = one._process
    assert process is not None
    assert process.returncode is not None
    one.close()


def test_a_program_that_cannot_be_started_is_an_answer_not_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "START_SECONDS", 5.0)
    with Fence("no.such.module:work") as one, pytest.raises(Fenced):
        one.ask("count", b"")
