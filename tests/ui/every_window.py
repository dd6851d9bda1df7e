"""Every screen of the program, in one list: SCREENS. ``python -m tests.ui.every_window FOLDER`` takes their pictures.

``shown`` opens them one after the other; tests/ui/test_every_window.py fails when a window is in none of them. A new
window gets a maker in one of the ``screens_*`` modules. Options: ``--zoom 200``, ``--scheme dark`` (light, dark,
"contrast light", "contrast dark", contrast), ``--letters dyslexic``, ``--list``, then words that the names must hold.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

if __name__ == "__main__":  # before anything of Qt or PepDesk is imported
    from tests.ui.stage_home import as_a_laptop

    _FOLDER = tempfile.TemporaryDirectory(prefix="pepdesk-screens-")
    os.environ.update(as_a_laptop(Path(_FOLDER.name)))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pepdesk.ui.parts.theme import theme
from tests.ui import screens_before, screens_plan, screens_windows
from tests.ui.stage import SCREENS, Ground, Screen, Stage, on_stage

__all__ = ["SCREENS", "named", "picture_of", "screens_before", "screens_plan", "screens_windows", "shown"]
_ORDER = list(Ground)
_SETTLE_MS = 60
_REST_MS = 400
"""For a picture: what follows the focus after a pause is there too."""


def named(words: Iterable[str] = ()) -> list[Screen]:
    """The screens whose names hold one of ``words`` (all without any), those of one state after each other."""
    wanted = [word.lower() for word in words]
    found = [one for one in SCREENS if not wanted or any(word in one.name.lower() for word in wanted)]
    return sorted(found, key=lambda one: _ORDER.index(one.ground))


def shown(
    screens: Iterable[Screen], folder: Path, *, zoom: int = 100, scheme: str = "light"
) -> Iterator[tuple[Screen, QWidget | None, Stage]]:
    """Each screen, open; it is closed when the next one is asked for. None for one that could not be opened: why is on
    the standard error."""
    for ground, some in groupby(screens, key=lambda one: one.ground):
        with on_stage(ground, folder / ground.name.lower(), zoom=zoom, scheme=scheme) as stage:
            for one in some:
                try:
                    widget = one.make(stage)
                    QTest.qWait(_SETTLE_MS)
                except Exception:  # noqa: BLE001 - the other screens are still to be seen; the caller is told by None
                    print(f"{one.name}:", file=sys.stderr)
                    traceback.print_exc()
                    widget = None
                yield one, widget, stage
                stage.tidy()


def picture_of(widget: QWidget, file: Path) -> None:
    """Save how a widget's whole window looks, with what lies over it."""
    widget.window().grab().save(str(file))


def main() -> int:
    """Take the pictures; gives how many screens could not be opened."""
    reader = argparse.ArgumentParser(prog="python -m tests.ui.every_window")
    reader.add_argument("folder", type=Path)
    reader.add_argument("words", nargs="*")
    reader.add_argument("--zoom", type=int, default=100)
    reader.add_argument("--scheme", default="light")
    reader.add_argument("--letters", default="")
    reader.add_argument("--list", action="store_true")
    asked = reader.parse_intermixed_args()
    if asked.list:
        print(*(f"{one.name}   [{one.ground.value}]" for one in named(asked.words)), sep="\n")
        return 0
    asked.folder.mkdir(parents=True, exist_ok=True)
    scheme = "contrast dark" if asked.scheme == "contrast" else asked.scheme
    failed = 0
    for one, widget, _stage in shown(named(asked.words), Path(_FOLDER.name), zoom=asked.zoom, scheme=scheme):
        if asked.letters:
            theme().use_letters(asked.letters)
            QTest.qWait(_SETTLE_MS)
        failed += widget is None
        if widget is not None:
            QTest.qWait(_REST_MS)
            picture_of(widget, asked.folder / f"{one.name.replace(':', '').replace(' ', '_')}.png")
            print(one.name, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
