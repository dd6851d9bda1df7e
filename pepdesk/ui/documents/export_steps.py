"""The steps of an export: what is made, as which files and where, and what to do with them afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pepdesk.app.session import Session
from pepdesk.authority.model import Authority
from pepdesk.export.audience import READER
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.form.model import Audience
from pepdesk.intake.own_form_files import OwnForm
from pepdesk.rules.issue import Issue
from pepdesk.ui.documents.export_audience import AudienceChoice
from pepdesk.ui.documents.export_own_form import OwnFormBox, own_form_words
from pepdesk.ui.documents.export_work import Made, warning_about
from pepdesk.ui.documents.sent_line import SentLine
from pepdesk.ui.parts.labels import button, selectable
from pepdesk.ui.parts.row_names import row_words
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.texts import GroupTitle, Hint, PlainLabel, ShouldText, StrongText, UnderChoice
from pepdesk.ui.parts.ticks import Dot, Tick
from pepdesk.words import tr, trn


class WhatStep(QWidget):
    """Draft, final or a copy for one reader, and what stands in the way of a final one.

    ``go_wanted(Issue)`` – show that question; ``changed()`` – something else was chosen.
    """

    go_wanted = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, copies: AudienceChoice, *, may_sign: bool) -> None:
        super().__init__()
        self._copies = copies
        self._issues: tuple[Issue, ...] = session.assessment.blockers()
        self._draft = Dot(tr("A &draft, to read and discuss"))
        self._final = Dot(tr("The &final plan, to be signed"))
        self._copy = Dot(tr("A &copy for one reader, without what they should not see"))
        self._list = QListWidget()
        with_plain_bars(self._list)
        self._blockers = QWidget()
        layout = _plain_layout(self)
        layout.setSpacing(2)
        for way, words in (
            (self._draft, tr("The first page says that it is a draft and not signed.")),
            (
                self._final,
                tr("The documents have a place for each signature. Signing closes this version of the plan."),
            ),
            (self._copy, tr("For the child, the carer or a parent. You see first what is left out.")),
        ):
            layout.addWidget(way)
            layout.addWidget(UnderChoice(words))
            layout.addSpacing(10)
        layout.addWidget(copies, 10)
        layout.addWidget(self._blockers, 10)
        self._final.setEnabled(may_sign and not self._issues)
        chosen = self._final if self._final.isEnabled() else self._draft
        chosen.setChecked(True)
        self.setFocusProxy(chosen)
        below = _plain_layout(self._blockers)
        if not may_sign:
            below.addWidget(
                ShouldText(tr("This plan is only looked at, so it can only be exported as a draft or a copy."))
            )
        elif self._issues:
            self._add_issues(below, session)
        layout.addStretch(1)
        copies.hide()
        copies.changed.connect(self.changed)
        self._copy.toggled.connect(self._show_copies)

    @property
    def is_draft(self) -> bool:
        """Whether a draft is wanted."""
        return self._draft.isChecked()

    @property
    def audience(self) -> Audience:
        """For whom: the full plan, or the reader of a copy."""
        return self._copies.audience if self._copy.isChecked() else Audience.FULL

    @property
    def is_ready(self) -> bool:
        """Whether it is known what would be made: of a copy, what it leaves out."""
        return not self._copy.isChecked() or self._copies.is_ready

    def _show_copies(self, wanted: bool) -> None:
        self._copies.setVisible(wanted)
        self._blockers.setVisible(not wanted)
        if wanted and not self._copies.is_ready:
            self._copies.look()
        self.changed.emit()

    def _add_issues(self, layout: QVBoxLayout, session: Session) -> None:
        words = trn(
            "One thing stands in the way of a final plan:",
            "{count} things stand in the way of a final plan:",
            len(self._issues),
        )
        layout.addWidget(ShouldText(words))
        self._list.setAccessibleName(tr("What stands in the way of signing"))
        self._list.setAlternatingRowColors(True)
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for issue in self._issues:
            tab = session.form.tab(issue.address.tab).title
            # A rule's issue may stand at a group instead of a question.
            known = session.form.has(issue.address.tab, issue.address.field)
            question = session.form.field(issue.address.tab, issue.address.field).label if known else ""
            if known and (where := row_words(session, issue.address)):
                question = f"{question} ({where})"
            self._list.addItem(QListWidgetItem(" – ".join(part for part in (tab, question, issue.message) if part)))
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self._go)
        layout.addWidget(self._list, 10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("&Go to this question"), self._go, tr("Closes the export and shows the question")))
        row.addStretch(1)
        layout.addLayout(row)

    def _go(self, _item: object = None) -> None:
        if 0 <= self._list.currentRow() < len(self._issues):
            self.go_wanted.emit(self._issues[self._list.currentRow()])


class FilesStep(QWidget):
    """Which files and where. ``changed(bool)``: whether something was chosen."""

    changed = Signal(bool)

    def __init__(self, stem: str, own: tuple[OwnForm, ...] = ()) -> None:
        """``own``: the authority's own Word forms that fit the plan."""
        super().__init__()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._pdf = Tick(tr("&PDF, the same on every computer"))
        self._word = Tick(tr("&Word, to be read or worked on in Word"))
        self._folder = QLineEdit(documents)
        self._warning = ShouldText()
        layout = _plain_layout(self)
        for box in (self._pdf, self._word):
            box.setChecked(True)
            box.toggled.connect(self._judge)
            layout.addWidget(box)
        self.setFocusProxy(self._pdf)
        self._own = OwnFormBox(own)
        self._own.changed.connect(self._judge)
        self._own.setVisible(bool(own))
        layout.addWidget(self._own)
        layout.addSpacing(6)
        label = QLabel(tr("&Folder"))
        label.setBuddy(self._folder)
        self._folder.setAccessibleName(tr("Folder"))
        layout.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._folder, 1)
        row.addWidget(button(tr("&Choose…"), self._choose))
        layout.addLayout(row)
        self._name = Hint()
        self.name(stem)
        layout.addWidget(self._name)
        layout.addWidget(self._warning)
        layout.addWidget(
            Hint(tr("The documents are not encrypted: whoever gets hold of the files can read them. Send them only by "
                 "a way your authority allows."))
        )  # fmt: skip
        layout.addStretch(1)
        self._folder.textChanged.connect(self._judge)
        self._judge()

    @property
    def pdf(self) -> bool:
        """Whether a PDF is wanted."""
        return self._pdf.isChecked()

    @property
    def word(self) -> bool:
        """Whether a Word file is wanted."""
        return self._word.isChecked()

    @property
    def folder(self) -> Path:
        """Where to."""
        return Path(self._folder.text().strip())

    @property
    def is_ready(self) -> bool:
        """Whether a file and a folder were chosen."""
        return (self.pdf or self.word or self._own.form is not None) and bool(self._folder.text().strip())

    @property
    def own(self) -> OwnFormBox:
        """Which of the authority's own forms is wanted."""
        return self._own

    def name(self, stem: str) -> None:
        """Say what the files will be called."""
        self._name.say(
            tr("File name: {stem} – initials only. A file that is there already is never replaced.", stem=stem)
        )

    def put_in(self, folder: str) -> None:
        """Use this folder."""
        self._folder.setText(folder)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(self._folder.text())
        dialog.fileSelected.connect(self.put_in)
        dialog.open()

    def _judge(self) -> None:
        words = warning_about(self.folder) if self._folder.text().strip() else ""
        self._warning.say(words)
        self._warning.setVisible(bool(words))
        self.changed.emit(self.is_ready)


class DoneStep(QWidget):
    """What was written, how to check it, and what others do next. ``sent`` is at the end of a final plan's."""

    def __init__(
        self,
        made: Made,
        *,
        draft: bool,
        authority: Authority | None,
        audience: Audience = Audience.FULL,
        sent: SentLine | None = None,
    ) -> None:
        super().__init__()
        self._folder = made.files[0].parent
        layout = _plain_layout(self)
        layout.addWidget(
            StrongText(tr("✓ Written into “{name}” and read back:", name=self._folder.name or self._folder))
        )
        files = selectable(PlainLabel("\n".join(path.name for path in made.files)))
        files.setAccessibleName(tr("Files"))
        layout.addWidget(files)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("&Open the folder"), self._open_folder))
        row.addStretch(1)
        layout.addLayout(row)
        copied = audience is not Audience.FULL
        for title, words in (
            *own_form_words(made),
            *(_copy_words(audience) if copied else _next_words(made, draft=draft)),
            *_where_to(authority, draft=draft or copied),
        ):
            layout.addWidget(GroupTitle(title))
            layout.addWidget(PlainLabel(words))
        if sent is not None:
            layout.addWidget(sent)
        layout.addStretch(1)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _copy_words(audience: Audience) -> list[tuple[str, str]]:
    """What to do with a copy for one reader."""
    words = tr("Read it once more with their eyes: no list can guard what people write freely. Then give or send it.")
    return [
        (
            tr("This copy is for {reader}", reader=READER[audience]),
            f"{words} {tr('The plan here stays as it is.')}",
        )
    ]


def _where_to(authority: Authority | None, *, draft: bool) -> list[tuple[str, str]]:
    """How the authority wants finished plans sent, as its rules say; nothing for a draft."""
    if draft or authority is None or not authority.upload:
        return []
    asked = authority.file_name
    named = tr("File name asked for: {file_name}.", file_name=asked) if asked else ""
    return [(tr("Where it goes: {authority}", authority=authority.name), f"{authority.upload} {named}".rstrip())]


def _next_words(made: Made, *, draft: bool) -> list[tuple[str, str]]:
    check = (
        tr("How to check the signatures"),
        tr(
            "In PepDesk: File, Check the signatures of a file. Elsewhere: Acrobat, LibreOffice and Word show them too; "
            "to know that they are really yours, others compare the code of thirty digits with you."
        ),
    )
    if draft:
        return [(tr("What next"), tr("Nothing was signed. Export again when the plan is complete."))]
    if made.signing is None:
        return [(tr("What next"), tr("Each person signs these same files: File, Add a signature to a file.")), check]
    roles = [words for role, words in SIGNER_TITLES.items() if role != made.signing.role]
    return [
        (
            tr("What the next signer does"),
            tr(
                "Send both files on. The next person ({roles} or the {last_role}) opens PepDesk, chooses "
                "File, Add a signature to a file, and signs the same files. Nobody exports again: a new "
                "export has none of the signatures.",
                roles=", ".join(roles[:-1]).lower(),
                last_role=roles[-1].lower(),
            ),
        ),
        check,
        (
            tr("The plan here"),
            tr("This version is closed. To change something, choose Amend: it becomes the next version."),
        ),
    ]


def _plain_layout(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    return layout
