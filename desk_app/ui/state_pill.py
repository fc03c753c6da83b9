"""The agent's own state, with its timer and the menu that changes it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desk_app.agent import BREAK, BUSY, REASONS, Agent
from desk_app.ui import states, theme
from desk_app.ui import text as say
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.theme.icons import icon
from desk_app.ui.widgets import PaintedButton
from desk_app.ui.widgets.painting import Icon, Piece, Words, paint_row, rounded, row_width


def chosen_by_break_key(agent: Agent, reasons: tuple[str, ...]) -> str:
    """Return what the key for a break chooses: the break, or ready where that is chosen."""
    reason = BREAK if BREAK in reasons or not reasons else reasons[0]
    return "" if agent.next_reason == reason else reason


class StatePill(PaintedButton):
    """Icon, word, timer. In a call the menu chooses what comes after it, which stands behind."""

    def __init__(self, intents: Intents, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents, self._clock = intents, clock
        self._agent = Agent()
        self._reasons: tuple[str, ...] = REASONS
        self.clicked.connect(self._open)
        clock.tick.connect(self._tick)
        self.begin()

    def show_agent(self, agent: Agent, reasons: tuple[str, ...] = REASONS) -> None:
        """Paint a state; `reasons` are offered in the menu."""
        self._agent, self._reasons = agent, reasons
        self.updateGeometry()
        self._tick()

    def _timer(self) -> str:
        if not self._agent.since_us:
            return ""
        return say.duration(self._clock.seconds_since(self._agent.since_us))

    def _tick(self) -> None:
        look = states.of_agent(self._agent)
        self.setText(look.text)
        said = self.tr("Your state: {state}").format(state=look.text)
        self.setAccessibleName(said)
        self.setAccessibleDescription(" ".join(filter(None, (self._timer(), self.then()))))
        if self.sizeHint().width() != self.width():
            self.updateGeometry()
        self.update()

    def then(self) -> str:
        """Return the words for what comes after this call, "" when it is what was before."""
        agent = self._agent
        if agent.state not in BUSY or not (agent.next_reason or agent.after is not None):
            return ""
        return self.tr("then {state}").format(state=states.of_reason(agent.next_reason).text)

    def _pieces(self) -> list[Piece]:
        look = states.of_agent(self._agent)
        ink = theme.tokens().hue(look.tone).text
        pieces: list[Piece] = [
            Icon(look.icon, 16, ink),
            Words(look.text, theme.font(Role.BODY, Weight.SEMIBOLD), ink),
        ]
        if self._timer():
            pieces.append(Words(self._timer(), theme.font(Role.BODY, Weight.MEDIUM), ink))
        if then := self.then():
            ink_after = theme.tokens().hue(states.of_reason(self._agent.next_reason).tone).text
            pieces.append(Words(then, theme.font(Role.META, Weight.MEDIUM), ink_after))
        return [*pieces, Icon("chevron-down", 14, ink)]

    def sizeHint(self) -> QSize:
        """Return the content with its padding."""
        return QSize(row_width(self._pieces(), 8) + 22, Size.CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        t = theme.tokens()
        hue = t.hue(states.of_agent(self._agent).tone)
        box = self._face(painter)
        rounded(painter, box, 8, hue.tint, t.lapis.solid if self.shows_focus() else hue.line)
        paint_row(self, painter, self.rect().adjusted(11, 0, -11, 0), self._pieces(), 8)

    def _face(self, painter: QPainter) -> QRect:
        return self.face(painter, 8)

    def menu(self) -> QMenu:
        """Return the menu of states; the chosen one is ticked."""
        agent = self._agent
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        busy = agent.state in BUSY
        if busy:
            menu.addAction(self.tr("After this call")).setEnabled(False)
        now = agent.next_reason
        for reason in ("", *self._reasons):
            look = states.of_reason(reason)
            ink = theme.tokens().hue(look.tone).text
            action = menu.addAction(icon(look.icon, 16, ink), look.text)
            if reason == now:
                action.setIcon(icon("check", 16, ink))
            action.triggered.connect(lambda _=False, r=reason: self._intents.choose_state.emit(r))
        menu.addSeparator()
        # Behind the tab it is only shown: the window has the key, and Qt would translate its name.
        other = menu.addAction(f"{self._other_window()}\t{say.isolate(Act.COMPACT.value)}")
        other.triggered.connect(self._intents.compact)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leave = icon("log-out", 16, theme.tokens().t2, rtl=rtl)
        out = menu.addAction(leave, self.tr("Sign out"))
        out.triggered.connect(self._intents.sign_out)
        return menu

    def _other_window(self) -> str:
        return self.tr("Small window")

    def _open(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = self.rect().bottomRight() if rtl else self.rect().bottomLeft()
        menu = self.menu()
        spot = self.mapToGlobal(corner)
        if rtl:
            spot.setX(spot.x() - menu.sizeHint().width())
        menu.popup(spot)

    def retranslate(self) -> None:
        """Set the words again."""
        self._tick()
