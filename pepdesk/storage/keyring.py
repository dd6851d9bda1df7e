"""Quick unlock: a random key in the operating system's own keyring. Only ever a convenience.

The back end is picked from a short list, never from ``PYTHON_KEYRING_BACKEND`` or ``keyringrc.cfg``, which can load
any module, even one that writes plain text. Every call runs in a thread with a time limit, as a locked keyring may
wait for ever for somebody to answer its prompt. Every failure means "not available", never an exception.
"""

from __future__ import annotations

import importlib
import secrets
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from pepdesk.policy import policy

Result = TypeVar("Result")

LIMIT_SECONDS = 10.0
_SECRET_BYTES = 32
_USER = "quick unlock"
_PROBE = "PepDesk probe"
_ALLOWED = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
_ALLOWED_ELSEWHERE = (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring"))


def available() -> bool:
    """Whether a keyring was found that gives back what it was given and forgets what it was told to.

    Never where the organisation's policy forbids it.
    """
    return policy().keyring and _in_time(_probe) is True


def keep(vault_id: bytes, secret: bytes) -> bool:
    """Store the 32-byte ``secret`` for a vault; true only when it was read back the same."""

    def work() -> bool:
        store = _back_end()
        store.set_password(_service(vault_id), _USER, secret.hex())
        return bool(store.get_password(_service(vault_id), _USER) == secret.hex())

    return available() and _in_time(work) is True


def fetch(vault_id: bytes) -> bytes | None:
    """The secret kept for a vault, or ``None``: not kept, locked, refused, too slow, or forbidden by policy."""
    if not policy().keyring:
        return None
    text = _in_time(lambda: _back_end().get_password(_service(vault_id), _USER))
    try:
        secret = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return None
    return secret if len(secret) == _SECRET_BYTES else None


def forget(vault_id: bytes) -> bool:
    """Remove the secret of a vault; true when none is there afterwards as far as the keyring says."""

    def work() -> bool:
        store = _back_end()
        if store.get_password(_service(vault_id), _USER) is not None:
            store.delete_password(_service(vault_id), _USER)
        return store.get_password(_service(vault_id), _USER) is None

    return _in_time(work) is True


def _service(vault_id: bytes) -> str:
    return f"PepDesk vault {vault_id.hex()}"


def _probe() -> bool:
    store, name, value = _back_end(), secrets.token_hex(8), secrets.token_hex(_SECRET_BYTES)
    store.set_password(_PROBE, name, value)
    same = store.get_password(_PROBE, name) == value
    store.delete_password(_PROBE, name)
    return bool(same and store.get_password(_PROBE, name) is None)


def _back_end() -> Any:  # noqa: ANN401 - keyring's back ends share no typed base
    """The first keyring of the list that works here; raises whatever the last one raised."""
    problem: Exception = LookupError("no keyring on the list")
    for module, name in _ALLOWED.get(sys.platform, _ALLOWED_ELSEWHERE):
        try:
            kind = getattr(importlib.import_module(module), name)
            if kind.priority > 0:  # raises where this back end cannot work
                store = kind()
                if sys.platform == "win32":
                    store.persist = "local machine"  # the default roams to other computers of the domain
                return store
        except Exception as error:  # noqa: BLE001 - back ends raise whatever their system raises
            problem = error
    raise problem


def _in_time(work: Callable[[], Result]) -> Result | None:
    """What ``work`` gives, or ``None`` when it fails or takes too long; then its thread is left to itself."""
    results: list[Result] = []

    def attempt() -> None:
        try:
            results.append(work())
        except Exception:  # noqa: BLE001 - see the module's first lines
            return

    thread = threading.Thread(target=attempt, name="keyring", daemon=True)
    thread.start()
    thread.join(LIMIT_SECONDS)
    return results[0] if results else None
