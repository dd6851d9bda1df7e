"""A child's name and a passphrase, typed through the real window, are in no file but the documents asked for."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from pepdesk.app.errors import ErrorHook
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached, Attachment
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.drafts.history_window import HistoryWindow
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.vault.unlock_page import UnlockPage
from tests.ui.desks import WAIT_MS, button, open_window, start_sample

CANARY = "Qwyzzalina"
SECRET = "lantern Vexforth puddle mosaic thimble"
VENUE, NAME = Address("meeting", "venue"), Address("child", "first_name")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: whatever the window writes outside the vault is in here or beside it."""
    home = tmp_path / "home"
    for name, place in {
        "HOME": home, "TMPDIR": tmp_path / "tmp", "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache", "XDG_STATE_HOME": home / "state", "XDG_RUNTIME_DIR": tmp_path / "run",
        "PEPDESK_HOME": home / "pepdesk",
    }.items():  # fmt: skip
        place.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(place))
    (tmp_path / "run").chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    return home


def _type(qtbot: QtBot, window: MainWindow, address: Address, text: str) -> None:
    assert window.plan_view is not None
    window.plan_view.go_to(address)
    place = window.plan_view.plan.place(address)
    assert place is not None
    line = place.editor.focus_target()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)


def _make_vault(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    """The vault is made beside the window, then unlocked by typing the passphrase."""
    from pepdesk.storage.derivation import FLOOR
    from pepdesk.storage.unlocking import create_vault

    vault, _sheet = create_vault(folder, SECRET, cost=FLOOR)
    vault.lock()
    window.front.show_start()
    _unlock(qtbot, window)


def _unlock(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page._edit, SECRET)
    button(page, "Unlock").click()
    qtbot.waitUntil(lambda: not isinstance(window.page, UnlockPage), timeout=WAIT_MS)


def _export(qtbot: QtBot, window: MainWindow, out: Path) -> None:
    window.plans.export()
    wizard = window.findChild(ExportWizard)
    assert wizard is not None
    wizard._files.put_in(str(out))
    for words in ("Next", "Next"):
        if button(wizard, words).isVisible():
            button(wizard, words).click()
    if wizard._unsigned.isVisible():
        wizard._unsigned.setChecked(True)
    button(wizard, "Make the documents").click()
    qtbot.waitUntil(lambda: not wizard._working and bool(list(out.glob("*.docx"))), timeout=WAIT_MS)
    button(wizard, "Close").click()


def _rest_of_the_day(qtbot: QtBot, window: MainWindow) -> None:
    """An attachment, the history, a copied answer, the list of problems, a question looked for, and a bug."""
    session = window.desk.session
    assert session is not None
    assert window.plan_view is not None
    drawing, kept = io.BytesIO(), []
    Image.new("RGB", (40, 30), "red").save(drawing, "PNG", pnginfo=_note_with_a_name())
    session.attachments.keep(drawing.getvalue, f"{CANARY}.png", kept.append, kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=WAIT_MS)
    assert isinstance(kept[0], Attachment)
    with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
        session.set_answer(Address("voice", "pictures"), Attached((kept[0],)))
    window.drafts.history()
    assert window.findChild(HistoryWindow) is not None
    window.plan_view.check_plan()
    window.plan_view.go_to_question()
    QGuiApplication.clipboard().setText(CANARY)
    told: list[str] = []
    hook = ErrorHook(told.append)
    hook.bug(RuntimeError(f"{CANARY} of {SECRET}"))
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert CANARY not in told[0]
    window.look.choose(window._menus._looks[0].menu().actions()[1])
    assert CANARY not in window.windowTitle()
    for dialog in window.findChildren(QDialog):
        assert CANARY not in dialog.windowTitle()
        dialog.close()


def _note_with_a_name() -> PngInfo:
    note = PngInfo()
    note.add_text("Author", CANARY)
    return note


def _holding(folder: Path, words: tuple[str, ...]) -> set[Path]:
    """The files below ``folder`` that hold a word, as UTF-8 or UTF-16, or have it in their path."""
    marks = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return {
        path
        for path in folder.rglob("*")
        if any(word in str(path.relative_to(folder)) for word in words)
        or (path.is_file() and any(mark in path.read_bytes() for mark in marks))
    }


def test_a_typed_name_and_the_passphrase_are_in_no_file_but_the_documents(
    qtbot: QtBot, tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    vault, out = home / "vault", tmp_path / "out"
    out.mkdir()
    with open_window(qtbot, vault) as window:
        _make_vault(qtbot, window, vault)
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        start_sample(qtbot, window)
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            _type(qtbot, window, VENUE, f"The {CANARY} room")
        _type(qtbot, window, NAME, CANARY)
        window.lock_now()
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        _unlock(qtbot, window)
        qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
        assert window.desk.session is not None
        assert CANARY in str(window.desk.session.answer(VENUE))
        _rest_of_the_day(qtbot, window)
        _export(qtbot, window, out)
        with qtbot.waitSignal(window.desk.unsaved, timeout=WAIT_MS):
            _type(qtbot, window, VENUE, f"{CANARY} again")
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    documents = {path for path in tmp_path.rglob("*") if path.suffix in (".pdf", ".docx", ".json", ".pepdesk")}
    assert {path.parent for path in documents} == {out}
    words = (CANARY, *SECRET.split(" ")[1:2])
    assert (home / "vault").is_dir()
    assert {path.suffix for path in out.iterdir()} == {".pdf", ".docx"}
    assert {path for path in _holding(tmp_path, words) if path.parent != out} == set()
    said = caplog.text + "".join(capfd.readouterr())
    assert not any(word in said for word in words)


def test_the_search_itself_finds_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00" + CANARY.encode("utf-16-le"))
    (tmp_path / CANARY).mkdir()
    assert len(_holding(tmp_path, (CANARY,))) == 2


CRASH = """
import os, resource, sys
from pepdesk.ui.start import no_core_dumps
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
if sys.argv[1] == "careful":
    no_core_dumps()
name = "".join(reversed("anilazzywQ"))
print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="core files are a matter of Unix")
def test_a_crash_of_the_process_leaves_no_core_file(tmp_path: Path) -> None:
    """The name stands in memory only, put together there; whatever the system wrote is in the working folder."""
    done = subprocess.run(
        [sys.executable, "-c", CRASH, "careful"], cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode < 0
    assert done.stdout.strip() == "0"
    assert list(tmp_path.iterdir()) == []
    assert CANARY not in done.stderr
