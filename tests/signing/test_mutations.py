"""Bits flipped at random (seeded): what is still accepted lies only where it is written down that it may."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from pepdesk.signing.package import read_package, write_package
from pepdesk.signing.verify import verify_file
from tests.signing.samples import signed_pdf, signed_word

SEED = 20261122


def flipped(data: bytes, generator: random.Random) -> tuple[bytes, int]:
    place = generator.randrange(len(data))
    copy = bytearray(data)
    copy[place] ^= 1 << generator.randrange(8)
    return bytes(copy), place


def _pdf_flips(count: int) -> None:
    """Accepted only inside a signature's hex string: its padding, letters' case, certificates above the signer's."""
    data, generator, refused = signed_pdf(), random.Random(SEED), 0
    holes = [match.span(1) for match in re.finditer(rb"/Contents\s*<([0-9A-Fa-f]+)>", data)]
    assert len(holes) == 2
    for _ in range(count):
        copy, place = flipped(data, generator)
        if verify_file(copy).ok:
            assert any(start <= place < end for start, end in holes), f"accepted at {place}"
        else:
            refused += 1
    assert refused > count * 0.7


def _word_flips(count: int) -> None:
    """In the file as it is: accepted only if every part is still the same (dates and attributes of the zip)."""
    data, generator = signed_word(), random.Random(SEED)
    parts = read_package(data)
    accepted = [copy for copy, _ in (flipped(data, generator) for _ in range(count)) if verify_file(copy).ok]
    assert all(read_package(copy) == parts for copy in accepted)
    assert len(accepted) < count * 0.1


def _part_flips(count: int) -> None:
    """Inside the parts, zipped anew: accepted only where nothing shows or claims anything (see ``_harmless``)."""
    parts, generator = read_package(signed_word()), random.Random(SEED)
    names = [name for name in parts if parts[name]]
    for _ in range(count):
        name = generator.choice(names)
        copy, place = flipped(parts[name], generator)
        if verify_file(write_package(parts | {name: copy})).ok:
            assert _harmless(name, parts[name], place), (
                f"{name} accepted at {place}: {parts[name][place - 30 : place + 30]!r}"
            )


def _harmless(name: str, content: bytes, place: int) -> bool:
    """The file's own properties, an XML declaration, white space between relations, Ids and types nobody relies on."""
    if name.startswith("docProps/"):
        return True
    start = content.rfind(b"<", 0, place + 1)
    element = content[start : content.find(b">", place) + 1]
    if element.startswith(b"<?xml") or content[place : place + 1].isspace():
        return True
    if name == "[Content_Types].xml":
        in_name = element.find(b"PartName=") < place - start < element.find(b"ContentType=")
        return b"<Default" in element or in_name  # part names mean the same in capitals
    if name.startswith("_xmlsignatures/_rels") or name == "_rels/.rels":
        return b"Id=" in element and element.find(b"Id=") <= place - start < element.find(b"Id=") + 20
    if b"<xd:QualifyingProperties" in element:
        return True  # the wrapper of the signed properties, itself never signed by Office either
    return name.startswith("_xmlsignatures/sig") and b"X509Certificate" in content[max(0, place - 6000) : place]


def test_flipped_bits_in_a_pdf_are_refused() -> None:
    _pdf_flips(100)


def test_flipped_bits_in_a_word_file_are_refused() -> None:
    _word_flips(600)


def test_flipped_bits_in_the_parts_of_a_word_file_are_refused() -> None:
    _part_flips(300)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_thousands_of_flipped_bits_are_refused() -> None:
    _pdf_flips(3000)
    _word_flips(10_000)
    _part_flips(10_000)


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    for data in (signed_word(), signed_pdf()):
        for length in range(0, len(data) - 1, max(1, len(data) // 60)):
            assert not verify_file(data[:length]).ok
