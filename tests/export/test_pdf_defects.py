"""One planted defect at a time: the validator and our own reading of the file must between them find every one.

A test of the tests: what is proved elsewhere about good files is worth as much as the eyes that looked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import page as validation
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from pepdesk.export import pdf
from tests.export import pdf_reader
from tests.export.sample import sample

Defect = Callable[[Pdf], None]
DEFECTS: dict[str, Defect] = {}


def defect(plant: Defect) -> Defect:
    DEFECTS[plant.__name__] = plant
    return plant


def elements(opened: Pdf, tag: str) -> Iterator[Dictionary]:
    for each in opened.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/StructElem" and f"/{tag}" == each.S:
            yield each


def fields(opened: Pdf) -> list[Dictionary]:
    return [each for page in opened.pages for each in page.get("/Annots", [])]


def rewrite(opened: Pdf, number: int, change: Callable[[bytes], bytes]) -> None:
    page = opened.pages[number]
    old = page.Contents.read_bytes()
    new = change(old)
    assert new != old
    page.Contents = opened.make_stream(new)


@defect
def no_language(opened: Pdf) -> None:
    del opened.Root.Lang


@defect
def title_not_shown(opened: Pdf) -> None:
    del opened.Root.ViewerPreferences


@defect
def not_marked_as_tagged(opened: Pdf) -> None:
    del opened.Root.MarkInfo


@defect
def no_structure_tree(opened: Pdf) -> None:
    del opened.Root.StructTreeRoot


@defect
def no_metadata(opened: Pdf) -> None:
    del opened.Root.Metadata


@defect
def field_without_name_for_a_screen_reader(opened: Pdf) -> None:
    del fields(opened)[0].TU


@defect
def field_not_in_the_parent_tree(opened: Pdf) -> None:
    del fields(opened)[0].StructParent


@defect
def two_fields_changed_places_in_the_parent_tree(opened: Pdf) -> None:
    first, second, *_ = fields(opened)
    first.StructParent, second.StructParent = int(second.StructParent), int(first.StructParent)


@defect
def field_in_an_element_that_is_no_form(opened: Pdf) -> None:
    next(elements(opened, "Form")).S = Name.Span


@defect
def field_without_picture(opened: Pdf) -> None:
    del fields(opened)[0].AP


@defect
def headers_without_scope(opened: Pdf) -> None:
    for each in elements(opened, "TH"):
        if "/A" in each:
            del each["/A"]


@defect
def header_said_to_reach_over_more_rows_than_there_are(opened: Pdf) -> None:
    header = next(elements(opened, "TH"))
    header.A = Dictionary(O=Name.Table, Scope=Name.Row, RowSpan=9)


@defect
def heading_level_skipped(opened: Pdf) -> None:
    next(elements(opened, "H1")).S = Name.H4


@defect
def unknown_tag(opened: Pdf) -> None:
    next(elements(opened, "P")).S = Name("/Wibble")


@defect
def figure_without_description(opened: Pdf) -> None:
    next(elements(opened, "P")).S = Name.Figure


@defect
def tab_order_left_open(opened: Pdf) -> None:
    for page in opened.pages:
        if "/Tabs" in page:
            del page["/Tabs"]


@defect
def row_outside_a_table(opened: Pdf) -> None:
    next(elements(opened, "TBody")).S = Name.Sect


@defect
def words_neither_content_nor_artefact(opened: Pdf) -> None:
    rewrite(opened, 0, lambda old: re.sub(rb"/Artifact <<[^\n]*\nBT", b"/Quux BMC\nBT", old, count=1))


@defect
def a_line_neither_content_nor_artefact(opened: Pdf) -> None:
    rewrite(opened, 0, lambda old: old + b"\n10 10 m 20 20 l S\n")


@defect
def sequence_not_closed(opened: Pdf) -> None:
    rewrite(opened, 0, lambda old: old[: old.rindex(b"EMC")] + old[old.rindex(b"EMC") + 3 :])


@defect
def sequence_marked_as_something_else(opened: Pdf) -> None:
    rewrite(opened, 0, lambda old: old.replace(b"/H1 <</MCID", b"/P <</MCID", 1))


@defect
def number_used_twice(opened: Pdf) -> None:
    rewrite(opened, 0, lambda old: old.replace(b"/MCID 1>>", b"/MCID 0>>", 1))


@defect
def parent_tree_names_another_element(opened: Pdf) -> None:
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    numbers[1][0] = numbers[1][1]


@defect
def parent_tree_forgets_a_page(opened: Pdf) -> None:
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    opened.Root.StructTreeRoot.ParentTree.Nums = Array(list(numbers)[2:])


@defect
def element_lost_from_the_tree(opened: Pdf) -> None:
    section = next(elements(opened, "Sect"))
    section.K = Array(list(section.K)[1:])


@defect
def page_without_number_in_the_parent_tree(opened: Pdf) -> None:
    del opened.pages[1].obj["/StructParents"]


@defect
def font_not_embedded(opened: Pdf) -> None:
    for each in opened.objects:
        if isinstance(each, Dictionary) and "/FontFile2" in each:
            del each["/FontFile2"]
            return


@defect
def letters_without_meaning(opened: Pdf) -> None:
    for each in opened.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/ToUnicode" in each:
            del each["/ToUnicode"]
            return


@defect
def no_output_intent(opened: Pdf) -> None:
    del opened.Root.OutputIntents


@defect
def reader_asked_to_draw_the_fields(opened: Pdf) -> None:
    opened.Root.AcroForm.NeedAppearances = True


@defect
def script_on_opening(opened: Pdf) -> None:
    opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@pytest.fixture(scope="module")
def exported() -> bytes:
    return pdf.render(sample())


def found(path: Path) -> set[str]:
    rules = {
        failure.rule_id
        for profile in ("ua1", "2a")
        for failure in validation.validate_pdf(str(path), profile=profile).failures
    }
    try:
        return rules | set(pdf_reader.faults(path.read_bytes()))
    except (AttributeError, KeyError):  # a part that the tree cannot do without is missing
        return rules | {"unreadable tree"}


def test_the_same_file_saved_again_without_a_defect_has_none(exported: bytes, tmp_path: Path) -> None:
    path = tmp_path / "same.pdf"
    with pikepdf.open(io.BytesIO(exported)) as opened:
        opened.save(path, deterministic_id=True)
    assert found(path) == set()


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found(name: str, exported: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(io.BytesIO(exported)) as opened:
        DEFECTS[name](opened)
        opened.save(path)
    assert found(path), name
