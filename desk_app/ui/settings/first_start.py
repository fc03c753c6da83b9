"""The first start: who you are, your phone account, your headset. Each step can be skipped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.settings import Settings, table
from desk_app.state import DeskState
from desk_app.telephony.messages import Echo, Levels
from desk_app.ui import text as say
from desk_app.ui.about import Sheet
from desk_app.ui.panes.panel import column
from desk_app.ui.settings import kinds, words
from desk_app.ui.settings.account import AccountPanel
from desk_app.ui.settings.row import SettingRow
from desk_app.ui.settings.sound import MICROPHONE, ROLES, DeviceEditor, EchoTest
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, Hairline, Kind, Label, t2, t3

_WIDTH = 760
_YOU = ("general.name", "general.language", "numbers.region")
_ACCOUNT = ("account.user", "account.domain", "account.transport")
_SOUND = tuple(f"audio.{role}" for role in ROLES)
_STEPS = (_YOU, _ACCOUNT, _SOUND)


class FirstStart(Sheet):
    """Three short steps; whatever is chosen is in force at once, as on the settings page."""

    changed = Signal(str, object)  # key, value: it fits
    password_entered = Signal(str)
    sound_tried = Signal(str, bool)  # as of the settings page

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)  # a call that rings meanwhile can be answered
        self.rows: dict[str, SettingRow] = {}
        self.devices: dict[str, DeviceEditor] = {}
        self.account, self.echo = AccountPanel(), EchoTest()
        self._why = Label("", Role.BODY, ink=t2, wrap=True)
        self._place = Label("", Role.META, ink=t3)
        self.steps = QStackedWidget()
        for keys in _STEPS:
            self.steps.addWidget(self._step(keys))
        self.back = Button("", Kind.PLAIN)
        self.next = Button("", Kind.PRIMARY)
        self.head.addWidget(self._place)
        self.column.addWidget(self._why)
        self.column.addWidget(self.steps, 1)
        self.setMinimumWidth(_WIDTH)
        self.finish()
        self.foot.removeWidget(self.close_button)
        self.foot.insertWidget(0, self.close_button)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.next)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.account.entered.connect(self.password_entered)
        self.echo.tried.connect(lambda on: self.sound_tried.emit("echo", on))
        self.show_settings(settings)
        self._go(0)

    def _step(self, keys: tuple[str, ...]) -> QWidget:
        step = QWidget()
        layout = column(step)
        every = {row.key: row for row in table()}
        for key in keys:
            role = key.removeprefix("audio.")
            if key in _SOUND:
                self.devices[role] = DeviceEditor(role)
                self.devices[role].tried.connect(self.sound_tried)
            editor = self.devices[role] if key in _SOUND else kinds.editor(every[key])
            self.rows[key] = SettingRow(every[key], editor)
            self.rows[key].changed.connect(self.changed)
            layout.addWidget(self.rows[key])
        last = {_ACCOUNT: self.account, _SOUND: self.echo}.get(keys)
        if last is not None:
            layout.addWidget(Hairline())
            layout.addWidget(last)
        layout.addStretch(1)
        return step

    def _go(self, by: int) -> None:
        to = self.steps.currentIndex() + by
        if to >= len(_STEPS):
            self.accept()
            return
        self.steps.setCurrentIndex(to)
        self.retranslate()
        self.rows[_STEPS[to][0]].editor.setFocus()

    def show_settings(self, settings: Settings) -> None:
        """Show the settings in force."""
        for row in self.rows.values():
            row.show_settings(settings)
        self.account.show_settings(settings)

    def follow(self, _before: Settings, after: Settings) -> None:
        """Show settings that have just changed."""
        self.show_settings(after)

    def show_state(self, state: DeskState) -> None:
        """Show devices and line; no echo test in a call."""
        for editor in self.devices.values():
            editor.show_devices(state.devices)
        self.account.show_state(state)
        self.echo.set_possible(not any(case.call.live for case in state.cases))

    def show_levels(self, levels: Levels) -> None:
        """Move the microphone's meter."""
        self.devices[MICROPHONE].set_level(levels.microphone)

    def show_echo(self, echo: Echo) -> None:
        """Say how the echo test goes."""
        self.echo.show_echo(echo)

    def retranslate(self) -> None:
        """Set all words again."""
        super().retranslate()
        at, last = self.steps.currentIndex(), len(_STEPS) - 1
        titles = (self.tr("Welcome to Desk App"), words.section("account"), words.section("audio"))
        self.setWindowTitle(titles[0])
        self.title.setText(titles[at])
        place = self.tr("Step {n} of {all}")
        self._place.setText(place.format(n=say.digits(at + 1), all=say.digits(last + 1)))
        whys = (
            self.tr("Three short steps. Everything can be changed later in Settings."),
            self.tr("Your phone system's administrator knows these. Without them, go on."),
            self.tr("Hear yourself before a caller does."),
        )
        self._why.setText(whys[at])
        self.back.setText(self.tr("Back"))
        self.back.setVisible(at > 0)
        self.next.setText(self.tr("Start working") if at == last else self.tr("Next"))
        self.close_button.setText(self.tr("Skip"))
        self.close_button.setVisible(at < last)
