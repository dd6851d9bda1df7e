"""Pictures and documents as people bring them, made fit to keep: a drawing, a photo of work, a letter.

Pictures are decoded under a limit, turned upright, and written anew, so that nothing but the picture is kept: no place
where it was taken, no camera, no hidden thumbnail, no second file glued on (security.md, section 6). Documents are kept
as they are and never opened here. Which is which is told by the bytes, never by the name.
"""

from __future__ import annotations

import base64
import io
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pepdesk.problem import AttachmentProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 25 << 20
"""Largest file taken in: room for a telephone's photo or a long scan, well under a draft's 64 MiB."""
MAX_PIXELS = 40_000_000  # security.md section 6
LONGEST_SIDE = 2400
"""Kept this large: a full page at 200 dots an inch."""
MAX_NAME = 120  # security.md section 6
PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {PNG: "picture", JPEG: "picture", PDF: "PDF document", WORD: "Word document"}
_BEGINNINGS = {PNG: b"\x89PNG", JPEG: b"\xff\xd8\xff"}
_INSIDE = "pepdesk.intake.pictures:picture_inside"
_SECONDS, _MEBIBYTES = 20.0, 768
"""For one picture: 40 million dots take up to 3 s and 650 MiB of addresses here (measured; WebP takes most)."""
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""How a telephone was held (Exif 2.3, tag 274) → Pillow's ``Transpose`` that turns the picture upright."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_ADVICE = tr("Nothing was added. Choose a picture (PNG, JPEG, WebP, GIF, BMP or TIFF), a PDF or a Word file (.docx).")


@dataclass(frozen=True, slots=True)
class Kept:
    """What may be kept: the bytes, their media type, and a name to show."""

    data: bytes
    kind: str
    name: str


def made_fit(data: bytes, name: str, *, apart: bool = False) -> Kept:
    """The file as it may be kept. Raises ``AttachmentProblem`` for one too large, damaged or of another kind.

    ``apart``: a picture is decoded in a process of its own, behind a fence (``intake.fence``).
    """
    if len(data) > MAX_BYTES:
        raise AttachmentProblem(
            tr("This file is larger than {most} MB.", most=MAX_BYTES >> 20),
            tr("Nothing was added. Take the photo smaller, or scan with fewer dots."),
            code="too-large",
        )
    shown = plain_name(name)
    if data.startswith(b"%PDF-"):
        return Kept(data, PDF, shown)
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Kept(data, WORD, shown)
    return _picture_apart(data, shown) if apart else _picture(data, shown)


def picture_inside(_question: object, data: bytes) -> dict[str, str]:
    """Decode behind the fence: the picture written anew, or the problem with it."""
    try:
        kept = _picture(data, "")
    except AttachmentProblem as problem:
        return {"title": problem.title, "advice": problem.advice, "code": problem.code}
    return {"kind": kept.kind, "data": base64.b64encode(kept.data).decode("ascii")}


def _picture_apart(data: bytes, name: str) -> Kept:
    from pepdesk.intake.fence import Fence, Fenced

    try:
        with Fence(_INSIDE, seconds=_SECONDS, mebibytes=_MEBIBYTES, longest=2 * MAX_BYTES) as fence:
            answer = fence.ask(None, data)
        if "title" in answer:
            raise AttachmentProblem(str(answer["title"]), str(answer["advice"]), code=str(answer["code"]))
        kept = base64.b64decode(answer["data"], validate=True)
        if not kept.startswith(_BEGINNINGS[answer["kind"]]):
            raise ValueError("not the kind it says")
    except (Fenced, ValueError, TypeError, KeyError) as error:
        raise AttachmentProblem(tr("PepDesk cannot read this file."), _ADVICE, code="not-a-picture") from error
    return Kept(kept, answer["kind"], name)


def plain_name(name: str) -> str:
    """A name safe to show and print: no folder, no control or direction marks, at most 120 characters."""
    last = re.split(r"[/\\]", name)[-1]
    usual = unicodedata.normalize("NFC", last)
    visible = "".join(letter for letter in usual if unicodedata.category(letter)[0] != "C")
    return " ".join(visible.split())[:MAX_NAME] or "attachment"


def _picture(data: bytes, name: str) -> Kept:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise AttachmentProblem(
                        tr("This picture is too large to open (over 40 million dots)."),
                        tr("Nothing was added. Save it smaller and try again."),
                        code="too-many-dots",
                    )
                opened.load()
                return _written_anew(opened, name)
    except AttachmentProblem:
        raise
    except Exception as error:  # a hostile picture may fail in any way; none of them is a bug of ours
        raise AttachmentProblem(tr("PepDesk cannot read this file."), _ADVICE, code="not-a-picture") from error


def _written_anew(picture: Image.Image, name: str) -> Kept:
    from PIL import Image

    turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    picture = _eight_bits(picture)
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    small = picture if picture.mode == mode else picture.convert(mode)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)  # first: all that follows costs less
    if see_through:
        paper = Image.new("RGBA", small.size, "white")
        paper.alpha_composite(small)
        small = paper.convert("RGB")
    upright = small if turn is None else small.transpose(Image.Transpose(turn))
    clean = Image.frombytes(
        "RGB", upright.size, upright.tobytes()
    )  # a new picture: nothing of the file's notes with it
    drawing, photo = _saved(clean, "PNG", optimize=True), _saved(clean, "JPEG", quality=85, optimize=True)
    # PNG keeps a drawing sharp and is smaller for one; a photo would be many times as large in it.
    return Kept(drawing, PNG, name) if len(drawing) <= len(photo) else Kept(photo, JPEG, name)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey scan of 16 bits a dot in the usual 8; Pillow alone would make its light dots all white."""
    if not picture.mode.startswith("I"):
        return picture
    grey = picture.convert("I").point(lambda dot: dot * (1 / 256)).convert("L")
    grey.info.pop("transparency", None)  # a number out of 65,536
    return grey


def _saved(picture: Image.Image, kind: str, **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
