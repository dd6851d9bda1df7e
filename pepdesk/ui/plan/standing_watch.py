"""Keeps an eye on where an open plan stands between its people: worked out after a pause, never at a key press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from pepdesk.problem import PepDeskProblem

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.handover.ledger import Ledger
    from pepdesk.handover.standing import Standing

PAUSE_MS = 700
"""After the last change: longer than anybody pauses within a sentence."""


class StandingWatch(QObject):
    """``changed()`` – it was worked out anew. Reading what the plan remembers takes some 15 ms, so it is kept."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._standing: Standing | None = None
        self._read: tuple[dict[str, Any], Ledger] | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.look)
        for signal in (session.changed, session.assessed, session.frozen):
            signal.connect(self._wait)
        QTimer.singleShot(0, self, self.look)

    @property
    def standing(self) -> Standing | None:
        """Where it stands; None for a plan that was never exchanged, or whose memory of that cannot be read."""
        return self._standing

    def look(self) -> None:
        """Work it out now."""
        record = self._session.read()
        self._standing = None
        if record.handover:
            from pepdesk.handover.standing import standing

            try:
                self._standing = standing(record, self._ledger(record.handover), self._session.assessment)
            except PepDeskProblem:
                self._standing = None
        self.changed.emit()

    def _ledger(self, raw: dict[str, Any]) -> Ledger:
        """The ledger, read again only if another was put into the plan (its parts are never changed in place)."""
        from pepdesk.handover.ledger import ledger_of

        known = self._read
        if known is None or known[0].keys() != raw.keys() or any(known[0][key] is not raw[key] for key in raw):
            known = self._read = (raw, ledger_of(self._session.read()))
        return known[1]

    def _wait(self, _what: object) -> None:
        self._soon.start()
