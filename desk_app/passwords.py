"""The account's password in the system's keyring; nothing secret touches the disk otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "desk-app"

_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Backends that keep secrets encrypted; `keyrings.alt` would silently write plain text."""


class KeyringUnusable(Exception):
    """There is no keyring, it is locked, or it is one that writes plain text."""


def _backend() -> KeyringBackend:
    import keyring  # 72 ms: only where a password is needed
    from keyring.backends import chainer

    backend = keyring.get_keyring()
    candidates = backend.backends if isinstance(backend, chainer.ChainerBackend) else [backend]
    for candidate in candidates:
        if type(candidate).__module__.startswith(_TRUSTED):
            return candidate
    raise KeyringUnusable(f"{type(backend).__module__} is no encrypted keyring")


def read(account: str) -> str | None:
    """Return the password of "user@domain", None when none is stored. May block: ask off the UI.

    Raises:
        KeyringUnusable: see the class.
    """
    from keyring.errors import KeyringError

    try:
        return _backend().get_password(SERVICE, account)
    except (KeyringError, OSError) as error:
        raise KeyringUnusable(type(error).__name__) from error


def write(account: str, password: str) -> None:
    """Store the password of "user@domain".

    Raises:
        KeyringUnusable: see the class.
    """
    from keyring.errors import KeyringError

    try:
        _backend().set_password(SERVICE, account, password)
    except (KeyringError, OSError) as error:
        raise KeyringUnusable(type(error).__name__) from error
