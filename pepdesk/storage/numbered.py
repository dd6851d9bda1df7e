"""Files whose name ends in a generation: `vault-0000000a.pdv`, `«draft id»-00000003.pdd`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Numbered:
    """One series of files, by what stands before and after the number."""

    before: str
    after: str

    def name(self, number: int) -> str:
        """The name of generation ``number``."""
        return f"{self.before}-{number:08x}.{self.after}"

    def among(self, names: Iterable[str]) -> list[int]:
        """The generations found among file names, newest first."""
        pattern = re.compile(rf"{re.escape(self.before)}-([0-9a-f]{{8}})\.{self.after}")
        matches = (pattern.fullmatch(name) for name in names)
        return sorted((int(match[1], 16) for match in matches if match), reverse=True)


VAULT_FILES = Numbered("vault", "pdv")
PEOPLE_FILES = Numbered("people", "pdp")
AUDIT_FILES = Numbered("audit", "pdl")
