"""Where a ring or a message is seen when the desk is not: toast, notification, the key F9."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.crm.records import Promise, TeamMessage
from desk_app.notifications import Notifications, Ring
from desk_app.state import Case, DeskState
from desk_app.ui import text as say
from desk_app.ui import who
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.ring_toast import RingToast
from desk_app.ui.x11_key import GlobalKey

_SETTLE_MS = 120
"""Between two of our own windows nobody is active for a moment."""


_PROMISE, _MESSAGE = "promise:", "message:"

_COMINGS = (
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.WindowStateChange,
    QEvent.Type.ActivationChange,
)


class Attention(QObject):
    """Shows ringing calls outside the desk's windows while none of them is in use.

    `in_sight` says whether a window that is not active shows the ring all the same (the
    compact one, on top). `come_forward` brings the desk's window. UI thread.
    """

    def __init__(
        self,
        intents: Intents,
        clock: Clock,
        *,
        in_sight: Callable[[], bool],
        come_forward: Callable[[], None],
        notifications: Notifications,
        key: GlobalKey,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._in_sight, self._come_forward = in_sight, come_forward
        self._notifications, self._key = notifications, key
        self._ringing: tuple[Case, ...] = ()
        self._shown: dict[str, Ring] = {}
        self._due: tuple[Promise, ...] = ()
        self._messages: tuple[TeamMessage, ...] = ()
        self._told: set[str] = set()
        self.toast = RingToast(intents, clock)
        self.toast.card.opened.connect(come_forward)
        notifications.chosen.connect(self._on_chosen)
        key.pressed.connect(self._on_key)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101
        self._application = application
        application.focusWindowChanged.connect(self._on_focus)

    def show_state(self, state: DeskState) -> None:
        """Follow a snapshot."""
        news = state.ringing, state.due, state.messages
        if news != (self._ringing, self._due, self._messages):
            self._ringing, self._due, self._messages = news
            self._look()

    def end(self) -> None:
        """Leave screen, bus and keyboard: the desk closes."""
        self._application.focusWindowChanged.disconnect(self._on_focus)
        self._settle.stop()
        self._ringing = self._due = self._messages = ()
        self._look()
        self.toast.deleteLater()
        self._notifications.end()
        self._key.end()

    def watch(self, window: QWidget) -> None:
        """Count a window as the desk's: it may be hidden or minimised without a word on focus."""
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look again when a window comes or goes."""
        if event.type() in _COMINGS:
            self._settle.start()
        return False

    def _on_focus(self) -> None:
        self._settle.start()

    def _look(self) -> None:
        # Some window systems give the toast the focus although it refuses it.
        active = QApplication.activeWindow() not in (None, self.toast)
        away = bool(self._ringing) and not active
        held = self._key.hold(on=away)
        hidden = away and not self._in_sight()
        if hidden:
            self.toast.card.show_key(works=held)
            self.toast.show_cases(self._ringing)
        else:
            self.toast.stop()
        news = {f"{p.id} {p.due_us}": self._reminder(p) for p in self._due}
        news |= {f"{_MESSAGE}{m.id}": self._message(m) for m in self._messages}
        if active:  # seen in the strip: no notification when the window is left
            self._told |= news.keys()
        rings = {case.call.key: self._ring(case) for case in self._ringing if hidden}
        quiet = [ring for about, ring in news.items() if about not in self._told]
        self._notify(rings | {ring.key: ring for ring in quiet})

    def _notify(self, wanted: dict[str, Ring]) -> None:
        for key in self._shown.keys() - wanted.keys():
            self._notifications.close_ring(key)
        for key, ring in wanted.items():
            if self._shown.get(key) != ring:
                self._notifications.show(ring)
        self._shown = wanted

    def _ring(self, case: Case) -> Ring:
        person = who.of_case(case)
        line = " · ".join(part for part in (person.number, person.company) if part)
        queue = say.plain_text(case.call.queue, 40)
        actions = (
            ("default", self.tr("Open the desk")),
            ("answer", self.tr("Answer")),
            ("decline", self.tr("Decline")),
        )
        said = self.tr("Incoming call from {name}").format(name=say.embed(person.name))
        text = "\n".join(part for part in (line, queue) if part)
        return Ring(case.call.key, said, text, actions)

    def _reminder(self, promise: Promise) -> Ring:
        name = say.plain_text(promise.name, 60) or say.phone(promise.number)
        title = self.tr("Call {name} back by {time}").format(
            name=say.embed(name), time=say.clock_time(promise.due_us)
        )
        actions: tuple[tuple[str, str], ...] = (("default", self.tr("Open the desk")),)
        if promise.number:
            actions = (*actions, ("call", self.tr("Call")))
        what = say.plain_text(promise.what, 200)
        return Ring(f"{_PROMISE}{promise.id}", title, what, actions, quiet=True)

    def _message(self, message: TeamMessage) -> Ring:
        title = self.tr("Message from {name}")
        name = say.embed(say.plain_text(message.by, 40))
        actions = (("default", self.tr("Open the desk")),)
        words = say.plain_text(message.body, 500)
        return Ring(f"{_MESSAGE}{message.id}", title.format(name=name), words, actions, quiet=True)

    def _on_chosen(self, key: str, code: str) -> None:
        if key.startswith(_MESSAGE):
            self._come_forward()
            return
        if key.startswith(_PROMISE):
            self._come_forward()
            if code == "call":
                self._intents.call_promised.emit(int(key.removeprefix(_PROMISE)))
            return
        if all(case.call.key != key for case in self._ringing):
            return
        if code == "answer":
            self._intents.answer.emit(key)
        elif code == "decline":
            self._intents.decline.emit(key)
        else:
            self._come_forward()

    def _on_key(self) -> None:
        if self._ringing:
            self._intents.answer.emit(self._ringing[0].call.key)
