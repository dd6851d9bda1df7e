"""What else goes with a package, and where it is put: photos, signed documents, a note, the school's way in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from pepdesk.handover.package import LONGEST_NOTE
from pepdesk.ui.documents.export_work import kind_of_place
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.texts import GroupTitle, Hint, ShouldText, TipText
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.together.hand_over_work import MOST_DOCUMENTS, fit_document
from pepdesk.words import tr


class Extras(QWidget):
    """``changed()`` – something else was chosen."""

    changed = Signal()

    def __init__(self, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[Path, ...] = ()
        self._ready = Tick(tr("&My part is ready: say so in the package"), self)
        self._photos = Tick(tr("&Photos and documents in the answers go along"), self)
        self._photos.setChecked(True)
        self._school = Tick(tr("The school’s &data lead can open it too"), self)
        self._names, self._refused = Hint("", self), ShouldText("", self)
        self._note, self._file, self._place = QPlainTextEdit(self), QLineEdit(str(file), self), TipText("", self)
        with_plain_bars(self._note)
        self._lay_out()
        self._file.textChanged.connect(self._judge)
        for box in (self._ready, self._photos, self._school):
            box.toggled.connect(self._tell)
        self._judge()
        self.attach([])

    @property
    def file(self) -> Path:
        """Where the package is to be."""
        path = Path(self._file.text().strip())
        return path if path.suffix.lower() == ".pepx" else path.with_name(f"{path.name}.pepx")

    @property
    def is_ready(self) -> bool:
        """Whether a place was named."""
        return bool(self._file.text().strip()) and bool(Path(self._file.text().strip()).name)

    @property
    def ready(self) -> bool:
        """Whether the package is to say that one's part is ready."""
        return self._ready.isVisibleTo(self) and self._ready.isChecked()

    @property
    def photos(self) -> bool:
        """Whether attachments of answers go along."""
        return self._photos.isChecked()

    @property
    def school(self) -> bool:
        """Whether the data lead may open it."""
        return self._school.isVisibleTo(self) and self._school.isChecked()

    @property
    def documents(self) -> tuple[Path, ...]:
        """Signed documents that go along."""
        return self._documents

    @property
    def note(self) -> str:
        """Words to go with it."""
        return self._note.toPlainText().strip()[:LONGEST_NOTE]

    def ask_ready(self, can: bool) -> None:
        """Offer to say that one's part is ready, or not while something is missing there."""
        self._ready.setVisible(can)

    def show_school(self, there: bool) -> None:
        """Offer to let the data lead open it, if their card is here."""
        self._school.setVisible(there)

    def show_photos(self, count: int) -> None:
        """Say how many pictures and documents the chosen answers name."""
        self._photos.setText(tr("&Photos and documents in the answers go along ({count})", count=count))
        self._photos.setVisible(count > 0)

    def put_in(self, path: str) -> None:
        """Put the package there."""
        self._file.setText(path)

    def attach(self, files: list[str]) -> None:
        """Have these files go along."""
        fit = [Path(file) for file in files if fit_document(Path(file))]
        self._documents = tuple(dict.fromkeys((*self._documents, *fit)))[:MOST_DOCUMENTS]
        names = ", ".join(path.name for path in self._documents)
        self._names.say(names or tr("None. Exported and signed PDF and Word files can travel in the package."))
        self._refused.say(tr("Only PDF and Word files can go along.") if len(fit) < len(files) else "")
        self._refused.setVisible(len(fit) < len(files))
        self._forget.setVisible(bool(self._documents))
        self.changed.emit()

    def _forget_documents(self) -> None:
        self._documents = ()
        self.attach([])

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for box in (self._ready, self._photos):
            layout.addWidget(box)
        layout.addWidget(GroupTitle(tr("Signed documents"), self))
        self._forget = button(tr("&Take them out"), self._forget_documents)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("&Add documents…"), self._ask_for_documents))
        row.addWidget(self._forget)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._names)
        layout.addWidget(self._refused)
        self._labelled(layout, tr("A &note to go with it (may stay empty)"), self._note)
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self._note.fontMetrics().height() * 4)
        layout.addWidget(self._school)
        label = QLabel(tr("The &file"), self)
        label.setBuddy(self._file)
        self._file.setAccessibleName(tr("The file"))
        layout.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._file, 1)
        row.addWidget(button(tr("Choose the p&lace…"), self._ask_where))
        layout.addLayout(row)
        layout.addWidget(self._place)

    def _labelled(self, layout: QVBoxLayout, words: str, edit: QWidget) -> None:
        label = QLabel(words, self)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        layout.addWidget(label)
        layout.addWidget(edit)

    def _judge(self, _text: str = "") -> None:
        """A kind word on the place: a cloud or a stick is no worry for what is sealed."""
        kind, name = kind_of_place(self.file.parent) if self.is_ready else ("local", "")
        words = {
            "cloud": tr("This folder is copied to {cloud}. That does no harm: the package is sealed.", cloud=name),
            "removable": tr(
                "On a stick: good. The package is sealed, so nobody else can read it if the stick is lost."
            ),
        }.get(kind, "")
        self._place.say(words)
        self._place.setVisible(bool(words))
        self.changed.emit()

    def _ask_for_documents(self) -> None:
        dialog = QFileDialog(self, tr("Choose signed documents"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr("PDF and Word files") + " (*.pdf *.docx)")
        dialog.filesSelected.connect(self.attach)
        dialog.open()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Where to put the package"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PepDesk packages") + " (*.pepx)")
        dialog.setDefaultSuffix("pepx")
        dialog.selectFile(str(self.file))
        dialog.fileSelected.connect(self.put_in)
        dialog.open()

    def _tell(self, _on: bool) -> None:
        self.changed.emit()
