"""The call bar's controls and what each does in each state of the call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk_app.state import DeskState
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import RecordingState
from desk_app.ui.intents import Intents
from desk_app.ui.keypad import Keypad
from desk_app.ui.keys import Act
from desk_app.ui.theme import Tone
from desk_app.ui.transfer_panel import WIDTH, TransferPanel
from desk_app.ui.widgets import Live
from desk_app.ui.widgets.control import Control


class CallControls(Live, QWidget):
    """Mute, Hold, Keypad, Transfer, Add, Record, Hang up. The keys call the same methods."""

    def __init__(self, intents: Intents, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._call: Call | None = None
        self._state = DeskState()
        self.mute = self._control("mic", Act.MUTE)
        self.hold = self._control("pause", Act.HOLD)
        self.keypad = self._control("grip", Act.KEYPAD)
        self.transfer = self._control("phone-forwarded", Act.TRANSFER)
        self.add = self._control("user-plus", Act.ADD)
        self.record = self._control("circle-dot", Act.RECORD)
        self.hang_up = self._control("phone-off", Act.DECLINE_OR_HANG_UP, danger=True)
        self.pad = Keypad(window)
        self.panel = TransferPanel(window, intents)
        self._lay_out()
        self._connect()
        self.begin()

    def _control(self, icon: str, act: Act, *, danger: bool = False) -> Control:
        return Control(icon, act, danger=danger)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for control in self.all()[:-1]:
            row.addWidget(control)
        row.addSpacing(12)
        row.addWidget(self.hang_up)

    def all(self) -> tuple[Control, ...]:
        """Return the controls in the order of the bar."""
        return (
            self.mute,
            self.hold,
            self.keypad,
            self.transfer,
            self.add,
            self.record,
            self.hang_up,
        )

    def _connect(self) -> None:
        self.mute.clicked.connect(self.toggle_mute)
        self.hold.clicked.connect(self.toggle_hold)
        self.keypad.clicked.connect(self.toggle_keypad)
        self.transfer.clicked.connect(self.toggle_transfer)
        self.add.clicked.connect(self.toggle_add)
        self.record.clicked.connect(self._on_record)
        self.hang_up.clicked.connect(self.hang_up_now)
        self.pad.pressed.connect(self._on_dtmf)

    # --- what is shown -----------------------------------------------------------------------

    def show_call(self, call: Call, state: DeskState) -> None:
        """Paint the controls for the call in the bar."""
        if self._call is None or self._call.key != call.key:
            self.pad.clear()
            self.pad.close_card()
        self._call, self._state = call, state
        self._paint()
        if self.panel.isVisible():
            self.panel.show_state(state, self._main_key())

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what the keys of these controls do."""
        return {
            Act.MUTE: self.toggle_mute,
            Act.HOLD: self.toggle_hold,
            Act.TRANSFER: self.toggle_transfer,
            Act.ADD: self.toggle_add,
            Act.KEYPAD: self.toggle_keypad,
            Act.RECORD: self.toggle_record,
        }

    def stop(self) -> None:
        """Rest: no call is in the bar."""
        self._call = None
        self.pad.close_card()
        self.panel.close_card()

    def _paint(self) -> None:
        call = self._call
        if call is None:
            return
        active = call.state is CallState.ACTIVE
        for control in (self.mute, self.hold, self.transfer, self.add, self.record):
            control.setEnabled(active)
        self.keypad.setEnabled(active or call.state is CallState.EARLY)
        if call.muted:
            self.mute.show_state("mic-off", self.tr("Muted"), Tone.SAFFRON)
        else:
            self.mute.show_state("mic", self.tr("Mute"))
        if call.held:
            self.hold.show_state("play", self.tr("Resume"), Tone.LAPIS)
        else:
            self.hold.show_state("pause", self.tr("Hold"))
        self.keypad.show_state("grip", self.tr("Keypad"))
        if self._state.consulting:
            self.transfer.show_state("phone-forwarded", self.tr("Consulting"), Tone.LAPIS)
        else:
            self.transfer.show_state("phone-forwarded", self.tr("Transfer"))
        if self._state.conference:
            self.add.show_state("users", self.tr("Split"), Tone.LAPIS)
        else:
            self.add.show_state("user-plus", self.tr("Add"))
        self._paint_record(call)
        self.hang_up.show_state("phone-off", self.tr("Hang up"))

    def _paint_record(self, call: Call) -> None:
        match call.recording:
            case RecordingState.ON:
                self.record.show_state("circle-dot", self.tr("Recording"), Tone.POMEGRANATE)
            case RecordingState.PAUSED:
                self.record.show_state("circle-pause", self.tr("Paused"), Tone.SAFFRON)
            case RecordingState.OFF:
                self.record.show_state("circle-dot", self.tr("Record"))

    def retranslate(self) -> None:
        """Set the words again."""
        self._paint()

    # --- what is done ------------------------------------------------------------------------

    def _active(self) -> Call | None:
        call = self._call
        return call if call is not None and call.state is CallState.ACTIVE else None

    def _main_key(self) -> str:
        """Return the call a transfer is about: the caller's, while a colleague is consulted."""
        if self._state.consulting:
            return self._state.consulting[0]
        return self._call.key if self._call else ""

    def toggle_mute(self) -> None:
        """Mute, or unmute."""
        if call := self._active():
            self._intents.mute.emit(call.key, not call.muted)

    def toggle_hold(self) -> None:
        """Hold, or resume."""
        if call := self._active():
            self._intents.hold.emit(call.key, not call.held)

    def toggle_keypad(self) -> None:
        """Open or close the keypad."""
        if self.pad.isVisible():
            self.pad.close_card()
        elif self._call is not None and self.keypad.isEnabled():
            self.pad.open_under(self.keypad, focus=self.pad)

    def toggle_transfer(self) -> None:
        """Open or close the transfer panel."""
        self._toggle_panel(self.transfer, adding=False)

    def toggle_add(self) -> None:
        """Open or close the panel to add a person; split a conference."""
        if self._state.conference:
            self._intents.confer.emit(())
        else:
            self._toggle_panel(self.add, adding=True)

    def _toggle_panel(self, anchor: Control, *, adding: bool) -> None:
        if self.panel.isVisible():
            self.panel.close_card()
        elif self._active() is not None:
            self.panel.show_state(self._state, self._main_key(), adding=adding)
            self.panel.open_under(anchor, focus=self.panel.target, width=WIDTH)

    def toggle_record(self) -> None:
        """Start recording, or stop it."""
        if call := self._active():
            off = call.recording is RecordingState.OFF
            self._intents.record.emit(call.key, RecordingState.ON if off else RecordingState.OFF)

    def _on_record(self) -> None:
        call = self._active()
        if call is None:
            return
        if call.recording is RecordingState.OFF:
            self._intents.record.emit(call.key, RecordingState.ON)
        else:
            below = self.record.rect().bottomLeft()
            self.record_menu(call).popup(self.record.mapToGlobal(below))

    def record_menu(self, call: Call) -> QMenu:
        """Return what can be done with a running recording."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if call.recording is RecordingState.ON:
            first, state = menu.addAction(self.tr("Pause recording")), RecordingState.PAUSED
        else:
            first, state = menu.addAction(self.tr("Resume recording")), RecordingState.ON
        first.triggered.connect(lambda: self._intents.record.emit(call.key, state))
        stop = menu.addAction(self.tr("Stop recording"))
        stop.triggered.connect(lambda: self._intents.record.emit(call.key, RecordingState.OFF))
        return menu

    def hang_up_now(self) -> None:
        """Hang up the call in the bar."""
        if self._call is not None:
            self._intents.hang_up.emit(self._call.key)

    def _on_dtmf(self, sign: str) -> None:
        if self._call is not None:
            self._intents.dtmf.emit(self._call.key, sign)
