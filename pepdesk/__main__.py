"""Where PepDesk starts: a command if one is named, the window otherwise."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window. Returns the exit status (``pepdesk.cli``)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and (words[0] == "--help" or words[0] == "-h" or words[0] == "--version" or _is_command(words[0])):
        from pepdesk.cli import run_command

        return run_command(words)
    if words and words[0] == "fence":  # a built program's second process (``intake.fence``)
        from pepdesk.intake.fence_inside import main as serve

        return serve()
    gc.disable()  # nothing made on the way to the window is garbage; ``ui.frame.collector`` looks after it from then on
    from pepdesk.ui.start import open_window

    return open_window(words)


def _is_command(word: str) -> bool:
    from pepdesk.cli import COMMANDS

    return word in COMMANDS


if __name__ == "__main__":
    raise SystemExit(main())
