"""Slow work with keys can be given up: the window is free at once, and nothing is open, kept or changed by it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.progress import Progress, Stopped
from pepdesk.people import identity
from pepdesk.problem import WrongPassphrase
from pepdesk.storage import boxes, rotation
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault, unlock
from pepdesk.storage.vault import Vault
from pepdesk.ui.documents import sign_dialog
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.signing.people_work import load_people, new_identity
from pepdesk.ui.together.new_card_dialog import NewCardDialog
from pepdesk.ui.vault import unlock_page
from pepdesk.ui.vault.change_key_dialog import ChangeKeyDialog
from pepdesk.ui.vault.passphrase_dialogs import ChangePassphraseDialog, NewPassphraseDialog
from pepdesk.ui.vault.unlock_page import UnlockPage
from pepdesk.ui.vault.welcome_page import WelcomePage
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, open_window, unlocked_window

ANOTHER = "saddle Torquay marble finch onion"


class Slow:
    """Puts a wait before one step of the work; ``go`` lets it pass, and ``there`` says that it is reached."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.there, self._pass = threading.Event(), threading.Event()
        self.given: list[object] = []

    def at(self, where: object, name: str) -> None:
        """Wait when ``where.name`` is called."""
        real: Callable[..., object] = getattr(where, name)

        def slow(*args: object, **more: object) -> object:
            self.there.set()
            assert self._pass.wait(WAIT_MS / 1000)
            self.given.append(real(*args, **more))
            return self.given[-1]

        self._monkeypatch.setattr(where, name, slow)

    def go(self) -> None:
        self._pass.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(monkeypatch)


def _stop(qtbot: QtBot, within: QWidget) -> None:
    waiting = within.findChild(Waiting)
    assert waiting is not None
    qtbot.waitUntil(waiting.isVisible, timeout=WAIT_MS)
    button(waiting, "Stop").click()
    assert waiting.isHidden()


def _all_done(qtbot: QtBot, window: MainWindow) -> None:
    """Both lanes are empty and what they gave is delivered."""
    qtbot.waitUntil(lambda: not window.jobs._open, timeout=WAIT_MS)


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_work_that_came_too_far_is_not_stopped_and_other_work_is() -> None:
    early, late = Progress(), Progress()
    assert early.stop()
    with pytest.raises(Stopped):
        early.go_through()
    late.go_through()
    assert not late.stop()
    late.step(1, 2)
    assert not late.stopped


def test_unlocking_is_given_up_and_what_it_opens_is_locked_again(qtbot: QtBot, tmp_path: Path, slow: Slow) -> None:
    create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)[0].lock()
    slow.at(unlock_page, "open_by_passphrase")
    with open_window(qtbot, tmp_path / "vault") as window:
        page = window.page
        assert isinstance(page, UnlockPage)
        page._edit.setText(PASSPHRASE)
        QTest.keyClick(page._edit, Qt.Key.Key_Return)
        _stop(qtbot, page)
        assert (page._edit.isEnabled(), page._edit.text()) == (True, "")
        page._edit.setText(PASSPHRASE)  # somebody begins anew before the first attempt has ended
        QTest.keyClick(page._edit, Qt.Key.Key_Return)
        page._escape()  # Esc, before the bar shows
        assert page._edit.isEnabled()
        slow.go()
        _all_done(qtbot, window)
        assert window.desk.library is None
        assert window.page is page
        assert [one.locked for one in slow.given if isinstance(one, Vault)] == [True, True]
        page._edit.setText(PASSPHRASE)
        QTest.keyClick(page._edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.desk.library is not None, timeout=WAIT_MS)


def test_a_vault_that_is_given_up_was_never_made(qtbot: QtBot, tmp_path: Path, slow: Slow) -> None:
    slow.at(boxes, "derive")
    with open_window(qtbot, tmp_path / "vault") as window:
        page = WelcomePage(window.jobs, window.folder, cost=FLOOR)
        window.show_page(page)
        for line in (page._form._first, page._form._again):
            line.setText(PASSPHRASE)
        page._make()
        _stop(qtbot, page)
        assert page._form.isEnabled()
        assert page._form.passphrase() is None
        slow.go()
        _all_done(qtbot, window)
        assert not list((tmp_path / "vault").glob("*"))
        for line in (page._form._first, page._form._again):
            line.setText(ANOTHER)
        with qtbot.waitSignal(page.made, timeout=WAIT_MS):
            page._make()
    unlock(tmp_path / "vault", ANOTHER).lock()


def _typed(dialog: NewPassphraseDialog) -> NewPassphraseDialog:
    dialog.open()
    for line in dialog._form.findChildren(QLineEdit):
        line.setText(ANOTHER)
    dialog._go.click()
    assert dialog.property(AT_WORK)
    return dialog


@pytest.mark.parametrize("kind", [ChangePassphraseDialog, ChangeKeyDialog])
def test_a_new_passphrase_or_key_that_is_given_up_leaves_every_byte_as_it_was(
    qtbot: QtBot, tmp_path: Path, slow: Slow, kind: Callable[..., NewPassphraseDialog]
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        assert library is not None
        before = _bytes_of(tmp_path / "vault")
        slow.at(boxes, "derive")
        dialog = _typed(kind(window, window.jobs, library.vault, cost=FLOOR))
        _stop(qtbot, dialog)
        assert not dialog.property(AT_WORK), "a lock need not wait for it"
        assert dialog._form.passphrase() is None
        assert "Stopped. Nothing was changed." in all_words(dialog)
        slow.go()
        _all_done(qtbot, window)
        assert dialog.isVisible()
        assert _bytes_of(tmp_path / "vault") == before
    unlock(tmp_path / "vault", PASSPHRASE).lock()


@pytest.mark.parametrize(
    ("kind", "where", "step"),
    [(ChangePassphraseDialog, Vault, "drop_older_files"), (ChangeKeyDialog, rotation._Resealing, "run")],
)
def test_past_the_point_of_no_return_stop_rests_and_the_new_one_holds(
    qtbot: QtBot, tmp_path: Path, slow: Slow, kind: Callable[..., NewPassphraseDialog], where: object, step: str
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        assert library is not None
        slow.at(where, step)
        dialog = _typed(kind(window, window.jobs, library.vault, cost=FLOOR))
        waiting = dialog.findChild(Waiting)
        assert waiting is not None
        qtbot.waitUntil(lambda: slow.there.is_set() and waiting.isVisible(), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not button(waiting, "Stop").isEnabled(), timeout=WAIT_MS)
        assert waiting.words in ("Storing it…", "Sealing every file anew. If PepDesk is closed now, it goes on the "
                                 "next time…")  # fmt: skip
        dialog.reject()  # Esc
        assert dialog.property(AT_WORK)
        with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
            slow.go()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "vault", PASSPHRASE)
    unlock(tmp_path / "vault", ANOTHER).lock()


def test_a_signature_is_given_up_while_the_passphrase_is_looked_at(qtbot: QtBot, tmp_path: Path, slow: Slow) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        assert library is not None
        new_identity(library.vault, "Jo Reed", "designated_teacher", "Hill School", lambda: None)
        file = tmp_path / "plan.pdf"
        file.write_bytes(b"left as it is")
        slow.at(sign_dialog, "confirm_passphrase")
        dialog = SignDialog(window, window.jobs, library.vault)
        dialog.open()
        dialog.take_files([str(file)])
        qtbot.waitUntil(lambda: dialog._form.identity is not None, timeout=WAIT_MS)
        dialog._form._passphrase.setText(PASSPHRASE)
        dialog._form._agree.setChecked(True)
        dialog._confirm()
        _stop(qtbot, dialog)
        assert dialog._form.isEnabled()
        assert dialog._form.passphrase == ""
        slow.go()
        _all_done(qtbot, window)
        assert file.read_bytes() == b"left as it is"
        dialog.close()


def test_a_card_that_is_given_up_is_not_kept(qtbot: QtBot, tmp_path: Path, slow: Slow) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        assert library is not None
        slow.at(identity, "make_identity")
        dialog = NewCardDialog(window, window.jobs, library.vault)
        dialog.open()
        dialog._name.setText("Jo Reed")
        dialog._organisation.setText("Hill School")
        dialog._make()
        _stop(qtbot, dialog)
        slow.go()
        _all_done(qtbot, window)
        assert dialog.isVisible()
        people = load_people(library.vault)
        assert (people.own, people.cards.own) == ((), ())
        dialog.close()
