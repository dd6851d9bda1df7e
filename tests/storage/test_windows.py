"""The calls only Windows has. NOT YET VERIFIED: nobody has run this file on Windows so far."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pepdesk.storage import windows

if sys.platform == "win32":

    def test_a_move_never_replaces(tmp_path: Path) -> None:
        (tmp_path / "new").write_bytes(b"new")
        (tmp_path / "there").write_bytes(b"there")
        with pytest.raises(FileExistsError):
            windows.move_without_replacing(str(tmp_path / "new"), str(tmp_path / "there"))
        windows.move_without_replacing(str(tmp_path / "new"), str(tmp_path / "free"))
        assert (tmp_path / "free").read_bytes() == b"new"
        assert (tmp_path / "there").read_bytes() == b"there"

    def test_memory_is_told() -> None:
        assert windows.physical_memory() > 1 << 28

else:

    def test_nothing_calls_windows_elsewhere() -> None:
        with pytest.raises(NotImplementedError):
            windows.move_without_replacing("old", "new")
