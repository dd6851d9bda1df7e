"""Filled forms for tests: a plan written into a template, and a template's XML changed as Word would change it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from pepdesk.export.form_names import bookmark
from pepdesk.export.form_sheet import form_sheet
from pepdesk.export.word_form import Origin, render
from pepdesk.form.address import Address
from pepdesk.form.model import Form, Role
from pepdesk.intake.filled import Filled
from pepdesk.intake.word_form import filled_word
from pepdesk.intake.word_inside import inside
from pepdesk.record.record import PepRecord

CREATED = "2026-11-22T09:00:00+00:00"
MAIN = "word/document.xml"


def blank(form: Form, owner: Role | None = None) -> bytes:
    return render(form_sheet(form, owner), Origin(None, CREATED))


def of_plan(record: PepRecord) -> bytes:
    return render(form_sheet(record.form, None, record), Origin(record.authority, CREATED, of_plan=True))


def read_here(data: bytes, form: Form, record: PepRecord | None = None) -> Filled:
    """Read in this process, which is quicker; ``intake.read`` does the same behind the fence."""
    told = inside(None, data)
    assert "title" not in told, told
    return filled_word(told, form, record)


def changed(data: bytes, change: Callable[[str], str], part: str = MAIN, **more: bytes) -> bytes:
    """The package with one part's text changed, and perhaps further parts added ("word/comments.xml" as a keyword)."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
        for name, content in more.items():
            new.writestr(name, content)
    return target.getvalue()


def put(address: Address, inner: str) -> Callable[[str], str]:
    """Replaces what stands in an answer's field by ``inner`` (source of runs or paragraphs)."""
    name = re.escape(bookmark(address))

    def change(source: str) -> str:
        pattern = rf'(<w:bookmarkStart [^>]*w:name="{name}"/><w:sdt>.*?<w:sdtContent>).*?(</w:sdtContent>)'
        done, count = re.subn(pattern, lambda found: f"{found[1]}{inner}{found[2]}", source, count=1, flags=re.DOTALL)
        assert count == 1
        return done

    return change


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
