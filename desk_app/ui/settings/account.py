"""The account's password, and what the phone system says to it, live."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.settings import Settings
from desk_app.state import DataProblem, DeskState, EngineState, Notice
from desk_app.telephony.messages import RegistrationState
from desk_app.ui import problems
from desk_app.ui import text as say
from desk_app.ui.settings.editors import WIDTH
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import Button, IconLabel, Kind, Label, Live, t2, text_of

_OF_THE_PASSWORD = (DataProblem.PASSWORD_MISSING, DataProblem.KEYRING_UNUSABLE)


def line_said(state: DeskState, settings: Settings) -> tuple[str, str, Tone]:
    """Return icon, sentence and tone of what is known about the line."""
    account = settings.account
    if not account.user or not account.domain:
        return (
            "info",
            QCoreApplication.translate("account", "Fill in user and domain to get a line."),
            Tone.GREY,
        )
    if state.engine is not EngineState.UP:
        return (
            "refresh-cw",
            QCoreApplication.translate("account", "The phone is starting."),
            Tone.SAFFRON,
        )
    registration = state.registration
    if registration.state is RegistrationState.REGISTERED:
        who = say.isolate(say.plain_text(registration.account))
        said = QCoreApplication.translate(
            "account", "Registered as {account}. Calls reach you."
        ).format(account=who)
        return "circle-check", said, Tone.TURQUOISE
    if registration.problem is not None:
        said = problems.sentence(Notice(registration.problem)).text
        return "octagon-alert", said, Tone.POMEGRANATE
    if registration.state is RegistrationState.CONNECTING:
        return (
            "refresh-cw",
            QCoreApplication.translate("account", "Connecting to the phone system."),
            Tone.SAFFRON,
        )
    for notice in state.notices:
        if notice.problem in _OF_THE_PASSWORD:
            return "triangle-alert", problems.sentence(notice).text, Tone.SAFFRON
    return "unplug", QCoreApplication.translate("account", "Not connected."), Tone.GREY


class AccountPanel(Live, QWidget):
    """The live answer and the password's field. `entered(password)` once for each pressing."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state, self._settings = DeskState(), Settings()
        self.said = Label("", Role.BODY, Weight.MEDIUM, wrap=True)
        self._mark = IconLabel("info", size=16)
        self._mark.setFixedWidth(16)
        self._label = Label("", Role.BODY, Weight.MEDIUM)
        self._note = Label("", Role.META, ink=t2, wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(256)
        self.connect_now = Button("", Kind.PRIMARY)
        status = QHBoxLayout()
        status.setSpacing(8)
        status.addWidget(self._mark)
        status.addWidget(self.said, 1)
        what = QVBoxLayout()
        what.setSpacing(2)
        what.addWidget(self._label)
        what.addWidget(self._note)
        field = QHBoxLayout()
        field.setSpacing(8)
        field.addWidget(self.password, 1)
        field.addWidget(self.connect_now)
        editor = QWidget()
        editor.setFixedWidth(WIDTH)
        field.setContentsMargins(0, 0, 0, 0)
        editor.setLayout(field)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addLayout(what, 1)
        line.addWidget(editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(16)
        column.addLayout(status)
        column.addLayout(line)
        self.password.textChanged.connect(self._allow)
        self.password.returnPressed.connect(self.connect_now.click)
        self.connect_now.clicked.connect(self._on_connect)
        self.begin()

    def show_settings(self, settings: Settings) -> None:
        """Remember which account it is about."""
        self._settings = settings
        self._tell()
        self._allow()

    def show_state(self, state: DeskState) -> None:
        """Say what the phone system answers."""
        self._state = state
        self._tell()

    def _tell(self) -> None:
        icon, said, tone = line_said(self._state, self._settings)
        self._mark.set(icon, "", text_of(tone))
        self.said.set_ink(text_of(tone))
        self.said.setText(said)
        self.said.setAccessibleName(said)

    def _allow(self) -> None:
        account = self._settings.account
        known = bool(account.user and account.domain)
        self.connect_now.setEnabled(known and bool(self.password.text()))

    def _on_connect(self) -> None:
        typed = self.password.text()
        self.password.clear()
        self.entered.emit(typed)

    def retranslate(self) -> None:
        """Set all words again."""
        self._label.setText(self.tr("Password"))
        self._note.setText(self.tr("It is kept in this computer's keyring, never in a file."))
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setAccessibleDescription(self._note.text())
        self.connect_now.setText(self.tr("Connect"))
        self._tell()
