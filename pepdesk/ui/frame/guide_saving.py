"""Saving the one-page guide where the person wants it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from pepdesk.problem import ExportProblem
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAME = tr("PepDesk one-page guide.pdf")


def save_guide(parent: QWidget) -> None:
    """Ask for a place and write the guide there."""
    dialog = QFileDialog(parent, tr("Save the one-page guide"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(NAME)
    dialog.fileSelected.connect(partial(write_guide, parent))
    dialog.open()


def write_guide(parent: QWidget, file: str) -> None:
    """Write the guide into ``file``; tells of a refusal."""
    from pepdesk.app.documents import write_document
    from pepdesk.app.one_page_guide import guide

    try:
        write_document(Path(file), guide(datetime.now().astimezone()))
    except ExportProblem as problem:
        show_problem(parent, problem)
    else:
        announce(parent, tr("The guide is saved."))
