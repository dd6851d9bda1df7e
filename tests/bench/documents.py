"""Documents of the filled sample plan: tagged PDF against plain reportlab of the same pages; signing told apart."""

from __future__ import annotations

import io
import sys
import time
from datetime import date, datetime

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
    made = make_documents(record, datetime.now().astimezone(), pdf=True, word=True, draft=False)
    identity = make_identity("Bench Signer", "designated_teacher", "Bench School")
    assert made.pdf
    assert made.word
    for kind, data in (("PDF", made.pdf), ("Word", made.word)):
        start = time.perf_counter()
        sign_file(data, identity)
        print(f"  one signature in the {kind}, reported apart: {time.perf_counter() - start:.2f} s")
    return fine


if __name__ == "__main__":
    sys.exit(not main())
