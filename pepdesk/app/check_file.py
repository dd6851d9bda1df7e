"""Checks a file of PepDesk's own that somebody downloaded or carried in, against the SHA256SUMS that came with it.

No network: the list lies beside the file. It shows that the file is whole; who made the list is another question, which
the file's own signature (Windows, macOS) or a sum learnt another way answers.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pepdesk.problem import ImportProblem
from pepdesk.words import tr

LIST = tr("SHA256SUMS")
_LINE = re.compile(r"^([0-9a-f]{64}) [ *](\S.*)$")
_LONGEST_LIST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's SHA-256 in hexadecimal and what the list says: True the same, False another, None not in the list."""

    name: str
    sha256: str
    listed: bool | None

    @property
    def words(self) -> str:
        """The result for a person."""
        if self.listed is None:
            return tr(
                "{name} is not in the list {list}. Do not install it: ask where it came from.",
                name=self.name,
                list=LIST,
            )
        if not self.listed:
            return tr(
                "{name} is NOT the file in the list. It is damaged or was changed: do not install it.", name=self.name
            )
        return tr("{name} is whole: it is the file that the list names.", name=self.name)


def check_file(file: Path, sums: Path | None = None) -> Checked:
    """Compare a file with ``sums`` (None for the list beside it). Raises ``ImportProblem`` if either cannot be read."""
    wanted = _read_list(sums or file.parent / LIST)
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ImportProblem(
            tr("The file cannot be read."), tr("Check its name, and that the stick is still there.")
        ) from error
    return Checked(file.name, found, None if file.name not in wanted else wanted[file.name] == found)


def _read_list(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST_LIST).decode("ascii")
    except OSError as error:
        raise ImportProblem(
            tr("There is no list {file} to compare with.", file=LIST),
            tr("Put it into the same folder, from where the file came."),
        ) from error
    except UnicodeDecodeError:
        text = ""
    found = [_LINE.match(line) for line in text.splitlines()]
    listed = {line[2]: line[1] for line in found if line}
    if not listed or None in found or len(listed) != len(found):
        raise ImportProblem(
            tr("The list {file} is not a list of sums.", file=LIST), tr("Fetch it again together with the file.")
        )
    return listed
