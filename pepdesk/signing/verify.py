"""Check the signatures of a file, whatever its kind: PDF or Word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives import serialization

from pepdesk.people.identity import common_name, organisation_of
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.people.trust import Trust, judge
from pepdesk.problem import SigningProblem
from pepdesk.signing.marks import marks_in_word
from pepdesk.signing.opc_verify import WordSignature, verify_word
from pepdesk.signing.package import MAX_TOTAL, read_package
from pepdesk.signing.verdict import Signer, Verdict, conclude, refused
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.trust import Circle

_MAIN_PART: Final = "word/document.xml"  # where PepDesk writes; signed like every part
_COVERS: Final = "Covers all text, pictures, styles and links; not the file's own properties (title, author)."


def verify_file(
    source: Path | str | bytes, name: str = "", people: Circle | None = None, stamp: bytes | None = None
) -> Verdict:
    """The verdict on a file, given as a path or as its bytes.

    ``name`` is what the verdict calls it (default: the path's last part). ``people`` is this user's list, to say
    whether the signers are known. ``stamp`` is the time stamp beside the file, if any. A bad file gives a verdict;
    SigningProblem is raised only if it cannot be read from disk.
    """
    if isinstance(source, bytes):
        data = source
    else:
        data, name = read_file(Path(source)), name or Path(source).name
    verdict = _verify(data, name, people)
    if stamp is None:
        return verdict
    from pepdesk.signing.time_stamp import read_stamp

    return replace(verdict, stamp=read_stamp(stamp, data, people))


def _verify(data: bytes, name: str, people: Circle | None) -> Verdict:
    if data.startswith(b"%PDF-"):
        from pepdesk.signing.pdf_verify import verify_pdf

        return verify_pdf(data, name, people)
    if data.startswith(b"PK"):
        return _verify_word(data, name, people)
    return refused(name, "unknown", "It is neither a PDF nor a Word file (.docx).")


def read_file(path: Path) -> bytes:
    """The bytes of a file, but not of a huge one. Raises SigningProblem if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_TOTAL + 1)
    except OSError as error:
        raise SigningProblem(
            tr("The file could not be read."), tr("Check that it is there and that you may open it."), code="read"
        ) from error


def _verify_word(data: bytes, name: str, people: Circle | None) -> Verdict:
    try:
        signers = tuple(_signer(signature, people) for signature in verify_word(data))
        marks = marks_in_word(read_package(data).get(_MAIN_PART, b"")) if signers else ()
    except SigningProblem as problem:
        return refused(name, "word", problem.title)
    except Exception:  # noqa: BLE001 - a hostile certificate makes its library fail in any way it can
        return refused(name, "word", "It is damaged, or was made to look like a signed Word file.")
    return conclude(name, "word", signers, marks=marks)


def _signer(signature: WordSignature, people: Circle | None) -> Signer:
    certificate = signature.certificate
    if certificate is None:
        return Signer(False, "", "", "", None, "", Trust.UNKNOWN, "", signature.faults)
    standing = judge(certificate, signature.others, signature.when, people)
    faults = [*signature.faults, *standing.faults]
    if not set(signature.others) <= set(standing.chain):
        faults.append("Certificates that do not belong to the signer were added.")
    return Signer(
        ok=not faults,
        name=common_name(certificate),
        organisation=organisation_of(certificate),
        role=next((role for role, words in ROLE_TITLES.items() if words == signature.role), ""),
        when=signature.when,
        code=standing.code,
        trust=standing.trust,
        covers=_COVERS,
        faults=tuple(dict.fromkeys(faults)),
        certificate=standing.anchor.public_bytes(serialization.Encoding.DER),
    )
