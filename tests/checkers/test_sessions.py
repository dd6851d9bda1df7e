"""The checkers themselves: each starts here, says yes to something right and no to something wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from installers.checkers import SYSTEM_PYTHON, find
from pepdesk.signing.package import read_package, write_package
from tests.checkers import sessions
from tests.signing import samples


def _pdf(path: Path, words: str) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.drawString(72, 700, words)
    canvas.save()
    return path


def _word(path: Path) -> Path:
    import docx

    document = docx.Document()
    document.add_heading("A plan")
    document.save(str(path))
    return path


@pytest.mark.checker("pdftotext", "pdftoppm", "pdfsig", "qpdf")
def test_poppler_and_qpdf_read_a_pdf_and_refuse_a_spoilt_one(tmp_path: Path) -> None:
    pdf = _pdf(tmp_path / "a.pdf", "Reading age 9")
    assert "Reading age 9" in sessions.run([find("pdftotext"), pdf, "-"], {}).stdout
    sessions.run([find("pdftoppm"), "-png", "-r", "40", pdf, tmp_path / "page"], {})
    assert (tmp_path / "page-1.png").read_bytes().startswith(b"\x89PNG")
    unsigned = subprocess.run([find("pdfsig"), pdf], capture_output=True, text=True, check=False)
    assert "does not contain any signatures" in unsigned.stdout
    sessions.run([find("qpdf"), "--check", pdf], {})
    spoilt = tmp_path / "spoilt.pdf"
    spoilt.write_bytes(pdf.read_bytes()[:-200])
    assert subprocess.run([find("qpdf"), "--check", spoilt], capture_output=True, check=False).returncode != 0


@pytest.mark.checker("ooxml-validator")
def test_the_open_xml_validator_tells_a_word_file_from_a_spoilt_one(tmp_path: Path, ooxml_validator: Path) -> None:
    good = _word(tmp_path / "good.docx")
    assert json.loads(sessions.run([ooxml_validator, good], {}).stdout)["ok"] is True
    bad = tmp_path / "bad.docx"
    bad.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    assert json.loads(sessions.run([ooxml_validator, bad], {}).stdout)["ok"] is False


@pytest.mark.checker("uno", "certutil")
def test_libreoffice_tells_a_trusted_signature_from_a_stranger_s_a_spoilt_and_a_missing_one(tmp_path: Path) -> None:
    signed, spoilt = tmp_path / "signed.docx", tmp_path / "spoilt.docx"
    plain, broken = _word(tmp_path / "plain.docx"), tmp_path / "broken.docx"
    signed.write_bytes(samples.signed_word())
    parts = read_package(samples.signed_word())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"10", b"11")
    spoilt.write_bytes(write_package(parts))
    broken.write_bytes(b"PK\x03\x04 and no more")
    root = samples.teacher().anchor.public_bytes(serialization.Encoding.PEM)
    with sessions.office(tmp_path / "office", sessions.trust(tmp_path / "nss", root)) as pipe:
        on_signed, on_spoilt, on_plain, on_broken = sessions.office_signatures(pipe, signed, spoilt, plain, broken)
    assert [(found["valid"], found["certificate"] == "VALID") for found in on_signed] == [(True, True), (True, False)]
    assert [found["valid"] for found in on_spoilt] == [False, False]
    assert on_plain == []
    assert "error" in on_broken[0]


@pytest.mark.checker("soffice", "pdftotext")
def test_libreoffice_turns_a_word_file_into_a_pdf(tmp_path: Path) -> None:
    word = _word(tmp_path / "plan.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    sessions.run(
        [find("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, word], {}, seconds=100
    )
    assert "A plan" in sessions.run([find("pdftotext"), tmp_path / "plan.pdf", "-"], {}).stdout


@pytest.mark.checker("gnome-keyring-daemon")
def test_a_secret_comes_back_from_a_real_keyring_and_from_nowhere_else(tmp_path: Path) -> None:
    words = (
        "from keyring.backends.SecretService import Keyring as K; k = K();"
        "k.set_password('pepdesk', 'a', 'geheim'); print(*(k.get_password('pepdesk', n) for n in 'ab'))"
    )
    assert sessions.with_keyring([sys.executable, "-c", words], tmp_path).split() == ["geheim", "None"]


_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(sys.argv)
box = QLineEdit(); box.setAccessibleName("Outcome"); box.setWindowTitle("plan")
box.show(); box.activateWindow(); box.setFocus()
box.textChanged.connect(lambda text: text == "better" and (print(text, flush=True), app.quit()))
print("shown", flush=True)
app.exec()
"""


@pytest.mark.checker("Xvfb", "xdotool")
def test_keys_typed_by_xdotool_reach_a_window_on_a_virtual_screen() -> None:
    with sessions.screen() as display:
        more = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with sessions.running([sys.executable, "-c", _WINDOW], more, stdout=subprocess.PIPE) as window:
            assert window.stdout is not None
            assert window.stdout.readline() == b"shown\n"
            find_it = [find("xdotool"), "search", "--sync", "--name", "^plan$"]
            number = sessions.run(find_it, more).stdout.split()[0]
            sessions.run([find("xdotool"), "windowfocus", "--sync", number], more)
            sessions.run([find("xdotool"), "type", "--delay", "20", "better"], more)
            assert window.stdout.readline() == b"better\n"
            assert window.wait(20) == 0


_READ_NAMES = """
import time, gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
def names(node, depth=0):
    yield node.get_name()
    if depth < 4:
        for n in range(node.get_child_count()):
            child = node.get_child_at_index(n)
            if child: yield from names(child, depth + 1)
until = time.monotonic() + 20
while time.monotonic() < until:
    found = list(names(Atspi.get_desktop(0)))
    if "Outcome" in found: print("Outcome"); break
    time.sleep(0.3)
"""


@pytest.mark.checker("atspi", "Xvfb")
def test_a_screen_reader_finds_the_name_of_a_box(tmp_path: Path) -> None:
    both = (
        "/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 & sleep 1;"
        f'"$1" -c "$2" >/dev/null & PYTHONPATH= {SYSTEM_PYTHON} -c "$3"; kill %2 %1'
    )
    with sessions.screen() as display:
        more = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        more |= {"XDG_RUNTIME_DIR": str(tmp_path)}
        said = sessions.on_session_bus(["bash", "-mc", both, "read", sys.executable, _WINDOW, _READ_NAMES], more)
    assert said.strip() == "Outcome"
