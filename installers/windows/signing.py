"""Signatures on the Windows files, by a certificate from outside; nothing secret is kept here or in CI.

A certificate and key (PEM), or PEPDESK_SIGN_COMMAND: a program of yours (a token's, a cloud service's) that signs the
file it is given. PEPDESK_TIMESTAMP_URL adds a time stamp by a service; a test certificate brings its own.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from installers.making import pe
from installers.making.start import Signing
from installers.making.workshop import Workshop, files_in


def program(shop: Workshop, wish: Signing) -> Path | None:
    """A little program that signs the one file it is given, in place; None when nothing is to be signed."""
    if own := os.environ.get("PEPDESK_SIGN_COMMAND"):
        return _script(shop, f'exec {own} "$1"')
    if wish.for_test:
        return _script(shop, _line(*_test_certificate(shop)))
    if wish.certificate and wish.key:
        stamp = ("-ts", url) if (url := os.environ.get("PEPDESK_TIMESTAMP_URL")) else ()
        return _script(shop, _line(wish.certificate.resolve(), wish.key.resolve(), *stamp))
    return None


def sign_unsigned(shop: Workshop, sign: Path, folder: Path) -> int:
    """Sign every program and library of the folder that has no signature yet; gives how many these were."""
    unsigned = [path for path in files_in(folder) if pe.is_pe(path) and not pe.read(path).signed]
    for path in unsigned:
        shop.run(sign, path)
    return len(unsigned)


def _line(certificate: Path, key: Path, *more: str | Path) -> str:
    words = ["osslsigncode", "sign", "-certs", certificate, "-key", key, "-h", "sha256", "-n", "PepDesk", *more]
    signed = shlex.join(str(word) for word in words)
    return f'{signed} -in "$1" -out "$1.signed" >/dev/null && mv "$1.signed" "$1"'


def _script(shop: Workshop, line: str) -> Path:
    made = shop.work / "sign.sh"
    made.write_text(f"#!/bin/sh\nset -e\n{line}\n", encoding="utf-8")
    made.chmod(0o700)
    return made


def _test_certificate(shop: Workshop) -> tuple[Path, Path, str, Path, str, Path]:
    """A root, a code certificate and a time stamper made for this build alone; nobody trusts them."""
    folder = shop.fresh("test-certificate")
    usages = {"code": "codeSigning", "time": "critical,timeStamping"}
    shop.run(
        "openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "30", "-keyout", "root.key", "-out",
        "root.pem", "-subj", "/CN=PepDesk test root, trusted nowhere", "-addext", "keyUsage=critical,keyCertSign",
        cwd=folder,
    )  # fmt: skip
    for name, usage in usages.items():
        (folder / f"{name}.ext").write_text(
            f"basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage={usage}\n",
            "ascii",
        )
        subject = f"/O=PepDesk test/CN=PepDesk test {name}"
        shop.run("openssl", "req", "-newkey", "rsa:3072", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                 "-subj", subject, cwd=folder)  # fmt: skip
        shop.run(
            "openssl", "x509", "-req", "-in", f"{name}.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-days", "30", "-extfile", f"{name}.ext", "-out", f"{name}.pem", cwd=folder,
        )  # fmt: skip
        chain = (folder / f"{name}.pem").read_text("ascii") + (folder / "root.pem").read_text("ascii")
        (folder / f"{name}-chain.pem").write_text(chain, "ascii")
    stamp = ("-TSA-certs", folder / "time-chain.pem", "-TSA-key", folder / "time.key")
    return folder / "code-chain.pem", folder / "code.key", *stamp
