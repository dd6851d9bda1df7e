"""What the preview shows is what an export gives: the same pages, drawn in memory, signatures and all."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pepdesk.app.documents import make_documents, sample_plan
from pepdesk.app.preview import Pages, PreviewOrder, make_preview
from pepdesk.export.choice import Choice, Part
from pepdesk.form.model import Audience
from pepdesk.people.identity import make_identity
from pepdesk.signing.sign import sign_file

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PLAN = sample_plan("year_r_11", date(2026, 11, 22))


def test_the_pages_are_those_of_the_exported_file() -> None:
    for choice, audience in ((Choice(large=True), Audience.FULL), (Choice(), Audience.CARER)):
        preview = make_preview(PreviewOrder(PLAN, NOW, True, choice, audience))
        made = make_documents(PLAN, NOW, pdf=True, word=False, draft=True, choice=choice, audience=audience)
        assert made.pdf == preview.pdf
        preview.pages.close()


def test_a_part_of_a_plan_does_not_carry_the_rest_of_it_as_data() -> None:
    whole = make_documents(PLAN, NOW, pdf=True, word=False, draft=False).pdf
    part = make_documents(PLAN, NOW, pdf=True, word=False, draft=False, choice=Choice(Part.TARGETS)).pdf
    assert whole is not None
    assert part is not None
    assert b"/EmbeddedFile" in whole
    assert b"/EmbeddedFile" not in part


def test_contents_name_every_heading_with_its_page() -> None:
    preview = make_preview(PreviewOrder(PLAN, NOW, True))
    headings = [line.words for line in preview.lines if line.level]
    assert [place.title for place in preview.pages.places] == headings
    pages = [place.page for place in preview.pages.places]
    assert pages == sorted(pages)
    assert pages[-1] == preview.pages.count - 1
    preview.pages.close()


def test_a_signature_is_on_the_picture() -> None:
    unsigned = make_documents(PLAN, NOW, pdf=True, word=False, draft=False).pdf
    assert unsigned is not None
    signed = sign_file(unsigned, make_identity("Siân Ŵyn-Prosser", "designated_teacher", "Ysgol Glan Gwy"))
    without, with_it = Pages(unsigned), Pages(signed)
    last = without.count - 1
    changed = [page for page in range(without.count) if without.picture(page, 40) != with_it.picture(page, 40)]
    assert changed == [last]
    without.close()
    with_it.close()


def test_the_first_page_of_a_long_plan_is_there_within_300_ms_of_its_pdf() -> None:
    preview = make_preview(PreviewOrder(PLAN, NOW, True, Choice(large=True)))
    assert preview.pages.count >= 30
    preview.pages.close()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        pages = Pages(preview.pdf)
        pages.picture(0, 96)
        times.append(time.perf_counter() - start)
        pages.close()
    assert min(times) < 0.3


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    preview = make_preview(PreviewOrder(PLAN, NOW, True))
    preview.pages.picture(3, 96)
    preview.pages.close()
    assert list(tmp_path.iterdir()) == []


def test_closed_pages_are_gone_and_many_threads_may_ask() -> None:
    pages = make_preview(PreviewOrder(PLAN, NOW, True)).pages
    expected = [pages.picture(page, 30) for page in range(4)]
    seen: list[bool] = []

    def look(page: int) -> None:
        seen.append(all(pages.picture(page, 30) == expected[page] for _ in range(5)))

    threads = [threading.Thread(target=look, args=(page,)) for page in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 4
    pages.close()
    pages.close()
    assert pages.count == 0
    with pytest.raises(IndexError):
        pages.picture(0, 30)
