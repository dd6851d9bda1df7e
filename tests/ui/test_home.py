"""My plans through the real window: groups, search, sorting, names, verbs, deadlines, and nothing at all."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Card, Library, card_of, write_card
from pepdesk.app.plan_card import CardDue
from pepdesk.record.codec import snapshot_hash, write_record
from pepdesk.record.record import Signing
from pepdesk.record.values import long_date
from pepdesk.rules.assess import assess
from pepdesk.ui.documents.sent_dialog import SentDialog
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.due_soon import DueSoon
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.home.plan_rows import ROW, Heading
from pepdesk.ui.parts.jump import LinkButton
from pepdesk.ui.parts.theme import THEMES, theme
from tests.ui.desks import WAIT_MS, all_words, button, start_sample, unlocked_window

TODAY = date.today()
VERBS = {
    "Continue": "open_wanted", "Start next term…": "next_wanted", "Hand over…": "hand_over_wanted",
    "History…": "history_wanted", "I have sent it…": "sent_wanted", "Read a filled form into it…": "read_wanted",
    "Delete": "delete_wanted",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The role and the switch for names are remembered: not for other tests."""
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))


def put(library: Library, *cards: Card) -> list[str]:
    """Real plans with these cards; gives their drafts."""
    body, drafts = write_record(sample_plan("year_r_11", TODAY)), []
    for card in cards:
        drafts.append(library.drafts.create())
        library.drafts.save(drafts[-1], body, write_card(card), None)
    return drafts


def due(away: int, what: str = "Plan sent out") -> tuple[CardDue, ...]:
    return (CardDue((TODAY + timedelta(days=away)).isoformat(), what, "10 working days after the meeting"),)


def three(library: Library) -> list[str]:
    """One to prepare, one waiting for the social worker, one signed."""
    record = sample_plan("year_r_11", TODAY)
    usual = replace(
        card_of(record, assess(record, TODAY)),
        meeting="",
        state="writing",
        waits_for=("both",),
        due=(),
        next_meeting="",
    )
    return put(
        library,
        replace(usual, first_name="Ada", surname="Ng", waits_for=(), due=due(5)),
        replace(
            usual, first_name="Tom", surname="Bell", school="Hill School", waits_for=("social_worker",), due=due(2)
        ),
        replace(usual, first_name="Mia", surname="Shah", state="signed off", signed=3),
    )


def home(qtbot: QtBot, window: MainWindow, count: int) -> HomePage:
    window.settings.keep_role("designated_teacher")
    window.list_again()
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage) and len(window.page.entries) == count, timeout=WAIT_MS)
    assert isinstance(window.page, HomePage)
    return window.page


def listed(page: HomePage) -> list[str]:
    rows = page.list.rows
    return [str(rows.index(row).data()) for row in range(rows.rowCount())]


def test_plans_stand_in_groups_with_initials_and_are_found_sorted_and_narrowed(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three(window.desk.library)
        page = home(qtbot, window, 3)
        heads = [one for one in listed(page) if "(" in one]
        assert heads == ["To prepare (1)", "Waiting for someone (1)", "Signed (1)"]
        assert [one[:2] for one in listed(page) if "(" not in one] == ["AN", "TB", "MS"]
        assert "Ada" not in all_words(page) + " ".join(listed(page))
        window.activateWindow()
        qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        (words,) = [one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Find"]
        qtbot.waitUntil(words.hasFocus, timeout=WAIT_MS)
        qtbot.keyClicks(words, "hill s")
        qtbot.waitUntil(lambda: len(listed(page)) == 2, timeout=WAIT_MS)
        assert listed(page)[1].startswith("TB")
        qtbot.keyClick(words, Qt.Key.Key_Return)
        qtbot.waitUntil(page.list.hasFocus, timeout=WAIT_MS)
        words.setFocus()
        qtbot.keyClicks(words, "zzz")
        qtbot.waitUntil(lambda: button(page, "Show all plans again").isVisible(), timeout=WAIT_MS)
        assert not button(page, "Continue").isVisible(), "no verb without a plan"
        button(page, "Show all plans again").click()
        assert len(listed(page)) == 6
        page.filters._group.setCurrentIndex(page.filters._group.findText("Signed (1)"))
        assert [one[:2] for one in listed(page)] == ["Si", "MS"]


def test_names_are_shown_once_wanted_and_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three(window.desk.library)
        page = home(qtbot, window, 3)
        button(page, "Show names").click()
        assert any(one.startswith("Ada (AN)") for one in listed(page))
        assert any("Tom (TB)" in link.text() for link in page.findChildren(LinkButton))
        window.show_home()
        assert window.settings.whole("home/names", 0, 0, 1) == 1
        button(page, "Show names").click()
        assert "Ada" not in " ".join(listed(page))


def test_every_plan_says_all_of_itself_to_a_screen_reader_and_headings_are_passed_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three(window.desk.library)
        page = home(qtbot, window, 3)
        page.take_focus()
        seen = QAccessible.queryAccessibleInterface(page.list)
        assert seen.text(QAccessible.Text.Name) == "My plans"
        said = [seen.child(at).text(QAccessible.Text.Name) for at in range(seen.childCount())]
        (tom,) = [one for one in said if one.startswith("TB")]
        for words in ("Waiting for someone", "in 2 days", "10 working days after the meeting", "needed answers"):
            assert words in tom
        rows = page.list.rows
        assert page.list.currentIndex().row() == 1
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        assert not isinstance(rows.index(page.list.currentIndex().row()).data(ROW), Heading)
        assert page.list.entry.card.first_name == "Tom"


def test_deadlines_of_all_plans_stand_on_top_and_open_their_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        drafts = three(window.desk.library)
        page = home(qtbot, window, 3)
        (panel,) = page.findChildren(DueSoon)
        links = [one for one in panel.findChildren(LinkButton) if one.isVisible()]
        assert [one.text().split(": ")[1][:2] for one in links] == ["TB", "AN"]
        assert "(10 working days after the meeting)" in links[0].text()
        with qtbot.waitSignal(page.open_wanted) as wanted:
            links[0].click()
        assert wanted.args == [drafts[1]]
        qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)


def test_every_verb_is_in_the_plans_own_menu_and_means_the_marked_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        drafts = three(window.desk.library)
        page = home(qtbot, window, 3)
        page.list.setCurrentIndex(page.list.rows.index(page.list.rows.row_of(drafts[2])))
        for verb, signal in VERBS.items():
            sent = getattr(page.more, signal)
            sent.disconnect()  # what follows has tests of its own
            (action,) = [one for one in page.list.actions() if one.text().replace("&", "") == verb]
            with qtbot.waitSignal(sent) as wanted:
                action.trigger()
            assert wanted.args == [drafts[2]], verb
        for verb in ("Continue", "Start next term…", "Hand over…", "More"):
            assert button(page, verb).isVisible()


def test_a_plan_is_noted_as_sent_from_the_list_stands_under_sent_and_can_be_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        record = sample_plan("year_r_11", TODAY)
        record.signings = (Signing("T", "designated_teacher", "2026-11-22T10:00:00+00:00", snapshot_hash(record), ""),)
        library = window.desk.library
        three(library)
        card = write_card(card_of(record, assess(record, TODAY)))
        draft = library.drafts.create()
        library.drafts.save(draft, write_record(record), card, None, signed=True)
        page = home(qtbot, window, 4)
        page.list.setCurrentIndex(page.list.rows.index(page.list.rows.row_of(draft)))
        verbs = {one.text().replace("&", ""): one for one in page.list.actions()}
        assert not verbs["Not sent after all"].isVisible()
        verbs["I have sent it…"].trigger()
        qtbot.waitUntil(lambda: bool(window.findChildren(SentDialog)), timeout=WAIT_MS)
        (dialog,) = window.findChildren(SentDialog)
        assert "–" in all_words(dialog), "it says which plan"
        assert "Lowri" not in all_words(dialog)
        to, day = dialog.findChildren(QLineEdit)
        assert (to.text(), day.text()) == ("the virtual school", long_date(TODAY.isoformat()))
        note = button(dialog, "Note it")
        for wrong, words in ((long_date((TODAY + timedelta(days=1)).isoformat()), "still to come"), ("x", "Which day")):
            day.setText(wrong)
            assert words in all_words(dialog)
            assert not note.isEnabled()
        day.setText("3/9/2026")
        to.setText(" ")
        assert not note.isEnabled()
        to.setText("the virtual school of Bury")
        note.click()
        qtbot.waitUntil(lambda: "Sent (1)" in listed(page), timeout=WAIT_MS)
        assert page.list.draft_id == draft, "it stays marked"
        assert page.filters._group.findText("Sent (1)") > 0
        said = str(page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
        assert "Sent to the virtual school of Bury on 3 September 2026" in said
        assert not verbs["I have sent it…"].isVisible()
        verbs["Not sent after all"].trigger()
        qtbot.waitUntil(lambda: "Sent (1)" not in listed(page), timeout=WAIT_MS)
        assert library.open(draft).record.sent is None


def test_the_open_plan_is_noted_as_sent_in_its_menu_and_an_amended_one_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        session = window.desk.session
        assert session is not None
        before = snapshot_hash(session.read())
        session.sign(Signing("T", "designated_teacher", "2026-11-22T10:00:00+00:00", before, "f" * 64))
        menu, sent, not_sent = window._menus._plan, window._menus._sent, window._menus._not_sent
        menu.aboutToShow.emit()
        assert (sent.isVisible(), not_sent.isVisible()) == (True, False)
        sent.trigger()
        (dialog,) = window.findChildren(SentDialog)
        button(dialog, "Note it").click()
        menu.aboutToShow.emit()
        assert (sent.isVisible(), not_sent.isVisible()) == (False, True)
        assert session.is_frozen
        assert snapshot_hash(session.read()) == before
        words = f"Sent to the virtual school on {long_date(TODAY.isoformat())}."
        window.plan_view.show_overview()
        qtbot.waitUntil(lambda: words in all_words(window.plan_view.overview), timeout=WAIT_MS)
        session.amend()
        menu.aboutToShow.emit()
        assert not not_sent.isVisible()
        qtbot.waitUntil(lambda: words not in all_words(window.plan_view.overview), timeout=WAIT_MS)
        window.go_home()
        page = home(qtbot, window, 1)
        assert not any(one.startswith("Sent") for one in listed(page))


def test_enter_opens_the_marked_plan_and_coming_back_marks_it_again(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        drafts = three(window.desk.library)
        page = home(qtbot, window, 3)
        page.list.setCurrentIndex(page.list.rows.index(page.list.rows.row_of(drafts[1])))
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        page = home(qtbot, window, 3)
        assert page.list.draft_id == drafts[1]


def test_without_plans_the_page_says_what_it_is_for_and_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        page = window.page
        assert "Your plans will be listed here" in all_words(page)
        assert not page.filters.isVisible()
        with qtbot.waitSignal(page.new_wanted):
            button(page, "Begin the first plan…").click()
        for words in ("New plan", "New from a pupils’ list…", "Open a package…", "Open the sample"):
            assert button(page, words).isVisible()


@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_is_wider_than_a_small_laptop_and_the_marked_plan_can_be_seen(
    qtbot: QtBot, tmp_path: Path, zoom: int
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three(window.desk.library)
        page = home(qtbot, window, 3)
        try:
            theme().set_zoom(zoom)
            window.resize(1366, 768)
            qtbot.wait(50)
            assert page._area.horizontalScrollBar().maximum() == 0
            assert page.list.height() >= page.list.visualRect(page.list.rows.index(1)).height()
            page.list.setFocus()
            qtbot.keyClick(page.list, Qt.Key.Key_End)
            qtbot.wait(20)
            marked = page.list.visualRect(page.list.currentIndex())
            corner = page.list.viewport().mapTo(page._area.viewport(), marked.center())
            assert page._area.viewport().rect().contains(corner)
        finally:
            theme().set_zoom(100)


def test_the_marked_card_differs_by_more_than_a_colour_in_every_look(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        three(window.desk.library)
        page = home(qtbot, window, 3)
        window.resize(1366, 900)
        try:
            for look in THEMES:
                theme().choose(look)
                QApplication.processEvents()
                assert page.list.viewport().rect().contains(page.list.visualRect(page.list.rows.index(3)))
                picture = page.list.viewport().grab().toImage()
                bars = []
                for row in (1, 3):
                    area = page.list.visualRect(page.list.rows.index(row))
                    line = range(area.left() + 2, area.left() + 30)
                    ink = QColor(theme().tokens.chosen).rgb()
                    bars.append(sum(picture.pixel(x, area.top() + 30) == ink for x in line))
                assert bars[0] >= 6, look
                assert bars[1] == 0, look
        finally:
            theme().choose("")
