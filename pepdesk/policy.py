r"""What an organisation has fixed for everybody on this computer; only its administrators can write it.

Windows: values of ``HKLM\Software\Policies\PepDesk``. Linux: ``/etc/pepdesk/policy.toml``. macOS: ``policy.toml`` in
``/Library/Application Support/PepDesk``. Nothing a person can change (settings, environment) loosens it. A value that
makes no sense counts as the strictest one, and is named in ``faults``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WINDOWS_KEY = r"Software\Policies\PepDesk"
STRICTEST_IDLE = 5
"""Minutes that count when an idle time was fixed and cannot be understood."""
LONGEST_IDLE = 30
_LONGEST_FILE = 64 * 1024
_FILES = {"darwin": Path("/Library/Application Support/PepDesk/policy.toml")}
_FILE_ELSEWHERE = Path("/etc/pepdesk/policy.toml")
_NAMES_ON_WINDOWS = {
    "IdleMinutes": "idle_minutes",
    "Keyring": "keyring",
    "EscrowCard": "escrow_card",
    "ExportToRemovable": "export_to_removable",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What is fixed. ``source`` is where it was read, "" when nothing is fixed on this computer.

    ``idle_minutes``: longest time without a key or click before the vault locks, None for the person's own setting.
    ``keyring``: whether the system's keyring may open a vault. ``escrow_card``: file of the data lead's card that every
    vault lets in, "" for none. ``export_to_removable``: whether documents in clear may go to a stick or card.
    """

    idle_minutes: int | None = None
    keyring: bool = True
    escrow_card: str = ""
    export_to_removable: bool = True
    source: str = ""
    faults: tuple[str, ...] = ()


@cache
def policy() -> Policy:
    """The policy of this computer, read once while the program runs."""
    if sys.platform == "win32":
        return _from_registry()
    return from_file(_FILES.get(sys.platform, _FILE_ELSEWHERE))


def from_file(path: Path) -> Policy:
    """The policy in a TOML file; without the file nothing is fixed, and a file that cannot be read fixes everything."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Policy()
    except OSError as error:
        return _unreadable(str(path), type(error).__name__)
    import tomllib

    try:
        if len(data) > _LONGEST_FILE:
            raise ValueError("too long")
        return from_values(tomllib.loads(data.decode("utf-8")), str(path))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        return _unreadable(str(path), type(error).__name__)


def from_values(values: Mapping[str, Any], source: str) -> Policy:
    """The policy in values by their names in ``policy.toml``."""
    faults: list[str] = []
    read: dict[str, Any] = {}
    for name, value in values.items():
        reader, strictest = _READERS.get(name, (None, None))
        if reader is None:
            faults.append(f"{name} is not known")
            continue
        try:
            read[name] = reader(value)
        except (TypeError, ValueError):
            read[name] = strictest
            faults.append(f"{name} makes no sense; the strictest counts")
    return Policy(**read, source=source, faults=tuple(faults))


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_IDLE:
        raise ValueError
    return value


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):  # the registry has no other yes and no
        return value == 1
    raise ValueError


def _file(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


_READERS: dict[str, tuple[Callable[[object], Any], Any]] = {
    "idle_minutes": (_minutes, STRICTEST_IDLE),
    "keyring": (_switch, False),
    "escrow_card": (_file, ""),
    "export_to_removable": (_switch, False),
}


def _unreadable(source: str, why: str) -> Policy:
    return Policy(STRICTEST_IDLE, False, "", False, source, (f"it cannot be read ({why}); the strictest counts",))


if sys.platform == "win32":

    def _from_registry() -> Policy:
        """Windows' machine-wide policy. Not yet verified on real Windows."""
        import winreg

        values: dict[str, Any] = {}
        unknown = []
        way = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS_KEY, 0, way) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _ = winreg.EnumValue(key, number)
                    if name in _NAMES_ON_WINDOWS:
                        values[_NAMES_ON_WINDOWS[name]] = value
                    elif name:
                        unknown.append(name)
        except FileNotFoundError:
            return Policy()
        except OSError as error:
            return _unreadable(f"HKLM\\{WINDOWS_KEY}", type(error).__name__)
        return from_values(values | dict.fromkeys(unknown), f"HKLM\\{WINDOWS_KEY}")
