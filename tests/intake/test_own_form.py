"""Own forms from outside: hostile documents refused in time, odd tables understood, mappings checked and kept."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest

from pepdesk import paths
from pepdesk.app.own_forms import known_mapping, look_at, name_of, save_own_form
from pepdesk.authority.install import install
from pepdesk.authority.loader import form_for, load_authority
from pepdesk.authority.pack import open_pack, pack_folder
from pepdesk.form.faults import FormFaults
from pepdesk.form.packs import find_packs
from pepdesk.intake.own_form_files import own_form_folder, own_forms, read_as_own_form
from pepdesk.intake.own_form_mapping import Entry, Mapping, mapping_toml, read_mapping
from pepdesk.intake.own_form_package import put_parts, read_parts
from pepdesk.intake.own_form_places import find_places
from pepdesk.intake.own_form_sheet import read_sheet
from pepdesk.problem import FormProblem, ImportProblem
from tests.intake.own_form_samples import maker

FORM = form_for(paths.forms_dir(), "year_r_11", load_authority(paths.forms_dir(), "england"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def simple(body: str) -> bytes:
    """A document whose body is this XML."""
    parts = read_parts(maker.Builder("Arial", "000000").data())
    return put_parts(parts, {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()})


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@cache
def hostile() -> dict[str, bytes]:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * (90 << 20) + b"</a>")
    plain = read_parts(simple("<w:p/>"))
    return {
        "no zip": b"PK\x03\x04 no zip at all",
        "old Word": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        "empty": b"",
        "a part without a name": put_parts(plain, {"": b"x"}),  # found by atheris
        "a zip of something else": zipped(readme=b"hello"),
        "a zip bomb": stream.getvalue(),
        "a document type": put_parts(plain, {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "sixteen bits": put_parts(plain, {"word/document.xml": "<a/>".encode("utf-16")}),
        "macros": put_parts(plain, {"word/vbaProject.bin": b"x"}),
        "cut short": put_parts(plain, {"word/document.xml": f"<w:document {W}><w:body><w:p>".encode()}),
        "another root": put_parts(plain, {"word/document.xml": b"<html/>"}),
        "tables sixty deep": simple(deep),
        "a hundred thousand paragraphs": simple("<w:p/>" * 100_000),
        "a way out": put_parts(plain, {"../../evil.xml": b"<x/>"}),
        "elements without end": simple("<w:p>" + "<w:r>" * 5_000 + "</w:r>" * 5_000 + "</w:p>"),
    }


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_document_is_refused_in_two_seconds(name: str) -> None:
    data = hostile()[name]
    before, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImportProblem):
        read_sheet(data)
    assert time.process_time() - before < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 256 << 10


def test_a_form_full_of_the_same_label_is_read_in_time() -> None:
    line = '<w:p><w:r><w:t xml:space="preserve">Name: ____ Date: ____ Name: ____</w:t></w:r></w:p>'
    data = simple(line * 2_000)
    before = time.monotonic()
    assert len(find_places(read_sheet(data))) == 3_000
    assert time.monotonic() - before < 20


def test_tracked_changes_comments_and_text_boxes_are_told() -> None:
    added = '<w:ins w:id="1" w:author="a"><w:r><w:t>Name: ____</w:t></w:r></w:ins>'
    struck = '<w:del w:id="2" w:author="a"><w:r><w:delText>Surname</w:delText></w:r></w:del>'
    sheet = read_sheet(simple(f"<w:p>{added}{struck}</w:p>"))
    assert any("tracked changes" in one for one in sheet.remarks)
    assert [one.label for one in find_places(sheet)] == ["Name"]


def test_merged_cells_lend_their_words_to_every_row_beside_them() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    rows = (
        cell("Contacts", '<w:gridSpan w:val="3"/>'),
        cell("Carer", '<w:vMerge w:val="restart"/>') + cell("Telephone") + cell(""),
        cell("", "<w:vMerge/>") + cell("Email") + cell(""),
        cell("School", '<w:gridSpan w:val="2"/>') + cell(""),
    )
    grid = "<w:tblGrid>" + "<w:gridCol/>" * 3 + "</w:tblGrid>"
    table = f"<w:tbl><w:tblPr/>{grid}" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl><w:p/>"
    places = find_places(read_sheet(simple(table)))
    assert [(one.label, one.section) for one in places] == [
        ("Telephone", "Contacts"), ("Email", "Contacts"), ("School", "Contacts"),
    ]  # fmt: skip


def test_a_mapping_is_written_and_read_the_same_and_faults_name_their_place(tmp_path: Path) -> None:
    _, mapping = maker.made("anyshire_tables")
    odd = Mapping(mapping.id, 'A "title" \\ with Łódź', mapping.form, mapping.document, mapping.sha256, mapping.entries)
    (tmp_path / "m.toml").write_text(mapping_toml(odd), encoding="utf-8")
    assert read_mapping(tmp_path, "m.toml", FORM) == odd
    wrong = (
        Entry("cell:1.1.2", "", ("child.first_nam",)), Entry("cell:1.1.2"), Entry("x", "", ("targets.outcome",)),
        Entry("y", "", ("meeting.term",), ("autum",)),
    )  # fmt: skip
    bad = Mapping("Bad id", "t", "year_r_11", "../x.docx", "12", wrong)
    (tmp_path / "m.toml").write_text(mapping_toml(bad) + "\n[plaice]\n", encoding="utf-8")
    with pytest.raises(FormFaults) as told:
        read_mapping(tmp_path, "m.toml", FORM)
    assert "[plaice]" in told.value.advice
    (tmp_path / "m.toml").write_text(mapping_toml(bad), encoding="utf-8")
    with pytest.raises(FormFaults) as told:
        read_mapping(tmp_path, "m.toml", FORM)
    for words in (
        'at = "cell:1.1.2"',
        "Did you mean",
        "stands twice",
        "needs 1 rows",
        '"sha256"',
        '"id"',
        '"document"',
        "autumn",
    ):
        assert words in told.value.advice, words


def test_a_form_is_saved_found_again_and_survives_a_newer_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    data, _ = maker.made("anyshire_tables")
    file = tmp_path / "Our form.docx"
    file.write_bytes(data)
    looked = look_at(file, FORM)
    own = save_own_form(looked, tuple(one.entry for one in looked.proposed), FORM, "bury", "Our form, 2026")
    assert (own.mapping.id, own.template()) == ("our_form_2026", data)
    assert known_mapping(file, "bury", "year_r_11") == own.mapping
    assert all(one.why == "as it was saved" for one in look_at(file, FORM, own.mapping).proposed)
    pack = find_packs(paths.forms_dir())["bury"].folder
    newer = tmp_path / "bury"
    newer.mkdir()
    for path in pack.rglob("*.toml"):
        (newer / path.relative_to(pack)).parent.mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8").replace("version = ", "version = 9", 1)
        (newer / path.relative_to(pack)).write_text(text, encoding="utf-8")
    install(open_pack(pack_folder(newer)), paths.forms_dir(), tmp_path / "home", older=True)
    found = own_forms("bury", paths.forms_dir(), tmp_path / "home", "year_r_11")
    assert [one.mapping.title for one in found] == ["Our form, 2026"]
    folder = own_form_folder(tmp_path / "home", "bury")
    assert not [one for one in open_pack(pack_folder(folder.parent)).files if "own_forms" in one]
    (folder / "our_form_2026.docx").write_bytes(data + b"x")
    with pytest.raises(FormProblem, match="changed"):
        found[0].template()


def test_a_filled_copy_is_known_among_several_forms_and_other_documents_are_not() -> None:
    from pepdesk.intake.own_form_files import OwnForm

    known = tuple(OwnForm(maker.made(name)[1], paths.resources_dir() / "own_forms") for name in maker.FORMS)
    data, _ = maker.made("anyshire_tables")
    filled = read_as_own_form(data, FORM, known)
    assert filled is not None
    assert (filled.source, [one.text for one in filled.found if one.text]) == ("own_form", [])
    assert read_as_own_form(simple("<w:p><w:r><w:t>A letter</w:t></w:r></w:p>"), FORM, known) is None


def test_reading_a_filled_form_of_any_kind_knows_the_own_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pepdesk.intake.read import read_filled

    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    data, mapping = maker.made("anyshire_tables")
    with pytest.raises(ImportProblem):
        read_filled(data)
    folder = own_form_folder(tmp_path / "home", "bury")
    folder.mkdir(parents=True)
    (folder / mapping.document).write_bytes(data)
    (folder / f"{mapping.id}.toml").write_text(mapping_toml(mapping), encoding="utf-8")
    assert read_filled(data).source == "own_form"


def test_titles_become_names_that_files_can_have() -> None:
    assert [name_of(one) for one in ("PEP – Form (2026)!", "2026 form", "Łódź", "…")] == [
        "pep_form_2026", "form_2026_form", "d", "",
    ]  # fmt: skip
