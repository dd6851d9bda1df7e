"""``pepdesk export`` of a plan in a vault draws the child's earlier plans, as the window's export does."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pepdesk.__main__ import main
from pepdesk.app.across_terms import earlier_plans
from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from tests.ui.test_across_view import summer

TODAY = date(2026, 11, 22)
WORDS = "violet kettle Orkney badger lamp"


def words_of(file: Path) -> str:
    """The text of a Word file."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with last summer's plan, another child's of the same name, and the plan itself; gives its draft's id."""
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "words.txt").write_text(WORDS, "utf-8")
    vault, _ = create_vault(folder / "vault", WORDS, cost=FLOOR)
    library = Library(vault)

    def keep(record: PepRecord) -> str:
        draft = library.drafts.create()
        library.save(draft, write_record(record), write_card(card_of(record, assess(record, TODAY))), None, kept=True)
        return draft

    own = sample_plan("year_r_11", TODAY)
    keep(summer())
    keep(summer(born="2001-01-01"))
    draft = keep(own)
    assert len(earlier_plans(library, draft, own)) == 1
    (folder / "plan.json").write_bytes(write_record(own))
    return folder, draft


@pytest.mark.parametrize("audience", ["full", "carer"])
def test_figures_of_earlier_terms_are_drawn_from_a_vault_and_not_beside_a_plan_in_clear(
    drafts: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    folder, draft = drafts
    opening = ["--vault", str(folder / "vault"), "--passphrase-file", str(folder / "words.txt")]
    rest = ["--audience", audience]
    assert main(["export", draft, "--word", str(tmp_path / "vault.docx"), *opening, *rest]) == 0
    assert main(["export", str(folder / "plan.json"), "--word", str(tmp_path / "clear.docx"), *rest]) == 0
    capsys.readouterr()
    assert "81.7%" in words_of(tmp_path / "vault.docx")
    assert "81.7%" not in words_of(tmp_path / "clear.docx")
