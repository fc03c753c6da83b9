"""The phone line: which extension, and whether calls reach it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.state import DeskState, EngineState
from desk_app.telephony.messages import RegistrationState
from desk_app.ui import text as say
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import IconLabel, t2, text_of


class LineChip(IconLabel):
    """ "Ext 214 · Registered" with a plug; saffron while connecting, pomegranate when lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._state = DeskState()
        super().__init__("plug", "", Role.META, ink=t2, parent=parent)

    def show_state(self, state: DeskState) -> None:
        """Paint the line of a snapshot."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Set icon, words and colours again."""
        state = self._state
        account = state.registration.account
        user = say.plain_text(account.removeprefix("sip:").partition("@")[0], 24)
        extension = self.tr("Ext {number}").format(number=say.isolate(say.digits(user)))
        self.setToolTip(say.plain_text(", ".join(state.listening) or account))
        if state.engine is not EngineState.UP:
            starting = state.engine is EngineState.STARTING
            words = self.tr("Phone is starting") if starting else self.tr("Phone restarts")
            self.set("refresh-cw", words, text_of(Tone.SAFFRON))
            return
        match state.registration.state:
            case RegistrationState.REGISTERED:
                words = self.tr("Registered")
                self.set("plug", f"{extension} · {words}", t2, text_of(Tone.TURQUOISE))
            case RegistrationState.CONNECTING:
                words = self.tr("Connecting")
                shown = f"{extension} · {words}" if user else words
                self.set("refresh-cw", shown, text_of(Tone.SAFFRON))
            case RegistrationState.LOST:
                self.set("unplug", self.tr("Line lost"), text_of(Tone.POMEGRANATE))
            case RegistrationState.NONE if state.listening:
                self.set("plug", self.tr("Direct calls"), t2, text_of(Tone.TURQUOISE))
            case RegistrationState.NONE:
                self.set("unplug", self.tr("No line"), text_of(Tone.POMEGRANATE))
