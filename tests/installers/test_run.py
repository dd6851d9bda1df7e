"""installers/run.py as a person meets it: what it says when something is missing, never a traceback."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from installers import environment, start, system
from installers.problem import CannotSetUp

RUN = environment.ROOT / "installers" / "run.py"


def _run(*words: str, python: str | Path = sys.executable, **more: str) -> subprocess.CompletedProcess[str]:
    hidden = ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if name not in hidden and not name.startswith("PIP_")}
    command = [str(python), str(RUN), *words]
    done = subprocess.run(command, env=kept | more, capture_output=True, text=True, check=False, timeout=110)
    assert "Traceback" not in done.stderr
    return done


def test_an_old_python_can_read_the_script_and_is_named() -> None:
    ast.parse(RUN.read_text(), feature_version=(3, 4))
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(RUN)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("PepDesk needs Python 3.11 or newer")


def test_without_the_network_it_says_so_and_goes_on_from_there_next_time(tmp_path: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    done = _run("--prepare", PEPDESK_VENV=str(tmp_path / "venv"), **nowhere)
    assert done.returncode == 3
    assert "the package index was not reached" in done.stderr
    assert "run the same command again" in done.stderr
    assert not environment.is_ready(tmp_path / "venv", "run")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    done = _run("--prepare", PEPDESK_VENV=str(in_the_way / "venv"))
    assert done.returncode == 3
    assert f"{in_the_way / 'venv'} cannot be made or written to" in done.stderr


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    done = _run("--prepare", PEPDESK_VENV=str(tmp_path))
    assert done.returncode == 3
    assert "is not a Python environment" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_without_pip_it_names_the_package_that_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.EnvBuilder(with_pip=False).create(tmp_path / "bare")
    bare = environment.python_of(tmp_path / "bare")
    monkeypatch.setattr(sys, "executable", str(bare))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    with pytest.raises(CannotSetUp, match="apt-get install python3-pip"):
        environment.pip_for(tmp_path / "bare")


def test_a_second_start_changes_nothing_and_a_changed_lock_asks_for_a_new_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = tmp_path / "locks"
    locks.mkdir()
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setenv("PEPDESK_VENV", str(tmp_path / "venv"))
    for name in ("run", "tests"):
        (locks / f"{name}.txt").write_text("# nothing to install\n")
    python = environment.make_ready("tests")
    assert environment.is_ready(tmp_path / "venv", "run"), "the tests lock holds the run lock"
    before = python.stat(follow_symlinks=False).st_mtime_ns
    assert environment.make_ready("run") == python
    (locks / "run.txt").write_text("# something else\n")
    assert not environment.is_ready(tmp_path / "venv", "run")
    assert environment.is_ready(tmp_path / "venv", "tests")
    environment.make_ready("run")
    assert python.stat(follow_symlinks=False).st_mtime_ns == before, (
        "a working environment is filled again, not made anew"
    )


def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path) -> None:
    venv.EnvBuilder(with_pip=False).create(tmp_path / "venv")
    python = environment.python_of(tmp_path / "venv")
    python.unlink()
    python.symlink_to("/nowhere/python3")
    environment._make(tmp_path / "venv")
    assert subprocess.run([python, "-c", "pass"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one PepDesk was tested with",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying ... NewConnectionError\nERROR: No matching distribution found for aiohttp", "not reached"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.12.0", "not made for this system"),
        ("ERROR: something never seen", "something never seen"),
    ],
)
def test_what_pip_says_is_told_in_our_words(words: str, said: str) -> None:
    assert said in str(environment._pip_failed(words))


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_missing_libraries_give_the_exact_line_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\necho $0 was run >&2; exit 1\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system, "_FOR_QT", {"libnever-made.so.7": "libnever-made7"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotSetUp) as told:
        system.bring_qt_libraries(window=False)
    assert "Qt needs libnever-made.so.7" in told.value.title
    assert "sudo apt-get install --no-install-recommends libnever-made7" in told.value.advice
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(CannotSetUp, match="was run"):
        system.bring_qt_libraries(window=False)


def test_switches_stand_first_and_the_rest_goes_to_the_program() -> None:
    assert start.read_wish(["--tests", "--checkers", "-k", "--prepare"]) == start.Wish(
        True, True, False, ("-k", "--prepare")
    )
    assert start.read_wish(["form", "--tests"]) == start.Wish(False, False, False, ("form", "--tests"))


def test_an_earlier_demo_is_never_overwritten(tmp_path: Path) -> None:
    first = start._new_folder(tmp_path)
    second = start._new_folder(tmp_path)
    assert (first.name, second.name) == ("pepdesk-demo", "pepdesk-demo-2")


@pytest.mark.slow
def test_an_empty_folder_becomes_an_environment_that_runs_the_program(tmp_path: Path) -> None:
    """The real thing: needs the package index."""
    config = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    done = _run("form", "list", PEPDESK_VENV=str(tmp_path / "venv"), **config)
    assert done.returncode == 0, done.stderr
    assert "year_r_11" in done.stdout
