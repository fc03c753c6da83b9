"""Orders of people as actions of the PBX: only what their role allows, and with an answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from desk_app.telephony.pbx.ami import Ami, Answer, NoLink
from desk_app.telephony.pbx.names import PICK_UP, PLACE, QUEUES, queue_extension
from desk_app.telephony.pbx.texts import plain
from desk_app.telephony.pbx.tracked import Stage, Tracked
from desk_app.telephony.pbx.translate import Translator
from desk_app.telephony.pbx.wire import Injection
from desk_app.telephony.team import orders
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.events import LeftHow
from desk_app.telephony.team.orders import AnyOrder, OrderResult, Role, Spy

log = logging.getLogger(__name__)

_AHEAD = "1000000"  # a priority above any that a dialplan gives
_SPY = {Spy.LISTEN: "q", Spy.WHISPER: "qw", Spy.BARGE: "qB"}
_OWN = (orders.Pause, orders.Unpause, orders.LogIn, orders.LogOut, orders.PickUp)
_RING_MS = "20000"


class Done(NamedTuple):
    """What became of an order; `detail` is for the log and the audit, not for people."""

    result: OrderResult
    detail: str = ""


_GONE = Done(OrderResult.GONE)
_NO_PHONE = Done(OrderResult.FAILED, "no phone of the team's")
_PHONE = re.compile(r"PJSIP/[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


def _is_phone(interface: str) -> bool:
    """Return whether an interface is a phone, and nothing a dialplan would run."""
    return _PHONE.fullmatch(interface) is not None


def allowed(order: AnyOrder, role: str, own_phone: str) -> bool:
    """Return whether somebody of that role, with that phone, may give an order."""
    if role in (Role.SUPERVISOR, Role.ADMIN):
        return not isinstance(order, orders.SpyOn) or order.phone == own_phone != ""
    return role == Role.AGENT and isinstance(order, _OWN) and order.agent == own_phone != ""


class Orders:
    """Carries orders out over a link, on the link's loop."""

    def __init__(
        self,
        ami: Ami,
        calls: Translator,
        floor: Callable[[], Floor],
        look_again: Callable[[], None],
    ) -> None:
        self._ami, self._calls, self._floor = ami, calls, floor
        self._look_again = look_again

    async def carry_out(self, order: AnyOrder) -> Done:
        """Return what became of an order. Never raises for what is in it."""
        try:
            return await self._work(order)
        except Injection as error:
            return Done(OrderResult.FAILED, f"control characters in {error}")
        except NoLink as error:
            return Done(OrderResult.LATE, str(error))

    def _work(self, order: AnyOrder) -> Awaitable[Done]:
        match order:
            case orders.Pause():
                reason = plain(order.reason)[:40]
                return self._pause(order.agent, ("Paused", "true"), ("Reason", reason))
            case orders.Unpause():
                return self._pause(order.agent, ("Paused", "false"))
            case orders.LogIn():
                return self._log_in(order)
            case orders.LogOut():
                fields = ("Queue", order.queue), ("Interface", order.agent)
                return self._simply("QueueRemove", *fields)
            case orders.PickUp():
                return self._pick_up(order)
            case orders.MoveTo():
                return self._move(order)
            case orders.HangUpCall():
                return self._hang_up(order)
            case orders.SpyOn():
                return self._spy(order)

    async def _simply(self, name: str, *fields: tuple[str, str]) -> Done:
        return _done(await self._ami.ask(name, *fields))

    async def _pause(self, agent: str, *fields: tuple[str, str]) -> Done:
        if all(known.id != agent for known in self._floor().agents):
            return _GONE
        return await self._simply("QueuePause", ("Interface", agent), *fields)

    async def _log_in(self, order: orders.LogIn) -> Done:
        """Log in; paused as in her other queues."""
        if not _is_phone(order.agent):
            return _NO_PHONE
        if self._floor().queue(order.queue) is None:
            return _GONE
        known = next((a for a in self._floor().agents if a.id == order.agent), None)
        if known and order.queue in known.queues:
            return Done(OrderResult.DONE)
        fields = [("Queue", order.queue), ("Interface", order.agent)]
        if name := plain(order.name)[:80]:
            fields.append(("MemberName", name))
        paused = self._calls.members.pause_of(order.agent)
        if paused is not None:
            fields += [("Paused", "true"), ("Reason", paused)]
        return await self._simply("QueueAdd", *fields)

    def _waiting(self, key: str) -> Tracked | None:
        call = self._calls.by_key(key)
        return call if call and call.stage is Stage.WAITING and not call.missing_us else None

    async def _pick_up(self, order: orders.PickUp) -> Done:
        call = self._waiting(order.call)
        if not _is_phone(order.agent):
            return _NO_PHONE
        if call is None:
            return _GONE
        return await self._redirect(call, LeftHow.TAKEN, PICK_UP, order.agent.partition("/")[2])

    async def _move(self, order: orders.MoveTo) -> Done:
        call = self._waiting(order.call)
        if call is None or self._floor().queue(order.queue) is None:
            return _GONE
        if order.queue == call.queue:
            if not order.ahead:
                return Done(OrderResult.DONE)
            done = await self._simply(
                "QueueChangePriorityCaller",
                ("Queue", call.queue),
                ("Caller", call.channel),
                ("Priority", _AHEAD),
                ("Immediate", "yes"),
            )
            self._look_again()  # the PBX tells nobody of the new places
            return done
        if order.ahead:
            place = ("Channel", call.channel), ("Variable", PLACE), ("Value", "1")
            await self._ami.ask("Setvar", *place)
        return await self._redirect(call, LeftHow.MOVED, QUEUES, queue_extension(order.queue))

    async def _redirect(self, call: Tracked, how: LeftHow, context: str, extension: str) -> Done:
        self._calls.moving(call.key, how)
        where = ("Context", context), ("Exten", extension), ("Priority", "1")
        answer = await self._ami.ask("Redirect", ("Channel", call.channel), *where)
        if not answer.ok:
            self._calls.moves.pop(call.key, None)
        return _done(answer)

    async def _hang_up(self, order: orders.HangUpCall) -> Done:
        call = self._calls.by_key(order.call)
        if call is None or call.missing_us:
            return _GONE
        return await self._simply("Hangup", ("Channel", call.channel), ("Cause", "16"))

    async def _spy(self, order: orders.SpyOn) -> Done:
        """Ring the supervisor's phone, which may answer by itself, and connect it."""
        if not _is_phone(order.phone):
            return _NO_PHONE
        if all(known.id != order.agent for known in self._floor().agents):
            return _GONE
        channel = f"{order.agent}-"  # whatever the agent talks on
        fields = (
            ("Channel", order.phone),
            ("Application", "ChanSpy"),
            ("Data", f"{channel},{_SPY[order.how]}ES"),
            ("CallerID", f'"{order.how}" <{order.agent.rpartition("/")[2]}>'),
            ("Timeout", _RING_MS),
            ("Variable", "PJSIP_HEADER(add,Call-Info)=<sip:desk-app>;answer-after=0"),
            ("Async", "true"),
        )
        return await self._simply("Originate", *fields)


def _done(answer: Answer) -> Done:
    if answer.ok:
        return Done(OrderResult.DONE)
    words = answer.words
    gone = "no such" in words.lower() or "not found" in words.lower() or "not there" in words
    return Done(OrderResult.GONE if gone else OrderResult.FAILED, words)
