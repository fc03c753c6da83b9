"""The dialplan of a team: from the called number to a queue, and what a ringing phone is told.

Nothing a caller sent is ever part of an expression or of an application's arguments.
"""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.telephony.pbx.names import (
    ENTERED,
    ENTRY,
    PHONES,
    PICK_UP,
    QUEUES,
    queue_extension,
    queue_name,
)
from desk_app.telephony.pbx.setup import Queue, Team
from desk_app.telephony.queue.plan import Opening, Overflow, QueuePlan

_ANY = "_[+0-9a-zA-Z]!"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Bytes of a caller's name and number that stay: none that Asterisk, AMI or SIP could read as more.
_NAME = r"\x20-\x21\x23\x25\x27-\x3a\x3d\x3f-\x5a\x5e-\x5f\x61-\x7a\x7e\x80-\xff"
_NUMBER = "0-9a-zA-Z+*#._-"
_SAID = "im-sorry&pls-try-call-later"


def text(team: Team) -> str:
    """Return all contexts of the dialplan."""
    return "".join(
        (
            *_entry(team),
            *_queues(team),
            *_lost(),
            *_offer(),
            *_phones(team),
            *_pick_up(team),
            *_forward(team),
        )
    )


def _entry(team: Team) -> Iterator[str]:
    """Where callers come in: a fresh wait, whatever variables they bring along."""
    yield f"\n[{ENTRY}]\n"
    for queue in team.queues:
        goto = f"Gosub(desk-app-clean,s,1)\n same => n,Goto({QUEUES},{_extension(queue)},1)\n"
        for number in queue.plan.numbers:
            yield f"exten => {_ANY if number == '*' else number},1,{goto}"
    yield (
        "\n[desk-app-clean]\n"
        f"exten => s,1,Set(__{ENTERED}=${{EPOCH}})\n"
        f" same => n,Set(CALLERID(name)=${{FILTER({_NAME},${{CALLERID(name)}})}})\n"
        f" same => n,Set(CALLERID(num)=${{FILTER({_NUMBER},${{CALLERID(num)}})}})\n"
        " same => n,Return()\n"
    )


def _extension(queue: Queue) -> str:
    return queue_extension(queue_name(queue.plan.name))


def _queues(team: Team) -> Iterator[str]:
    """Each queue as an extension: whoever is sent there waits on, with the time waited kept."""
    yield f"\n[{QUEUES}]\n"
    for queue in team.queues:
        plan = queue.plan
        steps = [
            f"Set(__DESK_QUEUE={queue_name(plan.name)})",
            f"Set(__DESK_EXTENSION={_extension(queue)})",
            f'ExecIf($["${{{ENTERED}}}" = ""]?Gosub(desk-app-clean,s,1))',
            *_closed(plan),
            "Answer()",
            f"Set(CHANNEL(language)={plan.languages[0]})",
            *([f"Playback({_sound(plan.greeting)})"] if plan.greeting else []),
            "(wait)Set(DESK_LOST=)",
            f"Set(DESK_LEFT=$[{plan.max_wait_s} - ${{EPOCH}} + ${{{ENTERED}}}])",
            "GotoIf($[${DESK_LEFT} < 1]?late)",
            'Queue("${DESK_QUEUE}",cb(desk-app-offer^s^1),,,${DESK_LEFT},,,,${DESK_PLACE})',
            "Set(DESK_PLACE=)",
            'GotoIf($["${QUEUESTATUS}" = "FULL"]?full)',
            'GotoIf($["${QUEUESTATUS}" = "TIMEOUT"]?late)',
            "Gosub(desk-app-lost,s,1)",
            'GotoIf($["${DESK_LOST}" != ""]?wait)',
            "Hangup()",
            *_overflow("full", plan.when_full, plan.forward_to),
            *_overflow("late", plan.when_late, plan.forward_to),
            *_overflow("closed", plan.when_closed, plan.forward_to),
        ]
        yield _steps(_extension(queue), steps)


def _steps(extension: str, steps: list[str]) -> str:
    lines = []
    for number, step in enumerate(steps):
        label, rest = "", step
        if step.startswith("("):
            label, rest = step[: step.index(")") + 1], step[step.index(")") + 1 :]
        first = f"exten => {extension},1{label}," if number == 0 else f" same => n{label},"
        lines.append(f"{first}{rest}\n")
    return "".join(lines)


def _sound(path: str) -> str:
    from desk_app.telephony.pbx.asterisk_config import sound

    return sound(path)


def _closed(plan: QueuePlan) -> Iterator[str]:
    for holiday in plan.holidays:
        yield f'GotoIf($["${{STRFTIME(${{EPOCH}},,%Y-%m-%d)}}" = "{holiday}"]?closed)'
    if plan.openings:
        for opening in plan.openings:
            for times, days in _spans(opening):
                yield f"GotoIfTime({times},{days},*,*?open)"
        yield "Goto(closed)"
        yield "(open)NoOp()"


def _spans(opening: Opening) -> Iterator[tuple[str, str]]:
    """Yield GotoIfTime's times (the last minute counts) and days; a night is two spans."""
    days = opening.days
    first, last = opening.from_minute, opening.to_minute
    if first < last:
        yield _span(first, last - 1), _days(days)
        return
    yield _span(first, 24 * 60 - 1), _days(days)
    if last > 0:
        yield _span(0, last - 1), _days(tuple((day + 1) % 7 for day in days))


def _span(first: int, last: int) -> str:
    return f"{first // 60:02}:{first % 60:02}-{last // 60:02}:{last % 60:02}"


def _days(days: tuple[int, ...]) -> str:
    return "&".join(_DAYS[day] for day in sorted(days))


def _overflow(label: str, what: Overflow, forward_to: str) -> list[str]:
    if what is Overflow.FORWARD and forward_to:
        return [f"({label})Goto(desk-app-forward,{forward_to},1)"]
    return [f"({label})Answer()", f"Playback({_SAID})", "Hangup()"]


def _offer() -> Iterator[str]:
    """What a phone is told before it rings; runs on the phone's channel."""
    yield (
        "\n[desk-app-offer]\n"
        "exten => s,1,Set(PJSIP_HEADER(add,X-CC-Linkedid)=${CHANNEL(linkedid)})\n"
        " same => n,Set(PJSIP_HEADER(add,X-CC-Queue)=${DESK_QUEUE})\n"
        f" same => n,Set(PJSIP_HEADER(add,X-CC-Waited)=$[${{EPOCH}} - ${{{ENTERED}}}])\n"
        " same => n,Return()\n"
    )


def _lost() -> Iterator[str]:
    yield "\n[desk-app-lost]\nexten => s,1,Return()\n"


def _phones(team: Team) -> Iterator[str]:
    """What agents' phones dial: colleagues, and the queues, where one waits anew."""
    yield f"\n[{PHONES}]\n"
    for phone in team.phones:
        yield f"exten => {phone.user},1,Dial(PJSIP/{phone.user},60)\n same => n,Hangup()\n"
    for queue in team.queues:
        again = f"Goto({ENTRY},${{EXTEN}},1)\n"
        yield from (f"exten => {n},1,{again}" for n in queue.plan.numbers if n != "*")


def _pick_up(team: Team) -> Iterator[str]:
    """Ring one phone with a caller who waits; in vain, the caller is next again."""
    yield f"\n[{PICK_UP}]\n"
    for phone in team.phones:
        yield (
            f"exten => {phone.user},1,Dial(PJSIP/{phone.user},{team.offer_s},"
            "b(desk-app-offer^s^1))\n"
            " same => n,Set(DESK_PLACE=1)\n"
            f' same => n,ExecIf($["${{DIALSTATUS}}" != "ANSWER"]?Goto({QUEUES},'
            "${DESK_EXTENSION},wait))\n"
            " same => n,Hangup()\n"
        )


def _forward(team: Team) -> Iterator[str]:
    yield "\n[desk-app-forward]\n"
    if team.trunk:
        yield f"exten => {_ANY},1,Dial(PJSIP/${{EXTEN}}@{team.trunk})\n same => n,Hangup()\n"
