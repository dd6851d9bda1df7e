"""Python's collector runs on the window's thread and nowhere else."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pepdesk.app.jobs import Jobs
from pepdesk.ui.frame.collector import YOUNG, Collector


class Ring(QObject):
    """An object of Qt that only the collector can take away."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def _rings() -> int:
    """Far more rings of lists than Python would let lie."""
    for _ in range(200 * YOUNG):
        ring: list[object] = []
        ring.append(ring)
    return 200 * YOUNG


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def test_a_job_that_makes_many_objects_ends_no_object_of_the_window(collector: Collector, qtbot: QtBot) -> None:
    ended: list[int] = []
    answers: list[int] = []
    jobs = Jobs()
    Ring(ended)
    jobs.run(_rings, answers.append, lambda _problem: None)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [threading.get_ident()]
    jobs.close()


def test_whoever_waits_for_a_job_is_let_go_on_the_windows_thread(qtbot: QtBot) -> None:
    ended: list[int] = []
    jobs = Jobs()
    one = Ring(ended)
    one.itself = None  # type: ignore[assignment]
    seen: list[None] = []
    jobs.run(lambda: None, lambda result, kept=one: seen.append(result), lambda _problem: None)  # type: ignore[misc]
    del one
    qtbot.waitUntil(lambda: bool(seen) and bool(ended), timeout=10_000)
    assert ended == [threading.get_ident()]
    jobs.close()
