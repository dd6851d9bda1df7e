"""From an open plan to signed files, over the second signature, to the verdict."""

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.export.outline import no_pictures
from pepdesk.form.address import Address
from pepdesk.people.identity import make_identity
from pepdesk.people.people_file import People, to_bytes
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.values import long_date
from pepdesk.signing.verify import verify_file
from pepdesk.ui.documents.export_audience import AudienceChoice
from pepdesk.ui.documents.export_steps import DoneStep, FilesStep, WhatStep
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.documents.export_work import Order, carry_out, free_paths, warning_about
from pepdesk.ui.documents.sent_dialog import SentDialog
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.ui.signing.signing_form import SigningForm
from pepdesk.ui.signing.verify_window import VerifyWindow
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, let_go, start_sample, unlocked_window

TEACHER = make_identity("Siân Ŵyn-Prosser", "designated_teacher", "Ysgol Glan Gwy")
WORKER = make_identity("Olu Adébáyọ̀", "social_worker", "Northfold Council")


def _keep(window: MainWindow, *own: object) -> None:
    window.desk.library.vault.write_people(to_bytes(People(own)))


def _fill_in(qtbot: QtBot, dialog: QWidget) -> None:
    """Agree and give the passphrase."""
    form = dialog.findChild(SigningForm)
    qtbot.waitUntil(lambda: form.identity is not None, timeout=WAIT_MS)
    form.findChild(QCheckBox).setChecked(True)
    form.findChild(QLineEdit).setText(PASSPHRASE)


def _say_it_was_sent(qtbot: QtBot, dialog: QWidget) -> None:
    """Note at the end of ``dialog`` that the plan was sent today."""
    button(dialog, "I have sent it…").click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(SentDialog)), timeout=WAIT_MS)
    button(dialog.findChildren(SentDialog)[0], "Note it").click()
    assert f"✓ Sent to the virtual school on {long_date(date.today().isoformat())}." in all_words(dialog)
    assert not button(dialog, "I have sent it…").isVisible()


def _wizard(window: MainWindow, folder: Path) -> ExportWizard:
    window.plans.export()
    wizard = window.findChild(ExportWizard)
    wizard.findChild(FilesStep).put_in(str(folder))
    return wizard


def test_the_wizard_writes_signed_files_that_hold_and_closes_the_version(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        _keep(window, TEACHER)
        wizard = _wizard(window, tmp_path / "out")
        button(wizard, "Next").click()
        button(wizard, "Next").click()
        assert not button(wizard, "Make and sign").isEnabled()
        _fill_in(qtbot, wizard)
        button(wizard, "Make and sign").click()
        qtbot.waitUntil(lambda: wizard.findChild(DoneStep) is not None, timeout=60_000)
        files = sorted((tmp_path / "out").iterdir())
        assert [file.suffix for file in files] == [".docx", ".pdf"]
        for file in files:
            verdict = verify_file(file)
            assert verdict.ok, verdict.lines()
            assert [signer.role for signer in verdict.signers] == ["designated_teacher"]
        session = window.desk.session
        assert session.is_frozen
        assert session.signings[0].name == "Siân Ŵyn-Prosser"
        assert PASSPHRASE not in all_words(wizard)
        signed = snapshot_hash(session.read())
        _say_it_was_sent(qtbot, wizard)
        assert snapshot_hash(session.read()) == signed == session.signings[0].snapshot
        qtbot.waitUntil(lambda: window.desk.is_clean, timeout=WAIT_MS)
        assert window.desk.library.entries()[0].card.sent_to == "the virtual school"


def test_a_plan_signed_in_its_file_can_be_noted_as_sent_there_once_it_remembers_the_signature(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = start_sample(qtbot, window)
        _keep(window, TEACHER)
        made = carry_out(Order(record, datetime.now(UTC), True, True, False, tmp_path, no_pictures, None))
        window.plans.sign_file()
        dialog = window.findChild(SignDialog)
        assert not button(dialog, "I have sent it…").isVisible()
        dialog.take_files([str(path) for path in made.files])
        _fill_in(qtbot, dialog)
        button(dialog, "Sign").click()
        qtbot.waitUntil(button(dialog, "I have sent it…").isVisible, timeout=60_000)
        assert window.desk.session.is_frozen
        _say_it_was_sent(qtbot, dialog)


def test_an_export_that_is_stopped_writes_and_signs_nothing_and_can_be_made_after_all(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        _keep(window, TEACHER)
        wizard = _wizard(window, tmp_path / "out")
        button(wizard, "Next").click()
        button(wizard, "Next").click()
        _fill_in(qtbot, wizard)
        button(wizard, "Make and sign").click()
        (waiting,) = wizard.findChildren(Waiting)
        qtbot.waitUntil(waiting.isVisible, timeout=WAIT_MS)
        button(waiting, "Stop").click()
        assert not button(wizard, "Make and sign").isEnabled(), "it may have come too far to be stopped"
        qtbot.waitUntil(lambda: "Stopped. No document was written." in all_words(wizard), timeout=WAIT_MS)
        assert not (tmp_path / "out").exists()
        assert not window.desk.session.is_frozen
        _fill_in(qtbot, wizard)
        button(wizard, "Make and sign").click()
        qtbot.waitUntil(lambda: wizard.findChild(DoneStep) is not None, timeout=60_000)
        assert window.desk.session.is_frozen


def test_a_wrong_passphrase_signs_and_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        _keep(window, TEACHER)
        wizard = _wizard(window, tmp_path / "out")
        button(wizard, "Next").click()
        button(wizard, "Next").click()
        _fill_in(qtbot, wizard)
        wizard.findChild(SigningForm).findChild(QLineEdit).setText("something else altogether")
        button(wizard, "Make and sign").click()
        qtbot.waitUntil(lambda: "does not fit" in all_words(wizard), timeout=WAIT_MS)
        assert not (tmp_path / "out").exists()
        assert not window.desk.session.is_frozen


def test_a_plan_with_gaps_is_exported_as_a_draft_and_the_gap_can_be_gone_to(qtbot: QtBot, tmp_path: Path) -> None:
    gap = Address("meeting", "date")
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        window.desk.session.set_answer(gap, None)
        wizard = _wizard(window, tmp_path / "out")
        step = wizard.findChild(WhatStep)
        assert step.is_draft
        assert not button(step, "The final plan, to be signed").isEnabled()
        with qtbot.waitSignal(wizard.go_wanted, timeout=WAIT_MS) as went:
            button(step, "Go to this question").click()
        assert went.args[0].address == gap
        let_go()

        wizard = _wizard(window, tmp_path / "out")
        button(wizard, "Next").click()
        button(wizard, "Make the documents").click()
        qtbot.waitUntil(lambda: wizard.findChild(DoneStep) is not None, timeout=60_000)
        assert not window.desk.session.is_frozen
        assert [verify_file(file).signers for file in (tmp_path / "out").iterdir()] == [(), ()]


def test_a_second_signer_adds_to_the_same_files_and_the_verdict_names_both(qtbot: QtBot, tmp_path: Path) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    made = carry_out(Order(record, datetime.now(UTC), True, True, False, tmp_path, no_pictures, TEACHER))
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        _keep(window, WORKER)
        window.plans.sign_file()
        dialog = window.findChild(SignDialog)
        dialog.take_files([str(path) for path in made.files])
        _fill_in(qtbot, dialog)
        button(dialog, "Sign").click()
        qtbot.waitUntil(lambda: "signed and checked" in all_words(dialog), timeout=60_000)
        dialog.close()

        window.plans.verify_files()
        shown = window.findChild(VerifyWindow)
        shown.check([str(path) for path in made.files])
        qtbot.waitUntil(lambda: all_words(shown).count("✓ Sound. 2 signatures") == 2, timeout=WAIT_MS)
        assert "Siân Ŵyn-Prosser" in all_words(shown)
        assert "This is your own signature." in all_words(shown)
        assert all(isinstance(one, QDialog) for one in (dialog, shown))


def test_signing_and_checking_several_files_stop_between_two_and_say_which_are_done(
    qtbot: QtBot, tmp_path: Path
) -> None:
    record = sample_plan("year_r_11", date(2026, 11, 22))
    made = carry_out(Order(record, datetime.now(UTC), True, True, False, tmp_path, no_pictures, TEACHER))
    before = made.files[1].read_bytes()
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        _keep(window, WORKER)
        window.plans.sign_file()
        dialog = window.findChild(SignDialog)
        dialog.take_files([str(path) for path in made.files])
        _fill_in(qtbot, dialog)
        button(dialog, "Sign").click()
        (waiting,) = dialog.findChildren(Waiting)
        qtbot.waitUntil(lambda: waiting.words.startswith("Signing"), timeout=WAIT_MS)
        with qtbot.waitSignal(dialog.signed, timeout=60_000) as told:
            button(waiting, "Stop").click()
        assert told.args[1] == made.files[:1]
        assert "Stopped. Signed: 1 of 2 files." in all_words(dialog)
        assert len(verify_file(made.files[0]).signers) == 2
        assert made.files[1].read_bytes() == before
        dialog.close()
        window.plans.verify_files()
        shown = window.findChild(VerifyWindow)
        shown.check([str(made.files[1])] * 3)
        button(shown.findChild(Waiting), "Stop").click()
        qtbot.waitUntil(lambda: "Stopped. Not checked: 2 of 3 files." in all_words(shown), timeout=WAIT_MS)
        assert all_words(shown).count("✓ Sound.") == 1


def test_an_export_never_takes_the_name_of_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"signed by others")
    paths = free_paths(tmp_path, ("plan.pdf", "plan.docx"))
    assert [path.name for path in paths] == ["plan (2).pdf", "plan (2).docx"]


def test_a_folder_that_is_copied_elsewhere_is_warned_about() -> None:
    assert "OneDrive" in warning_about(Path("C:/Users/x/OneDrive - School/PEPs"))
    assert "memory stick" in warning_about(Path("/media/x/STICK"))
    assert warning_about(Path("/home/x/Documents")) == ""


def test_a_copy_for_the_carer_shows_first_what_it_leaves_out_and_is_never_signed(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        wizard = _wizard(window, tmp_path / "out")
        button(wizard, "A copy for one reader, without what they should not see").click()
        choice = wizard.findChild(AudienceChoice)
        assert not button(wizard, "Next").isEnabled()
        readers = choice.findChild(QComboBox)
        readers.setCurrentIndex(readers.findText("Carer"))
        qtbot.waitUntil(lambda: choice.is_ready, timeout=WAIT_MS)
        lines = [one.text(0) for one in choice.findChild(WrappedTree).lines()]
        assert "Care: Legal status\nThe form keeps it from the carer." in lines
        assert button(wizard, "Next").isEnabled()
        button(wizard, "Next").click()
        assert any("carer_copy" in one.text() for one in wizard.findChild(FilesStep).findChildren(QLabel))
        button(wizard, "Make the documents").click()
        qtbot.waitUntil(lambda: wizard.findChild(DoneStep) is not None, timeout=60_000)
        assert all("carer_copy" in file.name for file in (tmp_path / "out").iterdir())
        assert not window.desk.session.is_frozen
