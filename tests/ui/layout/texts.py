"""The texts that scenes are filled with: ordinary ones, and the worst that strangers can send."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk_app.agent import Agent
from desk_app.crm.records import Caller, Choice, CustomerBrief, TicketNow
from desk_app.settings import AccountSection, Numbers, Settings
from desk_app.state import DeskState, EngineState
from desk_app.telephony.calls import Call
from desk_app.telephony.messages import Devices, Registration, RegistrationState
from tests.ui.panes import sample

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


_BASE = DeskState(
    agent=Agent(since_us=sample.NOW - 761 * S),
    engine=EngineState.UP,
    engine_name="2.17",
    registration=Registration(state=RegistrationState.REGISTERED, account="214@pbx.example"),
    devices=Devices(inputs=("Headset",), outputs=("Headset",)),
    recent=sample.RECENT,
    waiting_for_me=sample.WAITING,
    day=sample.DAY,
)
ORDINARY = Data(base=_BASE)

_LONG = "نگهداری‌وپشتیبانی‌ازتجهیزات‌مخابراتی" * 4
_WILD = "<b>bold</b>\u202e" + "A" * 4096 + "\n\x00"


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
    number = replace(sample.RECENT[4], name="", number="+" + "9" * 200)
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
            reasons=("break", _LONG, _WILD),
            day=replace(sample.DAY, calls=123_456, talk_s=4_000_000, handle_s=40_000),
            registration=Registration(state=RegistrationState.REGISTERED, account=_WILD),
            devices=Devices(inputs=(_LONG,), outputs=(_WILD,)),
        ),
    )


EXTREME = _extreme()
