"""The verbs for the meeting: the agenda beside the open plan, and the child's own full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.problem_box import message_box
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.meeting.meeting_window import MeetingWindow
    from pepdesk.ui.meeting.voice_window import VoiceWindow


class MeetingVerbs(QObject):
    """What the Plan menu asks for while people sit together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._meeting: MeetingWindow | None = None

    def meeting(self) -> None:
        """Open the meeting's window, or bring it back from behind the page somebody jumped to."""
        from pepdesk.ui.meeting.meeting_window import MeetingWindow

        view = self._window.plan_view
        if view is None:
            return
        if self._meeting is not None:
            self._meeting.come_back()
            return
        try:
            self._meeting = meeting = MeetingWindow(view, self._window)
        except PepDeskProblem as problem:
            self._window.refuse(problem)
            return
        meeting.destroyed.connect(self._gone)
        meeting.voice_wanted.connect(self.voice)
        meeting.show()

    def voice(self) -> VoiceWindow | None:
        """Open the child's full screen; gives it, or None where it cannot be opened.

        The plan behind it shows nothing that the child must not see, until somebody shows everything again.
        """
        from pepdesk.ui.meeting.voice_questions import has_voice
        from pepdesk.ui.meeting.voice_window import VoiceWindow

        session = self._window.desk.session
        if session is None:
            return None
        if session.is_frozen:
            self._say(
                tr("This plan is signed."), tr("Nothing in it can be changed. Amend it, then let the child answer.")
            )
            return None
        if not has_voice(session):
            self._say(tr("This plan does not ask the child anything yet."), tr("Fill in the child’s year group first."))
            return None
        if (focus := self._window.focusWidget()) is not None:
            focus.clearFocus()  # an input method hands over the word it has in hand
        session.end_burst()
        if self._window.plan_view is not None:
            self._window.plan_view.presence.child_comes()  # what “Stop for now” comes back to is for them to see too
        voice = VoiceWindow(session, self._window)
        voice.show_large()
        return voice

    def _say(self, title: str, advice: str) -> None:
        box = message_box(self._window, title, advice, QMessageBox.Icon.Information)
        box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def _gone(self) -> None:
        self._meeting = None
