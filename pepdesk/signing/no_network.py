"""Lets pyHanko be imported without an HTTP client, and keeps what it logs to itself.

pyHanko imports ``aiohttp`` even when nothing is fetched. PepDesk is offline, so a stand-in that can do
nothing takes its place. pyHanko also logs certificate names and tracebacks; our logs hold ids and types only.
Call ``prepare()`` before any import of pyHanko.
"""

from __future__ import annotations

import logging
import sys
import types
from typing import Final

_LIBRARIES: Final = ("pyhanko", "pyhanko_certvalidator")
_log = logging.getLogger(__name__)


class NoNetwork:
    """Stands for every class of an HTTP client; cannot be made."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise RuntimeError("PepDesk does not use the network")


class _NoNetworkError(Exception):
    """Stands for every exception of an HTTP client; never raised."""


class _StandIn(types.ModuleType):
    """A module in which every public name is a class that cannot be used."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        return _NoNetworkError if name.endswith("Error") else NoNetwork


class _TypesOnly(logging.Handler):
    """Passes on that a library complained, and where in it; never its words."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no exception"
        _log.debug("%s line %d: %s, %s", record.name, record.lineno, record.levelname, kind)


def prepare() -> None:
    """Put the stand-in in place and silence pyHanko's loggers. Harmless to call again."""
    if not isinstance(sys.modules.get("aiohttp"), _StandIn):
        sys.modules["aiohttp"] = _StandIn("aiohttp")
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        if not any(isinstance(handler, _TypesOnly) for handler in logger.handlers):
            logger.handlers = [_TypesOnly()]
        logger.propagate = False
