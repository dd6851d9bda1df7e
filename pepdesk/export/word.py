"""A document as a Word file: the same blocks and look as the PDF, on our own template, with real styles."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from pepdesk.export.plain_text import clean
from pepdesk.paths import resources_dir

if TYPE_CHECKING:
    from docx.document import Document as Package

    from pepdesk.export.blocks import Document


def render(document: Document) -> bytes:
    """Give the bytes of the Word file; the same document always gives the same bytes."""
    import docx

    from pepdesk.export import word_body
    from pepdesk.export.word_source import Embedded

    package = docx.Document(str(resources_dir() / "word" / "pepdesk.docx"))
    body = package.element.body
    section = body[-1]
    numbers = count(1)

    def embed(data: bytes) -> Embedded:
        relation, image = package.part.get_or_add_image(io.BytesIO(data))
        return Embedded(relation, image.px_width, image.px_height, next(numbers))

    for element in word_body.elements(document, embed):
        section.addprevious(element)
    word_body.fill_header(package.sections[0].header, document)
    word_body.fill_footer(package.sections[0].footer, document)
    if document.large:
        _enlarge(package)
    return finished(package, document)


def _enlarge(package: Package) -> None:
    """Set every style in large print; Word counts in half points."""
    from docx.oxml.ns import qn

    from pepdesk.export import look

    for each in package.styles.element.iter(qn("w:sz"), qn("w:szCs")):
        style = next(each.iterancestors(qn("w:style")), None)
        foot = style is not None and style.get(qn("w:styleId")) == "Footer"
        points = look.FOOT[True] if foot else look.size(int(each.get(qn("w:val"))) / 2, large=True)
        each.set(qn("w:val"), str(round(points * 2)))


def finished(package: Package, document: Document) -> bytes:
    """The bytes of a package whose body is written, with the document's language, title and dates."""
    _set_language(package, document.lang)
    _set_properties(package, document)
    unsteady = io.BytesIO()
    package.save(unsteady)
    return _with_fixed_dates(unsteady.getvalue())


def _set_language(package: Package, lang: str) -> None:
    from docx.oxml.ns import qn

    for each in package.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), lang)


def _set_properties(package: Package, document: Document) -> None:
    core = package.core_properties
    core.title = _property(document.title)
    core.subject = _property(document.subtitle)
    core.author = core.last_modified_by = _property(document.author)
    core.keywords = _property(", ".join(document.keywords))
    core.language = document.lang
    core.version = _property(document.version)
    core.revision = 1
    created = datetime.fromisoformat(document.created)
    if created.tzinfo is None:
        raise ValueError("a document's date of creation needs its zone")
    core.created = core.modified = created.astimezone(UTC).replace(tzinfo=None)


def _property(words: str) -> str:
    """One line of at most 255 letters, which is what python-docx lets a property hold."""
    return " ".join(clean(words).split())[:255]


def _with_fixed_dates(package: bytes) -> bytes:
    """The same parts in a zip whose entries carry no clock time."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return written.getvalue()
