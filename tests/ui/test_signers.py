"""Known signers, confirming a code, marks before the one who signs, and what the plan says after signing."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from pepdesk.app.session import Session
from pepdesk.people.certificates import read_certificate
from pepdesk.people.code import certificate_code
from pepdesk.people.people_file import People, contact_from, to_bytes
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import Signing
from pepdesk.signing.time_stamp import request_for
from pepdesk.signing.verify import verify_file
from pepdesk.ui.documents.export_steps import DoneStep, FilesStep
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.parts.bars import amended_words, signed_words
from pepdesk.ui.signing.confirm_code import ConfirmCode
from pepdesk.ui.signing.identity_dialog import IdentityDialog
from pepdesk.ui.signing.mark_pad import MarkPad
from pepdesk.ui.signing.marks_form import MarkRow
from pepdesk.ui.signing.people_work import load_people
from pepdesk.ui.signing.signers_window import SignersWindow
from pepdesk.ui.signing.signing_form import SigningForm
from pepdesk.ui.signing.verify_window import VerifyWindow
from tests.people.small_ca import open_office, pem
from tests.signing.samples import signed_pdf, teacher, worker
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, start_sample, unlocked_window
from tests.ui.plan_sample import session


def _draw(pad: MarkPad) -> None:
    """A zigzag with the mouse."""
    points = [QPoint(20 + 30 * step, 20 + 40 * (step % 2)) for step in range(6)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def test_a_signer_is_confirmed_from_the_verdict_only_with_the_right_digits(qtbot: QtBot, tmp_path: Path) -> None:
    (file := tmp_path / "plan.pdf").write_bytes(signed_pdf())
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        vault = window.desk.library.vault
        vault.write_people(to_bytes(People((teacher(),))))
        window.plans.verify_files()
        shown = window.findChild(VerifyWindow)
        shown.check([str(file)])
        qtbot.waitUntil(lambda: "Sound. 2 signatures (signed by 2 of 5)" in all_words(shown), timeout=WAIT_MS)
        assert "Confirm the code of Gwenllian" not in all_words(shown)  # one's own needs no confirming
        button(shown, "Confirm the code of Zoë Żółkowska  Sons…").click()
        dialog = shown.findChild(ConfirmCode)
        digits = dialog.findChild(QLineEdit)
        digits.setText("12345 " * 5)
        assert not button(dialog, "Confirm").isEnabled()
        digits.setText("12345 " * 6)
        button(dialog, "Confirm").click()
        qtbot.waitUntil(lambda: "not the thirty digits" in all_words(dialog), timeout=WAIT_MS)
        assert load_people(vault).known == ()
        digits.setText(worker().code)
        button(dialog, "Confirm").click()
        qtbot.waitUntil(lambda: "you have confirmed the code" in all_words(shown), timeout=WAIT_MS)
        (contact,) = load_people(vault).known
        assert contact.certificate == worker().anchor
        assert contact.confirmed
        button(shown, "Ask for a time stamp…").click()
        qtbot.waitUntil(lambda: "lies beside the file" in all_words(shown), timeout=WAIT_MS)
        assert (tmp_path / "plan.pdf.tsq").read_bytes() == request_for(signed_pdf())


def test_known_signers_are_listed_compared_and_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    certificate = tmp_path / "worker.cer"
    certificate.write_bytes(worker().anchor.public_bytes(serialization.Encoding.DER))
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        vault = window.desk.library.vault
        vault.write_people(to_bytes(People((teacher(),))))
        window.plans.known_signers()
        shown = window.findChild(SignersWindow)
        qtbot.waitUntil(lambda: teacher().code in all_words(shown), timeout=WAIT_MS)
        shown.take_file(str(certificate))
        button(shown.findChild(ConfirmCode), "Later: list it as not confirmed").click()
        qtbot.waitUntil(lambda: "The code was not compared yet." in all_words(shown), timeout=WAIT_MS)
        shown.confirm(read_certificate(certificate.read_bytes()))
        dialog = next(one for one in shown.findChildren(ConfirmCode) if one.isVisible())
        dialog.findChild(QLineEdit).setText(worker().code)
        button(dialog, "Confirm").click()
        qtbot.waitUntil(lambda: "✓ Code confirmed on" in all_words(shown), timeout=WAIT_MS)
        confirmed = load_people(vault).known
        button(shown, "Forget").click()
        qtbot.waitUntil(lambda: "Nobody yet." in all_words(shown), timeout=WAIT_MS)
        assert load_people(vault).known == ()
        button(shown, "Undo").click()
        qtbot.waitUntil(lambda: "✓ Code confirmed on" in all_words(shown), timeout=WAIT_MS)
        assert load_people(vault).known == confirmed


def test_an_authority_s_certificate_warns_that_it_vouches_for_others(qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office()
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        dialog = ConfirmCode(window, window.jobs, window.desk.library.vault, office.root)
        dialog.show()
        assert "everybody it vouches for counts as known" in all_words(dialog)
        assert certificate_code(office.root) not in all_words(dialog)  # it is to be heard, not copied
        dialog.close()


def test_a_request_goes_out_of_the_window_and_its_answer_comes_in(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        vault = window.desk.library.vault
        form = SigningForm(window.jobs, vault)
        qtbot.addWidget(form)
        dialog = IdentityDialog(window, window.jobs, vault, office=True)
        dialog.open()
        for edit, words in zip(dialog.findChildren(QLineEdit), ("Siân Llŷr", "Council"), strict=False):
            edit.setText(words)
        button(dialog, "Make the request").click()
        qtbot.waitUntil(lambda: "Your request" in all_words(dialog), timeout=WAIT_MS)
        dialog.save_certificate(str(tmp_path / "me.csr"))
        office = open_office()
        (tmp_path / "me.pem").write_bytes(pem(office.answer((tmp_path / "me.csr").read_bytes()), office.root))
        form.take_answer(str(tmp_path / "me.pem"))
        qtbot.waitUntil(lambda: form.identity is not None, timeout=WAIT_MS)
        assert form.identity.certificate.public_key() == (
            x509.load_pem_x509_csr((tmp_path / "me.csr").read_bytes()).public_key()
        )
        dialog.close()


def test_child_and_carer_make_marks_that_the_teacher_s_signature_seals(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        window.desk.library.vault.write_people(to_bytes(People((teacher(),), (contact_from(worker().anchor),))))
        window.plans.export()
        wizard = window.findChild(ExportWizard)
        wizard.findChild(FilesStep).put_in(str(tmp_path / "out"))
        button(wizard, "Next").click()
        button(wizard, "Next").click()
        form = wizard.findChild(SigningForm)
        qtbot.waitUntil(lambda: form.identity is not None, timeout=WAIT_MS)
        form.findChild(QCheckBox).setChecked(True)
        form.findChild(QLineEdit).setText(PASSPHRASE)
        child, carer = wizard.findChildren(MarkRow)
        for row in (child, carer):
            row.findChild(QCheckBox).setChecked(True)
        assert not button(wizard, "Make and sign").isEnabled()
        _draw(child.findChild(MarkPad))
        button(carer, "The name, typed, stands for it").click()
        carer.findChild(QLineEdit).setText("Ana Ŵilliams")
        button(wizard, "Make and sign").click()
        qtbot.waitUntil(lambda: wizard.findChild(DoneStep) is not None, timeout=60_000)
        for file in (tmp_path / "out").iterdir():
            verdict = verify_file(file)
            assert verdict.ok, verdict.lines()
            assert [mark.role for mark in verdict.marks] == ["child", "carer"]
            assert verdict.marks[1].name == "Ana Ŵilliams"
        session = window.desk.session
        assert [one.role for one in session.signings] == ["designated_teacher", "child", "carer"]
        words = window.plan_view.signed_bar.words()
        assert words.startswith("Signed by 3 of 5: ")
        assert "(carer, by a witnessed mark)" in words
        wizard.close()
        session.amend()
        assert not window.plan_view.signed_bar.isVisible()
        assert "the signatures of version 1 do not hold for it" in window.plan_view.amended_bar.words()


def test_a_plan_says_whose_text_was_signed_and_that_signatures_before_are_void() -> None:
    plan = session(line="kept", yes_no="yes", ticks="m1")
    assert signed_words(plan) == amended_words(plan) == ""
    right = snapshot_hash(plan.read())
    plan.sign(Signing("Ann Lee", "designated_teacher", "2026-11-22T10:00:00+00:00", right, "ab"))
    assert signed_words(plan).startswith("Signed by 1 of 5: Ann Lee on 22 November 2026 (designated teacher).")
    plan.sign(Signing("Sam Lee", "child", "2026-11-22T10:00:00+00:00", "0" * 64, ""))
    assert signed_words(plan).startswith("NOT THE TEXT THAT WAS SIGNED.")
    plan.amend()
    assert signed_words(plan) == ""
    assert "the signatures of version 1 do not hold" in amended_words(plan)
    again = Session(plan.read())  # from the record alone, as when it is opened again tomorrow
    assert amended_words(again) == amended_words(plan)
    for one in (plan, again):
        one.close()


def test_a_mark_is_drawn_black_on_white_fits_its_sheet_and_can_be_wiped(qtbot: QtBot) -> None:
    import io

    from PIL import Image

    pad = MarkPad("child")
    qtbot.addWidget(pad)
    pad.resize(300, 110)
    pad.show()
    assert pad.is_empty
    assert pad.picture() == b""
    _draw(pad)
    picture = Image.open(io.BytesIO(pad.picture()))
    assert picture.size == (720, 240)
    assert picture.getextrema() == (0, 255)
    border = [picture.getpixel((x, y)) for x in range(720) for y in (0, 239)]
    assert set(border) == {255}
    pad.wipe()
    assert pad.is_empty
