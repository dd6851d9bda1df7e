"""A plan's earlier versions: which can be looked at and compared with, and reading one of them.

History is never rewritten: what is brought back becomes a change of the open plan, which can be undone like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.app.library import read_card
from pepdesk.app.times import moment_words, sentence
from pepdesk.form.address import Address
from pepdesk.problem import StorageProblem
from pepdesk.record.answers import text_of
from pepdesk.record.codec import read_record
from pepdesk.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from pepdesk.app.library import Entry, Library
    from pepdesk.app.progress import Progress
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.generations import Generation

_BORN = Address("child", "date_of_birth")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version to compare with: what it is called, what more is to be said of it, and which save it is.

    ``same_plan`` is false for last term's plan: single answers can be taken from it, but not the whole of it.
    """

    title: str
    note: str
    draft_id: str
    number: int
    same_plan: bool = True

    @property
    def words(self) -> str:
        """Title and note in one sentence."""
        return f"{self.title} ({self.note})" if self.note else self.title


@dataclass(frozen=True, slots=True)
class History:
    """The versions people ask for by name first (``marked``), then every save, newest first (``saves``)."""

    marked: tuple[Earlier, ...]
    saves: tuple[Earlier, ...]


def read_history(library: Library, draft_id: str, now: datetime, progress: Progress) -> History:
    """What of a plan can be looked at. Work for a job. Raises ``StorageProblem``, or ``Stopped``."""
    saves = library.drafts.history(draft_id, progress.step)
    marked = [
        *_signed(saves, now),
        *_last_term(library.entries(), draft_id, now),
        *_this_morning(saves, now),
    ]
    return History(tuple(marked), tuple(_save(one, now) for one in saves))


def read_version(library: Library, which: Earlier, own: PepRecord) -> PepRecord:
    """The plan as it was in that save. Work for a job.

    Raises ``StorageProblem`` when it cannot be read any more or is about another child than ``own``.
    """
    record = read_record(library.drafts.open_generation(which.draft_id, which.number).body)
    born = [text_of(one.answers.get(_BORN)) for one in (own, record)]
    if not which.same_plan and all(born) and born[0] != born[1]:
        raise StorageProblem(
            tr("That plan is for another child of the same name."),
            tr("The dates of birth differ, so the two are not compared."),
            code="another-child",
        )
    return record


def _signed(saves: list[Generation], now: datetime) -> list[Earlier]:
    signed = next((one for one in saves if one.signed), None)
    if signed is None:
        return []
    return [Earlier(tr("Last signature"), moment_words(signed.saved_at, now), signed.draft_id, signed.number)]


def _this_morning(saves: list[Generation], now: datetime) -> list[Earlier]:
    """The last save of an earlier day: how the plan stood before anybody worked on it today."""
    before = [one for one in saves if one.saved_at.astimezone(now.tzinfo).date() < now.date()]
    if not before or before[0] is saves[0]:
        return []
    note = tr("as it was saved {moment}", moment=moment_words(before[0].saved_at, now))
    return [Earlier(tr("This morning"), note, before[0].draft_id, before[0].number)]


def _last_term(entries: tuple[Entry, ...], draft_id: str, now: datetime) -> list[Earlier]:
    """The plan before this one, by the names on the cards; none for a version that stands beside another."""
    own = next((one for one in entries if one.draft_id == draft_id), None)
    if own is None or own.is_sibling:
        return []
    found = last_term(entries, draft_id, (own.card.first_name, own.card.surname), own.card.meeting, now)
    return [found] if found else []


def last_term(
    entries: tuple[Entry, ...], draft_id: str, names: tuple[str, str], meeting: str, now: datetime
) -> Earlier | None:
    """The same child's plan with the latest meeting before ``meeting`` ("" for not known yet), by first and last name.

    ``draft_id`` is the plan itself ("" before its first save). Dates of birth are compared by ``read_version``.
    """
    if not all(names):
        return None
    others = [one for one in entries if one.draft_id != draft_id and not one.is_sibling and _is_for(one, names)]
    earlier = [one for one in others if one.card.meeting and one.card.meeting < (meeting or "9999")]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.card.meeting)
    note = tr("{term}, saved {moment}", term=last.card.term, moment=moment_words(last.saved_at, now))
    note = note if last.card.term else ""
    return Earlier(tr("Last term’s plan"), note, last.draft_id, last.number, same_plan=False)


def _is_for(entry: Entry, names: tuple[str, str]) -> bool:
    return [one.casefold() for one in names] == [entry.card.first_name.casefold(), entry.card.surname.casefold()]


def _save(generation: Generation, now: datetime) -> Earlier:
    card = read_card(generation.summary)
    marks = (
        (tr("signed"), generation.signed),
        (tr("kept"), generation.kept),
        (tr("version {version}", version=card.version), card.version > 1),
    )
    note = ", ".join(mark for mark, holds in marks if holds)
    return Earlier(sentence(moment_words(generation.saved_at, now)), note, generation.draft_id, generation.number)
