"""Verifying behind the fence: what ``apart`` asks the second process to do. Loads the PDF library at once."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from pepdesk.signing.no_network import prepare
from pepdesk.signing.verify import verify_file

prepare()
import lxml.etree  # noqa: E402, F401 - loaded now, while nothing from outside is in this process
import pyhanko.pdf_utils.reader  # noqa: E402
import pyhanko.sign.diff_analysis  # noqa: E402
import pyhanko.sign.validation  # noqa: E402, F401

import pepdesk.signing.pdf_verify  # noqa: E402, F401


@dataclass(frozen=True, slots=True)
class _Holder:
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class _Circle:
    own: tuple[_Holder, ...]
    known: tuple[_Holder, ...]


def verify(question: dict[str, list[str]] | None, document: bytes) -> dict[str, Any]:
    """The verdict on a file as JSON. ``question``: certificates of ``own`` and ``known``; None without a vault."""
    circle = None if question is None else _Circle(_holders(question["own"]), _holders(question["known"]))
    return verify_file(document, "", circle).as_json()


def _holders(texts: list[str]) -> tuple[_Holder, ...]:
    return tuple(_Holder(x509.load_der_x509_certificate(base64.b64decode(text))) for text in texts)
