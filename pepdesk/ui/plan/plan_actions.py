"""The actions of an open plan, for menus and keys: each calls one method of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMessageBox

from pepdesk.ui.parts.filters import REDO_KEYS, UNDO_KEYS
from pepdesk.ui.parts.problem_box import message_box
from pepdesk.ui.parts.spelling import spelling
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.ui.plan.plan_view import PlanView

Actions = list[QAction | None]
_UNDO_CHILDS = tr("Undo takes back what the child said.")
_UNDO_CHILDS_ADVICE = tr(
    "The last step put an answer in the child’s own words into the plan. Undo it only if the child wants that; "
    "the child can change it in Plan, My voice, full screen."
)


def undo(view: PlanView, step: Callable[[], None]) -> None:
    """Undo by ``step``; where that takes away the child's own words, only after somebody said so."""
    if not view.session.undo_takes_own_words or view.session.is_frozen:
        step()
        return
    box = message_box(view, _UNDO_CHILDS, _UNDO_CHILDS_ADVICE, QMessageBox.Icon.Question)
    box.addButton(tr("Take it back"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda: step())
    box.setDefaultButton(box.addButton(tr("Keep what the child said"), QMessageBox.ButtonRole.RejectRole))
    box.open()


def edit_actions(view: PlanView) -> Actions:
    """Undo, redo, and what is done to the question or row that has the focus."""
    stack = view.session.undo_stack
    undo = stack.createUndoAction(view, tr("&Undo"))
    redo = stack.createRedoAction(view, tr("&Redo"))
    for action, keys, act in ((undo, UNDO_KEYS, view.undo), (redo, REDO_KEYS, view.redo)):
        action.triggered.disconnect()  # the session, not the stack, is asked: a signed plan refuses
        action.triggered.connect(act)
        action.setShortcuts(list(keys))
        view.addAction(action)
    return [
        undo,
        redo,
        None,
        _action(view, tr("&Not applicable or not known…"), view.at_hand.open_answer_menu, "Ctrl+."),
        _action(view, tr("Today's &date"), view.at_hand.put_today, "Ctrl+;"),
        None,
        _action(view, tr("&Examples of targets…"), view.at_hand.look_up, "Ctrl+Shift+E"),
        _action(view, tr("&Build a target step by step…"), view.at_hand.build, "Ctrl+Shift+B"),
        _action(view, tr("Use the &coach’s wording"), view.at_hand.use_wording, "Ctrl+Shift+W"),
        None,
        _action(view, tr("&Add a row"), view.at_hand.add_row, "Ctrl+Return", "Ctrl+Enter"),
        _action(view, tr("Dupl&icate row"), view.at_hand.duplicate_row, "Ctrl+Shift+D"),
        _action(view, tr("&Move row up"), view.at_hand.move_row_up, "Alt+Shift+Up"),
        _action(view, tr("Move row do&wn"), view.at_hand.move_row_down, "Alt+Shift+Down"),
        _action(view, tr("Remo&ve row"), view.at_hand.remove_row),
    ]


def go_actions(view: PlanView) -> Actions:
    """Moving about in the plan."""
    numbered = [_action(view, "", view.go_to_numbered, f"Alt+{number}") for number in range(1, 10)]
    for number, action in enumerate(numbered, 1):
        action.setData(number)
        action.setText(tr("Section {step}", step=number))
    return [
        _action(view, tr("&Overview: where the plan stands"), view.show_overview, "Alt+0"),
        _action(view, tr("&Next section"), view.next_section, "Ctrl+PgDown", "Ctrl+Tab"),
        _action(view, tr("Pre&vious section"), view.previous_section, "Ctrl+PgUp", "Ctrl+Shift+Tab"),
        _action(view, tr("&Go to question…"), view.go_to_question, "Ctrl+K"),
        _action(view, tr("&Find words…"), view.find_bar.open, "Ctrl+F"),
        _action(view, tr("Find n&ext"), view.find_bar.next, "F3"),
        _action(view, tr("Find previo&us"), view.find_bar.previous, "Shift+F3"),
        None,
        _action(view, tr("&Check plan"), view.check_plan, "F9"),
        _action(view, tr("Next p&roblem"), view.next_problem, "F8"),
        _action(view, tr("Previous pro&blem"), view.previous_problem, "Shift+F8"),
        _action(view, tr("Next doubtful s&pelling"), view.slips.next, "F7"),
        _action(view, tr("Next commen&t"), view.beside.next_comment, "Ctrl+Alt+N"),
        None,
        _action(view, tr("Next p&ane"), view.next_pane, "F6"),
    ]


def view_actions(view: PlanView) -> Actions:
    """What is shown, and how large."""
    problems = _action(view, tr("&Problems"), view.steps.toggle_list)
    problems.setCheckable(True)
    spelled = QAction(tr("Mark doubtful &spelling"), view)
    spelled.setCheckable(True)
    spelled.setChecked(spelling().on)
    spelled.toggled.connect(spelling().switch)
    return [
        problems,
        spelled,
        _action(view, tr("&Why we ask"), view.at_hand.toggle_help, "F1"),
        None,
        *view.presence.actions,
        None,
        _action(view, tr("Zoom &in"), theme().zoom_in, "Ctrl++", "Ctrl+="),
        _action(view, tr("Zoom &out"), theme().zoom_out, "Ctrl+-"),
        _action(view, tr("&Actual size"), theme().zoom_usual, "Ctrl+0"),
    ]


def _action(view: PlanView, text: str, slot: Callable[[], None], *keys: str) -> QAction:
    action = QAction(text, view)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.triggered.connect(slot)
    view.addAction(action)
    return action
