"""Reads Windows programs and libraries as far as staging needs: for which processor, which libraries, signed or not.

Standard library only; a file that is no PE, or is cut short, raises ValueError.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

X86_64 = 0x8664
_IMPORTS, _SECURITY, _DELAYED = 1, 4, 13  # places in the table of data directories
ENDINGS = (".exe", ".dll", ".pyd")


@dataclass(frozen=True, slots=True)
class Image:
    """What a PE file says of itself; ``imports`` are names of libraries in small letters."""

    machine: int
    imports: frozenset[str]
    signed: bool


def is_pe(path: Path) -> bool:
    """Whether a file's name says that it is a program or library of Windows."""
    return path.suffix.lower() in ENDINGS


def read(path: Path) -> Image:
    """Read one file."""
    data = path.read_bytes()
    try:
        return _read(data)
    except (struct.error, IndexError) as error:
        raise ValueError(f"{path.name} is cut short") from error


def _read(data: bytes) -> Image:
    start = struct.unpack_from("<I", data, 0x3C)[0]
    if data[:2] != b"MZ" or data[start : start + 4] != b"PE\0\0":
        raise ValueError("not a PE file")
    machine, sections, optional_size = struct.unpack_from("<HH12xH", data, start + 4)
    optional = start + 24
    wide = struct.unpack_from("<H", data, optional)[0] == 0x20B
    directories = optional + (112 if wide else 96)
    table = _Sections(data, optional + optional_size, sections)
    imports = _names(data, table, directories + 8 * _IMPORTS, 20, 12)
    imports |= _names(data, table, directories + 8 * _DELAYED, 32, 4)
    return Image(machine, frozenset(imports), struct.unpack_from("<I", data, directories + 8 * _SECURITY)[0] != 0)


class _Sections:
    """Where an address in memory lies in the file."""

    def __init__(self, data: bytes, start: int, count: int) -> None:
        self._rows = [struct.unpack_from("<8xIIII", data, start + 40 * number) for number in range(count)]

    def place(self, address: int) -> int:
        for size, begin, raw_size, raw in self._rows:
            if begin <= address < begin + max(size, raw_size):
                return int(raw + address - begin)
        raise ValueError("an address outside every section")


def _names(data: bytes, table: _Sections, directory: int, row: int, name_at: int) -> set[str]:
    """The library names of an import table whose rows are ``row`` bytes long."""
    address = struct.unpack_from("<I", data, directory)[0]
    found: set[str] = set()
    if not address:
        return found
    place = table.place(address)
    while name := struct.unpack_from("<I", data, place + name_at)[0]:
        begin = table.place(name)
        found.add(data[begin : data.index(b"\0", begin)].decode("ascii").lower())
        place += row
    return found
