"""The surroundings of a process that shows screens: a laptop's screen in memory, a home of its own. No Qt here."""

from __future__ import annotations

import json
from pathlib import Path

LAPTOP = (1366, 768)
"""Width and height in pixels, as product.md asks for."""


def as_a_laptop(home: Path) -> dict[str, str]:
    """What a process needs in its surroundings so that its windows are drawn in memory on a small laptop's screen.

    ``home`` becomes its home and PepDesk's own folder: nothing of a real person is read or written.
    """
    home.mkdir(parents=True, exist_ok=True)
    width, height = LAPTOP
    screen = {"name": "laptop", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    (file := home / "screen.json").write_text(json.dumps({"screens": [screen]}), "utf-8")
    return {
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}", "PEPDESK_HOME": str(home / "pepdesk"), "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home), "LC_ALL": "C.UTF-8", "TZ": "Europe/London",
    }  # fmt: skip
