"""The first caller's story, as the screens were drawn: an evening fault, a visit that never came.

Her calls, mails and notes hang on days, so that she "called yesterday" whenever the
demonstration is shown.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desk_app.demo.contacts import Contact, History, Kind, OpenStory, Ticket, weekday
from desk_app.demo.people import Person
from desk_app.demo.texts import Language, Text, names


def tell(told: History, laleh: Person, now: datetime) -> None:
    """Add Laleh Farahmand's tickets and contacts. `now` is aware, in local time."""
    teller = _Teller(told, laleh, now)
    teller.invoice()
    teller.router()
    teller.outage_chat()
    teller.evening_drops()


class _Teller:
    def __init__(self, told: History, laleh: Person, now: datetime) -> None:
        self._told = told
        self._person = laleh
        self._now = now
        self._to: Language = laleh.writes

    def invoice(self) -> None:
        first, written, called = self._day(44, 13, 6), self._day(41, 16, 5), self._day(40, 9, 48)
        subject = Text("فاکتور مهردار برای ارزش افزوده", "Stamped invoice for the VAT return")
        self._ticket(first, called, subject, "billing.invoice", "information", "parisa")
        self._add(
            "call",
            first,
            Text("فاکتور فصل بدون مهر رسیده.", "The quarter's invoice came without a stamp."),
            "parisa",
            "billing",
            talk_s=96,
            wait_s=17,
        )
        self._add(
            "mail",
            written,
            Text(
                "همان‌طور که تلفنی گفتم، برای اظهارنامهٔ ارزش افزوده به فاکتور مهردار نیاز داریم.",
                "As I said on the phone, we need a stamped invoice for the VAT return.",
            ),
            title=Text("فاکتور مهردار", "Stamped invoice"),
        )
        self._add(
            "call",
            called,
            Text(
                "فاکتور مهردار برای ارزش افزوده، با ایمیل فرستاده شد.",
                "Stamped invoice for the VAT return, sent by e-mail.",
            ),
            "parisa",
            "billing",
            talk_s=125,
            wait_s=31,
        )

    def router(self) -> None:
        first, second, third = self._day(8, 15, 2), self._day(7, 10, 40), self._day(6, 10, 11)
        self._ticket(
            first,
            third + timedelta(minutes=15),
            Text("تعویض مودم", "Router replaced"),
            "line_fault.no_service",
            "solved",
            "taraneh",
            closing=Text(
                "رضایت ۲ از ۵: «درست شد، ولی بعد از سه تماس»",
                "CSAT 2 of 5: “Fixed, but it took three calls”",
            ),
        )
        self._add(
            "call",
            first,
            Text("مودم خودبه‌خود خاموش می‌شود.", "The router switches itself off."),
            "mina",
            "support",
            talk_s=205,
            wait_s=96,
        )
        self._add(
            "call",
            second,
            Text(
                "دوباره خاموش شد. دیروز گفته بودیم صبر کند؛ مودم تازه فرستاده شد.",
                "Off again. We had asked her yesterday to wait; sent a new router.",
            ),
            "omid",
            "support",
            talk_s=171,
            wait_s=140,
        )
        self._add(
            "call",
            third,
            Text(
                "مودم تازه با هم راه‌اندازی شد.",
                "Set up the new router together.",
            ),
            "taraneh",
            "support",
            talk_s=412,
            wait_s=58,
        )

    def outage_chat(self) -> None:
        text = Text(
            "۱۱ پیام. دربارهٔ قطعی منطقه پرسید. موردی ثبت نشده بود. پیوند سنجش سرعت فرستاده شد.",
            "11 messages. Asked about an outage nearby. None on record. Sent the speed-test link.",
        )
        self._add("chat", self._day(5, 20, 14), text, "mina", ticket=False)

    def evening_drops(self) -> None:
        yesterday = self._day(1, 17, 42)
        self._told.open_stories[self._person.index] = OpenStory("evening_drops", yesterday)
        written, left = self._today(175), self._today(89)
        subject = Text("قطعی فیبر هر شب بعد از ساعت ۲۰", "Fibre drops every evening after 20:00")
        self._ticket(
            yesterday, left, subject, "line_fault.intermittent", "visit_booked", "omid", "pending"
        )
        fa, en = weekday(self._now, "fa"), weekday(self._now, "en")
        self._add(
            "call",
            yesterday,
            Text(
                "هر شب از حدود ساعت ۲۰ قطع می‌شود. مودم راه‌اندازی مجدد شد، فرقی نکرد. "
                f"بازدید برای {fa} ۹ تا ۱۱ ثبت شد.",
                "Drops every evening from about 20:00. Restarted the modem, no change. "
                f"Booked a visit for {en} 09–11.",
            ),
            "omid",
            "support",
            talk_s=380,
            wait_s=64,
        )
        self._add(
            "note",
            yesterday + timedelta(minutes=8),
            Text(
                "فروشگاه طبقهٔ بالا هم روی همین اسپلیتر است. از تیم میدانی بخواهید اسپلیتر را هم "
                "بررسی کند، نه فقط مودم را.",
                "The shop upstairs is on the same splitter. Ask the field team to check the "
                "splitter, not only the modem.",
            ),
            "omid",
        )
        self._add(
            "mail",
            written,
            Text(
                "گفته بودید ساعت ۹ تا ۱۱. نه کسی آمد و نه کسی زنگ زد. "
                "کارت‌خوان‌های ما دوباره قطع است.",
                "We were told nine to eleven. Nobody came and nobody called. "
                "Our card terminals are down again.",
            ),
            title=Text("هنوز تکنسین نیامده", "Technician still not here"),
        )
        self._add("lost", left, Text("", ""), queue="support", wait_s=200, place=3, waiting=8)

    # --- small things --------------------------------------------------------------------

    def _day(self, days: int, hour: int, minute: int) -> datetime:
        day = self._now - timedelta(days=days)
        return day.replace(hour=hour, minute=minute, second=12, microsecond=0)

    def _today(self, minutes_ago: int) -> datetime:
        """Return a moment of today; early in the day the minutes shrink to fit."""
        midnight = self._now.replace(hour=0, minute=0, second=0, microsecond=0)
        elapsed = (self._now - midnight).total_seconds() / 60
        return self._now - timedelta(minutes=minutes_ago * min(1.0, elapsed / 240))

    def _ticket(
        self,
        created: datetime,
        updated: datetime,
        subject: Text,
        category: str,
        disposition: str,
        owner: str,
        status: str = "solved",
        closing: Text | None = None,
    ) -> None:
        self._told.tickets.append(
            Ticket(
                person=self._person.index,
                subject=subject.to(self._to),
                category=category,
                disposition=disposition,
                priority="high" if status == "pending" else "normal",
                status=status,
                owner=names().colleague[owner].to(self._to),
                created=created,
                updated=updated,
                closing=closing.to(self._to) if closing else "",
            )
        )

    def _add(
        self,
        kind: Kind,
        at: datetime,
        text: Text,
        who: str = "",
        queue: str = "",
        *,
        title: Text | None = None,
        talk_s: int = 0,
        wait_s: int = 0,
        ticket: bool = True,
        place: int = 0,
        waiting: int = 0,
    ) -> None:
        """Add a contact to the ticket told last."""
        self._told.contacts.append(
            Contact(
                person=self._person.index,
                kind=kind,
                at=at,
                text=text.to(self._to),
                title=title.to(self._to) if title else "",
                who=names().colleague[who].to(self._to) if who else "",
                queue=names().queue[queue].to(self._to) if queue else "",
                talk_s=talk_s,
                wait_s=wait_s,
                ticket=len(self._told.tickets) - 1 if ticket else None,
                place=place,
                waiting=waiting,
            )
        )
