"""What the engine says besides its calls, folded into the desk's state. UI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from desk_app import notices as notes_of
from desk_app.state import EngineState
from desk_app.telephony.messages import (
    Alert,
    AudioAlert,
    Conference,
    Devices,
    Echo,
    Levels,
    Listening,
    Quality,
    Registration,
    RegistrationState,
    Report,
    Snapshot,
    Trouble,
)
from desk_app.telephony.phone import Phone

if TYPE_CHECKING:
    from desk_app.desk import Desk

PASSING_NOTICE_MS = 8_000


class EngineNews(QObject):
    """Keeps the line, the devices and what is wrong with them true in the desk's state."""

    def __init__(self, desk: Desk, phone: Phone) -> None:
        super().__init__(desk)
        self._desk = desk
        phone.detached.connect(lambda: self._on_detached(EngineState.RESTARTING))
        phone.failing.connect(lambda: self._on_detached(EngineState.FAILING))
        phone.reported.connect(self._on_reported)

    def take_snapshot(self, snapshot: Snapshot) -> None:
        """Begin with what an engine that has just been reached says."""
        notices = notes_of.after_engine(self._desk.state.notices, EngineState.UP)
        self._desk.change(
            engine=EngineState.UP,
            engine_name=snapshot.engine,
            listening=snapshot.listening,
            devices=snapshot.devices,
            notices=notes_of.standing(notices, snapshot.problems),
        )
        self._take_registration(snapshot.registration)

    def _on_detached(self, engine: EngineState) -> None:
        notices = notes_of.after_engine(self._desk.state.notices, engine)
        self._desk.change(engine=engine, notices=notices, listening=())
        self._take_registration(Registration(state=RegistrationState.CONNECTING))

    def _on_reported(self, report: Report) -> None:
        desk = self._desk
        match report:
            case Levels():
                desk.levels.emit(report)
            case Quality():
                desk.quality.emit(report)
            case Echo():
                desk.echo.emit(report)
            case Registration():
                self._take_registration(report)
            case Listening():
                desk.change(listening=report.addresses)
                self._take_registration(desk.state.registration)
            case Devices():
                desk.change(devices=report)
            case AudioAlert():
                devices = desk.state.devices
                silent = report.alert is Alert.MICROPHONE_SILENT
                device = devices.microphone_now if silent else ""
                desk.change(notices=notes_of.after_alert(desk.state.notices, report, device))
            case Trouble():
                self._take_trouble(report)
            case Conference():
                desk.settle(desk.state.agent)

    def _take_registration(self, registration: Registration) -> None:
        state = self._desk.state
        up = registration.state is RegistrationState.REGISTERED or (
            registration.state is RegistrationState.NONE and bool(state.listening)
        )
        self._desk.settle(
            replace(state.agent, line_up=up),
            registration=registration,
            notices=notes_of.after_registration(state.notices, registration),
        )

    def _take_trouble(self, trouble: Trouble) -> None:
        if self._desk.state.case(trouble.key) is None:  # of no call that the desk shows
            trouble = msgspec.structs.replace(trouble, key="")
        self._fold_trouble(trouble)
        if not trouble.standing and not trouble.over:
            over = Trouble(problem=trouble.problem, key=trouble.key, over=True)
            QTimer.singleShot(PASSING_NOTICE_MS, self, lambda: self._fold_trouble(over))

    def _fold_trouble(self, trouble: Trouble) -> None:
        notices = notes_of.after_trouble(self._desk.state.notices, trouble)
        self._desk.change(notices=notices)
