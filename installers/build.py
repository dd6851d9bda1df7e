#!/usr/bin/env python3
"""Make PepDesk's packages from this folder, on Debian 12 (Linux and Windows; what macOS needs is in installers/macos).

python3 installers/build.py                    everything, into dist/
python3 installers/build.py linux              .deb and .tar.xz only
python3 installers/build.py windows            Setup.exe, .msi and portable .zip only
  --prepare                     install what the build needs (apt, as root) and stop
  --out DIR                     write there instead of dist/
  --runtime FILE                the embeddable Python brought in by hand; its SHA-256 must be the release's
  --test-runtime                use the archived test copy of Python from PyPI: the packages then say "test build"
  --sign CERT.pem KEY.pem       sign the Windows files (or --sign "pkcs11:..." through PEPDESK_SIGN_COMMAND)
  --test-certificate            sign with a certificate made for this build; nobody trusts it
"""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.stderr.write("The build needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".\n")
        sys.exit(3)

    import os

    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    from installers.making.start import start

    sys.exit(start(sys.argv[1:], usage=__doc__ or ""))
