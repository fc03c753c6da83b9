"""How things are said: digits, durations, clock times, dates, phone numbers, callers' text.

Everything follows the language in use (`language.current()`). Instants are UTC
microseconds and are shown in the system's time zone. Times, numbers and codes come
wrapped in U+2066..U+2069, so they never turn round in a right-to-left line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import escape

from PySide6.QtCore import QCalendar, QCoreApplication, QDate, QDateTime, QTime, QTimeZone

from desk_app.ui import language
from desk_app.ui.language import Language

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
ELLIPSIS = "…"
DISPLAY_LIMIT = 80

_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TO_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_NO_JOINERS = {0x200C: None, 0x200D: None}
_JOINERS = "\u200c\u200d"  # half-space and joiner are letters' business in Persian


def isolate(text: str) -> str:
    """Return `text` as a left-to-right island: numbers, times, codes, addresses."""
    return f"{LRI}{text}{PDI}" if text else ""


def embed(text: str) -> str:
    """Return a person's text as an island of its own direction, for use inside a sentence."""
    return f"{FSI}{text}{PDI}" if text else ""


def digits(value: str | int | float) -> str:
    """Return the value with the digits of the language."""
    text = str(value)
    return text.translate(_TO_PERSIAN) if language.is_persian() else text


def decimal(value: float, places: int = 1) -> str:
    """Return 0.2 / «۰٫۲»."""
    said = digits(f"{value:.{places}f}")
    return isolate(said.replace(".", "٫") if language.is_persian() else said)


def latin_digits(text: str) -> str:
    """Return `text` with Persian and Arabic digits turned into 0-9, for input."""
    return text.translate(_TO_LATIN)


def duration(seconds: float) -> str:
    """Return mm:ss, or h:mm:ss from an hour on."""
    whole = max(0, int(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    said = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"
    return isolate(digits(said))


def about(seconds: float, sign: str = "") -> str:
    """Return "40 s" or "4 min", no more exact than a forecast is; with a sign "±4 min"."""
    if seconds < 59.5:
        said, number = QCoreApplication.translate("text", "{n} s"), round(seconds)
    else:
        said, number = QCoreApplication.translate("text", "{n} min"), int(seconds / 60 + 0.5)
    return said.format(n=isolate(sign + digits(number)))


def ticket_id(number: int) -> str:
    """Return "#48213"."""
    return isolate(digits(f"#{number}"))


def _local(at_us: int) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(at_us // 1000)


def clock_time(at_us: int, *, seconds: bool = False) -> str:
    """Return 14:00 or 14:00:12."""
    return isolate(digits(_local(at_us).toString("HH:mm:ss" if seconds else "HH:mm")))


def calendar() -> QCalendar:
    """Return the calendar of the language in use: Jalali in Persian, else Gregorian."""
    persian = language.is_persian()
    return QCalendar(QCalendar.System.Jalali if persian else QCalendar.System.Gregorian)


def _format(day: QDate, pattern: str) -> str:
    # Any zone names the day alike; looking up the system's would take 0.2 ms.
    moment = QDateTime(day, QTime(12, 0), QTimeZone(QTimeZone.Initialization.UTC))
    return calendar().dateTimeToString(pattern, moment, QDate(), QTime(), language.locale())


def date(at_us: int, *, year: bool = False) -> str:
    """Return "Tuesday 17 November" / «سه‌شنبه ۲۶ آبان», with the year if asked."""
    return _format(_local(at_us).date(), "dddd d MMMM yyyy" if year else "dddd d MMMM")


def named_day(day: QDate) -> str:
    """Return "Tuesday 17 November 2026" / «سه‌شنبه ۲۶ آبان ۱۴۰۵»."""
    return _format(day, "dddd d MMMM yyyy")


def short_date(at_us: int, *, now_us: int) -> str:
    """Return "Mon 16 Nov" / «دوشنبه ۲۵ آبان»; without the weekday and with the year if long ago."""
    day, today = _local(at_us).date(), _local(now_us).date()
    if calendar().partsFromDate(day).year != calendar().partsFromDate(today).year:
        return day_and_year(at_us)
    return _format(day, "dddd d MMMM" if language.is_persian() else "ddd d MMM")


def day_and_year(at_us: int) -> str:
    """Return "16 Nov 2026" / «۲۵ آبان ۱۴۰۵»."""
    return _format(_local(at_us).date(), "d MMMM yyyy" if language.is_persian() else "d MMM yyyy")


def weekday_and_year(at_us: int) -> str:
    """Return "Mon 16 Nov 2026" / «دوشنبه ۲۵ آبان ۱۴۰۵»."""
    pattern = "dddd d MMMM yyyy" if language.is_persian() else "ddd d MMM yyyy"
    return _format(_local(at_us).date(), pattern)


def day_and_month(at_us: int) -> str:
    """Return "16 Nov" / «۲۵ آبان»."""
    return _format(_local(at_us).date(), "d MMMM" if language.is_persian() else "d MMM")


def month(at_us: int) -> str:
    """Return "March 2021" / «فروردین ۱۴۰۰»."""
    return _format(_local(at_us).date(), "MMMM yyyy")


def days_between(earlier_us: int, later_us: int) -> int:
    """Return how many midnights lie between two instants."""
    return _local(earlier_us).date().daysTo(_local(later_us).date())


def week_start(at_us: int) -> QDate:
    """Return the Saturday on which the instant's week began."""
    day = _local(at_us).date()
    return day.addDays(-((day.dayOfWeek() + 1) % 7))


def day_heading(at_us: int, *, now_us: int) -> str:
    """Return "Today", "Yesterday, Mon 16 Nov" or "Thu 12 Nov"."""
    days = days_between(at_us, now_us)
    if days == 0:
        return QCoreApplication.translate("text", "Today")
    if days == 1:
        said = QCoreApplication.translate("text", "Yesterday, {date}")
        return said.format(date=short_date(at_us, now_us=now_us))
    return short_date(at_us, now_us=now_us)


def ago(at_us: int, *, now_us: int) -> str:
    """Return "just now", "3 s ago", "5 min ago", "2 h ago", "yesterday" or the date."""
    seconds = max(0, (now_us - at_us) // 1_000_000)
    if seconds < 2:
        return QCoreApplication.translate("text", "just now")
    if seconds < 60:
        said = QCoreApplication.translate("text", "{n} s ago")
        return said.format(n=digits(seconds))
    if seconds < 3600:
        said = QCoreApplication.translate("text", "{n} min ago")
        return said.format(n=digits(seconds // 60))
    days = days_between(at_us, now_us)
    if days == 0:
        said = QCoreApplication.translate("text", "{n} h ago")
        return said.format(n=digits(seconds // 3600))
    if days == 1:
        return QCoreApplication.translate("text", "yesterday")
    return short_date(at_us, now_us=now_us)


def due(at_us: int, *, now_us: int) -> str:
    """Return "28 min late", "now", "in 32 min"; the clock time for what is further off today."""
    minutes, late = (at_us - now_us) // 60_000_000, (now_us - at_us) // 60_000_000
    if abs(at_us - now_us) < 60_000_000:
        return QCoreApplication.translate("text", "now")
    if late > 0:
        if late < 60:
            said = QCoreApplication.translate("text", "{n} min late")
            return said.format(n=digits(late))
        if late < 24 * 60:
            said = QCoreApplication.translate("text", "{n} h late")
            return said.format(n=digits(late // 60))
        said = QCoreApplication.translate("text", "{n} d late")
        return said.format(n=digits(late // (24 * 60)))
    if minutes < 60:
        return QCoreApplication.translate("text", "in {n} min").format(n=digits(minutes))
    if days_between(now_us, at_us) == 0:
        return clock_time(at_us)
    return short_date(at_us, now_us=now_us)


def age(at_us: int, *, now_us: int) -> str:
    """Return a short age for the end of a row: "5 min", "2 h", "3 d"."""
    minutes = max(0, now_us - at_us) // 60_000_000
    if minutes < 60:
        return QCoreApplication.translate("text", "{n} min").format(n=digits(minutes))
    if minutes < 24 * 60:
        return QCoreApplication.translate("text", "{n} h").format(n=digits(minutes // 60))
    return QCoreApplication.translate("text", "{n} d").format(n=digits(minutes // (24 * 60)))


@lru_cache(maxsize=4096)
def _spaced(raw: str, region: str) -> tuple[str, bool]:
    """Return the grouped number and whether it is a fixed line of `region`."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return raw, False
    if not phonenumbers.is_valid_number(parsed):
        return raw, False
    if phonenumbers.region_code_for_number(parsed) != region:
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(parsed, style), False
    grouped = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    fixed = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE
    return grouped, fixed


class _Home:
    """The country whose numbers are shown without their country code."""

    region = "IR"


def use_region(region: str) -> None:
    """Show numbers of this country (two letters) in its own way from now on."""
    _Home.region = region


def phone(raw: str) -> str:
    """Return a number for the eye: "021 4925 8000" / «۰۲۱-۴۹۲۵۸۰۰۰», as an island.

    `raw` is as received or E.164; what is no number of any plan is shown as it came,
    bounded and cleaned. Persian numbers want proportional figures (`font(tabular=False)`).
    """
    cleaned = plain_text(latin_digits(raw[: 4 * DISPLAY_LIMIT]), 32)
    if not any(c.isdigit() for c in cleaned) or "@" in cleaned or len(cleaned) < 7:
        return isolate(digits(cleaned))
    grouped, fixed = _spaced(cleaned, _Home.region)
    if language.current() is Language.FA and not grouped.startswith("+"):
        if fixed:
            area, _, rest = grouped.partition(" ")
            grouped = f"{area}-{rest.replace(' ', '')}"
        else:
            grouped = grouped.replace(" ", "-")
    return isolate(digits(grouped))


def _keep(character: str) -> str:
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category in ("Zl", "Zp", "Zs") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


@lru_cache(maxsize=4096)
def plain_text(text: str, limit: int = DISPLAY_LIMIT) -> str:
    """Return a caller's text fit to show: one line, no controls, no direction overrides.

    Half-spaces stay, marks piled on a letter are cut to two, and what is longer than
    `limit` characters ends with an ellipsis. The result is still not markup: show it
    only as Qt.PlainText.
    """
    if _is_plain(text[: 4 * limit]):
        return _bounded(" ".join(text[: 4 * limit].split()).strip(_JOINERS), limit)
    kept: list[str] = []
    marks = 0
    for character in text[: 4 * limit]:
        if unicodedata.combining(character):
            marks += 1
            if marks > 2:
                continue
        else:
            marks = 0
        kept.append(_keep(character))
    return _bounded(" ".join("".join(kept).split()).strip(_JOINERS), limit)


def markup_of(text: str) -> str:
    """Return markup that shows `text` as it is, for what Qt would take for markup itself."""
    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def _is_plain(text: str) -> bool:
    """Whether there is nothing to take out, told without a look at each letter: most texts."""
    if text.isascii():
        return text.isprintable()
    letters = text.translate(_NO_JOINERS)
    return letters.isprintable() and not any(map(unicodedata.combining, letters))


def _bounded(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def initials(name: str) -> str:
    """Return two letters for a Latin name, one for any other; "" when there are no letters.

    Two joined Persian initials can spell a word, so those avatars show one.
    """
    words = [w for w in plain_text(name).split() if w[0].isalpha()]
    if not words:
        return ""
    if "LATIN" not in unicodedata.name(words[0][0], ""):
        return words[0][0]
    last = words[-1][0] if len(words) > 1 else ""
    return (words[0][0] + last).upper()
