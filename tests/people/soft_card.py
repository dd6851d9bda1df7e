"""Two smart cards made of software (SoftHSM), "rsa" and "curve", each with a key and its certificate.

The marker of a test that uses them: ``checker("softhsm2-util")``.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.people.small_ca import open_office

PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
PIN = "123456"


def library() -> Path:
    """The PKCS#11 library of the cards."""
    return next(Path(place) for place in PLACES if Path(place).exists())


@contextmanager
def soft_cards(folder: Path) -> Iterator[Path]:
    """The cards in ``folder``, plugged in for as long as the block runs; the office's root lies on both."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", "utf-8")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    try:
        for label in ("rsa", "curve"):  # all at once: the library looks for cards when it is loaded
            command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "8765"]
            subprocess.run(command, check=True, capture_output=True)
        _fill("rsa", rsa.generate_private_key(65537, 2048))
        _fill("curve", ec.generate_private_key(ec.SECP256R1()))
        yield folder
    finally:
        del os.environ["SOFTHSM2_CONF"]


def _fill(label: str, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
    import pkcs11
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    office = open_office()
    subject = x509.Name.from_rfc4514_string("CN=Cerys Card,O=Example Council,2.5.4.12=Virtual school,C=GB")
    own = office.certificate(subject, key.public_key())
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    decode = decode_rsa_private_key if isinstance(key, rsa.RSAPrivateKey) else decode_ec_private_key
    found = pkcs11.lib(str(library()))
    found.reinitialize()
    held = found.get_token(token_label=label)
    with held.open(user_pin=PIN, rw=True) as session:
        session.create_object({**decode(der), Attribute.TOKEN: True, Attribute.ID: b"1", Attribute.SIGN: True})
        for number, one in ((b"1", own), (b"2", office.root)):
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.ID: number,
                    Attribute.LABEL: "signing" if number == b"1" else "root",
                    Attribute.SUBJECT: one.subject.public_bytes(),
                    Attribute.VALUE: one.public_bytes(serialization.Encoding.DER),
                }
            )
