"""The guard before any parsing of a Word file: hostile files cost little and are refused in words."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.problem import PepDeskProblem
from pepdesk.signing import package
from pepdesk.signing.package import parse_xml, read_package, write_package
from pepdesk.signing.verify import verify_file
from tests.signing.samples import measured

GOOD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}


def zipped(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return zipped([*GOOD.items(), (name, content)])


GOOD_ZIP = zipped(list(GOOD.items()))


def hidden_bytes() -> bytes:
    """Something between the parts and the table of contents, which a reader of the table never sees."""
    end = GOOD_ZIP.rindex(b"PK\x05\x06")
    start = int.from_bytes(GOOD_ZIP[end + 16 : end + 20], "little")
    hidden = b"PK\x03\x04hidden"
    moved = (start + len(hidden)).to_bytes(4, "little")
    return GOOD_ZIP[:start] + hidden + GOOD_ZIP[start : end + 16] + moved + GOOD_ZIP[end + 20 :]


HOSTILE = {
    "path upwards": with_part("../evil.xml"),
    "path upwards inside": with_part("word/../../evil.xml"),
    "absolute path": with_part("/etc/evil.xml"),
    "backslash": with_part("word\\evil.bin"),
    "drive": with_part("C:evil.bin"),
    "empty segment": with_part("word//evil.bin"),
    "letters that look alike": with_part("word/dоcument.bin"),
    "control character": with_part("word/e\nvil.bin"),
    "same name twice": with_part("word/document.xml", b"<b/>"),
    "same name in capitals": with_part("WORD/Document.xml", b"<b/>"),
    "DTD": with_part("word/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "DTD far down": with_part("word/evil.xml", b"<!-- " + b" " * 9000 + b"--><!DOCTYPE a><a/>"),
    "UTF-16": with_part("word/evil.xml", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")),
    "unusual encoding": with_part("word/evil.xml", b"<?xml version='1.0' encoding='cp037'?><a/>"),
    "too many parts": zipped([(f"word/{n}.bin", b"") for n in range(package.MAX_PARTS + 1)]),
    "one part too large": with_part("word/big.bin", bytes(package.MAX_PART + 1)),
    "all parts too large": zipped([(f"word/{n}.bin", bytes(package.MAX_TOTAL // 4 + 9)) for n in range(4)]),
    "unusual packing": zipped(list(GOOD.items()), zipfile.ZIP_BZIP2),
    "something before it": b"MZ" + GOOD_ZIP,
    "something after it": GOOD_ZIP + b"x",
    "hidden between": hidden_bytes(),
    "comment": GOOD_ZIP[:-2] + b"\x02\x00hi",
    "cut short": GOOD_ZIP[:-30],
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_package_is_refused_in_words(name: str) -> None:
    with pytest.raises(PepDeskProblem) as caught:
        read_package(HOSTILE[name])
    assert caught.value.code == "package"
    assert caught.value.advice
    assert not verify_file(HOSTILE[name], "x.docx").ok


def test_an_ordinary_package_comes_back_whole() -> None:
    assert read_package(GOOD_ZIP) == GOOD


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}\.bin", fullmatch=True), st.binary(), max_size=8))
def test_what_is_written_is_read_back_the_same(parts: dict[str, bytes]) -> None:
    everything = GOOD | parts
    assert read_package(write_package(everything)) == everything


@settings(max_examples=300)
@given(st.binary(max_size=200), st.integers(0, len(GOOD_ZIP)), st.integers(0, 40))
def test_garbage_in_a_package_raises_nothing_but_a_problem(garbage: bytes, at: int, cut: int) -> None:
    data = GOOD_ZIP[:at] + garbage + GOOD_ZIP[at + cut :]
    with contextlib.suppress(PepDeskProblem):
        assert set(read_package(data)) <= set(GOOD)


def test_a_large_inner_list_is_not_parsed() -> None:
    with pytest.raises(PepDeskProblem, match="too large"):
        parse_xml(b"<a>" + b"<b/>" * 1_000_000 + b"</a>")


BOMBS = {
    "zeros": lambda: zipped([*GOOD.items(), *((f"word/{n}.bin", bytes(31 << 20)) for n in range(40))]),
    "many small parts": lambda: zipped([(f"word/{n}.bin", b"") for n in range(60_000)]),
    "deep relations": lambda: zipped([("[Content_Types].xml", b"<a>" * 300_000), ("_rels/.rels", b"<a>" * 300_000)]),
    "wide relations": lambda: zipped(
        [("[Content_Types].xml", b"<a/>"), ("_rels/.rels", b"<a>" + b"<b/>" * 250_000 + b"</a>")]
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_zip_bomb_is_refused_within_two_seconds_and_256_mib(bomb: str, tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    file.write_bytes(BOMBS[bomb]())
    seconds, mebibytes, verdict = measured(file)
    assert "'ok': False" in verdict
    assert "'problems': []" not in verdict
    assert seconds < 2
    assert mebibytes < 256
