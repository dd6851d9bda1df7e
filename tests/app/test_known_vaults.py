"""Several vaults on one computer, each under a label its owner gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.app.known_vaults import OWN_LABEL, known_vaults, remember_vault
from pepdesk.problem import StorageProblem


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_ones_own_comes_first_and_the_others_by_label(tmp_path: Path) -> None:
    remember_vault("Year 9  tutor", None)
    remember_vault("Deputy", tmp_path / "deputy")
    labels = [vault.label for vault in known_vaults()]
    assert labels == [OWN_LABEL, "Deputy", "Year 9 tutor"]
    remember_vault("Class teacher", paths.default_vault_dir())
    remember_vault("Deputy head", tmp_path / "deputy")
    assert [vault.label for vault in known_vaults()] == ["Class teacher", "Deputy head", "Year 9 tutor"]
    assert known_vaults()[1].folder == tmp_path / "deputy"
    assert len({vault.folder for vault in known_vaults()}) == 3


@pytest.mark.parametrize("label", ["", "   ", "x" * 61, "two\nlines", "\u202e", "DEPUTY"])
def test_a_label_is_one_short_line_and_nobody_elses(label: str, tmp_path: Path) -> None:
    remember_vault("Deputy", tmp_path / "deputy")
    if label == "two\nlines":
        assert remember_vault(label, None).label == "two lines"
        return
    with pytest.raises(StorageProblem):
        remember_vault(label, None)
    assert len(known_vaults()) == 2


@pytest.mark.parametrize("junk", [b"", b"null", b"[1]", b'[{"label": 1}]', b"[" * 5000, b"\xff"])
def test_a_list_that_cannot_be_read_leaves_ones_own_vault(junk: bytes, home: Path) -> None:
    home.mkdir()
    (home / "vaults.json").write_bytes(junk)
    assert [vault.folder for vault in known_vaults()] == [paths.default_vault_dir()]
    remember_vault("Deputy", None)
    assert len(known_vaults()) == 2
