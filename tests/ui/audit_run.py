"""Looks over every screen in a process of its own, on a small laptop's screen, and prints what it found as JSON lines.

``python -m tests.ui.audit_run [--zoom 200] [--schemes] [word…]``. At 100 per cent: names, roles, keys, letters,
targets, and the colours, with ``--schemes`` in all four. At any other zoom: whether everything fits.
tests/ui/test_every_window.py judges the lines.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":  # before anything of Qt or PepDesk is imported
    from tests.ui.stage_home import as_a_laptop

    _FOLDER = tempfile.TemporaryDirectory(prefix="pepdesk-audit-")
    os.environ.update(as_a_laptop(Path(_FOLDER.name)))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QWidget

from pepdesk.ui.parts.theme import THEMES, theme
from tests.ui import audit
from tests.ui.every_window import named, shown

_REPAINTED_MS = 20
_REST_MS = 100
_PATIENCE, _SAME = 60, 8


def colours(window: QWidget, tried: dict[str, set[str]]) -> list[str]:
    """Faint texts and a faint focus in each scheme; ``tried`` holds the kinds of control already tried in each."""
    found = []
    for scheme in tried:
        if len(tried) > 1:
            theme().choose(scheme)
            QTest.qWait(_REPAINTED_MS)
        found += [f"{scheme}: {fault}" for fault in audit.faint(window)]
        found += [f"{scheme}, focus: {fault}" for fault in audit.faint_focus(window, tried[scheme])]
    if len(tried) > 1:
        theme().choose("light")
        _come_to_rest(window)
    return found


def _come_to_rest(window: QWidget) -> None:
    """Wait until the pages, laid out anew in idle moments, keep their heights: what has the focus would move on."""
    before, same = [0], 0
    for _ in range(_PATIENCE):
        QTest.qWait(_REST_MS)
        now = [area.verticalScrollBar().maximum() for area in window.findChildren(QScrollArea)]
        before, same = now, same + 1 if now == before else 0
        if same == _SAME:
            return


def cut(window: QWidget) -> list[str]:
    """What does not fit, once the layout had time to come to rest."""
    for _ in range(10):
        if not (found := audit.cut(window)):
            return []
        QTest.qWait(_REST_MS)
    return found


def look_over(widget: QWidget, zoom: int, tried: dict[str, set[str]]) -> dict[str, list[str]]:
    """The faults of one screen by rule."""
    window = widget.window()
    if zoom != 100:
        return {"fits": cut(window)}
    faults = {
        "names": audit.nameless(window), "roles": audit.senseless_roles(window), "plain": audit.markup(window),
        "letters": audit.doubled_letters(widget if isinstance(widget, QMenu) else window),
        "targets": audit.small_targets(window), "fits": cut(window), "colours": colours(window, tried),
    }  # fmt: skip
    if not isinstance(widget, QMenu):
        faults["keys"] = audit.unreached(window)
    return faults


def main() -> None:
    """One line for each screen: its name, the classes of the windows open, how many controls, faults by rule."""
    reader = argparse.ArgumentParser(prog="python -m tests.ui.audit_run")
    reader.add_argument("words", nargs="*")
    reader.add_argument("--zoom", type=int, default=100)
    reader.add_argument("--schemes", action="store_true")
    asked = reader.parse_intermixed_args()
    faulthandler.enable()  # a crash says where
    tried: dict[str, set[str]] = {scheme: set() for scheme in (THEMES if asked.schemes else ("light",))}
    for one, widget, _stage in shown(named(asked.words), Path(_FOLDER.name), zoom=asked.zoom):
        began = time.process_time()
        line: dict[str, object] = {"screen": one.name, "opened": widget is not None}
        if widget is not None:
            tops = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
            line |= {"windows": [type(top).__name__ for top in tops], "title": widget.window().windowTitle()}
            line |= {"controls": len(audit.controls(widget.window()))}
            line |= {"faults": look_over(widget, asked.zoom, tried), "seconds": time.process_time() - began}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
