"""The people of the design pictures as snapshots, in both languages."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from desk_app.crm.records import (
    Caller,
    CallerKind,
    Customer,
    CustomerBrief,
    DayFigures,
    EntryKind,
    LeftWhy,
    OpenTicket,
    OutcomeOfCall,
    OutcomeOfLeg,
    PhoneNumber,
    Priority,
    Promise,
    RecentCall,
    TicketNow,
    TicketStatus,
    TimelineEntry,
)
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction, End, RecordingState


def at(month: int, day: int, hour: int, minute: int, second: int = 0, year: int = 2026) -> int:
    """Return a local wall-clock time as UTC microseconds."""
    moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - local on purpose
    return int(moment.timestamp()) * 1_000_000


NOW = at(11, 17, 14, 0, 18)
RING = at(11, 17, 14, 0, 12)
NUMBER = "02149258000"
KEY = "01JCWXK0000000000000000001"

CUSTOMER = Customer(
    id=1,
    name="Laleh Farahmand",
    company="Khorshidak Toys",
    role="Office manager",
    email="laleh@khorshidak.example",
    city="Tehran, Shahrak-e Omid",
    language="fa",
    contract="KH-20417",
    plan="Fibre 200 Business",
    since_us=at(3, 25, 12, 0, year=2021),
    balance="Paid to 30 Nov",
    tags=("key_account", "Business fibre"),
    good_to_know="Calls from the shop floor: speak slowly, it is loud. "
    "Prefers Persian. Mobile after 16:00.",
    numbers=(
        PhoneNumber("02149258000", "+982149258000", "phone"),
        PhoneNumber("09120001142", "+989120001142", "mobile"),
    ),
)

CUSTOMER_FA = replace(
    CUSTOMER,
    name="لاله فرهمند",
    company="اسباب‌بازی خورشیدک",
    role="مدیر دفتر",
    city="تهران، شهرک امید",
    plan="فیبر ۲۰۰ تجاری",
    balance="تسویه تا ۹ آذر",
    tags=("key_account", "فیبر تجاری"),
    good_to_know="از داخل فروشگاه زنگ می‌زند و محیط شلوغ است؛ شمرده صحبت کنید. "
    "بعد از ساعت ۱۶ با همراه تماس بگیرید.",
)


def _entries(texts: dict[str, str]) -> tuple[TimelineEntry, ...]:
    return (
        TimelineEntry(
            1,
            EntryKind.CALL,
            at(11, 17, 12, 31),
            queue=texts["support"],
            direction="in",
            outcome=OutcomeOfCall.ABANDONED,
            wait_s=200,
        ),
        TimelineEntry(
            2,
            EntryKind.EMAIL,
            at(11, 17, 11, 5),
            title=texts["mail_title"],
            text=texts["mail"],
            ticket_id=48213,
        ),
        TimelineEntry(3, EntryKind.NOTE, at(11, 16, 17, 50), text=texts["note"], who=texts["omid"]),
        TimelineEntry(
            4,
            EntryKind.CALL,
            at(11, 16, 17, 42),
            text=texts["call"],
            who=texts["omid"],
            queue=texts["support"],
            direction="in",
            outcome=OutcomeOfCall.ANSWERED,
            talk_s=380,
            ticket_id=48213,
            recording="2026/11/16/a.wav",
        ),
        TimelineEntry(5, EntryKind.CHAT, at(11, 12, 20, 14), text=texts["chat"], who=texts["mina"]),
        TimelineEntry(
            6,
            EntryKind.TICKET,
            at(11, 12, 10, 26),
            title=texts["router"],
            outcome="solved",
            ticket_id=47790,
        ),
        TimelineEntry(
            7,
            EntryKind.CALL,
            at(10, 8, 9, 30),
            text=texts["invoice"],
            who=texts["parisa"],
            queue=texts["billing"],
            direction="in",
            outcome=OutcomeOfCall.ANSWERED,
            talk_s=125,
        ),
    )


ENTRIES = _entries(
    {
        "support": "Support",
        "billing": "Billing",
        "omid": "Omid R.",
        "mina": "Mina K.",
        "parisa": "Parisa N.",
        "mail_title": "Technician still not here",
        "mail": "We were told nine to eleven. Nobody came and nobody called. "
        "Our card terminals are down again.",
        "note": "The shop upstairs is on the same splitter. Ask the field team to check the "
        "splitter, not only the modem.",
        "call": "Drops every evening from about 20:00. Restarted the modem, no change. "
        "Booked a visit for Tuesday 09–11.",
        "chat": "Asked about an outage nearby. None on record. Sent the speed-test link.",
        "router": "Router replaced",
        "invoice": "Stamped invoice for the VAT return, sent by e-mail.",
    }
)

ENTRIES_FA = _entries(
    {
        "support": "پشتیبانی",
        "billing": "صورت‌حساب",
        "omid": "امید سرمدی",
        "mina": "مینا کاویان",
        "parisa": "پریسا نامور",
        "mail_title": "هنوز تکنسین نیامده",
        "mail": "گفته بودید ساعت ۹ تا ۱۱. نه کسی آمد و نه کسی زنگ زد. "
        "کارت‌خوان‌های ما دوباره قطع است.",
        "note": "فروشگاه طبقهٔ بالا هم روی همین اسپلیتر است. از تیم میدانی بخواهید "
        "اسپلیتر را هم بررسی کند، نه فقط مودم را.",
        "call": "هر شب از حدود ساعت ۲۰ قطع می‌شود. مودم راه‌اندازی مجدد شد، فرقی نکرد. "
        "بازدید برای سه‌شنبه ۹ تا ۱۱ ثبت شد.",
        "chat": "دربارهٔ قطعی منطقه پرسید. موردی ثبت نشده بود. پیوند سنجش سرعت فرستاده شد.",
        "router": "تعویض مودم",
        "invoice": "فاکتور مهردار برای ارزش افزوده، با ایمیل فرستاده شد.",
    }
)

COUNTS = {
    EntryKind.CALL: 7,
    EntryKind.TICKET: 3,
    EntryKind.EMAIL: 2,
    EntryKind.CHAT: 1,
    EntryKind.NOTE: 1,
}

OPEN = OpenTicket(
    id=48213,
    subject="Fibre drops every evening after 20:00",
    status=TicketStatus.PENDING,
    priority=Priority.HIGH,
    owner="Omid R.",
    created_us=at(11, 16, 17, 42),
    updated_us=at(11, 17, 11, 5),
)
OPEN_FA = replace(OPEN, subject="قطعی فیبر هر شب بعد از ساعت ۲۰", owner="امید سرمدی")

CALLER = Caller(
    kind=CallerKind.ONE,
    number=NUMBER,
    e164="+982149258000",
    name="KHORSHIDAK",
    customer=CUSTOMER,
    timeline=ENTRIES,
    open_tickets=(OPEN,),
    counts=COUNTS,
    also_at_company=(
        CustomerBrief(2, "Behrang Mostowfi", role="Owner"),
        CustomerBrief(3, "Sahar Gilani", role="Accounting"),
    ),
    calls_90d=7,
    tickets_90d=3,
    csat=2,
)
CALLER_FA = replace(
    CALLER,
    customer=CUSTOMER_FA,
    timeline=ENTRIES_FA,
    open_tickets=(OPEN_FA,),
    also_at_company=(
        CustomerBrief(2, "بهرنگ مستوفی", role="مالک"),
        CustomerBrief(3, "سحر گیلانی", role="حسابداری"),
    ),
)

SEVERAL = Caller(
    kind=CallerKind.SEVERAL,
    number=NUMBER,
    e164="+982149258000",
    name="",
    choice=(
        CustomerBrief(
            1,
            "Laleh Farahmand",
            "Khorshidak Toys",
            "Tehran",
            "Office manager",
            "+982149258000",
            at(11, 16, 17, 42),
        ),
        CustomerBrief(
            2,
            "Behrang Mostowfi",
            "Khorshidak Toys",
            "Tehran",
            "Owner",
            "+982149258000",
            at(10, 2, 9, 0),
        ),
    ),
)
UNKNOWN = Caller(
    kind=CallerKind.UNKNOWN,
    number="02155000421",
    e164="+982155000421",
    name="Kaveh",
    place="Tehran",
    possible=(CustomerBrief(9, "Sepidrood Clinic", city="Rasht", number="+981355000421"),),
)
WITHHELD = Caller(kind=CallerKind.WITHHELD, number="anonymous", e164="", name="")
INTERNAL = Caller(kind=CallerKind.INTERNAL, number="212", e164="", name="Parisa N.")
ODD = Caller(kind=CallerKind.ODD, number="sales-desk", e164="", name="")

RINGING = Call(
    key=KEY,
    direction=Direction.IN,
    state=CallState.RINGING,
    started_us=RING,
    number=NUMBER,
    name="KHORSHIDAK",
    queue="Support",
    waited_s=130,
)
TALKING = replace(
    RINGING,
    state=CallState.ACTIVE,
    answered_us=RING + 8_000_000,
    recording=RecordingState.ON,
)
ENDED = replace(
    TALKING,
    state=CallState.ENDED,
    ended_us=TALKING.answered_us and TALKING.answered_us + 468_000_000,
    end=End.ANSWERED,
    recording=RecordingState.OFF,
    recording_path="2026/11/17/b.wav",
)

DRAFT = TicketNow(
    id=48307,
    call_key=KEY,
    customer_id=1,
    subject="",
    category="",
    disposition="",
    priority=Priority.NORMAL,
    status=TicketStatus.DRAFT,
    owner="",
    notes="",
    created_us=RING,
    updated_us=RING,
    version=1,
)
CONTINUED = TicketNow(
    id=48213,
    call_key="01JCWB00000000000000000000",
    customer_id=1,
    subject="Fibre drops every evening after 20:00",
    category="line_fault.intermittent",
    disposition="",
    priority=Priority.HIGH,
    status=TicketStatus.PENDING,
    owner="Omid R.",
    notes="Technician did not come 09–11 and nobody called her.\n"
    "Card terminals down since 13:20, shop is open until 22:00.\n"
    "Shop upstairs has the same problem → splitter, see Omid’s note.\n"
    "Wants a new visit today, will accept after 16:00",
    created_us=at(11, 16, 17, 42),
    updated_us=NOW - 3_000_000,
    version=4,
    continued=True,
)

RECENT = tuple(
    RecentCall(
        key=f"r{row}",
        direction=direction,
        number=number,
        name=name,
        customer_id=None,
        queue=queue,
        ring_us=at(11, 17, hour, minute),
        outcome=outcome,
        leg_outcome=leg,
        talk_s=talk_s,
        wait_s=20,
        ticket_id=48200 + row,
    )
    for row, (direction, number, name, queue, hour, minute, outcome, leg, talk_s) in enumerate(
        (
            ("in", "09120003340", "Ramin Sohrabi", "Support", 13, 41, OutcomeOfCall.ABANDONED,
             OutcomeOfLeg.CALLER_HUNG_UP, 0),
            ("in", "02144000311", "Nahid Parvaneh", "Support", 13, 33, OutcomeOfCall.ANSWERED,
             OutcomeOfLeg.ANSWERED, 331),
            ("out", "09120009087", "", "", 13, 26, OutcomeOfCall.ANSWERED,
             OutcomeOfLeg.ANSWERED, 72),
            ("in", "02188000417", "Kamyar Daneshi", "Billing", 13, 10, OutcomeOfCall.ANSWERED,
             OutcomeOfLeg.ANSWERED, 227),
            ("in", "02155000421", "", "Support", 12, 58, OutcomeOfCall.NO_AGENT,
             OutcomeOfLeg.RANG_OUT, 0),
            ("in", "02133000720", "Elham Vosough", "Support", 12, 41, OutcomeOfCall.ANSWERED,
             OutcomeOfLeg.ELSEWHERE, 0),
            ("in", "01333000290", "Sepidrood Clinic", "Support", 12, 20, OutcomeOfCall.ANSWERED,
             OutcomeOfLeg.ANSWERED, 475),
        )
    )
)  # fmt: skip

_OWED = replace(RECENT[0], place=3, waiting=8, wait_s=72.0, leg_outcome=OutcomeOfLeg.OPEN)
TO_CALL_BACK = (
    _OWED,
    replace(_OWED, key="o2", number="09120001142", name="", outcome=OutcomeOfCall.LOST),
    replace(
        _OWED,
        key="o3",
        number="anonymous",
        name="Anonymous",
        outcome=OutcomeOfCall.OVERFLOWED,
        left_why=LeftWhy.MESSAGE,
        recording="messages/o3.wav",
        ring_us=at(11, 16, 17, 40),
    ),
)

DAY = DayFigures(
    calls=23,
    answered=20,
    missed=2,
    outgoing=3,
    talk_s=5040,
    handle_s=252,
    by_hour={8: 3, 9: 4, 10: 5, 11: 3, 12: 4, 13: 4},
)

WAITING = (
    OpenTicket(
        48166,
        "Late reply from field team, customer asked twice",
        TicketStatus.OPEN,
        Priority.HIGH,
        "Omid R.",
        at(11, 17, 9, 0),
        at(11, 17, 12, 0),
    ),
    OpenTicket(
        48120,
        "Invoice address change needs a stamp",
        TicketStatus.PENDING,
        Priority.NORMAL,
        "Omid R.",
        at(11, 16, 9, 0),
        at(11, 16, 13, 0),
    ),
    OpenTicket(
        48031,
        "Second handset for reception, quote asked",
        TicketStatus.OPEN,
        Priority.LOW,
        "Omid R.",
        at(11, 14, 9, 0),
        at(11, 14, 13, 0),
    ),
)

PROMISES = tuple(
    Promise(
        row, 48100 + row, None, name, number, what, "Omid R.", at(11, 17, hour, minute), 10, NOW
    )
    for row, (name, what, number, hour, minute) in enumerate(
        (
            ("Behnaz Toloui", "Tell her whether the refund went out", "09120001140", 13, 32),
            ("Siavash Golzari", "Confirm the new router was delivered", "09120003340", 14, 33),
            ("Aftabzar Co-op", "Read out the quote for 12 lines", "03130001420", 15, 0),
            ("Mandana Keshvari", "Check that the line stayed up", "09120005518", 15, 30),
            ("Talagh Paper Works", "Send the outage letter", "02133000065", 15, 45),
        ),
        1,
    )
)

HOSTILE = (
    "<b>bold</b><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u202c",
    "A" * 4096,
    "a\x00b\x1b[31m\nnew line",
    "&lt;script&gt;",
)
