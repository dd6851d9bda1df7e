"""The only module that knows where forms, resources and the user's files live, in a source tree or packaged."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def is_packaged() -> bool:
    """Whether this is the installed program rather than Python in a source tree: it then starts itself, not Python.

    PyInstaller says so (Linux, macOS); on Windows our own PepDesk.exe runs Python inside itself.
    """
    return bool(getattr(sys, "frozen", False)) or Path(sys.executable).stem.lower().startswith("pepdesk")


def _installed_data() -> Path:
    """The folder that holds ``forms/`` and ``resources/``: beside the package, or beside the packaged program."""
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
    return Path(__file__).resolve().parent.parent


def forms_dir() -> Path:
    """Form definitions that came with PepDesk."""
    return _installed_data() / "forms"


def resources_dir() -> Path:
    """Fonts, icons, the Word template, help and sample plans."""
    return _installed_data() / "resources"


def user_data_dir() -> Path:
    """Where this person's vault lives unless they chose another folder; not created here.

    ``PEPDESK_HOME`` wins, for tests and for schools that put drafts on a network drive.
    """
    if chosen := os.environ.get("PEPDESK_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "PepDesk"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/PepDesk"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "pepdesk"


def default_vault_dir() -> Path:
    """The vault opened when none is named."""
    return user_data_dir() / "vault"
