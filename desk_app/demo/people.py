"""A few hundred invented customers: the same for the same seed and moment.

Every number is valid for its country and in a range that nobody is known to have
(0912 000 …, drama numbers abroad). All are different, but for one pair that shares
an office line: the caller who could be either.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from desk_app.demo.texts import City, Foreigner, Language, Text, names

PEOPLE = 320
_OTHER_SCRIPT = 0.06  # customers who write in the other language than most


class Number(msgspec.Struct, frozen=True):
    """A telephone number as somebody typed it."""

    raw: str
    label: str  # "phone", "mobile"


class Person(msgspec.Struct, frozen=True):
    """A customer. `index` is the place in the list; text is in `language`'s script.

    `writes` is the language of everything recorded about them, `speaks` that of their calls,
    `prefers` what their record says.
    """

    index: int
    name: str
    male: bool
    company: str
    role: str
    email: str
    city: str
    writes: Language
    speaks: Language
    prefers: Language
    contract: str
    plan: str
    since: datetime
    balance: str
    tags: tuple[str, ...]
    good_to_know: str
    numbers: tuple[Number, ...]

    @property
    def business(self) -> bool:
        """Whether this is a company's contact."""
        return bool(self.company)


def people(language: Language, now: datetime, seed: int = 1, count: int = PEOPLE) -> list[Person]:
    """Return `count` customers, the design's Laleh Farahmand and her colleagues first.

    `now` is aware, in local time.
    """
    made = _Maker(language, now, seed)
    result = made.khorshidak()
    result += made.sharing_a_line(len(result))
    while len(result) < count - len(names().foreign):
        result.append(made.person(len(result)))
    for foreigner in names().foreign:
        result.append(made.foreigner(len(result), foreigner))
    return result


class _Maker:
    def __init__(self, language: Language, now: datetime, seed: int) -> None:
        self._language: Language = language
        self._now = now
        self._rng = random.Random(seed)  # noqa: S311  (a play, not a secret)
        self._used_numbers: set[str] = set()
        self._used_names: set[str] = set()
        self._used_mails: set[str] = set()

    # --- who the story is about ----------------------------------------------------------

    def khorshidak(self) -> list[Person]:
        """Return Laleh Farahmand and the two others of her company."""
        company = Text("اسباب‌بازی خورشیدک", "Khorshidak Toys")
        laleh = self._khorshidak_person(
            0, Text("لاله فرهمند", "Laleh Farahmand"), Text("مدیر دفتر", "Office manager"), company
        )
        behrang = self._khorshidak_person(
            1, Text("بهرنگ مستوفی", "Behrang Mostowfi"), Text("مالک", "Owner"), company
        )
        sahar = self._khorshidak_person(
            2, Text("سحر گیلانی", "Sahar Gilani"), Text("حسابداری", "Accounting"), company
        )
        return [laleh, behrang, sahar]

    def _khorshidak_person(self, index: int, name: Text, role: Text, company: Text) -> Person:
        to = self._language
        numbers = (
            (Number("021 4925 8000", "phone"), Number("0912 000 1142", "mobile")),
            (Number("0912 000 1140", "mobile"),),
            (Number("021 4925 8012", "phone"),),
        )[index]
        self._used_numbers.update(number.raw for number in numbers)
        self._used_names.add(name.to(to))
        tags = (Text("مشتری ویژه", "Key account"), Text("فیبر تجاری", "Business fibre"))
        pinned = Text(
            "از داخل فروشگاه زنگ می‌زند و محیط شلوغ است؛ شمرده صحبت کنید. "
            "بعد از ساعت ۱۶ با همراه تماس بگیرید.",
            "Calls from the shop floor: speak slowly, it is loud. Prefers Persian. "
            "Mobile after 16:00.",
        )
        return Person(
            index=index,
            name=name.to(to),
            male=index == 1,
            company=company.to(to),
            role=role.to(to),
            email=self._mail(name.en.split()[0], "khorshidak"),
            city=Text("تهران، شهرک امید", "Tehran, Shahrak-e Omid").to(to),
            writes=to,
            speaks=to,
            prefers="fa",
            contract="KH-20417",
            plan=Text("فیبر ۲۰۰ تجاری", "Fibre 200 Business").to(to),
            since=datetime(2021, 3, 25, tzinfo=self._now.tzinfo),
            balance=Text("تسویه", "Paid").to(to),
            tags=tuple(tag.to(to) for tag in tags) if index == 0 else (),
            good_to_know=pinned.to(to) if index == 0 else "",
            numbers=numbers,
        )

    def sharing_a_line(self, index: int) -> list[Person]:
        """Return two people of one clinic whose calls come from the same number."""
        line = Number("021 5500 0421", "phone")
        self._used_numbers.add(line.raw)
        company = Text("کلینیک سپیدرود", "Sepidrood Clinic")
        place = Text("تهران، گیشا", "Tehran, Gisha")
        pair = []
        for offset, (role, male) in enumerate(
            ((Text("منشی", "Receptionist"), False), (Text("مدیر دفتر", "Office manager"), True))
        ):
            person = self.person(index + offset, company=company, male=male, role=role, line=line)
            pair.append(replace(person, city=place.to(person.writes)))
        return [pair[0], replace(pair[1], contract=pair[0].contract, plan=pair[0].plan)]

    # --- everybody else ------------------------------------------------------------------

    def person(
        self,
        index: int,
        company: Text | None = None,
        male: bool | None = None,
        role: Text | None = None,
        line: Number | None = None,
    ) -> Person:
        """Return a customer; what is not given is drawn."""
        rng, pool = self._rng, names()
        male = rng.random() < 0.5 if male is None else male
        writes: Language = self._language
        if company is None and rng.random() < _OTHER_SCRIPT:
            writes = "en" if self._language == "fa" else "fa"
        business = company is not None or rng.random() < 0.55
        if business and company is None:
            trade, brand = rng.choice(pool.trade), rng.choice(pool.brand)
            company = Text(trade.fa.format(brand.fa), trade.en.format(brand.en))
        role = role or rng.choice(pool.role)
        name = self._name(male, writes)
        city = rng.choices(pool.city, [city.weight for city in pool.city])[0]
        tags = rng.sample(pool.business_tag if business else pool.home_tag, rng.randint(0, 2))
        return Person(
            index=index,
            name=name.to(writes),
            male=male,
            company=company.to(writes) if company else "",
            role=role.to(writes) if business else "",
            email=self._mail(name.en, company.en if company else ""),
            city=self._place(city).to(writes),
            writes=writes,
            speaks=writes,
            prefers=writes,
            contract=f"{'K' if business else 'H'}{rng.choice('ABHMNS')}-{10_000 + index * 37}",
            plan=rng.choice(pool.business_plan if business else pool.home_plan).to(writes),
            since=self._now - timedelta(days=rng.randint(20, 3600)),
            balance=rng.choice(pool.balance).to(writes),
            tags=tuple(tag.to(writes) for tag in tags),
            good_to_know=rng.choice(pool.good_to_know).to(writes) if rng.random() < 0.3 else "",
            numbers=self._numbers(city, business, line),
        )

    def foreigner(self, index: int, who: Foreigner) -> Person:
        """Return a customer from abroad."""
        rng, pool = self._rng, names()
        self._used_numbers.add(who.number)
        return Person(
            index=index,
            name=who.name,
            male=who.male,
            company=who.company,
            role=rng.choice(pool.role).en,
            email=self._mail(who.name, who.company),
            city=who.city,
            writes="en",
            speaks="en",
            prefers="en",
            contract=f"KX-{10_000 + index * 37}",
            plan=rng.choice(pool.business_plan).en,
            since=self._now - timedelta(days=rng.randint(20, 1600)),
            balance=rng.choice(pool.balance).en,
            tags=(),
            good_to_know="",
            numbers=(Number(who.number, "phone"),),
        )

    def _name(self, male: bool, writes: Language) -> Text:
        pool = names()
        while True:
            first = self._rng.choice(pool.male if male else pool.female)
            last = self._rng.choice(pool.surname)
            name = Text(f"{first.fa} {last.fa}", f"{first.en} {last.en}")
            if name.to(writes) not in self._used_names:
                self._used_names.add(name.to(writes))
                return name

    def _place(self, city: City) -> Text:
        if city.name.en != "Tehran":
            return city.name
        district = self._rng.choice(names().district)
        return Text(f"{city.name.fa}، {district.fa}", f"{city.name.en}, {district.en}")

    def _mail(self, who: str, company: str) -> str:
        user = _ascii(who.split()[0] if company else who.replace(" ", "."))
        domain = _ascii(company).replace(".", "") or "mail"
        address = f"{user}@{domain}.example"
        turn = 2
        while address in self._used_mails:
            address = f"{user}{turn}@{domain}.example"
            turn += 1
        self._used_mails.add(address)
        return address

    def _numbers(self, city: City, business: bool, line: Number | None) -> tuple[Number, ...]:
        mobile = Number(self._free(self._rng.choice(names().mobile)), "mobile")
        if line is not None:
            return line, mobile
        if business:
            land = Number(self._free(city.line), "phone")
            return (land, mobile) if self._rng.random() < 0.7 else (land,)
        if self._rng.random() < 0.35:
            return mobile, Number(self._free(city.line), "phone")
        return (mobile,)

    def _free(self, exchange: str) -> str:
        while True:
            number = f"{exchange} {self._rng.randrange(10_000):04}"
            if number not in self._used_numbers:
                self._used_numbers.add(number)
                return number


def _ascii(text: str) -> str:
    """Return the letters, digits and dots of a Latin name, for an e-mail address."""
    folded = text.lower().translate(str.maketrans("ıığşöüçéèáä", "iigsouceeaa"))
    return "".join(c for c in folded if c.isascii() and (c.isalnum() or c == "."))
