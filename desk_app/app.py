"""The composition root: builds everything, passes it on, runs until the window closes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QLockFile, QTimer
from PySide6.QtWidgets import QApplication

import desk_app.lean_imports  # noqa: F401 - first: it makes the others cheap
from desk_app import logs, remembered, settings_file
from desk_app.asked_dials import AskedDials
from desk_app.core import Core, assemble
from desk_app.endings import Endings
from desk_app.outside import Outside
from desk_app.paths import Paths
from desk_app.queue_figures import QueueFigures
from desk_app.reports_room import ReportsRoom
from desk_app.settings import Language as LanguageSetting
from desk_app.settings import Settings
from desk_app.settings_room import SettingsRoom
from desk_app.state import DeskState
from desk_app.telephony.messages import Snapshot
from desk_app.ui import keys, language, theme
from desk_app.ui import text as say
from desk_app.ui.first_paint import FirstPaint
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.panes import left_queue
from desk_app.ui.theme import Scheme, motion
from desk_app.wiring import (
    connect_call_page,
    connect_compact,
    connect_pages,
    connect_phone,
    connect_promises,
)

log = logging.getLogger(__name__)

WINDOW = (1440, 900)


def open_desk(paths: Paths, *, auto_answer_s: float | None = None) -> int:
    """Open the desk on a data folder; return the exit code when its window closes.

    1: the folder cannot be used, or another desk has it; one sentence on stderr says which.
    """
    lock = claim(paths)
    if lock is None:
        return 1
    return run(paths, lock, auto_answer_s=auto_answer_s)


def run(
    paths: Paths, lock: QLockFile, *, auto_answer_s: float | None = None, dial: str = ""
) -> int:
    """Run the desk on a claimed data folder and dial a number, if one is given, when it can."""
    assert lock.isLocked()  # noqa: S101
    logs.start(paths.logs, "desk")
    app = QApplication(sys.argv[:1])
    first = settings_file.never_was(paths.settings)
    outside = Outside(paths.outside)
    core, view = build(app, paths, auto_answer_s=auto_answer_s)
    if first:
        QTimer.singleShot(0, partial(_first_start, core, view))  # over the painted window
    asked = AskedDials(core.desk)
    asked.asked.connect(view.come_forward)
    asked.offered.connect(view.offer_number)
    outside.dial_asked.connect(asked.ask)
    if dial:
        QTimer.singleShot(0, partial(asked.ask, dial))
    code = show_until_closed(app, core, view)
    outside.close()
    core.close()
    return code


def build(
    app: QApplication,
    paths: Paths,
    *,
    auto_answer_s: float | None = None,
    demo: bool = False,
) -> tuple[Core, MainView]:
    """Build a desk and its window, not yet started and not yet shown."""
    app.setApplicationName("desk-app")
    app.setDesktopFileName("desk-app")
    core = assemble(paths, auto_answer_s=auto_answer_s, spoken=_language, demo=demo)
    core.phone.start()  # its process comes up while the window is built
    dress(app, core.configuration.settings)
    core.configuration.replaced.connect(partial(_dress, app))
    core.desk.changed.connect(partial(_agree, app))
    app.styleHints().colorSchemeChanged.connect(lambda: _follow_system(app, core))
    view = MainView()
    connect_phone(view.window.intents, core)
    view.call_page_made.connect(partial(connect_call_page, core))
    view.compact_made.connect(partial(connect_compact, core))
    connect_pages(view, core.desk, core.tickets, paths.recordings)
    connect_promises(view, core.promises)
    SettingsRoom(core, view)
    ReportsRoom(core, view)
    QueueFigures(core, view)
    view.window.intents.enter_password.connect(lambda: _ask_password(core, view))
    view.window.intents.enter_login.connect(lambda: _ask_login(core, view))
    view.window.closing.connect(lambda: _keep_typed(core, view))
    return core, view


def _first_start(core: Core, view: MainView) -> None:
    from desk_app.first_start import offer

    offer(core, view)


def claim(paths: Paths, *, aloud: bool = True) -> QLockFile | None:
    """Return the data folder's lock, None when it cannot be had; say why unless not `aloud`."""
    sentence = f"A desk is already open on {paths.data_dir}. Use its window, or close it."
    try:
        paths.create()
        locks: tuple[Path, ...] = paths.locks
    except OSError as error:
        locks = ()
        sentence = (
            f"The data folder {paths.data_dir} cannot be used ({error.strerror}). "
            "Choose another with --data-dir."
        )
    for path in locks:
        lock = QLockFile(str(path))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            return lock
        if lock.error() is QLockFile.LockError.LockFailedError and path.is_file():
            break
    if aloud:
        print(sentence, file=sys.stderr)  # noqa: T201
    return None


def _language(settings: Settings) -> Language:
    if settings.general.language is LanguageSetting.SYSTEM:
        return language.of_system()
    return Language(settings.general.language.value)


def _use(settings: Settings) -> None:
    say.use_region(settings.numbers.region)
    left_queue.use_short(settings.waiting.short_abandon_s)
    keys.use(msgspec.structs.asdict(settings.keys))
    motion.use(still=settings.general.still)


def _words(settings: Settings) -> tuple[object, ...]:
    """Return what the window's texts are written by."""
    short_s = settings.waiting.short_abandon_s
    return settings.general.language, settings.numbers.region, settings.keys, short_s


def dress(app: QApplication, settings: Settings) -> None:
    """Give the application the language and the look of these settings."""
    _use(settings)
    language.install(app, _language(settings))
    theme.install(app, Scheme(settings.general.theme.value))


def _dress(app: QApplication, before: Settings, after: Settings) -> None:
    """Change language and look with their settings; the look's fonts depend on the language."""
    _use(after)
    if _words(before) != _words(after):
        language.install(app, _language(after))  # every text is set again
    elif before.general.theme is after.general.theme:
        return
    theme.install(app, Scheme(after.general.theme.value))


def _agree(app: QApplication, state: DeskState) -> None:
    """Call short abandons of the team's queues what its bridge calls so."""
    if left_queue.use_team(state.queues.team):
        language.install(app, language.current())


def _follow_system(app: QApplication, core: Core) -> None:
    scheme = Scheme(core.configuration.settings.general.theme.value)
    if scheme is Scheme.SYSTEM:
        theme.install(app, scheme)


def _ask_password(core: Core, view: MainView) -> None:
    from desk_app.ui.password_dialog import PasswordDialog

    dialog = PasswordDialog(core.configuration.account_name, view.window)
    dialog.entered.connect(core.configuration.set_password)
    dialog.open()


def _ask_login(core: Core, view: MainView) -> None:
    from desk_app.ui.password_dialog import PasswordDialog

    dialog = PasswordDialog(core.place.url, view.window, of_database=True)
    dialog.entered.connect(core.log_in)
    dialog.open()


def _keep_typed(core: Core, view: MainView) -> None:
    for typed in view.pending_notes():
        core.tickets.save_notes(*typed)
    view.flush()
    core.tickets.keep_all()


def show_until_closed(app: QApplication, core: Core, view: MainView) -> int:
    """Show the window, start the desk, run; return the exit code."""
    window = view.window
    endings = Endings(partial(QTimer.singleShot, 0, window.close))
    view.show_state(core.desk.state)
    view.restore(remembered.load(core.paths.window), WINDOW)
    view.changed.connect(lambda: _remember(core, view))
    FirstPaint(view.in_use, partial(_begin, core, view))
    code = app.exec()
    endings.close()
    view.end()
    return code


def _remember(core: Core, view: MainView) -> None:
    now = msgspec.structs.replace(view.remembered(), logged_out=core.queues.logged_out)
    core.files.run(
        partial(remembered.save, core.paths.window, now),
        lambda _: None,
        lambda error: log.error("window.json", exc_info=error),
    )


def _begin(core: Core, view: MainView) -> None:
    core.start()
    core.tickets.read_choices(view.set_choices)
    if core.place.url:
        _join_team(core, view)
    QTimer.singleShot(0, partial(_furnish, view))


def _join_team(core: Core, view: MainView) -> None:
    from desk_app.team_link import TeamLink, follow  # psycopg: 0.14 s
    from desk_app.team_mail import TeamMail

    link = TeamLink(core.desk)
    follow(link, core.team)
    mail = TeamMail(link)
    mail.changed.connect(lambda unread: core.desk.change(messages=unread))
    view.window.intents.message_seen.connect(mail.seen)
    link.start(core.place.now)
    QApplication.instance().aboutToQuit.connect(link.close)  # type: ignore[union-attr]


def _furnish(view: MainView) -> None:
    view.furnish()
    QTimer.singleShot(0, partial(_attend, view))


def _attend(view: MainView) -> None:
    from desk_app.notifications import Notifications
    from desk_app.ui.x11_key import GlobalKey

    view.attend(Notifications(), GlobalKey())


def demo(spoken: str | None, auto_answer_s: float | None, queue: int | None = None) -> int:
    """Open the desk on a throw-away folder of made-up customers who really call.

    `queue`: see `demo.run.prepare`.
    """
    from desk_app.demo import run as demonstration

    app = QApplication(sys.argv[:1])
    chosen: Literal["fa", "en"] = "fa" if (spoken or language.of_system()) == "fa" else "en"
    setup = demonstration.prepare(chosen, queue=queue)
    callers = None
    try:
        logs.start(setup.paths.logs, "desk")
        callers = demonstration.start_callers(setup)
        core, view = build(app, setup.paths, auto_answer_s=auto_answer_s, demo=True)
        _once_listening(core, partial(demonstration.let_them_call, callers))
        core.phone.attached.connect(partial(_say_what_fits, setup.wait))
        code = show_until_closed(app, core, view)
        core.phone.end_engine()
        core.close()
    finally:
        demonstration.clean_up(setup, callers)
    return code


def _say_what_fits(wait: int, now: Snapshot) -> None:
    from desk_app.demo.run import what_fits

    if sentence := what_fits(wait, now.max_calls):
        print(sentence, file=sys.stderr)  # noqa: T201


def _once_listening(core: Core, begin: Callable[[], None]) -> None:
    """Call `begin` when the desk first can be called."""
    begun: list[bool] = []

    def look(_state: object) -> None:
        if core.desk.state.listening and not begun:
            begun.append(True)
            begin()

    core.desk.changed.connect(look)
