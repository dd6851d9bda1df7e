"""A PDF form filled by other people's programs comes back letter by letter; a hostile one does not come in."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

import page as validation
import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import NameObject, TextStringObject

from installers import checkers
from pepdesk.app.documents import sample_plan
from pepdesk.export.pdf_form import render_form
from pepdesk.form.address import Address
from pepdesk.form.pdf_names import ABOUT, field_name
from pepdesk.intake.filled import Filled
from pepdesk.intake.pdf_form import MAX_BYTES, read_pdf_form
from pepdesk.intake.proposal import Kind, propose
from pepdesk.problem import ImportProblem
from pepdesk.record.answers import Value
from pepdesk.rules.visible import Visibility
from tests.checkers import poppler_fill
from tests.export import pdf_forms
from tests.export.pdf_forms import FORMS, WHEN, answers_for, blank, with_answers
from tests.small_form import small_form

Answers = dict[str, str | bool]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """pypdf logs a line for every value whose letters the form's font has not."""
    log = logging.getLogger("pypdf")
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(logging.NOTSET)


@cache
def small() -> bytes:
    with TemporaryDirectory() as folder:
        return render_form(small_form(Path(folder)), created=WHEN)


def by_pypdf(data: bytes, answers: Answers, _folder: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        names = [writer._get_qualified_field_name(parent=one.get_object()) for one in page.get("/Annots", [])]
        here = {name: "/Yes" if answers[name] is True else answers[name] for name in names if name in answers}
        if here:
            writer.update_page_form_field_values(page, here, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def by_pdftk(data: bytes, answers: Answers, folder: Path) -> bytes:
    form, xfdf, filled = (folder / name for name in ("form.pdf", "answers.xfdf", "filled.pdf"))
    form.write_bytes(data)
    told = "".join(
        f"<field name={quoteattr(name)}><value>{escape('Yes' if value is True else str(value))}</value></field>"
        for name, value in answers.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
    xfdf.write_text(f"{head}<fields>{told}</fields></xfdf>", "utf-8")
    program = checkers.find("pdftk")
    subprocess.run([str(program), form, "fill_form", xfdf, "output", filled], check=True, capture_output=True)
    return filled.read_bytes()


def by_poppler(data: bytes, answers: Answers, folder: Path) -> bytes:
    form, told, filled = (folder / name for name in ("form.pdf", "answers.json", "filled.pdf"))
    form.write_bytes(data)
    told.write_text(json.dumps(answers), "utf-8")
    words = [str(checkers.SYSTEM_PYTHON), poppler_fill.__file__, str(form), str(told), str(filled)]
    subprocess.run(words, check=True, capture_output=True, env={})
    return filled.read_bytes()


FILLERS: dict[str, Callable[[bytes, Answers, Path], bytes]] = {
    "pypdf": by_pypdf,
    "pdftk": by_pdftk,
    "poppler": by_poppler,
}


def expected(data: bytes, answers: Answers) -> dict[str, str]:
    """Name of each question → what must come back; of boxes the words of those ticked."""
    found: dict[str, str] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        words = {
            f"{one.Parent.Parent.T}.{one.Parent.T}.{one.T}": str(one.Contents)
            for sheet in pdf.pages
            for one in sheet.get("/Annots", [])
            if one.FT == "/Btn"
        }
    for name in pdf_forms.fields(data):
        if name in words:
            place = name.rpartition(".")[0]
            ticked = [found[place]] if found.get(place) else []
            found[place] = "\n".join([*ticked, *([words[name]] if name in answers else [])])
        else:
            found[name] = str(answers.get(name, ""))
    return found


def came_back(filled: Filled) -> dict[str, str]:
    return {field_name(one.address): one.text for one in filled.found if one.address}


def check(program: str, name: str, folder: Path) -> None:
    data = blank(name)
    answers = answers_for(data)
    assert len(answers) > 800
    filled = read_pdf_form(FILLERS[program](data, answers, folder))
    assert came_back(filled) == expected(data, answers)
    assert (filled.form_id, filled.plan_id, filled.source) == (name, "", "pdf")
    assert filled.form_version == pdf_forms.form(name).version
    assert filled.not_understood == ()


def test_a_form_filled_by_pypdf_comes_back_whole(tmp_path: Path) -> None:
    check("pypdf", "early_years", tmp_path)


@pytest.mark.checker("pdftk")
def test_a_form_filled_by_pdftk_comes_back_whole(tmp_path: Path) -> None:
    check("pdftk", "post_16", tmp_path)


@pytest.mark.checker("poppler-glib")
def test_a_form_filled_by_poppler_comes_back_whole(tmp_path: Path) -> None:
    check("poppler", "year_r_11", tmp_path)


@pytest.mark.slow
@pytest.mark.checker("pdftk", "poppler-glib")
@pytest.mark.parametrize("program", FILLERS)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_filled_by_every_program_comes_back_whole(program: str, name: str, tmp_path: Path) -> None:
    check(program, name, tmp_path)


def test_a_filled_form_still_keeps_the_rules_but_for_a_false_alarm(tmp_path: Path) -> None:
    """page-validation knows no glyph names outside Latin 1 (documents.md, 1.4), and sees the font once it is used."""
    file = tmp_path / "filled.pdf"
    names = {name: pdf_forms.WORDS[0] for name, (kind, _) in pdf_forms.fields(small()).items() if kind == "text"}
    file.write_bytes(by_pypdf(small(), {**names}, tmp_path))
    for profile in ("ua1", "2a"):
        failures = validation.validate_pdf(str(file), profile=profile).failures
        assert [one.rule_id.partition("-")[2] for one in failures] == ["TRUETYPE-NONSYMBOLIC-ENCODING-001"]


@pytest.mark.checker("pdftk")
def test_a_form_three_programs_had_in_turn_keeps_everybodys_words(tmp_path: Path) -> None:
    data = small()
    first = by_pypdf(data, {"about.name": "Łucja Ŵyn", "about.came@carer.yes": True}, tmp_path)
    second = by_pdftk(first, {"goals.outcome@new1": "Reads aloud\ntwice a week"}, tmp_path)
    third = by_pypdf(second, {"about.born": "3/4/15", "goals.kind@new2.free": True}, tmp_path)
    written = {name: text for name, text in came_back(read_pdf_form(third)).items() if text}
    assert written == {
        "about.name": "Łucja Ŵyn",
        "about.came@carer": "Yes",
        "goals.outcome@new1": "Reads aloud\ntwice a week",
        "about.born": "3/4/15",
        "goals.kind@new2": "Costs nothing",
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_plan_printed_and_read_back_is_the_same_plan(name: str) -> None:
    plan = sample_plan(name, date(2026, 11, 22))
    filled = read_pdf_form(render_form(plan.form, created=WHEN, record=plan))
    proposal = propose(plan, filled)
    assert filled.plan_id == plan.plan_id
    assert proposal.warnings == ()
    assert {one.kind for one in proposal.items} == {Kind.SAME}
    asked = {one.address for one in filled.found}
    shown = {place for _, place in Visibility(plan).questions()}
    assert {place for place in shown if isinstance(plan.answers.get(place), Value)} <= asked


def test_answers_to_a_blank_form_become_answers_of_the_plan(tmp_path: Path) -> None:
    from pepdesk.record.record import new_record

    form = small_form(tmp_path)
    data = by_pypdf(
        small(),
        {
            "about.year": "Year 8",
            "about.born": "21 nov 14",
            "about.came@child.no": True,
            "goals.outcome@new1": "Łucja reads.",
            "goals.what@new1/new2": "Books",
            "goals.cost@new1/new2": "£1,200",
            "goals.kind@new1.paid": True,
        },
        tmp_path,
    )
    record = new_record(form, "2026-11-22T10:00:00+00:00")
    proposal = propose(record, read_pdf_form(data))
    record.apply(proposal.batch(proposal.items))
    answers = {(place.tab, place.field): answer.value for place, answer in record.answers.items()}  # type: ignore[union-attr]
    assert answers == {
        ("about", "year"): "8",
        ("about", "born"): "2014-11-21",
        ("about", "came"): "no",
        ("goals", "outcome"): "Łucja reads.",
        ("goals", "what"): "Books",
        ("goals", "cost"): "1200.00",
        ("goals", "kind"): ("paid",),
    }


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_words_written_by_pypdf_come_back(words: str) -> None:
    """Set as a value, without a picture: Arabic, Chinese, signs. Line breaks of every kind come back as newlines."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(small()))
    for page in writer.pages:
        for one in page.get("/Annots", []):
            field = one.get_object()
            if field["/T"] == "name":
                field[NameObject("/V")] = TextStringObject(words)
    out = io.BytesIO()
    writer.write(out)
    said = came_back(read_pdf_form(out.getvalue(), apart=False))["about.name"]
    assert said == words.replace("\r\n", "\n").replace("\r", "\n")


# What is in doubt, and what is refused --------------------------------------------------------------------------------


def changed(change: Callable[[pikepdf.Pdf], object], data: bytes = b"") -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or small())) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pikepdf, about what was taken from the form
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def field_of(pdf: pikepdf.Pdf, own: str) -> pikepdf.Object:
    return next(one for sheet in pdf.pages for one in sheet.get("/Annots", []) if own == one.T)


def test_both_boxes_ticked_and_a_box_at_odds_with_itself_are_for_a_person_to_look_at(tmp_path: Path) -> None:
    both = by_pypdf(small(), {"about.came@child.yes": True, "about.came@child.no": True}, tmp_path)

    def only_looks(pdf: pikepdf.Pdf) -> None:
        field_of(pdf, "paid").AS = pikepdf.Name.Yes

    found = {one.address: one for one in read_pdf_form(changed(only_looks, both)).found}
    came = found[Address("about", "came", ("child",))]
    assert came.text == "Yes\nNo"
    assert "Both" in came.doubtful
    kind = found[Address("goals", "kind", ("new1",))]
    assert kind.text == "Costs money"
    assert "something else" in kind.doubtful
    assert found[Address("about", "came", ("carer",))].doubtful == ""


def test_words_in_a_field_that_is_none_of_ours_are_shown_not_dropped() -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        field = field_of(pdf, "name")
        field.T, field.V = "a.strange@name@", "Siân"

    (strange,) = read_pdf_form(changed(rename)).not_understood
    assert (strange.where, strange.text) == ("Name", "Siân")


def test_without_its_own_field_the_form_is_known_by_its_keywords() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        field_of(pdf, ABOUT).V = "scribbled over"

    filled = read_pdf_form(changed(forget, with_answers("post_16")))
    assert (filled.form_id, len(filled.plan_id), filled.authority) == ("post_16", 32, "england")


def script(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(name), JS="app.alert(1)", F="other.exe")


def opens_with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script("/JavaScript")


def launches_after_a_harmless_step(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.NextPage, Next=script("/Launch"))


def has_named_scripts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script("/JavaScript")]))
    )


def a_field_reckons(pdf: pikepdf.Pdf) -> None:
    field_of(pdf, "name").AA = pikepdf.Dictionary(K=script("/JavaScript"))


def a_page_sends(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.org"))


def is_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def has_no_fields(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm


def is_another(pdf: pikepdf.Pdf) -> None:
    for top in pdf.Root.AcroForm.Fields:
        top.T = f"x{top.T} "


def goes_in_circles(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.AcroForm.Fields[0]
    for depth in range(40):
        top = pdf.make_indirect(pikepdf.Dictionary(T=f"t{depth}", Kids=pikepdf.Array([top])))
    pdf.Root.AcroForm.Fields = pikepdf.Array([top])


def swells(pdf: pikepdf.Pdf) -> None:
    field_of(pdf, "name").V = pdf.make_stream(b"x" * (90 << 20))


HOSTILE = {
    opens_with_script: "script",
    launches_after_a_harmless_step: "script",
    has_named_scripts: "script",
    a_field_reckons: "script",
    a_page_sends: "script",
    is_xfa: "xfa",
    has_no_fields: "no-fields",
    is_another: "another",
    goes_in_circles: "large",
}


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: change.__name__)
def test_a_form_that_was_tampered_with_is_refused(change: Callable[[pikepdf.Pdf], object]) -> None:
    with pytest.raises(ImportProblem) as told:
        read_pdf_form(changed(change), apart=False)
    assert told.value.code == HOSTILE[change]
    assert "Nothing was taken over." in told.value.advice


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "damaged"), (b"%PDF-1.7\n%%EOF", "damaged"), (b"PK\3\4", "damaged"), (bytes(MAX_BYTES + 1), "large")],
)
def test_what_is_no_pdf_or_too_large_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ImportProblem) as told:
        read_pdf_form(data, apart=False)
    assert told.value.code == code


def test_a_locked_form_is_refused_with_a_way_out() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ImportProblem, match="without one") as told:
        read_pdf_form(out.getvalue(), apart=False)
    assert told.value.code == "locked"


def test_one_that_swells_ends_behind_the_fence_soon() -> None:
    data = changed(swells)
    assert len(data) < 1 << 20
    start = time.monotonic()
    with pytest.raises(ImportProblem):
        read_pdf_form(data)
    assert time.monotonic() - start < 15  # two seconds of the processor, however busy it is
