"""The processes that ``window`` times: PepDesk on a plan in clear, and a bare window; nothing else is imported.

``window_child ours PLAN [stay]`` and ``window_child bare COUNT`` print "widgets N kib M" once painted, and end.
"""

from __future__ import annotations

import os
import resource
import sys
import time


def ours(plan: str, *, stay: bool) -> int:
    """Child process: open the plan, paint, and tell how many widgets there are and how much memory was needed."""
    from PySide6.QtWidgets import QApplication

    from pepdesk.__main__ import main as pepdesk

    def until_painted(*_: object) -> int:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        until = time.monotonic() + 30
        while not _ready() and time.monotonic() < until:
            app.processEvents()
        app.processEvents()
        if stay:  # every page built, whatever was left for idle moments
            settled = time.monotonic() + 3
            while time.monotonic() < settled:
                app.processEvents()
                time.sleep(0.01)
            from tests.bench.gestures import gestures

            for name, took in gestures():
                middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
                print("gesture", name, f"{middle:.2f}", f"{late:.2f}", f"{took[-1]:.2f}", flush=True)
        print("widgets", len(app.allWidgets()), "kib", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
        os._exit(0)

    sys.excepthook = sys.__excepthook__
    QApplication.exec = until_painted  # type: ignore[method-assign, assignment]
    return pepdesk(["--plan", plan])


def _ready() -> bool:
    """Whether the plan is on the screen and its first answer can be typed over.

    A plan opens at its overview, so whoever wants to type goes to the first section: here as soon as it is there.
    """
    from PySide6.QtWidgets import QApplication, QLineEdit

    from pepdesk.ui.parts.sections import OVERVIEW
    from pepdesk.ui.plan.plan_view import PlanView

    for view in (one for one in QApplication.allWidgets() if isinstance(one, PlanView) and one.isVisible()):
        if view.pages.current_tab() == OVERVIEW:
            view.show_tab(view.session.form.tabs[0].id)
    edits = (one for one in QApplication.allWidgets() if isinstance(one, QLineEdit) and one.accessibleIdentifier())
    return any(one.isVisible() and not one.visibleRegion().isEmpty() for one in edits)


def bare(count: int) -> int:
    """Child process: a window of Qt's own with ``count`` widgets, half labels and half line edits."""
    from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLineEdit, QScrollArea, QWidget

    app = QApplication([])
    area, inside = QScrollArea(), QWidget()
    rows = QFormLayout(inside)
    for number in range((count - 6) // 2):
        rows.addRow(QLabel(f"Question {number}"), QLineEdit("An answer"))
    area.setWidget(inside)
    area.resize(1229, 691)
    area.show()
    app.processEvents()
    print("widgets", len(app.allWidgets()), "kib", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours", plan, *more]:
            sys.exit(ours(plan, stay=bool(more)))
        case ["bare", count]:
            sys.exit(bare(int(count)))
