"""Pictures are written anew, so that a photo tells nothing but what it shows; hostile ones are refused in words."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from pepdesk.intake.pictures import JPEG, KINDS, LONGEST_SIDE, MAX_BYTES, PDF, PNG, WORD, made_fit, plain_name
from pepdesk.problem import AttachmentProblem


def photo(*, size: tuple[int, int] = (320, 200), turned: int = 1) -> bytes:
    """A photo with a place, a camera and an orientation in its notes."""
    picture = Image.merge("RGB", [Image.effect_noise(size, 80) for _ in "rgb"])
    picture.putpixel((0, 0), (255, 0, 0))
    notes = Image.Exif()
    notes[0x010F] = "SecretCamera"
    notes[0x0112] = turned
    notes.get_ifd(0x8825)[2] = (53.0, 35.0, 17.5)  # GPS latitude
    notes.get_ifd(0x8825)[29] = "2026:11:22"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=notes, comment=b"12 Secret Lane")
    return out.getvalue()


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims ``side`` × ``side`` dots."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_photo_keeps_its_picture_and_loses_its_notes() -> None:
    kept = made_fit(photo(), "IMG_0001.jpg")
    assert kept.kind == JPEG
    again = Image.open(io.BytesIO(kept.data))
    assert again.size == (320, 200)
    assert not again.getexif()
    for secret in (b"SecretCamera", b"Secret Lane", b"Exif", b"GPS", b"2026:11:22"):
        assert secret not in kept.data


def test_a_photo_held_sideways_is_turned_upright() -> None:
    assert Image.open(io.BytesIO(made_fit(photo(turned=6), "a.jpg").data)).size == (200, 320)


def test_a_drawing_stays_sharp_and_its_empty_places_become_white_paper() -> None:
    drawing = Image.new("RGBA", (50, 40), (0, 0, 0, 0))
    drawing.putpixel((10, 10), (200, 0, 0, 255))
    out = io.BytesIO()
    drawing.save(out, "PNG")
    kept = made_fit(out.getvalue(), "house.png")
    assert kept.kind == PNG
    again = Image.open(io.BytesIO(kept.data)).convert("RGB")
    assert (again.getpixel((0, 0)), again.getpixel((10, 10))) == ((255, 255, 255), (200, 0, 0))


def test_a_large_photo_is_made_smaller() -> None:
    assert max(Image.open(io.BytesIO(made_fit(photo(size=(4000, 1000)), "a.jpg").data)).size) == LONGEST_SIDE


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_grey_scan_of_sixteen_bits_keeps_its_shades(kind: str) -> None:
    scan = Image.new("I;16", (40, 30), 60_000)
    scan.putpixel((3, 4), 10_000)
    kept = Image.open(io.BytesIO(made_fit(saved(scan, kind), "drawing").data)).convert("L")
    assert (kept.getpixel((0, 0)), kept.getpixel((3, 4))) == (234, 39), "not all white"


def test_something_glued_behind_a_picture_is_not_kept() -> None:
    assert b"PK\x03\x04" not in made_fit(photo() + b"PK\x03\x04 a whole zip file", "a.jpg").data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        photo()[:300],
        bomb(7000),
        bomb(60000),
        b"PK\x03\x04 some zip",
        bytes(MAX_BYTES + 1),
    ],
    ids=["nothing", "text", "svg", "postscript", "cut short", "49 million dots", "bomb", "zip", "too long"],
)
def test_what_is_no_picture_or_too_large_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(AttachmentProblem) as told:
        made_fit(data, "a.png")
    assert "Nothing was added" in told.value.advice


def test_documents_are_kept_as_they_are() -> None:
    assert made_fit(b"%PDF-1.7 and so on", "letter.pdf").kind == PDF
    word = b"PK\x03\x04" + b"....word/document.xml...."
    assert (made_fit(word, "letter.docx").kind, made_fit(word, "letter.docx").data) == (WORD, word)


@given(st.text(max_size=300))
def test_a_shown_name_is_plain_whatever_it_was(name: str) -> None:
    shown = plain_name(name)
    assert 0 < len(shown) <= 120
    assert not set("/\\\n\r\t\x00\u202e") & set(shown)


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_give_a_picture_or_our_own_problem(noise: bytes, at: int) -> None:
    hostile = photo(size=(30, 20))
    hostile = hostile[:at] + noise + hostile[at:]
    with contextlib.suppress(AttachmentProblem):
        assert made_fit(hostile, "a.jpg").kind in KINDS


def test_apart_a_picture_comes_out_the_same_and_the_worst_one_allowed_fits_behind_the_fence() -> None:
    drawing = saved(Image.new("RGB", (300, 200), "green"), "PNG")
    assert made_fit(drawing, "a.png", apart=True) == made_fit(drawing, "a.png")
    worst = saved(Image.effect_noise((8000, 5000), 60).convert("RGBA"), "PNG", compress_level=1)
    if len(worst) > MAX_BYTES:
        worst = saved(Image.new("RGBA", (8000, 5000), (9, 9, 9, 99)), "PNG")
    assert made_fit(worst, "b.png", apart=True).kind in (PNG, JPEG)
    for bad in (b"nothing", drawing[:-60], b"GIF89a" + b"\xff" * 90):
        with pytest.raises(AttachmentProblem):
            made_fit(bad, "x", apart=True)


@pytest.mark.parametrize("held", range(1, 9))
def test_however_the_telephone_was_held_the_picture_is_upright(held: int) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("black", (0, 0, 15, 10))
    exif = Image.Exif()
    exif[0x0112] = held
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(saved(picture, "TIFF", exif=exif))))
    got = Image.open(io.BytesIO(made_fit(saved(picture, "TIFF", exif=exif), "x").data))
    assert got.size == wanted.size
    assert got.convert("RGB").tobytes() == wanted.convert("RGB").tobytes()
