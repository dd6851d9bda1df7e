"""``pepdesk template`` as people run it: forms to fill in, sheets of paper, and plain words when none can be made."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pepdesk.cli import FINE, NOT_DONE, WRONG_USAGE, run_command
from tests.export import pdf_reader


def heard(path: Path) -> str:
    return "\n".join(" ".join(words.split()) for _, words in pdf_reader.spoken(path.read_bytes()))


def test_both_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, word = tmp_path / "sheet.pdf", tmp_path / "sheet.docx"
    words = ["template", "year_r_11", "--paper", "--year", "1", "--pdf", str(pdf), "--word", str(word), "--json"]
    assert run_command(words) == FINE
    told = json.loads(capsys.readouterr().out)
    assert told == {"form": "year_r_11", "owner": "child", "year": "1", "files": [str(pdf), str(word)]}
    assert "If I had a magic wand at school, I would…" in heard(pdf)
    assert "My school and me" in docx.Document(str(word)).paragraphs[0].text


def test_the_carers_sheet_asks_the_carer_only(tmp_path: Path) -> None:
    pdf = tmp_path / "carer.pdf"
    assert run_command(["template", "early_years", "--paper", "--owner", "carer", "--pdf", str(pdf)]) == FINE
    assert "What would help you to help?" in heard(pdf)
    assert "My favourite things" not in heard(pdf)


def test_an_answer_that_decides_changes_what_is_asked(tmp_path: Path) -> None:
    for value, asked in (("neet", True), ("education", False)):
        pdf = tmp_path / f"{value}.pdf"
        words = ["template", "post_16", "--paper", "--pdf", str(pdf)]
        assert run_command([*words, "--known", f"situation.status={value}"]) == FINE
        assert ("What would you want to try, even for a day?" in heard(pdf)) is asked


PACK = """
[authority]
id = "northshire"
name = "Northshire"
version = 1
valid_from = 2025-09-01
prefix = "northshire_"
"""
OVERLAY = """
[overlay]
extends = "year_r_11@1"

[field.proud]
label = "What did you do that made you smile?"

[field.northshire_swim]
after = "proud"
group = "words"
label = "Can you swim?"
type = "yes_no"
"""


def test_an_authoritys_own_wording_and_questions_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "authorities" / "northshire" / "year_r_11"
    folder.mkdir(parents=True)
    (folder.parent / "authority.toml").write_text(PACK, encoding="utf-8")
    (folder / "voice.toml").write_text(OVERLAY, encoding="utf-8")
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path))
    pdf = tmp_path / "own.pdf"
    words = ["template", "year_r_11", "--paper", "--authority", "northshire", "--year", "4", "--pdf", str(pdf)]
    assert run_command(words) == FINE
    assert "What did you do that made you smile?\n" in heard(pdf)
    assert "Can you swim?\n" in heard(pdf)
    assert "What are you proud of?" not in heard(pdf)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["year_r_11"], NOT_DONE, "Nothing to write"),
        (["year_r_12", "--pdf", "F"], NOT_DONE, 'Did you mean "year_r_11"?'),
        (["post_16", "--year", "5", "--word", "F"], NOT_DONE, "It is for 12 to 14."),
        (["post_16", "--paper", "--known", "situation.status=nete", "--pdf", "F"], NOT_DONE, 'Did you mean "neet"?'),
        (
            ["post_16", "--paper", "--known", "situaton.status=neet", "--pdf", "F"],
            NOT_DONE,
            'Did you mean "situation.status"?',
        ),
        (["post_16", "--paper", "--year", "5", "--pdf", "F"], NOT_DONE, "It is for 12 to 14."),
        (["year_r_11", "--paper", "--owner", "social_worker", "--pdf", "F"], NOT_DONE, "for the child or the carer"),
        (["year_r_11", "--first-name", "Ada", "--pdf", "F"], NOT_DONE, "are for paper"),
        (["year_r_11", "--owner", "headteacher", "--pdf", "F"], WRONG_USAGE, "invalid choice"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    words: list[str], status: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tmp_path / "sheet.pdf") if word == "F" else word for word in words]
    if status == WRONG_USAGE:
        with pytest.raises(SystemExit) as left:
            run_command(["template", *given])
        assert left.value.code == WRONG_USAGE
    else:
        assert run_command(["template", *given]) == status
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
