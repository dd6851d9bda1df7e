"""Who completes a part, shown so that colour is never needed: a shape, a word, and a colour (product design, 5.4)."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pepdesk.form.model import Role
from pepdesk.ui.parts.texts import BAR, SmallText
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

OWNERS: dict[Role, tuple[str, str]] = {
    Role.DESIGNATED_TEACHER: ("■", tr("School")),
    Role.SOCIAL_WORKER: ("●", tr("Social worker")),
    Role.BOTH: ("◆", tr("Both")),
    Role.CHILD: ("★", tr("My voice")),
    Role.CARER: ("♥", tr("Carer")),
    Role.PARENT: ("♦", tr("Parent")),
    Role.VIRTUAL_SCHOOL: ("▲", tr("Virtual School")),
}
"""Shape and word for each role."""
_SCHOOLS = {"early_years": tr("Setting"), "post_16": tr("College")}
"""What stands for the school in a form of another phase."""


def owner_word(role: Role, form_id: str = "") -> str:
    """The word for a role; a nursery's part is not a school's."""
    if role is Role.DESIGNATED_TEACHER:
        return _SCHOOLS.get(form_id, OWNERS[role][1])
    return OWNERS[role][1]


def owner_words(role: Role, form_id: str = "") -> str:
    """Shape and word together."""
    return f"{OWNERS[role][0]} {owner_word(role, form_id)}"


class OwnerChip(SmallText):
    """A small label with a coloured bar: who completes this."""

    def __init__(self, role: Role, parent: QWidget | None = None, *, form_id: str = "") -> None:
        super().__init__("", parent, wrap=False)
        self._role = role
        self.setContentsMargins(BAR + 6, 0, 0, 0)
        self.setText(owner_words(role, form_id))
        self.setAccessibleName(tr("Completed by: {whose}", whose=owner_word(role, form_id)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar in the role's colour, then the words."""
        painter = QPainter(self)
        height = self.fontMetrics().height()
        colour: QColor = theme().tokens.owner(self._role)
        painter.fillRect(0, (self.height() - height) // 2, BAR, height, colour)
        painter.end()
        super().paintEvent(event)
