"""Widgets of a test are gone when it ends: Qt destroys them in its own order, before Python's collector could."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """After pytest-qt has asked for the widgets to be deleted, let it happen.

    Outside an event loop ``deleteLater`` waits for ever; the collector then takes a tree of widgets apart in any order,
    and that ended the process (seen: a window that was closed but not deleted, then ``gc.collect()``).
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
