"""The card an organisation fixes: let in once, by everybody's vault, told to its owner, and really able to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk.app import school_way_in
from pepdesk.app.school_way_in import follow_policy
from pepdesk.people.escrow_card import card_of_key, new_private_key, write_card
from pepdesk.policy import Policy
from pepdesk.problem import StorageProblem
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.slots import ESCROW
from pepdesk.storage.unlocking import create_vault, unlock_with_card

PASSPHRASE = "five quite ordinary words here"


def test_the_fixed_card_is_let_in_once_told_and_opens_the_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_private_key()
    file = tmp_path / "lead.pepcard"
    file.write_text(write_card(card_of_key(key, "Ines Rowe", "Northfold Council")))
    vault, _sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
    assert follow_policy(vault) == ""
    monkeypatch.setattr(school_way_in, "policy", lambda: Policy(escrow_card=str(file)))
    assert "Ines Rowe (Northfold Council) can open" in follow_policy(vault)
    assert follow_policy(vault) == ""
    assert [slot.kind for slot in vault.slots()].count(ESCROW) == 1
    vault.lock()
    unlock_with_card(tmp_path / "vault", key).lock()


def test_a_card_that_is_not_there_is_told_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, _sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
    monkeypatch.setattr(school_way_in, "policy", lambda: Policy(escrow_card=str(tmp_path / "gone.pepcard")))
    with pytest.raises(StorageProblem, match="cannot be read"):
        follow_policy(vault)
    assert ESCROW not in [slot.kind for slot in vault.slots()]
    vault.lock()
