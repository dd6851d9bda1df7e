"""The locks: pinned, hashed, without addresses, in step with pyproject.toml and with each other."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installers.environment import LOCKS, ROOT
from installers.licences import read_lock

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def _versions(lock: str) -> dict[str, str]:
    return {package.name: package.version for package in read_lock((LOCKS / f"{lock}.txt").read_text())}


@pytest.mark.parametrize("lock", ["run", "tests", "build", "windows"])
def test_every_line_is_a_pinned_package_or_its_hash_and_no_line_is_an_address(lock: str) -> None:
    text = (LOCKS / f"{lock}.txt").read_text()
    pinned = re.compile(r"[a-z0-9][a-z0-9-]*==[^ ]+( ; .+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in text.splitlines() if not pinned.fullmatch(line) and not hashed.fullmatch(line)] == []
    assert len(_versions(lock)) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("run", PROJECT["project"]["dependencies"]),
        ("windows", PROJECT["project"]["dependencies"]),
        ("tests", PROJECT["dependency-groups"]["dev"]),
        ("build", PROJECT["dependency-groups"]["build"]),
    ],
)
def test_what_pyproject_asks_for_is_what_the_lock_gives(lock: str, asked: list[str]) -> None:
    versions = _versions(lock)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("lock", ["tests", "build"])
def test_tests_and_builds_run_with_exactly_the_packages_that_ship(lock: str) -> None:
    shipped, used = _versions("run"), _versions(lock)
    assert {name: used.get(name) for name in shipped} == shipped


def test_windows_gets_the_same_versions_and_every_package_meant_for_it() -> None:
    shipped, windows = _versions("run"), _versions("windows")
    assert windows.items() <= shipped.items()
    markers = {package.name: package.only_on for package in read_lock((LOCKS / "run.txt").read_text())}
    surroundings = {
        "sys_platform": "win32", "python_full_version": "3.13.2", "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }  # fmt: skip
    meant = {name for name, marker in markers.items() if not marker or Marker(marker).evaluate(surroundings)}
    assert windows.keys() == meant


def test_the_npm_lock_pins_its_package_by_hash_and_names_no_address() -> None:
    text = (LOCKS / "npm" / "package-lock.json").read_text()
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in text
