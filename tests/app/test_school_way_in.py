"""The card an organisation fixes: let in once, by everybody's vault, told to its owner, and really able to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk.app import school_way_in
from pepdesk.app.school_way_in import follow_policy
from pepdesk.people.escrow_card import card_of_key, new_private_key, write_card
from pepdesk.policy import Policy
from pepdesk.problem import StorageProblem
from pepdesk.storage.slots import ESCROW
from pepdesk.storage.unlocking import create_vault, unlock_with_escrow
from tests.storage.vaults import QUICK

PASSPHRASE = "five quite ordinary words here"
