"""The vaults on this computer, each under a label that its owner gave: for colleagues who share one account.

Kept in a plain file in the person's data folder: labels and folders, never a child's name.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pepdesk import paths
from pepdesk.problem import StorageProblem
from pepdesk.words import tr

LONGEST_LABEL: Final = 60
OWN_LABEL: Final = tr("The first set of plans")
_LARGEST_FILE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class KnownVault:
    """One vault: what it is called here and where it is."""

    label: str
    folder: Path


def known_vaults(at_hand: Path | None = None) -> tuple[KnownVault, ...]:
    """The own vault of this account first, then the others by label; a list that cannot be read is empty.

    The folder ``at_hand`` comes last if it is none of them: a backup that is being looked at, say.
    """
    found = _known()
    if at_hand is None or any(vault.folder == at_hand.absolute() for vault in found):
        return found
    return (*found, KnownVault(tr("The folder “{name}”", name=at_hand.name)[:LONGEST_LABEL], at_hand.absolute()))


def _known() -> tuple[KnownVault, ...]:
    own = paths.default_vault_dir()
    others = sorted(_read(), key=lambda vault: vault.label.casefold())
    first = next((vault.label for vault in others if vault.folder == own), OWN_LABEL)
    return (KnownVault(first, own), *(vault for vault in others if vault.folder != own))


def remember_vault(label: str, folder: Path | None) -> KnownVault:
    """Add a vault, or give one that is known another label; ``folder`` None is a new place in the data folder.

    Raises ``StorageProblem`` for a label that is empty, too long or taken, or when the list cannot be written.
    """
    made = fit_label(label, folder)
    _write([*(vault for vault in _read() if vault.folder != made.folder), made])
    return made


def fit_label(label: str, folder: Path | None) -> KnownVault:
    """What ``remember_vault`` would add, without adding it. Raises ``StorageProblem`` for a label that will not do."""
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise StorageProblem(
            tr("These plans need a name of their own."),
            tr(
                "For example a role: “Class teacher”. At most {most} letters, and never a child's name.",
                most=LONGEST_LABEL,
            ),
            code="label",
        )
    place = (folder or paths.user_data_dir() / f"vault-{secrets.token_hex(4)}").absolute()
    if any(vault.label.casefold() == label.casefold() and vault.folder != place for vault in known_vaults()):
        raise StorageProblem(tr("This name is in use already."), tr("Choose another one."), code="label")
    return KnownVault(label, place)


def _file() -> Path:
    return paths.user_data_dir() / "vaults.json"


def _read() -> list[KnownVault]:
    try:
        with _file().open("rb") as stream:
            rows = json.loads(stream.read(_LARGEST_FILE))
        return [KnownVault(str(row["label"])[:LONGEST_LABEL], Path(str(row["folder"]))) for row in rows]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def _write(vaults: list[KnownVault]) -> None:
    rows = [{"label": vault.label, "folder": str(vault.folder)} for vault in vaults]
    file = _file()
    beside = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
        beside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise StorageProblem(tr("The list of plans on this computer cannot be written."), tr("Try again.")) from error
