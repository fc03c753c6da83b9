"""A real Asterisk, a real PostgreSQL and SIPp's phones for the bridge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import pytest

from desk_app.crm.server import Server
from desk_app.telephony.pbx.setup import Queue, Strategy
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.bridge import BridgeRig, Team
from tests.rigs.postgres import Postgres
from tests.rigs.sipp_agent import Phone, rings
from tests.rigs.tcp_proxy import Proxy

USERS = ("101", "102", "103", "110")
"""Phones: of two agents, of one without a login, of a supervisor."""
ROBOT = "104"
"""The phone of a robot, for a test that wants one."""
OFFER_S = 10
"""A phone rings so long that a busy machine sees it ring."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    """Name of a fresh database with its people."""
    name = postgres.fresh()
    yield name
    postgres.drop(name)


@pytest.fixture(scope="module")
def phones() -> Iterator[dict[str, Phone]]:
    """Four phones; a test says how each behaves."""
    with ExitStack() as stack:
        yield {user: stack.enter_context(Phone(user, rings())) for user in USERS}


@pytest.fixture(scope="module")
def queues() -> tuple[Queue, ...]:
    """The PBX's; a module may have its own."""
    return (
        queue("Support", "500"),
        queue("Sales", "501"),
        queue("All", "502", strategy=Strategy.RING_ALL),
    )


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone], queues: tuple[Queue, ...]) -> Iterator[Asterisk]:
    settings = "".join(phone.settings for phone in phones.values())
    setup = team(queues, (*USERS, ROBOT), offer_s=OFFER_S, lost_s=60)
    with Asterisk(setup, more={"pjsip.conf": settings}) as pbx:
        yield pbx


@dataclass
class Lab:
    """Everything together."""

    pbx: Asterisk
    phones: dict[str, Phone]
    line: Proxy  # between bridge and PBX
    server: Server
    login: Callable[[str], Server]  # of somebody of the team
    team: Team
    bridge: BridgeRig


@pytest.fixture
def lab(
    running: Asterisk, phones: dict[str, Phone], postgres: Postgres, database: str
) -> Iterator[Lab]:
    """A bridge that leads on a PBX without calls and agents."""
    with ExitStack() as stack:
        line = stack.enter_context(Proxy(running.ami_port))
        server = postgres.server(database, "pbx-lab")
        reading = stack.enter_context(Team(server))
        log = running.folder / "log" / "queue_log"
        secret = running.team.manager.secret
        bridge = stack.enter_context(BridgeRig(server, line.port, secret, log))
        running.until(lambda: reading.floor.linked)
        yield Lab(
            running, phones, line, server, partial(postgres.server, database), reading, bridge
        )
        _calm(running)


def _calm(pbx: Asterisk) -> None:
    """Leave the PBX without calls and members."""
    pbx.cli("channel request hangup all")
    pbx.until(lambda: "0 active channels" in pbx.cli("core show channels"))
    with pbx.manager() as manager:
        for event in manager.all("QueueStatus", "QueueStatusComplete"):
            if event["Event"] == "QueueMember":
                manager.ask("QueueRemove", Queue=event["Queue"], Interface=event["Location"])
