"""A process that types for ever into an open plan, so that ``test_kill_while_typing`` can kill it at any moment.

Prints ``typed N`` after each character and ``saved N`` when Autosave says that N characters are on the disk.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from pepdesk.app.autosave import Autosave
from pepdesk.app.jobs import Jobs
from pepdesk.app.library import Library
from pepdesk.app.session import Session
from pepdesk.form.address import Address
from pepdesk.record.answers import Value, text_of
from pepdesk.storage.unlocking import unlock

NAME = Address("about", "name")


class Typist:
    """Opens a draft and types a letter every few milliseconds."""

    def __init__(self, vault: Path, draft: str, passphrase: str) -> None:
        library = Library(unlock(vault, passphrase))
        opened = library.open(draft)
        self.session = Session(opened.record)
        self.text = text_of(self.session.answer(NAME))
        self.jobs = Jobs()
        self.autosave = Autosave(self.session, library, draft, opened.generation, self.jobs)
        self.in_flight = 0
        start, done = self.jobs.run_file, self.saved

        def remember(*work: object) -> None:
            self.in_flight = len(self.text)
            start(*work)  # type: ignore[arg-type]

        self.jobs.run_file = remember  # type: ignore[method-assign, assignment]
        self.autosave.saved.connect(done)
        self.timer = QTimer(interval=7)
        self.timer.timeout.connect(self.type)
        self.timer.start()

    def type(self) -> None:
        """Type one more letter; now and then stop to think, so that the pause timer has its turn too."""
        self.text += "abcdefghij"[len(self.text) % 10]
        self.session.set_answer(NAME, Value(self.text))
        print("typed", len(self.text), f"{time.monotonic():.3f}", flush=True)
        self.timer.setInterval(1300 if len(self.text) % 97 == 0 else 7)

    def saved(self, _when: datetime) -> None:
        """Tell what is on the disk."""
        print("saved", self.in_flight, f"{time.monotonic():.3f}", flush=True)


if __name__ == "__main__":
    app = QCoreApplication([])
    typist = Typist(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    app.exec()
