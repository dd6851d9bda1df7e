"""Documents of the filled sample plan: tagged PDF against plain reportlab of the same pages; signing told apart."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.export.blocks import (
    Answers,
    Block,
    Bullets,
    Document,
    Heading,
    LongAnswer,
    PageBreak,
    Paragraph,
    SignatureBox,
    Table,
)
from pepdesk.export.outline import outline
from pepdesk.export.pdf import render
from pepdesk.people.identity import make_identity
from pepdesk.rules.assess import assess
from pepdesk.signing.sign import sign_file
from tests.bench.pairs import ratio

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.record.record import PepRecord


def plain(document: Document) -> bytes:
    """The same blocks as people usually write them with reportlab: untagged, platypus paragraphs and tables."""
    from html import escape

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        Flowable,
        SimpleDocTemplate,
        Spacer,
    )
    from reportlab.platypus import (
        PageBreak as NewPage,
    )
    from reportlab.platypus import (
        Paragraph as Words,
    )
    from reportlab.platypus import (
        Table as Grid,
    )

    from pepdesk import paths

    fonts = paths.resources_dir() / "fonts"
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Plain{name}", str(next(fonts.rglob(f"NotoSans-{name}.ttf")))))
    styles = getSampleStyleSheet()
    for style in styles.byName.values():
        style.fontName = "PlainBold" if "Heading" in style.name or style.name == "Title" else "PlainRegular"
    body = styles["BodyText"]

    def words(text: str) -> Words:
        return Words(escape(text).replace("\n", "<br/>"), body)

    def flow(block: Block) -> list[Flowable]:
        match block:
            case Heading(level, text):
                return [Words(escape(text), styles[f"Heading{level}"])]
            case Paragraph(text, _):
                return [words(text)]
            case Bullets(items):
                return [words(item) for item in items]
            case LongAnswer(answer):
                return [words(answer.question), words(answer.text)]
            case Answers(_, items):
                return [Grid([[words(one.question), words(one.text)] for one in items], [170, 300])]
            case Table(_, header, rows, _, _):
                width = 470 / len(header)
                return [
                    Grid(
                        [[words(cell) for cell in row] for row in (header, *rows)], [width] * len(header), repeatRows=1
                    )
                ]
            case SignatureBox():
                return [Spacer(1, 60)]
            case PageBreak():
                return [NewPage()]

    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build([one for block in document.blocks for one in flow(block)])
    return out.getvalue()


def main() -> bool:
    """Print the ratios; True when all are within their bars."""
    record = sample_plan("year_r_11", date.today())
    document = outline(record, assess(record, date.today()), "2026-11-22T10:00:00+00:00", draft=False)
    fine = ratio("tagged PDF / plain reportlab", lambda: render(document), lambda: plain(document), 2.0)
    fine = preview() and fine
    made = make_documents(record, datetime.now().astimezone(), pdf=True, word=True, draft=False)
    identity = make_identity("Bench Signer", "designated_teacher", "Bench School")
    assert made.pdf
    assert made.word
    for kind, data in (("PDF", made.pdf), ("Word", made.word)):
        start = time.perf_counter()
        sign_file(data, identity)
        print(f"  one signature in the {kind}, reported apart: {time.perf_counter() - start:.2f} s")
    return against_libreoffice(record, made.word, identity) and fine


def preview() -> bool:
    """A large-print plan of over 30 pages: its first page after the PDF is made, against 300 ms."""
    from pepdesk.app.preview import Pages, PreviewOrder, make_preview
    from pepdesk.export.choice import Choice

    record = sample_plan("year_r_11", date.today())
    made = make_preview(PreviewOrder(record, datetime.now().astimezone(), draft=True, choice=Choice(large=True)))
    made.pages.close()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        pages = Pages(made.pdf)
        pages.picture(0, 96)
        times.append(time.perf_counter() - start)
        pages.close()
    print(f"  first page of a preview: {sorted(times)[2] * 1000:.0f} ms, bar 300")
    return sorted(times)[2] < 0.3


def against_libreoffice(record: PepRecord, word: bytes, identity: Identity) -> bool:
    """Making the PDF and signing it once, against LibreOffice making one of the Word file; True without LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        print("  LibreOffice is not here: not compared")
        return True
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "plan.docx")
        file.write_bytes(word)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]

        def signed() -> None:
            made = make_documents(record, datetime.now().astimezone(), pdf=True, word=False, draft=False)
            assert made.pdf
            sign_file(made.pdf, identity)

        def converted() -> None:
            subprocess.run(convert, check=True, capture_output=True)

        return ratio("tagged PDF with a signature / LibreOffice", signed, converted, 0.5, pairs=5)


if __name__ == "__main__":
    sys.exit(not main())
