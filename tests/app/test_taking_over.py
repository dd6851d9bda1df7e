"""Taking over a leaver's plans: this computer's list names them once they are taken over, and never before."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk.app.known_vaults import known_vaults, remember_vault
from pepdesk.app.taking_over import own_card, take_over_as
from pepdesk.problem import StorageProblem, WrongPassphrase
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault, unlock, unlock_with_recovery_key
from pepdesk.storage.vault import Vault

OLD, NEW = "the words of the leaver here", "other words for what was left"


@pytest.fixture
def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """The data lead's vault; a leaver's lies beside it."""
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    create_vault(tmp_path / "leaver", OLD, cost=FLOOR)
    return create_vault(tmp_path / "home" / "vault", "the words of the data lead", cost=FLOOR)[0]


def labels() -> list[str]:
    return [one.label for one in known_vaults()][1:]


def test_a_card_that_was_never_let_in_leaves_no_line_in_the_list(lead: Vault, tmp_path: Path) -> None:
    own_card(lead, "Data Lead", "Elm Trust")
    with pytest.raises(StorageProblem):
        take_over_as(lead, tmp_path / "leaver", "Miss Field’s", NEW, cost=FLOOR)
    assert labels() == []
    unlock(tmp_path / "leaver", OLD)


def test_a_name_that_will_not_do_is_refused_before_anything_is_changed(lead: Vault, tmp_path: Path) -> None:
    unlock(tmp_path / "leaver", OLD).let_school_in(own_card(lead, "Data Lead", "Elm Trust").public_key)
    remember_vault("Deputy head", tmp_path / "deputy")
    for label in ("", "deputy HEAD"):
        with pytest.raises(StorageProblem):
            take_over_as(lead, tmp_path / "leaver", label, NEW, cost=FLOOR)
    unlock(tmp_path / "leaver", OLD)
    taken = take_over_as(lead, tmp_path / "leaver", "Miss Field’s", NEW, cost=FLOOR)
    assert (taken.unnamed, labels()) == (None, ["Deputy head", "Miss Field’s"])


def test_a_list_that_cannot_be_written_does_not_cost_the_new_sheet(lead: Vault, tmp_path: Path) -> None:
    unlock(tmp_path / "leaver", OLD).let_school_in(own_card(lead, "Data Lead", "Elm Trust").public_key)
    (tmp_path / "home" / "vaults.json").mkdir()
    taken = take_over_as(lead, tmp_path / "leaver", "Miss Field’s", NEW, cost=FLOOR)
    assert isinstance(taken.unnamed, StorageProblem)
    unlock(tmp_path / "leaver", NEW)
    unlock_with_recovery_key(tmp_path / "leaver", taken.sheet.key_text)
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "leaver", OLD)
