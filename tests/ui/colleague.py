"""One person at one desk, as a process of its own: a real window on a vault of its own, told what to do line by line.

``python -m tests.ui.colleague FOLDER`` reads a JSON list per line (verb, then words) and answers with one JSON value a
line. Everything goes through the widgets, as far as it is about what people do with each other's plans.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

if __name__ == "__main__":  # before anything of Qt or PepDesk is imported
    os.environ["PEPDESK_HOME"] = os.environ["HOME"] = sys.argv[1]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.record.codec import write_answers, write_rows
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from pepdesk.ui.documents.export_wizard import ExportWizard
from pepdesk.ui.documents.sign_dialog import SignDialog
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.parts.read_only_text import ReadOnlyText
from pepdesk.ui.start import application
from pepdesk.ui.together.choices_window import ChoicesWindow
from pepdesk.ui.together.contact_dialogs import AddContact, CompareDigits
from pepdesk.ui.together.hand_over_window import HandOverWindow
from pepdesk.ui.together.new_card_dialog import NewCardDialog
from pepdesk.ui.together.own_card_panel import OwnCardPanel
from pepdesk.ui.together.people_window import PeopleWindow
from pepdesk.ui.together.receive_window import ReceiveWindow
from pepdesk.ui.together.return_dialog import ReturnDialog

PASSPHRASE = "violet kettle Orkney badger lamp"
SECONDS = 40
Found = TypeVar("Found", bound=QWidget)


class Colleague:
    """The window and what can be done in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        application()
        self.jobs = Jobs()
        vault, _sheet = create_vault(folder / "vault", PASSPHRASE, cost=FLOOR)
        self.window = MainWindow(folder / "vault", self.jobs, Settings(), cost=FLOOR)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.desk.take(vault)
        self.until(lambda: self.window.page is not None)

    # Hands --------------------------------------------------------------------------------------------------------

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < end, "\n".join(self.words(self.window))
            QTest.qWait(10)

    def dialog(self, kind: type[Found]) -> Found:
        """The open window of that kind, once it is there."""
        found: list[Found] = []

        def there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.until(there)
        return found[-1]

    def press(self, widget: QWidget, words: str) -> None:
        """Press the button that says this, once it can be pressed."""

        def buttons() -> list[QAbstractButton]:
            every = widget.findChildren(QAbstractButton)
            return [
                one for one in every
                if one.text().replace("&", "") == words and one.isEnabled() and one.isVisibleTo(widget)
            ]  # fmt: skip

        self.until(buttons)
        QTest.mouseClick(buttons()[-1], Qt.MouseButton.LeftButton)

    def close(self, dialog: QDialog) -> None:
        """Close a dialog as Esc does."""
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        self.until(lambda: not any(one is dialog and one.isVisible() for one in self.window.findChildren(QDialog)))

    def words(self, widget: QWidget) -> list[str]:
        """What is to be read in a widget."""
        texts = []
        for child in widget.findChildren(QWidget):
            if child.isVisible() and callable(text := getattr(child, "text", None)):
                texts.append(str(text()))
            elif child.isVisible() and isinstance(child, QPlainTextEdit):
                texts.append(child.toPlainText())
        return texts

    def saved(self) -> None:
        """Wait until the plan is on the disk."""
        self.window.desk.save_now()
        self.until(lambda: self.window.desk.is_clean)

    # Verbs --------------------------------------------------------------------------------------------------------

    def make_card(self, name: str, role: str, organisation: str) -> dict[str, str]:
        """Make my card in the window; gives its text and digits, as the window shows them."""
        self.window.together.people()
        people = self.dialog(PeopleWindow)
        self.press(people, "Make my card…")
        dialog = self.dialog(NewCardDialog)
        edits = dialog.findChildren(QLineEdit)
        QTest.keyClicks(edits[0], name)
        QTest.keyClicks(edits[1], organisation)
        box = cast("QComboBox", dialog.findChild(QComboBox))
        box.setCurrentText(role)
        self.press(dialog, "Make it")
        panel = self.dialog(OwnCardPanel)
        text = panel.findChildren(ReadOnlyText)[0].toPlainText()
        digits = next(words for words in self.words(panel) if words.startswith("Your 30 digits"))
        self.close(people)
        return {"text": text, "digits": digits}

    def add_card(self, text: str, digits: str) -> list[str]:
        """Take a colleague's card in by its text, and compare the digits they read out."""
        self.window.together.people()
        people = self.dialog(PeopleWindow)
        self.press(people, "Add a colleague’s card…")
        dialog = self.dialog(AddContact)
        dialog.findChild(QPlainTextEdit).setPlainText(text)
        self.press(dialog, "Add")
        compare = self.dialog(CompareDigits)
        QTest.keyClicks(compare.findChild(QLineEdit), digits.partition(": ")[2])
        self.press(compare, "Compare")
        self.until(lambda: any("Verified" in words for words in self.words(people)))
        words = self.words(people)
        self.close(people)
        return words

    def start(self) -> str:
        """Begin the sample child's plan; gives its id."""
        record = sample_plan("year_r_11", date(2026, 11, 22))
        self.window.plans.start(record)
        self.until(lambda: self.window.plan_view is not None and self.window.desk.is_clean)
        return record.plan_id

    def write(self, address: str, text: str) -> bool:
        """Type an answer into its question."""
        view, at = self.window.plan_view, Address.parse(address)
        assert view is not None
        view.go_to(at)
        place = view.plan.place(at)
        assert place is not None
        target = place.editor.focus_target()
        if not target.isEnabled() or getattr(target, "isReadOnly", bool)():
            return False
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(target, text)
        self.until(lambda: self.read(address) == text)
        self.saved()
        return True

    def read(self, address: str) -> str:
        """An answer in the open plan."""
        session = self.window.desk.session
        assert session is not None
        return text_of(session.answer(Address.parse(address)))

    def everything(self) -> list[Any]:
        """All answers and rows of the open plan, its version, and who has signed."""
        session = self.window.desk.session
        assert session is not None
        record = session.read()
        roles = sorted(one.role for one in record.signings)
        return [write_answers(record.answers), write_rows(record.rows), record.version, roles]

    def hand_over(self, file: str, names: list[str], documents: list[str], *, ready: bool = False) -> dict[str, Any]:
        """Make a package for the colleagues named."""
        self.window.together.hand_over()
        sheet = self.dialog(HandOverWindow)
        boxes = sheet.findChildren(QCheckBox)
        self.until(lambda: [one for one in sheet.findChildren(QCheckBox) if names[0] in one.text()])
        boxes = sheet.findChildren(QCheckBox)
        for box in boxes:
            if any(name in box.text() for name in names) != box.isChecked() and ", " in box.text():
                QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=_left(box))
            if "My part is ready" in box.text() and ready:
                assert box.isVisibleTo(sheet)
                box.setChecked(True)
        sheet.write_to(file)
        sheet.attach(documents)
        before = self.words(sheet)
        self.press(sheet, "Hand over")
        self.until(lambda: "The package is ready" in "\n".join(self.words(sheet)))
        after = self.words(sheet)
        assert Path(file).is_file()
        self.close(sheet)
        return {"before": before, "after": after}

    def receive(self, file: str, documents: str = "", *, amend: bool = False) -> dict[str, Any]:
        """Look into a package, take it in, save the documents that came along."""
        self.window.together.receive(file)
        sheet = self.dialog(ReceiveWindow)
        if amend:
            self.until(lambda: [one for one in self.words(sheet) if "as &version" in one])
            self.press(sheet, next(one for one in self.words(sheet) if "as &version" in one).replace("&", ""))
        self.until(lambda: "&Take in" in self.words(sheet))
        before = self.words(sheet)
        self.press(sheet, "Take in")
        self.until(lambda: any(one.startswith(("Taken in", "The plan is among")) for one in self.words(sheet)))
        if documents:
            sheet.save_in(documents)
            self.until(lambda: any(one.startswith("Saved: ") for one in self.words(sheet)))
        after = self.words(sheet)
        self.close(sheet)
        self.until(lambda: self.window.plan_view is not None and self.window.desk.is_clean)
        return {"before": before, "after": after}

    def choose(self, *, theirs: bool) -> list[str]:
        """Settle everything that has two versions, one way."""
        self.window.together.choose()
        sheet = self.dialog(ChoicesWindow)
        self.until(lambda: any("not chosen yet" in one for one in self.words(sheet)))
        words = self.words(sheet)
        self.press(sheet, "Take all theirs" if theirs else "Keep all mine")
        self.press(sheet, "Settle")
        self.until(lambda: not [one for one in self.window.findChildren(ChoicesWindow) if one.isVisible()])
        self.saved()
        return words

    def undo(self) -> None:
        """Undo the last step."""
        view = self.window.plan_view
        assert view is not None
        view.undo()

    def redo(self) -> None:
        """Do it again."""
        view = self.window.plan_view
        assert view is not None
        view.redo()
        self.saved()

    def export_signed(self, folder: str) -> list[str]:
        """Export the final plan as PDF and sign it, through the wizard; gives the files."""
        self.window.plans.export()
        wizard = self.dialog(ExportWizard)
        self.press(wizard, "Next")
        wizard._files._word.setChecked(False)
        wizard._files.put_in(folder)
        self.press(wizard, "Next")
        wizard._signed.setChecked(True)
        self._sign_in(wizard)
        self.press(wizard, "Make and sign")
        self.until(lambda: any("read back" in one for one in self.words(wizard)))
        self.press(wizard, "Close")
        self.saved()
        return sorted(str(path) for path in Path(folder).glob("*.pdf"))

    def sign_file(self, file: str) -> None:
        """Add my signature to a file."""
        self.window.plans.sign_file()
        dialog = self.dialog(SignDialog)
        dialog.take_files([file])
        self._sign_in(dialog)
        self.press(dialog, "Sign")
        self.until(lambda: any("signed and checked" in one for one in self.words(dialog)))
        self.close(dialog)
        session = self.window.desk.session
        assert session is not None
        self.until(lambda: len(session.signings) > 1)
        self.saved()

    def _sign_in(self, dialog: QWidget) -> None:
        self.until(
            lambda: [one for one in dialog.findChildren(QComboBox) if "Sign as" in one.accessibleName() and one.count()]
        )
        for box in dialog.findChildren(QCheckBox):
            if "discussed with me" in box.text():
                box.setChecked(True)
        for edit in dialog.findChildren(QLineEdit):
            if edit.accessibleName().startswith("Your passphrase"):
                edit.setText(PASSPHRASE)

    def send_back(self, whole: str, section: str, words: str, file: str, names: list[str]) -> None:
        """Return the plan for amendment, and make the package that says so."""
        self.window.together.return_plan()
        dialog = self.dialog(ReturnDialog)
        edits = dialog.findChildren(QPlainTextEdit)
        edits[0].setPlainText(whole)
        dialog.findChild(QComboBox).setCurrentText(section)
        edits[1].setPlainText(words)
        self.press(dialog, "Return it")
        self.close(self.dialog(HandOverWindow))
        self.hand_over(file, names, [])

    def amend(self) -> None:
        """Open the signed plan's next version."""
        view = self.window.plan_view
        assert view is not None
        self.press(view.signed_bar, "Amend")
        self.saved()

    def overview(self) -> list[str]:
        """What the overview says."""
        view = self.window.plan_view
        assert view is not None
        view.show_overview()
        QTest.qWait(300)
        view.together.watch.look()
        return self.words(view.overview)

    def section(self, tab: str) -> list[str]:
        """What stands above a section."""
        view = self.window.plan_view
        assert view is not None
        view.show_tab(tab)
        view.together.watch.look()
        return [*self.words(view.together), *self.words(view.header)]

    def home(self) -> list[str]:
        """Close the plan; gives what the list of plans says of each."""
        self.window.go_home()
        self.until(lambda: isinstance(self.window.page, HomePage) and self.window.page.entries)
        page = cast("HomePage", self.window.page)
        model = page.list.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]

    def open_again(self) -> None:
        """Open the one plan there is."""
        page = cast("HomePage", self.window.page)
        self.window.desk.open(page.entries[0].draft_id)
        self.until(lambda: self.window.plan_view is not None)

    def trail(self) -> list[str]:
        """The kinds in the audit trail."""
        library = self.window.desk.library
        assert library is not None
        return [entry.kind for entry in library.vault.audit.read().entries]

    def picture(self, file: str) -> None:
        """Keep what is on show, for people who look at it."""
        self.window.grab().save(file)


def _left(box: QCheckBox) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(8, box.height() // 2)


def main() -> None:
    """Answer line by line until the input ends."""
    out = os.fdopen(os.dup(1), "w")
    one = Colleague(Path(sys.argv[1]))
    print(json.dumps("ready"), file=out, flush=True)
    for line in sys.stdin:
        verb, args, named = json.loads(line)
        print(json.dumps(getattr(one, verb)(*args, **named)), file=out, flush=True)
    if one.window.desk.session is not None:
        one.window.desk.discard()
    one.jobs.close()
    one.window.close()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
