"""The screens without an open plan: first run, unlocking, home, and what their menus open. See tests/ui/stage.py."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from pepdesk import paths
from pepdesk.app.caseload import Group
from pepdesk.app.documents import sample_plan
from pepdesk.intake.pupils import read_pupils
from pepdesk.people.card import new_keys
from pepdesk.problem import StorageProblem
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from pepdesk.ui.documents.own_form_dialog import OwnFormDialog
from pepdesk.ui.documents.paper_dialog import PaperDialog
from pepdesk.ui.documents.question_picker import QuestionPicker
from pepdesk.ui.documents.sent_dialog import SentDialog
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.drafts.check_window import BackupWindow, CheckWindow
from pepdesk.ui.drafts.join_window import JoinWindow
from pepdesk.ui.drafts.old_plans import OldPlans
from pepdesk.ui.frame.about import AboutDialog, KeysDialog
from pepdesk.ui.frame.help_pages import HelpPage
from pepdesk.ui.home.new_plan_dialog import NewPlanDialog
from pepdesk.ui.home.next_term_dialog import NextTermDialog
from pepdesk.ui.home.pupils_dialog import PupilsDialog
from pepdesk.ui.parts.problem_box import CrashDialog
from pepdesk.ui.rules.pack_dialog import PackDialog
from pepdesk.ui.rules.school_dates_dialog import SchoolDatesDialog
from pepdesk.ui.signing.card_dialog import CardDialog
from pepdesk.ui.signing.confirm_code import ConfirmCode
from pepdesk.ui.signing.identity_dialog import IdentityDialog
from pepdesk.ui.signing.signers_window import SignersWindow
from pepdesk.ui.signing.verify_window import VerifyWindow
from pepdesk.ui.together.contact_dialogs import AddContact, ChangedKeyStop, CompareDigits
from pepdesk.ui.together.new_card_dialog import NewCardDialog
from pepdesk.ui.together.people_window import PeopleWindow
from pepdesk.ui.vault.another_vault_dialog import AnotherVaultDialog
from pepdesk.ui.vault.change_key_dialog import ChangeKeyDialog
from pepdesk.ui.vault.escrow_dialog import EscrowDialog
from pepdesk.ui.vault.passphrase_dialogs import ChangePassphraseDialog, RestoreDialog
from pepdesk.ui.vault.take_over_dialog import OwnCardDialog, TakeOverDialog
from tests.signing.samples import signed_pdf, worker
from tests.ui.desks import button
from tests.ui.stage import DAY, Ground, Stage, screen

SHIPPED = paths.resources_dir() / "own_forms"
PUPILS = b"Forename,Surname,DOB,House\nAda,Ng,1/3/2014,Red\nTom,Bell,2/4/2012,Blue\n"


def _opened(dialog: QWidget) -> QWidget:
    dialog.show()
    return dialog


# First run and unlocking ----------------------------------------------------------------------------------------------


def _first_page(stage: Stage, times: int) -> QWidget:
    stage.window.front.show_start()
    page = stage.window.page
    assert page is not None
    for _ in range(times):
        button(page, "Next").click()
    return stage.window


@screen("first run: how one reads", Ground.NEW)
def _(stage: Stage) -> QWidget:
    return _first_page(stage, 0)


@screen("first run: what one does", Ground.NEW)
def _(stage: Stage) -> QWidget:
    return _first_page(stage, 1)


@screen("first run: which authority", Ground.NEW)
def _(stage: Stage) -> QWidget:
    return _first_page(stage, 2)


@screen("first run: the passphrase", Ground.NEW)
def _(stage: Stage) -> QWidget:
    stage.settings.keep_first_run_over()
    stage.window.front.show_start()
    stage.afterwards(lambda: stage.settings.keep("first/over", 0))
    page = stage.window.page
    assert page is not None
    page.findChildren(QLineEdit)[0].setText("violet kettle")
    return stage.window


@screen("the recovery sheet", Ground.NEW)
def _(stage: Stage) -> QWidget:
    vault, sheet = create_vault(stage.folder / "another", "violet kettle Orkney badger lamp", cost=FLOOR)
    stage.window.front.show_sheet(vault, sheet)
    return stage.window


@screen("unlocking", Ground.LOCKED)
def _(stage: Stage) -> QWidget:
    stage.window.front.show_start()
    return stage.window


@screen("unlocking with a wrong passphrase", Ground.LOCKED)
def _(stage: Stage) -> QWidget:
    stage.window.front.show_start()
    stage.shown(QLineEdit).setText("not this one at all")
    page = stage.window.page
    assert page is not None
    button(page, "Unlock").click()
    stage.until(lambda: any(one.isEnabled() for one in page.findChildren(QLineEdit)), "for the answer")
    stage.says(page, "passphrase")
    return stage.window


@screen("restoring from the recovery sheet", Ground.LOCKED)
def _(stage: Stage) -> QWidget:
    stage.window.keys.restore()
    return stage.shown(RestoreDialog)


@screen("plans in another folder", Ground.LOCKED)
def _(stage: Stage) -> QWidget:
    return _opened(AnotherVaultDialog(stage.window))


# Home -----------------------------------------------------------------------------------------------------------------


@screen("home without a plan", Ground.EMPTY)
def _(stage: Stage) -> QWidget:
    return stage.window


@screen("my card and contacts, nobody yet", Ground.EMPTY)
def _(stage: Stage) -> QWidget:
    from pepdesk.people.people_file import People, to_bytes

    stage.vault.write_people(to_bytes(People()))
    dialog = PeopleWindow(stage.window, stage.jobs, stage.vault)
    dialog.show()
    stage.says(dialog, "Nobody yet")
    return dialog


@screen("home with plans", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return stage.window


@screen("home with notices", Ground.HOME)
def _(stage: Stage) -> QWidget:
    page = stage.window.page
    page.remind_of_sheet(True)  # type: ignore[union-attr]
    page.remind_of_old(2)  # type: ignore[union-attr]
    stage.afterwards(stage.window.list_again)
    return stage.window


@screen("home with a plan that was sent", Ground.HOME)
def _(stage: Stage) -> QWidget:
    page = stage.window.page
    page.filters._group.setCurrentIndex(len(Group))  # type: ignore[union-attr]
    stage.afterwards(page.filters.clear)  # type: ignore[union-attr]
    return stage.window


@screen("when it was sent", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.sent.ask_of(stage.window.page.list.draft_id)  # type: ignore[union-attr]
    return stage.shown(SentDialog)


@screen("when it was sent, a day to come", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.sent.ask_of(stage.window.page.list.draft_id)  # type: ignore[union-attr]
    dialog = stage.shown(SentDialog)
    dialog.findChildren(QLineEdit)[1].setText("30 September 2199")
    return dialog


@screen("a new plan", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.plans.new_plan()
    return stage.shown(NewPlanDialog)


@screen("a new plan without its answers", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.plans.new_plan()
    dialog = stage.shown(NewPlanDialog)
    button(dialog, "Start the plan").click()
    return dialog


@screen("a school's list of pupils", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = PupilsDialog(stage.window, stage.jobs, sample_plan("year_r_11", DAY).form)
    dialog.show()
    dialog._show(read_pupils(PUPILS, dialog._form))
    return dialog


@screen("next term's plan", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(NextTermDialog(stage.window, sample_plan("year_r_11", DAY)))


@screen("a blank sheet for the child's voice", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.plans.paper_sheet()
    return stage.shown(PaperDialog)


@screen("old and deleted plans", Ground.HOME)
def _(stage: Stage) -> QWidget:
    from pepdesk.app.deleting import delete

    delete(stage.library, stage.put(sample_plan("post_16", DAY)))
    stage.window.deleting.old_plans()
    dialog = stage.shown(OldPlans)
    stage.until(lambda: dialog._list.lines(), "for deleted plans")
    return dialog


@screen("a plan deleted, and how to undo it", Ground.HOME)
def _(stage: Stage) -> QWidget:
    gone = stage.library.entries()[0].draft_id
    stage.window.deleting.delete_of(gone)
    stage.until(lambda: gone not in [one.draft_id for one in stage.window.page.entries], "for the plan to go")
    return stage.window


@screen("the drafts checked", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.drafts.check()
    dialog = stage.shown(CheckWindow)
    stage.until(lambda: dialog._title.isVisible(), "for the check")
    return dialog


@screen("a backup made", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.drafts.back_up_in(str(stage.folder))
    dialog = stage.shown(BackupWindow)
    stage.until(lambda: dialog._title.isVisible(), "for the backup")
    return dialog


@screen("a backup being made", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = BackupWindow(stage.window, stage.jobs, stage.library, stage.folder)
    dialog.show()
    stage.until(lambda: dialog._title.isVisible(), "for the backup")
    dialog._title.hide()
    dialog._words.hide()
    dialog._waiting.start("The files are being copied, then read back…")
    dialog._waiting._show_now()
    return dialog


@screen("a damaged folder, told", Ground.HOME)
def _(stage: Stage) -> QWidget:
    advice = "Nothing was changed. Ask whoever looks after the computers whether the network drive is there."
    stage.window.refuse(StorageProblem("PepDesk could not read the folder with your plans.", advice))
    return stage.shown(QMessageBox)


@screen("a mistake of the program", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(CrashDialog("PepDesk 0\nTypeError in pepdesk/ui/home/home_page.py:80", stage.window))


@screen("about PepDesk", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(AboutDialog(stage.window))


@screen("the keys", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(KeysDialog(stage.window))


@screen("a page of Help", Ground.HOME)
def _(stage: Stage) -> QWidget:
    from pepdesk.ui.frame.help_pages import PAGES

    return _opened(HelpPage(PAGES[0][0], stage.window))


@screen("Help searched", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = HelpPage("", stage.window)
    dialog.show()
    dialog.findChildren(QLineEdit)[0].setText("sign")
    return dialog


# Rules and forms ------------------------------------------------------------------------------------------------------


@screen("installing an authority's rules", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(PackDialog(stage.window, stage.jobs))


@screen("the school's own dates", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(SchoolDatesDialog(stage.window))


def _own_form(stage: Stage) -> OwnFormDialog:
    dialog = OwnFormDialog(stage.window, stage.jobs, "england", "year_r_11")
    dialog.show()
    copy = stage.folder / "Council form.docx"
    copy.write_bytes((SHIPPED / "anyshire_tables.docx").read_bytes())
    dialog.read(str(copy))
    stage.until(lambda: dialog._found.isVisible(), "for the form's places")
    return dialog


@screen("an authority's own form, before one is chosen", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(OwnFormDialog(stage.window, stage.jobs))


@screen("an authority's own form", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _own_form(stage)


@screen("choosing the question for a place of an own form", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = _own_form(stage)
    dialog._table.setCurrentCell(0, 0)
    dialog._editor.choose()
    return stage.shown(QuestionPicker)


# Keys -----------------------------------------------------------------------------------------------------------------


@screen("another passphrase", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(ChangePassphraseDialog(stage.window, stage.jobs, stage.vault))


@screen("another key for everything", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(ChangeKeyDialog(stage.window, stage.jobs, stage.vault))


@screen("the school's way in", Ground.HOME)
def _(stage: Stage) -> QWidget:
    from pepdesk.people.escrow_card import card_of_key, new_private_key, write_card

    file = stage.folder / "lead.pepcard"
    file.write_text(write_card(card_of_key(new_private_key(), "Data Lead", "Elm Trust")), "utf-8")
    dialog = EscrowDialog(stage.window, stage.jobs, stage.vault)
    dialog.show()
    dialog.take_file(str(file))
    return dialog


@screen("the data lead's own card", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(OwnCardDialog(stage.window, stage.jobs, stage.vault))


@screen("taking over a leaver's plans", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(TakeOverDialog(stage.window, stage.jobs, stage.vault, stage.folder))


@screen("the question before a new recovery sheet", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.keys.new_sheet()
    return stage.shown(QMessageBox)


# People and signatures ------------------------------------------------------------------------------------------------


@screen("my card and contacts", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = PeopleWindow(stage.window, stage.jobs, stage.vault)
    dialog.show()
    stage.says(dialog, "Verified")
    return dialog


@screen("making my card", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(NewCardDialog(stage.window, stage.jobs, stage.vault))


@screen("adding a colleague's card", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(AddContact(stage.window, stage.jobs, stage.vault))


@screen("a card that is none, refused", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = AddContact(stage.window, stage.jobs, stage.vault)
    dialog.show()
    stage.shown(QPlainTextEdit).setPlainText("not a card")
    button(dialog, "Add").click()
    return dialog


@screen("comparing the digits of a card", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(CompareDigits(stage.window, stage.jobs, stage.vault, stage.sam.card, stage.own.card))


@screen("the stop when a card's key changed", Ground.HOME)
def _(stage: Stage) -> QWidget:
    one = stage.sam.card
    other = new_keys(one.name, one.role, one.organisation, made=DAY)
    return _opened(ChangedKeyStop(stage.window, stage.jobs, stage.vault, other.card))


@screen("known signers", Ground.HOME)
def _(stage: Stage) -> QWidget:
    dialog = SignersWindow(stage.window, stage.jobs, stage.vault)
    dialog.show()
    stage.says(dialog, "not compared")
    return dialog


@screen("comparing the digits of a signer", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(ConfirmCode(stage.window, stage.jobs, stage.vault, worker().anchor))


@screen("making an identity to sign with", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(IdentityDialog(stage.window, stage.jobs, stage.vault))


@screen("taking an identity from a file", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(IdentityDialog(stage.window, stage.jobs, stage.vault, Path("own.p12")))


@screen("asking the office for a certificate", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(IdentityDialog(stage.window, stage.jobs, stage.vault, office=True))


@screen("signing with a smart card", Ground.HOME)
def _(stage: Stage) -> QWidget:
    return _opened(CardDialog(stage.window, stage.jobs))


@screen("signing a file", Ground.HOME)
def _(stage: Stage) -> QWidget:
    (file := stage.folder / "plan.pdf").write_bytes(signed_pdf())
    stage.window.plans.sign_file()
    dialog = stage.shown(SignDialog)
    dialog.take_files([str(file)])
    return dialog


@screen("checking signatures, before a file is chosen", Ground.HOME)
def _(stage: Stage) -> QWidget:
    stage.window.plans.verify_files()
    return stage.shown(VerifyWindow)


@screen("checking signatures, with verdicts", Ground.HOME)
def _(stage: Stage) -> QWidget:
    data = signed_pdf()
    (good := stage.folder / "plan.pdf").write_bytes(data)
    (spoilt := stage.folder / "changed.pdf").write_bytes(data[:-400] + b"\n% another end")
    stage.window.plans.verify_files()
    dialog = stage.shown(VerifyWindow)
    dialog.check([str(good), str(spoilt)])
    stage.says(dialog, "Sound.")
    return dialog


# Two versions ---------------------------------------------------------------------------------------------------------


@screen("home with two versions of a plan", Ground.TWO)
def _(stage: Stage) -> QWidget:
    return stage.window


@screen("two versions joined", Ground.TWO)
def _(stage: Stage) -> QWidget:
    stage.window.drafts.join_of(stage.library.entries()[0].draft_id)
    dialog = stage.shown(JoinWindow)
    stage.until(dialog.choices, "for both versions")
    return dialog
