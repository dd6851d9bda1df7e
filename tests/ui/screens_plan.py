"""The screens with an open plan: its pages, what is beside them, the meeting, the child's. See tests/ui/stage.py."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Audience, Role
from pepdesk.problem import NotSaved
from pepdesk.record.answers import NotApplicable, NotKnown, Value
from pepdesk.ui.drafts.stuck_box import StuckBox
from pepdesk.ui.editors.attached_file import AttachedFile, PictureSheet
from pepdesk.ui.editors.attachment import AttachmentEditor
from pepdesk.ui.meeting.meeting_window import MeetingWindow
from pepdesk.ui.meeting.voice_window import VoiceWindow
from pepdesk.ui.parts.sections import OVERVIEW
from pepdesk.ui.plan.go_to import GoToDialog
from pepdesk.ui.targets.examples_dialog import ExamplesDialog
from pepdesk.ui.targets.guide_dialog import GuideDialog
from tests.export.sample import drawing
from tests.ui.pseudo import english
from tests.ui.stage import Ground, Maker, Stage, screen

TABS = (
    "meeting", "child", "care", "contacts", "health", "school", "attendance", "sen", "attainment", "strengths", "voice",
    "views", "review", "targets", "funding", "notes", "sign_off",
)  # fmt: skip
"""The pages of the sample plan; tests/ui/test_every_window.py holds them against the form."""
MENUS = ("File", "Edit", "Plan", "Go", "View", "Settings", "Help")
OUTCOME = Address("targets", "outcome", ("r1",))
GOOD_AT = Address("strengths", "strengths")


def _page(tab: str) -> Maker:
    def show(stage: Stage) -> QWidget:
        stage.view.show_tab(tab)
        stage.view.focus_page()
        return stage.window

    return show


screen("the overview of a plan", Ground.PLAN)(_page(OVERVIEW))
for _tab in TABS:
    screen(f"the page {_tab}", Ground.PLAN)(_page(_tab))


def _at(stage: Stage, address: Address) -> QWidget:
    stage.view.go_to(address)
    return stage.window


@screen("the overview, further down", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.show_overview()
    bar = stage.view.overview.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.afterwards(lambda: bar.setValue(0))
    return stage.window


@screen("a target with its coach", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    return _at(stage, OUTCOME)


@screen("last term's answers beside the page", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    switch = stage.view.beside.last_term_action
    switch.setChecked(True)
    stage.afterwards(lambda: switch.setChecked(False))
    return _at(stage, GOOD_AT)


@screen("comments beside the page", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    view = stage.view
    view.go_to(GOOD_AT)
    view.beside.write_comment()
    stage.afterwards(lambda: view.beside.comments_action.setChecked(False))
    if not stage.session.comments:
        view.beside.comments._edit.setPlainText("Is this what Lusia said herself?")
        view.beside.comments.add()
    return stage.window


@screen("the problems after a check", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.session.set_answer(Address("child", "first_language"), None)
    stage.afterwards(stage.session.undo)
    stage.afterwards(stage.view.steps.close_list)
    stage.view.show_tab("targets")
    stage.view.check_plan()
    stage.until(stage.view.problems.isVisible, "for the problems")
    return stage.window


@screen("the find bar", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    view = stage.view
    view.show_tab("strengths")
    view.find_bar.open()
    view.find_bar._edit.setText("reading")
    view.find_bar.search()
    stage.afterwards(view.find_bar.leave)
    return stage.window


@screen("the help of a question", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to(GOOD_AT)
    stage.view.at_hand.toggle_help()
    stage.afterwards(lambda: (stage.view.go_to(GOOD_AT), stage.view.at_hand.toggle_help()))
    return stage.window


@screen("a question that is not known yet, and one that does not apply", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.session.set_answer(GOOD_AT, NotKnown("The form tutor, by Friday"))
    stage.session.set_answer(Address("strengths", "clubs"), NotApplicable("There are none near the home"))
    stage.afterwards(stage.session.undo)
    stage.afterwards(stage.session.undo)
    return _at(stage, GOOD_AT)


@screen("a target just removed", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to(OUTCOME)
    stage.view.at_hand.remove_row()
    stage.afterwards(stage.session.undo)
    return stage.window


@screen("only the social worker's sections", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.show_role(Role.SOCIAL_WORKER)
    stage.afterwards(lambda: stage.view.show_role(None))
    return stage.window


@screen("the child looks on", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    next(one for one in stage.view.presence.actions if one.data() == Audience.CHILD.value).trigger()
    stage.afterwards(stage.view.presence.end)
    stage.view.show_tab("strengths")
    return stage.window


def _picture(stage: Stage) -> AttachedFile:
    """A drawing added to what the child says goes well; its row."""
    at = Address("voice", "pictures")
    stage.view.go_to(at)
    place = stage.view.plan.place(at)
    assert place is not None
    assert isinstance(place.editor, AttachmentEditor)
    if not place.editor._files:
        (file := stage.folder / "my house.png").write_bytes(drawing())
        place.editor.add_files([str(file)])
        stage.until(lambda: place.editor.findChildren(AttachedFile), "for the picture")  # type: ignore[union-attr]
    return place.editor.findChildren(AttachedFile)[0]


@screen("a picture added to an answer", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _picture(stage)
    return stage.window


@screen("a picture seen large", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    _picture(stage).look()
    return stage.shown(PictureSheet)


@screen("going to a question", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to_question()
    return stage.shown(GoToDialog)


@screen("examples for a target", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to(OUTCOME)
    stage.view.at_hand.look_up()
    return stage.shown(ExamplesDialog)


@screen("building a target, first step", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to(OUTCOME)
    stage.view.at_hand.build()
    return stage.shown(GuideDialog)


@screen("building a target, last look", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.view.go_to(OUTCOME)
    stage.view.at_hand.build()
    dialog = stage.shown(GuideDialog)
    while dialog._index < len(dialog._questions):
        dialog.skip()
    return dialog


@screen("a plan that cannot be saved", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    problem = NotSaved("There is no room on the disk.", "Your answers are still here. Make room, then try again.")
    box = StuckBox(stage.window, problem, "14:02")
    box.open()
    return box


@screen("a sealed copy elsewhere, told", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.plans._copied(None)
    return stage.window


# The meeting and the child's own --------------------------------------------------------------------------------------


def _meeting(step: int) -> Maker:
    def show(stage: Stage) -> QWidget:
        stage.window.meetings.meeting()
        dialog = stage.shown(MeetingWindow)
        dialog.step_box.setCurrentIndex(step % dialog.step_box.count())
        return dialog

    return show


screen("the meeting, first step", Ground.PLAN)(_meeting(0))
screen("the meeting, the child's voice", Ground.PLAN)(_meeting(1))
screen("the meeting, the next date", Ground.PLAN)(_meeting(-2))
screen("the meeting, what was noted", Ground.PLAN)(_meeting(-1))


@screen("a page during the meeting", Ground.PLAN)
def _(stage: Stage) -> QWidget:
    stage.window.meetings.meeting()
    dialog = stage.shown(MeetingWindow)
    dialog._jump.click()
    stage.afterwards(dialog.close)
    return stage.window


def _voice(until: Callable[[VoiceWindow], bool], year: str = "") -> Maker:
    def show(stage: Stage) -> QWidget:
        if year:
            stage.session.set_answer(Address("child", "year_group"), Value(year))
            stage.afterwards(stage.session.undo)
        voice = stage.window.meetings.voice()
        assert voice is not None
        stage.afterwards(stage.view.presence.end)
        for _ in range(60):
            if until(voice):
                return voice
            voice.go_on()
        raise AssertionError("no such page of the child's voice")

    return show


def _asks(kind: str) -> Callable[[VoiceWindow], bool]:
    return lambda voice: type(voice.box).__name__ == kind


screen("the child's voice, welcome", Ground.PLAN)(_voice(lambda voice: True))
screen("the child's voice, faces for a young child", Ground.PLAN)(_voice(_asks("Keys"), "4"))
screen("the child's voice, answers to choose from", Ground.PLAN)(_voice(_asks("Keys")))
screen("the child's voice, own words", Ground.PLAN)(_voice(_asks("Box")))
screen("the child's voice, a drawing", Ground.PLAN)(_voice(_asks("Drawing"), "4"))
screen("the child's voice, thanks", Ground.PLAN)(_voice(lambda voice: voice.question is None and voice._at >= 0))


# Every kind of question -----------------------------------------------------------------------------------------------


@screen("every kind of question", Ground.KINDS)
def _(stage: Stage) -> QWidget:
    return _page("first")(stage)


@screen("every kind of question, checked", Ground.KINDS)
def _(stage: Stage) -> QWidget:
    stage.view.show_tab("first")
    stage.view.check_plan()
    return stage.window


@screen("rows, tables and cards", Ground.KINDS)
def _(stage: Stage) -> QWidget:
    at = RowsAt("second", "cost", (stage.session.assessment.rows[RowsAt("second", "target")][0],))
    if not stage.session.assessment.rows.get(at):
        stage.session.insert_row(at)
    return _page("second")(stage)


# Signed ---------------------------------------------------------------------------------------------------------------


@screen("a signed plan", Ground.SIGNED)
def _(stage: Stage) -> QWidget:
    stage.view.show_tab("targets")
    return stage.window


@screen("the overview of a signed plan", Ground.SIGNED)
def _(stage: Stage) -> QWidget:
    return _page(OVERVIEW)(stage)


@screen("an amended plan", Ground.SIGNED)
def _(stage: Stage) -> QWidget:
    stage.session.amend()
    stage.view.show_tab("targets")
    return stage.window


# Menus ----------------------------------------------------------------------------------------------------------------


def _menu(title: str) -> Maker:
    def show(stage: Stage) -> QWidget:
        stage.view.show_overview()
        bar = stage.window.menuBar()
        (action,) = [one for one in bar.actions() if one.isVisible() and english(one.text()).replace("&", "") == title]
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))
        stage.afterwards(menu.close)
        return menu

    return show


for _title in MENUS:
    screen(f"the menu {_title}", Ground.PLAN)(_menu(_title))
