"""Says that the folder of the drafts is older than it was when it was last used here. It never blocks."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from pepdesk.ui.parts.problem_box import message_box
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.storage.rollback import Older
    from pepdesk.ui.frame.main_window import MainWindow


class OlderFolder(QObject):
    """Tells of it once; what is there then counts as what is known."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.desk.older.connect(self._tell)

    def _tell(self, older: Older) -> None:
        title, advice = older_words(older)
        box = message_box(self._window, title, advice, QMessageBox.Icon.Warning)
        go_on = box.addButton(tr("&Go on with this folder"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.accepted.connect(partial(self._window.desk.accept_folder, older))
        box.open()


def older_words(older: Older) -> tuple[str, str]:
    """What is older than it was, and what that may mean, for a teacher."""
    told = []
    if count := len(older.set_back):
        told.append(trn("one plan is an earlier version", "{count} plans are earlier versions", count))
    if count := len(older.missing):
        told.append(trn("one plan is missing", "{count} plans are missing", count))
    if count := len(older.returned):
        told.append(
            trn("one plan that had been deleted is back", "{count} plans that had been deleted are back", count)
        )
    if not told:
        told = [tr("the plans are the same, but the passphrase and recovery key may be earlier ones")]
    when = f" ({datetime.fromtimestamp(older.seen_at_ms / 1000):%d %B %Y at %H:%M})" if older.seen_at_ms else ""
    title = tr(
        "This folder is older than the last time it was used on this computer{when}: {told}.",
        when=when,
        told=", ".join(told),
    )
    return title, (
        tr(
            "If a backup of it was just restored, that is as it should be. If nobody did that, a newer copy may be "
            "somewhere else, or still on its way here (OneDrive, a memory stick): look there, or ask whoever looks "
            "after this computer. Nothing was changed, and you can go on working."
        )
    )
