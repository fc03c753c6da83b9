"""Who waits, in one line of the small window, and the way to take the next."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.levels import Level
from desk_app.state import DeskState
from desk_app.ui import keys, theme
from desk_app.ui import text as say
from desk_app.ui.call_bar import call_in_hand
from desk_app.ui.compact.parts import HIT
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.queue import words
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, IconLabel, Kind, Live, t2, text_of


class QueueLine(Live, QWidget):
    """The worst of the agent's queues in which anybody waits; hidden while nobody does."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch: QueueWatch | None = None
        self._free, self._rings = True, False
        self.said = IconLabel("circle-check", "", Role.META, ink=t2)
        self.take = Button("", Kind.ACCENT, icon="phone", small=True)
        self.take.setFixedHeight(HIT - 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.take)
        self.setFixedHeight(HIT)
        self.take.clicked.connect(intents.take_next)
        self.hide()
        self.begin()

    def follow(self, watch: QueueWatch) -> None:
        """Show how the queues of this watch stand, from now on."""
        self._watch = watch
        watch.moved.connect(self.retranslate)
        self.retranslate()

    def show_state(self, state: DeskState) -> None:
        """Offer the next caller only while nobody is talked to; make room for one who rings."""
        before = (self._free, self._rings)
        self._rings = bool(state.ringing)
        self._free = call_in_hand(state) is None
        if before != (self._free, self._rings):
            self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        self.take.setText(self.tr("Take next"))
        said = self.tr("Take the next caller ({key})")
        self.take.setToolTip(said.format(key=say.isolate(keys.of(Act.ANSWER))))
        queues = [s for s in self._watch.joined if s.waiting] if self._watch else []
        self.setVisible(bool(queues) and not (self._rings and self._free))
        if not queues:
            return
        worst = queues[0]
        look = words.look(worst.level)
        more = f" {say.isolate('+' + say.digits(len(queues) - 1))}" if len(queues) > 1 else ""
        ink = t2 if worst.level is Level.NORMAL else text_of(look.tone)
        self.said.set(look.icon, words.summary(worst) + more, ink)
        self.said.setAccessibleName(". ".join(words.spoken(queue) for queue in queues))
        self.said.setToolTip("\n".join(words.spoken(queue) for queue in queues))
        self.take.setVisible(self._free)

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line over it."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.tokens().line))
