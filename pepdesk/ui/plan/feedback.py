"""The virtual school's feedback when it returns a plan: one text, in which a line may begin with a section's title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def write_feedback(whole: str, by_title: Mapping[str, str]) -> str:
    """One text from words about the whole plan and words about single sections (title → words)."""
    lines = [whole.strip()] if whole.strip() else []
    lines += [f"{title}: {' '.join(words.split())}" for title, words in by_title.items() if words.strip()]
    return "\n".join(lines)


def feedback_on(text: str, title: str, titles: Iterable[str]) -> str:
    """What a text says about the section called ``title``; "" for nothing. ``titles`` are all sections' titles."""
    starts = tuple(f"{one}: " for one in titles)
    found, here = [], False
    for line in text.splitlines():
        if line.startswith(starts):
            here = line.startswith(f"{title}: ")
            line = line.removeprefix(f"{title}: ")
        if here:
            found.append(line)
    return "\n".join(found).strip()
