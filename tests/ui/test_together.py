"""The windows about two people and one plan: what must be read, what must be typed, what is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QListWidget, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk.app.contact_cards import add_card, load_cards, verify_card
from pepdesk.app.handover import where_it_stands
from pepdesk.app.turns import turn_word
from pepdesk.form.address import Address
from pepdesk.form.model import Audience
from pepdesk.handover.hands import delegations
from pepdesk.handover.ledger import ledger_of
from pepdesk.handover.package import open_package, seal_package
from pepdesk.handover.said import writer_of
from pepdesk.handover.sections import sections
from pepdesk.handover.sending import make_package
from pepdesk.people.card import OwnCard, new_keys, write_card
from pepdesk.people.card_book import CardBook, CardContact, Known
from pepdesk.people.people_file import People, to_bytes
from pepdesk.record.answers import Value, text_of
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import write_record
from pepdesk.storage.vault import Vault
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.message_text import MessageWindow
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.ui.plan.feedback import feedback_on, write_feedback
from pepdesk.ui.start import read_words
from pepdesk.ui.together.choices_window import ChoicesWindow
from pepdesk.ui.together.contact_dialogs import AddContact, ChangedKeyStop, CompareDigits
from pepdesk.ui.together.hand_over_window import HandOverWindow
from pepdesk.ui.together.hands_dialog import HandsDialog
from pepdesk.ui.together.merge_window import MergeWindow
from pepdesk.ui.together.people_window import PeopleWindow
from pepdesk.ui.together.receive_window import ReceiveWindow
from tests.handover.people import Person, person
from tests.ui.desks import WAIT_MS, all_words, button, start_sample, unlocked_window

DAY = date(2026, 11, 22)
CLUBS, CARE = Address("strengths", "clubs"), Address("care", "life_story")


@dataclass
class Room:
    """A teacher's window with the sample plan open, and a social worker elsewhere."""

    window: MainWindow
    vault: Vault
    own: OwnCard
    sam: Person

    def shown(self, qtbot: QtBot, kind: type[QDialog]) -> QDialog:
        """The dialog of that kind, once it is up."""
        found: list[QDialog] = []

        def there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        qtbot.waitUntil(there, timeout=WAIT_MS)
        return found[-1]

    def answer(self, address: Address) -> str:
        session = self.window.desk.session
        assert session is not None
        return text_of(session.answer(address))

    def package_of(self, other: Person, file: Path) -> str:
        """What somebody elsewhere makes of their copy for the teacher."""
        other.clock = max(other.clock, time.time_ns() // 1_000_000) + 1000
        writes = writer_of(other.book, other.ledger, other.card)
        package, ledger = make_package(
            other.plan, other.ledger, other.own, [self.own.card], sections(other.plan.form), other.clock,
            writes=writes, read=lambda _digest: None, note="Please look at the clubs.",
        )  # fmt: skip
        other.keep(ledger)
        file.write_bytes(seal_package(package, other.own, [self.own.card])[0])
        return str(file)


@contextmanager
def room(qtbot: QtBot, folder: Path, *, verified: bool = True) -> Iterator[Room]:
    with unlocked_window(qtbot, folder / "vault") as window:
        assert window.desk.library is not None
        vault = window.desk.library.vault
        own = person("Dana Teacher", "designated_teacher", "Oak School").own
        vault.write_people(to_bytes(People(cards=CardBook((own,)))))
        sam = person("Sam Worker", "social_worker", "Council")
        sam.book = replace(sam.book, others=(CardContact(own.card, DAY.isoformat()),))
        add_card(vault, write_card(sam.card))
        if verified:
            verify_card(vault, sam.card.id, sam.card.code, DAY)
        start_sample(qtbot, window)
        yield Room(window, vault, own, sam)


def hand_over(qtbot: QtBot, desk: Room, file: Path) -> None:
    """The whole plan to Sam, who takes it in."""
    desk.window.together.hand_over()
    sheet = desk.shown(qtbot, HandOverWindow)
    sheet.write_to(str(file))
    qtbot.waitUntil(button(sheet, "Hand over").isEnabled, timeout=WAIT_MS)
    button(sheet, "Hand over").click()
    qtbot.waitUntil(file.is_file, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "The package is ready" in all_words(sheet), timeout=WAIT_MS)
    sheet.close()
    desk.sam.take(file.read_bytes())


def test_what_goes_along_is_said_and_what_the_plan_remembers_is_on_the_disk_before_the_file_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with room(qtbot, tmp_path) as desk:
        order: list[str] = []
        file = tmp_path / "OneDrive" / "to-sam.pepx"
        desk.window.desk.saved.connect(lambda _when: order.append("file" if file.exists() else "saved"))
        desk.window.together.hand_over()
        sheet = desk.shown(qtbot, HandOverWindow)
        sheet.write_to(str(file))
        qtbot.waitUntil(button(sheet, "Hand over").isEnabled, timeout=WAIT_MS)
        words = all_words(sheet)
        assert "That does no harm: the package is sealed." in words
        assert "Goes along:" in words
        assert "not compared the digits" not in words
        button(sheet, "Hand over").click()
        qtbot.waitUntil(lambda: "The package is ready" in all_words(sheet), timeout=WAIT_MS)
        assert order == ["saved"]
        library = desk.window.desk.library
        assert library is not None
        kept = library.open(desk.window.desk.last_draft).record
        package = open_package(file.read_bytes(), [desk.sam.own])
        assert ledger_of(kept).sent[-1].number == package.number
        assert {one.section for one in package.sections} == {
            one for one, part in ledger_of(kept).parts.items() if part.head is not None
        }
        assert any("Hello Sam Worker" in one.toPlainText() for one in sheet.findChildren(QPlainTextEdit))
        sheet.close()


def test_somebody_not_verified_gets_a_package_only_with_a_typed_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, verified=False) as desk:
        file = tmp_path / "out.pepx"
        desk.window.together.hand_over()
        sheet = desk.shown(qtbot, HandOverWindow)
        sheet.write_to(str(file))
        qtbot.waitUntil(lambda: "not compared the digits" in all_words(sheet), timeout=WAIT_MS)
        assert not button(sheet, "Hand over").isEnabled()
        reason = next(one for one in sheet.findChildren(QLineEdit) if "without comparing" in one.accessibleName())
        QTest.keyClicks(reason, "No telephone until Monday")
        assert button(sheet, "Hand over").isEnabled()
        button(sheet, "Hand over").click()
        qtbot.waitUntil(file.is_file, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: "The package is ready" in all_words(sheet), timeout=WAIT_MS)
        session = desk.window.desk.session
        assert session is not None
        assert ledger_of(session.read()).sent[-1].reason == "No telephone until Monday"
        sheet.close()


def test_a_removed_card_comes_back_by_undo_as_far_checked_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        desk.window.together.people()
        people = desk.shown(qtbot, PeopleWindow)
        qtbot.waitUntil(lambda: "✓ Verified on 22 November 2026" in all_words(people), timeout=WAIT_MS)
        button(people, "Remove").click()
        qtbot.waitUntil(lambda: "Nobody yet." in all_words(people), timeout=WAIT_MS)
        assert load_cards(desk.vault).known(desk.sam.card.id) is Known.UNKNOWN
        assert "is removed" in all_words(people)
        button(people, "Undo").click()
        qtbot.waitUntil(lambda: "✓ Verified on 22 November 2026" in all_words(people), timeout=WAIT_MS)
        assert load_cards(desk.vault).known(desk.sam.card.id) is Known.VERIFIED
        people.close()


def test_a_changed_key_is_a_stop_that_only_the_new_digits_and_a_spoken_word_pass(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        one = desk.sam.card
        other = new_keys(one.name, one.role, one.organisation, made=DAY)  # a new computer, or somebody else
        desk.window.together.people()
        people = desk.shown(qtbot, PeopleWindow)
        qtbot.waitUntil(lambda: "✓ Verified on 22 November 2026" in all_words(people), timeout=WAIT_MS)
        people.add()
        dialog = desk.shown(qtbot, AddContact)
        dialog.findChild(QPlainTextEdit).setPlainText(write_card(other.card))
        button(dialog, "Add").click()
        stop = desk.shown(qtbot, ChangedKeyStop)
        assert "Stop and read this" in all_words(stop)
        replace_it, digits = button(stop, "Replace the card I know"), stop.findChild(QLineEdit)
        digits.setText(other.card.code)
        assert not replace_it.isEnabled()
        stop.findChild(QCheckBox).setChecked(True)
        digits.setText(desk.sam.card.code)
        replace_it.click()
        qtbot.waitUntil(lambda: "not the thirty digits of the new card" in all_words(stop), timeout=WAIT_MS)
        assert load_cards(desk.vault).known(desk.sam.card.id) is Known.VERIFIED
        assert load_cards(desk.vault).known(other.card.id) is Known.UNKNOWN
        digits.setText(other.card.code)
        replace_it.click()
        qtbot.waitUntil(lambda: load_cards(desk.vault).known(other.card.id) is Known.VERIFIED, timeout=WAIT_MS)
        assert load_cards(desk.vault).known(desk.sam.card.id) is Known.UNKNOWN
        for one in desk.window.findChildren(QDialog):
            one.close()


def test_a_package_shows_its_sender_joins_asks_and_is_one_step_and_choices_wait(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        hand_over(qtbot, desk, tmp_path / "1.pepx")
        session, view = desk.window.desk.session, desk.window.plan_view
        assert session is not None
        assert view is not None
        session.set_answer(CLUBS, Value("Chess"))
        desk.sam.plan.apply(SetAnswer(CLUBS, Value("Swimming")))
        desk.sam.plan.apply(SetAnswer(CARE, Value("In January")))
        before = write_record(session.read())
        desk.window.together.receive(desk.package_of(desk.sam, tmp_path / "2.pepx"))
        sheet = desk.shown(qtbot, ReceiveWindow)
        qtbot.waitUntil(lambda: button(sheet, "Take in").isVisible(), timeout=WAIT_MS)
        words = all_words(sheet)
        assert "From Sam Worker, Social worker, Council" in words
        assert "✓ Verified" in words
        assert "Please look at the clubs." in words
        assert write_record(session.read()) == before  # looking changes nothing
        button(sheet, "Take in").click()
        qtbot.waitUntil(lambda: "Taken in, as one step" in all_words(sheet), timeout=WAIT_MS)
        assert (desk.answer(CARE), desk.answer(CLUBS)) == ("In January", "Chess")
        sheet.close()
        session.undo()
        assert desk.answer(CARE) != "In January"
        session.redo()
        qtbot.waitUntil(lambda: "One answer has two versions" in all_words(view), timeout=WAIT_MS)
        view.show_overview()
        qtbot.waitUntil(lambda: "One answer has two versions: choose one." in all_words(view.overview), timeout=WAIT_MS)
        desk.window.together.choose()
        choices = desk.shown(qtbot, ChoicesWindow)
        qtbot.waitUntil(lambda: "not chosen yet" in all_words(choices), timeout=WAIT_MS)
        button(choices, "Take theirs").click()
        button(choices, "Settle").click()
        qtbot.waitUntil(lambda: desk.answer(CLUBS) == "Swimming", timeout=WAIT_MS)
        assert where_it_stands(session.read(), session.assessment).to_choose == 0


def test_a_stranger_s_package_is_refused_until_their_card_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        hand_over(qtbot, desk, tmp_path / "1.pepx")
        pat = person("Pat Stranger", "social_worker", "Elsewhere")
        pat.book = CardBook((pat.own,), (CardContact(desk.own.card, DAY.isoformat()),))
        pat.record = desk.sam.record
        desk.window.together.receive(desk.package_of(pat, tmp_path / "2.pepx"))
        sheet = desk.shown(qtbot, ReceiveWindow)
        qtbot.waitUntil(lambda: "Unknown: not among your contacts" in all_words(sheet), timeout=WAIT_MS)
        assert not button(sheet, "Take in").isVisible()
        button(sheet, "Add their card…").click()
        add = desk.shown(qtbot, AddContact)
        button(add, "Add").click()
        compare = desk.shown(qtbot, CompareDigits)
        assert pat.card.code not in all_words(compare)  # to be heard, not copied
        compare.findChild(QLineEdit).setText(pat.card.code)
        button(compare, "Compare").click()
        qtbot.waitUntil(lambda: button(sheet, "Take in").isVisible(), timeout=WAIT_MS)
        assert "✓ Verified" in all_words(sheet)
        sheet.close()


def test_a_reminder_names_the_questions_and_only_the_virtual_school_returns(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        session, view = desk.window.desk.session, desk.window.plan_view
        assert session is not None
        assert view is not None
        session.set_answer(Address("child", "first_language"), None)
        view.show_overview()
        qtbot.waitUntil(lambda: "It is the turn of the social worker" in all_words(view.overview), timeout=WAIT_MS)
        assert turn_word(session.read(), session.assessment) == ""  # never exchanged
        owed = where_it_stands(session.read(), session.assessment).owed[0]
        desk.window.together.remind(owed.role)
        message = desk.shown(qtbot, MessageWindow)
        assert owed.names[0] in message.text.words()
        message.close()
        desk.window.together.return_plan()
        box = desk.shown(qtbot, QMessageBox)
        assert "Only the virtual school returns a plan." in box.text()
        box.close()
        hand_over(qtbot, desk, tmp_path / "1.pepx")
        assert turn_word(session.read(), session.assessment) == "Waiting for the social worker"
        qtbot.waitUntil(lambda: "● Waiting for the social worker" in all_words(view.header), timeout=WAIT_MS)
        next(one for one in view.presence.actions if one.data() == Audience.CHILD.value).trigger()
        assert "Waiting for" not in all_words(view)  # while the child looks on


def test_a_successor_is_noted_with_a_text_for_the_authority_and_parts_can_be_given_away(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with room(qtbot, tmp_path) as desk:
        new = person("Nia Successor", "social_worker", "Council")
        add_card(desk.vault, write_card(new.card))
        hand_over_plain(qtbot, desk, tmp_path / "1.pepx")
        desk.sam.plan.apply(SetAnswer(CARE, Value("In January")))
        desk.window.together.receive(desk.package_of(desk.sam, tmp_path / "2.pepx"))
        sheet = desk.shown(qtbot, ReceiveWindow)
        qtbot.waitUntil(lambda: button(sheet, "Take in").isVisible(), timeout=WAIT_MS)
        button(sheet, "Take in").click()
        qtbot.waitUntil(lambda: "Taken in" in all_words(sheet), timeout=WAIT_MS)
        sheet.close()
        desk.window.together.change_hands()
        dialog = desk.shown(qtbot, HandsDialog)
        comes, leaves = dialog.findChildren(QComboBox)
        qtbot.waitUntil(lambda: comes.count() == 2, timeout=WAIT_MS)
        comes.setCurrentIndex(comes.findText("Nia", Qt.MatchFlag.MatchStartsWith))
        leaves.setCurrentIndex(leaves.findText("Sam", Qt.MatchFlag.MatchStartsWith))
        letter = dialog.findChild(QPlainTextEdit).toPlainText()
        assert "Nia Successor (Council) is the social worker" in letter
        assert "in place of Sam Worker" in letter
        button(dialog, "Note it in the plan").click()
        session = desk.window.desk.session
        assert session is not None
        assert desk.sam.card.id in ledger_of(session.read()).left
        dialog.close()


def test_a_new_school_gets_the_whole_plan_and_a_colleague_the_parts_that_are_ticked(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with room(qtbot, tmp_path) as desk:
        head = person("Rhys Head", "designated_teacher", "Elm School")
        add_card(desk.vault, write_card(head.card))
        session = desk.window.desk.session
        assert session is not None
        desk.window.together.change_hands()
        dialog = desk.shown(qtbot, HandsDialog)
        comes = dialog.findChildren(QComboBox)[0]
        qtbot.waitUntil(lambda: comes.count() == 1, timeout=WAIT_MS)
        button(dialog, "A colleague writes some parts of mine").click()
        comes.setCurrentIndex(comes.findText("Rhys", Qt.MatchFlag.MatchStartsWith))
        parts = dialog.findChild(QListWidget)
        first = parts.item(0)
        first.setCheckState(Qt.CheckState.Checked)
        button(dialog, "Note it in the plan").click()
        (given,) = delegations(ledger_of(session.read())).values()
        assert (given.to, len(given.sections)) == (head.card.id, 1)
        dialog.close()
        desk.window.together.change_hands()
        dialog = desk.shown(qtbot, HandsDialog)
        qtbot.waitUntil(lambda: dialog.findChildren(QComboBox)[0].count() == 1, timeout=WAIT_MS)
        button(dialog, "A new school").click()
        assert "The plan goes on at Elm School." in dialog.findChild(QPlainTextEdit).toPlainText()
        button(dialog, "Note it in the plan").click()
        button(dialog, "Hand over now…").click()
        sheet = desk.shown(qtbot, HandOverWindow)
        qtbot.waitUntil(lambda: "Goes along: " in all_words(sheet), timeout=WAIT_MS)
        tree = sheet.findChild(WrappedTree)
        assert all(line.checkState(0) is Qt.CheckState.Checked for line in tree.lines())
        sheet.close()


def hand_over_plain(qtbot: QtBot, desk: Room, file: Path) -> None:
    """As ``hand_over``, but only Sam of several is ticked."""
    desk.window.together.hand_over()
    sheet = desk.shown(qtbot, HandOverWindow)
    sheet.write_to(str(file))
    qtbot.waitUntil(lambda: any("Sam Worker" in one.text() for one in sheet.findChildren(QCheckBox)), timeout=WAIT_MS)
    next(one for one in sheet.findChildren(QCheckBox) if "Sam Worker" in one.text()).setChecked(True)
    qtbot.waitUntil(button(sheet, "Hand over").isEnabled, timeout=WAIT_MS)
    button(sheet, "Hand over").click()
    qtbot.waitUntil(file.is_file, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "The package is ready" in all_words(sheet), timeout=WAIT_MS)
    sheet.close()
    desk.sam.take(file.read_bytes())


def test_a_conflicted_copy_is_merged_answer_by_answer_and_the_next_one_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path) as desk:
        session = desk.window.desk.session
        assert session is not None
        copy = session.read()
        copy.apply(SetAnswer(CARE, Value("From the laptop")))
        (tmp_path / "plan-LAPTOP7.json").write_bytes(write_record(copy))
        (tmp_path / "plan.json").write_bytes(write_record(copy))
        desk.window.together.merge(str(tmp_path / "plan-LAPTOP7.json"))
        sheet = desk.shown(qtbot, MergeWindow)
        qtbot.waitUntil(lambda: "1 still to be chosen" in all_words(sheet), timeout=WAIT_MS)
        assert "plan.json" in all_words(sheet)
        assert not button(sheet, "Merge").isEnabled()
        sheet.findChild(QComboBox).setCurrentIndex(1)  # a social worker's copy: their part stands
        qtbot.waitUntil(lambda: "all chosen" in all_words(sheet), timeout=WAIT_MS)
        button(sheet, "Merge").click()
        assert desk.answer(CARE) == "From the laptop"
        session.undo()
        assert desk.answer(CARE) != "From the laptop"
        sheet.close()


def test_feedback_is_found_again_at_its_section() -> None:
    titles = ("School", "Targets", "Care")
    text = write_feedback("Good on the whole.", {"School": "Which\nmornings?", "Targets": "", "Care": "Name: who?"})
    assert feedback_on(text, "School", titles) == "Which mornings?"
    assert feedback_on(text, "Care", titles) == "Name: who?"
    assert feedback_on(text, "Targets", titles) == ""
    assert text.startswith("Good on the whole.")


@pytest.mark.parametrize("words", [["x/plan.pepx"], ["vault", "x/plan.pepx"], ["--vault", "vault", "x/plan.pepx"]])
def test_a_package_named_at_the_start_is_looked_into_once_the_vault_is_open(words: list[str]) -> None:
    wish = read_words(words)
    assert wish.package == Path("x/plan.pepx")
    assert (wish.folder == Path("vault")) == (len(words) > 1)
