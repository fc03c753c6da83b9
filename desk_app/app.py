"""The composition root: builds everything, passes it on, runs until the window closes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLockFile, QTimer
from PySide6.QtWidgets import QApplication

from desk_app import logs
from desk_app.core import Core, assemble
from desk_app.endings import Endings
from desk_app.paths import Paths
from desk_app.settings import Language as LanguageSetting
from desk_app.settings import Settings
from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.password_dialog import PasswordDialog
from desk_app.ui.theme import Scheme
from desk_app.wiring import connect_pages, connect_phone

log = logging.getLogger(__name__)

WINDOW = (1440, 900)


def run(paths: Paths, *, auto_answer_s: float | None = None) -> int:
    """Open the desk on a data folder; return the exit code when its window closes.

    1: the folder cannot be used, or another desk has it; one sentence on stderr says which.
    """
    lock = _claim(paths)
    if lock is None:
        return 1
    logs.start(paths.logs, "desk")
    app = QApplication(sys.argv[:1])
    core, view = build(app, paths, auto_answer_s=auto_answer_s)
    code = show_until_closed(app, core, view)
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
    settings = core.configuration.settings
    language.install(app, _language(settings))
    theme.install(app, Scheme(settings.general.theme.value))
    view = MainView()
    connect_phone(view.window.intents, core.desk, core.transfers, core.configuration)
    connect_pages(view, core.desk, core.tickets, paths.recordings)
    view.window.intents.enter_password.connect(lambda: _ask_password(core, view))
    view.window.closing.connect(lambda: _keep_typed(core, view))
    return core, view


def _claim(paths: Paths) -> QLockFile | None:
    """Return the data folder's lock, None (and say why) when it cannot be had."""
    try:
        paths.create()
        locks = paths.locks
    except OSError as error:
        _say(
            f"The data folder {paths.data_dir} cannot be used ({error.strerror}). "
            "Choose another with --data-dir."
        )
        return None
    for path in locks:
        lock = QLockFile(str(path))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            return lock
        if lock.error() is QLockFile.LockError.LockFailedError and path.is_file():
            break
    _say(f"A desk is already open on {paths.data_dir}. Use its window, or close it.")
    return None


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201


def _language(settings: Settings) -> Language:
    if settings.general.language is LanguageSetting.SYSTEM:
        return language.of_system()
    return Language(settings.general.language.value)


def _ask_password(core: Core, view: MainView) -> None:
    dialog = PasswordDialog(core.configuration.account_name, view.window)
    dialog.entered.connect(core.configuration.set_password)
    dialog.open()


def _keep_typed(core: Core, view: MainView) -> None:
    typed = view.call_page.pending_notes()
    if typed is not None:
        core.tickets.save_notes(*typed)
    view.call_page.flush()
    core.tickets.keep_all()


def show_until_closed(app: QApplication, core: Core, view: MainView) -> int:
    """Show the window, start the desk, run; return the exit code."""
    window = view.window
    endings = Endings(partial(QTimer.singleShot, 0, window.close))
    view.show_state(core.desk.state)
    window.resize(*WINDOW)
    window.show()
    QTimer.singleShot(0, partial(_begin, core, view))  # after the first paint
    code = app.exec()
    endings.close()
    return code


def _begin(core: Core, view: MainView) -> None:
    core.start()
    core.tickets.read_choices(view.call_page.ticket.set_choices)


def demo(spoken: str | None, auto_answer_s: float | None) -> int:
    """Open the desk on a throw-away folder of made-up customers who really call."""
    from desk_app.demo import run as demonstration

    app = QApplication(sys.argv[:1])
    setup = demonstration.prepare("fa" if (spoken or language.of_system()) == "fa" else "en")
    callers = None
    try:
        logs.start(setup.paths.logs, "desk")
        callers = demonstration.start_callers(setup)
        core, view = build(app, setup.paths, auto_answer_s=auto_answer_s, demo=True)
        _once_listening(core, partial(demonstration.let_them_call, callers))
        code = show_until_closed(app, core, view)
        core.phone.end_engine()
        core.close()
    finally:
        demonstration.clean_up(setup, callers)
    return code


def _once_listening(core: Core, begin: Callable[[], None]) -> None:
    """Call `begin` when the desk first can be called."""
    begun: list[bool] = []

    def look(_state: object) -> None:
        if core.desk.state.listening and not begun:
            begun.append(True)
            begin()

    core.desk.changed.connect(look)
