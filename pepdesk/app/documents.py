"""A plan as files to hand over: made in memory, written whole or not at all. No Qt: the command line uses this too."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pepdesk import paths
from pepdesk.app.across_terms import figures_of
from pepdesk.app.removable import is_removable
from pepdesk.authority.loader import form_for, load_authority
from pepdesk.export.blocks import Document, Mark
from pepdesk.export.child_copy import child_copy
from pepdesk.export.choice import WHOLE, Choice
from pepdesk.export.copying import Removed, copy_for, shorter
from pepdesk.export.embedded import carried_plan
from pepdesk.export.marks import with_marks
from pepdesk.export.mentions import Look, to_look_at
from pepdesk.export.outline import file_name, no_pictures, outline
from pepdesk.form.model import Audience
from pepdesk.policy import policy
from pepdesk.problem import ExportProblem
from pepdesk.record.codec import snapshot_hash
from pepdesk.record.record import PepRecord
from pepdesk.record.sample import authority_named, read_sample
from pepdesk.rules.assess import assess
from pepdesk.words import tr

_SEALED = (".pepx", ".pepcard")
"""What may go on a stick under every policy: sealed, or meant for anybody's eyes."""
SAMPLES = {"year_r_11": "year_8", "early_years": "early_years", "post_16": "post_16"}
"""Form → its sample plan in ``resources/sample/``, the one shown when nobody names another."""
MORE_SAMPLES = {"year_6": "year_r_11"}
"""Further sample plan → its form."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one plan. ``stem`` is the file name they share; ``pdf`` or ``word`` is None if not asked for.

    ``snapshot`` is the hash of the record they were made from, for ``Session.sign``. ``removed`` is what a copy for a
    narrower ``audience`` leaves out; ``look`` what a person should read in it before it goes out.
    """

    stem: str
    snapshot: str
    pdf: bytes | None
    word: bytes | None
    audience: Audience = Audience.FULL
    removed: tuple[Removed, ...] = ()
    look: tuple[Look, ...] = ()

    def files(self) -> dict[str, bytes]:
        """File name → bytes."""
        both = {f"{self.stem}.pdf": self.pdf, f"{self.stem}.docx": self.word}
        return {name: data for name, data in both.items() if data is not None}


def make_documents(
    record: PepRecord,
    now: datetime,
    *,
    pdf: bool,
    word: bool,
    draft: bool,
    picture: Callable[[str], bytes | None] = no_pictures,
    marks: Sequence[Mark] = (),
    audience: Audience = Audience.FULL,
    choice: Choice = WHOLE,
    earlier: Sequence[PepRecord] = (),
) -> Documents:
    """Make the documents of a plan as it stands; ``now`` has a zone. Takes a second or so: call it from a job.

    ``draft`` prints a warning on the first page; ``picture`` gives attached pictures (``export.outline``);
    ``marks`` were made just now before the one who will sign first. A copy for a narrower ``audience`` holds nothing of
    what it leaves out, is never to be signed and takes no marks. The PDF of a full plan that is no draft carries the
    plan as data (``export.embedded``), its Word file from which plan it is (``export.word_origin``). ``choice`` is how
    much of it is printed and how large; a part never carries the plan. ``earlier`` are the child's plans before this
    one (``app.across_terms``): their figures are drawn beside this plan's, as far as the reader may see them. Raises
    ``ExportProblem`` when a letter cannot be printed.
    """
    created = now.isoformat(timespec="seconds")
    if audience is not Audience.FULL:
        document, removed, look = narrower(record, audience, created, picture, choice, earlier)
    else:
        removed, look = (), ()
        document = outline(
            record, assess(record, now.date()), created, draft=draft, picture=picture, choice=choice,
            earlier=figures_of(earlier, audience, now.date()),
        )  # fmt: skip
        document = with_marks(document, marks)
        if pdf and not draft and choice.is_whole:
            document = replace(document, carried=carried_plan(record))
    pdf_bytes = word_bytes = None
    if pdf:
        from pepdesk.export.pdf import render as render_pdf

        pdf_bytes = render_pdf(document)
    if word:
        from pepdesk.export.word import render as render_word

        word_bytes = render_word(document)
        if audience is Audience.FULL and not draft and choice.is_whole:
            from pepdesk.export.word_origin import Origin, with_origin

            word_bytes = with_origin(word_bytes, Origin(record.plan_id, snapshot_hash(record)))
    stem = file_name(record, audience)
    return Documents(stem, snapshot_hash(record), pdf_bytes, word_bytes, audience, removed, look)


def narrower(
    record: PepRecord,
    audience: Audience,
    created: str,
    picture: Callable[[str], bytes | None] = no_pictures,
    choice: Choice = WHOLE,
    earlier: Sequence[PepRecord] = (),
) -> tuple[Document, tuple[Removed, ...], tuple[Look, ...]]:
    """A copy for one reader before it is drawn, what it leaves out, and what to read in it before it goes out."""
    copy = copy_for(record, audience, date.fromisoformat(created[:10]))
    draft = not record.signings
    if audience is Audience.CHILD:
        document, used = child_copy(copy, created, draft=draft, picture=picture)
        document = replace(document, large=choice.large)
        short = shorter(copy, used)
    else:
        short = copy
        document = outline(
            copy.record, copy.assessment, created, draft=draft, picture=picture, choice=choice, audience=audience,
            earlier=figures_of(earlier, audience, date.fromisoformat(created[:10])),
        )  # fmt: skip
    return document, short.removed, to_look_at(record, copy, short)


def write_document(path: Path, data: bytes) -> None:
    """Write a document whole, replacing an older one. Raises ``ExportProblem``, and then nothing changed.

    Where the organisation's policy says so, nothing in clear is written to a drive that can be carried away.
    """
    if not policy().export_to_removable and path.suffix.lower() not in _SEALED and is_removable(path):
        raise ExportProblem(
            tr("Documents may not be written to a stick or card on this computer."),
            tr(
                "Your organisation has set this. Choose a folder on the computer or on the network; a "
                "sealed package for a colleague (.pepx) may go on a stick."
            ),
            code="removable",
        )
    beside = path.with_name(f".{secrets.token_hex(8)}.pepdesk")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise ExportProblem(
            tr("The document could not be written."),
            f"{_why(error)} {tr('An older file of that name is as it was. Choose another folder, or try again.')}",
            code="write",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    import errno

    return {
        errno.ENOSPC: tr("The disk is full."),
        errno.EACCES: tr("You may not write in that folder."),
        errno.EROFS: tr("That place is read-only."),
        errno.ENOENT: tr("The folder is not there."),
        errno.EBUSY: tr("The file is open in another program."),
    }.get(error.errno or 0, tr("The disk refused it."))


def sample_plan(form_id: str, today: date, sample: str = "") -> PepRecord:
    """The sample plan of a form: an invented child, safe to show to anybody. Its id is new each time.

    ``sample`` names one of the form's further samples (``MORE_SAMPLES``).
    """
    text = (paths.resources_dir() / "sample" / f"{sample or SAMPLES[form_id]}.toml").read_text(encoding="utf-8")
    authority = load_authority(paths.forms_dir(), authority_named(text))
    form = form_for(paths.forms_dir(), form_id, authority)
    return read_sample(form, text, secrets.token_hex(16), f"{today.isoformat()}T12:00:00+00:00", authority)
