"""The settings page in the window: made when first asked for, and what its acts do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk_app import settings_file, sound_files
from desk_app.background import Background
from desk_app.core import Core
from desk_app.sound_files import Sounds
from desk_app.state import EngineState
from desk_app.telephony.messages import TestSound
from desk_app.ui.main_view import MainView

if TYPE_CHECKING:  # the window is usable without
    from desk_app.doctor import Finding
    from desk_app.ui.settings.page import SettingsPage

log = logging.getLogger(__name__)

CLOSE_S = 1.0


class SettingsRoom(QObject):
    """Opens the page and connects it. UI thread; lives as long as the window."""

    def __init__(self, core: Core, view: MainView) -> None:
        super().__init__(view.window)
        self._core, self._view = core, view
        self._page: SettingsPage | None = None
        self._looking: Background | None = None
        self._listening: Background | None = None
        view.window.intents.open_settings.connect(self.open)
        view.window.closing.connect(self._close)

    @property
    def page(self) -> SettingsPage:
        """The page, made now if it is not there yet."""
        if self._page is None:
            self._page = self._make()
        return self._page

    def open(self, section: str = "") -> None:
        """Show the page at a section, "" for where it was left."""
        page = self.page
        if section:
            page.open_section(section)
        self._view.window.show_section(page)

    def _close(self) -> None:
        """End the looking; a check that takes long is left behind."""
        for thread in (self._looking, self._listening):
            if thread is not None:
                thread.close(CLOSE_S)
        self._looking = self._listening = None

    def _make(self) -> SettingsPage:
        from desk_app.ui.settings.page import SettingsPage

        core, page = self._core, SettingsPage()
        page.show_settings(core.configuration.settings)
        page.show_state(core.desk.state)
        core.configuration.replaced.connect(lambda _before, after: page.show_settings(after))
        core.desk.changed.connect(page.show_state)
        core.desk.levels.connect(page.show_levels)
        core.desk.echo.connect(page.show_echo)
        page.changed.connect(core.configuration.change)
        page.password_entered.connect(core.configuration.set_password)
        page.sound_tried.connect(lambda what, on: core.desk.request(TestSound(device=what, on=on)))
        page.sound_file_asked.connect(partial(self._hear, page))
        page.check_requested.connect(partial(self._check, page))
        page.left.connect(self._view.window.leave_section)
        return page

    def _hear(self, page: SettingsPage, sounds: Sounds, path: str) -> None:
        """Read a sound file, or a folder of them, off the UI thread."""
        if self._listening is None:
            self._listening = Background("sounds")
        self._listening.run(
            lambda: sound_files.look(sounds, path),
            lambda heard: page.show_heard(path, heard),
            lambda error: log.error("sound file", exc_info=error),
        )

    def _check(self, page: SettingsPage) -> None:
        """Look at everything; what may block, on a thread of the doctor's own."""
        from desk_app import doctor

        core = self._core
        settings, account = core.configuration.settings, core.configuration.account_name
        if self._looking is None:
            self._looking = Background("doctor")
        page.doctor.show_checking()

        def look() -> list[Finding]:
            complaints = settings_file.load(core.paths.settings)[1]
            return [
                *doctor.program(core.paths),
                *doctor.settings(complaints),
                *doctor.password(account),
                *doctor.network(settings.account),
                *doctor.database(core.paths, core.configuration.settings),
            ]

        self._looking.run(
            look,
            lambda found: page.doctor.show_findings([*found, *self._of_phone()]),
            lambda error: log.error("doctor", exc_info=error),
        )

    def _of_phone(self) -> Iterable[Finding]:
        from desk_app import doctor

        state = self._core.desk.state
        up = state.engine is EngineState.UP
        yield from doctor.engine(state.engine_name if up else "")
        yield from doctor.queues(state.queues.holds if up else 0)
        yield from doctor.sound(state.devices)
        yield from doctor.line(state.registration)
        yield from doctor.listening(state.listening)
