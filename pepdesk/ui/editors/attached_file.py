"""One picture or document in its list: a small picture, its name, what it shows in words, and what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pepdesk.app.attachments import kind_words
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.editors.typed_line import TypedLine
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import SmallText, StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.attachments import Attachments
    from pepdesk.record.answers import Attachment

SMALL = QSize(112, 84)
LARGE = QSize(1000, 720)


class AttachedFile(QWidget):
    """``removed(sha256)`` – take it away; ``words_changed(sha256, words)`` – somebody says what it shows."""

    removed = Signal(str)
    words_changed = Signal(str, str)

    def __init__(self, file: Attachment, attachments: Attachments, parent: QWidget) -> None:
        super().__init__(parent)
        self._file, self._attachments = file, attachments
        self._words = TypedLine(self)
        self._words.setPlaceholderText(tr("What does it show? For people who cannot see it"))
        self._words.setAccessibleName(tr("What {name} shows", name=file.name))
        self._words.typed.connect(self._typed)
        self._look = button(tr("&Look at it"), self.look)
        self._look.setAccessibleName(tr("Look at it: {name}", name=file.name))
        if not file.kind.startswith("image/"):
            self._look.hide()  # never "show" here: without its place yet it would come up as a window of its own
        self._copy = button(tr("&Save a copy…"), self.save_copy)
        self._copy.setAccessibleName(tr("Save a copy: {name}", name=file.name))
        self._remove = button(tr("&Take away"), self._go)
        self._remove.setAccessibleName(tr("Take away: {name}", name=file.name))
        name = StrongText(file.name, self)
        size = SmallText(kind_words(file), self)
        verbs = QHBoxLayout()
        for one in (self._look, self._copy, self._remove):
            verbs.addWidget(one)
        verbs.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(name)
        right.addWidget(size)
        right.addWidget(self._words)
        right.addLayout(verbs)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._small_picture(), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)

    def show_words(self, words: str) -> None:
        """Show what it shows, in words."""
        self._words.show_text(words)

    def focus_words(self) -> None:
        """Put the focus where its words are typed, and scroll there once the page is laid out anew."""
        self._words.setFocus()
        QTimer.singleShot(0, self, self._scroll_here)

    def _scroll_here(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self)

    def freeze(self, frozen: bool) -> None:
        """Only looking."""
        self._words.setReadOnly(frozen)
        self._remove.setVisible(not frozen)

    def fit(self) -> None:
        """Fit to the font."""
        self._words.fit()

    def look(self) -> None:
        """Show the picture large."""
        try:
            data = self._attachments.read(self._file.sha256)
        except PepDeskProblem as problem:
            show_problem(self, problem)
            return
        PictureSheet(self._file, data, self).open()

    def save_copy(self) -> None:
        """Save it as a file; from then on it is outside PepDesk's lock."""
        ending = {"image/png": ".png", "image/jpeg": ".jpg", "application/pdf": ".pdf"}.get(self._file.kind, ".docx")
        dialog = QFileDialog(
            self, tr("Save a copy (it will not be encrypted)"), f"{Path(self._file.name).stem}{ending}"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, name: str) -> None:
        from pepdesk.app.documents import write_document

        try:
            write_document(Path(name), self._attachments.read(self._file.sha256))
        except PepDeskProblem as problem:
            show_problem(self, problem)

    def _small_picture(self) -> QLabel:
        label = QLabel(self)
        label.setFixedSize(SMALL)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setTextFormat(Qt.TextFormat.PlainText)
        data = self._attachments.picture(self._file.sha256)
        if self._file.kind.startswith("image/") and data is not None:
            label.setPixmap(_scaled(data, SMALL, self.devicePixelRatioF()))
            label.setAccessibleName(tr("Small picture of {name}", name=self._file.name))
        else:
            label.setText("PDF" if "pdf" in self._file.kind else tr("File") if data is not None else tr("Missing"))
        return label

    def _typed(self, words: str) -> None:
        self.words_changed.emit(self._file.sha256, words)

    def _go(self) -> None:
        self.removed.emit(self._file.sha256)


class PictureSheet(Sheet):
    """One picture as large as sensible, with its words below."""

    def __init__(self, file: Attachment, data: bytes, parent: QWidget) -> None:
        super().__init__(tr("Picture"), parent, letters=40)
        label = QLabel()
        label.setPixmap(_scaled(data, LARGE, self.devicePixelRatioF()))
        label.setAccessibleName(file.says or file.name)
        self.title.setText(file.name)
        self.body.addWidget(label)
        if file.says:
            self.body.addWidget(SmallText(file.says))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept))


def _scaled(data: bytes, room: QSize, ratio: float) -> QPixmap:
    image = QImage()
    image.loadFromData(QByteArray(data))
    if image.isNull():
        return QPixmap()
    bounds = room * ratio
    if image.width() > bounds.width() or image.height() > bounds.height():
        image = image.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(ratio)
    return drawn
