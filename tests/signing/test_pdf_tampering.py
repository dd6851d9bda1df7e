"""Every known way to change a signed PDF is refused, also those that other checkers call valid."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pepdesk.signing.no_network import prepare
from pepdesk.signing.pdf import sign_pdf
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.signing.samples import measured, plan_pdf, signed_pdf, teacher, worker

prepare()

from pyhanko.pdf_utils import generic  # noqa: E402 - only after prepare()
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402

Change = Callable[[IncrementalPdfFileWriter], None]
name = generic.pdf_name


def appended(data: bytes, change: Change) -> bytes:
    """``data`` and an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    assert target.getvalue().startswith(data)
    return target.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0].get_object()


def page_replaced(writer: IncrementalPdfFileWriter) -> None:
    forged = generic.StreamObject(stream_data=b"BT /F1 24 Tf 100 500 Td (FORGED) Tj ET")
    page = _page(writer)
    page["/Contents"] = writer.add_object(forged)
    writer.update_container(page)


def note_added(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/FreeText"),
            name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 500, 300, 560))),
            name("/Contents"): generic.pdf_string("FORGED"),
        }
    )
    page = _page(writer)
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)


def script_added(writer: IncrementalPdfFileWriter) -> None:
    action = {name("/S"): name("/JavaScript"), name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


def page_added(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {name("/Type"): name("/Page"), name("/Parent"): pages.get_container_ref() and writer.root.raw_get("/Pages")}
    )
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)


def _field(writer: IncrementalPdfFileWriter, wanted: str) -> generic.DictionaryObject:
    fields = (field.get_object() for field in writer.root["/AcroForm"]["/Fields"])
    return next(field for field in fields if field["/T"] == wanted)


def _appearance(writer: IncrementalPdfFileWriter, wanted: str) -> None:
    field = _field(writer, wanted)
    forged = generic.StreamObject(
        {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form")}, stream_data=b"0 0 9 9 re f"
    )
    field["/AP"] = generic.DictionaryObject({name("/N"): writer.add_object(forged)})
    writer.update_container(field)


def empty_place_drawn_over(writer: IncrementalPdfFileWriter) -> None:
    _appearance(writer, "signature_carer")


def stamp_redrawn(writer: IncrementalPdfFileWriter) -> None:
    _appearance(writer, "signature_designated_teacher")


def stamp_redrawn_in_place(writer: IncrementalPdfFileWriter) -> None:
    stream = _field(writer, "signature_designated_teacher")["/AP"]["/N"]
    stream._data = b"0 0 9 9 re f"
    stream._encoded_data = None
    writer.update_container(stream)


def signature_removed(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "signature_designated_teacher")
    del field["/V"]
    writer.update_container(field)


def place_moved(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "signature_carer")
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800)))
    writer.update_container(field)


def field_added(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    append_signature_field(writer, SigFieldSpec("signature_forged", box=(0, 0, 600, 800)))


def structure_changed(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = generic.pdf_string("pl-PL")
    writer.update_root()


APPENDED: dict[str, Change] = {
    "page replaced": page_replaced,
    "note laid over": note_added,
    "script added": script_added,
    "page added": page_added,
    "empty place drawn over": empty_place_drawn_over,
    "stamp redrawn": stamp_redrawn,
    "stamp redrawn in place": stamp_redrawn_in_place,
    "signature removed": signature_removed,
    "place moved": place_moved,
    "field added": field_added,
    "language changed": structure_changed,
}


@pytest.mark.parametrize("change", sorted(APPENDED))
def test_whatever_is_appended_to_a_signed_pdf_is_refused(change: str) -> None:
    verdict = verify_file(appended(signed_pdf(), APPENDED[change]), "plan.pdf")
    assert not verdict.ok
    assert not any(signer.ok for signer in verdict.signers[-1:])


@pytest.mark.parametrize("change", sorted(APPENDED))
def test_it_is_refused_too_if_somebody_signs_on_top_of_it(change: str) -> None:
    forged = appended(sign_file(plan_pdf(), teacher()), APPENDED[change])
    on_top = sign_pdf(forged, worker())
    verdict = verify_file(on_top, "plan.pdf")
    assert not verdict.ok
    teachers = [signer for signer in verdict.signers if signer.role == "designated_teacher"]
    assert not any(signer.ok for signer in teachers)


def test_one_changed_bit_in_the_pages_breaks_every_signature() -> None:
    data = bytearray(signed_pdf())
    data[data.index(b"stream", data.index(b"/Length")) + 40] ^= 1
    verdict = verify_file(bytes(data))
    assert not verdict.ok
    assert not any(signer.ok for signer in verdict.signers)


def test_bytes_after_the_end_are_refused() -> None:
    verdict = verify_file(signed_pdf() + b"\n% note\n")
    assert not verdict.ok
    assert "appended" in verdict.signers[-1].faults[0]


def test_a_pdf_cut_back_to_an_earlier_signature_is_sound_and_shows_who_is_missing() -> None:
    first = sign_file(plan_pdf(), teacher())
    verdict = verify_file(first)
    assert verdict.ok
    assert "social_worker" in verdict.open_places


def test_bytes_before_the_beginning_are_refused() -> None:
    assert not verify_file(b"\n" + signed_pdf()).ok
    assert not verify_file(b"%PDF-1.7\n" + signed_pdf()).ok


def test_a_signature_copied_to_another_document_is_refused() -> None:
    """The whole signature of one plan, set into another of the same size."""
    ours, theirs = (
        bytearray(sign_file(plan_pdf(), teacher())),
        sign_file(plan_pdf(), worker(), role="designated_teacher"),
    )
    start = ours.rindex(b"/Contents <") + len(b"/Contents <")
    other = theirs.rindex(b"/Contents <") + len(b"/Contents <")
    ours[start : start + 2000] = theirs[other : other + 2000]
    assert not verify_file(bytes(ours)).ok


def test_a_signature_value_that_does_not_fit_is_refused() -> None:
    """The document is as it was; the last bytes of the signature itself, its value, are not."""
    data = bytearray(signed_pdf())
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    end = start + len(data[start : data.index(b">", start)].rstrip(b"0"))
    data[end - 20] = ord("1") if data[end - 20] != ord("1") else ord("2")
    verdict = verify_file(bytes(data))
    assert not verdict.ok
    assert [s.faults for s in verdict.signers if not s.ok] == [
        ("The signature was not made with the certificate that it names.",)
    ]


def test_an_encrypted_pdf_is_refused() -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(plan_pdf())))
    writer.encrypt("secret")
    target = io.BytesIO()
    writer.write(target)
    verdict = verify_file(target.getvalue())
    assert verdict.problems == ("It is encrypted; PepDesk never encrypts a PDF.",)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_a_pdf_that_swells_is_refused_within_two_seconds_and_256_mib(tmp_path: Path) -> None:
    """Lists of objects that unpack to a gigabyte."""
    packed = zlib.compress(bytes(1 << 28), 9)
    body = b"%PDF-1.7\n"
    places = []
    for number in range(1, 5):
        places.append(len(body))
        head = b"%d 0 obj<</Type/ObjStm/N 9/First 99/Filter/FlateDecode/Length %d>>stream\n"
        body += head % (number, len(packed)) + packed + b"\nendstream endobj\n"
    rows = bytes(5) + b"".join(b"\1" + place.to_bytes(4, "big") for place in places)
    rows += b"".join(b"\2" + stream.to_bytes(4, "big") for stream in range(1, 5))
    table = zlib.compress(rows)
    head = b"9 0 obj<</Type/XRef/Size 9/W[1 4 0]/Root 5 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(table)
    end = b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(body)
    file = tmp_path / "bomb.pdf"
    file.write_bytes(body + head + table + end)
    seconds, mebibytes, verdict = measured(file)
    assert "'ok': False" in verdict
    assert "'problems': []" not in verdict
    assert seconds < 2
    assert mebibytes < 256
