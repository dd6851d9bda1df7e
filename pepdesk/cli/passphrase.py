"""Where a command's passphrase comes from: a file, this computer's keyring, or a prompt. Never an argument.

Arguments end up in shell histories and lists of processes; environment variables are inherited by other programs.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from pepdesk import paths
from pepdesk.policy import policy
from pepdesk.problem import StorageProblem
from pepdesk.storage.unlocking import unlock, unlock_with_keyring
from pepdesk.storage.vault import Vault

_MAX_BYTES = 4096


def add_vault_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--vault`` and ``--passphrase-file`` to a command that opens a vault."""
    parser.add_argument(
        "--vault", type=Path, default=None, metavar="DIR", help="folder of the drafts (default: your own)"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, default=None, metavar="F", help="read the passphrase from the first line of F"
    )


def vault_folder(args: argparse.Namespace) -> Path:
    """The folder named by ``--vault``, or this person's own."""
    return args.vault or paths.default_vault_dir()


def open_vault(args: argparse.Namespace) -> Vault:
    """The vault a command asks for, unlocked. Raises ``StorageProblem``, ``WrongPassphrase`` among them."""
    folder = vault_folder(args)
    vault = unlock_with_keyring(folder) if args.passphrase_file is None else None
    if vault is None:
        vault = unlock(folder, read_passphrase(args.passphrase_file, "Passphrase: "))
    if policy().escrow_card:
        from pepdesk.app.school_way_in import follow_policy

        if words := follow_policy(vault):
            print(words, file=sys.stderr)
    return vault


def read_passphrase(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    """The first line of a file, or what is typed at a prompt, if need be ``twice`` the same.

    Raises ``StorageProblem`` when the file cannot be read or nobody is there to type.
    """
    if file is not None:
        return _first_line(file)
    typed = _ask(prompt)
    if twice and _ask("The same again: ") != typed:
        raise StorageProblem("The two passphrases differ.", "Start again. Nothing was changed.", code="mistyped")
    return typed


def write_new(file: Path, text: str) -> None:
    """Write ``text`` and a line end into a new file. Raises ``StorageProblem``."""
    try:
        with file.open("x", encoding="utf-8", newline="") as stream:
            stream.write(f"{text}\n")
    except FileExistsError:
        raise StorageProblem("There is a file of that name already.", "Choose another name.", code="exists") from None
    except OSError as error:
        raise StorageProblem("The file cannot be written there.", "Choose another place.", code="export") from error


def _first_line(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_BYTES).decode("utf-8-sig").split("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageProblem(
            "The passphrase file cannot be read.", "Check where it is and who may read it.", code="passphrase-file"
        ) from error


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise StorageProblem(
            "A passphrase is needed and nobody is at the keyboard.", "Give --passphrase-file.", code="no-passphrase"
        )
    try:
        return getpass.getpass(prompt)
    except (EOFError, KeyboardInterrupt):
        raise StorageProblem("No passphrase was typed.", "Nothing was changed.", code="no-passphrase") from None
