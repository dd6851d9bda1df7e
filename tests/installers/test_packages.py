"""The steps that make the packages: what ships, what never does, and that nothing tampered with gets in."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installers.environment import ROOT
from installers.linux import deb
from installers.making import notices, our_files, pe, reach, sbom, sums, trimming
from installers.making.workshop import CannotBuild, same_dates
from installers.windows import msi, nsis, runtime, wheels

LOCK = "demo-part==1.0 \\\n    --hash=sha256:{}\n"


def _pe(machine: int = pe.X86_64, cut: int = 0) -> bytes:
    """The least that is a program of Windows: headers without a section, not signed."""
    optional = struct.pack("<H", 0x20B) + bytes(110) + bytes(16 * 8)
    data = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<HH12xHH", machine, 0, len(optional), 0)
    whole = data + optional
    return whole[: len(whole) - cut]


def _zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return packed.getvalue()


def _wheel(
    folder: Path, *, body: bytes = b"print(1)\n", listed: bytes = b"print(1)\n", name: str = "demo_part/a.py"
) -> Path:
    import base64
    import hashlib

    digest = base64.urlsafe_b64encode(hashlib.sha256(listed).digest()).rstrip(b"=").decode()
    record = f"{name},sha256={digest},{len(listed)}\ndemo_part-1.0.dist-info/RECORD,,\n"
    made = folder / "demo_part-1.0-py3-none-any.whl"
    made.write_bytes(_zip(**{name: body, "demo_part-1.0.dist-info/RECORD": record.encode()}))
    return made


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


# What comes in


def test_a_runtime_with_another_hash_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="is pinned"):
        runtime.take(b"something else", runtime.PINS["test"]["sha256"], tmp_path)


@pytest.mark.parametrize("name", ["../evil.dll", "a/b/c.dll", "C:evil.dll", ".hidden", "a\\..\\..\\b.dll"])
def test_a_runtime_with_a_way_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    data = _zip(**{name: b"x"})
    with pytest.raises(CannotBuild, match="no place for a file"):
        runtime.take(data, _sha256(data), tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("pip.py", b"import os", "does not belong there"),
        ("python313.dll", b"not a program", "python313.dll"),
        ("python313.dll", _pe(cut=100), "python313.dll"),
        ("python313.dll", _pe(0x14C), "not for 64-bit Intel"),
    ],
)
def test_a_runtime_with_a_strange_file_is_refused_before_any_signature(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / "runtime").mkdir()
    packed = _zip(**{name: data})
    with pytest.raises(CannotBuild, match=why):
        runtime.take(packed, _sha256(packed), tmp_path / "runtime")


@pytest.mark.checker("osslsigncode")
def test_a_runtime_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "runtime").mkdir()
    packed = _zip(**{"cp313/python313.dll": _pe(), "cp313/LICENSE.txt": b"words"})
    with pytest.raises(CannotBuild, match=r"signature on python313\.dll does not hold"):
        runtime.take(packed, _sha256(packed), tmp_path / "runtime")


def test_the_pinned_roots_are_in_the_file_of_roots() -> None:
    assert runtime._pinned_roots().count("BEGIN CERTIFICATE") == 4


def test_a_release_needs_a_python_that_a_person_pinned() -> None:
    release = runtime.PINS["release"]
    assert bool(release["version"]) == bool(release["sha256"])
    assert release["url"].startswith("https://www.python.org/")


def test_a_wheel_whose_hash_is_not_in_the_lock_is_refused(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path)
    lock = LOCK.format(sums.sha256(wheel))
    assert wheels.checked(tmp_path, lock) == {"demo-part": wheel}
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    with pytest.raises(CannotBuild, match="not the wheel that the lock pins"):
        wheels.checked(tmp_path, lock)
    wheel.unlink()
    with pytest.raises(CannotBuild, match="has 0 wheels"):
        wheels.checked(tmp_path, lock)


def test_a_file_that_is_not_as_its_wheel_lists_it_is_refused(tmp_path: Path) -> None:
    wheels.unpack(_wheel(tmp_path), tmp_path / "lib")
    assert (tmp_path / "lib/demo_part/a.py").read_bytes() == b"print(1)\n"
    with pytest.raises(CannotBuild, match="not as the wheel lists it"):
        wheels.unpack(_wheel(tmp_path, body=b"print(2)\n"), tmp_path / "other")
    with pytest.raises(CannotBuild, match="leads out of its wheel"):
        wheels.unpack(_wheel(tmp_path, name="../a.py"), tmp_path / "other")


# What goes out


def test_no_http_client_ships() -> None:
    shipped = wheels.shipped_lines(wheels.LOCK.read_text())
    names = {line.partition("==")[0] for line in shipped.splitlines() if "==" in line}
    assert len(names) > 20
    assert not names & {"aiohttp", "yarl", "requests", "urllib3", "httpx", "httpcore", "multidict"}
    assert {"aiohttp", "requests", "urllib3", "httpx", "yarl"} <= set(trimming.LEFT_OUT_MODULES)


def test_nothing_of_ours_imports_what_reaches_a_network() -> None:
    """So it cannot fetch, report or update itself: Python's own clients are in the package only because others ask."""
    reaching = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "socketserver", "webbrowser"}
    reaching |= {"QtNetwork", "QNetworkAccessManager", "QTcpSocket", *trimming.HTTP_CLIENT_MODULES}
    word = re.compile(
        rf"^\s*(?:from|import)\b.*\b({'|'.join(re.escape(name) for name in sorted(reaching))})\b", re.MULTILINE
    )
    asked = {path: word.findall((ROOT / path).read_text("utf-8")) for path in our_files.program_files()}
    assert len(asked) > 400
    assert {path.as_posix(): found for path, found in asked.items() if found} == {}
    assert word.findall("import socket\n    from urllib.request import urlopen") == ["socket", "urllib.request"]


def test_what_ships_of_our_tree_is_program_forms_and_resources() -> None:
    data = {path.as_posix() for path in our_files.data_files()}
    assert {"LICENSE", "resources/help/for-it.md", "resources/icons/pepdesk.svg"} <= data
    assert not [path for path in data if path.endswith(".py") or "screenshots" in path or "__pycache__" in path]
    program = {path.as_posix() for path in our_files.program_files()}
    assert "pepdesk/__main__.py" in program
    assert all(path.startswith("pepdesk/") for path in program)


_NOBODY_MAY_ASK = """
import os, platform, sys

def asked(*_words, **_named):
    os._exit(9)

for name in ("uname", "system", "platform", "machine", "release", "version", "processor", "node", "win32_ver"):
    setattr(platform, name, asked)
from pepdesk.__main__ import main

if sys.argv[1:]:
    sys.exit(main(sys.argv[1:]))
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

event_loop = QApplication.exec

def for_a_moment(*_words):
    QTimer.singleShot(800, QApplication.quit)
    return event_loop()

QApplication.exec = for_a_moment
sys.exit(main([]))
"""


@pytest.mark.parametrize("command", [[], ["--version"], ["form", "list"], ["policy"]])
def test_nothing_asks_the_platform_module_on_the_way_to_the_window_or_into_a_command(
    tmp_path: Path, command: list[str]
) -> None:
    """On Windows it asks WMI, which may hang on a locked-down computer."""
    alone = os.environ | {"PYTHONPATH": str(ROOT), "PEPDESK_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _NOBODY_MAY_ASK, *command], env=alone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, "9 is: it was asked"


def test_our_own_code_never_imports_the_platform_module() -> None:
    asked = [path for path in our_files.program_files() if "import platform" in (ROOT / path).read_text("utf-8")]
    assert asked == []


def test_trimming_keeps_what_runs_and_drops_what_only_builders_want() -> None:
    kept = ["reportlab/lib/utils.py", "holidays/locale/en_GB/LC_MESSAGES/GB.mo", "docx/templates/default-header.xml"]
    dropped = ["lxml/includes/etree.h", "PIL/_imaging.pyi", "holidays/locale/de/LC_MESSAGES/DE.mo", "x/tests/test_a.py"]
    assert [name for name in kept if not trimming.wanted(name)] == []
    assert [name for name in dropped if trimming.wanted(name)] == []
    assert trimming.wanted_on_linux("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/site-packages/x")
    assert not trimming.wanted_on_linux("PySide6/Qt/plugins/tls/libqopensslbackend.so", "/venv/site-packages/x")
    assert not trimming.wanted_on_linux("libgtk-3.so.0", "/lib/x86_64-linux-gnu/libgtk-3.so.0")
    assert trimming.wanted_on_linux("libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3")


def test_a_module_that_is_left_out_is_left_out_on_every_system_and_its_neighbours_stay() -> None:
    gone = [
        "fontTools/ufoLib/__init__.py",
        "fontTools/feaLib/lexer.cp313-win_amd64.pyd",
        "cffi/api.py",
        "PIL/_avif.pyd",
    ]
    kept = ["fontTools/designspaceLib/__init__.py", "fontTools/feaLib/ast.py", "_cffi_backend.pyd", "PIL/_imaging.pyd"]
    assert [name for name in gone if not trimming.is_left_out(name)] == []
    assert [name for name in kept if trimming.is_left_out(name)] == []


def test_an_import_that_would_fail_in_the_package_is_found_wherever_it_stands(tmp_path: Path) -> None:
    program = tmp_path / "pepdesk"
    (program / "signing").mkdir(parents=True)
    (program / "__init__.py").touch()
    (program / "signing/__init__.py").touch()
    (program / "signing/no_network.py").write_text("def prepare() -> None: ...\n")
    (program / "late.py").write_text("import json\n\ndef work():\n    from lxml import etree\n    import segno\n")
    assert reach.named(program) == [("lxml", "etree"), ("segno", "")]

    def said(shipped: set[str] | None) -> list[str]:
        alone = os.environ | {"PYTHONPATH": str(tmp_path)}
        files = reach.write(tmp_path, program, shipped)
        return reach.missing(subprocess.run([sys.executable, *files], env=alone, capture_output=True, text=True).stdout)

    assert said(None) == []
    ours = {"pepdesk", "pepdesk.signing", "pepdesk.signing.no_network"}
    (without,) = said(ours | {"lxml", "lxml.etree", "lxml._elementpath"} | sys.stdlib_module_names)
    assert without == "segno : ModuleNotFoundError: segno does not ship"
    (broken,) = reach.missing("Traceback: no such file")
    assert broken == "Traceback: no such file"


def test_the_uninstaller_removes_exactly_what_setup_put_there_and_the_deepest_folders_first(tmp_path: Path) -> None:
    files = ["PepDesk.exe", "app/a.py", "app/deep/er/b$x.py", "lib/c.pyd"]
    put = nsis.install_list(files, tmp_path)
    taken = nsis.remove_list(files).splitlines()
    assert put.count("File ") == len([line for line in taken if line.startswith("Delete")]) == len(files)
    assert 'Delete "$INSTDIR\\app\\deep\\er\\b$$x.py"' in taken
    folders = [line for line in taken if line.startswith("RMDir")]
    assert folders == [f'RMDir "$INSTDIR\\{name}"' for name in ("app\\deep\\er", "app\\deep", "app", "lib")]
    assert "/r" not in "".join(taken)


def test_an_msi_keeps_its_upgrade_code_and_changes_its_product_code() -> None:
    assert msi.product_code("1.0.0") != msi.product_code("1.0.1")
    assert msi.upgrade_code() == "11EF274E-8D1E-538D-ADEF-BFE8B6B779F5"  # else a newer PepDesk replaces none


def test_the_same_files_are_dated_alike_and_programs_stay_programs(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/run").write_text("x")
    (tmp_path / "a/run").chmod(0o700)
    (tmp_path / "a/text").write_text("y")
    (tmp_path / "a/text").chmod(0o640)
    same_dates(tmp_path, 1_000_000_000)
    modes = [(path.stat().st_mode & 0o777, int(path.stat().st_mtime)) for path in sorted(tmp_path.rglob("*"))]
    assert modes == [(0o755, 10**9), (0o755, 10**9), (0o644, 10**9)]


def test_a_package_without_its_licence_text_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "lib/demo_part-1.0.dist-info"
    folder.mkdir(parents=True)
    python = tmp_path / "LICENSE"
    python.write_text("Python's")
    with pytest.raises(CannotBuild, match="demo-part"):
        notices.gather(tmp_path / "lib", ["demo-part"], python, tmp_path / "out")
    (folder / "licenses").mkdir()
    (folder / "licenses/LICENSE").write_text("Do as you like")
    notices.gather(tmp_path / "lib", ["demo-part"], python, tmp_path / "out")
    assert "Do as you like" in (tmp_path / "out/demo-part.txt").read_text()


def test_the_list_of_parts_repeats_and_names_version_hash_and_licence() -> None:
    parts = [*sbom.packages({"lxml": ("6.1.3", "ab" * 32)}), sbom.Part("cpython", "3.13.2", licence="PSF-2.0")]
    text = sbom.render("1.2.3", "windows-x86_64", parts, 1_000_000_000)
    assert text == sbom.render("1.2.3", "windows-x86_64", parts[::-1], 1_000_000_000)
    lxml = next(part for part in json.loads(text)["components"] if part["name"] == "lxml")
    assert lxml["purl"] == "pkg:pypi/lxml@6.1.3"
    assert lxml["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]
    assert lxml["licenses"]


def test_the_checklist_for_a_real_laptop_fits_into_an_hour() -> None:
    rows = re.findall(
        r"^\| (\d+) \| .+ \| .+ \|$", (ROOT / "installers/windows/CHECKLIST.md").read_text(), re.MULTILINE
    )
    assert len(rows) > 12
    assert sum(map(int, rows)) <= 60


def test_version_and_date_stand_in_every_file_of_the_linux_package() -> None:
    for file in deb.SHARE.iterdir():
        filled = deb.fill_in(file.name, "9.8.7", 1_000_000_000)
        assert "@VERSION@" not in filled
        assert "@DATE@" not in filled
    assert 'version="9.8.7" date="2001-09-09"' in deb.fill_in(
        "org.pepdesk.PepDesk.metainfo.xml", "9.8.7", 1_000_000_000
    )
