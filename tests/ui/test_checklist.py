"""Rows of the amateur-or-professional checklist that no other test shows, and that its list names tests that exist."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCalendarWidget, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.documents import sample_plan
from pepdesk.app.spelling import Speller
from pepdesk.form.address import Address, RowsAt
from pepdesk.form.loader import form_ids, load_form
from pepdesk.form.model import FieldType
from pepdesk.record.answers import Value
from pepdesk.record.values import stored
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.field_row import FieldRow
from pepdesk.ui.editors import make_editor
from pepdesk.ui.editors.choice import MOST_RADIOS
from pepdesk.ui.editors.combo import ComboEditor
from pepdesk.ui.editors.editor import Question
from pepdesk.ui.editors.radios import RadiosEditor
from pepdesk.ui.meeting.meeting_window import MeetingWindow
from pepdesk.ui.page.tab_page import RESTS_MS
from pepdesk.ui.parts.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT
from pepdesk.ui.plan.plan_view import PlanView
from pepdesk.ui.start import application
from tests.checkers import sessions
from tests.ui.desks import WAIT_MS, start_sample, unlocked_window
from tests.ui.plan_sample import forget_sessions, on_screen
from tests.ui.words_shown import shown_words

ROOT = Path(__file__).parents[2]
UI = ROOT / "pepdesk" / "ui"
LIST = Path(__file__).with_name("checklist.md")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered here is not for other tests."""
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlanView]:
    """The sample plan; its pages are built as they are opened."""
    made = PlanView(on_screen(sample_plan("year_r_11", date(2026, 11, 22))))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()
    forget_sessions()


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the window, and its place there."""
    files = sorted(UI.rglob("*.py"))
    return tuple((one.relative_to(UI).as_posix(), ast.parse(one.read_text(encoding="utf-8"))) for one in files)


def test_the_list_names_tests_and_pictures_that_exist() -> None:
    text = LIST.read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests/)?[\w/]+\.py)::(test_\w+)`", text)
    assert len(named) > 40
    missing = [
        f"{file}::{test}" for file, test in named
        if not re.search(rf"^def {test}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]  # fmt: skip
    assert missing == []
    assert [one for one in re.findall(r"`(resources/[\w/.-]+\.png)`", text) if not (ROOT / one).is_file()] == []


# Looks --------------------------------------------------------------------------------------------------------


def test_colours_are_named_in_one_place_and_nothing_is_styled_widget_by_widget() -> None:
    colour = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}\b")
    for name, tree in modules():
        if name in ("parts/theme.py", "meeting/drawing_pad.py"):  # the tokens; the pens a child draws with
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not colour.fullmatch(node.value), f"{name}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("setStyleSheet", "setPixelSize"), f"{name}:{node.lineno}"


FOLLOW = """
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pepdesk.ui.start import application
from pepdesk.ui.page.tab_page import RESTS_MS
from pepdesk.ui.parts.theme import theme
app = application()
label = QLabel("words")
label.show()
app.processEvents()
def now():
    return label.palette().window().color().name() + label.palette().windowText().color().name()
said = [now()]
def desktop(key, value):
    at = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
    call = QDBusMessage.createMethodCall(*at, "Set")
    call.setArguments([key, value])
    spy = QSignalSpy(theme().changed)
    QDBusConnection.sessionBus().call(call)
    assert spy.count() or spy.wait(10_000), key
    app.processEvents()
    said.append(now())
desktop("contrast", 1)
desktop("color-scheme", 2)
theme().choose("dark")
said.append(now())
theme().choose("")
desktop("contrast", 0)
print(*said)
"""


@pytest.mark.checker("Xvfb", "atspi")
def test_an_open_window_follows_the_desktop_s_colours_and_contrast_unless_told_otherwise(
    tmp_path: Path, system_python: Path
) -> None:
    portal = ROOT / "tests" / "checkers" / "settings_portal.py"
    both = (
        'coproc PORTAL { "$1" "$2"; }; read -u "${PORTAL[0]}" ready; "$3" -c "$4"; end=$?; kill $PORTAL_PID; exit $end'
    )
    with sessions.screen() as display:
        more = {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QPA_PLATFORMTHEME": "gnome", "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = ["bash", "-c", both, "follow", system_python, portal, sys.executable, FOLLOW]
        said = sessions.on_session_bus(command, more).split()
    looks = (DARK, CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT)
    assert said == [f"{one.window}{one.text}".lower() for one in looks]


def test_nothing_moves_by_itself() -> None:
    application()
    effects = Qt.UIEffect
    for effect in (effects.UI_AnimateMenu, effects.UI_FadeMenu, effects.UI_AnimateCombo, effects.UI_AnimateTooltip):
        assert not QApplication.isEffectEnabled(effect)
    moving = ("QPropertyAnimation", "QVariantAnimation", "QMovie", "QTimeLine", "QGraphicsOpacityEffect", "setAnimated")
    for name, tree in modules():
        names = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        names |= {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
        assert names.isdisjoint(moving), name


# Controls -----------------------------------------------------------------------------------------------------


def test_a_button_without_words_says_in_words_what_it_does(view: PlanView) -> None:
    for tab in ("meeting", "attainment", "targets"):
        view.show_tab(tab)
    view.check_plan()
    wordless = [
        one for one in view.findChildren(QAbstractButton)
        if not any(letter.isalnum() for letter in one.text()) and not one.objectName().startswith("qt_")
        and not one.parent().inherits("QTabBar")
    ]  # fmt: skip
    assert len(wordless) > 50
    assert [one for one in wordless if not (one.accessibleName() and one.toolTip())] == []


def test_every_question_has_a_label_that_belongs_to_its_editor(view: PlanView) -> None:
    for tab in ("meeting", "child", "health", "voice"):
        view.show_tab(tab)
    buddies = [label.buddy() for label in view.findChildren(QLabel) if label.buddy() is not None]
    rows = [one for one in view.plan.places() if isinstance(one, FieldRow) and one.field.type is not FieldType.NOTE]
    assert len(rows) > 50
    of = {id(widget) for buddy in buddies for widget in (buddy, buddy.parentWidget())}
    assert [str(one.address) for one in rows if id(one.editor) not in of] == []


def test_lists_and_numbers_leave_the_wheel_to_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    loud = [
        f"{name}:{node.lineno}" for name, tree in modules() if name != "parts/filters.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        and node.func.id in ("QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QSlider")
    ]  # fmt: skip
    assert loud == []
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        window.meetings.meeting()
        assert window.plan_view is not None
        meeting = window.plan_view.findChild(MeetingWindow)
        assert meeting is not None
        for focus in (meeting.notes.note, meeting.who_box):
            focus.setFocus()
            wheel(meeting.who_box)
            assert meeting.who_box.currentIndex() == 0, "a turn of the wheel showed the plan to nobody else"


def wheel(widget: QWidget) -> None:
    """One notch of the wheel over a widget."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("form_id", form_ids(paths.forms_dir()))
def test_few_choices_are_radio_buttons_and_many_a_list_that_finds_what_is_typed(qtbot: QtBot, form_id: str) -> None:
    form, page = load_form(paths.forms_dir(), form_id), QWidget()
    qtbot.addWidget(page)
    asked = [field for tab in form.tabs for field in tab.fields if field.type is FieldType.CHOICE]
    made = [(field, make_editor(Question(field, form, page, False, {}))) for field in asked]
    for field, editor in made:
        few = len(form.options(field)) <= MOST_RADIOS
        assert type(editor) is (RadiosEditor if few else ComboEditor), f"{field.tab}.{field.id}"
    combo = next(editor for _, editor in made if isinstance(editor, ComboEditor)).focus_target()
    assert isinstance(combo, QComboBox)
    QTest.keyClicks(combo, combo.itemText(combo.count() - 1)[:6])
    assert combo.currentIndex() == combo.count() - 1


def test_a_cell_takes_letters_after_one_click_and_tab_goes_on_to_the_next(view: PlanView) -> None:
    view.show_tab("attainment")
    other = RowsAt("attainment", "other_subject")
    row = view.session.on_screen.rows[other][0]
    names = [one.id for one in view.session.form.tab("attainment").fields if one.group == "other_subject"]
    places = [view.plan.place(Address("attainment", name, (row,))) for name in names]
    cells = [one for one in places if one is not None and isinstance(one.editor.focus_target(), QLineEdit)]
    first, second = cells[0], cells[1]
    view.pages.page("attainment").reveal(first)
    QTest.mouseClick(first.editor.focus_target(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(QApplication.focusWidget(), " and music")
    assert " and music" in str(view.session.answer(first.address).value)
    for _ in names:
        if holds(second, QApplication.focusWidget()):
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert holds(second, QApplication.focusWidget())
    view.undo()
    assert " and music" not in str(view.session.answer(first.address).value)


def holds(place: AnswerPlace, widget: QWidget | None) -> bool:
    return widget is not None and place.isAncestorOf(widget)


# Words, dates, money ------------------------------------------------------------------------------------------


def test_dates_and_money_are_read_and_written_as_in_britain(view: PlanView) -> None:
    assert QLocale().territory() is QLocale.Country.UnitedKingdom
    assert QLocale().dateFormat(QLocale.FormatType.ShortFormat) == "dd/MM/yyyy"
    for words in ("3/9/2026", "3 sep 26", "3rd September 2026", "2026-09-03"):
        assert stored(FieldType.DATE, words) == "2026-09-03", words
    view.show_tab("meeting")
    place = view.plan.place(Address("meeting", "date"))
    assert place is not None
    line = place.editor.focus_target()
    place.take_focus()
    line.selectAll()
    QTest.keyClicks(line, "3/9/26")
    view.contents.setFocus()
    assert line.text() == "3 September 2026"
    place.editor.open_calendar()
    calendar = place.editor.findChild(QCalendarWidget)
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    calendar.parentWidget().close()
    view.show_tab("funding")
    money = view.plan.place(Address("funding", "total_requested"))
    assert money is not None
    money.editor.show_value("")
    money.take_focus()
    QTest.keyClicks(money.editor.focus_target(), "£1,234.5")
    view.contents.setFocus()
    assert money.editor.focus_target().text() == "1,234.50"
    assert view.session.answer(money.address) == Value("1234.50")


def test_every_word_in_the_window_and_in_help_is_spelt_as_in_britain() -> None:
    speller = Speller()
    speller.accept(["Amara Ctrl Esc Noto PepDesk certutil glibc hashfile keyring misspelt msiexec untick"])
    texts = {
        " ".join(places): re.sub("{.*?}|&", "", f"{words.one}\n{words.many}") for words, places in shown_words().items()
    }
    texts |= {one.name: one.read_text(encoding="utf-8") for one in (paths.resources_dir() / "help").glob("*.md")}
    assert len(texts) > 1000
    slips = {where: [text[start:end] for start, end in speller.misspelt(text)] for where, text in texts.items()}
    assert {where: found for where, found in slips.items() if found} == {}


# The window ---------------------------------------------------------------------------------------------------


def test_window_and_borders_come_back_as_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        window.resize(780, 700)
        start_sample(qtbot, window)
        assert window.plan_view is not None
        window.plan_view.panes.moveSplitter(250, 1)
        left = window.plan_view.panes.sizes()[0]
        assert left == 250
        window.close()
    with unlocked_window(qtbot, tmp_path / "other") as again:
        assert again.size() == QSize(780, 700)
        start_sample(qtbot, again)
        assert again.plan_view is not None
        assert abs(again.plan_view.panes.sizes()[0] - left) <= again.fontMetrics().averageCharWidth()


def test_the_title_has_a_star_until_all_is_on_the_disk(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=WAIT_MS)
        assert window.desk.session is not None
        window.desk.session.set_answer(Address("meeting", "venue"), Value("Room 4"))
        assert window.isWindowModified()
        assert "[*]" in window.windowTitle()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=WAIT_MS)


def test_a_section_says_how_many_of_its_needed_answers_are_there(view: PlanView) -> None:
    said = [str(view.contents.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert said[1:] == [
        "Meeting. Complete, 19 of 19 needed answers. Completed by Both.",
        "Child. Complete, 9 of 9 needed answers. Completed by Social worker.",
    ]
    view.session.set_answer(Address("meeting", "date"), None)
    assert "18 of 19 needed answers" in str(view.contents.item(1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_undo_says_what_it_undoes(view: PlanView) -> None:
    view.go_to(Address("targets", "outcome", (view.session.on_screen.rows[RowsAt("targets", "target")][1],)))
    view.at_hand.remove_row()
    undo = view.edit_actions[0]
    assert undo is not None
    assert undo.text() == "&Undo Remove target 2"
    undo.trigger()
    redo = view.edit_actions[1]
    assert redo is not None
    assert redo.text() == "&Redo Remove target 2"


def test_no_box_asks_are_you_sure_and_what_cannot_be_undone_has_verbs_and_a_safe_default() -> None:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "are you sure" not in node.value.lower(), f"{name}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr != "StandardButton", f"{name}:{node.lineno}"
        boxes = any(isinstance(one, ast.Name) and one.id == "QMessageBox" for one in ast.walk(tree))
        for function in (one for one in ast.walk(tree) if boxes and isinstance(one, ast.FunctionDef)):
            source = ast.unparse(function)
            if "DestructiveRole" in source or "Icon.Question" in source:
                assert re.search(r"setDefaultButton\(box\.addButton\(tr\([^()]*\), [^()]*RejectRole\)\)", source), (
                    f"{name}: {function.name} does harm when somebody presses Enter"
                )


def test_packages_bring_an_icon_and_open_pepx_files() -> None:
    linux = ROOT / "installers" / "linux" / "share"
    entry = (linux / "org.pepdesk.PepDesk.desktop").read_text(encoding="utf-8")
    kind = (linux / "org.pepdesk.PepDesk.mime.xml").read_text(encoding="utf-8")
    assert 'pattern="*.pepx"' in kind
    mime = re.search(r'mime-type type="([^"]+)"', kind)
    assert mime is not None
    assert mime[1] in entry
    assert re.search(r"^Icon=\S+", entry, re.MULTILINE)
    assert re.search(r"^Exec=\S+ %[fF]", entry, re.MULTILINE)
    for file in ("windows/msi.py", "windows/setup.nsi", "macos/pepdesk.spec"):
        assert "pepx" in (ROOT / "installers" / file).read_text(encoding="utf-8").lower(), file
    assert (paths.resources_dir() / "icons" / "pepdesk.svg").is_file()
    assert not QApplication.windowIcon().isNull()


def test_a_row_moved_copied_added_or_brought_back_is_in_sight_with_the_focus(view: PlanView, qtbot: QtBot) -> None:
    targets = RowsAt("targets", "target")
    view.go_to(Address("targets", "outcome", (view.session.on_screen.rows[targets][0],)))
    hand = view.at_hand
    for act in (
        hand.move_row_down, view.undo, hand.duplicate_row, view.undo, hand.remove_row, view.undo, hand.add_row,
    ):  # fmt: skip
        act()
        qtbot.wait(RESTS_MS + 50)
        focus, seen = QApplication.focusWidget(), view.pages.page("targets").viewport()
        assert focus is not None
        assert seen.isAncestorOf(focus), act
        assert seen.rect().contains(QRect(focus.mapTo(seen, QPoint()), focus.size())), act
