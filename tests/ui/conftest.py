"""What a test of the window leaves behind goes on the main thread, widgets in Qt's own order."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

_FULL_EVERY = 25
_tests = 0


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None, None, None]:
    """As in the program (``ui.frame.collector``), nothing is collected while a job may run."""
    gc.disable()
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """After pytest-qt has asked for the widgets to be deleted, let it happen.

    Outside an event loop ``deleteLater`` waits for ever; the collector then takes a tree of widgets apart in any order,
    and that ended the process (seen: a window that was closed but not deleted, then ``gc.collect()``).
    """
    global _tests
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _tests += 1
    gc.collect(2 if _tests % _FULL_EVERY == 0 else 1)
    gc.enable()
