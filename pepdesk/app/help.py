"""The pages of Help: read from ``resources/help``, cut into topics at their headings, and searched. No Qt.

A page is Markdown of the plainest kind: a title, ``##`` headings, paragraphs and lists.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pepdesk import paths

PAGES: Final = (
    "first-plan", "targets", "together", "documents", "signing", "meeting", "safe", "words", "data-protection",
    "threat-model", "for-it",
)  # fmt: skip
"""The files of the pages, without their ending, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page's beginning and its headings (``heading`` ""), or what stands under one heading; as plain text."""

    page: str
    title: str
    heading: str
    text: str

    @property
    def name(self) -> str:
        """What a list calls it."""
        return f"{self.title}: {self.heading}" if self.heading else self.title


def topics() -> tuple[Topic, ...]:
    """Every topic of every page that is there, in order."""
    return tuple(topic for page in PAGES for topic in read_topics(page))


def read_topics(page: str) -> tuple[Topic, ...]:
    """The topics of one page; none when its file is missing."""
    file = paths.resources_dir() / "help" / f"{page}.md"
    if not file.is_file():
        return ()
    title, _, rest = file.read_text(encoding="utf-8").partition("\n")
    title = title.removeprefix("# ").strip()
    found: list[Topic] = []
    heading, blocks = "", list[str]()
    for block in rest.strip().split("\n\n"):
        if block.startswith("## "):
            found.append(Topic(page, title, heading, "\n\n".join(blocks)))
            heading, blocks = block.removeprefix("## ").strip(), []
        else:
            blocks.append(_plain(block))
    found.append(Topic(page, title, heading, "\n\n".join(blocks)))
    headings = "\n".join(f"• {topic.heading}" for topic in found[1:])
    first = replace(found[0], text="\n\n".join(part for part in (found[0].text, headings) if part))
    return (first, *found[1:])


def search(words: str, among: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics in which every one of ``words`` begins a word; those that name them in the heading first."""
    wanted = _folded(words).split()
    if not wanted:
        return among
    ranked = [(rank, place, topic) for place, topic in enumerate(among) if (rank := _rank(topic, wanted)) is not None]
    return tuple(topic for _, _, topic in sorted(ranked, key=lambda one: one[:2]))


def _rank(topic: Topic, wanted: list[str]) -> int | None:
    name, text = _folded(topic.name).split(), _folded(topic.text).split()
    if not all(any(word.startswith(one) for word in (*name, *text)) for one in wanted):
        return None
    return -sum(any(word.startswith(one) for word in name) for one in wanted)


def _folded(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold().replace("’", "").replace("'", ""))


def _plain(block: str) -> str:
    """A paragraph or a list without its marks; lines run on to the end, each item on one line."""
    lines: list[str] = []
    for line in block.replace("*", "").replace("`", "").split("\n"):
        words = line.strip()
        if not lines or words.startswith("- ") or (words[:1].isdigit() and words[1:3] == ". "):
            lines.append(f"• {words[2:]}" if words.startswith("- ") else words)
        else:
            lines[-1] += f" {words}"
    return "\n".join(lines)
