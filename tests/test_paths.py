"""Source tree or installed program: the second process is started accordingly."""

from __future__ import annotations

import sys

import pytest

from pepdesk import paths
from pepdesk.intake import fence


@pytest.mark.parametrize(
    "program", ["/opt/PepDesk/PepDesk.exe", "/opt/PepDesk/pepdesk-cli.exe", "/usr/lib/pepdesk/pepdesk"]
)
def test_the_installed_program_starts_itself_for_files_from_outside(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not paths.is_packaged()
    assert fence._program()[1] == "-I", "from source a Python of its own, cut off from the person's settings"
    monkeypatch.setattr(sys, "executable", program)
    assert paths.is_packaged()
    assert fence._program() == [program, "fence"]
