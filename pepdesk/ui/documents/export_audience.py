"""The choice of a copy for one reader: for whom, what it leaves out and why, and what to read before it goes out."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.app.documents import narrower
from pepdesk.export.audience import READER
from pepdesk.form.model import NARROWER, Audience
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.export.blocks import Document
    from pepdesk.export.copying import Removed
    from pepdesk.export.mentions import Look
    from pepdesk.problem import PepDeskProblem

    Found = tuple[Document, tuple[Removed, ...], tuple[Look, ...]]


class AudienceChoice(QWidget):
    """For whom a copy is. ``changed()``: another reader was chosen, or what the copy leaves out is known now."""

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session) -> None:
        super().__init__()
        self._jobs, self._session = jobs, session
        self._known = Audience.FULL
        self._readers = QuietCombo(self)
        for one in NARROWER:
            self._readers.addItem(READER[one].removeprefix("the ").capitalize(), one.value)
        self._readers.setAccessibleName(tr("For whom is the copy?"))
        self._said = Hint("", self)
        self._list = WrappedTree(tr("What the copy leaves out, and what to read first"), self)
        self._list.setMinimumHeight(self.fontMetrics().height() * 7)
        label = PlainLabel("", self, wrap=False)
        label.stand_by(self._readers, tr("For whom?"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (label, self._readers, self._said):
            layout.addWidget(widget)
        layout.addWidget(self._list, 10)
        self.setFocusProxy(self._readers)
        self._readers.currentIndexChanged.connect(self.look)

    @property
    def audience(self) -> Audience:
        """The reader who is chosen."""
        return Audience(self._readers.currentData())

    @property
    def is_ready(self) -> bool:
        """Whether it was shown what this reader's copy leaves out."""
        return self._known is self.audience

    def look(self) -> None:
        """Find out what the chosen copy leaves out, and show it."""
        audience = self.audience
        self._list.clear()
        self._said.say(tr("Looking for what this copy leaves out…"))
        self.changed.emit()
        created = datetime.now().astimezone().isoformat(timespec="seconds")
        work = partial(narrower, self._session.read(), audience, created)
        Errand["Found"](self, partial(self._show, audience), self._failed).run(self._jobs, work)

    def _show(self, audience: Audience, found: Found) -> None:
        if audience is not self.audience:
            return  # somebody chose another meanwhile
        _, removed, look = found
        words = trn(
            "One question with its answer is left out of this copy. It is never signed.",
            "{count} questions with answers are left out of this copy. It is never signed.",
            len(removed),
        )
        self._said.say(words)
        if look:
            self._add(tr("Read these before the copy goes out ({count})", count=len(look)),
                      [f"{one.section}: {one.label}\n{one.why}" for one in look])  # fmt: skip
        if removed:
            self._add(
                tr("Left out ({count})", count=len(removed)),
                [f"{one.section}: {one.label}\n{one.why}" for one in removed],
            )
        self._list.expandAll()
        self._known = audience
        to_read = trn(
            "One answer to read before it goes out.", "{count} answers to read before it goes out.", len(look)
        )
        announce(self, f"{words} {to_read}")
        self.changed.emit()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._known = Audience.FULL
        self._said.say(f"{problem.title} {problem.advice}".strip())
        self.changed.emit()

    def _add(self, heading: str, lines: list[str]) -> None:
        top = self._list.add_heading(heading)
        for line in lines:
            top.addChild(QTreeWidgetItem([line]))
