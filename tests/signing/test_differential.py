"""Three opinions on every changed file: ours, LibreOffice's and Java's on Word, poppler's on PDF.

Whoever disagrees stands in a table with the reason (``differential``); whoever else starts to, fails a test.
"""

from __future__ import annotations

import io
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from installers.checkers import find
from pepdesk.signing.package import read_package
from pepdesk.signing.verify import verify_file
from tests.checkers import sessions
from tests.signing import differential
from tests.signing.samples import changed, signed_pdf, signed_word, teacher, worker
from tests.signing.test_pdf_tampering import APPENDED, appended
from tests.signing.test_word_tampering import DOCUMENT, NOT_SEEN_IN_ISOLATION, TAMPERINGS, swap

JAVA = Path(__file__).parent.parent / "checkers" / "OpcSignatures.java"


def _word_files(folder: Path) -> dict[str, Path]:
    """Every changed Word file, and three that must be sound for everybody."""
    contents = {name: changed(signed_word(), change) for name, change in TAMPERINGS.items()}
    contents["as signed"] = signed_word()
    contents["own properties changed"] = changed(signed_word(), swap("docProps/core.xml", b"python-docx", b"somebody"))
    contents["document twice in the zip"] = _twice()
    files = {}
    for number, (name, data) in enumerate(contents.items()):
        files[name] = folder / f"{number}.docx"
        files[name].write_bytes(data)
    return files


def _twice() -> bytes:
    target = io.BytesIO(signed_word())
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(DOCUMENT, read_package(signed_word())[DOCUMENT].replace(b"10 pages", b"99 pages"))
    return target.getvalue()


def _by_java(files: dict[str, Path], folder: Path) -> dict[str, bool]:
    subprocess.run([str(find("javac")), "-d", str(folder), str(JAVA)], check=True, capture_output=True)
    java = ["java", "-cp", str(folder), "OpcSignatures", *map(str, files.values())]
    lines = subprocess.run(java, check=True, capture_output=True, text=True).stdout.splitlines()
    said = dict(line.split("\t") for line in lines)
    return {name: set(said[file.name].split(", ")) == {"valid"} for name, file in files.items()}


def _by_libreoffice(files: dict[str, Path], folder: Path) -> dict[str, bool]:
    roots = (one.anchor.public_bytes(serialization.Encoding.PEM) for one in (teacher(), worker()))
    asked = {name: file for name, file in files.items() if name not in differential.WORD_CRASHES_LIBREOFFICE}
    with sessions.office(folder / "office", sessions.trust(folder / "nss", *roots)) as pipe:
        found = sessions.office_signatures(pipe, *asked.values())
    return {name: bool(said) and all(one.get("valid") for one in said) for name, said in zip(asked, found, strict=True)}


SOUND_FOR_ALL = {"as signed", "own properties changed", *NOT_SEEN_IN_ISOLATION}


@pytest.mark.checker("uno", "certutil", "javac")
@pytest.mark.timeout(240)
def test_three_opinions_on_every_changed_word_file_differ_only_where_the_table_says_why(tmp_path: Path) -> None:
    files = _word_files(tmp_path)
    ours = {name: verify_file(file).ok for name, file in files.items()}
    java, office = _by_java(files, tmp_path), _by_libreoffice(files, tmp_path)
    assert {name for name, ok in ours.items() if ok} == SOUND_FOR_ALL
    assert {name for name, ok in java.items() if ok} == SOUND_FOR_ALL | set(differential.WORD_TAKEN_BY_BOTH)
    assert {name for name, ok in office.items() if ok} == SOUND_FOR_ALL | set(differential.WORD_TAKEN_BY_BOTH)


def _bit(data: bytes) -> bytes:
    turned = bytearray(data)
    turned[turned.index(b"stream", turned.index(b"/Length")) + 40] ^= 1
    return bytes(turned)


OTHER_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "one bit of a page": _bit,
    "bytes after the end": lambda data: data + b"\n% note\n",
    "bytes before the beginning": lambda data: b"\n" + data,
}


@pytest.mark.checker("pdfsig", "qpdf")
@pytest.mark.timeout(120)
def test_two_opinions_on_every_changed_pdf_differ_only_where_the_table_says_why(tmp_path: Path) -> None:
    contents = {name: appended(signed_pdf(), change) for name, change in APPENDED.items()}
    contents |= {name: change(signed_pdf()) for name, change in OTHER_CHANGES.items()}
    contents["as signed"] = signed_pdf()
    (source := tmp_path / "source.pdf").write_bytes(signed_pdf())
    subprocess.run(["qpdf", source, tmp_path / "again.pdf"], check=True)
    contents["saved anew by qpdf"] = (tmp_path / "again.pdf").read_bytes()
    ours, poppler = set(), set()
    for name, data in contents.items():
        (file := tmp_path / "plan.pdf").write_bytes(data)
        told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
        signatures = [line for line in told.splitlines() if "Signature Validation:" in line]
        if signatures and all("Signature is Valid" in line for line in signatures):
            poppler.add(name)
        if verify_file(data).ok:
            ours.add(name)
    assert ours == {"as signed"}
    assert poppler == {"as signed"} | set(differential.PDF_TAKEN_BY_POPPLER)


def test_every_disagreement_is_about_a_change_that_is_tried_and_has_its_reason() -> None:
    word = differential.WORD_TAKEN_BY_BOTH | differential.WORD_CRASHES_LIBREOFFICE
    assert set(word) <= set(TAMPERINGS)
    assert set(differential.PDF_TAKEN_BY_POPPLER) <= set(APPENDED) | set(OTHER_CHANGES)
    assert all(len(reason) > 8 for reason in (*word.values(), *differential.PDF_TAKEN_BY_POPPLER.values()))
