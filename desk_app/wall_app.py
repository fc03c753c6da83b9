"""The composition root of the wall: `desk-app wall`, a process of its own."""

from __future__ import annotations

import gc
import logging
import sys
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

import desk_app.lean_imports  # noqa: F401 - first: it makes the others cheap
from desk_app import app as desk
from desk_app import logs, remembered, settings_file
from desk_app.alarm_sound import AlarmSound
from desk_app.background import Background
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem
from desk_app.database_place import where
from desk_app.endings import Endings
from desk_app.paths import Paths
from desk_app.settings import Settings
from desk_app.settings_watch import SettingsWatch
from desk_app.team_base import TeamBase
from desk_app.team_link import TeamLink
from desk_app.telephony.team.orders import Role
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Scheme
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from desk_app.wall_room import WallRoom

log = logging.getLogger(__name__)

WINDOW = (1440, 810)
CLOSE_S = 3.0


def open_wall(paths: Paths, screen: int | None = None) -> int:
    """Show the wall until it is closed; return the exit code.

    `screen`: fill this monitor, counted from 1; None: be where it was last. Without a
    team's database it says that nothing was heard. 1: there is no such monitor, or the
    folder cannot be used; a sentence says so.
    """
    try:
        paths.create()
    except OSError as error:
        return _refuse(f"The data folder {paths.data_dir} cannot be used ({error.strerror}).")
    logs.start(paths.logs, "wall")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("desk-app")
    app.setDesktopFileName("desk-app")
    monitors = app.screens()
    if screen is not None and not 1 <= screen <= len(monitors):
        return _refuse(f"There is no monitor {screen}; there are {len(monitors)}.")
    settings, _ = settings_file.load(paths.settings)
    desk.dress(app, settings)
    wall = WallWindow()
    sound = AlarmSound(settings.audio)
    wall.alarm_sounds.connect(sound.play)
    files, link = Background("files"), TeamLink()
    watch = SettingsWatch(paths.settings, files)
    watch.edited.connect(lambda now, _: _adopt(app, sound, now))
    app.styleHints().colorSchemeChanged.connect(lambda: _follow_system(app, paths))
    link.joined.connect(lambda team: _join(wall, team, link))
    link.known.connect(lambda person: _use(wall, person, settings))
    link.refused.connect(lambda problem: _lose(wall, problem))
    link.start(lambda: where(paths, settings))
    endings = Endings(partial(QTimer.singleShot, 0, wall.close))
    wall.resize(*WINDOW)
    place = remembered.load_wall(paths.wall)
    if screen is not None:
        place = replace(place, screen=monitors[screen - 1].name())
    wall.monitors.restore(place)
    wall.monitors.changed.connect(lambda: _remember(paths, wall, files))
    QTimer.singleShot(0, settle_down)
    code = app.exec()
    _remember(paths, wall, files)
    endings.close()
    sound.close()
    watch.close()
    link.close()
    files.close(CLOSE_S)
    return code


def settle_down() -> None:
    """Load what the first floor needs; after that a frame waits for no collection of it.

    A collection looks at everything the program is made of, which takes several frames' time.
    """
    say.phone("+982149258000")  # the numbering plans: 0.2 s
    gc.collect()
    gc.freeze()


def _remember(paths: Paths, wall: WallWindow, files: Background) -> None:
    keep = partial(remembered.save, paths.wall, wall.monitors.place())
    files.run(keep, lambda _: None, lambda error: log.error("wall.json", exc_info=error))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1


def _lose(wall: WallWindow, problem: DatabaseProblem) -> None:
    """Say it on the wall, and to whoever started it and sees no wall."""
    wall.lose(problem)
    if problem is DatabaseProblem.REFUSED:
        print("The team's database does not accept this login.", file=sys.stderr)  # noqa: T201


def _join(wall: WallWindow, team: TeamBase, link: TeamLink) -> None:
    room = WallRoom(wall, team, link.feed, link.background)
    link.called.connect(room.look_for_messages, Qt.ConnectionType.QueuedConnection)


def _use(wall: WallWindow, person: Person, settings: Settings) -> None:
    """Offer what this person's role may do; a bridge's login may nothing."""
    if person.role in [*Role]:
        reasons = settings.calls.reasons
        wall.use(Hand(Role(person.role), person.interface, reasons, messages=True))


def _adopt(app: QApplication, sound: AlarmSound, settings: Settings) -> None:
    desk.dress(app, settings)
    sound.audio = settings.audio


def _follow_system(app: QApplication, paths: Paths) -> None:
    settings, _ = settings_file.load(paths.settings)
    if Scheme(settings.general.theme.value) is Scheme.SYSTEM:
        theme.install(app, Scheme.SYSTEM)
