"""The dialplan of a team: from the called number to a queue, and what a ringing phone is told.

Nothing a caller sent is ever part of an expression or of an application's arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desk_app.telephony.pbx.names import (
    DIALLED,
    ENTERED,
    ENTRY,
    GAVE_UP,
    LINKED,
    MEMBER,
    OUTSIDE,
    PHONES,
    PICK_UP,
    PLACE,
    QUEUES,
    RATING,
    TURNED_AWAY,
    queue_extension,
    queue_name,
    sound,
)
from desk_app.telephony.pbx.setup import Queue, Team
from desk_app.telephony.queue.plan import Overflow, QueuePlan

_ANY = "_[+0-9a-zA-Z]!"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Bytes of a caller's name and number that stay: none that Asterisk, AMI or SIP could read as more.
_NAME = r"\x20-\x21\x23\x25\x27-\x3a\x3d\x3f-\x5a\x5e-\x5f\x61-\x7a\x7e\x80-\xff"
_NUMBER = "0-9a-zA-Z+*#._-"
_OFFER = "desk-app-offer^s^1"
_DEAD = 44  # AST_CAUSE_REQUESTED_CHAN_UNAVAIL: what res_pjsip_sdp_rtp's rtp_timeout ends with
_ANSWERS_WITHIN_S = 6
_MOST_ASKED = 25  # times 20 ms
_LABELLED = re.compile(r"(\(\w+\))?(.*)")
_NOW_MS = "${STRFTIME(,,%s%3q)}"
_SAID = "im-sorry&please-try-call-later"


def text(team: Team) -> str:
    """Return all contexts of the dialplan."""
    return "".join(
        (
            *_entry(team),
            *_queues(team),
            *_offer(),
            *_phones(team),
            *_pick_up(team),
            *_outside(team),
        )
    )


def _entry(team: Team) -> Iterator[str]:
    """Where callers come in: a fresh wait, whatever variables they bring along."""
    yield f"\n[{ENTRY}]\n"
    for queue in team.queues:
        steps = ["Gosub(desk-app-clean,s,1)", f"Goto({QUEUES},{_extension(queue)},1)"]
        for number in queue.plan.numbers:
            yield _steps(_ANY if number == "*" else number, steps)
    yield _context(
        "desk-app-clean",
        "s",
        f"Set(__{ENTERED}={_NOW_MS})",
        f"Set({PLACE}=)",
        f"Set(CALLERID(num)=${{FILTER({_NUMBER},${{CALLERID(num)}})}})",
        f"Set(CALLERID(name)=${{FILTER({_NAME},${{CALLERID(name)}})}})",
        "Return()",
    )
    yield _context(
        "desk-app-gave-up",
        "s",
        'GotoIf($["${DESK_JOINED}" != ""]?end)',
        f"Set(DESK_WAITED=$[{_NOW_MS} - ${{{ENTERED}}}])",
        f"UserEvent({GAVE_UP},Queue: ${{DESK_QUEUE}},Waited: ${{DESK_WAITED}})",
        f"QueueLog(${{DESK_QUEUE}},${{UNIQUEID}},NONE,{GAVE_UP},${{CALLERID(num)}}|${{DESK_WAITED}})",
        "(end)Return()",
    )


def _extension(queue: Queue) -> str:
    return queue_extension(queue_name(queue.plan.name))


def _queues(team: Team) -> Iterator[str]:
    """Each queue as an extension: whoever is sent there waits on, with the time waited kept."""
    yield f"\n[{QUEUES}]\n"
    for queue in team.queues:
        steps = (*_before(queue.plan), *_waiting(queue.plan), *_after(team.survey))
        yield _steps(_extension(queue), [*steps, *_overflows(queue.plan)])


def _before(plan: QueuePlan) -> Iterator[str]:
    name = queue_name(plan.name)
    yield "Set(__DESK_CALLER=${CHANNEL(name)})"
    yield f"Set(__DESK_QUEUE={name})"
    yield f"Set(__DESK_EXTENSION={queue_extension(name)})"
    yield f'ExecIf($["${{{ENTERED}}}" = ""]?Gosub(desk-app-clean,s,1))'
    yield (
        'ExecIf($["${CHANNEL(linkedid)}" != "${UNIQUEID}"]?QueueLog(${DESK_QUEUE},${UNIQUEID},NONE,'
        f"{LINKED},${{CHANNEL(linkedid)}}|${{CHANNEL(name)}}))"
    )
    yield from _closed(plan)
    yield (
        'ExecIf($["${DESK_JOINED}" = ""]?Set(CHANNEL(hangup_handler_push)=desk-app-gave-up,s,1))'
    )
    yield "Answer()"
    yield f"Set(CHANNEL(language)={plan.languages[0]})"
    if plan.greeting:
        yield 'GotoIf($["${DESK_GREETED}" != ""]?wait)'
        yield "Set(DESK_GREETED=1)"
        yield f"Playback({sound(plan.greeting)})"


def _waiting(plan: QueuePlan) -> Iterator[str]:
    """Wait, and wait on where the agent's phone died.

    By the option `c` a caller goes on here after any end of the talk. How it ended is known
    by `desk-app-gone` on the phone's channel, which may be a moment later.
    """
    yield "(wait)Set(SHARED(DESK_LOST)=)"
    yield "Set(SHARED(DESK_GONE)=)"
    yield "Set(DESK_ASKED=0)"
    yield f"Set(DESK_LEFT=$[FLOOR({plan.max_wait_s} - ({_NOW_MS} - ${{{ENTERED}}}) / 1000)])"
    yield "GotoIf($[${DESK_LEFT} < 1]?late)"
    yield "Set(DESK_JOINED=1)"
    yield f'Queue("${{DESK_QUEUE}}",cb({_OFFER}),,,${{DESK_LEFT}},,,,${{{PLACE}}})'
    yield f"Set({PLACE}=)"
    yield 'GotoIf($["${QUEUESTATUS}" = "FULL"]?full)'
    yield 'GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?late)'
    yield '(talked)GotoIf($["${SHARED(DESK_GONE)}" != ""]?known)'
    yield "Set(DESK_ASKED=$[${DESK_ASKED} + 1])"
    yield f"GotoIf($[${{DESK_ASKED}} > {_MOST_ASKED}]?end)"
    yield "Wait(0.02)"
    yield "Goto(talked)"
    yield '(known)GotoIf($["${SHARED(DESK_LOST)}" = ""]?end)'
    yield f"Set({PLACE}=1)"
    yield "Goto(wait)"


def _after(survey: str) -> Iterator[str]:
    """Ask how it was, if the caller is still there, and let go."""
    yield "(end)Wait(0.2)"  # whose end comes first has ended the talk, for AgentComplete
    if survey:
        yield f"UserEvent({RATING},Rating: 0)"
        yield f"Read(DESK_RATING,{sound(survey)},1,,1,{_ANSWERS_WITHIN_S})"
        yield f"UserEvent({RATING},Rating: ${{FILTER(1-5,${{DESK_RATING}})}})"
    yield "Hangup()"


def _overflows(plan: QueuePlan) -> Iterator[str]:
    yield from _overflow("full", plan.when_full, plan.forward_to)
    yield from _overflow("late", plan.when_late, plan.forward_to)
    yield from _overflow("closed", plan.when_closed, plan.forward_to)


def _steps(extension: str, steps: Sequence[str]) -> str:
    """Return an extension; a step may begin with its label in brackets."""
    lines = []
    for number, step in enumerate(steps):
        label, application = _LABELLED.fullmatch(step).groups("")  # type: ignore[union-attr]
        first = f"exten => {extension},1" if number == 0 else " same => n"
        lines.append(f"{first}{label},{application}\n")
    return "".join(lines)


def _closed(plan: QueuePlan) -> Iterator[str]:
    """Go on at `closed` by the rule of `QueuePlan.is_open`: a night is of the day it began."""
    nights = [opening for opening in plan.openings if opening.from_minute >= opening.to_minute]
    if nights:
        after = (date.fromisoformat(holiday) + timedelta(1) for holiday in plan.holidays)
        yield from (_if_today(str(day), "today") for day in after)
        for night in nights:
            mornings = tuple((day + 1) % 7 for day in night.days)
            yield from _open(0, night.to_minute, mornings)
        yield "(today)NoOp()"
    yield from (_if_today(holiday, "closed") for holiday in plan.holidays)
    if plan.openings:
        for opening in plan.openings:
            until = 24 * 60 if opening in nights else opening.to_minute
            yield from _open(opening.from_minute, until, opening.days)
        yield "Goto(closed)"
        yield "(open)NoOp()"


def _if_today(day: str, label: str) -> str:
    return f'GotoIf($["${{STRFTIME(${{EPOCH}},,%Y-%m-%d)}}" = "{day}"]?{label})'


def _open(first: int, until: int, days: tuple[int, ...]) -> Iterator[str]:
    """Go on at `open` between two minutes; of GotoIfTime's the last one counts."""
    if first < until:
        last = until - 1
        times = f"{first // 60:02}:{first % 60:02}-{last // 60:02}:{last % 60:02}"
        yield f"GotoIfTime({times},{_days(days)},*,*?open)"


def _days(days: tuple[int, ...]) -> str:
    return "&".join(_DAYS[day] for day in sorted(days))


def _overflow(label: str, what: Overflow, forward_to: str) -> Iterator[str]:
    # Who was never in the queue is told of by nothing else.
    yield f"({label})UserEvent({TURNED_AWAY},Queue: ${{DESK_QUEUE}})"
    yield f"QueueLog(${{DESK_QUEUE}},${{UNIQUEID}},NONE,{TURNED_AWAY},${{CALLERID(num)}})"
    if what is Overflow.FORWARD and forward_to:
        yield f"Goto({OUTSIDE},{forward_to},1)"
        return
    yield "Answer()"
    yield f"Playback({_SAID})"
    yield "Hangup()"


def _offer() -> Iterator[str]:
    """What a phone is told before it rings, and whether it died: both on the phone's channel.

    An agent who is reached by way of the dialplan has it done there, where the phone is dialled.
    """
    yield _context(
        "desk-app-offer",
        "s",
        'GotoIf($["${CHANNEL(channeltype)}" != "PJSIP"]?end)',
        "Set(PJSIP_HEADER(add,X-CC-Linkedid)=${CHANNEL(linkedid)})",
        "Set(PJSIP_HEADER(add,X-CC-Queue)=${DESK_QUEUE})",
        f"Set(PJSIP_HEADER(add,X-CC-Waited)=$[({_NOW_MS} - ${{{ENTERED}}}) / 1000])",
        "Set(CHANNEL(hangup_handler_push)=desk-app-gone,s,1)",
        "(end)Return()",
    )
    yield _context(
        "desk-app-gone",
        "s",
        'GotoIf($["${CHANNEL(state)}" != "Up"]?end)',  # it rang only
        'GotoIf($["${CHANNEL_EXISTS(${DESK_CALLER})}" != "1"]?end)',
        f'GotoIf($["${{HANGUPCAUSE}}" != "{_DEAD}"]?gone)',
        "Set(SHARED(DESK_LOST,${DESK_CALLER})=1)",
        "(gone)Set(SHARED(DESK_GONE,${DESK_CALLER})=1)",
        "(end)Return()",
    )


def _context(name: str, extension: str, *steps: str) -> str:
    return f"\n[{name}]\n{_steps(extension, steps)}"


def _phones(team: Team) -> Iterator[str]:
    """What agents' phones dial: colleagues, the queues, where one waits anew, and outside."""
    yield f"\n[{PHONES}]\n"
    # A phone may send on what a queue offers it; only then a caller comes by a `Local` channel.
    offered = '$["${CHANNEL(channeltype)}" = "Local" & "${DESK_QUEUE}" != ""]'
    for phone in team.phones:
        dial = f"Dial(PJSIP/{phone.user},60,${{IF({offered}?b({_OFFER}))}})"
        yield _steps(phone.user, [dial, "Hangup()"])
    for queue in team.queues:
        for number in queue.plan.numbers:
            if number != "*":
                yield _steps(number, [f"Goto({ENTRY},{number},1)"])
    yield f"include => {OUTSIDE}\n"


def _pick_up(team: Team) -> Iterator[str]:
    """Ring one phone with a caller who waits; in vain, the caller is next again."""
    yield f"\n[{PICK_UP}]\n"
    ways = {phone.user: f"PJSIP/{phone.user}" for phone in team.phones}
    for extension, dialled in (ways | {MEMBER: f"${{{DIALLED}}}"}).items():
        steps = [
            "Set(SHARED(DESK_LOST)=)",
            "Set(SHARED(DESK_GONE)=)",
            "Set(DESK_ASKED=0)",
            f"Dial({dialled},{team.offer_s},mgb({_OFFER}))",
            f'GotoIf($["${{DIALSTATUS}}" = "ANSWER"]?{QUEUES},${{DESK_EXTENSION}},talked)',
            f"Set({PLACE}=1)",
            f"Goto({QUEUES},${{DESK_EXTENSION}},wait)",
        ]
        yield _steps(extension, steps)


def _outside(team: Team) -> Iterator[str]:
    """Numbers that are dialled out: for phones, and for callers who are forwarded."""
    yield f"\n[{OUTSIDE}]\n"
    if team.trunk:
        number = "${FILTER(0-9+*#,${EXTEN})}"
        yield _steps("_[+0-9]X.", [f"Dial(PJSIP/{number}@{team.trunk})", "Hangup()"])
