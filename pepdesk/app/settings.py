"""What this computer remembers about the person's window: sizes, zoom, look, role. Never a name, an answer or a plan.

Kept as a plain INI file in the person's data folder, not in the registry.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from pepdesk import paths
from pepdesk.policy import policy

DEFAULT_IDLE_MINUTES = 10
LONGEST_IDLE_MINUTES = 30
"""Idle lock after 10 minutes by default, never more than 30 (security design, section 1.8)."""


REMINDER_DAYS = (30, 2000)
"""After how many days one may be reminded of signed plans, at least and at most."""
USUAL_REMINDER_DAYS = 200
"""About two terms: by then the next plan has been begun from this one."""
_REMINDER = "retention/days"


ROLES = ("", "designated_teacher", "social_worker")
"""What the person at this computer may be; "" is not said."""


class Settings:
    """Typed access to the settings file; a damaged or read-only file gives the defaults."""

    def __init__(self) -> None:
        self._file = QSettings(str(paths.user_data_dir() / "window.ini"), QSettings.Format.IniFormat)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number between ``low`` and ``high``."""
        try:
            value = int(str(self._file.value(name, default)))
        except ValueError:
            return default
        return min(max(value, low), high)

    def text(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = str(self._file.value(name, default))
        return value if value in allowed else default

    def state(self, name: str) -> QByteArray:
        """A window's saved geometry or splitter state; empty if there is none."""
        value = self._file.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, value: int | str | QByteArray) -> None:
        """Remember a value."""
        self._file.setValue(name, value)

    @property
    def role(self) -> str:
        """One of ``ROLES``."""
        return self.text("person/role", "", ROLES)

    def keep_role(self, role: str) -> None:
        """Remember what the person is; another window shows those sections first."""
        self.keep("person/role", role)

    @property
    def is_first_run(self) -> bool:
        """Whether the pages of the first run are still to be shown."""
        return not self.whole("first/over", 0, 0, 1)

    def keep_first_run_over(self) -> None:
        """Show the pages of the first run no more."""
        self.keep("first/over", 1)

    @property
    def reminder_days(self) -> int:
        """Days after which a signed plan's working copy may be thought of as one to delete."""
        return self.whole(_REMINDER, USUAL_REMINDER_DAYS, *REMINDER_DAYS)

    def keep_reminder_days(self, days: int) -> None:
        """Remember after how many days to remind."""
        self.keep(_REMINDER, days)

    @property
    def idle_minutes(self) -> int:
        """Minutes without a key or click before the vault locks; never longer than the organisation's policy says."""
        chosen = self.whole("lock/idle_minutes", DEFAULT_IDLE_MINUTES, 1, LONGEST_IDLE_MINUTES)
        return min(chosen, policy().idle_minutes or LONGEST_IDLE_MINUTES)
