"""A blank sheet of paper for the child's voice or the carer's views: for whom, which year group, PDF or Word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pepdesk.app.paper import SheetOrder, deciding_answers, make_sheet, sheet_name
from pepdesk.form.model import Role
from pepdesk.record.answers import text_of
from pepdesk.record.values import year_group_words
from pepdesk.ui.documents.making_dialog import MakingDialog
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.authority.model import Authority
    from pepdesk.record.record import PepRecord

_HINT = tr(
    "Print it, fill it in together by hand, and type the answers into the plan. The sheet holds questions only, "
    "no answer from any plan."
)
_OWNERS = (("child", tr("The child or young person")), ("carer", tr("The carer")))
_KINDS = (("pdf", tr("PDF, to print")), ("word", tr("Word, to change or to type into")))


class PaperDialog(MakingDialog):
    """Makes one sheet. With ``record`` it is for the open plan's year group, and may have the child's first name."""

    def __init__(self, parent: QWidget | None, jobs: Jobs, authority: Authority, record: PepRecord | None) -> None:
        super().__init__(tr("Paper sheet for the child’s voice"), "sheet", parent, jobs, authority, record)
        self._owner = Picker(tr("Who fills it in?"))
        self._owner.offer(_OWNERS)
        self._name = Tick(tr("Write the child’s &first name on it"))
        if not self._first_name():
            self._name.hide()
        self.lay_out(_HINT, (self._owner, self.which, self.year, self.kind, self._name), _KINDS)

    def offer(self) -> None:
        """The year groups of this form; the child's own is chosen."""
        known = text_of(self.record.answer("child", "year_group")) if self.record else ""
        self.year.offer([(year, year_group_words(year)) for year in self.form.years], known)

    def file_name(self, *, word: bool) -> str:
        """After whose sheet it is, and for which year."""
        return sheet_name(self._order, word=word)

    def work(self, now: datetime, *, word: bool) -> Callable[[], bytes]:
        """Make the sheet."""
        return partial(make_sheet, self._order, now, word=word)

    def _first_name(self) -> str:
        return text_of(self.record.answer("child", "first_name")) if self.record else ""

    @property
    def _order(self) -> SheetOrder:
        known = deciding_answers(self.record) if self.record else {}
        name = self._first_name() if self._name.isChecked() else ""
        return SheetOrder(self.form, Role(self._owner.value), self.year.value, name, known)
