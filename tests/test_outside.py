"""Dialling from outside: `desk-app dial` with and without a running desk, and its socket."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desk_app.asked_dials import AskedDials
from desk_app.outside import LONGEST, Outside, hand_over
from desk_app.paths import Paths
from tests.test_desk import Rig
from tests.test_program import Program, desk_app

_COPIED = re.compile(r"^(?:Via|From|To|Call-ID|CSeq):.*(?=\r$)", re.MULTILINE)


class Gateway:
    """The far end of the trunk: says which number an INVITE is for, and that it is busy."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(20)
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"

    def invited(self) -> str:
        data, caller = self.socket.recvfrom(65536)
        invite = data.decode()
        found = re.match(r"INVITE sip:([^@]+)@", invite)
        assert found is not None
        copied = _COPIED.findall(invite)
        busy = "\r\n".join(["SIP/2.0 486 Busy Here", *copied, "Content-Length: 0", "", ""])
        self.socket.sendto(busy.encode(), caller)
        return found[1]


@dataclass
class Heard:
    """What `AskedDials` said."""

    offered: list[str] = field(default_factory=list)
    asked: int = 0

    def listen(self, dials: AskedDials) -> None:
        dials.offered.connect(self.offered.append)
        dials.asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        self.asked += 1


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway()
    yield made
    made.socket.close()


@pytest.fixture
def program(tmp_path: Path, gateway: Gateway) -> Iterator[Program]:
    program = Program(tmp_path / "data")
    settings = program.folder / "settings.toml"
    direct = settings.read_text().replace("[sip]", f'[sip]\ngateway = "{gateway.address}"')
    settings.write_text(direct)
    yield program
    program.end()


def test_the_running_desk_dials_a_pasted_number(program: Program, gateway: Gateway) -> None:
    program.start()
    program.wait(program.listens)
    done = desk_app("dial", "۰۲۱", "۴۹۲۵", "۸۰۰۰", "--data-dir", str(program.folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert gateway.invited() == "02149258000"


def test_a_link_opens_a_desk_that_dials_when_it_is_ready(
    program: Program, gateway: Gateway
) -> None:
    command = [sys.executable, "-m", "desk_app", "dial", "--data-dir", str(program.folder)]
    desk = subprocess.Popen(
        [*command, "--", "tel:+98-21-4925-8000"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    program.started.append(desk)
    assert gateway.invited() == "+982149258000"


def test_what_is_no_number_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = desk_app("dial", "Laleh\x1b[2J", "--data-dir", str(tmp_path / "d"))
    assert done.returncode == 1
    assert done.stderr == "Laleh?[2J is no number and no address that can be called.\n"


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot, gateway: Gateway) -> Iterator[Rig]:
    rig = Rig(tmp_path / "data", qtbot)
    rig.core.configuration.change("sip.gateway", gateway.address)
    yield rig
    rig.core.phone.end_engine()
    rig.core.close()


def test_a_code_that_could_divert_the_line_is_offered_not_dialled(
    rig: Rig, gateway: Gateway
) -> None:
    heard, dials = Heard(), AskedDials(rig.core.desk)
    heard.listen(dials)
    dials.ask("tel:*21*02100000000%23")
    assert heard.offered == ["*21*02100000000#"]
    dials.ask("")
    assert (heard.asked, heard.offered) == (2, ["*21*02100000000#"])
    dials.ask("201")
    assert gateway.invited() == "201"  # and it is the first call


def test_without_a_line_the_number_waits_and_is_offered_in_the_end(rig: Rig) -> None:
    rig.core.configuration.sign(out=True)
    rig.wait(lambda: not rig.state.listening)
    heard, dials = Heard(), AskedDials(rig.core.desk)
    heard.listen(dials)
    dials.ask("201")
    dials.ask("202")
    assert heard.offered == []
    dials._patience.start(1)
    rig.wait(lambda: heard.offered)
    assert heard.offered == ["202"]


def test_only_its_user_can_reach_the_socket(tmp_path: Path, qtbot: QtBot) -> None:
    address = Paths(tmp_path).outside
    outside = Outside(address)
    mode = Path(address).stat().st_mode
    assert not stat.S_IMODE(mode) & 0o077
    outside.close()


def test_a_line_without_an_end_is_cut_off(tmp_path: Path, qtbot: QtBot) -> None:
    address = Paths(tmp_path).outside
    outside = Outside(address)
    asked: list[str] = []
    outside.dial_asked.connect(asked.append)
    stranger = QLocalSocket()
    stranger.connectToServer(address)
    stranger.write(b"9" * LONGEST * 4)
    with qtbot.waitSignal(stranger.disconnected):
        stranger.flush()
    assert asked == []
    outside.close()


def test_nobody_there_is_no_wait(tmp_path: Path) -> None:
    assert not hand_over(Paths(tmp_path).outside, "201")
