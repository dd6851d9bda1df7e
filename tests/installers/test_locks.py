"""The locks: pinned, hashed, without addresses, in step with pyproject.toml and with each other."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installers.environment import LOCKS, ROOT
from installers.licences import read_lock

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def _versions(lock: str) -> dict[str, str]:
    return {package.name: package.version for package in read_lock((LOCKS / f"{lock}.txt").read_text())}


def _not_met(versions: dict[str, str], asked: list[str]) -> list[str]:
    """Which of the requirements the lock does not meet, those of the extras asked for among them."""
    missing = []
    for line, requirement in ((line, Requirement(line)) for line in asked):
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version):
            missing.append(line)
        for extra in requirement.extras:
            wanted = [Requirement(one) for one in metadata.requires(requirement.name) or ()]
            named = {
                one.name
                for one in wanted
                if one.marker and "extra" in str(one.marker) and one.marker.evaluate({"extra": extra})
            }
            missing += [f"{name}, for {line}" for name in sorted(named) if canonicalize_name(name) not in versions]
    return missing


@pytest.mark.parametrize("lock", ["run", "tests", "build", "windows"])
def test_every_line_is_a_pinned_package_or_its_hash_and_no_line_is_an_address(lock: str) -> None:
    text = (LOCKS / f"{lock}.txt").read_text()
    pinned = re.compile(r"[a-z0-9][a-z0-9-]*==[^ ]+( ; .+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in text.splitlines() if not pinned.fullmatch(line) and not hashed.fullmatch(line)] == []
    assert len(_versions(lock)) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20


@pytest.mark.parametrize(("lock", "groups"), [("run", ()), ("windows", ()), ("tests", ("dev",)), ("build", ("build",))])
def test_every_lock_holds_all_that_pyproject_asks_of_it(lock: str, groups: tuple[str, ...]) -> None:
    asked = [
        *PROJECT["project"]["dependencies"],
        *(line for one in groups for line in PROJECT["dependency-groups"][one]),
    ]
    assert _not_met(_versions(lock), asked) == [], f"{lock}.txt is behind pyproject.toml: tests/README.md, The locks"


def test_a_package_that_pyproject_gained_or_moved_on_is_missed_in_a_lock() -> None:
    lock = _versions("build")
    asked = ["lxml>=6", "new-library", "pillow>=999", "pyhanko[opentype]"]
    assert _not_met(lock, asked) == ["new-library", "pillow>=999"]
    without = {name: version for name, version in lock.items() if name != "fonttools"}
    assert _not_met(without, asked) == ["new-library", "pillow>=999", "fonttools, for pyhanko[opentype]"]


def test_a_package_has_the_same_hashes_in_every_lock() -> None:
    """The wheels of one lock are the wheels of the other, so what the tests ran with is what ships."""
    seen: dict[str, set[frozenset[str]]] = {}
    for lock in ("run", "tests", "build", "windows"):
        for entry in re.findall(r"^\S+==.*(?:\n    .*)*", (LOCKS / f"{lock}.txt").read_text(), re.MULTILINE):
            hashes = frozenset(re.findall(r"sha256:([0-9a-f]{64})", entry))
            seen.setdefault(entry.partition(" ")[0], set()).add(hashes)
    assert len(seen) > 80
    assert [package for package, hashes in seen.items() if len(hashes) > 1] == []


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
