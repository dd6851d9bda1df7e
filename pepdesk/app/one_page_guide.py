"""The one page that hangs beside the computer: ``resources/help/one-page.md`` as an accessible PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk import __version__, paths
from pepdesk.export.blocks import Block, Bullets, Document, Heading, Paragraph

if TYPE_CHECKING:
    from datetime import datetime


def guide(now: datetime) -> bytes:
    """The guide as PDF bytes; ``now`` has a zone. Raises ``ExportProblem`` when a letter cannot be printed."""
    from pepdesk.export.pdf import render

    return render(guide_document(now))


def guide_document(now: datetime) -> Document:
    """The guide's blocks: its headings, and a list under each."""
    text = (paths.resources_dir() / "help" / "one-page.md").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    return Document(
        title=title.removeprefix("# ").strip(),
        subtitle="One page to keep beside the computer",
        marking="",
        footer=f"PepDesk {__version__}",
        version=__version__,
        created=now.isoformat(timespec="seconds"),
        blocks=tuple(_block(block) for block in rest.strip().split("\n\n")),
    )


def _block(block: str) -> Block:
    if block.startswith("## "):
        return Heading(2, block.removeprefix("## ").strip())
    if block.startswith("- "):
        return Bullets(tuple(" ".join(item.split()) for item in block.removeprefix("- ").split("\n- ")))
    return Paragraph(" ".join(block.split()))
