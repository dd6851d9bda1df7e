"""What the title bar may say: initials at most, for it shows in the task bar and in every shared screen."""

from __future__ import annotations

from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.ui.parts.child_name import called
from pepdesk.words import tr


def window_title(session: Session | None) -> str:
    """The window's title with the plan of ``session`` on show; None for every other page. "[*]" is Qt's star."""
    return tr("PepDesk – plan {initials}[*]", initials=initials(session)) if session else "PepDesk[*]"


def initials(session: Session) -> str:
    """The child's initials, or "?" while there is no name."""
    names = (called(session), text_of(session.answer(Address("child", "surname"))))
    return "".join(name.strip()[0].upper() for name in names if name.strip()) or "?"
