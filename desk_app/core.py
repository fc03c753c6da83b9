"""The desk without its windows, assembled: phone, database thread, join, tickets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from desk_app import passwords, remembered, settings_file
from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.configuration import Configuration
from desk_app.database_place import DatabasePlace
from desk_app.desk import Desk
from desk_app.duty_desk import DutyDesk
from desk_app.history import History
from desk_app.paths import Paths
from desk_app.promise_desk import PromiseDesk
from desk_app.queue_desk import QueueDesk
from desk_app.settings import Settings
from desk_app.settings_file import Complaint
from desk_app.settings_watch import SettingsWatch
from desk_app.state import DataProblem, DeskState
from desk_app.team_desk import TeamDesk
from desk_app.team_duty import TeamDuty
from desk_app.telephony.messages import NetworkChanged
from desk_app.telephony.phone import Phone
from desk_app.ticket_desk import TicketDesk
from desk_app.transfers import Transfers
from desk_app.unsaved import Unsaved

log = logging.getLogger(__name__)

CLOSE_S = 5.0
KEYRING_CLOSE_S = 1.0


def midnight_us() -> int:
    """Return when the local day began, as UTC microseconds."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return int(midnight.timestamp()) * 1_000_000


if TYPE_CHECKING:
    from desk_app.crm.numbers import NumberRules
    from desk_app.crm.service import Crm


def number_rules(settings: Settings) -> NumberRules:
    """Return how numbers are read under these settings."""
    from desk_app.crm.numbers import NumberRules

    numbers = settings.numbers
    return NumberRules(numbers.region, numbers.extension_digits, numbers.rewrite)


@dataclass
class Core:
    """Everything that works; windows only show it. UI thread."""

    paths: Paths
    configuration: Configuration
    place: DatabasePlace
    background: Background
    keyring: Background
    files: Background
    book: CallBook
    phone: Phone
    desk: Desk
    tickets: TicketDesk
    promises: PromiseDesk
    history: History
    transfers: Transfers
    queues: QueueDesk
    team: TeamDesk
    watch: SettingsWatch
    duty: DutyDesk

    def start(self) -> None:
        """Open the database, attach the phone, offer what an earlier run could not save.

        To be called when the window is painted: what this loads competes with painting.
        """
        self.phone.start()
        self.desk.open_database()
        self.configuration.read_password()
        self.tickets.save_kept()
        self.promises.save_kept()
        if self.configuration.settings.calls.wrap_up_s:
            self.tickets.take_up_left_over()

    def log_in(self, password: str) -> None:
        """Use a password for the team's database, and keep it in the keyring if there is one."""
        url = self.place.url
        self.place.use_password(password)
        self.book.reopen()
        self.desk.open_database()
        self.keyring.run(
            lambda: passwords.write(url, password),
            lambda _: None,
            lambda error: log.warning("keyring: %s", error),
        )

    def close(self) -> None:
        """Finish the database's work and leave the engine to its last call."""
        self.watch.close()
        self.phone.close()
        self.tickets.keep_all()
        self.promises.close()
        self.duty.close()
        self.keyring.close(KEYRING_CLOSE_S)
        if self.background.close(CLOSE_S):
            QCoreApplication.sendPostedEvents(self.background)  # what came of the last work
        else:
            log.error("the database did not finish in time; the journal and kept words have it")
        if not self.files.close(CLOSE_S):
            log.error("the disk did not take settings or kept words in time")
        self.desk.close()


def assemble(
    paths: Paths,
    *,
    auto_answer_s: float | None = None,
    spoken: Callable[[Settings], str] = lambda _settings: "en",
    demo: bool = False,
) -> Core:
    """Build the desk of a data folder. Nothing runs before `Core.start`.

    `spoken` says in which language ("en", "fa") places are named.

    Raises:
        OSError: the folder cannot be made or entered.
    """
    paths.create()
    settings, complaints = settings_file.load(paths.settings)
    if all(complaint.key for complaint in complaints):
        settings_file.remember(paths.settings)
    background = Background("database")
    keyring = Background("keyring")  # may wait for the person to unlock it: no call may wait too
    files = Background("files")  # a disk that hangs is not felt by whoever types
    configuration = Configuration(
        settings, paths.settings, keyring, files, auto_answer_s=auto_answer_s, spoken=spoken
    )
    place = DatabasePlace(paths, lambda: configuration.settings)
    phone = Phone(paths.data_dir, paths.socket, configuration.configure)
    configuration.changed.connect(phone.configure)

    def make_crm() -> Crm:
        from desk_app.crm.service import Crm

        now = configuration.settings
        return Crm(place.now(), number_rules(now), spoken(now))

    def agent() -> str:
        return configuration.settings.general.name

    def served() -> tuple[str, ...]:
        return desk.state.queues.logged_in

    book = CallBook(make_crm, paths.data_dir, agent, midnight_us, served)
    desk = Desk(
        phone,
        book,
        background,
        wrap_up_s=lambda: configuration.settings.calls.wrap_up_s,
        dial_uri=configuration.dial_target,
        state=DeskState(demo=demo, reasons=settings.calls.reasons),
    )
    watch = SettingsWatch(paths.settings, files)
    _tell_problems(desk, configuration)
    _complain(desk, complaints)
    _follow_settings(desk, book, background, configuration, place, spoken)
    _follow_file(desk, configuration, watch, files)
    unsaved = Unsaved(paths.unsaved, files)
    tickets = TicketDesk(desk, book, background, unsaved, agent)
    promises = PromiseDesk(desk, phone, book, background, unsaved, agent)
    team = TeamDesk(lambda: time.time_ns() // 1000, agent)
    TeamDuty(desk, team, desk)
    return Core(
        paths=paths,
        configuration=configuration,
        place=place,
        background=background,
        keyring=keyring,
        files=files,
        book=book,
        phone=phone,
        desk=desk,
        tickets=tickets,
        promises=promises,
        history=History(desk, book, background),
        transfers=Transfers(phone, desk),
        queues=_queue_desk(paths.window, phone, desk, configuration, files, team),
        team=team,
        watch=watch,
        duty=DutyDesk(desk, book, background, agent),
    )


def _queue_desk(
    window: Path,
    phone: Phone,
    desk: Desk,
    configuration: Configuration,
    files: Background,
    team: TeamDesk,
) -> QueueDesk:
    def save(logged_out: tuple[str, ...]) -> None:
        known = remembered.load(window)
        remembered.save(window, msgspec.structs.replace(known, logged_out=logged_out))

    def remember(logged_out: tuple[str, ...]) -> None:
        files.run(
            lambda: save(logged_out),
            lambda _: None,
            lambda error: log.error("window.json", exc_info=error),
        )

    logged_out = remembered.load(window).logged_out
    return QueueDesk(phone, desk, configuration, logged_out, remember, team)


def _complain(desk: Desk, complaints: tuple[Complaint, ...]) -> None:
    bad_queues = [c.key.removeprefix("queues.") for c in complaints if c.key.startswith("queues")]
    if bad_queues:
        desk.notice(DataProblem.QUEUE_UNUSABLE, ", ".join(bad_queues))
    for complaint in complaints:
        if complaint.key.startswith("queues"):
            continue
        problem = DataProblem.SETTING_UNUSABLE if complaint.key else DataProblem.SETTINGS_UNREADABLE
        desk.notice(problem, complaint.key or complaint.detail)


def _follow_file(
    desk: Desk, configuration: Configuration, watch: SettingsWatch, files: Background
) -> None:
    """Put edits of the file in force; one that cannot be read leaves everything as it is."""

    def edited(settings: Settings, complaints: tuple[Complaint, ...]) -> None:
        if configuration.writing:
            watch.look_again()  # the file is behind what was changed here
            return
        desk.resolved(
            DataProblem.SETTING_UNUSABLE,
            DataProblem.QUEUE_UNUSABLE,
            DataProblem.SETTINGS_UNREADABLE,
        )
        _complain(desk, complaints)
        if all(complaint.key for complaint in complaints):
            files.run(
                lambda: settings_file.remember(configuration.path),
                lambda _: None,
                lambda error: log.error("settings file", exc_info=error),
            )
            configuration.adopt(settings)

    watch.edited.connect(edited)


def _follow_settings(
    desk: Desk,
    book: CallBook,
    background: Background,
    configuration: Configuration,
    place: DatabasePlace,
    spoken: Callable[[Settings], str],
) -> None:
    """Let desk and database hear of other settings; most are read when they are needed."""

    def replaced(before: Settings, after: Settings) -> None:
        desk.change(reasons=after.calls.reasons)
        if before.database != after.database:
            place.use_password("")
            book.reopen()
            desk.open_database()
        if (before.numbers, before.general) != (after.numbers, after.general):
            background.run(
                lambda: book.read_by(number_rules(after), spoken(after)),
                lambda _: desk.refresh(),
                lambda error: log.error("number rules", exc_info=error),
            )

    configuration.replaced.connect(replaced)


def _tell_problems(desk: Desk, configuration: Configuration) -> None:
    configuration.retyped.connect(lambda: desk.request(NetworkChanged()))
    configuration.problem.connect(desk.notice)
    configuration.password_known.connect(
        lambda: desk.resolved(DataProblem.PASSWORD_MISSING, DataProblem.KEYRING_UNUSABLE)
    )
