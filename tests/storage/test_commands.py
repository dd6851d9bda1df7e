"""``pepdesk vault`` and ``pepdesk drafts``, run as a person would run them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from pepdesk import paths
from pepdesk.cli import run_command
from pepdesk.form.address import Address
from pepdesk.form.loader import load_form
from pepdesk.record.answers import Attached, Attachment, Value
from pepdesk.record.codec import read_record, write_record
from pepdesk.record.comments import new_comment
from pepdesk.record.record import new_record
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import unlock
from tests.export.sample import drawing
from tests.storage.open_vaults import DRAFT

PICTURE = Address("voice", "going_well")
NAME = "Zebedee Canary-Name"


def pepdesk(*words: str | Path, status: int = 0) -> tuple[str, str]:
    """Run a command without anybody at the keyboard; gives stdout and stderr."""
    out, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        try:
            ended = run_command([str(word) for word in words])
        except SystemExit as left:
            ended = left.code
    out.flush()
    written = cast(io.BytesIO, out.buffer).getvalue().decode()
    assert ended == status, (ended, written, told.getvalue())
    return written, told.getvalue()


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pepdesk.storage.vault.calibrate", lambda: FLOOR)


class Desk:
    """A vault made from the command line, and its passphrase file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words = folder / "words.txt"
        self.words.write_text("correct horse battery\r\nanother line\n", "utf-8")
        self.opening = ["--vault", str(folder / "vault"), "--passphrase-file", str(self.words)]
        self.sheet = json.loads(pepdesk("vault", "create", *self.opening, "--json")[0])["recovery"]

    def drafts(self, *words: str | Path, status: int = 0) -> Any:
        out = pepdesk("drafts", *words, *self.opening, "--json", status=status)[0]
        return json.loads(out) if out else None

    def newest_file(self) -> Path:
        return sorted((self.folder / "vault").glob("*.pdd"))[-1]


@pytest.fixture(scope="module")
def plan() -> bytes:
    """A plan in clear."""
    return write_record(new_record(load_form(paths.forms_dir(), "year_r_11"), "2026-11-22T10:00"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_plan_goes_in_and_comes_out_byte_for_byte(desk: Desk, plan: bytes) -> None:
    (desk.folder / "plan.json").write_bytes(plan)
    first = desk.drafts("import", desk.folder / "plan.json")
    assert (first["generation"], first["kept"]) == (1, True)
    second = desk.drafts("import", desk.folder / "plan.json", "--into", first["draft"])
    assert second["generation"] == 2
    assert [row["generation"] for row in desk.drafts("list")] == [2]
    desk.drafts("export", first["draft"], "-o", desk.folder / "out.json")
    assert (desk.folder / "out.json").read_bytes() == plan
    assert pepdesk("drafts", "export", first["draft"], *desk.opening)[0].encode() == plan
    pepdesk("drafts", "export", first["draft"], "-o", desk.folder / "out.json", *desk.opening, status=3)


def test_what_is_no_plan_is_not_imported(desk: Desk) -> None:
    (desk.folder / "junk.json").write_text(f'{{"name": "{NAME}"}}')
    _, told = pepdesk("drafts", "import", desk.folder / "junk.json", *desk.opening, status=3)
    assert NAME not in told
    pepdesk("drafts", "import", desk.folder / "absent.json", *desk.opening, status=3)
    assert desk.drafts("list") == []


def test_damage_is_found_set_aside_and_an_earlier_save_brought_back(desk: Desk, plan: bytes) -> None:
    (desk.folder / "plan.json").write_bytes(plan)
    draft = desk.drafts("import", desk.folder / "plan.json")["draft"]
    for _ in range(2):
        desk.drafts("import", desk.folder / "plan.json", "--into", draft)
    desk.newest_file().write_bytes(b"PEPDRAFT")
    outside = json.loads(
        pepdesk("drafts", "check", "--without-key", "--vault", desk.folder / "vault", "--json", status=1)[0]
    )
    assert [fault["number"] for fault in outside["faults"]] == [3]
    found = desk.drafts("check", status=1)
    assert [(fault["number"], fault["moved"]) for fault in found["faults"]] == [(3, True)]
    assert desk.drafts("check")["faults"] == []
    assert desk.drafts("recover", draft)[0]["generation"] == 2
    assert desk.drafts("recover", draft, "--generation", "1")["generation"] == 3
    pepdesk("drafts", "recover", "--generation", "1", *desk.opening, status=2)
    pepdesk("drafts", "recover", "../../etc/passwd", *desk.opening, status=3)


def test_recover_itself_passes_damage_over_and_says_so(desk: Desk, plan: bytes) -> None:
    (desk.folder / "plan.json").write_bytes(plan)
    draft = desk.drafts("import", desk.folder / "plan.json")["draft"]
    desk.drafts("import", desk.folder / "plan.json", "--into", draft)
    desk.newest_file().write_bytes(b"")
    rows = desk.drafts("recover", status=1)
    assert (rows[0]["generation"], [one["number"] for one in rows[0]["set_aside"]]) == (1, [2])
    desk.newest_file().write_bytes(b"")
    assert desk.drafts("list", status=1) == []
    assert desk.drafts("recover", status=1)[0]["generation"] is None


def test_the_passphrase_changes_by_itself_by_recovery_key_and_by_the_sheet_alone(desk: Desk) -> None:
    new, key, box = (desk.folder / name for name in ("new.txt", "key.txt", "box.txt"))
    new.write_text("an entirely other one\n")
    vault = ["--vault", str(desk.folder / "vault")]
    pepdesk("vault", "passphrase", *desk.opening, "--new-passphrase-file", new)
    pepdesk("vault", "slots", *desk.opening, status=3)
    key.write_text(desk.sheet["key_text"] + "\n")
    pepdesk("vault", "passphrase", *vault, "--recovery-file", key, "--new-passphrase-file", desk.words)
    kinds = [slot["kind"] for slot in json.loads(pepdesk("vault", "slots", *desk.opening, "--json")[0])]
    assert sorted(kinds) == ["passphrase", "recovery"]
    for file in (desk.folder / "vault").glob("*.pdv"):
        file.unlink()
    box.write_text("\n".join(desk.sheet["box_lines"]))
    restoring = ["--recovery-file", key, "--sheet-file", box, "--new-passphrase-file", new]
    pepdesk("vault", "passphrase", *vault, *restoring)
    pepdesk("vault", "slots", *vault, "--passphrase-file", new)


def test_problems_are_told_and_nothing_is_made(desk: Desk, tmp_path: Path) -> None:
    _, told = pepdesk("drafts", "list", "--vault", tmp_path / "vault", status=3)
    assert "--passphrase-file" in told
    pepdesk("drafts", "list", "--vault", tmp_path / "nowhere", "--passphrase-file", desk.words, status=3)
    pepdesk("drafts", "list", "--vault", tmp_path / "vault", "--passphrase-file", tmp_path / "nowhere", status=3)
    pepdesk("vault", "create", *desk.opening, status=3)
    pepdesk("drafts", "export", "f" * 32, *desk.opening, status=3)
    pepdesk("drafts", "lost", *desk.opening, status=2)
    weak = tmp_path / "weak.txt"
    weak.write_text("short\n")
    pepdesk("vault", "create", "--vault", tmp_path / "other", "--passphrase-file", weak, status=3)
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "nowhere").exists()


def test_a_passphrase_cannot_be_given_as_an_argument_or_variable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pepdesk("drafts", "list", "--vault", desk.folder / "vault", "--passphrase", "correct horse battery", status=2)
    monkeypatch.setenv("PEPDESK_PASSPHRASE", "correct horse battery")
    pepdesk("drafts", "list", "--vault", desk.folder / "vault", status=3)


def test_a_passphrase_is_asked_for_at_the_keyboard_and_a_new_one_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: typed.pop(0))
    vault = ["--vault", str(desk.folder / "vault")]
    typed[:] = ["correct horse battery"]
    pepdesk("drafts", "list", *vault)
    typed[:] = ["correct horse battery", "an entirely other one", "an entirely other two"]
    pepdesk("vault", "passphrase", *vault, status=3)
    typed[:] = ["correct horse battery", "an entirely other one", "an entirely other one"]
    pepdesk("vault", "passphrase", *vault)
    typed[:] = ["an entirely other one"]
    pepdesk("vault", "slots", *vault)
    assert typed == []


def test_the_program_itself_answers_without_a_traceback_and_without_qt(desk: Desk) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "pepdesk", "drafts", "list", *desk.opening, "--json"]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    loaded = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "cryptography.hazmat.primitives.ciphers.aead" in loaded
    assert not {name for name in loaded if name.split(".")[0] in ("PySide6", "docx", "reportlab", "pyhanko", "lxml")}


def test_a_drawn_passphrase_opens_the_vault(tmp_path: Path) -> None:
    _, told = pepdesk("vault", "create", "--vault", tmp_path / "vault", "--generate")
    drawn = tmp_path / "drawn.txt"
    drawn.write_text(next(line.removeprefix("Passphrase: ") for line in told.splitlines() if "Passphrase" in line))
    pepdesk("vault", "slots", "--vault", tmp_path / "vault", "--passphrase-file", drawn)


def test_a_plan_goes_out_with_its_pictures_and_comes_in_with_them_elsewhere(desk: Desk, plan: bytes) -> None:
    house = drawing()
    digest = hashlib.sha256(house).hexdigest()
    record = read_record(plan)
    record.answers[PICTURE] = Attached((Attachment(digest, "image/png", "house.png", len(house), "A house"),))
    (desk.folder / "plan.json").write_bytes(write_record(record))
    (desk.folder / "in").mkdir()
    (desk.folder / "in" / "plan.json").write_bytes(write_record(record))
    lonely = desk.drafts("import", desk.folder / "plan.json")["draft"]
    told = pepdesk("drafts", "export", lonely, *desk.opening, "--folder", desk.folder / "none", status=1)[1]
    assert "1 picture or document could not be read and is not in the folder" in told
    (desk.folder / "in" / "attachments").mkdir()
    (desk.folder / "in" / "attachments" / f"{digest}.png").write_bytes(house)
    draft = desk.drafts("import", desk.folder / "in")["draft"]
    told = pepdesk("drafts", "export", draft, *desk.opening, "-o", desk.folder / "alone.json")[1]
    assert "1 picture or document is not in this file" in told
    desk.drafts("export", draft, "--folder", desk.folder / "out")
    (kept,) = read_record((desk.folder / "out" / "plan.json").read_bytes()).answers[PICTURE].files
    (file,) = (desk.folder / "out" / "attachments").iterdir()
    assert file.stem == kept.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (kept.name, kept.says) == ("house.png", "A house")
    pepdesk("drafts", "export", draft, *desk.opening, "--folder", desk.folder / "out", status=3)
    (file.parent / file.name).write_bytes(b"another file under its name")
    told = pepdesk("drafts", "import", desk.folder / "out", *desk.opening)[1]
    assert "named in the plan" not in told, "the vault has it already, and the wrong one was not taken"


def test_recover_puts_back_what_was_set_aside_and_is_whole(desk: Desk, plan: bytes) -> None:
    (desk.folder / "plan.json").write_bytes(plan)
    draft = desk.drafts("import", desk.folder / "plan.json")["draft"]
    desk.drafts("import", desk.folder / "plan.json", "--into", draft)
    whole = desk.newest_file().read_bytes()
    desk.newest_file().write_bytes(whole[:-1])
    desk.drafts("check", status=1)
    (aside,) = (desk.folder / "vault" / "quarantine").iterdir()
    aside.write_bytes(whole)
    told = pepdesk("drafts", "recover", *desk.opening)[1]
    assert "One plan: one save was whole again and brought back." in told
    assert desk.drafts("list")[0]["generation"] == 2


def test_the_childs_own_words_are_replaced_from_the_command_line_only_when_that_is_asked_for(desk: Desk) -> None:
    record = new_record(load_form(paths.forms_dir(), "year_r_11"), "2026-11-22T10:00")
    best = Address("voice", "going_well")
    file = desk.folder / "plan.json"
    record.answers[best] = Value(NAME)
    file.write_bytes(write_record(record))
    draft = desk.drafts("import", file)["draft"]
    record.answers[best] = Value("Art", "own")
    file.write_bytes(write_record(record))
    desk.drafts("import", file, "--into", draft)
    record.answers[best] = Value(NAME)
    file.write_bytes(write_record(record))
    for words in (("recover", draft, "--generation", "1"), ("import", file, "--into", draft)):
        told = pepdesk("drafts", *words, *desk.opening, status=3)[1]
        assert "one answer in the child’s own words" in told
        assert NAME not in told
        assert [row["generation"] for row in desk.drafts("list")] == [2]
    assert desk.drafts("recover", draft, "--generation", "1", "--replace-childs-words")["generation"] == 3
    assert read_record(pepdesk("drafts", "export", draft, *desk.opening)[0].encode()).answers[best] == Value(NAME)


def test_professionals_comments_go_out_only_when_they_are_asked_for_and_that_is_said(desk: Desk, plan: bytes) -> None:
    record = read_record(plan)
    record.comments = (new_comment(Address("voice", "going_well"), "social_worker", NAME, 1),)
    vault = unlock(desk.folder / "vault", desk.words.read_text("utf-8").splitlines()[0])
    Drafts(vault).save(DRAFT, write_record(record), b"", None)
    for words in (("-o", desk.folder / "out.json"), ("--folder", desk.folder / "out")):
        told = pepdesk("drafts", "export", DRAFT, *words, *desk.opening)[1]
        assert "1 comment between professionals left out" in told
    assert (desk.folder / "out.json").read_bytes() == (desk.folder / "out" / "plan.json").read_bytes() == plan
    assert NAME not in pepdesk("drafts", "export", DRAFT, *desk.opening)[0]
    out, told = pepdesk("drafts", "export", DRAFT, "--with-comments", *desk.opening)
    assert out.encode() == write_record(record)
    assert "for professionals only" in told
