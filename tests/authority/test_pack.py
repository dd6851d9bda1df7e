"""A pack travels as one file: what comes back, what is refused before anything is written, and what installing says."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepdesk.authority.install import install, preview
from pepdesk.authority.loader import load_authority
from pepdesk.authority.pack import MAX_FILE, MAX_FILES, MAX_PACK, open_pack, pack_folder
from pepdesk.authority.pack_signature import new_key
from pepdesk.form.faults import FormFaults
from pepdesk.form.loader import load_form
from pepdesk.problem import FormProblem
from pepdesk.record.codec import read_record, write_record
from pepdesk.record.record import new_record
from tests.small_authority import NORTHSHIRE, write_authorities, write_authority
from tests.small_form import write_forms

MAIN = "northshire/authority.toml"


def pack(folder: Path, text: str, **overlay: str) -> bytes:
    place = write_authority(folder, text) / "authorities" / "northshire"
    for tab, content in overlay.items():
        (place / "year_r_11").mkdir(exist_ok=True)
        (place / "year_r_11" / f"{tab}.toml").write_text(content, encoding="utf-8")
    return pack_folder(place)


def zipped(*files: tuple[str, bytes], mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_a_folder_comes_back_as_it_was_and_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    data = pack(tmp_path, NORTHSHIRE, about='[overlay]\nextends = "year_r_11@1"\n')
    opened = open_pack(data)
    assert opened.id == "northshire"
    assert opened.files["authority.toml"].decode() == NORTHSHIRE
    assert sorted(opened.files) == ["authority.toml", "year_r_11/about.toml"]
    assert pack_folder(tmp_path / "authorities" / "northshire") == data


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK nothing", "not a pack"),
        (zipped((MAIN, b"x"))[:60], "not a pack"),
        (zipped(), "does not hold one authority"),
        (zipped(("northshire/year_r_11/about.toml", b"x")), "does not hold one authority"),
        (zipped((MAIN, b"x"), ("other/authority.toml", b"x")), "holds a file twice"),
        (zipped((MAIN, b"x"), ("other/year_r_11/about.toml", b"x")), "does not hold one authority"),
        (zipped((MAIN, b"x"), (f"{MAIN[:-1]}X", b"y")).replace(b"tomX", b"toml"), "holds a file twice"),
        (zipped((MAIN, b"x"), ("/etc/authority.toml", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), ("../authority.toml", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), ("northshire/../x/authority.toml", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), ("northshire\\authority.toml", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), ("northshire/run.py", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), ("C:/authority.toml", b"x")), "not an authority's file"),
        (zipped((MAIN, b"x"), (f"{MAIN}_exe", b"x")).replace(b"_exe", b"\0exe"), "not an authority's file"),
        (zipped((MAIN, b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "not an authority's file"),
        (zipped((MAIN, b"0" * (MAX_FILE + 1))), "too large"),
        (zipped(*((f"northshire/f{n}/t.toml", b"0" * MAX_FILE) for n in range(9)), (MAIN, b"x")), "too large"),
        (zipped(*((f"northshire/f{n}/t.toml", b"") for n in range(MAX_FILES)), (MAIN, b"x")), "too many files"),
        (b"0" * (MAX_PACK + 1), "too large"),
    ],
)
def test_what_is_no_pack_is_refused_before_anything_is_written(data: bytes, told: str) -> None:
    with pytest.raises(FormProblem, match=told):
        open_pack(data)


GOOD = zipped((MAIN, NORTHSHIRE.encode()))


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_makes_opening_fail_in_any_other_way(place: int, junk: bytes) -> None:
    damaged = GOOD[:place] + junk + GOOD[place + len(junk) :]
    with contextlib.suppress(FormProblem):
        assert open_pack(damaged).id


def test_a_new_pack_says_what_changes_and_is_used_from_then_on(tmp_path: Path) -> None:
    forms, user = write_authorities(tmp_path / "forms"), tmp_path / "user"
    newer = NORTHSHIRE.replace("version = 1", "version = 2").replace("count = 15", "count = 12")
    newer = newer.replace("[cap.laptop]", "[cap.tablet]").replace("Northshire guidance, page 2", "page 3")
    seen = preview(open_pack(pack(tmp_path / "mine", newer)), forms, user)
    assert "[clock.first_pep]: count 15 → 12." in seen.changes
    assert "[cap.laptop] is no longer there." in seen.changes
    assert any(line.startswith("[cap.tablet] is new: amount 300.5") for line in seen.changes)
    assert len(seen.changes) == 3, "a new source alone changes nothing"
    assert seen.refused == ""
    assert not user.exists()
    assert install(open_pack(pack(tmp_path / "mine", newer)), forms, user).changes == seen.changes
    assert load_authority(forms, "northshire", user).clocks[0].count == 12
    assert [path.name for path in (user / "authorities").iterdir()] == ["northshire"]


def test_an_older_pack_is_never_put_over_a_newer_one_unasked(tmp_path: Path) -> None:
    forms, user = write_authorities(tmp_path / "forms"), tmp_path / "user"
    made = {
        n: open_pack(pack(tmp_path / str(n), NORTHSHIRE.replace("version = 1", f"version = {n}"))) for n in (1, 2, 3)
    }
    install(made[3], forms, user)
    with pytest.raises(FormProblem, match="Version 3 of these rules is in use; this pack is the older version 2"):
        install(made[2], forms, user)
    with pytest.raises(FormProblem, match="in use already"):
        install(made[3], forms, user)
    assert load_authority(forms, "northshire", user).version == 3
    install(made[2], forms, user, older=True)
    assert load_authority(forms, "northshire", user).version == 2
    with pytest.raises(FormProblem, match="PepDesk came with version 1 of these rules; this is version 1"):
        install(made[1], forms, user, older=True)
    assert load_authority(forms, "northshire", user).version == 2


def test_a_pack_with_faults_is_told_whole_and_not_installed(tmp_path: Path) -> None:
    forms, user = write_authorities(tmp_path / "forms"), tmp_path / "user"
    broken = NORTHSHIRE.replace("version = 1", "version = 2").replace("count = 15", "cuont = 15")
    with pytest.raises(FormFaults, match="2 faults"):
        install(open_pack(pack(tmp_path / "mine", broken)), forms, user)
    deep = NORTHSHIRE + "x = " + "[" * 50_000
    with pytest.raises(FormFaults):
        install(open_pack(pack(tmp_path / "deep", deep)), forms, user)
    assert not user.exists()


def test_an_open_plan_keeps_the_rules_it_began_with(tmp_path: Path) -> None:
    forms, user = write_authorities(write_forms(tmp_path / "forms")), tmp_path / "user"
    plan = new_record(load_form(forms, "small"), "2026-11-22T10:00:00+00:00", load_authority(forms, "northshire", user))
    saved = write_record(plan)
    newer = NORTHSHIRE.replace("version = 1", "version = 2").replace("count = 15", "count = 12")
    install(open_pack(pack(tmp_path / "mine", newer)), forms, user)
    again = read_record(saved)
    assert again == plan
    assert again.authority is not None
    assert again.authority.clocks[0].count == 15
    assert write_record(again) == saved


def signed(folder: Path, text: str, key: bytes) -> bytes:
    place = write_authority(folder, text) / "authorities" / "northshire"
    return pack_folder(place, key=key, passphrase="correct horse")


def test_rules_of_another_hand_are_not_put_over_signed_ones_unasked(tmp_path: Path) -> None:
    forms, user = write_authorities(tmp_path / "forms"), tmp_path / "user"
    texts = [NORTHSHIRE.replace("version = 1", f"version = {n}") for n in range(6)]
    office, other = new_key("correct horse"), new_key("correct horse")
    first = open_pack(signed(tmp_path / "2", texts[2], office))
    assert preview(first, forms, user).signed_by == first.signed_by != ""
    install(first, forms, user)
    install(open_pack(signed(tmp_path / "3", texts[3], office)), forms, user)
    with pytest.raises(FormProblem, match="signed by another key"):
        install(open_pack(signed(tmp_path / "4", texts[4], other)), forms, user)
    with pytest.raises(FormProblem, match="signed by nobody"):
        install(open_pack(pack(tmp_path / "4u", texts[4])), forms, user)
    assert load_authority(forms, "northshire", user).version == 3
    install(open_pack(signed(tmp_path / "5", texts[5], other)), forms, user, older=True)
    assert load_authority(forms, "northshire", user).version == 5


def test_a_signed_pack_that_was_changed_is_refused(tmp_path: Path) -> None:
    data = signed(tmp_path, NORTHSHIRE, new_key("correct horse"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        comment, content = archive.comment, archive.read(MAIN)
    other = zipped((MAIN, content.replace(b"count = 15", b"count = 16")))

    def with_comment(body: bytes, words: bytes) -> bytes:
        return body[:-2] + len(words).to_bytes(2, "little") + words

    assert open_pack(with_comment(zipped((MAIN, content)), comment)).signed_by
    for damaged in (
        with_comment(other, comment),
        with_comment(zipped((MAIN, content)), comment[:-1]),
        with_comment(zipped((MAIN, content)), b"made by hand"),
        with_comment(zipped((MAIN, content)), comment[:20] + bytes([comment[20] ^ 1]) + comment[21:]),
    ):
        with pytest.raises(FormProblem, match="changed after it was signed"):
            open_pack(damaged)
    with pytest.raises(FormProblem, match="does not open"):
        pack_folder(tmp_path / "authorities" / "northshire", key=new_key("other"), passphrase="wrong")
