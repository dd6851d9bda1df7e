"""Whose certificate is it? One judgement for PDF and Word alike; nothing is ever fetched from the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from pepdesk.people.code import certificate_code
from pepdesk.people.identity import anchor_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_LONGEST_CHAIN: Final = 8


class Trust(StrEnum):
    """How well the person behind a certificate is known on this computer."""

    OWN = "own"  # one of this user's own identities
    KNOWN = "known"  # in the list of people, or issued by an authority in it; its code was confirmed
    LISTED = "listed"  # the same, but nobody has compared the code by voice yet
    SELF_MADE = "self-made"  # made by the signer, as PepDesk does; not in the list
    UNKNOWN = "unknown"  # issued by somebody who is not in the list


class Holder(Protocol):
    """Somebody with a certificate: an ``Identity``, a ``Contact``."""

    @property
    def certificate(self) -> x509.Certificate:
        """Theirs."""


class Listed(Holder, Protocol):
    """Somebody in the list of people: a ``Contact``."""

    @property
    def confirmed(self) -> str:
        """The day their code was compared by voice; "" if not yet."""


class Circle(Protocol):
    """Whom a user is and knows, as far as certificates go: ``People``, or the part of it without any keys."""

    @property
    def own(self) -> Sequence[Holder]:
        """The user's own."""

    @property
    def known(self) -> Sequence[Listed]:
        """People and authorities in the user's list."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``chain`` from the person upwards as far as it holds; ``faults`` are sentences, empty if sound.

    ``anchor`` is the certificate of the chain that stands for the person, and ``code`` is its code.
    """

    trust: Trust
    chain: tuple[x509.Certificate, ...]
    anchor: x509.Certificate
    code: str
    faults: tuple[str, ...]


def chain_above(certificate: x509.Certificate, others: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    """The issuers of ``certificate`` among ``others``, nearest first; each has signed the one below."""
    chain: list[x509.Certificate] = []
    below = certificate
    while below.issuer != below.subject and len(chain) < _LONGEST_CHAIN:
        issuer = next((c for c in others if c not in chain and _issued(c, below, len(chain))), None)
        if issuer is None:
            break
        chain.append(issuer)
        below = issuer
    return tuple(chain)


def judge(
    certificate: x509.Certificate,
    others: tuple[x509.Certificate, ...],
    when: dt.datetime | None,
    people: Circle | None,
) -> Standing:
    """Judge the signer's certificate.

    ``others`` came with the signature (order does not matter); ``when`` is the time the signature claims,
    None if it claims none; ``people`` is this user's list, None if there is no vault.
    """
    known = tuple(contact.certificate for contact in people.known) if people else ()
    chain = (certificate, *chain_above(certificate, others + known))
    faults = [fault for link in chain for fault in _time_faults(link, when)]
    if _may_issue(certificate) or not _may_sign(certificate):
        faults.append("The signer's certificate is not meant for signing documents.")
    anchor = anchor_of(chain)
    return Standing(_trust(chain, people), chain, anchor, certificate_code(anchor), tuple(dict.fromkeys(faults)))


def _trust(chain: tuple[x509.Certificate, ...], people: Circle | None) -> Trust:
    if people and any(identity.certificate == chain[0] for identity in people.own):
        return Trust.OWN
    listed = [contact for contact in people.known if contact.certificate in chain] if people else []
    if listed:
        return Trust.KNOWN if any(contact.confirmed for contact in listed) else Trust.LISTED
    self_made = anchor_of(chain) is not chain[0] or chain[0].issuer == chain[0].subject
    return Trust.SELF_MADE if self_made else Trust.UNKNOWN


def _issued(issuer: x509.Certificate, below: x509.Certificate, between: int) -> bool:
    """Whether ``issuer`` has signed ``below`` and may, with ``between`` issuers under it.

    A root must have signed itself too.
    """
    if issuer.subject != below.issuer or not _may_issue(issuer, between):
        return False
    try:
        below.verify_directly_issued_by(issuer)
        if issuer.issuer == issuer.subject:
            issuer.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _may_issue(certificate: x509.Certificate, between: int = 0) -> bool:
    try:
        limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        return limits.ca and (limits.path_length is None or limits.path_length >= between)
    except (x509.ExtensionNotFound, ValueError):
        return False


def _may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate does not forbid signing documents."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature or usage.content_commitment


def _time_faults(certificate: x509.Certificate, when: dt.datetime | None) -> tuple[str, ...]:
    if when is None or certificate.not_valid_before_utc <= when <= certificate.not_valid_after_utc:
        return ()
    return ("The certificate was not valid at the time the signature claims.",)
