"""A bug is told with ids and types only, whatever thread it comes from; a job's problem reaches who asked for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk.app.errors import ErrorHook, report
from pepdesk.app.jobs import Jobs
from pepdesk.problem import NotSaved, PepDeskProblem

CANARY = "Łucja Gwyŵn of 12 Harbour Street"


def fail_with_a_name(path: str) -> None:
    try:
        raise ValueError(f"{CANARY} cannot be {path}")
    except ValueError as error:
        raise RuntimeError(CANARY) from error


def test_a_report_holds_no_message_no_name_and_no_path(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        fail_with_a_name(str(tmp_path))
    text = report(caught.value)
    assert "RuntimeError" in text
    assert "ValueError" in text
    for word in (*CANARY.split(), str(tmp_path), str(Path.home()), "tests"):
        assert word not in text or word in ("of",), word


def test_a_bug_on_another_thread_is_told_on_the_main_one(qtbot: QtBot) -> None:
    told: list[tuple[str, threading.Thread]] = []
    hook = ErrorHook(lambda text: told.append((text, threading.current_thread())))
    worker = threading.Thread(target=lambda: hook.bug(RuntimeError(CANARY)))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    assert told[0][1] is threading.main_thread()
    assert "RuntimeError" in told[0][0]


def test_what_a_thread_or_a_destructor_raises_is_never_printed() -> None:
    """In a process of its own, as pytest has hooks of its own for these."""
    script = f"""
import threading, sys
from PySide6.QtCore import QCoreApplication, QTimer
from pepdesk.app.errors import ErrorHook
app = QCoreApplication([])
hook = ErrorHook(lambda text: (print(text), app.quit()))
hook.install()
class Bad:
    def __del__(self):
        raise ValueError({CANARY!r})
def fail():
    raise RuntimeError({CANARY!r})
bad = Bad()
del bad
threading.Thread(target=fail).start()
QTimer.singleShot(5000, app.quit)
app.exec()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "RuntimeError" in done.stdout
    for word in ("Łucja", "Gwyŵn", "Harbour"):
        assert word not in done.stdout + done.stderr


class Asker:
    """Somebody who has work done."""

    def __init__(self) -> None:
        self.got: list[object] = []
        self.bugs: list[BaseException] = []

    def done(self, result: object) -> None:
        self.got.append((result, threading.current_thread() is threading.main_thread()))

    def failed(self, problem: PepDeskProblem) -> None:
        self.got.append(problem.title)


def refuse() -> None:
    raise NotSaved("The disk is full.")


def test_work_comes_back_on_the_main_thread_in_order_and_bugs_go_to_the_hook_and_end_the_wait(qtbot: QtBot) -> None:
    asker = Asker()
    jobs = Jobs(bug=asker.bugs.append)
    for number in range(20):
        jobs.run_file(lambda number=number: number, asker.done, asker.failed)  # type: ignore[misc]
    jobs.run_file(refuse, asker.done, asker.failed)
    jobs.run(lambda: 1 / 0, asker.done, asker.failed)
    qtbot.waitUntil(lambda: len(asker.got) == 22 and bool(asker.bugs), timeout=5000)
    mistake = "PepDesk made a mistake, and this could not be done."
    assert [got for got in asker.got if got != mistake] == [*((n, True) for n in range(20)), "The disk is full."]
    assert asker.got.count(mistake) == 1
    assert isinstance(asker.bugs[0], ZeroDivisionError)
    jobs.close()
