"""A form to fill in with Word or as a PDF with fields: whose part, blank or with the plan's answers, which file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from pepdesk.app.forms_to_fill import FormOrder, form_name, make_form
from pepdesk.form.model import Role
from pepdesk.record.values import year_group_words
from pepdesk.ui.documents.making_dialog import MakingDialog
from pepdesk.ui.parts.picker import Picker
from pepdesk.ui.parts.texts import Hint
from pepdesk.ui.parts.ticks import Tick
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.authority.model import Authority
    from pepdesk.record.record import PepRecord

_HINT: Final = tr(
    "For somebody who has no PepDesk: they fill it in and send it back, and “Read a filled form” in the File menu "
    "takes their answers into the plan. A Word file is best for those who write much, a PDF for those who mostly tick."
)
_PRIVATE: Final = tr(
    "With answers in it, the file is as confidential as the plan. Send it only the way your authority asks."
)
_OWNERS: Final = (
    ("", tr("Everybody’s: the whole form")),
    (Role.DESIGNATED_TEACHER, tr("School’s part")),
    (Role.SOCIAL_WORKER, tr("The social worker’s part")),
    (Role.CHILD, tr("The child’s part")),
    (Role.CARER, tr("The carer’s part")),
    (Role.PARENT, tr("The parent’s part")),
    (Role.VIRTUAL_SCHOOL, tr("The virtual school’s part")),
)
_KINDS: Final = (("word", tr("Word document")), ("pdf", tr("PDF with fields")))


class FormDialog(MakingDialog):
    """Makes one form, which may hold the answers of ``record``."""

    def __init__(self, parent: QWidget | None, jobs: Jobs, authority: Authority, record: PepRecord | None) -> None:
        super().__init__(tr("Form to fill in"), "form", parent, jobs, authority, record)
        self._owner = Picker(tr("Whose part?"))
        self._answers = Tick(tr("With the plan’s &answers in it, to check and complete"))
        self._answers.setChecked(True)
        private = Hint(_PRIVATE)
        for needless in (self._answers, private) if record is None else (self.year,):
            needless.hide()
        self.lay_out(_HINT, (self.which, self._owner, self.year, self.kind, self._answers, private), _KINDS)

    def offer(self) -> None:
        """Whose parts this form has, and its year groups."""
        asked = {field.owner for tab in self.form.tabs for field in tab.fields}
        self._owner.offer([(value, words) for value, words in _OWNERS if not value or value in asked])
        years = [(year, year_group_words(year)) for year in self.form.years]
        self.year.offer([("", tr("All: leave no question out")), *years])

    def file_name(self, *, word: bool) -> str:
        """After the form and whose part it is."""
        return form_name(self._order, word=word)

    def work(self, now: datetime, *, word: bool) -> Callable[[], bytes]:
        """Make the form."""
        return partial(make_form, self._order, now, word=word)

    @property
    def _order(self) -> FormOrder:
        owner = Role(self._owner.value) if self._owner.value else None
        if self.record is None:
            return FormOrder(self.form, self.authority, owner, year_group=self.year.value)
        return FormOrder(self.form, self.authority, owner, self.record if self._answers.isChecked() else None)
