"""How the plan will look and read on paper, before anything is written: pages, the same words as text, print, save."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.app.preview import PreviewOrder, make_preview
from pepdesk.ui.documents.export_work import Made, Order, carry_out
from pepdesk.ui.documents.preview_bar import PreviewBar
from pepdesk.ui.documents.preview_choice import PreviewChoice
from pepdesk.ui.documents.preview_columns import PreviewColumns
from pepdesk.ui.documents.preview_page import PreviewPage
from pepdesk.ui.documents.preview_text import PreviewText
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from pepdesk.app.jobs import Jobs
    from pepdesk.app.preview import Place, Preview
    from pepdesk.app.session import Session
    from pepdesk.form.model import Role
    from pepdesk.problem import PepDeskProblem
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.documents.preview_print import Printing

_PLACE = Qt.ItemDataRole.UserRole
_SECTION = 1  # the level of a section's heading


class PreviewWindow(Sheet):
    """``vault`` and ``draft_id`` for the audit trail (None, "": only looked at). ``shown()``: a document is.

    ``role``: whose sections come up first; None for the whole plan.
    """

    shown = Signal()

    def __init__(
        self, parent: QWidget, jobs: Jobs, session: Session, vault: Vault | None, draft_id: str = "",
        role: Role | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Preview and print"), parent, letters=190, tall=True)
        self._jobs, self._session, self._vault, self._draft_id = jobs, session, vault, draft_id
        self._preview: Preview | None = None
        self._order: PreviewOrder | None = None
        self._printing: Printing | None = None
        self._printer: QPrinter | None = None
        self._choice = PreviewChoice(session, role)
        self._contents = WrappedTree(tr("Contents"))
        self._items: list[QTreeWidgetItem] = []
        self._page, self._text, self._bar = PreviewPage(jobs), PreviewText(), PreviewBar()
        self._busy, self._wrong, self._told = Busy(), ErrorText(), Hint()
        self._print = primary(tr("&Print…"), self._ask_printer)
        self._pdf = button(tr("Save P&DF…"), self._save_pdf)
        self._word = button(tr("Save &Word…"), self._save_word)
        self._lay_out()
        self._connect()
        self._make()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop printing and forget every page."""
        self._forget()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The same when it is closed by a key or a button."""
        self._forget()
        super().done(result)

    def _forget(self) -> None:
        if self._printing is not None:
            self._printing.stop()
        self._page.show_pages(None)
        if self._preview is not None:
            self._preview.pages.close()
            self._preview = None
        self._order = None

    # Making ---------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        record, now = self._session.read(), datetime.now().astimezone()
        self._order = order = PreviewOrder(
            record, now, self._choice.is_draft, self._choice.choice, self._choice.audience,
            self._session.attachments.picture, self._session.earlier.records,
        )  # fmt: skip
        self._wrong.hide()
        self._told.hide()
        self._busy.start(tr("Making the pages…"))
        self._allow()
        errand = Errand["Preview"](self, self._show, partial(self._not_made, order))
        errand.run(self._jobs, partial(make_preview, order))

    def _show(self, preview: Preview) -> None:
        if preview.order is not self._order:  # something else was chosen meanwhile, or the window is closed
            preview.pages.close()
            return
        if self._preview is not None:
            self._preview.pages.close()
        self._preview = preview
        self._busy.stop()
        self._page.show_pages(preview.pages)
        self._text.show_lines(preview.lines)
        self._bar.set_pages(preview.pages.count)
        self._list_places(preview.pages.places)
        self._allow()
        announce(self, trn("1 page", "{count} pages", preview.pages.count))
        self.shown.emit()

    def _list_places(self, places: tuple[Place, ...]) -> None:
        """The headings as a tree of two steps: sections, and what stands in them."""
        self._contents.clear()
        self._items = []
        above: QTreeWidgetItem | None = None
        for number, place in enumerate(places):
            item = QTreeWidgetItem([tr("{title}, page {page}", title=place.title, page=place.page + 1)])
            item.setData(0, _PLACE, (number, place.page))
            self._items.append(item)
            if place.level > _SECTION and above is not None:
                above.addChild(item)
            else:
                self._contents.addTopLevelItem(item)
                above = item
        self._contents.expandAll()

    def _not_made(self, order: PreviewOrder, problem: PepDeskProblem) -> None:
        if order is self._order:
            self._say_wrong(problem)

    def _say_wrong(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._allow()
        announce(self, words, urgent=True)

    def _say(self, words: str) -> None:
        self._told.say(words)
        self._told.show()
        announce(self, words)

    def _allow(self) -> None:
        """Print and save only what is on show and complete."""
        ready = self._preview is not None and self._preview.order is self._order and self._printing is None
        for one in (self._print, self._pdf, self._word, self._bar):
            one.setEnabled(ready)

    # Looking round --------------------------------------------------------------------------------------------------

    def _go_to_page(self, page: int) -> None:
        if self._preview is not None and 0 <= page < self._preview.pages.count:
            self._page.go_to(page)
            self._bar.show_page(page)

    def _go_to_place(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            number, page = item.data(0, _PLACE)
            self._go_to_page(page)
            self._text.go_to_heading(number)

    def _next_heading(self) -> None:
        self._step_heading(1)

    def _heading_before(self) -> None:
        self._step_heading(-1)

    def _step_heading(self, step: int) -> None:
        number = self._text.next_heading(step)
        if 0 <= number < len(self._items):
            self._contents.setCurrentItem(self._items[number])
            announce(self, self._items[number].text(0))

    # Printing and saving --------------------------------------------------------------------------------------------

    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        from pepdesk.ui.documents.preview_print import new_printer

        if self._preview is None:
            return
        self._printer = new_printer()  # the dialog sets it and does not keep it
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=True)
        dialog.setMinMax(1, self._preview.pages.count)
        QDialog.open(dialog)
        dialog.finished.connect(self._printer_chosen)

    def _printer_chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and self._printer is not None:
            self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages ``printer`` is set to, all if it says nothing."""
        from pepdesk.ui.documents.preview_print import Printing

        if self._preview is None or self._printing is not None:
            return
        self._printing = Printing(self, self._jobs, self._preview.pages, printer)
        self._printing.went.connect(self._went)
        self._printing.ended.connect(self._printed)
        self._busy.start(tr("Printing…"))
        self._allow()
        self._printing.start()

    def _went(self, done: int, total: int) -> None:
        self._told.say(tr("Page {done} of {total} went to the printer.", done=done, total=total))
        self._told.show()

    def _printed(self, whole: bool) -> None:
        self._printing = None
        self._busy.stop()
        self._allow()
        self._say(tr("Everything was sent to the printer.") if whole else tr("Printing was stopped."))
        if self._vault is not None and self._preview is not None:
            order = self._preview.order
            detail = {"part": str(order.choice.part), "for": str(order.audience), "whole": "yes" if whole else "no"}
            work = partial(self._vault.audit.note, "printed", self._draft_id, **detail)
            Errand[None](self, _noted, _noted).run_file(self._jobs, work)

    def _save_pdf(self) -> None:
        self._ask_folder(tr("Choose a folder for the PDF"), self.save_pdf_in)

    def _save_word(self) -> None:
        self._ask_folder(tr("Choose a folder for the Word file"), self.save_word_in)

    def _ask_folder(self, title: str, chosen: object) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def save_pdf_in(self, folder: str) -> None:
        """Write what is on show as a PDF into ``folder``; a file that is there is never replaced."""
        self._save(Path(folder), pdf=True)

    def save_word_in(self, folder: str) -> None:
        """The same as a Word file."""
        self._save(Path(folder), pdf=False)

    def _save(self, folder: Path, *, pdf: bool) -> None:
        if self._preview is None:
            return
        shown = self._preview.order
        order = Order(
            shown.record, shown.now, pdf, not pdf, shown.draft, folder, shown.picture, vault=self._vault,
            draft_id=self._draft_id, choice=shown.choice, audience=shown.audience, earlier=shown.earlier,
        )  # fmt: skip
        self._busy.start(tr("Writing the file…"))
        Errand[Made](self, self._saved, self._say_wrong).run(self._jobs, partial(carry_out, order))

    def _saved(self, made: Made) -> None:
        self._busy.stop()
        self._say(
            tr(
                "Written and read back: {files}. It is not encrypted.",
                files=", ".join(path.name for path in made.files),
            )
        )

    # Laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._told.hide()
        self._wrong.hide()
        self._busy.retain(False)
        pages = QWidget()
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page, 1)
        column.addWidget(self._bar)
        for widget in (self._choice, self._busy, self._wrong, self._told):
            self.body.addWidget(widget)
        self.body.addWidget(PreviewColumns(self._contents, pages, self._text), 1)
        for one in (self._print, self._pdf, self._word):
            self.foot.addWidget(one)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))

    def _connect(self) -> None:
        self._choice.changed.connect(self._make)
        self._contents.currentItemChanged.connect(self._go_to_place)
        self._page.turned.connect(self._go_to_page)
        self._bar.page_wanted.connect(self._go_to_page)
        self._bar.zoom_wanted.connect(self._zoom)
        for keys, slot in (
            (QKeySequence.StandardKey.ZoomIn, self._larger), ("Ctrl+=", self._larger),
            (QKeySequence.StandardKey.ZoomOut, self._smaller), ("Ctrl+0", self._fit),
            ("Ctrl+Down", self._next_heading), ("Ctrl+Up", self._heading_before),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _zoom(self, step: int) -> None:
        if step:
            self._page.step_zoom(step)
        else:
            self._page.set_zoom(0)

    def _larger(self) -> None:
        self._zoom(1)

    def _smaller(self) -> None:
        self._zoom(-1)

    def _fit(self) -> None:
        self._zoom(0)


def _noted(_result: object) -> None:
    """An entry that the disk refuses now is written with the next one."""
