"""What the windows about signers do in the background: requests, certificates, codes. No widgets."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from cryptography import x509

    from pepdesk.people.identity import Identity
    from pepdesk.people.people_file import Contact, People
    from pepdesk.storage.derivation import Ready
    from pepdesk.storage.vault import Vault


def load_people(vault: Vault) -> People:
    """Whom this user signs as and knows. Raises ``StorageProblem``."""
    from pepdesk.people.people_file import from_bytes

    return from_bytes(vault.read_people())


def keep_people(vault: Vault, people: People) -> People:
    """Put everybody into the vault. Raises ``StorageProblem``."""
    from pepdesk.people.people_file import to_bytes

    vault.write_people(to_bytes(people))
    return people


def keep_identity(vault: Vault, identity: Identity) -> People:
    """Put an identity into the vault; gives everybody in it. Raises ``StorageProblem``."""
    return keep_people(vault, load_people(vault).with_own(identity))


def new_identity(vault: Vault, name: str, role: str, organisation: str, ready: Ready) -> Identity:
    """A new identity, kept in the vault after ``ready`` was called. Raises ``PepDeskProblem``."""
    from pepdesk.people.identity import make_identity

    identity = make_identity(name, role, organisation)
    ready()
    keep_identity(vault, identity)
    return identity


def bring_identity(vault: Vault, file: Path, passphrase: str, role: str, ready: Ready) -> Identity:
    """The identity in a PKCS#12 file, kept in the vault after ``ready`` was called. Raises ``PepDeskProblem``."""
    from pepdesk.people.pkcs12 import from_pkcs12
    from pepdesk.signing.verify import read_file

    identity = from_pkcs12(read_file(file), passphrase, role=role)
    ready()
    keep_identity(vault, identity)
    return identity


def ask_office(vault: Vault, name: str, role: str, organisation: str, ready: Ready) -> bytes:
    """A request to a certificate office, its new key kept in the vault after ``ready`` was called; gives the file.

    Raises ``PepDeskProblem``.
    """
    from pepdesk.people.request import new_request, request_file

    waiting = new_request(name, role, organisation)
    ready()
    keep_people(vault, load_people(vault).with_waiting(waiting))
    return request_file(waiting)


def take_answer(vault: Vault, file: Path) -> Identity:
    """The identity that the office's certificate makes of a waiting key; kept. Raises ``PepDeskProblem``."""
    from pepdesk.people.request import answered
    from pepdesk.signing.verify import read_file

    people = load_people(vault)
    known = tuple(contact.certificate for contact in people.known)
    waiting, identity = answered(read_file(file), people.waiting, known)
    keep_people(vault, people.with_answer(waiting, identity))
    return identity


def certificate_in(file: Path) -> x509.Certificate:
    """Somebody's certificate from a ``.cer`` file. Raises ``SigningProblem``."""
    from pepdesk.people.certificates import read_certificate
    from pepdesk.signing.verify import read_file

    return read_certificate(read_file(file))


def confirm(vault: Vault, certificate: x509.Certificate, heard: str, role: str = "") -> People:
    """Keep a certificate as confirmed today, if ``heard`` are its digits. Raises ``SigningProblem`` if they are not."""
    from pepdesk.people.code import certificate_code
    from pepdesk.people.escrow_card import same_code
    from pepdesk.people.people_file import contact_from

    if not same_code(heard, certificate_code(certificate)):
        raise SigningProblem(
            tr("These are not the thirty digits of this certificate."),
            tr("Ask for them once more. If they still differ, the certificate is not this person's: do not trust it."),
            code="wrong-code",
        )
    contact = contact_from(certificate, role=role, confirmed=date.today().isoformat())
    return keep_people(vault, load_people(vault).with_known(contact))


def list_only(vault: Vault, certificate: x509.Certificate, role: str = "") -> People:
    """Keep a certificate whose code was not compared yet. Raises ``StorageProblem``."""
    from pepdesk.people.people_file import contact_from

    people = load_people(vault)
    if any(contact.certificate == certificate for contact in people.known):
        return people
    return keep_people(vault, people.with_known(contact_from(certificate, role=role)))


def forget(vault: Vault, certificate: x509.Certificate) -> People:
    """Take somebody out of the list. Raises ``StorageProblem``."""
    return keep_people(vault, load_people(vault).without_known(certificate))


def know_again(vault: Vault, contact: Contact) -> People:
    """Put somebody back into the list who was forgotten, confirmed or not as before. Raises ``StorageProblem``."""
    return keep_people(vault, load_people(vault).with_known(contact))


def write_trust_sheet(identity: Identity, file: Path) -> Path:
    """Write the trust sheet. Raises ``ExportProblem``."""
    from pepdesk.app.documents import write_document
    from pepdesk.app.trust_sheet import trust_sheet

    write_document(file, trust_sheet(identity, datetime.now().astimezone()))
    return file
