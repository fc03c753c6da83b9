"""An agent's desk of the team: the whole program, its window offscreen, its engine at the PBX."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.state import Case
from desk_app.team_link import TeamLink
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import RegistrationState
from tests.faults.program import Program
from tests.rigs.asterisk import password
from tests.rigs.patience import PATIENCE_MS
from tests.team.floor import DESK, TeamFloor
from tests.ui.conftest import Speak

NAME = "Sara Ahmadi"


class TeamDesk(Program):
    """Sara's desk, with phone 101. libpq's password file must know hers."""

    def __init__(
        self, folder: Path, qapp: QApplication, qtbot: QtBot, speak: Speak, floor: TeamFloor
    ) -> None:
        super().__init__(folder, qapp, qtbot, speak)
        self.floor = floor

    def sign_in(self, login: str = "sara", user: str = DESK, more: str = "") -> None:
        """Open the desk, registered at the PBX and joined with the team."""
        url = self.floor.postgres.address(self.floor.database, login, tcp=True)
        self.paths.data_dir.mkdir(exist_ok=True)
        self.paths.settings.write_text(
            f'[general]\nname = "{NAME}"\nlanguage = "en"\ntheme = "light"\n'
            f'[account]\nuser = "{user}"\ndomain = "{self.floor.pbx.sip}"\ntransport = "tcp"\n'
            f'[audio]\nsilent = true\n[database]\nurl = "{url}"\n{more}\n',
            "utf-8",
        )
        self.open(listens=False)
        self.core.configuration.set_password(password(user))
        self.until_registered()
        self.wait(lambda: self.core.team.me and self.state.queues.team.linked)

    def until_registered(self, within_ms: int = PATIENCE_MS) -> None:
        """Wait until the PBX can ring it."""
        self.wait(lambda: self.state.registration.state is RegistrationState.REGISTERED, within_ms)

    def close(self) -> None:
        """Close it, and its link to the team."""
        links = self.core.desk.findChildren(TeamLink)
        super().close()
        for link in links:
            link.close()

    # --- what the agent does ---------------------------------------------------------------------

    def log_in(self, *queues: str) -> None:
        """Log in to queues of the team, and wait until the PBX says so."""
        for queue in queues:
            self.view.window.intents.log_in.emit(queue, True)
        self.wait(lambda: set(queues) <= set(self.state.queues.logged_in))

    def rings(self, number: str, within_ms: int = PATIENCE_MS) -> Case:
        """Wait until a number rings here."""

        def found() -> list[Case]:
            return [case for case in self.state.ringing if case.call.number == number]

        self.wait(found, within_ms)
        return found()[0]

    def answer_it(self, key: str) -> None:
        """Answer, and wait until the two talk."""
        self.view.window.intents.answer.emit(key)
        self.wait(lambda: (c := self.state.case(key)) and c.call.state is CallState.ACTIVE)

    def hang_up(self, key: str) -> None:
        """Hang up, and wait until the call is over."""
        self.view.window.intents.hang_up.emit(key)
        self.wait(lambda: self.over(key))
