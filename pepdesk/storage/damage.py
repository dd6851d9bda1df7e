"""The words for bytes that cannot be trusted."""

from __future__ import annotations

from pepdesk.problem import DamagedFile
from pepdesk.words import tr


def damaged(why: str) -> DamagedFile:
    """The problem to raise; ``why`` finishes the sentence and holds neither content nor a name."""
    return DamagedFile(
        tr("A stored file is damaged: {why}.", why=why),
        tr("Nothing of it was used. Earlier saves are kept and are not affected."),
    )
