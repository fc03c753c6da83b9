"""A real Asterisk, a real PostgreSQL and SIPp's phones for the bridge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from desk_app.crm.server import Server
from desk_app.telephony.pbx.setup import Strategy
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.bridge import BridgeRig, Team
from tests.rigs.postgres import PASSWORD, Postgres
from tests.rigs.sipp_agent import Phone, rings
from tests.rigs.tcp_proxy import Proxy

PEOPLE = (
    ("carrier", "bridge", ""),
    ("sara", "agent", "PJSIP/p1"),
    ("nima", "supervisor", "PJSIP/p4"),
)
USERS = ("p1", "p2", "p3", "p4")


def login(server: Postgres, database: str, name: str) -> Server:
    """Return a database with a login of the team's."""
    return Server(server.address(database, name), PASSWORD)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    with server.connect() as connection:
        server.fresh()
        for name, role, _ in PEOPLE:
            made = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                sql.Identifier(name), sql.Literal(PASSWORD), sql.Identifier(f"desk_{role}")
            )
            connection.execute(made)
    yield server
    server.close()


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    """Name of a fresh database with its people."""
    name = postgres.fresh()
    with psycopg.connect(postgres.admin(name).url, password=PASSWORD, autocommit=True) as raw:
        for person, role, phone in PEOPLE:
            raw.execute("INSERT INTO people VALUES (%s, %s, '', %s, 0)", [person, role, phone])
    yield name
    postgres.drop(name)


@pytest.fixture(scope="module")
def phones() -> Iterator[dict[str, Phone]]:
    """Four phones; a test says how each behaves."""
    with ExitStack() as stack:
        yield {user: stack.enter_context(Phone(user, rings())) for user in USERS}


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone]) -> Iterator[Asterisk]:
    queues = (
        queue("Support", "500"),
        queue("Sales", "501"),
        queue("All", "502", strategy=Strategy.RING_ALL),
    )
    # A phone of the configuration, so that there is a way to pick up; SIPp is behind it.
    settings = "".join(phone.settings for phone in phones.values())
    with Asterisk(team(queues, (), offer_s=5), more={"pjsip.conf": settings}) as pbx:
        yield pbx


@dataclass
class Lab:
    """Everything together."""

    pbx: Asterisk
    phones: dict[str, Phone]
    line: Proxy  # between bridge and PBX
    server: Server
    team: Team
    bridge: BridgeRig


@pytest.fixture
def lab(
    running: Asterisk, phones: dict[str, Phone], postgres: Postgres, database: str
) -> Iterator[Lab]:
    """A bridge that leads on a PBX without calls and agents."""
    with ExitStack() as stack:
        line = stack.enter_context(Proxy(running.ami_port))
        server = login(postgres, database, "carrier")
        reading = stack.enter_context(Team(server))
        log = running.folder / "log" / "queue_log"
        secret = running.team.manager.secret
        bridge = stack.enter_context(BridgeRig(server, line.port, secret, log))
        running.until(lambda: reading.floor.linked)
        yield Lab(running, phones, line, server, reading, bridge)
        _calm(running)


def _calm(pbx: Asterisk) -> None:
    """Leave the PBX without calls and members."""
    pbx.cli("channel request hangup all")
    pbx.until(lambda: "0 active channels" in pbx.cli("core show channels"))
    with pbx.manager() as manager:
        for event in manager.all("QueueStatus", "QueueStatusComplete"):
            if event["Event"] == "QueueMember":
                manager.ask("QueueRemove", Queue=event["Queue"], Interface=event["Location"])
