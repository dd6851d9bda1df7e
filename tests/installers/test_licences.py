"""The list of other people's software: complete, current, and nothing in it that may not be shipped."""

from __future__ import annotations

import pytest

from installers import licences

SHIPPED = licences.read_lock(licences.LOCK.read_text(encoding="utf-8"))
LIST = licences.LIST.read_text(encoding="utf-8")


def test_the_list_names_every_shipped_package_with_its_version_and_licence() -> None:
    assert len(SHIPPED) > 20
    assert licences.faults(LIST, SHIPPED) == [], "run: python installers/licences.py"


def test_a_stale_a_forgotten_and_a_forbidden_package_are_each_found() -> None:
    lxml = next(package for package in SHIPPED if package.name == "lxml")
    newer = tuple(licences.Pinned("lxml", "99.0", "") if p is lxml else p for p in SHIPPED)
    assert licences.faults(LIST, newer) == ["lxml 99.0 is not listed"]
    forgotten = licences.Pinned("tzlocal-two", "1.0", "")
    assert licences.faults(LIST, (*SHIPPED, forgotten)) == ["tzlocal-two 1.0 is not listed"]
    forbidden = LIST.replace("| tzlocal | 5", "| strict-thing | 5").replace(
        "MIT |  |\n| uharf", "AGPL-3.0 |  |\n| uharf"
    )
    others = tuple(licences.Pinned("strict-thing", p.version, "") if p.name == "tzlocal" else p for p in SHIPPED)
    assert licences.faults(forbidden, others) == ["strict-thing may not be shipped under AGPL-3.0"]


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0", False),
        ("MIT OR GPL-2.0-only", True),
    ],
)
def test_only_free_licences_that_bind_our_own_code_to_nothing_may_ship(licence: str, fine: bool) -> None:
    assert licences.may_ship(licence) is fine
