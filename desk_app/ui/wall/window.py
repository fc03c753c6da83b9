"""The wall's window: the floor live, as it was when the link was lost, or at any minute before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desk_app import floor_figures as fold
from desk_app.crm.trouble import DatabaseProblem
from desk_app.floor_age import Freshness
from desk_app.floor_alarms import FloorAlarms
from desk_app.levels import Level
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import AnyOrder, OrderResult
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.announcer import speak
from desk_app.ui.clock import Clock
from desk_app.ui.latin_keys import latin_key
from desk_app.ui.wall import header as heads
from desk_app.ui.wall import words
from desk_app.ui.wall.acts import WallActs
from desk_app.ui.wall.board import PARTS, Board
from desk_app.ui.wall.easel import HEIGHT, WIDTH, WallLook, put
from desk_app.ui.wall.header import Banner, Header, Mode
from desk_app.ui.wall.history_bar import HistoryBar
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.monitors import Monitors
from desk_app.ui.wall.sight import Sight
from desk_app.ui.widgets import Live

_SIDE, _BOTTOM, _UNDER = 32, 16, 12
_PAGE_MS, _SAID_MS = 10_000, 8_000
_SHARP_MS = 100  # an age that begins to show, and the ten seconds, are seen within so long
_LEAST = (960, 540)


class WallWindow(Live, QWidget):
    """Paints floors and emits what is wanted. UI thread.

    `calls_behind(queue, figure)`: the calls of a figure, "" for all queues. `ordered(order)`
    is to be answered by `show_result`. `alarm(Alarm)` and `alarm_over(Alarm, at_us)` are to
    be recorded; `alarm_sounds`: one of them is to be heard.
    `moment_wanted(us)` is to be answered by `show_past`. `message_wanted(agent id)`.
    """

    calls_behind = Signal(str, str)
    ordered = Signal(object)
    alarm = Signal(object)
    alarm_over = Signal(object, object)
    alarm_sounds = Signal()
    moment_wanted = Signal(object)
    message_wanted = Signal(str)

    def __init__(self, clock: Clock | None = None, *, title: str = "") -> None:
        super().__init__()
        self.clock = clock or Clock(self)
        self.look = WallLook(self)
        self.hand = Hand()
        self._title = title
        self._sight, self._alarms = Sight(), FloorAlarms()
        self.header = Header(self.look, self)
        self.banner = Banner(self.look, self)
        self.history = HistoryBar(self.look, self)
        self.board = Board(self.look, self)
        self._acts = WallActs(self)
        self.monitors = Monitors(self)
        self.banner.hide()
        self.history.hide()
        self.setMinimumSize(*_LEAST)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pages = QTimer(self, interval=_PAGE_MS // PARTS)
        self._sharp = QTimer(self, interval=_SHARP_MS)
        self._said = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._connect()
        self.begin()

    def _connect(self) -> None:
        self.clock.tick.connect(self._on_tick)
        self._pages.timeout.connect(self.board.turn_next)
        self._sharp.timeout.connect(self._show_age)
        self._said.timeout.connect(lambda: self.header.say("", good=True))
        self._pages.start()
        self._sharp.start()
        self.board.opened.connect(self.calls_behind)
        self.board.agents.chosen.connect(self._acts.open_agent)
        self.board.callers.chosen.connect(self._acts.open_caller)
        self.header.chip.clicked.connect(self.toggle_history)
        self.header.title.clicked.connect(self._acts.open_wall)
        self.history.moment_wanted.connect(self.moment_wanted)
        self.history.left.connect(self.leave_past)

    # --- what is shown -----------------------------------------------------------------------

    def use(self, hand: Hand) -> None:
        """Say who looks at the wall: only what the role may do is offered."""
        self.hand = hand
        self._allow_names()
        self.header.chip.offer_past(on=hand.acts)

    def show_floor(self, floor: Floor, now_us: int) -> None:
        """Show the floor as it was told now; in the past it is only kept."""
        self._sight.tell(floor, now_us)
        self._follow(now_us)

    def lose(self, problem: DatabaseProblem = DatabaseProblem.GONE) -> None:
        """Say at once that no news can come; the next floor takes it back."""
        self._sight.lose(problem)
        self._show()

    def show_past(self, floor: Floor, at_us: int) -> None:
        """Show the floor as it was at a minute of the past day."""
        self._sight.past = (floor, at_us)
        if self.history.isHidden():
            self.history.open_at(self.clock.now_us(), at_us)
            self.history.show()
            self._lay_out()
        self._show()

    def leave_past(self) -> None:
        """Show what is now."""
        self._sight.past = None
        if not self.history.isHidden():
            self.history.hide()
            self._lay_out()
        self._show()

    def toggle_history(self) -> None:
        """Open the bar that picks a minute, or go back to live; agents have no past."""
        if self.history.isVisible():
            self.leave_past()
            return
        if not self.hand.acts:
            return
        self.history.open_at(self.clock.now_us())
        self.history.show()
        self._lay_out()
        self._show_age()
        self.history.slider.setFocus(Qt.FocusReason.TabFocusReason)

    def show_result(self, _order: AnyOrder, result: OrderResult) -> None:
        """Say in a sentence what became of an order."""
        said, good = words.result(result)
        self.tell(said, good=good)

    def tell(self, said: str, *, good: bool = False) -> None:
        """Say a sentence in the head of the wall for some seconds."""
        self.header.say(said, good=good)
        speak(self, said, QAccessible.AnnouncementPoliteness.Polite)
        self._said.start()

    @property
    def mode(self) -> Mode:
        """What the figures in sight are."""
        return self._sight.mode(self.clock.now_us())

    @property
    def past_us(self) -> int | None:
        """The instant of the figures in sight if it is over; None: they are those of now."""
        now_us = self.clock.now_us()
        past = self._sight.mode(now_us) in (Mode.STALE, Mode.PAST)
        return self._sight.at_us(now_us) if past else None

    @property
    def floor(self) -> Floor:
        """The floor in sight."""
        return self._sight.floor

    def _on_tick(self) -> None:
        self.header.show_time(self.clock.now_us())
        self._follow(self.clock.now_us())

    def _show_age(self) -> None:
        """Show the age; grey at once when it has become too old."""
        now_us, sight = self.clock.now_us(), self._sight
        if sight.grey(now_us) != self.look.stale:
            self._show()
            return
        mode, past = sight.mode(now_us), sight.past
        at_us = past[1] if past is not None else sight.age.heard_us
        since_us = past[0].heard_us if past is not None and self.look.stale else 0
        self.header.show_age(mode, sight.age.seconds(now_us), at_us, since_us)
        if mode is Mode.STALE:
            self._show_banner(now_us)

    def _follow(self, now_us: int) -> None:
        """Look for alarms, and show what is now unless the past is looked at."""
        standings: tuple[fold.QueueStanding, ...] = ()
        if not self._sight.age.freshness(now_us).stale:
            standings = fold.standings(self._sight.now, now_us)
            self._look_for_alarms(standings, now_us)
        if self._sight.past is None:
            self._show(standings)

    def _show(self, standings: tuple[fold.QueueStanding, ...] = ()) -> None:
        now_us, sight = self.clock.now_us(), self._sight
        grey = sight.grey(now_us)
        if grey != self.look.stale:
            self.look.stale = grey
            self.board.update_all()
        if sight.tells_of_loss(now_us) is self.banner.isHidden():
            self.banner.setVisible(self.banner.isHidden())
            self._lay_out()
        at_us = sight.at_us(now_us)
        still = sight.mode(now_us) in (Mode.STALE, Mode.PAST)
        found = standings or fold.standings(sight.floor, at_us)
        shown = tuple((s, s.level if still else self._level(s)) for s in found)
        self.board.show_floor(sight.floor, shown, at_us)
        self._show_age()

    def _level(self, standing: fold.QueueStanding) -> Level:
        return max(standing.level, self._alarms.level(standing.now.name))

    def _show_banner(self, now_us: int) -> None:
        age, lost = self._sight.age, self._sight.lost
        cut = age.freshness(now_us) is Freshness.CUT
        bold = words.lost_link(lost) if cut else self.tr("No news from the PBX.")
        refused = lost is DatabaseProblem.REFUSED
        end = "" if refused else self.tr("Connecting again by itself")
        if not age.heard_us:
            self.banner.show_parts(bold, "", end)
            return
        said = self.tr("All numbers are from {time}, {n} s ago. Calls may still be ringing.")
        time = say.clock_time(age.heard_us, seconds=True)
        seconds = say.digits(int((now_us - age.heard_us) / 1e6))
        self.banner.show_parts(bold, said.format(time=time, n=seconds), end)

    def _look_for_alarms(self, standings: tuple[fold.QueueStanding, ...], now_us: int) -> None:
        begun, over = self._alarms.look(standings, now_us)
        for alarm in over:
            self.alarm_over.emit(alarm, now_us)
        for queue in {raised.queue for raised in begun} if self._sight.past is None else ():
            self.board.queues.tint(queue)
        heard = False
        for raised in begun:
            self.alarm.emit(raised)
            if raised.level is Level.OVER:
                politeness = QAccessible.AnnouncementPoliteness.Assertive
                speak(self, words.alarm(raised), politeness)
                standing = self._sight.now.queue(raised.queue)
                heard |= standing is not None and standing.terms.alarm_sound
        if heard:
            self.alarm_sounds.emit()

    # --- what is done ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 fills the screen, H opens the past day, Esc leaves one after the other."""
        key = event.key()
        if key == Qt.Key.Key_F11:
            self.monitors.toggle()
        elif key == Qt.Key.Key_Escape and self.history.isVisible():
            self.leave_past()
        elif key == Qt.Key.Key_Escape and self.isFullScreen():
            self.monitors.leave()
        elif Qt.Key.Key_H in (key, latin_key(event)):
            self.toggle_history()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the wall's own menu where nothing else has one."""
        self._acts.open_wall()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Hide names and numbers where everybody can read them; turn round with the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._allow_names()
        elif event.type() == QEvent.Type.LayoutDirectionChange and self._begun:
            self._lay_out()

    def _allow_names(self) -> None:
        self.board.callers.allow_names(on=self.hand.acts and not self.isFullScreen())

    # --- where everything is -----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the unit from the screen's size."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self.look.unit = min(self.width() / WIDTH, self.height() / HEIGHT)
        self.look.rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        unit = self.look.unit
        wide, high = self.width() / unit, self.height() / unit
        put(self, self.header, self.look, (_SIDE, 0, wide - 2 * _SIDE, heads.HEIGHT))
        top = float(heads.HEIGHT)
        for bar in (self.banner, self.history):
            if not bar.isHidden():
                put(self, bar, self.look, (_SIDE, top, wide - 2 * _SIDE, heads.BANNER))
                bar.lay_out()
                top += heads.BANNER + _UNDER
        self.header.lay_out()
        put(self, self.board, self.look, (_SIDE, top, wide - 2 * _SIDE, high - top - _BOTTOM))
        self.board.lay_out()
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def retranslate(self) -> None:
        """Name the window and lay out again: fonts and direction may be others."""
        title = self._title or self.tr("Support floor")
        self.setWindowTitle(title)
        self.header.show_title(title)
        self._lay_out()
        self._on_tick()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme.tokens().bg))
