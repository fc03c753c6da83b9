"""The engine's configuration, made of settings, the account's password and the command line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from desk_app import dialling, passwords, settings_file
from desk_app.background import Background
from desk_app.queue_settings import expanded, plan
from desk_app.settings import Settings, convert
from desk_app.state import DataProblem
from desk_app.telephony.messages import Account, Configure, QueuePlan

log = logging.getLogger(__name__)


class Configuration(QObject):
    """Settings in force and the password, which is only ever in memory here.

    Signals: `replaced(before, after)` when any setting is another; `changed()` when the
    engine should hear it; `problem(DataProblem)` about keyring or file; `password_known()`
    when there is nothing to ask for any more; `retyped()` for the same password once more.
    """

    replaced = Signal(object, object)
    changed = Signal()
    problem = Signal(object)
    password_known = Signal()
    retyped = Signal()

    def __init__(
        self,
        settings: Settings,
        path: Path,
        background: Background,
        files: Background,
        *,
        auto_answer_s: float | None = None,
        spoken: Callable[[Settings], str] = lambda _settings: "en",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.path = path
        self._background, self._files = background, files
        self._writing = 0
        self._auto_answer_s = auto_answer_s
        self._spoken = spoken
        self._password: str | None = None
        self._signed_out = False

    @property
    def account_name(self) -> str:
        """Return "user@domain", "" without an account."""
        account = self.settings.account
        return f"{account.user}@{account.domain}" if account.user else ""

    def read_password(self) -> None:
        """Ask the keyring, off the UI thread; an unlocking dialog of the system may appear."""
        if self.account_name:
            name = self.account_name
            self._background.run(
                lambda: passwords.read(name),
                lambda found: self._on_stored(found) if name == self.account_name else None,
                self._on_failed,
            )

    def set_password(self, password: str) -> None:
        """Use a password the person has typed, and keep it in the keyring if there is one.

        Without one it holds for today, as the person was told when asked.
        """
        again = password == self._password
        self._on_read(password)
        if again:  # the engine has it already, and is only to try once more
            self.retyped.emit()
        name = self.account_name
        self._background.run(
            lambda: passwords.write(name, password),
            lambda _: None,
            lambda error: log.warning("keyring: %s", error),
        )

    @property
    def writing(self) -> bool:
        """Whether the file has not got all changes yet."""
        return self._writing > 0

    def change(self, key: str, value: object) -> None:
        """Change a setting ("section.name", or all "queues").

        It is in force at once, and in the file when the disk has it.

        A file that cannot be written leaves the setting in force until the desk closes.

        Raises:
            ValueError: the value does not fit; nothing is changed.
        """
        section, _, name = key.partition(".")
        changed: object = convert(key, value)
        if name:
            value = changed
            old = getattr(self.settings, section)
            changed = msgspec.structs.replace(old, **{name: value})
        self.adopt(msgspec.structs.replace(self.settings, **{section: changed}))
        self._writing += 1
        save = partial(settings_file.save, self.path, key, value)
        self._files.run(save, lambda _: self._on_written(None), self._on_written)

    def _on_written(self, error: Exception | None) -> None:
        self._writing -= 1
        if error is not None:
            log.warning("settings file: %s", error)
            self.problem.emit(DataProblem.SETTINGS_UNWRITABLE)

    def adopt(self, settings: Settings) -> None:
        """Put other settings in force at once; the file is not touched."""
        before, asked, name = self.settings, self.configure(), self.account_name
        self.settings = settings
        if before == settings:
            return
        if self.account_name != name:
            self._forget_password()
        self.replaced.emit(before, settings)
        if self.configure() != asked:
            self.changed.emit()

    def _forget_password(self) -> None:
        """Take another account's password out of memory, and look for the new one's."""
        self._password = None
        account = self.settings.account
        if account.user and account.domain:
            self.read_password()
        else:
            self.password_known.emit()

    def sign(self, out: bool) -> None:
        """Sign out: no account, no listening, no calls; or in again."""
        if out != self._signed_out:
            self._signed_out = out
            self.changed.emit()

    def _on_stored(self, password: str | None) -> None:
        if self._password is None:  # else the person was faster than the keyring
            self._on_read(password)

    def _on_read(self, password: str | None) -> None:
        self._password = password
        if password is None:
            self.problem.emit(DataProblem.PASSWORD_MISSING)
            return
        self.password_known.emit()
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        log.warning("keyring: %s", error)
        if self._password is None:
            self.problem.emit(DataProblem.KEYRING_UNUSABLE)

    def configure(self) -> Configure:
        """Return what the engine is to do."""
        sip, audio, calls = self.settings.sip, self.settings.audio, self.settings.calls
        auto_answer_s = self._auto_answer_s
        if auto_answer_s is None and calls.auto_answer_s > 0:
            auto_answer_s = calls.auto_answer_s
        return Configure(
            listen="" if self._signed_out else sip.listen,
            allow_from=sip.allow_from,
            codecs=sip.codecs,
            account=self._account(),
            microphone=audio.microphone,
            speaker=audio.speaker,
            ringer=audio.ringer,
            ring_sound=audio.ring_sound,
            ring_volume=audio.ring_volume,
            null_audio=audio.silent,
            auto_answer_s=auto_answer_s,
            record_calls=calls.record,
            ring_timeout_s=calls.ring_timeout_s,
            queues=self._queues(),
            prompts=expanded(self.settings.waiting.prompts),
            offer_s=self.settings.waiting.offer_s,
        )

    def dial_target(self, text: str) -> str:
        """Return what the engine dials for a number or address as typed, pasted or clicked."""
        account, gateway = bool(self.settings.account.user), self.settings.sip.gateway
        return dialling.target(text, account=account, gateway=gateway)

    def _queues(self) -> tuple[QueuePlan, ...]:
        spoken = self._spoken(self.settings)
        return tuple(plan(queue, spoken, self.dial_target) for queue in self.settings.queues)

    def _account(self) -> Account | None:
        account = self.settings.account
        if not account.user or self._password is None or self._signed_out:
            return None
        return Account(
            user=account.user,
            domain=account.domain,
            password=self._password,
            auth_user=account.auth_user,
            display_name=account.display_name or self.settings.general.name,
            registrar=account.registrar,
            proxy=account.proxy,
            transport=account.transport,
            srtp=account.srtp,
            ca_file=account.ca_file,
            expires_s=account.expires_s,
        )
