"""The ground of tests/conftest.py: own home, no network, skips by name that become failures, warnings that count."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from installers import checkers
from installers.environment import ROOT

_FILE = """
import logging, pytest

@pytest.mark.checker("pdfsig")
def test_needs_pdfsig(): pass

def test_warns(): logging.getLogger("pepdesk.storage").warning("disk slow")

def test_expects_it(caplog):
    logging.getLogger("pepdesk.storage").warning("disk slow")
    assert "slow" in caplog.text
    caplog.clear()

@pytest.mark.slow
def test_long(): assert False
"""


def _pytest(folder: Path, **more: str) -> str:
    (folder / "test_sample.py").write_text(_FILE)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-c",
        ROOT / "pyproject.toml",
        folder,
        "-p",
        "no:cacheprovider",
    ]
    kept = {name: value for name, value in os.environ.items() if name != "PEPDESK_NO_SKIPS"} | {"PATH": str(folder)}
    return subprocess.run(command, env=kept | more, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_a_missing_checker_skips_by_name_and_an_unexpected_warning_fails(tmp_path: Path) -> None:
    said = _pytest(tmp_path)
    assert "2 passed, 1 skipped, 1 deselected, 1 error" in said
    assert "pdfsig is missing (apt-get install poppler-utils;" in said
    assert "logged without being expected" in said


def test_where_nothing_may_be_skipped_a_skip_is_a_failure(tmp_path: Path) -> None:
    said = _pytest(tmp_path, PEPDESK_NO_SKIPS="1")
    assert "2 passed, 1 deselected, 2 errors" in said
    assert "Nothing may be skipped here" in said


def test_no_test_can_reach_the_network_or_a_real_persons_files() -> None:
    with pytest.raises(RuntimeError, match="must not use the network"):
        urllib.request.urlopen("http://127.0.0.1:9/")
    from pepdesk import paths

    places = [Path.home(), paths.user_data_dir(), Path(os.environ["XDG_CONFIG_HOME"])]
    assert all("pepdesk-tests-" in str(place) for place in places)


def test_every_checker_can_be_named_and_says_what_brings_it() -> None:
    for name in checkers.CHECKERS:
        assert checkers.why_missing(name).startswith(f"{name} is missing (")
