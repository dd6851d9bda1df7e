"""Every window there is stands in the one list of screens, and on each screen everybody can read, reach and hear.

The screens are opened by processes of their own, on a small laptop's screen: tests/ui/audit_run.py in memory, for what
can be seen from inside, and tests/ui/spoken.py on a real X screen, for what a screen reader is told from outside.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import pepdesk.ui
from installers.checkers import SYSTEM_PYTHON
from pepdesk.app.documents import sample_plan
from pepdesk.app.session import Session
from tests.checkers import sessions
from tests.ui import audit
from tests.ui.every_window import SCREENS
from tests.ui.screens_plan import TABS
from tests.ui.stage import DAY

SHORT = ("home with plans", "the overview of a plan", "the page targets", "export, what is needed", "checked")
"""Words for the screens that are walked from outside in every CI run; all of them are in the slow proofs."""
RULES = ("names", "roles", "plain", "letters", "targets", "fits", "colours", "keys")
pytestmark = pytest.mark.timeout(900)  # two processes with every screen, on a busy machine
_ROOT = Path(__file__).parents[2]
_LISTEN = _ROOT / "tests" / "checkers" / "listen.py"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a process found on each screen: its lines, as they are described in tests/ui/audit_run.py."""

    lines: tuple[dict[str, Any], ...]

    def faults(self, rule: str) -> list[str]:
        """The faults against one rule, each with its screen."""
        return [f"{line['screen']}: {fault}" for line in self.lines for fault in line.get("faults", {}).get(rule, ())]


def _look_over(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ui.audit_run", *options]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _looked(program: subprocess.Popen[str]) -> Looked:
    said, complaints = program.communicate(timeout=1500)
    assert program.returncode == 0, complaints[-4000:]
    assert "Traceback" not in complaints, complaints[-4000:]
    return Looked(tuple(json.loads(line) for line in said.splitlines()))


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Looked, Looked]]:
    """Every screen at 100 and at 200 per cent, looked over side by side."""
    usual, large = _look_over(), _look_over("--zoom", "200")
    try:
        yield _looked(usual), _looked(large)
    finally:
        for one in (usual, large):
            one.kill()
            with one:  # closes its pipes
                pass


def _windows() -> set[str]:
    """The names of all kinds of window that have no further kinds."""
    for module in pkgutil.walk_packages(pepdesk.ui.__path__, "pepdesk.ui."):
        importlib.import_module(module.name)
    found, waiting = set(), [QDialog]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            last = not kind.__subclasses__()
            if kind.__module__.startswith("pepdesk.") and last and not issubclass(kind, QMessageBox):
                found.add(kind.__name__)
    return found


def _bad_window() -> QWidget:
    """A window with one fault against every rule."""
    window = QWidget()
    column = QVBoxLayout(window)
    keeps_tab, small, silent = QPlainTextEdit(), QPushButton("&One"), QPushButton()
    small.setFixedHeight(18)
    wrong = QPushButton("&Open")
    wrong.setAccessibleName("Something else")
    drawn = QWidget()
    drawn.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    faint, cut, marked = QLabel("Hard to read"), QLabel("Not all of this can be read"), QLabel("<b>plain?</b>")
    palette = faint.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#BBBBBB"))
    faint.setPalette(palette)
    cut.setFixedWidth(20)
    for one in (small, silent, wrong, drawn, faint, cut, marked, keeps_tab):
        column.addWidget(one)
    return window


def test_each_rule_finds_a_fault_where_there_is_one(qtbot: QtBot) -> None:
    window = _bad_window()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    for rule, fault in (
        (audit.nameless, "no name"), (audit.nameless, "does not hold"), (audit.senseless_roles, "role"),
        (audit.markup, "label"), (audit.doubled_letters, "Alt+O twice"), (audit.small_targets, "× 18"),
        (audit.cut, "cut"), (audit.faint, "Hard to read"), (audit.unreached, "keeps Tab"),
    ):  # fmt: skip
        assert any(fault in found for found in rule(window)), (rule.__name__, rule(window))
    focusless = QWidget()
    qtbot.addWidget(focusless)
    QPushButton("Seen?", focusless)
    focusless.show()
    with qtbot.waitActive(focusless):
        focusless.activateWindow()
    assert audit.faint_focus(focusless, set()), "Fusion's own change of colour is too faint"


def test_the_names_of_screens_are_unique_and_the_pages_of_the_sample_are_all_there() -> None:
    names = [one.name for one in SCREENS]
    assert len(names) == len(set(names))
    plan = Session(sample_plan("year_r_11", DAY))
    assert tuple(plan.on_screen.tabs) == TABS
    plan.close()


def test_every_window_of_the_program_is_a_screen_and_every_screen_opens(both: tuple[Looked, Looked]) -> None:
    for looked in both:
        assert [line["screen"] for line in looked.lines if not line["opened"]] == []
        assert len(looked.lines) == len(SCREENS)
        seen = {name for line in looked.lines for name in line["windows"]}
        assert _windows() - seen == set(), "a new window needs a maker in tests/ui/screens_*.py"


@pytest.mark.parametrize("rule", RULES)
def test_on_every_screen_everybody_can_read_reach_and_understand(both: tuple[Looked, Looked], rule: str) -> None:
    assert both[0].faults(rule) == []
    assert sum(line["controls"] for line in both[0].lines) > 3000


def test_at_double_size_nothing_is_cut_on_any_screen_of_a_small_laptop(both: tuple[Looked, Looked]) -> None:
    assert both[1].faults("fits") == []


def test_every_title_says_pepdesk_and_holds_no_name(both: tuple[Looked, Looked]) -> None:
    for line in both[0].lines:
        if title := line["title"]:
            assert title.startswith("PepDesk"), line["screen"]
            assert "Lusia" not in title
            assert "Gwen" not in title


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_colours_of_every_screen_can_be_told_apart_in_each_scheme() -> None:
    looked = _looked(_look_over("--schemes"))
    assert looked.faults("colours") == []
    assert len(looked.lines) == len(SCREENS)


def _bus(folder: Path) -> Path:
    """A session bus on which nothing is started by itself: a keyring's prompt would take the keyboard from PepDesk."""
    (file := folder / "bus.conf").write_text(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
        "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    return file


def _walked(folder: Path, *words: str, seconds: float) -> list[dict[str, Any]]:
    """What a screen reader is told of these screens."""
    both = (
        "/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 & sleep 1;"
        'python=$1; listen=$2; shift 2; PYTHONPATH= "$python" "$listen" "$@"; kill %1'
    )
    child = [sys.executable, "-m", "tests.ui.spoken", folder / "home", *words]
    command = ["bash", "-mc", both, "walk", SYSTEM_PYTHON, _LISTEN, *child]
    (folder / "run").mkdir(mode=0o700)
    with sessions.screen() as display:
        more = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(folder / "run")}
        more |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
        said = sessions.run(["dbus-run-session", "--config-file", _bus(folder), "--", *command], more, seconds).stdout
    return [json.loads(line) for line in said.splitlines()]


def _judge(lines: list[dict[str, Any]], screens: int, controls: int) -> None:
    assert [f"{line['screen']}: {fault}" for line in lines for fault in line.get("faults", ())] == []
    (aloud,) = [line["announced"] for line in lines if "announced" in line]
    assert aloud.startswith("2 still to answer before signing, 2 to mend before signing")
    assert len(lines) == screens + 1
    assert sum(line.get("controls", 0) for line in lines) >= controls


@pytest.mark.checker("atspi", "Xvfb")
def test_a_screen_reader_in_another_process_is_told_of_every_control_and_hears_the_check(tmp_path: Path) -> None:
    screens = [one for one in SCREENS if any(word in one.name for word in SHORT)]
    _judge(_walked(tmp_path, *SHORT, seconds=300), len(screens), 100)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.checker("atspi", "Xvfb")
def test_a_screen_reader_in_another_process_is_told_of_every_control_of_every_screen(tmp_path: Path) -> None:
    _judge(_walked(tmp_path, seconds=1500), len(SCREENS), 2500)
