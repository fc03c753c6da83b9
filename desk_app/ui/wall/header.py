"""The head of the wall: title and date, how old the figures are, the clock; the saffron banner."""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Hue, Weight
from desk_app.ui.wall.easel import Cell, Easel, Part, WallLook

HEIGHT, BANNER = 76, 64
_CLOCK = 178


class Mode(enum.Enum):
    """What the figures are."""

    LIVE = "live"
    AGEING = "ageing"  # nothing was heard for some seconds
    STALE = "stale"
    PAST = "past"  # a minute that somebody has picked


_ICONS = {
    Mode.LIVE: "radio",
    Mode.AGEING: "radio",
    Mode.STALE: "unplug",
    Mode.PAST: "rotate-ccw-clock",
}


class AgeChip(Cell):
    """How old the figures are. Its click opens the past day for whom that is offered."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.mode, self._seconds, self._at_us, self._since_us = Mode.STALE, 0, 0, 0
        self.begin()
        self.offer_past(on=False)

    def offer_past(self, *, on: bool) -> None:
        """Say whether its click opens the past day."""
        self.setEnabled(on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.retranslate()

    def show_age(self, mode: Mode, seconds: float, at_us: int, since_us: int) -> bool:
        """Show mode and age, `at_us` for what is not live; whether it has another width.

        `since_us`: in the past, since when nothing had been heard then; 0: all was well.
        """
        shown = (mode, int(seconds) if mode is Mode.AGEING else 0, at_us, since_us)
        if mode in (Mode.LIVE, Mode.AGEING):
            shown = (*shown[:2], 0, 0)
        if shown == (self.mode, self._seconds, self._at_us, self._since_us) and self.text():
            return False
        self.mode, self._seconds, self._at_us, self._since_us = shown
        before = self.wanted()
        self.retranslate()
        self.update()
        return self.wanted() != before

    def retranslate(self) -> None:
        """Say it again."""
        match self.mode:
            case Mode.LIVE:
                said = self.tr("Live")
            case Mode.AGEING:
                said = self.tr("Live, {n} s").format(n=say.digits(self._seconds))
            case Mode.STALE if not self._at_us:
                said = self.tr("Nothing heard yet")
            case Mode.STALE:
                time = say.clock_time(self._at_us, seconds=True)
                said = self.tr("Stale since {time}").format(time=time)
            case Mode.PAST:
                time = say.clock_time(self._at_us)
                said = self.tr("As it was at {time}").format(time=time)
                if self._since_us:
                    since = say.clock_time(self._since_us, seconds=True)
                    known = self.tr("As it was at {time}, stale since {since}")
                    said = known.format(time=time, since=since)
        self.setText(said)
        self.setAccessibleName(said)
        offered = self.tr("{age}. Pick a minute of the past day (H).").format(age=said)
        self.setToolTip(offered if self.isEnabled() else said)

    def wanted(self) -> float:
        """Return how wide it is, in units."""
        return self.look.width(self.text(), 20, Weight.SEMIBOLD) + 68

    def _hue(self) -> Hue:
        t = theme.tokens()
        match self.mode:
            case Mode.LIVE:
                return t.turquoise
            case Mode.PAST:
                return t.lapis
            case _:
                return t.saffron

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        easel = Easel(self, self.look, theme.tokens())
        wide, high = self.units()
        hue = self._hue()
        stale = self.mode is Mode.STALE
        edge = hue.solid if stale else hue.line
        thick = 2 if stale else 1
        if self.shows_focus():
            edge, thick = easel.t.lapis.solid, 3
        easel.card((0, 0, wide, high), 10, None if stale else hue.tint, edge, thick)
        easel.on = easel.on if stale else hue.tint
        easel.icon(16, (high - 24) / 2, _ICONS[self.mode], 24, hue.text)
        easel.text((50, 0, wide - 62, high), self.text(), 20, hue.text, Weight.SEMIBOLD)


class Title(Cell):
    """What the wall is called. Its click opens the wall's menu."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.begin()

    def wanted(self) -> float:
        """Return how wide it is, in units."""
        return self.look.width(self.text(), 28, Weight.SEMIBOLD) + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title."""
        easel = Easel(self, self.look, theme.tokens())
        wide, high = self.units()
        easel.text((0, 0, wide, high), self.text(), 28, easel.t.t1, Weight.SEMIBOLD)
        if self.shows_focus():
            easel.card((0, 0, wide, high), 7, None, easel.t.lapis.solid, 2)


class Header(Part):
    """Title, date, what became of an order, age and clock."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.title = Title(look, self)
        self.chip = AgeChip(look, self)
        self._now_us = 0
        self._said: tuple[str, bool] | None = None
        self.begin()

    def show_title(self, title: str) -> None:
        """Call the wall by a name."""
        self.title.setText(title)
        self.title.setAccessibleName(title)
        self.title.setToolTip(self.tr("{title}: menu").format(title=title))
        self.lay_out()

    def show_time(self, now_us: int) -> None:
        """Show date and time."""
        before, self._now_us = self._now_us, now_us
        if before // 1_000_000 != now_us // 1_000_000:
            self.update()

    def show_age(self, mode: Mode, seconds: float, at_us: int, since_us: int) -> None:
        """Show what the figures are; see `AgeChip.show_age`."""
        if self.chip.show_age(mode, seconds, at_us, since_us):
            self.lay_out()

    def say(self, said: str, *, good: bool) -> None:
        """Say what became of an order; "" for nothing."""
        self._said = (said, good) if said else None
        self.setAccessibleDescription(said)
        self.update()

    def lay_out(self) -> None:
        """Place title and chip."""
        wide = self.units()[0]
        self.put(self.title, 0, 16, min(self.title.wanted(), wide / 3), 44)
        room = self.chip.wanted()
        self.put(self.chip, wide - _CLOCK - 24 - room, 16, room, 44)
        self.update()

    def retranslate(self) -> None:
        """Say everything again."""
        self.chip.retranslate()
        super().retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw date, clock and the sentence."""
        easel = Easel(self, self.look, theme.tokens())
        t, wide = easel.t, self.units()[0]
        clock = say.clock_time(self._now_us, seconds=True)
        room = self.look.width(clock, 40, Weight.SEMIBOLD)
        easel.text((wide - room, 0, room, HEIGHT), clock, 40, t.t1, Weight.SEMIBOLD)
        x = min(self.title.wanted(), wide / 3) + 16
        right = wide - _CLOCK - 48 - self.chip.wanted()
        x += easel.text((x, 4, max(20.0, right - x), HEIGHT - 4), say.date(self._now_us), 20, t.t2)
        if self._said is None:
            return
        said, good = self._said
        hue = t.turquoise if good else t.saffron
        easel.icon(
            x + 32, (HEIGHT - 20) / 2 + 2, "check" if good else "triangle-alert", 20, hue.text
        )
        room = max(20.0, right - x - 60)
        easel.text((x + 60, 4, room, HEIGHT - 4), said, 20, hue.text, Weight.MEDIUM)


class Banner(Part):
    """One saffron line: what is known about figures that are old."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._parts = ("", "", "")
        self.begin()

    def show_parts(self, bold: str, rest: str, end: str) -> None:
        """Say what is wrong, what is shown, and what comes next."""
        if (bold, rest, end) != self._parts:
            self._parts = (bold, rest, end)
            self.setAccessibleName(" ".join(part for part in self._parts if part))
            self.setToolTip(self.accessibleName())
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the banner."""
        easel = Easel(self, self.look, theme.tokens())
        wide, high = self.units()
        bold, rest, end = self._parts
        ink = theme.ON_SAFFRON
        easel.card((0, 0, wide, high), 10, easel.t.saffron.solid)
        easel.on = easel.t.saffron.solid
        easel.icon(20, (high - 24) / 2, "triangle-alert", 24, ink)
        right = wide - 20
        room = self.look.width(end, 22)
        easel.text((right - room, 0, room, high), end, 22, ink)
        right -= room + 24
        x = 56.0
        x += easel.text((x, 0, right - x, high), bold, 22, ink, Weight.SEMIBOLD) + 12
        if right - x > 40:
            easel.text((x, 0, right - x, high), rest, 22, ink)
