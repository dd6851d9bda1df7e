"""Run by Debian's Python (it has ``uno``), never imported: ask a running LibreOffice about signatures in Word files.

python3 uno_signatures.py PIPE FILE...   prints a JSON list: for each file the list of its signatures
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

# css::security::CertificateValidity, by bit
COMPLAINTS = (
    *("INVALID", "UNTRUSTED", "TIME_INVALID", "NOT_TIME_NESTED", "REVOKED", "UNKNOWN_REVOCATION", "EXTENSION_INVALID"),
    *("EXTENSION_UNKNOWN", "ISSUER_UNKNOWN", "ISSUER_UNTRUSTED", "ISSUER_INVALID", "ROOT_UNKNOWN", "ROOT_UNTRUSTED"),
    *("ROOT_INVALID", "CHAIN_INCOMPLETE"),
)


def connect(pipe: str) -> Any:
    """The office's component context, waiting up to a minute for it to start."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def signatures(context: Any, file: str) -> list[dict[str, Any]]:
    """LibreOffice's verdict on each signature in ``file``."""
    make = context.ServiceManager.createInstanceWithContext
    stream = make("com.sun.star.ucb.SimpleFileAccess", context).openFileRead(Path(file).resolve().as_uri())
    as_zip = PropertyValue(Name="StorageFormat", Value="ZipFormat")  # as OFOPXMLFormat it finds no signature
    storage = uno.invoke(
        make("com.sun.star.embed.StorageFactory", context),
        "createInstanceWithArguments",
        ((stream, 1, uno.Any("[]com.sun.star.beans.PropertyValue", (as_zip,))),),
    )
    verifier = context.ServiceManager.createInstanceWithArgumentsAndContext(
        "com.sun.star.security.DocumentDigitalSignatures", ("1.2", True), context
    )
    return [
        {
            "valid": found.SignatureIsValid,
            "partial": found.PartialDocumentSignature,
            "certificate": "|".join(c for n, c in enumerate(COMPLAINTS) if found.CertificateStatus >> n & 1) or "VALID",
            "signer": found.Signer.SubjectName if found.Signer else None,
        }
        for found in verifier.verifyDocumentContentSignatures(storage, None)
    ]


def main() -> None:
    """Print the verdicts; a file LibreOffice cannot read becomes one {"error"}."""
    context = connect(sys.argv[1])
    verdicts = []
    for file in sys.argv[2:]:
        try:
            verdicts.append(signatures(context, file))
        except uno.getClass("com.sun.star.uno.Exception") as error:
            verdicts.append([{"error": type(error).__name__}])
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main()
