"""Tags, fields and archive parts must not cost more than the pages themselves."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest

from pepdesk.export import pdf
from pepdesk.export.blocks import Answer, Answers, LongAnswer, Table
from tests.export.sample import sample


def untagged() -> bytes:
    """The same words by reportlab's own paragraphs and tables, without tags."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    style = ParagraphStyle("plain", fontName="NotoSans-Regular", fontSize=10.5, leading=14.9)

    def say(words: str) -> Flowable:
        return Paragraph(escape(words), style)

    story: list[Flowable] = []
    for block in sample().blocks:
        match block:
            case Answers(_, items):
                story.append(Grid([[say(item.question), say(item.text)] for item in items], colWidths=[170, 310]))
            case LongAnswer(Answer(question, words)):
                story += [say(question), *map(say, filter(None, words.split("\n")))]
            case Table(_, header, rows, weights):
                widths = [480 * weight / sum(weights) for weight in weights]
                cells = [[say(cell) for cell in row] for row in (header, *rows)]
                story.append(Grid(cells, colWidths=widths, repeatRows=1, splitInRow=1))
            case _ if hasattr(block, "text"):
                story.append(say(block.text))
    file = io.BytesIO()
    SimpleDocTemplate(file, initialFontName="NotoSans-Regular").build(story)
    return file.getvalue()


def best_of(count: int, work: Callable[[], bytes]) -> float:
    times = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.slow
def test_a_tagged_pdf_takes_at_most_twice_the_time_of_an_untagged_one() -> None:
    pdf.render(sample())  # fonts are read from disk once
    assert best_of(7, lambda: pdf.render(sample())) <= 2 * best_of(7, untagged)
