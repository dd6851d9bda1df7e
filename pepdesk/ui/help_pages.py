"""The pages of Help that stand in ``resources/help``, shown as plain text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pepdesk import paths
from pepdesk.ui.labels import primary
from pepdesk.ui.read_only_text import ReadOnlyText
from pepdesk.ui.sheet import Sheet

PAGES = (
    ("data-protection", "&Data protection: answers for your assessment"),
    ("threat-model", "What PepDesk &protects, and what it cannot"),
)
"""File (without its ending) and words for the menu."""


class HelpPage(Sheet):
    """One page, to read and to copy from."""

    def __init__(self, page: str, parent: QWidget) -> None:
        title, text = read_page(page)
        super().__init__(title, parent, letters=96, tall=True)
        words = ReadOnlyText(title, 20)
        words.say(text)
        self.body.addWidget(words, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(primary("&Close", self.accept))


def read_page(page: str) -> tuple[str, str]:
    """Title and text of a page, without the marks its file has for headings and stress; lines run on to the end."""
    file = paths.resources_dir() / "help" / f"{page}.md"
    if not file.is_file():
        return "Help", "This page is not here. PepDesk may not be installed completely."
    title, _, rest = file.read_text(encoding="utf-8").partition("\n")
    blocks = [_block(block) for block in rest.strip().split("\n\n")]
    return title.removeprefix("# "), "\n\n".join(blocks)


def _block(block: str) -> str:
    """A paragraph, a heading (in capitals) or a list, each item on one line."""
    lines: list[str] = []
    for line in block.replace("*", "").replace("`", "").split("\n"):
        words = line.strip()
        if not lines or words.startswith("- ") or (words[:1].isdigit() and words[1:3] == ". "):
            lines.append(f"• {words[2:]}" if words.startswith("- ") else words)
        else:
            lines[-1] += f" {words}"
    text = "\n".join(lines)
    return text.removeprefix("## ").upper() if text.startswith("## ") else text
