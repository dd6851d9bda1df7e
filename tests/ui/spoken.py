"""Opens the screens for tests/checkers/listen.py: one JSON line for each, and on to the next when a line comes in.

``python -m tests.ui.spoken FOLDER [word…]``, on a real X screen with the accessibility bus.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

if __name__ == "__main__":  # before anything of Qt or PepDesk is imported
    from tests.ui.stage_home import as_a_laptop

    _HOME = Path(sys.argv[1])
    keep = ("QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    os.environ.update({name: value for name, value in as_a_laptop(_HOME).items() if name not in keep})

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from tests.ui.every_window import named, shown
from tests.ui.stage import Ground, Stage

_lines: SimpleQueue[str] = SimpleQueue()


def _listen() -> None:
    for line in sys.stdin:
        _lines.put(line)


def _ask(line: dict[str, object]) -> None:
    """Say what is on show, and keep it so until the listener has seen it."""
    print(json.dumps(line), flush=True)
    while True:
        try:
            _lines.get_nowait()
            return
        except Empty:
            QTest.qWait(5)


def _descriptions(stage: Stage) -> dict[str, str]:
    """What the questions with a problem add to their names, by name: a screen reader must hear the same."""
    found = {}
    for place in stage.view.plan.places():
        target = place.editor.focus_target()
        if target.isVisible() and target.isEnabled() and "Error" in target.accessibleDescription():
            found[target.accessibleName()] = target.accessibleDescription()
    return found


def _title(widget: QWidget) -> str:
    return "" if isinstance(widget, QMenu) else widget.window().windowTitle().replace("[*]", "")


def main() -> None:
    """Open each screen, and check the plan with an open ear where every kind of question is shown."""
    Thread(target=_listen, daemon=True).start()
    for one, widget, stage in shown(named(sys.argv[2:]), _HOME):
        if widget is None:
            continue
        checked = one.ground is Ground.KINDS and "checked" in one.name
        line: dict[str, object] = {"screen": one.name, "title": _title(widget)}
        if checked:
            _ask({"screen": f"{one.name}: said aloud", "announces": True})
            stage.view.check_plan()
            QTest.qWait(200)
            line["says"] = _descriptions(stage)
        _ask(line)


if __name__ == "__main__":
    main()
