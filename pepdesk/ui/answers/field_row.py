"""One question on a page: label above, hint, editor, and below it advice or error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from pepdesk.form.model import FieldType
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.parts.owners import OwnerChip
from pepdesk.ui.parts.texts import HelpText, Hint, SmallText, StrongText, as_tip
from pepdesk.ui.parts.theme import TARGET
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field, Role
    from pepdesk.ui.answers.plan_map import PlanMap


class FieldRow(AnswerPlace):
    """A question with its label. ``around`` is the owner of the page; another owner gets a chip."""

    def __init__(self, plan: PlanMap, field: Field, address: Address, context: str, parent: QWidget, *,
                 around: Role) -> None:  # fmt: skip
        super().__init__(plan, field, address, context, parent, compact=False)
        self._help: HelpText | None = None
        self._needed: SmallText | None = None
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        if field.type is not FieldType.NOTE:
            self._label = StrongText("", self)
            self._label.stand_by(self.editor.focus_target(), field.label)
            self._top.addWidget(self._label, 1)
            if field.owner is not around:
                chip = OwnerChip(field.owner, self, form_id=plan.session.form.id)
                chip.setMinimumHeight(TARGET)  # as high as the buttons beside it, and beside the question's first line
                self._top.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            self._add_buttons()
            self.column.addLayout(self._top)
        if field.help:
            self.column.addWidget(Hint(field.help, self))
        self.column.addWidget(self.editor)
        self.add_below()
        self.start()

    def add_below(self) -> None:
        """What else goes under the editor: nothing here."""

    def show_needed(self, needed: bool) -> None:
        """A quiet mark beside the label."""
        if self._needed is None and needed:
            self._needed = SmallText(tr("needed to sign"), self, wrap=False)
            self._needed.setToolTip(tr("Needed before the plan is signed"))
            self._top.insertWidget(1, self._needed)
        if self._needed is not None:
            self._needed.setVisible(needed)

    def place_remark(self, remark: SmallText) -> None:
        """Beside the label."""
        self._top.insertWidget(1, remark)

    def has_help(self) -> bool:
        """Whether there is more to say about why this is asked."""
        return bool(self.field.why or self.field.good or self.field.poor)

    def toggle_help(self) -> None:
        """Show or hide why it is asked and examples of answers."""
        if not self.has_help():
            return
        if self._help is None:
            self._help = HelpText(help_words(self.field), self)
            self.column.insertWidget(self.column.indexOf(self.editor), self._help)
            self._help.show()
        else:
            self._help.setVisible(self._help.isHidden())

    def open_menu(self) -> None:
        """Open the menu of what can be said instead of an answer, under its button."""
        self.menu(clipboard=False).popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def menu_lines(self) -> list[tuple[str, object, bool]]:
        """The menu, with the help."""
        lines = super().menu_lines()
        if self.has_help():
            lines.append((tr("&Why we ask"), self.toggle_help, True))
        return lines

    def _add_buttons(self) -> None:
        if self.has_help():
            why = _button(
                tr("Why we ask"),
                tr("Why we ask: {label}", label=self.field.label),
                tr("Why we ask, with examples (F1)"),
                self,
            )
            why.clicked.connect(self.toggle_help)
            self._top.addWidget(why, 0, Qt.AlignmentFlag.AlignTop)
        self._more = _button("⋯", tr("Not applicable or not known: {label}", label=self.field.label),
                             tr("Not applicable, not known yet, clear (Ctrl+.)"), self)  # fmt: skip
        self._more.clicked.connect(self.open_menu)
        self._top.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)


def _button(text: str, name: str, tip: str, parent: QWidget) -> QToolButton:
    """A quiet button that the mouse reaches; the keyboard has the key its tooltip names, so Tab goes on typing."""
    button = QToolButton(parent)
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(as_tip(tip))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setMinimumSize(TARGET, TARGET)
    return button


def help_words(field: Field) -> str:
    """Why a question is asked, and examples, as text."""
    parts = (("", field.why), (tr("A helpful answer: "), field.good), (tr("Too little to go on: "), field.poor))
    return "\n\n".join(f"{before}{text}" for before, text in parts if text)
