"""An export is in the audit trail: which text, which files, what kind of place; never where, never a name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from pepdesk.app.documents import sample_plan
from pepdesk.export.outline import no_pictures
from pepdesk.record.codec import snapshot_hash
from pepdesk.ui.documents.export_work import Order, carry_out
from tests.storage.open_vaults import DRAFT, open_vault


def test_an_export_is_noted_without_a_name(tmp_path: Path) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    vault = open_vault(tmp_path / "vault")
    vault.folder.make()
    for place in ("Documents", "OneDrive - Elm School"):
        (tmp_path / place).mkdir()
        order = Order(
            record, datetime.now(UTC), True, False, True, tmp_path / place, no_pictures, vault=vault, draft_id=DRAFT
        )
        made = carry_out(order)
        assert made.files[0].exists()
    entries = vault.audit.read().entries
    assert [(entry.kind, entry.draft_id, entry.detail["place"]) for entry in entries] == [
        ("exported", DRAFT, "local"),
        ("exported", DRAFT, "cloud"),
    ]
    assert entries[0].detail["text"] == snapshot_hash(record)
    assert set(entries[0].detail) == {"files", "place", "text"}
