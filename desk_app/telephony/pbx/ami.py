"""One connection to Asterisk's manager interface: logged in, listened to, made anew when lost.

Everything happens on the asyncio loop that runs `run`. The secret is never sent nor
logged: the login answers a challenge.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from desk_app.telephony.engine.identity import clean
from desk_app.telephony.pbx.wire import Message, Parser, action

log = logging.getLogger(__name__)

CONNECT_S = 5.0
ANSWER_S = 5.0
PING_S = 1.0
SILENT_S = 3.0  # a ping this long unanswered: the link is lost
LONGEST_WAIT_S = 30.0
_CHUNK = 65_536


class NoLink(Exception):
    """There is no link to the PBX, or it went before the answer came."""


class Refused(Exception):
    """The PBX does not let us in."""


@dataclass(frozen=True)
class Address:
    """Where the manager interface is, and as whom."""

    host: str
    port: int
    user: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What the PBX said to an action: whether it was done, its words, and its list of events."""

    ok: bool
    first: Message
    events: tuple[Message, ...] = ()

    @property
    def words(self) -> str:
        """Its own words, for the log."""
        return clean(self.first.get("Message", ""))


class _Asked:
    """An action that waits for its answer."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._first: Message | None = None
        self._events: list[Message] = []

    def heard(self, message: Message) -> bool:
        """Take a message of this action; True when it was the last one."""
        if self._first is None:
            self._first = message
            if message.get("EventList") == "start" and message.get("Response") == "Success":
                return False
        else:
            self._events.append(message)
            if message.get("EventList") != "Complete":
                return False
            self._events.pop()
        if not self.answer.done():
            ok = self._first.get("Response") in ("Success", "Pong", "Goodbye")
            self.answer.set_result(Answer(ok, self._first, tuple(self._events)))
        return True


class Ami:
    """The link. `heard` gets every event, `linked` True after a login and False after a loss."""

    def __init__(
        self,
        address: Address,
        heard: Callable[[Message], None],
        linked: Callable[[bool], None],
    ) -> None:
        self._address = address
        self._heard, self._linked = heard, linked
        self._writer: asyncio.StreamWriter | None = None
        self._asked: dict[str, _Asked] = {}
        self._ids = itertools.count(1)
        self.heard_us = 0  # when anything last came, UTC

    async def run(self) -> None:
        """Hold the link until cancelled; after a loss try again in 1, 2, 4 … 30 s."""
        waits = _waits()
        while True:
            try:
                if await self._session():
                    waits = _waits()
            except (OSError, TimeoutError) as error:
                log.warning("no link to the PBX: %s", error or type(error).__name__)
            except Refused as error:
                log.error("the PBX refuses our login: %s", error)
            await asyncio.sleep(next(waits))

    async def ask(self, name: str, *fields: tuple[str, str], within_s: float = ANSWER_S) -> Answer:
        """Send an action and return its answer.

        Raises:
            NoLink: it could not be sent, or was not answered in time. It may have been done.
            Injection: a field would have said more than it may.
        """
        if self._writer is None:
            raise NoLink
        action_id = f"desk-{next(self._ids)}"
        sent = action(name, (("ActionID", action_id), *fields))
        asked = self._asked[action_id] = _Asked()
        try:
            self._writer.write(sent)
            return await asyncio.wait_for(asked.answer, within_s)
        except (OSError, TimeoutError) as error:
            raise NoLink(f"{name} was not answered") from error
        finally:
            self._asked.pop(action_id, None)

    async def _session(self) -> bool:
        """Connect, log in, stay until the link is lost; True when we had been let in."""
        async with asyncio.timeout(CONNECT_S):
            reader, self._writer = await asyncio.open_connection(
                self._address.host, self._address.port
            )
        listening = asyncio.ensure_future(self._listen(reader))
        let_in = False
        try:
            await self._log_in()
            let_in = True
            self._linked(True)
            pinging = asyncio.ensure_future(self._ping())
            try:
                await asyncio.wait((listening, pinging), return_when=asyncio.FIRST_COMPLETED)
            finally:
                pinging.cancel()
        except NoLink as error:
            log.warning("the PBX did not let us in: %s", error)
        finally:
            listening.cancel()
            await self._close()
            if let_in:
                task = asyncio.current_task()
                if task is None or not task.cancelling():  # else we ended it
                    log.warning("the link to the PBX is lost")
                self._linked(False)
        return let_in

    async def _log_in(self) -> None:
        asked = await self.ask("Challenge", ("AuthType", "MD5"))
        if not asked.ok:
            raise Refused(asked.words)
        proof = asked.first.get("Challenge", "") + self._address.secret
        digest = hashlib.md5(proof.encode(), usedforsecurity=False).hexdigest()
        answer = await self.ask(
            "Login", ("AuthType", "MD5"), ("Username", self._address.user), ("Key", digest)
        )
        if not answer.ok:
            raise Refused(answer.words)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        parser = Parser()
        with contextlib.suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                self.heard_us = time.time_ns() // 1000
                for message in parser.feed(chunk):
                    self._dispatch(message)
        for asked in self._asked.values():
            if not asked.answer.done():
                asked.answer.set_exception(NoLink("the PBX closed the link"))

    def _dispatch(self, message: Message) -> None:
        asked = self._asked.get(message.get("ActionID", ""))
        if asked is not None:
            asked.heard(message)
        elif "Event" in message:
            try:
                self._heard(message)
            except Exception:
                log.exception("event %s", message.get("Event"))

    async def _ping(self) -> None:
        with contextlib.suppress(NoLink):
            while True:
                await self.ask("Ping", within_s=SILENT_S)
                await asyncio.sleep(PING_S)

    async def _close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(writer.wait_closed(), 1.0)


def _waits() -> Iterator[float]:
    wait = 1.0
    while True:
        yield wait
        wait = min(2 * wait, LONGEST_WAIT_S)
