"""What a trial has the installed program do after its demo, so that every library in the package is really used once.

Each line is a command of PepDesk in the demo's folder; @ stands for that folder. What only the window uses (spelling,
the voice, pictures of pages) is imported instead: ``making.reach``.
"""

from __future__ import annotations

from dataclasses import dataclass

_VAULT = "--vault @vault --passphrase-file @vault-passphrase.txt"


@dataclass(frozen=True, slots=True)
class Job:
    """``words`` after the program's name; ``said`` must be in what it prints; ``name`` is for the person watching."""

    name: str
    words: str
    said: str


JOBS = (
    Job("forms to fill in", "template year_r_11 --of @plan.json --pdf @form.pdf --word @form.docx", "Written:"),
    Job("a PDF form read back", "read @form.pdf --into @plan.json", "already in the plan"),
    Job("a Word form read back", "read @form.docx --into @plan.json", "already in the plan"),
    Job("a sheet of paper", "template year_r_11 --paper --pdf @paper.pdf", "Written:"),
    Job("large print", "export @plan.json --large --pdf @large.pdf --word @large.docx", "Written:"),
    Job("a card with a QR code", f"identity card designated_teacher {_VAULT} -o @card.png", "Written:"),
    Job("dates", "dates --into-care 2047-11-03 --ics @dates.ics", "Source:"),  # beyond the list: asks the library
    Job("the check", "check @plan.json", "Ready to sign"),
)


def words(job: Job, folder: str) -> list[str]:
    """The job's words for a demo in ``folder``, which ends with the system's separator."""
    return [word.replace("@", folder) for word in job.words.split()]
