"""A team with everything real: Asterisk, PostgreSQL, the bridge's process, robots as agents.

One for each worker of pytest; tests tell their calls apart by the callers' numbers.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from desk_app.cli import asterisk, bridge
from desk_app.crm.service import Crm
from desk_app.telephony.pbx.setup import Strategy
from desk_app.telephony.team.board import AgentNow, AgentStatus, WaitingCaller
from desk_app.telephony.team.events import Left, LeftHow
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.bridge import PBX, Team, until
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres
from tests.rigs.sipp import Sipp
from tests.rigs.sipp_agent import Phone, rings
from tests.rigs.sipp_team import Robot, caller

SUPPORT, SALES, ALL = "پشتیبانی فنی", "Sales", "All"
SUPPORT_NUMBER, SALES_NUMBER, ALL_NUMBER = "500", "501", "502"
TOLD = {SUPPORT: SUPPORT_NUMBER, SALES: SALES_NUMBER}
"""Queues whose numbers stand in the bridge's settings, too."""
DIRECT = "700"
"""A number that rings at the desk without a queue, and is not answered for it."""
DESK, SUPERVISOR = "101", "110"
"""Phones: of the real desk (sara's) and of the supervisor (mina's)."""
ROBOTS = ("102", "103", "104")
ENGINE = "105"
"""Phone of an engine without a desk; a test that wants it starts one."""
CROWD = ("106", "107", "108")
"""Phones that ring and that nobody picks up."""
OFFER_S = 12
"""A phone rings so long that a busy machine sees it ring."""
_RING_DIRECT = f"\n[desk-app-in](+)\nexten => {DIRECT},1,Dial(PJSIP/{DESK},30)\n"
_AGENTS = "\n[agents]\nexten => _1XX,1,Dial(PJSIP/${EXTEN},20,b(desk-app-offer^s^1))\n"
"""A dialplan of the administrator's own, by which a queue may ring a phone."""
_PASSED_ON = ("PATH", "HOME", "LANG", "PYTHONPATH")
_END_S = PATIENCE_S
_numbers = itertools.count(1_000_000)

Rows = list[dict[str, Any]]


def number() -> str:
    """Return a caller's number that nobody else has."""
    return f"0912{next(_numbers)}"


class BridgeProcess:
    """`desk-app bridge` as systemd runs it. It can be killed and started again."""

    def __init__(self, pbx: Asterisk, postgres: Postgres, database: str, folder: Path) -> None:
        self._folder = folder
        server = postgres.server(database, "pbx-lab", tcp=True)
        (folder / "settings.toml").write_text(
            f'[pbx]\nname = "{PBX}"\nmanager = "{pbx.ami}"\n[database]\nurl = "{server.url}"\n'
            + "".join(f'[[queues]]\nname = "{n}"\nnumbers = ["{d}"]\n' for n, d in TOLD.items()),
            "utf-8",
        )
        (folder / asterisk.SECRET).write_text(pbx.team.manager.secret)
        (folder / bridge.DATABASE_SECRET).write_text(server.password)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._process is not None:
            return
        env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "desk_app", "bridge"),
                *("--data-dir", str(self._folder)),
            ],
            env=env | {"CREDENTIALS_DIRECTORY": str(self._folder)},
            stdin=subprocess.DEVNULL,
        )

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; SIGKILL: as when its machine dies."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.wait(_END_S)

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self._folder / "logs" / "bridge.log").read_text("utf-8")


class TeamFloor:
    """Everything together. A context manager is not needed: `close` takes it down."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._calling: list[Sipp] = []
        self._supervisor: Robot | None = None
        try:
            self._build()
        except BaseException:
            self._stack.close()
            raise

    def _build(self) -> None:
        stack = self._stack
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="team-")))
        self.postgres = Postgres()
        stack.callback(self.postgres.close)
        self.database = self.postgres.fresh()
        queues = (
            queue(SUPPORT, SUPPORT_NUMBER),
            queue(SALES, SALES_NUMBER),
            queue(ALL, ALL_NUMBER, strategy=Strategy.RING_ALL),
        )
        phones = (DESK, *ROBOTS, ENGINE, *CROWD, SUPERVISOR)
        setup = team(queues, phones, offer_s=OFFER_S, lost_s=60)
        self.crowd = crowd = stack.enter_context(Phone(CROWD[0], rings()))
        more = {
            "desk_app_extensions.conf": _RING_DIRECT + _AGENTS,
            "pjsip.conf": "".join(crowd.settings_as(user) for user in CROWD),
        }
        self.pbx = stack.enter_context(Asterisk(setup, more=more, remembers=True))
        self.bridge = BridgeProcess(self.pbx, self.postgres, self.database, self.folder)
        self.bridge.start()
        stack.callback(self.bridge.end)
        self.team = stack.enter_context(Team(self.postgres.server(self.database, "pbx-lab")))
        self.robots = {
            user: stack.enter_context(Robot(self.pbx, user, answers=False)) for user in ROBOTS
        }
        until(lambda: self.team.floor.linked)

    def close(self) -> None:
        """Take everything down."""
        self._stack.close()

    def calm(self) -> None:
        """Leave it without calls and members, and the robots ringing only."""
        self.bridge.start()
        self.pbx.cli("channel request hangup all")
        self.pbx.until(lambda: "0 active channels" in self.pbx.cli("core show channels"))
        with self.pbx.manager() as manager:
            for event in manager.all("QueueStatus", "QueueStatusComplete"):
                if event["Event"] == "QueueMember":
                    manager.ask("QueueRemove", Queue=event["Queue"], Interface=event["Location"])
        calling, self._calling = self._calling, []
        for call in calling:
            call.stop() if call.running else call.wait()
        for robot in self.robots.values():
            robot.phone.reset()
        until(lambda: not self.team.floor.agents)

    # --- what is done --------------------------------------------------------------------------

    def calls(self, to: str, user: str, **how: object) -> Sipp:
        """Call a number of the PBX from outside; until the test is over at the latest."""
        call = caller(self.pbx, to, user=user, **how)  # type: ignore[arg-type]
        self._calling.append(call)
        return call

    def customer(self, name: str, user: str) -> None:
        """Enter a customer with a number into the team's records."""
        file = self.folder / "customers.csv"
        file.write_text(f"name,phone\n{name},{user}\n", "utf-8")
        crm = Crm(self.postgres.server(self.database, "mina"))
        crm.open(create=False)
        crm.import_csv(file)
        crm.close()

    def supervisor(self) -> Robot:
        """Return the supervisor's phone, which answers."""
        if self._supervisor is None:
            self._supervisor = self._stack.enter_context(Robot(self.pbx, SUPERVISOR))
        self._supervisor.phone.answers(180, 200)
        return self._supervisor

    # --- what is there -------------------------------------------------------------------------

    def agent(self, user: str) -> AgentNow | None:
        """Return an agent of the floor by the phone's user."""
        return self.team.agent(user)

    def is_now(self, user: str, status: AgentStatus) -> AgentNow | None:
        """Return the agent if that is what she is doing."""
        agent = self.agent(user)
        return agent if agent and agent.status is status else None

    def waiting(self, queue_name: str, user: str) -> WaitingCaller | None:
        """Return the caller of a number if waiting in a queue."""
        found = self.team.queue(queue_name).waiting
        return next((one for one in found if one.number == user), None)

    def records(self, user: str) -> tuple[Rows, Rows]:
        """Return the calls of a number, and all their tickets."""
        calls = [call for call in self.team.calls if call["number"] == user]
        keys = {call["key"] for call in calls}
        return calls, [ticket for ticket in self.team.tickets if ticket["call_key"] in keys]

    def one_call(self, user: str) -> dict[str, Any]:
        """Wait until the number's call is over in ledger and journals; it has one ticket."""

        def over() -> dict[str, Any] | None:
            calls, tickets = self.records(user)
            assert len(calls) <= 1, calls
            settled = calls and calls[0]["ended_at"]
            open_ = settled and [leg for leg in calls[0]["legs"] if leg["outcome"] == "open"]
            # Read one after the other: in between the call may have got another of its names.
            one = [ticket["call_key"] for ticket in tickets] == [call["key"] for call in calls]
            return calls[0] if settled and one and not open_ else None

        return until(over, what=f"{self.records(user)}")

    def floor_is_right(self) -> None:
        """Wait until the floor is what `queue show` says: who waits and who serves."""
        until(lambda: self._published() == self._shown(), what=f"{self._published()}")

    def _published(self) -> dict[str, tuple[int, set[str]]]:
        floor = self.team.floor
        return {
            one.name: (len(one.waiting), {agent.id for agent in floor.serving(one.name)})
            for one in floor.queues
        }

    def _shown(self) -> dict[str, tuple[int, set[str]]]:
        found: dict[str, tuple[int, set[str]]] = {}
        with self.pbx.manager() as manager:
            for event in manager.all("QueueStatus", "QueueStatusComplete"):
                if event["Event"] == "QueueParams":
                    found[event["Queue"]] = int(event["Calls"]), set()
                elif event["Event"] == "QueueMember":
                    found[event["Queue"]][1].add(event["Location"])
        return found

    def outcomes(self, call: dict[str, Any]) -> dict[str, list[str]]:
        """Return how the legs of a call ended, by agent."""
        found: dict[str, list[str]] = {}
        for leg in call["legs"]:
            found.setdefault(leg["agent"], []).append(leg["outcome"])
        return found

    def events_written_twice(self) -> list[tuple[object, ...]]:
        """Return what is in the ledger's raw events more than once: nothing, ever."""
        query = "SELECT source, seq FROM raw_events GROUP BY 1, 2 HAVING count(*) > 1"
        with self.postgres.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def left(self, queue_name: str, key: str) -> list[LeftHow]:
        """Return how a caller left a queue, each time, as the floor's events have it."""
        mine = (one for one in self.team.told if isinstance(one, Left) and one.call == key)
        return [event.how for event in mine if event.queue == queue_name]

    def orders(self, by: str) -> list[tuple[object, ...]]:
        """Return somebody's orders: kind and result, oldest first."""
        query = "SELECT kind, result FROM orders WHERE by = %s ORDER BY id"
        with self.postgres.connect(self.database) as connection:
            return connection.execute(query, [by]).fetchall()
