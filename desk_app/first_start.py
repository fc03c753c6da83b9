"""The first start: a short dialog before there is any settings file."""

from __future__ import annotations

from desk_app.core import Core
from desk_app.telephony.messages import TestSound
from desk_app.ui.main_view import MainView
from desk_app.ui.settings.first_start import FirstStart


def offer(core: Core, view: MainView) -> FirstStart:
    """Open the dialog over the window; done or skipped, it is not offered again."""
    configuration, desk = core.configuration, core.desk
    dialog = FirstStart(configuration.settings, view.window)
    dialog.show_state(desk.state)
    configuration.replaced.connect(dialog.follow)
    desk.changed.connect(dialog.show_state)
    desk.levels.connect(dialog.show_levels)
    desk.echo.connect(dialog.show_echo)
    dialog.changed.connect(configuration.change)
    dialog.password_entered.connect(configuration.set_password)
    dialog.sound_tried.connect(lambda what, on: desk.request(TestSound(device=what, on=on)))
    dialog.finished.connect(lambda _: _keep(core))
    dialog.show()
    return dialog


def _keep(core: Core) -> None:
    """Write a settings file if nothing was changed: its being there ends the first start."""
    if not core.paths.settings.exists():
        core.configuration.change("general.name", core.configuration.settings.general.name)
