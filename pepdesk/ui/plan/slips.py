"""Going from one doubtful word of the plan to the next (F7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pepdesk.form.model import FieldType
from pepdesk.record.answers import text_of
from pepdesk.ui.editors.paragraph import GrowingText
from pepdesk.ui.parts.form_order import in_form_order
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.spelling import spelling
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.ui.plan.plan_view import PlanView

_NAMES = (FieldType.LINE, FieldType.PERSON)


class Slips(QObject):
    """The doubtful words of one open plan. Names in the plan are right."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view
        form = view.session.form
        spelling().forget()
        spelling().accept(
            text_of(answer)
            for address, answer in view.session.read().answers.items()
            if form.has(address.tab, address.field) and form.field(address.tab, address.field).type in _NAMES
        )
        self.destroyed.connect(_forget)

    def next(self) -> None:
        """Go to the next doubtful word, all round the plan, select it and offer what may have been meant."""
        if not spelling().on:
            spelling().switch(True)
        address, start = self._at()
        doubtful = [one for one in in_form_order(self._view.session) if self._is_doubtful(one)]
        if not doubtful:
            announce(self._view, tr("No word of this plan looks misspelt."), urgent=True)
            return
        order = in_form_order(self._view.session)
        here = order.index(address) if address in order else -1
        later = [one for one in doubtful if order.index(one) > here]
        for one in ([address] if address in doubtful else []) + [*later, *doubtful]:
            if one is not None and self._show(one, start if one == address else 0):
                return
            start = 0

    def _at(self) -> tuple[Address | None, int]:
        """The question that has the focus, and where the caret or the selection ends in its text."""
        focus = self._view.focusWidget()
        for place in self._view.plan.places():
            target = place.editor.focus_target()
            if target is focus and isinstance(target, GrowingText):
                return place.address, target.textCursor().selectionEnd()
        return None, 0

    def _is_doubtful(self, address: Address) -> bool:
        field = self._view.session.form.field(address.tab, address.field)
        text = text_of(self._view.session.answer(address)) if field.type is FieldType.PARAGRAPH else ""
        return bool(text and spelling().misspelt(text))

    def _show(self, address: Address, start: int) -> bool:
        """Select the first doubtful word from ``start`` on (UTF-16 units) and open its menu; whether there is one."""
        self._view.go_to(address)
        place = self._view.plan.place(address)
        target = place.editor.focus_target() if place else None
        if place is None or not isinstance(target, GrowingText):
            return False
        target.spell()
        found = next((one for one in target.slips() if one[0] >= start), None)
        if found is None:
            return False
        word = target.select_slip(found)
        menu = place.menu(clipboard=True)
        offered = ", ".join(spelling().suggest(word)) or tr("nothing like it is known")
        announce(self._view, f"{word}: {offered}")
        menu.popup(target.viewport().mapToGlobal(target.cursorRect().bottomLeft()))
        return True


def _forget() -> None:
    spelling().forget()
