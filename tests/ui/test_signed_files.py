"""A signature added to a file alone: the plan remembers it on what the file carries, PDF or Word, never on its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import Documents, make_documents, sample_plan
from pepdesk.export.word_origin import Origin, origin_of
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.people.identity import make_identity
from pepdesk.people.people_file import People, to_bytes
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import snapshot_hash
from pepdesk.signing.package import read_package, write_package
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from pepdesk.ui.signing.signed_files import signing_of, signings_in
from pepdesk.ui.signing.verify_window import VerifyWindow
from tests.ui.desks import WAIT_MS, all_words, button, start_sample, unlocked_window

TEACHER = make_identity("Siân Ŵyn-Prosser", "designated_teacher", "Ysgol Glan Gwy")
WORKER = make_identity("Olu Adébáyọ̀", "social_worker", "Northfold Council")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLAN = sample_plan("year_r_11", date(2026, 11, 22))


@cache
def documents(*, draft: bool = False, audience: Audience = Audience.FULL) -> Documents:
    return make_documents(PLAN, NOW, pdf=not draft, word=True, draft=draft, audience=audience)


def put(folder: Path, name: str, data: bytes | None) -> Path:
    assert data is not None
    (folder / name).write_bytes(data)
    return folder / name


def edited(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    parts = read_package(data)
    assert before in parts[part]
    return write_package({**parts, part: parts[part].replace(before, after, 1)})


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_signature_on_the_plans_own_file_is_remembered_whatever_the_file_is_called(tmp_path: Path, kind: str) -> None:
    made = documents().pdf if kind == "pdf" else documents().word
    file = put(tmp_path, f"minutes of the bowling club.{kind}", sign_file(made or b"", TEACHER))
    found = signing_of(PLAN, TEACHER, (file,))
    assert found is not None
    assert (found.role, found.name, found.snapshot) == ("designated_teacher", TEACHER.name, snapshot_hash(PLAN))
    assert signing_of(replace(PLAN, signings=(found,)), TEACHER, (file,)) is None
    changed = sample_plan("year_r_11", date(2026, 11, 22))
    changed.apply(SetAnswer(Address("meeting", "venue"), Value("Room 4")))
    assert signing_of(changed, TEACHER, (file,)) is None, "the plan has gone on"
    assert signing_of(replace(PLAN, plan_id="cd" * 16), TEACHER, (file,)) is None


def test_a_word_file_that_was_touched_or_made_for_another_purpose_is_not_the_plan(tmp_path: Path) -> None:
    word = documents().word
    assert word is not None
    body = read_package(word)["word/document.xml"]
    start = body.index(b"<w:t ") + body[body.index(b"<w:t ") :].index(b">") + 1
    letters = body[start : start + 6]
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert signing_of(PLAN, TEACHER, (put(tmp_path, "packed anew.docx", again.getvalue()),)) is not None
    for name, data in {
        "a word changed.docx": edited(word, "word/document.xml", letters, b"Others"),
        "a foot changed.docx": edited(word, "word/footer1.xml", b"<w:t", b"<w:t "),
        "for a draft.docx": documents(draft=True).word,
        "for the parent.docx": documents(audience=Audience.PARENT).word,
        "no plan.docx": b"PK\x03\x04 and nothing else",
        "empty.docx": b"",
    }.items():
        assert signing_of(PLAN, TEACHER, (put(tmp_path, name, data),)) is None, name
    assert signing_of(PLAN, TEACHER, (tmp_path / "absent.docx",)) is None
    for copy in (documents(draft=True), documents(audience=Audience.PARENT)):
        assert PLAN.plan_id.encode() not in read_package(copy.word or b"")["word/settings.xml"]


def test_the_origin_is_signed_with_the_file_and_says_nothing_when_it_stands_twice() -> None:
    word = sign_file(documents().word or b"", TEACHER)
    parts = read_package(word)
    assert origin_of(parts) == Origin(PLAN.plan_id, snapshot_hash(PLAN))
    settings = parts["word/settings.xml"]
    variables = settings[settings.index(b"<w:docVars>") : settings.index(b"</w:docVars>") + len(b"</w:docVars>")]
    assert origin_of({**parts, "word/settings.xml": settings + variables}) is None
    assert origin_of({}) is None


def test_of_files_that_were_checked_only_sound_signatures_of_known_people_count(tmp_path: Path) -> None:
    both = sign_file(sign_file(documents().word or b"", TEACHER), WORKER)
    sound = put(tmp_path, "plan.docx", both)
    broken = put(tmp_path, "broken.docx", edited(both, "word/styles.xml", b"<w:style ", b"<w:style  "))
    files, people = (sound, broken), People((TEACHER,))
    found = signings_in(PLAN, files, tuple(verify_file(one, people=people) for one in files))
    assert [one.role for one in found] == ["designated_teacher"], "nobody confirmed the other one's code"
    assert signings_in(PLAN, (broken,), (verify_file(broken, people=people),)) == ()
    both_known = signings_in(PLAN, (sound,), (verify_file(sound, people=People((TEACHER, WORKER))),))
    assert {one.role for one in both_known} == {"designated_teacher", "social_worker"}
    assert signings_in(replace(PLAN, signings=both_known), (sound,), (verify_file(sound, people=people),)) == ()


def test_the_plan_remembers_what_was_checked_once_somebody_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        window.desk.library.vault.write_people(to_bytes(People((TEACHER, WORKER))))
        made = make_documents(record, NOW, pdf=False, word=True, draft=False)
        file = put(tmp_path, "back.docx", sign_file(sign_file(made.word or b"", TEACHER), WORKER))
        window.plans.verify_files()
        dialog = window.findChild(VerifyWindow)
        dialog.check([str(file)])
        qtbot.waitUntil(lambda: "This is the open plan, word for word" in all_words(dialog), timeout=WAIT_MS)
        session = window.desk.session
        assert not session.is_frozen
        button(dialog, "Remember them in the plan").click()
        assert session.is_frozen
        assert [one.role for one in session.signings] == ["designated_teacher", "social_worker"]
        qtbot.waitUntil(lambda: window.desk.is_clean, timeout=WAIT_MS)
        assert window.desk.library.open(window.desk.last_draft).record.signings == session.signings
        dialog.close()
