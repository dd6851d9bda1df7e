"""The keyring is a convenience: real where there is one, silently absent where there is none, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pepdesk.storage import keyring

_REAL = """
import secrets, sys
from pathlib import Path
from pepdesk.storage import keyring
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault, unlock_with_keyring
assert keyring.available()
folder = Path(sys.argv[1])
vault, _ = create_vault(folder, "correct horse battery", cost=FLOOR)
assert unlock_with_keyring(folder) is None
assert vault.remember_on_this_computer()
opened = unlock_with_keyring(folder)
assert opened is not None and opened.vault_id == vault.vault_id
assert keyring.fetch(secrets.token_bytes(16)) is None
opened.forget_on_this_computer()
assert keyring.fetch(vault.vault_id) is None
assert unlock_with_keyring(folder) is None
assert keyring.forget(vault.vault_id)
print("kept and forgotten")
"""

_NONE = """
import secrets
from pepdesk.storage import keyring
assert keyring.available() is False
assert keyring.keep(bytes(16), secrets.token_bytes(32)) is False
assert keyring.fetch(bytes(16)) is None
assert keyring.forget(bytes(16)) is False
print("none")
"""


def run(words: list[str], **variables: str) -> str:
    done = subprocess.run(words, env=os.environ | variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.checker("gnome-keyring-daemon")
def test_a_real_keyring_opens_the_vault_until_it_is_told_to_forget(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    script = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -c "$1" "$2"'
    printed = run(
        ["dbus-run-session", "--", "bash", "-c", script, sys.executable, _REAL, str(tmp_path / "vault")],
        HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_RUNTIME_DIR=str(tmp_path / "run"),
    )
    assert printed.strip() == "kept and forgotten"


@pytest.mark.checker("gnome-keyring-daemon")
def test_a_locked_keyring_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    script = 'gnome-keyring-daemon --start --components=secrets >/dev/null; exec "$0" -c "$1"'
    printed = run(
        ["dbus-run-session", "--", "bash", "-c", script, sys.executable, _NONE],
        HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_RUNTIME_DIR=str(tmp_path / "run"),
    )
    assert printed.strip() == "none"


def test_without_a_session_there_is_no_keyring_and_no_traceback() -> None:
    assert run([sys.executable, "-c", _NONE]).strip() == "none"


def test_a_back_end_named_by_the_surroundings_is_not_even_loaded(tmp_path: Path) -> None:
    (tmp_path / "trap.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')\n")
    config = tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=trap.Keyring\nkeyring-path={tmp_path}\n")
    run(
        [sys.executable, "-c", _NONE],
        PYTHON_KEYRING_BACKEND="trap.Keyring",
        PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]]),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
    )
    assert not (tmp_path / "sprung").exists()


def test_a_keyring_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()
    monkeypatch.setattr(keyring, "LIMIT_SECONDS", 0.2)
    monkeypatch.setattr(keyring, "_back_end", answer.wait)
    start = time.perf_counter()
    assert keyring.fetch(bytes(16)) is None
    assert keyring.keep(bytes(16), bytes(32)) is False
    assert time.perf_counter() - start < 5
    answer.set()
