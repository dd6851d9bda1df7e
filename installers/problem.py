"""What stops a set-up, told in words: the one exception of the installers. Standard library only."""

from __future__ import annotations


class CannotSetUp(Exception):
    """Something this machine lacks: ``title`` says what happened, ``advice`` what is safe and what to do."""

    def __init__(self, title: str, advice: str) -> None:
        super().__init__(f"{title} {advice}")
        self.title = title
        self.advice = advice


def last_lines(text: str, count: int = 4) -> str:
    """The last ``count`` lines of a program's own words that say something, for quoting under our own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(f"  | {line[:200]}" for line in lines[-count:])
