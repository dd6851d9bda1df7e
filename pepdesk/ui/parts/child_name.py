"""What the open plan's child is called: the name they prefer, or the first one they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.answers import text_of

if TYPE_CHECKING:
    from pepdesk.app.session import Session

NAMES = (Address("child", "preferred_name"), Address("child", "first_name"))


def called(session: Session) -> str:
    """What the child is called, as far as may be shown now; "" while the plan does not say."""
    answers = (text_of(session.answer(address)).strip() for address in NAMES)
    return next((one for one in answers if one), "")
