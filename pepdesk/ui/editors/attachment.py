"""Pictures and documents as an answer: added from a file, the clipboard or by dropping; looked at; taken away.

Adding runs in the background; what is shown is always what the plan names. A picture is never written to the disk in
the open unless somebody asks for a copy.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pepdesk.app.attachments import MOST, read_file
from pepdesk.problem import AttachmentProblem, PepDeskProblem
from pepdesk.record.answers import Attached, Attachment
from pepdesk.ui.editors.attached_file import AttachedFile
from pepdesk.ui.editors.editor import Editor, Question
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.texts import Hint
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.app.attachments import Attachments
    from pepdesk.ui.editors.editor import Stored

_PATTERNS = "(*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.pdf *.docx)"
FILTER = f"{tr('Pictures and documents')} {_PATTERNS};;{tr('All files')} (*)"


class AttachmentEditor(Editor):
    """A list of what is attached, and a button to add more."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._files: tuple[Attachment, ...] = ()
        self._rows: list[AttachedFile] = []
        self._waiting = 0
        self._frozen = False
        self.setAcceptDrops(True)
        self._add = button(
            tr("&Add a picture or document…"), self.choose, tr("From a file; Ctrl+V adds a copied picture")
        )
        self._state = Hint("", self)
        self._state.hide()
        top = QHBoxLayout()
        top.addWidget(self._add)
        top.addWidget(self._state)
        top.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._list)
        layout.addLayout(top)

    # What every editor does ---------------------------------------------------------------------------------------

    def focus_target(self) -> QWidget:
        """The button that adds."""
        return self._add

    def name(self, name: str, identifier: str) -> None:
        """The question, after the words on the button: who speaks to the computer says those."""
        super().name(f"{self._add.text().replace('&', '')} {name}", identifier)

    def value(self) -> Stored:
        """What is attached; "" for nothing."""
        return Attached(self._files) if self._files else ""

    def show_value(self, value: Stored) -> None:
        """Show what is attached."""
        files = value.files if isinstance(value, Attached) else ()
        same = [one.sha256 for one in files] == [one.sha256 for one in self._files]
        self._files = files
        if not same:
            self._show_rows()
        for row, file in zip(self._rows, files, strict=True):
            row.show_words(file.says)

    def freeze(self, frozen: bool) -> None:
        """Only looking, no adding or taking away."""
        self._frozen = frozen
        self._add.setVisible(not frozen)
        for row in self._rows:
            row.freeze(frozen)

    def fit(self) -> None:
        """Fit to the font."""
        for row in self._rows:
            row.fit()

    # Adding -------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose files to add."""
        dialog = QFileDialog(self, tr("Add a picture or document"), "", FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add_files(self, names: list[str]) -> None:
        """Add files by their paths."""
        for name in names:
            path = Path(name)
            self._keep(partial(read_file, path), path.name)

    def add_image(self, image: QImage) -> None:
        """Add a picture from the clipboard or another program."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes for the format
        data = bytes(buffer.data().data())
        self._keep(data.__bytes__, "picture")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V adds what was copied."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._take(QGuiApplication.clipboard().mimeData()):
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if not self._frozen and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, what: QMimeData) -> bool:
        if self._frozen:
            return False
        files = [url.toLocalFile() for url in what.urls() if url.isLocalFile()]
        if files:
            self.add_files(files)
        elif what.hasImage():
            self.add_image(QImage(what.imageData()))
        else:
            return False
        return True

    def _keep(self, load: Callable[[], bytes], name: str) -> None:
        if len(self._files) + self._waiting >= MOST:
            words = tr("One answer can hold {most} of them.", most=MOST)
            self._failed_to_start(
                AttachmentProblem(words, tr("Nothing was added. Take one away first."), code="too-many")
            )
            return
        self._waiting += 1
        self._say(tr("Adding {name}…", name=name))
        errand = Errand[Attachment](self, self._kept, self._failed)
        self._attachments().keep(load, name, errand.bring, errand.bring_problem)

    def _kept(self, attachment: Attachment) -> None:
        self._waiting -= 1
        self._say("")
        if attachment.sha256 in (one.sha256 for one in self._files):
            announce(self, tr("This one is here already."))
            return
        announce(self, tr("{name} added.", name=attachment.name))
        self._change((*self._files, attachment))
        if self._rows:
            self._rows[-1].focus_words()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting -= 1
        self._say("")
        show_problem(self, problem)

    def _failed_to_start(self, problem: PepDeskProblem) -> None:
        show_problem(self, problem)

    def _say(self, words: str) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))
        if words:
            announce(self, words)

    # The list -----------------------------------------------------------------------------------------------------

    def _change(self, files: tuple[Attachment, ...]) -> None:
        self.show_value(Attached(files) if files else "")
        self.edited.emit(self.value())

    def _show_rows(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for file in self._files:
            row = AttachedFile(file, self._attachments(), self)
            row.removed.connect(self._remove)
            row.words_changed.connect(self._put_words)
            row.freeze(self._frozen)
            row.fit()
            self._list.addWidget(row)
            row.show()
            self._rows.append(row)

    def _remove(self, digest: str) -> None:
        self._change(tuple(one for one in self._files if one.sha256 != digest))
        announce(self, tr("Taken away. Undo brings it back."))
        self._add.setFocus()

    def _put_words(self, digest: str, words: str) -> None:
        files = tuple(
            Attachment(one.sha256, one.kind, one.name, one.size, words) if one.sha256 == digest else one
            for one in self._files
        )
        self._change(files)

    def _attachments(self) -> Attachments:
        assert self.question.attachments is not None
        return self.question.attachments
