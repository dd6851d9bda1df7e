"""Expected failures, told to people.

Three kinds of wrong are never mixed (architecture, section 8): an *issue* is in the answers and is a value
(``pepdesk.rules``); a *problem* is an expected failure of a file, a key or a form and is this exception;
anything else is a bug and ends in the crash report.

::

    PepDeskProblem
    ├── FormProblem          a form or authority file cannot be used (its faults are listed)
    ├── RecordProblem        a plan's file is not a plan PepDesk can read
    ├── StorageProblem
    │   ├── WrongPassphrase      the words did not open the vault
    │   ├── DamagedFile          bytes were changed or cut short
    │   ├── NewerFile            made by a newer PepDesk
    │   ├── NotSaved             the disk refused; the text is still in the window
    │   └── SavedElsewhere       another window or computer saved the same draft first
    ├── AttachmentProblem    a picture or document cannot be kept
    ├── ImportProblem        a file from another system, such as a list of pupils, cannot be read
    ├── ExportProblem        a document cannot be made as asked
    ├── SigningProblem       an identity or a signature cannot be made or read
    └── HandoverProblem      a card or a package to or from somebody else cannot be used
        └── ChangedKey           somebody's key is not the one known: the loud stop
"""

from __future__ import annotations


class PepDeskProblem(Exception):
    """What happened (``title``), what to do about it (``advice``) and a short stable ``code`` for logs.

    ``title`` and ``advice`` are sentences for a teacher; neither may hold an answer or a child's name.
    """

    code = "problem"

    def __init__(self, title: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class FormProblem(PepDeskProblem):
    """A form or authority file cannot be used."""

    code = "form"


class RecordProblem(PepDeskProblem):
    """A plan's file is not a plan PepDesk can read."""

    code = "record"


class StorageProblem(PepDeskProblem):
    """Something about drafts or keys on disk."""

    code = "storage"


class WrongPassphrase(StorageProblem):
    """The passphrase or recovery key did not open the vault."""

    code = "wrong-passphrase"


class DamagedFile(StorageProblem):
    """Bytes were changed or cut short; nothing of the content was shown."""

    code = "damaged"


class NewerFile(StorageProblem):
    """Made by a newer PepDesk; left untouched."""

    code = "newer"


class NotSaved(StorageProblem):
    """The disk refused a save; what was saved before is whole and the text is still in memory."""

    code = "not-saved"


class SavedElsewhere(StorageProblem):
    """Another window or computer saved this draft first; this work was kept beside it."""

    code = "conflict"


class AttachmentProblem(PepDeskProblem):
    """A picture or document that somebody chose cannot be kept."""

    code = "attachment"


class ImportProblem(PepDeskProblem):
    """A file from another system, such as a list of pupils, cannot be read."""

    code = "import"


class ExportProblem(PepDeskProblem):
    """A document cannot be made as asked."""

    code = "export"


class SigningProblem(PepDeskProblem):
    """An identity or a signature cannot be made or read."""

    code = "signing"


class HandoverProblem(PepDeskProblem):
    """A contact card or a hand-over package cannot be made, read or taken in."""

    code = "handover"


class ChangedKey(HandoverProblem):
    """Somebody known comes with another key: nothing goes on before a person has settled it."""

    code = "changed-key"
