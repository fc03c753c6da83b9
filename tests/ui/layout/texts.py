"""The texts that scenes are filled with: ordinary ones, and the worst that strangers can send."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from msgspec.structs import replace

from desk_app.agent import Agent
from desk_app.crm.records import Caller, Choice, CustomerBrief, TicketNow
from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.settings import AccountSection, Numbers, Settings
from desk_app.state import DeskState, EngineState
from desk_app.telephony.calls import Call
from desk_app.telephony.messages import Devices, Registration, RegistrationState
from tests.ui.conftest import NOW_US
from tests.ui.panes import sample
from tests.ui.queue import sample as queue_sample

S = 1_000_000
CATEGORIES = (Choice("line_fault", ""), Choice("line_fault.intermittent", "", "line_fault"))
DISPOSITIONS = tuple(
    Choice(code, "") for code in ("solved", "follow_up", "callback", "transferred", "wrong_number")
)
SETTINGS = Settings(
    account=AccountSection(user="214", domain="pbx.example"),
    numbers=Numbers(rewrite=(("^9(.*)$", "\\1"),)),
)


@dataclass(frozen=True)
class Data:
    """The texts that a scene is filled with."""

    caller: Caller = sample.CALLER
    call: Call = sample.RINGING
    ticket: TicketNow = sample.DRAFT
    people: tuple[CustomerBrief, ...] = sample.SEVERAL.choice
    base: DeskState = DeskState()


_WAITING = tuple(
    replace(caller, entered_us=caller.entered_us + sample.NOW - NOW_US)
    for caller in queue_sample.CALLERS
)
_BASE = DeskState(
    agent=Agent(since_us=sample.NOW - 761 * S),
    engine=EngineState.UP,
    engine_name="2.17",
    registration=Registration(state=RegistrationState.REGISTERED, account="214@pbx.example"),
    devices=Devices(inputs=("Headset",), outputs=("Headset",)),
    recent=sample.RECENT,
    waiting_for_me=sample.WAITING,
    day=sample.DAY,
    promises=sample.PROMISES,
    to_call_back=sample.TO_CALL_BACK,
    queues=replace(
        queue_sample.queues(_WAITING, ("Support", "Visits")),
        handle_s=240.0,
        errors_s={"Support": 75.0},
    ),
)
ORDINARY = Data(base=_BASE)

_LONG = "نگهداری‌وپشتیبانی‌ازتجهیزات‌مخابراتی" * 4
_WILD = "<b>bold</b>\u202e" + "A" * 4096 + "\n\x00"


def _extreme_queues() -> QueueDeskState:
    sections = tuple(QueueSection(name=f"{_LONG}{n}", limit_s=60) for n in range(9))
    callers = tuple(
        replace(
            caller,
            key=f"w{n}",
            queue=sections[n % 7].name,
            entered_us=sample.NOW - 400_000 * S,
            name=_WILD if n % 2 else _LONG,
            number="+" + "9" * 200,
            why=_LONG if n % 3 else "",
        )
        for n, caller in enumerate(_WAITING * 20)
    )
    made = queue_sample.queues(callers, tuple(section.name for section in sections[:8]), sections)
    return replace(made, handle_s=3e6, errors_s={section.name: 9e6 for section in sections})


def _extreme() -> Data:
    customer = replace(
        sample.CUSTOMER,
        name=_WILD,
        company=_LONG,
        role=_WILD,
        email="a" * 4000 + "@example.org",
        city=_LONG,
        plan=_WILD,
        balance=_LONG,
        tags=("key_account", _WILD, _LONG, "<i>"),
        good_to_know=_LONG + " " + _WILD,
    )
    entries = tuple(
        replace(entry, title=_WILD if entry.title else "", text=_LONG, who=_WILD, queue=_LONG)
        for entry in sample.ENTRIES
    )
    opened = replace(sample.OPEN, subject=_LONG, owner=_WILD)
    other = CustomerBrief(2, _LONG, _WILD, _WILD, _LONG, "+989120001142", sample.NOW)
    recent = replace(sample.RECENT[0], name=_WILD, queue=_LONG, talk_s=400_000)
    promise = replace(sample.PROMISES[0], name=_WILD, what=_LONG, number="+" + "9" * 200)
    number = replace(sample.RECENT[4], name="", number="+" + "9" * 200)
    owed = tuple(
        replace(one, key=f"o{n}", name=name, number=number.number, wait_s=400_000.0)
        for n, (one, name) in enumerate(product(sample.TO_CALL_BACK * 4, (_WILD, _LONG, "")))
    )
    return Data(
        caller=replace(
            sample.CALLER,
            customer=customer,
            timeline=entries,
            open_tickets=(opened, opened),
            also_at_company=(other,) * 9,
            calls_90d=123_456,
            tickets_90d=99_999,
            choice=(other,) * 5,
            possible=(other,) * 5,
        ),
        call=replace(sample.RINGING, name=_WILD, queue=_LONG, waited_s=400_000),
        ticket=replace(sample.DRAFT, subject=_WILD, category=_LONG, notes=_LONG * 40),
        people=(other,) * 20,
        base=replace(
            _BASE,
            recent=tuple(replace(one, key=f"r{n}") for n in range(500) for one in (recent, number)),
            waiting_for_me=(opened,) * 40,
            promises=(promise,) * 40,
            to_call_back=owed,
            queues=_extreme_queues(),
            reasons=("break", _LONG, _WILD),
            day=replace(sample.DAY, calls=123_456, talk_s=4_000_000, handle_s=40_000),
            registration=Registration(state=RegistrationState.REGISTERED, account=_WILD),
            devices=Devices(inputs=(_LONG,), outputs=(_WILD,)),
        ),
    )


EXTREME = _extreme()
