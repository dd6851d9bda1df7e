"""``pepdesk identity request | certificate | confirm | forget``: certificate offices, and whose codes were compared."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.cli.passphrase import open_vault
from pepdesk.people.code import certificate_code
from pepdesk.people.escrow_card import same_code
from pepdesk.people.identity import Identity
from pepdesk.people.people_file import Contact, People, from_bytes, to_bytes
from pepdesk.people.request import answered, new_request, request_file
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.signing.verify import read_file

if TYPE_CHECKING:
    from cryptography import x509


def add_verbs(verbs: Any) -> list[argparse.ArgumentParser]:  # noqa: ANN401 - argparse's own type is private
    """Describe the verbs; gives their parsers."""
    request = verbs.add_parser("request", help="ask an authority's certificate office for a certificate")
    request.add_argument("--name", required=True, help="your name as it shall stand in the signature")
    request.add_argument("--role", required=True, choices=list(ROLE_TITLES), help="the role in which you sign")
    request.add_argument("--organisation", required=True, help="your school or council")
    request.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the request, a .csr file")
    certificate = verbs.add_parser("certificate", help="bring in the certificate that answers your request")
    certificate.add_argument("file", type=Path, help=".cer, .pem or .p7b")
    confirm = verbs.add_parser("confirm", help="note that you compared somebody's code by voice")
    confirm.add_argument("who", help="name in your list of people")
    confirm.add_argument("--code", required=True, help="the thirty digits, as the person read them to you")
    forget = verbs.add_parser("forget", help="take somebody out of your list of people")
    forget.add_argument("who", help="name in your list of people, or the first digits of the code")
    return [request, certificate, confirm, forget]


def ask(args: argparse.Namespace) -> Path:
    """Make a key, keep it in the vault, write the request. The key is kept before the request leaves."""
    from pepdesk.cli.identity import write_new

    waiting = new_request(args.name, args.role, args.organisation)
    vault = open_vault(args)
    vault.write_people(to_bytes(from_bytes(vault.read_people()).with_waiting(waiting)))
    write_new(args.out, request_file(waiting))
    return Path(args.out)


def take(args: argparse.Namespace) -> Identity:
    """The identity that the office's certificate makes of a waiting key."""
    data = read_file(args.file)
    vault = open_vault(args)
    people = from_bytes(vault.read_people())
    waiting, identity = answered(data, people.waiting, (contact.certificate for contact in people.known))
    vault.write_people(to_bytes(people.with_answer(waiting, identity)))
    return identity


def confirmed_today(certificate: x509.Certificate, code: str) -> str:
    """Today, if ``code`` are the digits of ``certificate``; "" for no code. Raises SigningProblem for other digits."""
    if not code:
        return ""
    if not same_code(code, certificate_code(certificate)):
        raise SigningProblem(
            "These are not the thirty digits of this certificate.",
            "Ask for them once more. If they still differ, do not trust the certificate. Nothing was changed.",
            code="wrong-code",
        )
    return dt.date.today().isoformat()


def confirm(args: argparse.Namespace) -> Contact:
    """Note that a code was compared."""
    vault = open_vault(args)
    people = from_bytes(vault.read_people())
    contact = _known(people, args.who)
    contact = replace(contact, confirmed=confirmed_today(contact.certificate, args.code))
    vault.write_people(to_bytes(people.with_known(contact)))
    return contact


def forget(args: argparse.Namespace) -> Contact:
    """Take somebody out of the list."""
    vault = open_vault(args)
    people = from_bytes(vault.read_people())
    contact = _known(people, args.who)
    vault.write_people(to_bytes(people.without_known(contact.certificate)))
    return contact


def _known(people: People, who: str) -> Contact:
    wanted, digits = who.strip().casefold(), "".join(who.split())
    fits = [
        contact
        for contact in people.known
        if contact.name.casefold() == wanted
        or (
            len(digits) >= 5
            and digits.isdecimal()
            and certificate_code(contact.certificate).replace(" ", "").startswith(digits)
        )
    ]
    if len(fits) != 1:
        raise SigningProblem(
            f"{'Nobody' if not fits else 'More than one'} in your list of people fits that name.",
            "“pepdesk identity show” lists them; name one by the first digits of the code.",
            code="contact-name",
        )
    return fits[0]
