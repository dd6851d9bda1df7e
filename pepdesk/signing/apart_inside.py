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
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class _Circle:
    own: tuple[_Holder, ...]
    known: tuple[_Holder, ...]


def verify(question: dict[str, Any], document: bytes) -> dict[str, Any]:
    """The verdict on a file as JSON.

    ``question``: ``people``, certificates by ``own``, ``known`` and ``listed`` (None without a vault), and ``stamp``.
    """
    circle, stamp = None, None
    if (people := question["people"]) is not None:
        known = (*_holders(people["known"], "confirmed"), *_holders(people["listed"]))
        circle = _Circle(_holders(people["own"]), known)
    if question["stamp"] is not None:
        stamp = base64.b64decode(question["stamp"])
    return verify_file(document, "", circle, stamp).as_json()


def _holders(texts: list[str], confirmed: str = "") -> tuple[_Holder, ...]:
    return tuple(_Holder(x509.load_der_x509_certificate(base64.b64decode(text)), confirmed) for text in texts)
