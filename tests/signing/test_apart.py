"""Verifying apart says what verifying here says, and a file made to do harm costs two seconds and 256 MiB at most."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pepdesk.intake.fence import Fence
from pepdesk.people.people_file import Contact, People
from pepdesk.people.trust import Trust
from pepdesk.signing.apart import TOO_MUCH, WORK, verdict_apart, verify_apart, verify_bytes
from pepdesk.signing.verify import verify_file
from tests.signing.samples import plan_pdf, signed_pdf, signed_word, teacher, worker
from tests.signing.test_package import BOMBS, HOSTILE


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + tail


def _catalogue(fields: bytes) -> tuple[bytes, bytes]:
    return b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % fields, b"<</Type/Pages/Kids[]/Count 0>>"


def fan() -> bytes:
    """2 KB in which forty fields each have forty fields inside, six times over: 4 billion of them."""
    levels = [b"<</T(a%d)/Kids[%s]>>" % (level, b"%d 0 R " % (level + 1) * 40) for level in range(3, 9)]
    return pdf_of(*_catalogue(b"3 0 R"), *levels, b"<</FT/Sig/T(z)>>")


def again_and_again() -> bytes:
    inner = b"<</FT/Sig/T(a)/Kids[%s]>>" % (b"4 0 R " * 200)
    return pdf_of(*_catalogue(b"3 0 R " * 20_000), inner, b"<</FT/Sig/T(b)>>")


def brackets() -> bytes:
    deep = b"[" * 20_000 + b"]" * 20_000
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R/AcroForm%s>>" % deep, b"<</Type/Pages/Kids[]/Count 0>>")


HARM = {
    "fields in fields in fields": fan,
    "a field again and again": again_and_again,
    "a field inside itself": lambda: pdf_of(*_catalogue(b"3 0 R"), b"<</T(a)/Kids[3 0 R 3 0 R]>>"),
    "brackets in brackets": brackets,
    "millions of empty tables": lambda: pdf_of(*_catalogue(b"<<>>" * 3_000_000)),
    **{f"zip bomb, {name}": bomb for name, bomb in BOMBS.items()},
}


def test_verdicts_are_the_same_here_and_apart(tmp_path: Path) -> None:
    people = People(
        own=(teacher(),), known=(Contact("Zoë", "social_worker", "Council", worker().chain[0], "2026-11-22"),)
    )
    contents = {"a.pdf": signed_pdf(), "b.docx": signed_word(), "c.pdf": plan_pdf(), "d.pdf": signed_pdf()[:-900],
                "e.docx": HOSTILE["DTD"], "f.txt": b"hello"}  # fmt: skip
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    files = sorted(tmp_path.iterdir())
    assert list(verify_apart(files)) == [verify_file(file) for file in files]
    known = list(verify_apart(files, people))
    assert known == [verify_file(file, people=people) for file in files]
    assert [signer.trust for signer in known[0].signers] == [Trust.OWN, Trust.KNOWN]


MEASURE = """
import resource, sys, time
from pathlib import Path
from pepdesk.intake.fence import Fence
from pepdesk.signing.apart import WORK, verify_bytes
with Fence(WORK) as fence:
    verify_bytes(fence, b"", "warm")
    start = time.monotonic()
    verdict = verify_bytes(fence, Path(sys.argv[1]).read_bytes(), "harm")
    took, allowed = time.monotonic() - start, fence._allowed
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(verdict.ok, len(verdict.signers), used.ru_utime + used.ru_stime, allowed, took, used.ru_maxrss >> 10)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize("harm", sorted(HARM))
def test_harm_is_refused_within_two_processor_seconds_and_256_mib(harm: str, tmp_path: Path) -> None:
    file = tmp_path / "harm"
    file.write_bytes(HARM[harm]())
    done = subprocess.run([sys.executable, "-c", MEASURE, str(file)], capture_output=True, text=True, check=True)
    ok, signers, *figures = done.stdout.split()
    used, allowed, took, mebibytes = map(float, figures)
    print(f"{harm}: {file.stat().st_size:,} bytes, {used:.2f} s of the processor, {took:.2f} s, {mebibytes:.0f} MiB")
    assert (ok, signers) == ("False", "0")
    assert used < allowed * 1.25 + 0.5  # a quarter of what is allowed went into loading
    assert mebibytes <= 256


def test_a_file_that_would_never_end_is_told_in_words() -> None:
    verdict = verdict_apart(fan(), "fan.pdf")
    assert (verdict.kind, verdict.problems) == ("pdf", (TOO_MUCH,))


def test_a_lying_process_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    for lie in ({"ok": True}, [], {**verify_file(signed_word()).as_json(), "signatures": [{"ok": 1}]}, "ok"):
        with Fence(WORK) as fence:
            monkeypatch.setattr(fence, "ask", lambda _question, _document, lie=lie: lie)
            assert not verify_bytes(fence, signed_word(), "x").ok


def test_no_private_key_goes_behind_the_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    with Fence(WORK) as fence:
        monkeypatch.setattr(fence, "ask", lambda question, _document: asked.append(question) or {})
        verify_bytes(fence, b"%PDF-", "x", People(own=(teacher(),)))
    assert len(asked) == 1
    assert "key" not in str(asked[0])
    assert teacher().name not in str(asked[0])


def test_the_window_checks_files_without_loading_the_pdf_library() -> None:
    script = (
        "import sys; from pathlib import Path; from pepdesk.ui.signing.verify_window import verdicts\n"
        f"assert verdicts((Path({__file__!r}),), None)[0].kind == 'unknown'\n"
        "assert not {'pyhanko', 'lxml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
