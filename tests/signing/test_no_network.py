"""pyHanko works without an HTTP client, and its logs say nothing about anybody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pepdesk.signing.no_network import prepare
from tests.signing.samples import signed_pdf, teacher


def test_the_real_http_client_is_never_imported() -> None:
    """In a process of its own, signing and verifying, with an import hook that refuses the real one."""
    script = """
import importlib.abc, sys
class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in ("aiohttp", "requests", "urllib3", "multidict", "yarl"):
            raise AssertionError("imported " + name)
sys.meta_path.insert(0, Watch())
from tests.signing.samples import signed_pdf
from pepdesk.signing.verify import verify_file
assert verify_file(signed_pdf()).ok
assert getattr(sys.modules["aiohttp"], "__file__", None) is None
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_stand_in_cannot_open_a_connection() -> None:
    prepare()
    with pytest.raises(RuntimeError, match="does not use the network"):
        sys.modules["aiohttp"].ClientSession()


def test_modules_that_show_windows_do_not_import_pyhanko() -> None:
    script = (
        "import sys, pepdesk.signing.verify, pepdesk.signing.sign, pepdesk.people.pkcs12\n"
        "assert not {'pyhanko', 'lxml', 'reportlab'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_log_line_and_no_output_holds_a_name(tmp_path: Path) -> None:
    """In a process of its own with every log line on stderr: pytest listens even to loggers that pass nothing on."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed_pdf())
    script = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
from pepdesk.signing.verify import verify_file
data = open(sys.argv[1], "rb").read()
verdicts = [verify_file(one) for one in (data, data + b"x", data[:-2000])]
assert [verdict.ok for verdict in verdicts] == [True, False, False]
logging.getLogger("pyhanko.sign.anything").error("certificate of %s", verdicts[0].signers[0].name)
"""
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = done.stdout + done.stderr
    assert teacher().name not in told
    assert "Gwenllian" not in told
    assert "Ysgol" not in told
    assert "pyhanko.sign.anything line" in told


def test_an_identity_shows_neither_name_nor_key() -> None:
    assert repr(teacher()) == "Identity(designated_teacher)"
