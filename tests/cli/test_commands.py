"""The commands as people and programs run them: whole processes, exit status, words, JSON; never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pepdesk.cli import COMMANDS


def pepdesk(*words: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pepdesk", *map(str, words)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=cwd, timeout=100, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    out = tmp_path_factory.mktemp("demo") / "out"
    done = pepdesk("demo", out, "--json")
    assert done.returncode == 0, done.stderr
    return out, json.loads(done.stdout)["plans"][0]


def test_the_demonstration_ends_with_two_signed_files_and_says_what_it_found(
    demo: tuple[Path, dict[str, object]],
) -> None:
    _, plan = demo
    assert plan["findings"] == {"must": 0, "should": 3, "tip": 2}
    assert Path(str(plan["pdf"])).read_bytes().startswith(b"%PDF-")
    assert Path(str(plan["word"])).read_bytes().startswith(b"PK")
    signatures = plan["signatures"]
    assert isinstance(signatures, list)
    assert [(one["ok"], len(one["signatures"])) for one in signatures] == [(True, 2), (True, 2)]


def test_the_demonstration_can_be_run_again_in_the_same_place(demo: tuple[Path, dict[str, object]]) -> None:
    out, _ = demo
    assert pepdesk("demo", out, "--sample", "year_6").returncode == 0


def test_the_demonstrations_drafts_hold_no_name_in_clear(demo: tuple[Path, dict[str, object]]) -> None:
    out, _ = demo
    for file in (out / "vault").iterdir():
        data = file.read_bytes()
        for canary in ("Łucja", "Whitlock", "Ŵyn", "calming"):
            assert canary.encode() not in data
            assert canary.encode("utf-16-le") not in data


def test_verify_says_whether_a_file_is_sound_and_its_exit_status_agrees(
    demo: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    _, plan = demo
    for kind in ("pdf", "word"):
        good = Path(str(plan[kind]))
        assert pepdesk("verify", good).returncode == 0
        data = bytearray(good.read_bytes())
        data[len(data) // 2] ^= 1
        bad = tmp_path / good.name
        bad.write_bytes(data)
        done = pepdesk("verify", bad, "--json")
        assert done.returncode == 1
        assert json.loads(done.stdout)[0]["ok"] is False


def test_check_reads_a_plan_in_clear_and_a_draft_in_a_vault_alike(demo: tuple[Path, dict[str, object]]) -> None:
    out, plan = demo
    clear = pepdesk("check", out / "plan.json", "--json")
    sealed = pepdesk("check", str(plan["draft"]), "--vault", out / "vault", "--passphrase-file",
                     out / "vault-passphrase.txt", "--json")  # fmt: skip
    assert clear.returncode == sealed.returncode == 0
    assert json.loads(clear.stdout)["findings"] == json.loads(sealed.stdout)["findings"]
    assert json.loads(clear.stdout)["ready_for"]["sign_off"] is True


def test_an_empty_plan_is_not_ready_and_check_says_so_by_its_exit_status(
    demo: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    out, _ = demo
    vault = ("--vault", out / "vault", "--passphrase-file", out / "vault-passphrase.txt")
    draft = json.loads(pepdesk("new", *vault, "--json").stdout)["draft"]
    assert pepdesk("check", draft, *vault).returncode == 1
    pdf = tmp_path / "draft.pdf"
    assert pepdesk("export", draft, *vault, "--pdf", pdf).returncode == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pepdesk("verify", pdf).returncode == 1


def test_export_into_a_place_that_refuses_says_why_and_leaves_nothing(
    demo: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    out, _ = demo
    place = tmp_path / "file"
    place.write_text("not a folder")
    done = pepdesk("export", out / "plan.json", "--pdf", place / "x.pdf")
    assert done.returncode == 3
    assert "could not be written" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform == "win32", reason="/dev/full is a thing of Unix")
def test_a_full_disk_is_told_in_words(demo: tuple[Path, dict[str, object]]) -> None:
    out, _ = demo
    limited = f"ulimit -f 8; exec {sys.executable} -m pepdesk export {out / 'plan.json'} --pdf {out / 'big.pdf'}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 3
    assert "could not be written" in done.stderr
    assert not (out / "big.pdf").exists()


def test_smart_judges_each_line(tmp_path: Path) -> None:
    lines = 'Get better at maths.\n{"text": "By 11 December read 30 of the 40 sight words.", "set_on": "2026-11-16"}\n'
    done = pepdesk("smart", stdin=lines)
    weak, good = map(json.loads, done.stdout.splitlines())
    assert (weak["specific"], weak["measurable"], weak["time_bound"], weak["within_term"]) == (
        False,
        False,
        False,
        None,
    )
    assert (good["specific"], good["measurable"], good["time_bound"], good["within_term"]) == (True, True, True, True)
    assert weak["achievable"] is None
    assert {"criterion", "level", "message", "hint", "span"} <= set(weak["findings"][0])


def test_form_commands_list_show_and_check(tmp_path: Path) -> None:
    listed = [form["id"] for form in json.loads(pepdesk("form", "list", "--json").stdout)]
    assert listed == ["early_years", "post_16", "year_r_11"]
    shown = json.loads(pepdesk("form", "show", "year_r_11", "--json").stdout)
    fields = [field for tab in shown["tabs"] for field in tab["fields"]]
    assert len(fields) > 300
    assert {"address", "label", "type", "owner", "required", "visible_when", "choices"} <= set(fields[0])
    assert pepdesk("form", "check").returncode == 0
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "form.toml").write_text("[form\n")
    done = pepdesk("form", "check", tmp_path)
    assert done.returncode == 1
    assert "broken/form.toml: line 1" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = pepdesk(command, "--help")
    assert done.returncode == 0
    assert command in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nothing-here.json"),
        ("check", "0123456789abcdef" * 2, "--vault", "nowhere", "--passphrase-file", "nothing"),
        ("form", "show", "year_r_12"),
        ("export", "nothing.json", "--pdf", "x.pdf"),
        ("verify", "nothing.pdf"),
        ("drafts", "list", "--vault", "nowhere"),
        ("sign", "nothing.pdf", "--as", "me.p12", "--passphrase-file", "nothing"),
    ],
)
def test_what_cannot_be_done_is_told_in_words_with_status_three(words: tuple[str, ...], tmp_path: Path) -> None:
    done = pepdesk(*words, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.strip() or done.stdout.strip()


def test_a_command_needs_neither_qt_nor_a_screen() -> None:
    words = "import sys; from pepdesk.__main__ import main; main(['form', 'list']); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
