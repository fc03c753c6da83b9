"""The desk between calls: what waits, how the day goes, who called."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import DayFigures, OpenTicket, Promise, RecentCall
from desk_app.telephony.messages import Devices
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.my_day import MyDay
from desk_app.ui.panes.overlay_scroll import scrolled
from desk_app.ui.panes.panel import Panel, column, settle
from desk_app.ui.panes.promise_row import INSET
from desk_app.ui.panes.promised_callbacks import PromisedCallbacks
from desk_app.ui.panes.ready_head import ReadyHead
from desk_app.ui.panes.recent_calls import RecentCalls
from desk_app.ui.panes.to_call_back import ToCallBack
from desk_app.ui.panes.waiting_tickets import WaitingTickets
from desk_app.ui.queue.my_queues import MyQueues
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import IconLabel, Label, Live, Meter, t2, t3, text_of

_SIDE_WIDTH = 440


class ReadyPage(Live, QWidget):
    """Paints the lists of the ready state; calls back, opens, asks for the search field."""

    dial_requested = Signal(str)
    search_requested = Signal()
    ticket_opened = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._devices = Devices()
        self._head = ReadyHead(self)
        self.promised = PromisedCallbacks(clock, self)
        self.owed = ToCallBack(clock, self)
        self.queues = MyQueues(self)
        self.waiting = WaitingTickets(clock, self)
        self.day = MyDay(self)
        self.recent = RecentCalls(self)
        self._headset = IconLabel("headphones", "", Role.META, ink=t2, icon_ink=t3, gap=8)
        self.meter = Meter()
        self._test = Label("", Role.META, ink=t3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._main(), 1)
        row.addWidget(self._side())
        self._head.search_requested.connect(self.search_requested)
        self.recent.search_requested.connect(self.search_requested)
        self.recent.dial_requested.connect(self.dial_requested)
        self.owed.dial_requested.connect(self.dial_requested)
        self.promised.ticket_opened.connect(self.ticket_opened)
        self.waiting.ticket_opened.connect(self.ticket_opened)
        clock.tick.connect(self._on_tick)
        self.meter.hide()
        self._test.hide()
        self.begin()

    def _main(self) -> QWidget:
        head = column(None, (INSET, 0, INSET, 0))
        head.addWidget(self._head)
        inner = QWidget(self)
        layout = column(inner, (28 - INSET, 20, 28 - INSET, 20), 0)
        layout.addLayout(head)
        layout.addSpacing(12)
        queues = column(None, (INSET, 0, INSET, 0))
        queues.addWidget(self.queues)
        layout.addLayout(queues)
        layout.addWidget(self.promised)
        below = column(None, (INSET, 0, INSET, 0))
        below.addWidget(self.owed)
        below.addSpacing(20)
        below.addWidget(self.waiting)
        layout.addLayout(below)
        layout.addStretch(1)
        main = Panel(parent=self)
        main.begin()
        column(main, (0, 0, 1, 0)).addWidget(scrolled(inner, main))
        return main

    def _side(self) -> QWidget:
        headset = QHBoxLayout()
        headset.setSpacing(8)
        headset.addWidget(self._headset, 1)
        headset.addWidget(self.meter)
        headset.addWidget(self._test)
        inner = QWidget(self)
        layout = column(inner, (24, 16, 24, 20), 0)
        layout.addWidget(self.day)
        layout.addSpacing(24)
        layout.addWidget(self.recent)
        layout.addSpacing(16)
        layout.addLayout(headset)
        layout.addStretch(1)
        side = Panel(sunken=True, edged=False, parent=self)
        side.begin()
        side.setFixedWidth(_SIDE_WIDTH)
        column(side).addWidget(scrolled(inner, side))
        return side

    def show_lists(
        self,
        recent: tuple[RecentCall, ...],
        day: DayFigures,
        waiting: tuple[OpenTicket, ...],
    ) -> None:
        """Show the agent's recent calls, day and tickets."""
        self.recent.show_calls(recent)
        self.day.show_day(day, self._hour())
        self.waiting.show_tickets(waiting)
        if self.isVisible():
            settle()

    def show_promises(self, promises: tuple[Promise, ...]) -> None:
        """Show what the agent has promised, the earliest due first."""
        self.promised.show_promises(promises)

    def show_to_call_back(self, calls: tuple[RecentCall, ...]) -> None:
        """Show whom the queues owe a call, newest first."""
        self.owed.show_calls(calls)

    def show_devices(self, devices: Devices) -> None:
        """Say which microphone is used."""
        if devices != self._devices:
            self._devices = devices
            self.retranslate()

    def set_level(self, level: int | None) -> None:
        """Show the microphone's level, 0-100; None while nothing listens to it."""
        self.meter.setVisible(level is not None)
        self._test.setVisible(level is not None)
        if level is not None:
            self.meter.set_level(level)

    def _hour(self) -> int:
        return QDateTime.fromMSecsSinceEpoch(self._clock.now_us() // 1000).time().hour()

    def _on_tick(self) -> None:
        if self.isVisible():
            self._head.show_day(self._clock.now_us())

    def retranslate(self) -> None:
        """Set all texts again."""
        self._head.show_day(self._clock.now_us())
        self._test.setText(self.tr("mic test"))
        microphone = text.plain_text(self._devices.microphone_now, 60)
        if microphone:
            ready = self.tr("Headset ready: {name}").format(name=text.embed(microphone))
            self._headset.set("headphones", ready, t2, t3)
        else:
            ink = text_of(Tone.POMEGRANATE)
            self._headset.set("mic-off", self.tr("No microphone. Callers cannot hear you."), ink)
