"""Every setting, by section or by search, and the doctor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk_app.settings import Row, Settings, table
from desk_app.sound_files import Heard, Sounds
from desk_app.state import DeskState
from desk_app.telephony.messages import Echo, Levels
from desk_app.ui.panes.overlay_scroll import scrolled
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.settings import kinds, words
from desk_app.ui.settings.account import AccountPanel
from desk_app.ui.settings.doctor_page import DoctorPage
from desk_app.ui.settings.editors import Editor
from desk_app.ui.settings.nav import NavButton
from desk_app.ui.settings.queues import QueuesPanel
from desk_app.ui.settings.row import SettingRow, fold
from desk_app.ui.settings.sound import MICROPHONE, ROLES, DeviceEditor, EchoTest
from desk_app.ui.settings.sound_file import SoundFileEditor
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Hairline, Label, Live, t2

DOCTOR = "doctor"
_NAV_WIDTH = 220
_BODY_WIDTH = 860
_ICONS = {
    "general": "user",
    "account": "phone",
    "audio": "headphones",
    "calls": "phone-call",
    "waiting": "list-ordered",
    "numbers": "hash",
    "keys": "keyboard",
    "sip": "network",
    "database": "database",
    DOCTOR: "stethoscope",
}


class SettingsPage(Live, QWidget):
    """Paints settings and state; every act goes out as a signal. UI thread.

    A section's rows are made when it is first looked into: all at once take 0.3 s.
    """

    changed = Signal(str, object)  # key, value: it fits
    password_entered = Signal(str)
    sound_tried = Signal(str, bool)  # "microphone", "speaker", "ringer" or "echo"; on
    sound_file_asked = Signal(object, str)  # Sounds, path: answered by `show_heard`
    check_requested = Signal()
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = words.SECTIONS[0]
        self._settings, self._state = Settings(), DeskState()
        self.rows: dict[str, SettingRow] = {}
        self.devices: dict[str, DeviceEditor] = {}
        self.queues: QueuesPanel | None = None
        self._titles: dict[str, Label] = {}
        self._panels: tuple[QWidget, ...] = ()
        self._sections: dict[str, QWidget] = {}
        self.account, self.echo, self.doctor = AccountPanel(), EchoTest(), DoctorPage()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.nav = {name: NavButton(icon) for name, icon in _ICONS.items()}
        self._title = Label("", Role.TITLE, Weight.SEMIBOLD)
        self._nothing = Label("", Role.BODY, ink=t2)
        self._area = self._body()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._side())
        ground = Panel(edged=False, parent=self)
        ground.begin()
        column(ground).addWidget(self._area)
        line.addWidget(ground, 1)
        self._connect()
        self.begin()
        self.open_section(self._section)

    def _side(self) -> QWidget:
        side = Panel(sunken=True, parent=self)
        side.begin()
        side.setFixedWidth(_NAV_WIDTH)
        layout = column(side, (16, 20, 16, 16), 4)
        layout.addWidget(self._title)
        layout.addSpacing(8)
        layout.addWidget(self.search)
        layout.addSpacing(8)
        for button in self.nav.values():
            layout.addWidget(button)
        layout.addStretch(1)
        return side

    def _body(self) -> QScrollArea:
        inner = QWidget(self)
        inner.setMaximumWidth(_BODY_WIDTH)
        layout = column(inner, (28, 20, 28, 28), 0)
        layout.addWidget(self._nothing)
        for name in words.SECTIONS:
            self._sections[name] = QWidget(inner)
            layout.addWidget(self._sections[name])
        layout.addWidget(self.doctor)
        layout.addStretch(1)
        return scrolled(inner, self)

    def make(self, *names: str) -> None:
        """Make the rows of these sections, if they are not there yet."""
        for name in names:
            if name in self._sections and name not in self._titles:
                self._fill(name, column(self._sections[name], (0, 0, 0, 20), 0))
                self.show_settings(self._settings)
                self.show_state(self._state)

    def _fill(self, name: str, layout: QVBoxLayout) -> None:
        self._titles[name] = Label(words.section(name), Role.NAME, Weight.SEMIBOLD)
        layout.addWidget(self._titles[name])
        layout.addSpacing(6)
        if name == "account":
            self._add_panel(self.account, layout)
        for row in table():
            if row.key.startswith(f"{name}."):
                made = SettingRow(row, self._editor(row))
                made.changed.connect(self.changed)
                self.rows[row.key] = made
                layout.addWidget(made)
            if row.key == "audio.ringer" == f"{name}.ringer":
                self._add_panel(self.echo, layout)

        if name == "waiting":
            self._add_queues(layout)

    def _add_queues(self, layout: QVBoxLayout) -> None:
        self.queues = QueuesPanel()
        self.queues.changed.connect(self.changed)
        self.queues.asked.connect(self.sound_file_asked)
        layout.addWidget(self.queues)

    def _add_panel(self, panel: QWidget, layout: QVBoxLayout) -> None:
        self._panels += (Hairline(), panel)
        for widget in self._panels[-2:]:
            layout.addWidget(widget)

    def _editor(self, row: Row) -> Editor:
        if row.key == "waiting.prompts":
            folder = SoundFileEditor(Sounds.FOLDER)
            folder.asked.connect(self.sound_file_asked)
            return folder
        section, role = row.key.split(".")
        if section != "audio" or role not in ROLES:
            return kinds.editor(row)
        made = DeviceEditor(role)
        made.tried.connect(self.sound_tried)
        self.devices[role] = made
        return made

    def _connect(self) -> None:
        for name, button in self.nav.items():
            button.clicked.connect(lambda _=False, n=name: self.open_section(n))
        self.search.textChanged.connect(self._show_found)
        self.account.entered.connect(self.password_entered)
        self.echo.tried.connect(lambda on: self.sound_tried.emit("echo", on))
        self.doctor.check_requested.connect(self.check_requested)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.activated.connect(self._on_escape)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.search.setFocus)

    # --- what is shown -----------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """Show the settings in force."""
        self._settings = settings
        for row in self.rows.values():
            row.show_settings(settings)
        self.account.show_settings(settings)
        if self.queues is not None:
            self.queues.show_queues(settings.queues)

    def show_state(self, state: DeskState) -> None:
        """Show devices and line; no echo test in a call."""
        self._state = state
        for editor in self.devices.values():
            editor.show_devices(state.devices)
        self.account.show_state(state)
        if self.queues is not None:
            self.queues.show_holds(state.queues.holds)
        self.echo.set_possible(not any(case.call.live for case in state.cases))

    def show_levels(self, levels: Levels) -> None:
        """Move the microphone's meter."""
        if MICROPHONE in self.devices:
            self.devices[MICROPHONE].set_level(levels.microphone)

    def show_echo(self, echo: Echo) -> None:
        """Say how the echo test goes."""
        self.echo.show_echo(echo)

    def show_heard(self, path: str, heard: Heard) -> None:
        """Say what was found at a path that was to be looked at."""
        prompts = self.rows["waiting.prompts"].editor
        if isinstance(prompts, SoundFileEditor):
            prompts.show_heard(path, heard)
        if self.queues is not None:
            self.queues.show_heard(path, heard)

    def open_section(self, name: str) -> None:
        """Show one section, or the doctor, and end a search."""
        self._section = name
        self.nav[name].setChecked(True)
        self.search.clear()
        self._show_found()
        self._area.verticalScrollBar().setValue(0)
        if name == DOCTOR:
            self.check_requested.emit()

    def _show_found(self) -> None:
        wanted = tuple(fold(self.search.text()).split())
        self.make(*(words.SECTIONS if wanted else (self._section,)))
        anything = False
        for name, section in self._sections.items():
            rows = [row for key, row in self.rows.items() if key.startswith(f"{name}.")]
            found = 0
            for row in rows:
                fits = row.matches(wanted)
                row.setVisible(fits)
                found += fits
            if name == "waiting" and self.queues is not None:
                fits = self.queues.matches(wanted)
                self.queues.setVisible(fits or not wanted)
                found += fits
            shown = bool(found) if wanted else name == self._section
            section.setVisible(shown)
            anything |= shown
        # A search looks for settings: what is not one stands back.
        for panel in self._panels:
            panel.setVisible(not wanted)
        self.doctor.setVisible(not wanted and self._section == DOCTOR)
        self._nothing.setVisible(bool(wanted) and not anything)

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.left.emit()

    def retranslate(self) -> None:
        """Set all words again."""
        self.setAccessibleName(self.tr("Settings"))
        self._title.setText(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self._nothing.setText(self.tr("No setting has these words."))
        for name, button in self.nav.items():
            button.setText(self.tr("Doctor") if name == DOCTOR else words.section(name))
        for name, title in self._titles.items():
            title.setText(words.section(name))
