"""The ground every test stands on: a home of its own, no screen, no network, checkers by name, no unexpected warnings.

tests/README.md says how to use each of these. Nothing here knows anything about plans.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from installers import checkers

ROOT = Path(__file__).resolve().parent.parent


def _own_home() -> Path:
    """A home, vault and XDG folders for this test process alone, so that no test can touch a real person's."""
    home = Path(tempfile.mkdtemp(prefix="pepdesk-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "LOCALAPPDATA": home / "local",
        "APPDATA": home / "roaming",
        "PEPDESK_HOME": home / "pepdesk",
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for variable, folder in places.items():
        os.environ[variable] = str(folder)
        if variable != "PEPDESK_HOME":  # the program makes its own
            folder.mkdir(mode=0o700, exist_ok=True)
    return home


def _plain_surroundings() -> None:
    """The same language, time zone, screen and packages for everybody; no session bus, so no real keyring."""
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["TZ"] = "Europe/London"
    if hasattr(time, "tzset"):
        time.tzset()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHONPATH"] = str(ROOT)  # for the programs that tests start: python -m pepdesk
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)


def _no_network(event: str, details: tuple[object, ...]) -> None:
    """PepDesk never uses the network, so a test that tries fails at the place where it tries."""
    if event == "socket.connect" and isinstance(details[0], socket.socket):
        reaches_out = details[0].family in (socket.AF_INET, socket.AF_INET6)
    else:
        reaches_out = event in ("socket.getaddrinfo", "socket.gethostbyname")
    if reaches_out:
        raise RuntimeError(f"PepDesk must not use the network: {event}")


HOME = _own_home()
_plain_surroundings()
sys.addaudithook(_no_network)

# The same examples every time where a machine judges; new ones each time where a person works. Never a time limit: two
# slow cores are no fault of the code.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, each test whose checker is missing here."""
    for item in items:
        for marker in item.iter_markers("checker"):
            for name in marker.args:
                if name not in checkers.CHECKERS:
                    raise pytest.UsageError(
                        f"{item.nodeid}: no checker {name!r}; known: {', '.join(checkers.CHECKERS)}"
                    )
                if checkers.find(name) is None:
                    item.add_marker(pytest.mark.skip(reason=checkers.why_missing(name)))


def _is_plain_skip(report: pytest.TestReport | pytest.CollectReport) -> bool:
    forbidden = os.environ.get("PEPDESK_NO_SKIPS") == "1"
    return forbidden and report.outcome == "skipped" and not hasattr(report, "wasxfail")


def _into_failure(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{reason}\nNothing may be skipped here: PEPDESK_NO_SKIPS=1 (set by --checkers)."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, a skipped test has failed."""
    report = yield
    if _is_plain_skip(report):
        _into_failure(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself while it is collected."""
    report = yield
    if _is_plain_skip(report):
        _into_failure(report)
    return report


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A WARNING or worse in PepDesk's own log fails the test, unless it looked at it and called ``caplog.clear()``."""
    yield
    ours = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and record.name.split(".")[0] in ("pepdesk", "root")
    ]
    assert not ours, f"logged without being expected (assert on it, then caplog.clear()): {ours}"


@pytest.fixture(scope="session")
def ooxml_validator() -> Path:
    """Microsoft's Open XML validator, for tests marked ``checker("ooxml-validator")``.

    ``[ooxml_validator, file]`` prints one JSON object ``{"file", "ok", "errors"}``; its exit status is 0 either way.
    """
    found = checkers.find("ooxml-validator")
    assert found is not None, "mark the test @pytest.mark.checker('ooxml-validator')"
    return found


@pytest.fixture(scope="session")
def system_python() -> Path:
    """Debian's own Python, the only one that has ``uno`` and ``gi`` (tests marked ``checker("uno")``, ``"atspi"``)."""
    return checkers.SYSTEM_PYTHON
