"""Orders of people as actions of the PBX: only what their role allows, and with an answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from desk_app.telephony.pbx.ami import Ami, Answer, NoLink
from desk_app.telephony.pbx.channels import Channels
from desk_app.telephony.pbx.interfaces import extension, is_local, is_phone
from desk_app.telephony.pbx.members import Dialled
from desk_app.telephony.pbx.names import (
    DIALLED,
    MEMBER,
    PICK_UP,
    PLACE,
    QUEUES,
    queue_extension,
)
from desk_app.telephony.pbx.texts import plain
from desk_app.telephony.pbx.tracked import Stage, Tracked
from desk_app.telephony.pbx.translate import Translator
from desk_app.telephony.pbx.wire import Injection
from desk_app.telephony.team import orders
from desk_app.telephony.team.board import AgentNow, Floor
from desk_app.telephony.team.events import LeftHow
from desk_app.telephony.team.orders import AnyOrder, OrderResult, Role, Spy

log = logging.getLogger(__name__)

_AHEAD = "1000000"  # a priority above any that a dialplan gives
_SPY = {Spy.LISTEN: "q", Spy.WHISPER: "qw", Spy.BARGE: "qB"}
_OWN = (orders.Pause, orders.Unpause, orders.LogIn, orders.LogOut, orders.PickUp)
_RING_MS = "20000"
_ANSWERS_BY_ITSELF = "PJSIP_HEADER(add,Call-Info)=<sip:desk-app>;answer-after=0"


class Done(NamedTuple):
    """What became of an order; `detail` is for the log and the audit, not for people."""

    result: OrderResult
    detail: str = ""


_GONE = Done(OrderResult.GONE)
_NO_PHONE = Done(OrderResult.FAILED, "no phone of the team's")


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
                here = self._calls.members.interfaces(order.agent, order.queue) or (order.agent,)
                return self._each("QueueRemove", here, ("Queue", order.queue))
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

    async def _each(self, name: str, interfaces: Iterable[str], *fields: tuple[str, str]) -> Done:
        """Do it for each of an agent's interfaces; the first one that fails is the answer."""
        done = _GONE
        for interface in interfaces:
            done = await self._simply(name, ("Interface", interface), *fields)
            if done.result is not OrderResult.DONE:
                break
        return done

    async def _pause(self, agent: str, *fields: tuple[str, str]) -> Done:
        return await self._each("QueuePause", self._calls.members.interfaces(agent), *fields)

    def _dialled(self, agent: str) -> Dialled | None:
        """Return how an agent may be rung; None for what is no phone of the team's.

        By way of the dialplan only whom the queues dial so, or who is entered so as a person:
        an order must not ring just any extension of any context.
        """
        dialled = self._calls.members.dialled(agent)
        if dialled is not None and (is_phone(dialled.interface) or is_local(dialled.interface)):
            return dialled
        return Dialled(agent, "") if is_phone(agent) else None

    async def _log_in(self, order: orders.LogIn) -> Done:
        """Log in; paused as in her other queues."""
        dialled = self._dialled(order.agent)
        if dialled is None:
            return _NO_PHONE
        if self._floor().queue(order.queue) is None:
            return _GONE
        known = next((a for a in self._floor().agents if a.id == order.agent), None)
        if known and order.queue in known.queues:
            return Done(OrderResult.DONE)
        fields = [("Queue", order.queue), ("Interface", dialled.interface)]
        if dialled.watched not in ("", dialled.interface):
            fields.append(("StateInterface", dialled.watched))
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
        dialled = self._dialled(order.agent)
        if dialled is None:
            return _NO_PHONE
        if call is None:
            return _GONE
        if is_phone(dialled.interface):
            user = extension(dialled.interface)
            return await self._redirect(call, LeftHow.TAKEN, PICK_UP, user)
        value = ("Variable", DIALLED), ("Value", dialled.interface)
        await self._ami.ask("Setvar", ("Channel", call.channel), *value)
        return await self._redirect(call, LeftHow.TAKEN, PICK_UP, MEMBER)

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
        if not (is_phone(order.phone) or is_local(order.phone)):
            return _NO_PHONE
        agent = next((known for known in self._floor().agents if known.id == order.agent), None)
        channel = await self._talks_on(agent) if agent else ""
        if agent is None or not channel:
            return _GONE
        fields = [
            ("Channel", order.phone),
            ("Application", "ChanSpy"),
            ("Data", f"{channel},{_SPY[order.how]}ES"),
            ("CallerID", f'"{order.how}" <{extension(order.agent)}>'),
            ("Timeout", _RING_MS),
            ("Async", "true"),
        ]
        if is_phone(order.phone):
            fields.append(("Variable", _ANSWERS_BY_ITSELF))
        return await self._simply("Originate", *fields)

    async def _talks_on(self, agent: AgentNow) -> str:
        """Return the beginning of the name of the channel that an agent talks on."""
        if phone := self._calls.members.phone(agent.id):
            return f"{phone}-"  # whatever the agent talks on
        call = self._calls.by_key(agent.call)
        status = await self._ami.ask("Status")
        return Channels.of(status.events).phone_with(call.uniqueid) if call else ""


def _done(answer: Answer) -> Done:
    if answer.ok:
        return Done(OrderResult.DONE)
    words = answer.words
    gone = "no such" in words.lower() or "not found" in words.lower() or "not there" in words
    return Done(OrderResult.GONE if gone else OrderResult.FAILED, words)
