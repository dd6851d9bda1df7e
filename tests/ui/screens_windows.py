"""The windows over an open plan: export, forms, preview, history, rules, and the two people. See tests/ui/stage.py."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from pepdesk.app.forms_to_fill import FormOrder, make_form
from pepdesk.app.handover import where_it_stands
from pepdesk.form.address import Address
from pepdesk.handover.package import seal_package
from pepdesk.handover.said import writer_of
from pepdesk.handover.sections import sections
from pepdesk.handover.sending import make_package
from pepdesk.people.card_book import CardBook, CardContact
from pepdesk.record.answers import Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import read_record, write_record
from pepdesk.ui.documents.export_steps import DoneStep, FilesStep
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.documents.form_dialog import FormDialog
from pepdesk.ui.documents.preview_page import PreviewPage
from pepdesk.ui.documents.preview_window import PreviewWindow
from pepdesk.ui.documents.review_window import ReviewWindow
from pepdesk.ui.drafts.history_window import HistoryWindow
from pepdesk.ui.parts.message_text import MessageWindow
from pepdesk.ui.rules.rules_dialog import RulesDialog
from pepdesk.ui.together.choices_window import ChoicesWindow
from pepdesk.ui.together.hand_over_window import HandOverWindow
from pepdesk.ui.together.hands_dialog import HandsDialog
from pepdesk.ui.together.merge_window import MergeWindow
from pepdesk.ui.together.receive_window import ReceiveWindow
from pepdesk.ui.together.return_dialog import ReturnDialog
from tests.handover.people import Person, person
from tests.ui.desks import all_words, button
from tests.ui.pseudo import english
from tests.ui.stage import DAY, Ground, Stage, screen

CLUBS, CARE = Address("strengths", "clubs"), Address("care", "life_story")


# Documents ------------------------------------------------------------------------------------------------------------


def _wizard(stage: Stage, steps: int) -> ExportWizard:
    stage.window.plans.export()
    wizard = stage.shown(ExportWizard)
    wizard.findChildren(FilesStep)[0].put_in(str(stage.folder / "out"))
    for _ in range(steps):
        button(wizard, "Next").click()
    return wizard


@screen("export, what is needed", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    return _wizard(stage, 0)


@screen("export, what is needed, with open questions", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.session.set_answer(Address("child", "first_language"), None)
    stage.afterwards(stage.session.undo)
    return _wizard(stage, 0)


@screen("export, a copy for one reader", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    wizard = _wizard(stage, 0)
    next(one for one in wizard.findChildren(QRadioButton) if "copy" in english(one.text()).lower()).click()
    stage.until(lambda: wizard._what.is_ready, "for what is left out")
    return wizard


@screen("export, which files", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    return _wizard(stage, 1)


@screen("export, signing", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    wizard = _wizard(stage, 2)
    stage.until(lambda: wizard._signing is not None and wizard._signing.identity is not None, "for the identity")
    return wizard


@screen("export, signing with the child's mark", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    wizard = _wizard(stage, 2)
    stage.until(lambda: wizard._signing is not None and wizard._signing.identity is not None, "for the identity")
    wizard._marks.findChildren(QCheckBox)[0].setChecked(True)
    return wizard


@screen("export, done", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    wizard = _wizard(stage, 2)
    wizard._unsigned.setChecked(True)
    button(wizard, "Make the documents").click()
    stage.shown(DoneStep)
    return wizard


@screen("a form to fill in", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.forms.form_to_fill()
    return stage.shown(FormDialog)


def _filled(stage: Stage) -> Path:
    record = read_record(stage.session.snapshot())
    other = read_record(stage.session.snapshot())
    other.answers[CLUBS] = Value("Chess on Thursdays, and swimming since October")
    other.answers[Address("notes", "discussion")] = Value("Maths moves before lunch")
    path = stage.folder / "filled.docx"
    path.write_bytes(make_form(FormOrder(record.form, record.authority, None, other), datetime.now(UTC), word=True))
    return path


@screen("a filled form looked through", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.forms.read_file(str(_filled(stage)))
    dialog = stage.shown(ReviewWindow)
    stage.says(dialog, "not understood;")
    return dialog


@screen("a filled form that is none", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    (file := stage.folder / "letter.docx").write_bytes(b"not a form")
    stage.window.forms.read_file(str(file))
    dialog = stage.shown(ReviewWindow)
    stage.until(lambda: "cannot be" in all_words(dialog) or "no " in all_words(dialog), "for the refusal")
    return dialog


@screen("how it looks on paper", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.plans.preview()
    dialog = stage.shown(PreviewWindow)
    page = stage.shown(PreviewPage)
    stage.until(lambda: not page._label.pixmap().isNull(), "for the first page")
    return dialog


@screen("the rules of the plan", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.rules.show_rules()
    return stage.shown(RulesDialog)


@screen("the history of a plan", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    for words in ("Room 4", "Room 5"):
        stage.session.set_answer(Address("meeting", "venue"), Value(words))
        stage.session.end_burst()
        stage.window.desk.save_now()
        stage.until(lambda: stage.window.desk.is_clean, "for the save")
    stage.window.drafts.history()
    dialog = stage.shown(HistoryWindow)
    stage.says(dialog, "difference")
    return dialog


# The two people -------------------------------------------------------------------------------------------------------


def _package(stage: Stage, other: Person, name: str) -> str:
    """What somebody elsewhere makes of their copy for the teacher."""
    other.clock = max(other.clock, time.time_ns() // 1_000_000) + 1000
    writes = writer_of(other.book, other.ledger, other.card)
    package, ledger = make_package(
        other.plan, other.ledger, other.own, [stage.own.card], sections(other.plan.form), other.clock,
        writes=writes, read=lambda _digest: None, note="Please look at the clubs.",
    )  # fmt: skip
    other.keep(ledger)
    (file := stage.folder / name).write_bytes(seal_package(package, other.own, [stage.own.card])[0])
    return str(file)


def _handed_over(stage: Stage) -> HandOverWindow:
    """The whole plan to Sam, who takes it in."""
    file = stage.folder / f"to-sam-{time.monotonic_ns()}.pepx"
    stage.window.together.hand_over()
    sheet = stage.shown(HandOverWindow)
    sheet.write_to(str(file))
    stage.until(button(sheet, "Hand over").isEnabled, "to be able to hand over")
    button(sheet, "Hand over").click()
    stage.says(sheet, "The package is ready")
    stage.sam.take(file.read_bytes())
    return sheet


def _package_from_sam(stage: Stage) -> None:
    _handed_over(stage).close()
    stage.session.set_answer(CLUBS, Value("Chess"))
    stage.sam.plan.apply(SetAnswer(CLUBS, Value("Swimming")))
    stage.sam.plan.apply(SetAnswer(CARE, Value("In January")))
    stage.window.together.receive(_package(stage, stage.sam, f"from-sam-{time.monotonic_ns()}.pepx"))


@screen("handing over", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.together.hand_over()
    sheet = stage.shown(HandOverWindow)
    stage.until(lambda: "Sam Worker" in all_words(sheet), "for the contacts")
    return sheet


@screen("handed over", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    return _handed_over(stage)


@screen("a package taken in", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _package_from_sam(stage)
    sheet = stage.shown(ReceiveWindow)
    stage.until(lambda: button(sheet, "Take in").isVisible(), "for the package")
    return sheet


@screen("a package from a stranger", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _handed_over(stage).close()
    pat = person("Pat Stranger", "social_worker", "Elsewhere")
    pat.book = CardBook((pat.own,), (CardContact(stage.own.card, DAY.isoformat()),))
    pat.record = stage.sam.record
    stage.window.together.receive(_package(stage, pat, "stranger.pepx"))
    sheet = stage.shown(ReceiveWindow)
    stage.says(sheet, "Unknown")
    return sheet


def _two_versions(stage: Stage) -> None:
    """An answer of which a package brought another version."""
    if where_it_stands(stage.session.read(), stage.session.assessment).to_choose:
        return
    _package_from_sam(stage)
    sheet = stage.shown(ReceiveWindow)
    stage.until(lambda: button(sheet, "Take in").isVisible(), "for the package")
    button(sheet, "Take in").click()
    stage.says(sheet, "Taken in")
    sheet.close()


@screen("choosing between two versions of an answer", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _two_versions(stage)
    stage.window.together.choose()
    dialog = stage.shown(ChoicesWindow)
    stage.says(dialog, "not chosen yet")
    return dialog


@screen("a page while an answer has two versions", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _two_versions(stage)
    stage.view.show_tab("strengths")
    stage.until(lambda: "two versions" in all_words(stage.view), "for the bar")
    return stage.window


@screen("a conflicted copy merged", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    copy = stage.session.read()
    copy.apply(SetAnswer(CARE, Value("From the laptop")))
    for name in ("plan-LAPTOP7.json", "plan.json"):
        (stage.folder / name).write_bytes(write_record(copy))
    stage.window.together.merge(str(stage.folder / "plan-LAPTOP7.json"))
    sheet = stage.shown(MergeWindow)
    stage.says(sheet, "still to be chosen")
    return sheet


@screen("a change of hands", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.together.change_hands()
    return stage.shown(HandsDialog)


@screen("a plan returned for amendment", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    dialog = ReturnDialog(stage.window, stage.session.form)
    dialog.show()
    return dialog


@screen("a reminder to copy", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    dialog = MessageWindow(stage.window, "A reminder", "Copy it into an e-mail.", "Hello Sam\n\nTwo answers are open.")
    dialog.show()
    return dialog
