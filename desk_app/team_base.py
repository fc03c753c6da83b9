"""A team's database as wall and desk use it: the floor, orders, alarms, and who one is."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable

import msgspec

from desk_app import floor_past
from desk_app.crm import figures
from desk_app.crm.figure_rules import Figure, FigureRules
from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.records import CallsFound, TeamMessage
from desk_app.crm.server import Server
from desk_app.crm.team import alarms, history, messages, people
from desk_app.crm.team.ordering import OrderDesk
from desk_app.crm.team.orders import PlacedOrder
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.floor_alarms import Alarm
from desk_app.telephony.team.board import Floor, QueueNow
from desk_app.telephony.team.orders import AnyOrder, OrderResult

log = logging.getLogger(__name__)

_DAY_US = 86_400_000_000
_MOST = 500
_FIGURES = {
    "waiting": (Figure.WAITING,),
    "longest": (Figure.WAITING,),
    "in_time": (Figure.IN_TIME,),
    "answered": (Figure.ANSWERED,),
    "lost": (Figure.ABANDONED, Figure.OVERFLOWED),
}


class TeamBase:
    """Opened with the first question, and again after a trouble.

    All but `give` block and may raise DatabaseTrouble: for one and the same thread.
    """

    def __init__(self, server: Server, pbx: str = "") -> None:
        self._server, self.pbx = server, pbx
        self._open: AnyDatabase | None = None
        self._orders = OrderDesk(server)
        self._lasting: dict[Alarm, int] = {}

    def _database(self) -> AnyDatabase:
        if self._open is not None and self._open.replaced:
            self.close_database()
        if self._open is None:
            self._open = open_anywhere(self._server)
        return self._open

    def close_database(self) -> None:
        """Let go of the connection."""
        opened, self._open = self._open, None
        if opened is not None:
            with contextlib.suppress(DatabaseTrouble):
                opened.close()

    def close(self) -> None:
        """Let go of everything; the database's thread must have ended."""
        self.close_database()
        self._orders.close()

    def myself(self) -> Person | None:
        """Return whom the server knows this login as."""
        with self._database().read() as connection:
            return people.myself(connection)

    def floor_at(self, at_us: int, heard_us: int) -> Floor:
        """Return the floor as it was; `heard_us`: when the PBX was heard last of all."""
        with self._database().read() as connection:
            past = history.as_of(connection, history.source_of(self.pbx), at_us)
        return floor_past.fold(self.pbx, past, at_us, heard_us)

    def watch(self, at_us: int) -> None:
        """Begin to watch for alarms: those that last and nobody watches are over by now."""
        self._database().change(lambda c: alarms.watch(c, self.pbx, at_us))

    def record(self, alarm: Alarm) -> None:
        """Keep an alarm."""
        value = f"{alarm.value:g}/{alarm.limit:g}"
        self._lasting[alarm] = self._database().change(
            lambda c: alarms.begin(
                c, self.pbx, alarm.queue, alarm.kind, alarm.level.name.lower(), value, alarm.at_us
            )
        )

    def record_over(self, alarm: Alarm, at_us: int) -> None:
        """Keep when an alarm was over."""
        number = self._lasting.pop(alarm, None)
        if number is not None:
            self._database().change(lambda c: alarms.end(c, number, at_us))

    def calls(
        self, queues: Iterable[QueueNow], figure: str, from_us: int, until_us: int
    ) -> CallsFound:
        """Return the calls that a figure of these queues counted at `until_us`, newest first.

        They entered from `from_us` on; who waits may have entered on the day before.
        """
        found: list[CallsFound] = []
        with self._database().read() as connection:
            for queue in queues:
                rules = FigureRules(target_s=queue.terms.target_s, short_s=queue.terms.short_s)
                for counted in _FIGURES[figure]:
                    since_us = from_us - _DAY_US if counted is Figure.WAITING else from_us
                    given = (counted, queue.name, since_us, until_us, rules, _MOST)
                    found.append(figures.calls_until(connection, *given))
        calls = sorted((c for some in found for c in some.calls), key=lambda call: -call.ring_us)
        return CallsFound(tuple(calls[:_MOST]), sum(some.total for some in found))

    def send_message(self, interface: str, body: str) -> bool:
        """Send words to whoever has a phone; False: nobody has it, or there are no words."""
        sent = self._database().change(lambda c: messages.send(c, interface, body))
        if sent is not None:
            self._database().change(lambda c: messages.tell(c, sent))
        return sent is not None

    def messages_to(self, interface: str) -> tuple[TeamMessage, ...]:
        """Return what this login has sent to whoever has a phone since yesterday, newest first."""
        since_us = time.time_ns() // 1000 - _DAY_US
        with self._database().read() as connection:
            return messages.sent(connection, interface, since_us)

    def unread_messages(self) -> tuple[TeamMessage, ...]:
        """Return the messages to this login that it has not seen, oldest first."""
        with self._database().read() as connection:
            return messages.unread(connection)

    def mark_read(self, message_id: int) -> None:
        """Tell whoever sent a message that it was seen."""
        self._database().change(lambda c: messages.mark_read(c, message_id))
        self._database().change(lambda c: messages.tell(c, message_id))

    def give(self, order: AnyOrder, answered: Callable[[OrderResult], None]) -> None:
        """Give an order; `answered` is called on another thread, once."""
        body = msgspec.json.encode(order).decode()
        self._orders.give(self.pbx, body, lambda placed: answered(_result(placed)))


def _result(placed: PlacedOrder | DatabaseTrouble) -> OrderResult:
    if isinstance(placed, PlacedOrder):
        return OrderResult(placed.result)
    refused = placed.problem is DatabaseProblem.NO_RIGHTS
    return OrderResult.REFUSED if refused else OrderResult.LATE
