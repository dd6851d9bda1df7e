"""Checking a downloaded PepDesk: whole, changed, unlisted, and a list that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installers.making import sums
from pepdesk.app.check_file import check_file
from pepdesk.cli import run_command
from pepdesk.problem import ImportProblem


@pytest.fixture
def setup_file(tmp_path: Path) -> Path:
    file = tmp_path / "PepDesk-9.9.9-Setup.exe"
    file.write_bytes(b"MZ" + bytes(5000))
    sums.write(tmp_path)
    return file


def test_a_whole_file_agrees_with_the_list_that_the_build_wrote(setup_file: Path) -> None:
    assert check_file(setup_file).listed is True


def test_one_changed_byte_is_told(setup_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(setup_file.read_bytes())
    data[1234] ^= 1
    setup_file.write_bytes(data)
    assert run_command(["check-file", str(setup_file)]) == 1
    assert "NOT the file in the list" in capsys.readouterr().out


def test_a_file_under_another_name_is_not_vouched_for(setup_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = setup_file.rename(setup_file.with_name("Setup (1).exe"))
    assert run_command(["check-file", str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["listed"] is None


@pytest.mark.parametrize("text", ["", "abc  file\n", f"{'0' * 64}  a\n{'1' * 64}  a\n", "\xff\n"])
def test_a_list_that_is_none_is_refused(setup_file: Path, text: str) -> None:
    setup_file.with_name("SHA256SUMS").write_text(text, encoding="latin-1")
    with pytest.raises(ImportProblem, match="not a list of sums"):
        check_file(setup_file)


def test_without_a_list_it_says_what_is_missing(setup_file: Path) -> None:
    setup_file.with_name("SHA256SUMS").unlink()
    with pytest.raises(ImportProblem, match="no list SHA256SUMS"):
        check_file(setup_file)
