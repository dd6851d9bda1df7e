"""How the window is started, and how little it loads for that."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.problem import PepDeskProblem
from pepdesk.record.codec import write_record
from pepdesk.ui.start import Wish, read_words

HEAVY = ("cryptography", "docx", "reportlab", "pyhanko", "lxml", "keyring", "pypdfium2", "PIL")
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pepdesk.ui import start
app = start.application()
def look():
    window = next(w for w in app.topLevelWidgets() if w.inherits("QMainWindow"))
    shown = type(window.page).__name__
    print(shown, window.status.words(), [name for name in {heavy!r} if name in sys.modules], sep="|")
    window.desk.discard() if window.desk.session else None
    window.close()
def soon():
    QTimer.singleShot({wait}, look)
QTimer.singleShot(0, soon)
raise SystemExit(start.open_window(sys.argv[1:]))
"""


def _start(wait: int, home: Path, *words: str) -> str:
    script, surroundings = SCRIPT.format(heavy=HEAVY, wait=wait), os.environ | {"PEPDESK_HOME": str(home)}
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=surroundings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_plan_in_clear_is_shown_without_heavy_libraries_and_said_not_to_be_kept(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    assert _start(1500, tmp_path / "home", str(tmp_path), "--plan", str(file)) == (
        "PlanView|Only to look at: nothing you change here is saved|[]"
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "plan.json"]


def test_the_first_page_comes_up_at_once(tmp_path: Path) -> None:
    page, _, _heavy = _start(1, tmp_path / "home", str(tmp_path / "vault")).split("|")
    assert page == "FirstSteps"


def test_words_on_the_command_line_name_a_vault_or_a_plan_and_nothing_else() -> None:
    assert read_words([]) == Wish(paths.default_vault_dir())
    assert read_words(["here", "--plan", "p.json"]) == Wish(Path("here"), Path("p.json"))
    assert read_words(["--vault", "there"]) == Wish(Path("there"))
    for words in (["--plan"], ["a", "b"], ["--frobnicate"]):
        with pytest.raises(PepDeskProblem):
            read_words(words)


@pytest.mark.skipif(sys.platform == "win32", reason="core files are a thing of Unix")
def test_a_crash_of_the_window_leaves_no_core_file() -> None:
    words = (
        "import resource; from pepdesk.ui.start import no_core_dumps; no_core_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0)"
