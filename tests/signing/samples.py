"""Two signers, a plan as PDF and as Word, and both files signed by both: made once for all tests of signatures."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pepdesk.export.blocks import Answer, Answers, Document, Heading, Paragraph, SignatureBox
from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES
from pepdesk.people.identity import Identity, make_identity
from pepdesk.signing.package import read_package, write_package
from pepdesk.signing.sign import sign_file

Parts = dict[str, bytes]


@cache
def teacher() -> Identity:
    return make_identity("Gwenllian Ŵyn-Pugh", "designated_teacher", "Ysgol Enghraifft")


@cache
def worker() -> Identity:
    return make_identity("Zoë Żółkowska & Sons", "social_worker", "Example Council")


@cache
def plan_pdf() -> bytes:
    """A plan as the export writes it: tagged, with a place for each role."""
    from pepdesk.export.pdf import render

    return render(
        Document(
            title="Personal Education Plan",
            subtitle="Example child",
            marking="OFFICIAL-SENSITIVE",
            footer="Exampleshire",
            version="1",
            created="2026-11-22T10:00:00+00:00",
            blocks=(
                Heading(2, "Targets"),
                Paragraph("Reads 10 pages each day by 19 December 2026."),
                Answers("About", (Answer("Name", "Example child", "child.name"),)),
                *(SignatureBox(SIGNATURE_FIELDS[role], SIGNER_TITLES[role], "") for role in SIGNATURE_FIELDS),
            ),
        )
    )


@cache
def plan_word() -> bytes:
    """A Word file with all that a plan may hold: text, header, style, picture, link and properties."""
    import docx

    document = docx.Document()
    document.add_heading("Personal Education Plan", 0)
    document.add_paragraph("Reads 10 pages each day.")
    document.add_picture(io.BytesIO(_picture()))
    document.sections[0].header.paragraphs[0].text = "OFFICIAL-SENSITIVE"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to("https://example.org/", link, is_external=True)
    target = io.BytesIO()
    document.save(target)
    return write_package(read_package(target.getvalue()))


@cache
def signed_pdf() -> bytes:
    return sign_file(sign_file(plan_pdf(), teacher()), worker())


@cache
def signed_word() -> bytes:
    return sign_file(sign_file(plan_word(), teacher()), worker())


def changed(data: bytes, change: Callable[[Parts], object]) -> bytes:
    """The Word file after ``change`` was applied to its parts."""
    parts = read_package(data)
    before = dict(parts)
    change(parts)
    assert parts != before, "the tampering changed nothing"
    return write_package(parts)


def measured(file: Path) -> tuple[float, float, str]:
    """Seconds of processor and peak of memory (MiB) to verify a file in a process of its own, and the verdict."""
    script = """
import re, sys, time
from pepdesk.signing.verify import verify_file
start = time.process_time()
verdict = verify_file(sys.argv[1])
used = time.process_time() - start
print(used, re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1], verdict.as_json())
"""
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, kibibytes, verdict = done.stdout.split(" ", 2)
    return float(seconds), int(kibibytes) / 1024, verdict


def _picture() -> bytes:
    """A grey PNG of 8 by 8."""
    rows = b"".join(b"\0" + bytes(range(0, 64, 8)) for _ in range(8))

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", check)

    head = struct.pack(">2L5B", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
