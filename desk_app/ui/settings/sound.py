"""Choosing a sound device and trying it: a tone, a level, one's own voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.telephony.messages import Devices, Echo, EchoPhase
from desk_app.ui import text as say
from desk_app.ui.settings.editors import WIDTH, Editor
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import Button, IconLabel, Kind, Live, Meter, Select, t2, text_of

MICROPHONE, SPEAKER, RINGER = "microphone", "speaker", "ringer"
ROLES = (MICROPHONE, SPEAKER, RINGER)
_NAME = 60


class DeviceEditor(Editor):
    """A device of one role; `tried(role, on)` asks for its tone or its level."""

    tried = Signal(str, bool)

    def __init__(self, role: str) -> None:
        whole = QWidget()
        self.select = Select(whole)
        super().__init__(self.select)
        self.row.addWidget(whole)
        self._role = role
        self._devices = Devices()
        self._chosen = ""
        self._tries = False
        self.select.setFixedWidth(WIDTH)
        self.test = Button("", Kind.PLAIN, small=True)
        self.meter = Meter()
        self.meter.setVisible(role == MICROPHONE)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.select)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.test)
        line.addWidget(self.meter)
        line.addStretch(1)
        column.addLayout(line)
        self.select.activated.connect(lambda _: self.edited.emit(self.select.currentData()))
        self.test.clicked.connect(lambda: self.try_it(not self._tries))
        self.begin()

    def show_devices(self, devices: Devices) -> None:
        """Offer these devices."""
        if devices != self._devices:
            self._devices = devices
            self._fill()

    def show_value(self, value: object) -> None:
        """Show which device is chosen; one that is not there is named as such."""
        self._chosen = str(value)
        self._fill()

    def set_level(self, level: int) -> None:
        """Show the microphone's level, 0-100."""
        if self._tries:
            self.meter.set_level(level)

    def try_it(self, on: bool) -> None:
        """Begin or end the try-out."""
        if on != self._tries:
            self._tries = on
            self.meter.set_level(0)
            self.retranslate()
            self.tried.emit(self._role, on)

    def hideEvent(self, event: QHideEvent) -> None:
        """End the try-out when nobody looks any more."""
        super().hideEvent(event)
        self.try_it(False)

    def _fill(self) -> None:
        names = self._devices.inputs if self._role == MICROPHONE else self._devices.outputs
        offers = [("", self.tr("System default"))]
        offers += [(name, say.embed(say.plain_text(name, _NAME))) for name in names]
        if self._chosen and self._chosen not in names:
            missing = self.tr("{name} (not plugged in)")
            name = say.embed(say.plain_text(self._chosen, _NAME))
            offers.append((self._chosen, missing.format(name=name)))
        self.select.clear()
        for name, said in offers:
            self.select.addItem(said, name)
        self.select.setCurrentIndex(self.select.findData(self._chosen))

    def retranslate(self) -> None:
        """Set the words again."""
        if self._tries:
            words = self.tr("Stop")
        elif self._role == MICROPHONE:
            words = self.tr("Show the level")
        else:
            words = self.tr("Play a tone")
        self.test.setText(words)
        self.meter.setAccessibleName(self.tr("Level of the microphone"))
        self._fill()


class EchoTest(Live, QWidget):
    """Speak, then hear yourself. `tried(on)` asks the engine, `show_echo` is its answer."""

    tried = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._echo: Echo | None = None
        self._runs = False
        self.start = Button("", Kind.ACCENT, icon="audio-lines")
        self.said = IconLabel("info", "", Role.BODY, ink=t2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addWidget(self.start)
        row.addWidget(self.said, 1)
        self.start.clicked.connect(self._on_clicked)
        self.begin()

    def _on_clicked(self) -> None:
        self._runs = not self._runs
        self._echo = None
        self.retranslate()
        self.tried.emit(self._runs)

    def set_possible(self, on: bool) -> None:
        """Allow it or not: not in a call."""
        self.start.setEnabled(on)

    def show_echo(self, echo: Echo) -> None:
        """Say how it goes."""
        self._echo = echo
        self._runs = echo.phase is not EchoPhase.OVER
        self.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        """End it when nobody looks any more."""
        super().hideEvent(event)
        if self._runs:
            self._on_clicked()

    def retranslate(self) -> None:
        """Set the words again."""
        self.start.setText(self.tr("Stop") if self._runs else self.tr("Hear yourself"))
        echo = self._echo
        if echo is None:
            words = self.tr("Speak for three seconds, then hear yourself as callers do.")
            waits = self.tr("Opening the microphone.")
            self.said.set("info", waits if self._runs else words, t2)
        elif echo.phase is EchoPhase.LISTENING:
            self.said.set("mic", self.tr("Speak now."), text_of(Tone.LAPIS))
        elif echo.phase is EchoPhase.PLAYING:
            self.said.set("volume-2", self.tr("Listen: this is you."), text_of(Tone.LAPIS))
        elif echo.heard:
            words = self.tr("That was you. If you heard nothing, choose another speaker.")
            self.said.set("circle-check", words, text_of(Tone.TURQUOISE))
        else:
            words = self.tr("The microphone is silent. Check its mute switch, or choose another.")
            self.said.set("octagon-alert", words, text_of(Tone.POMEGRANATE))
        self.said.setToolTip(self.said.text())
