"""Objects of Qt and Python's collector: it runs on the window's thread only, and nothing outlives what Qt deletes."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import getAllValidWrappers

from pepdesk.app.jobs import Jobs
from pepdesk.ui.frame.collector import YOUNG, Collector
from pepdesk.ui.parts.flow import Flow
from pepdesk.ui.plan.plan_view import PlanView
from tests.ui.plan_sample import session


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


def test_nothing_is_kept_of_the_items_of_layouts_which_qt_deletes_without_a_word(qtbot: QtBot) -> None:
    """What Python keeps of one outlives it, and one day ends the process when a widget is made at its address."""
    view = PlanView(session())
    qtbot.addWidget(view)
    view.show()
    view.pages.build_all()
    view.show_overview()
    qtbot.wait(50)
    in_flows = {id(item) for flow in view.findChildren(Flow) for item in flow._items}
    kept = [one for one in getAllValidWrappers() if isinstance(one, QWidgetItem) and id(one) not in in_flows]
    assert [one.widget() for one in kept if view.pages.isAncestorOf(one.widget())] == []
