"""The list of parts in CycloneDX 1.6 (JSON): every package that ships with version, licence and the hash of its wheel.

What is built into those wheels (OpenSSL, ICU, zlib...) is named in resources/licences/THIRD-PARTY.md. Standard library
only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from installers.licences import licence_of

_NAMESPACE = uuid.UUID("0f4b5d0e-9a35-5c0b-8a6e-6d2f1f1f7b52")


@dataclass(frozen=True, slots=True)
class Part:
    """One package: its wheel's SHA-256 in hexadecimal, empty when it came another way."""

    name: str
    version: str
    sha256: str = ""
    licence: str = ""
    purl: str = ""


def render(version: str, system: str, parts: list[Part], epoch: int) -> str:
    """The whole document for one system ("linux-x86_64" or "windows-x86_64"); the same parts give the same bytes."""
    components = [_component(part) for part in sorted(parts, key=lambda part: part.name)]
    digest = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).hexdigest()
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{version} {system} {digest}')}",
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.fromtimestamp(epoch, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": "pepdesk",
                "name": "PepDesk",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
                "properties": [{"name": "pepdesk:system", "value": system}],
            },
        },
        "components": components,
        "dependencies": [{"ref": "pepdesk", "dependsOn": [component["bom-ref"] for component in components]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def packages(pinned: Mapping[str, tuple[str, str]]) -> list[Part]:
    """Python packages as parts: name → (version, SHA-256 of the wheel)."""
    return [
        Part(name, version, sha256, licence_of(name) or "", f"pkg:pypi/{name}@{version}")
        for name, (version, sha256) in pinned.items()
    ]


def _component(part: Part) -> dict[str, Any]:
    purl = part.purl or f"pkg:generic/{part.name}@{part.version}"
    made: dict[str, Any] = {
        "type": "library", "bom-ref": purl, "name": part.name, "version": part.version, "purl": purl,
    }  # fmt: skip
    if part.sha256:
        made["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    if part.licence:
        made["licenses"] = [_licence(part.licence)]
    return made


def _licence(words: str) -> dict[str, Any]:
    """An expression where it is one in SPDX's words, else just a name."""
    single = re.fullmatch(r"[A-Za-z]+(-[A-Za-z0-9.]+)+|MIT|ISC|Zlib", words)
    if single:
        return {"license": {"id": words}}
    if re.fullmatch(r"[\w.()-]+( (AND|OR|WITH) [\w.()-]+)+", words):
        return {"expression": words}
    return {"license": {"name": words}}
