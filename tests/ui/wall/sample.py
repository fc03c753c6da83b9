"""A floor as in the design's pictures: four queues, eleven who wait, twenty agents."""

from __future__ import annotations

from datetime import datetime

from desk_app.telephony.team.board import (
    AgentNow,
    AgentStatus,
    Floor,
    QueueDay,
    QueueNow,
    QueueTerms,
    WaitingCaller,
)
from desk_app.ui.language import Language

S = 1_000_000
NOW = int(datetime(2026, 11, 17, 14, 3, 7).astimezone().timestamp()) * S

SUPPORT, BILLING, VISITS, SALES = range(4)
NAMES = {
    Language.EN: ("Support", "Billing", "Visits", "Sales"),
    Language.FA: ("پشتیبانی", "مالی", "بازدید", "فروش"),
}
PEOPLE = {
    Language.EN: (
        "Omid R.", "Mina K.", "Babak T.", "Yasaman D.", "Farhad J.", "Taraneh V.", "Hooman S.",
        "Roya E.", "Parisa N.", "Iman L.", "Shirin A.", "Navid P.", "Ladan H.", "Arash Q.",
        "Golnar F.", "Kaveh M.", "Setareh B.", "Sina Z.", "Maral G.", "Dara O.",
    ),
    Language.FA: (
        "امید رستمی", "مینا کاظمی", "بابک تهرانی", "یاسمن دری", "فرهاد جمالی", "ترانه وفا",
        "هومن سعیدی", "رؤیا اسدی", "پریسا نوری", "ایمان لطفی", "شیرین امینی", "نوید پارسا",
        "لادن حاتمی", "آرش قربانی", "گلنار فدایی", "کاوه مرادی", "ستاره بهرامی", "سینا زند",
        "مارال گنجی", "دارا امیری",
    ),
}  # fmt: skip
TAG = {Language.EN: "key_account", Language.FA: "key_account"}
_AGENTS = (
    *(("talking", SUPPORT, s) for s in (587, 440, 362, 278, 231, 187, 135, 41)),
    *(("talking", BILLING, s) for s in (312, 178, 90)),
    *(("talking", VISITS, s) for s in (404, 199)),
    ("talking", SALES, 66),
    *(("wrap_up", SUPPORT, s) for s in (52, 31)),
    ("wrap_up", BILLING, 12),
    ("paused", SUPPORT, 665),
    ("ready", SALES, 262),
    ("ready", SALES, 118),
)
_CALLERS = (
    (SUPPORT, "+989120000416", 161, "", 1),
    (SUPPORT, "+982188007702", 138, "", 1),
    (SUPPORT, "+989350002210", 117, "", 2),
    (SUPPORT, "+989120009934", 93, "", 1),
    (SUPPORT, "+989190003018", 69, "", 1),
    (VISITS, "+982632001187", 52, "", 1),
    (BILLING, "+989120005527", 48, "key_account", 1),
    (SUPPORT, "+989010006650", 44, "", 1),
    (SUPPORT, "+983132001420", 27, "", 1),
    (BILLING, "+989360008021", 15, "", 1),
    (SUPPORT, "", 6, "", 1),
)
_HOURS = ((1, 2, 2, 1, 3, 2, 4, 3, 5, 6, 5, 7), (0, 1, 0, 0, 1, 2, 1, 0, 1, 1, 0, 1),
          (0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0), (0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0))  # fmt: skip
_DAYS = (
    (148, 14, 111, 6), (61, 4, 56, 2), (22, 1, 19, 0), (39, 0, 37, 0),
)  # fmt: skip
_LIMITS = ((120, 4, 80), (60, 3, 85), (60, 2, 80), (60, 2, 85))
_BY_HOUR = (0,) * 8 + (31, 46, 58, 49, 44, 57, 4)


def bare(text: str) -> str:
    """Return a text without the marks of direction."""
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def _queue(at: int, names: tuple[str, ...], now_us: int) -> QueueNow:
    answered, lost, in_time, short = _DAYS[at]
    here = [caller for caller in _CALLERS if caller[0] == at]
    waiting = tuple(
        WaitingCaller(f"pbx:{at}.{place}", number, "", place, now_us - waited * S, tag, calls)
        for place, (_, number, waited, tag, calls) in enumerate(here, 1)
    )
    hour = datetime.fromtimestamp(now_us / S).astimezone().hour
    day = QueueDay(
        offered=answered + lost + len(here),
        answered=answered,
        abandoned=lost,
        short=short,
        in_time=in_time,
        wait_s=46.2 * answered,
        handled=answered,
        handle_s=240.0 * answered,
        by_hour=_BY_HOUR[: hour + 1] if at == SUPPORT else (),
        waits=(answered // 2 + 1, 0, 0, answered // 2),
    )
    hours = tuple(n for n in _HOURS[at] for _ in range(5))
    limit_s, most, target = _LIMITS[at]
    terms = QueueTerms(limit_s=limit_s, waiting_limit=most, service_percent=target)
    return QueueNow(names[at], waiting, day, hours, 240.0, 65.0, terms)


def floor(spoken: Language = Language.EN, now_us: int = NOW, *, linked: bool = True) -> Floor:
    """Return the floor of the pictures at an instant."""
    names = NAMES[spoken]
    agents = tuple(
        AgentNow(
            f"PJSIP/{200 + at}",
            PEOPLE[spoken][at],
            AgentStatus(status),
            now_us - seconds * S,
            "break" if status == "paused" else "",
            (names[queue],),
            names[queue] if status != "paused" else "",
            f"pbx:talk.{at}" if status == "talking" else "",
        )
        for at, (status, queue, seconds) in enumerate(_AGENTS)
    )
    queues = tuple(_queue(at, names, now_us) for at in range(4))
    return Floor("pbx", linked, now_us, queues, agents)


def crowd(queues: int, agents: int, waiting: int) -> Floor:
    """Return a floor that is too large for one page."""
    made = tuple(
        QueueNow(
            f"Queue {at:02}",
            tuple(
                WaitingCaller(f"pbx:{at}.{n}", f"+98912{n:07}", "", n, NOW - n * S)
                for n in range(1, waiting // queues + 1)
            ),
        )
        for at in range(queues)
    )
    people = tuple(
        AgentNow(f"PJSIP/{n}", f"Agent {n:03}", AgentStatus.TALKING, NOW - n * S, queue="Queue 01")
        for n in range(agents)
    )
    return Floor("pbx", True, NOW, made, people)
