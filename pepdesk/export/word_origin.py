"""Which plan a Word file was made of, kept in the file where signatures cover it, so that the plan knows it again.

Three document variables in ``word/settings.xml``: the plan, the snapshot of its text, and a hash of everything else in
the ``word`` folder as it was written. Who edits a word of the file, or saves it in another program, makes that hash
wrong: then the file may be signed and sound, but it is not known to say what the plan says. Only the full copy for
signing has them, like the plan inside a PDF (``export.embedded``). Text in, text out: no parser meets the file.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS: Final = "word/settings.xml"
_AFTER: Final = b"</w:compat>"
"""The schema wants the variables straight after it."""
_NAMES: Final = ("PepDeskPlan", "PepDeskText", "PepDeskPages")
_VARIABLES: Final = re.compile(
    b"<w:docVars>"
    + b"".join(f'<w:docVar w:name="{name}" w:val="([0-9a-f]{{32,64}})"/>'.encode() for name in _NAMES)
    + b"</w:docVars>"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A plan's id (32 hex digits) and the snapshot of its text (SHA-256, hex) from which a Word file was made."""

    plan_id: str
    snapshot: str


def with_origin(word: bytes, origin: Origin) -> bytes:
    """The same Word file, as ``export.word`` writes it, with its origin in it; the same input gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {entry: old.read(entry) for entry in old.infolist()}
        values = (origin.plan_id, origin.snapshot, _pages({entry.filename: data for entry, data in parts.items()}))
        variables = "".join(
            f'<w:docVar w:name="{name}" w:val="{value}"/>' for name, value in zip(_NAMES, values, strict=True)
        )
        for entry, data in parts.items():
            if entry.filename == SETTINGS:
                if data.count(_AFTER) != 1:
                    raise ValueError("the template's settings are others than this was written for")
                data = data.replace(_AFTER, _AFTER + f"<w:docVars>{variables}</w:docVars>".encode())
            new.writestr(entry, data)
    return written.getvalue()


def origin_of(parts: Mapping[str, bytes]) -> Origin | None:
    """What a Word file says it was made of; None if nothing, or if its pages are not as they were written.

    ``parts`` are those of a file that was read within limits (``signing.package``).
    """
    found = _VARIABLES.findall(parts.get(SETTINGS, b""))
    if len(found) != 1:
        return None
    plan_id, snapshot, pages = (value.decode() for value in found[0])
    return Origin(plan_id, snapshot) if pages == _pages(parts) else None


def _pages(parts: Mapping[str, bytes]) -> str:
    """A hash of all in the ``word`` folder but the settings; signatures lie elsewhere and leave it as it is."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name.startswith("word/") and name != SETTINGS:
            for piece in (name.encode(), parts[name]):
                whole.update(len(piece).to_bytes(8, "big") + piece)
    return whole.hexdigest()
