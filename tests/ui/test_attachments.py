"""A drawing as the answer: added, seen, described, taken away and brought back, and found again after a restart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from pepdesk.app.attachments import MOST, Attachments
from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.record.answers import Attached
from pepdesk.record.codec import read_record, write_record
from pepdesk.storage.blobs import Blobs
from pepdesk.ui.editors.attached_file import AttachedFile
from pepdesk.ui.editors.attachment import AttachmentEditor
from pepdesk.ui.plan.plan_view import PlanView
from tests.export.sample import drawing
from tests.storage.open_vaults import open_vault
from tests.ui.plan_sample import forget_sessions, on_screen, record

DRAWING = Address("first", "drawing")
ANSWER = Address("voice", "going_well")


@pytest.fixture(autouse=True)
def no_session_left() -> Iterator[None]:
    yield
    OPEN.clear()
    forget_sessions()


OPEN: list[PlanView] = []


def open_editor(qtbot: QtBot) -> tuple[Session, AttachmentEditor]:
    session = on_screen(record())
    view = PlanView(session)
    qtbot.addWidget(view)
    view.show()
    OPEN.append(view)
    view.go_to(DRAWING)
    (editor,) = view.findChildren(AttachmentEditor)
    return session, editor


def rows(editor: AttachmentEditor) -> list[AttachedFile]:
    return [row for row in editor.findChildren(AttachedFile) if not row.isHidden()]


def test_a_drawing_is_added_described_taken_away_and_brought_back(qtbot: QtBot, tmp_path: Path) -> None:
    session, editor = open_editor(qtbot)
    (file := tmp_path / "my house.png").write_bytes(drawing())
    editor.add_files([str(file)])
    answer = session.answer(DRAWING)
    assert isinstance(answer, Attached)
    assert answer.files[0].name == "my house.png"
    (row,) = rows(editor)
    row._words.setText("A house and a sun")
    answer = session.answer(DRAWING)
    assert isinstance(answer, Attached)
    assert answer.files[0].says == "A house and a sun"
    editor._remove(answer.files[0].sha256)
    assert session.answer(DRAWING) is None
    assert rows(editor) == []
    session.undo()
    assert session.answer(DRAWING) == answer
    assert [row._words.text() for row in rows(editor)] == ["A house and a sun"]


def test_a_picture_from_the_clipboard_is_added_and_the_same_one_only_once(qtbot: QtBot) -> None:
    session, editor = open_editor(qtbot)
    image = QImage()
    image.loadFromData(drawing())
    editor.add_image(image)
    editor.add_image(image)
    answer = session.answer(DRAWING)
    assert isinstance(answer, Attached)
    assert len(answer.files) == 1


def test_what_is_no_picture_is_refused_in_words_and_nothing_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    session, editor = open_editor(qtbot)
    (file := tmp_path / "a.png").write_bytes(b"not a picture")
    editor.add_files([str(file), str(tmp_path / "gone.png")])
    told = [box.informativeText() for box in editor.findChildren(QMessageBox)]
    assert len(told) == 2
    assert all(words.startswith("Nothing was added.") for words in told)
    assert session.answer(DRAWING) is None


def test_no_more_than_a_handful_can_be_added(qtbot: QtBot, tmp_path: Path) -> None:
    session, editor = open_editor(qtbot)
    for number in range(MOST + 1):
        Image.new("RGB", (10 + number, 10), "red").save(tmp_path / f"{number}.png")
    editor.add_files([str(tmp_path / f"{number}.png") for number in range(MOST + 1)])
    answer = session.answer(DRAWING)
    assert isinstance(answer, Attached)
    assert len(answer.files) == MOST
    assert len(editor.findChildren(QMessageBox)) == 1


def test_a_plan_signed_can_be_looked_at_but_not_changed(qtbot: QtBot) -> None:
    _, editor = open_editor(qtbot)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    editor.add_image(image)
    editor.freeze(True)
    (row,) = rows(editor)
    assert row._words.isReadOnly()
    assert row._remove.isHidden()
    assert not row._look.isHidden()


def test_it_is_found_again_after_a_restart_and_swept_only_when_no_save_names_it(qtbot: QtBot, tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    jobs = Jobs()
    plan = sample_plan("year_r_11", date(2026, 11, 22))
    session = Session(plan, attachments=Attachments(library.attachments, jobs))
    kept: list[object] = []
    session.attachments.keep(drawing, "house.png", kept.append, kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    jobs.close()
    session.set_answer(ANSWER, Attached((kept[0],)))  # type: ignore[arg-type]
    card = card_of(plan, session.assessment)
    library.drafts.save("ab" * 16, write_record(plan), write_card(card), None)
    session.close()
    again = Library(open_vault(tmp_path))
    found = read_record(again.drafts.open_newest("ab" * 16).body).answers[ANSWER]
    assert isinstance(found, Attached)
    assert again.attachments.read(found.files[0].sha256).startswith(b"\x89PNG")
    assert again.drop_unused_attachments() == 0
    again.drafts.delete("ab" * 16)
    later = Blobs(open_vault(tmp_path))
    assert later.drop_unused([]) == 0  # young ones stay a day
    for file in tmp_path.glob("*.pda"):
        os.utime(file, (1, 1))
    assert again.drop_unused_attachments() == 1
