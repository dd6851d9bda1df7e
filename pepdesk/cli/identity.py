"""``pepdesk identity new | show | export | import …``: whom this user signs as, and whose signatures they know.

Identities live in the vault's people file. Without a vault they live in PKCS#12 files (``--p12``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from pepdesk.cli import identity_cards, identity_office
from pepdesk.cli.passphrase import add_vault_options, open_vault, read_passphrase
from pepdesk.people.certificates import read_certificate
from pepdesk.people.code import certificate_code
from pepdesk.people.identity import Identity, card_text, make_identity, root_file
from pepdesk.people.people_file import Contact, People, contact_from, from_bytes, to_bytes
from pepdesk.people.pkcs12 import from_pkcs12, to_pkcs12
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.signing.verify import read_file

P12_ENDINGS = (".p12", ".pfx")
_CARDS = ("card", "cards", "add", "compare")
CARD = "card:"
"""What the name of a smart card's library begins with after ``--as``."""


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("identity", help="signing identities and the people you know")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    new = verbs.add_parser("new", help="make a signing identity, valid for three years")
    new.add_argument("--name", required=True, help="your name as it shall stand in the signature")
    new.add_argument("--role", required=True, choices=list(ROLE_TITLES), help="the role in which you sign")
    new.add_argument("--organisation", required=True, help="your school or council")
    new.add_argument("--p12", type=Path, metavar="FILE", help="keep it in this new file instead of the vault")
    show = verbs.add_parser("show", help="your identities with their codes, and the people you know")
    export = verbs.add_parser("export", help="your certificate, contact card, or the whole identity as a file")
    export.add_argument("identity", help="name, role, code, or a .p12 file")
    export.add_argument(
        "-o", "--out", type=Path, required=True, metavar="FILE", help=".cer, .txt (card), .pdf (trust sheet) or .p12"
    )
    bring = verbs.add_parser("import", help="an identity (.p12) or somebody's certificate (.cer) into the vault")
    bring.add_argument("file", type=Path)
    bring.add_argument("--role", choices=list(ROLE_TITLES), default="", help="if the certificate names none")
    bring.add_argument(
        "--code", default="", help="the thirty digits the person read to you: the code is then confirmed"
    )
    for verb in (new, show, export, bring, *identity_office.add_verbs(verbs), *identity_cards.add_verbs(verbs)):
        add_vault_options(verb)
        verb.add_argument("--json", action="store_true", help="machine-readable output")
    for verb in (export, bring):
        verb.add_argument(
            "--p12-passphrase-file", type=Path, metavar="F", help="passphrase of the .p12 file, first line of F"
        )


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    verbs = {
        "new": _new, "show": _show, "export": _export, "import": _import, "request": _request,
        "certificate": _certificate, "confirm": _confirm, "forget": _forget,
        **dict.fromkeys(_CARDS, identity_cards.run),
    }  # fmt: skip
    return verbs[args.verb](args)


def load_identity(who: str, args: argparse.Namespace) -> Identity:
    """The own identity that ``--as`` names: a ``.p12`` file, or a name, role or code from the vault.

    ``card:`` and the path of a PKCS#11 library names the identity on a smart card. For a ``.p12`` file
    ``--passphrase-file`` is that file's, for a card it holds the PIN. Raises SigningProblem if none or several fit.
    """
    if who.startswith(CARD):
        from pepdesk.people.token import identity_on_card

        pin = read_passphrase(args.passphrase_file, "PIN of the card: ")
        return identity_on_card(Path(who.removeprefix(CARD)), pin, role=getattr(args, "role", "") or "")
    if who.lower().endswith(P12_ENDINGS):
        passphrase = read_passphrase(args.passphrase_file, "Passphrase of the identity file: ")
        return from_pkcs12(read_file(Path(who)), passphrase, role=getattr(args, "role", "") or "")
    return one_of(_people(args), who)


def load_people(args: argparse.Namespace) -> People:
    """Everybody in the vault that ``--vault`` names (or the user's own)."""
    return _people(args)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, readable by its owner alone. Raises SigningProblem."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise SigningProblem(
            "There is a file of that name already; it was left as it is.", "Choose another name.", code="exists"
        ) from error
    except OSError as error:
        raise SigningProblem(
            "The file could not be written.", "Check the folder and the space left.", code="write"
        ) from error


def _people(args: argparse.Namespace) -> People:
    return from_bytes(open_vault(args).read_people())


def one_of(people: People, who: str) -> Identity:
    """The one own identity that a name, role or code names. Raises SigningProblem if none or several fit."""
    wanted, digits = who.strip().casefold(), "".join(who.split())
    fits = [
        identity
        for identity in people.own
        if wanted in (identity.name.casefold(), identity.role)
        or (len(digits) >= 5 and digits.isdecimal() and identity.code.replace(" ", "").startswith(digits))
    ]
    if len(fits) != 1:
        count = "No" if not fits else "More than one"
        raise SigningProblem(
            f"{count} signing identity of yours fits what --as says.",
            "“pepdesk identity show” lists them; name one by its code.",
            code="identity-name",
        )
    return fits[0]


def _new(args: argparse.Namespace) -> int:
    if args.p12 is not None:
        passphrase = read_passphrase(args.passphrase_file, "Passphrase for the identity file: ", twice=True)
        identity = make_identity(args.name, args.role, args.organisation)
        write_new(args.p12, to_pkcs12(identity, passphrase))
    else:
        vault = open_vault(args)
        people = from_bytes(vault.read_people())
        identity = make_identity(args.name, args.role, args.organisation)
        vault.write_people(to_bytes(people.with_own(identity)))
    _tell(args, _own_table(identity), card_text(identity))
    return 0


def _show(args: argparse.Namespace) -> int:
    people = _people(args)
    table = {
        "own": [_own_table(identity) for identity in people.own],
        "known": [_known_table(contact) for contact in people.known],
    }
    own = [card_text(identity) for identity in people.own] or ["You have no signing identity yet."]
    known = [
        f"Known: {contact.name}, {ROLE_TITLES.get(contact.role, 'role not given')}, {contact.organisation}\n"
        f"Code: {certificate_code(contact.certificate)} ({_confirmed(contact)})"
        for contact in people.known
    ]
    _tell(args, table, "\n\n".join(own + known))
    return 0


def _export(args: argparse.Namespace) -> int:
    identity = load_identity(args.identity, args)
    ending = args.out.suffix.lower()
    if ending == ".cer":
        data = root_file(identity)
    elif ending == ".txt":
        data = (card_text(identity) + "\n").encode("utf-8")
    elif ending == ".pdf":
        from pepdesk.app.trust_sheet import trust_sheet

        data = trust_sheet(identity, dt.datetime.now().astimezone())
    elif ending in P12_ENDINGS:
        passphrase = read_passphrase(args.p12_passphrase_file, "Passphrase for the new file: ", twice=True)
        data = to_pkcs12(identity, passphrase)
    else:
        raise SigningProblem(
            "The file's ending must be .cer, .txt, .pdf or .p12.", "Name it accordingly.", code="ending"
        )
    write_new(args.out, data)
    _tell(args, {"file": str(args.out), "code": identity.code}, f"Written: {args.out}\nCode: {identity.code}")
    return 0


def _import(args: argparse.Namespace) -> int:
    data = read_file(args.file)
    vault = open_vault(args)
    people = from_bytes(vault.read_people())
    if args.file.suffix.lower() in P12_ENDINGS:
        passphrase = read_passphrase(args.p12_passphrase_file, "Passphrase of the identity file: ")
        identity = from_pkcs12(data, passphrase, role=args.role)
        people, table, words = people.with_own(identity), _own_table(identity), card_text(identity)
    else:
        certificate = read_certificate(data)
        confirmed = identity_office.confirmed_today(certificate, args.code)
        contact = contact_from(certificate, role=args.role, confirmed=confirmed)
        people, table = people.with_known(contact), _known_table(contact)
        rest = "" if confirmed else "\nNot confirmed yet: compare it by voice, then “pepdesk identity confirm”."
        words = f"Added to the people you know: {contact.name}\nCode: {table['code']}{rest}"
    vault.write_people(to_bytes(people))
    _tell(args, table, words)
    return 0


def _request(args: argparse.Namespace) -> int:
    file = identity_office.ask(args)
    _tell(args, {"file": str(file)}, f"Written: {file}\nThe key is in your vault. Give the file to the office.")
    return 0


def _certificate(args: argparse.Namespace) -> int:
    identity = identity_office.take(args)
    _tell(args, _own_table(identity), card_text(identity))
    return 0


def _confirm(args: argparse.Namespace) -> int:
    contact = identity_office.confirm(args)
    _tell(args, _known_table(contact), f"Confirmed: {contact.name}")
    return 0


def _forget(args: argparse.Namespace) -> int:
    contact = identity_office.forget(args)
    _tell(args, _known_table(contact), f"No longer in your list: {contact.name}")
    return 0


def _tell(args: argparse.Namespace, table: dict[str, Any], words: str) -> None:
    print(json.dumps(table, ensure_ascii=False) if args.json else words)


def _own_table(identity: Identity) -> dict[str, Any]:
    return {
        "name": identity.name,
        "role": identity.role,
        "organisation": identity.organisation,
        "code": identity.code,
        "valid_until": identity.certificate.not_valid_after_utc.date().isoformat(),
    }


def _known_table(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "role": contact.role,
        "organisation": contact.organisation,
        "code": certificate_code(contact.certificate),
        "confirmed": contact.confirmed,
    }


def _confirmed(contact: Contact) -> str:
    return f"confirmed on {contact.confirmed}" if contact.confirmed else "not confirmed yet"
