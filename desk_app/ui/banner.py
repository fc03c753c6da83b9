"""The strip of notices under the top bar: what happened, what to do, one act where it helps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.crm.records import Promise, TeamMessage
from desk_app.state import DeskState, Notice
from desk_app.telephony.messages import RecordingState
from desk_app.ui import problems, theme
from desk_app.ui import text as say
from desk_app.ui.intents import Intents
from desk_app.ui.panes.clamped_text import Paragraph
from desk_app.ui.problems import Remedy
from desk_app.ui.theme import Role, Tokens, Tone, Weight
from desk_app.ui.widgets import Button, ElidedLabel, IconLabel, Kind, Live, text_of

_MOST = 3
_HIGH, _LINE, _LINES = 36, 20, 6  # px; how many lines of somebody's words
_PROMISE, _MESSAGE = "promise", "message"


def _of(promise: Promise) -> tuple[str, int, int]:
    """Return what a reminder's line is about: moved, the promise is told of again."""
    return _PROMISE, promise.id, promise.due_us


class Line(msgspec.Struct, frozen=True):
    """One line of the strip. `act` labels its button, "" for none; `about` is what it is about."""

    text: str
    icon: str
    tone: Tone
    act: str = ""
    about: object = None
    closable: bool = True
    remedy: Remedy = Remedy.NONE
    whole: bool = False  # it is somebody's words: shown on as many lines as they need


class BannerLine(Live, QWidget):
    """One notice, 36 px high, in its tone's tint; somebody's words are as high as they are long."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HIGH)
        self._tone = Tone.GREY
        self.mark = IconLabel("info", "", Role.BODY, Weight.MEDIUM)
        self.words = ElidedLabel("", Role.BODY, Weight.MEDIUM)
        self.whole = Paragraph(self._ink, line_height=_LINE, lines=_LINES, parent=self)
        self.whole.hide()
        self.act = Button("", Kind.PLAIN, small=True)
        self.dismiss = Button("", Kind.QUIET, icon="x", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        row.addWidget(self.dismiss)
        self.begin()

    def _ink(self, tokens: Tokens) -> str:
        return tokens.hue(self._tone).text

    def show_line(self, line: Line) -> None:
        """Paint a line."""
        self._tone = line.tone
        ink = text_of(line.tone)
        self.mark.set(line.icon, "", ink)
        self.words.set_ink(ink)
        self.words.setText("" if line.whole else line.text)
        self.whole.setText(line.text if line.whole else "")
        self.whole.setVisible(line.whole)
        self.act.setText(line.act)
        self.act.setVisible(bool(line.act))
        self.dismiss.setVisible(line.closable)
        self.setAccessibleName(line.text)
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Be as high as the words are at this width; they lie where the one line would."""
        row = self.layout()
        assert row is not None  # noqa: S101
        high = _LINE
        if not self.whole.isHidden():
            row.activate()
            high = self.whole.heightForWidth(self.words.width())
        self.setFixedHeight(high + _HIGH - _LINE)
        row.setGeometry(self.rect())
        left, wide = self.words.x(), self.words.width()
        self.whole.setGeometry(left, (_HIGH - _LINE) // 2, wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give words the lines they need now."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Set the words again."""
        self.dismiss.setAccessibleName(self.tr("Hide this notice"))
        self.dismiss.setToolTip(self.tr("Hide this notice"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint and its lower edge."""
        painter = QPainter(self)
        hue = theme.tokens().hue(self._tone)
        painter.fillRect(self.rect(), QColor(hue.tint))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(hue.line))


class Banner(Live, QWidget):
    """Three lines at most, the newest troubles first; hidden when there is nothing to say.

    A notice that the person hid stays hidden until it is over and comes again. Above them
    stands the oldest message that is not seen.
    """

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._state = DeskState()
        self._hidden: set[object] = set()
        self._shown: list[Line] = []
        self.lines = [BannerLine() for _ in range(_MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for index, line in enumerate(self.lines):
            column.addWidget(line)
            line.act.clicked.connect(lambda _=False, i=index: self._on_act(i))
            line.dismiss.clicked.connect(lambda _=False, i=index: self._on_dismiss(i))
        self.begin()

    def show_state(self, state: DeskState) -> None:
        """Paint the notices of a snapshot."""
        self._state = state
        about = {self._about(n) for n in state.notices} | {_of(p) for p in state.due}
        self._hidden = {h for h in self._hidden if h == "demo" or h in about}
        self._shown = [line for line in self._lines() if line.about not in self._hidden][:_MOST]
        for index, widget in enumerate(self.lines):
            widget.setVisible(index < len(self._shown))
            if index < len(self._shown):
                widget.show_line(self._shown[index])
        self.setVisible(bool(self._shown))

    @staticmethod
    def _about(notice: Notice) -> tuple[object, str]:
        return (notice.problem, notice.call_key)

    def _lines(self) -> Sequence[Line]:
        lines = [self._message(message) for message in self._state.messages[:1]]
        for notice in reversed(self._state.notices):
            said = problems.sentence(notice)
            act = {
                Remedy.NONE: "",
                Remedy.RECONNECT: self.tr("Try again"),
                Remedy.PASSWORD: self.tr("Enter password"),
                Remedy.LOGIN: self.tr("Enter password"),
                Remedy.ACCOUNT: self.tr("Open settings"),
                Remedy.QUEUES: self.tr("Open settings"),
                Remedy.READY: self.tr("Ready"),
            }[said.remedy]
            lines.append(
                Line(said.text, said.icon, said.tone, act, self._about(notice), remedy=said.remedy)
            )
        lines += [self._reminder(promise) for promise in self._state.due]
        case = self._state.current_case
        if case is not None and case.call.live and case.call.recording is RecordingState.PAUSED:
            text = self.tr("The recording is paused. What is said now is not kept.")
            act = self.tr("Resume recording")
            about = ("recording", case.call.key)
            lines.append(Line(text, "circle-pause", Tone.SAFFRON, act, about, closable=False))
        if self._state.demo:
            text = self.tr(
                "This is a demo: callers and records are made up, and all is removed at the end."
            )
            lines.append(Line(text, "info", Tone.LAPIS, about="demo"))
        return lines

    def _message(self, message: TeamMessage) -> Line:
        said = problems.message(message)
        about = (_MESSAGE, message.id)
        seen = self.tr("Seen")
        return Line(said, "message-circle", Tone.LAPIS, seen, about, closable=False, whole=True)

    def _reminder(self, promise: Promise) -> Line:
        name = say.plain_text(promise.name, 60) or say.phone(promise.number)
        text = self.tr("Call {name} back by {time}: {what}").format(
            name=say.embed(name or self.tr("the customer")),
            time=say.clock_time(promise.due_us),
            what=say.embed(say.plain_text(promise.what, 120)),
        )
        act = self.tr("Call") if promise.number else ""
        return Line(text, "alarm-clock", Tone.LAPIS, act, _of(promise))

    def _on_act(self, index: int) -> None:
        about = self._shown[index].about
        if isinstance(about, tuple) and about[0] == "recording":
            self._intents.record.emit(about[1], RecordingState.ON)
        elif isinstance(about, tuple) and about[0] == _PROMISE:
            self._intents.call_promised.emit(about[1])
        elif isinstance(about, tuple) and about[0] == _MESSAGE:
            self._intents.message_seen.emit(about[1])
        elif self._shown[index].remedy is Remedy.PASSWORD:
            self._intents.enter_password.emit()
        elif self._shown[index].remedy is Remedy.LOGIN:
            self._intents.enter_login.emit()
        elif self._shown[index].remedy is Remedy.ACCOUNT:
            self._intents.open_settings.emit("account")
        elif self._shown[index].remedy is Remedy.QUEUES:
            self._intents.open_settings.emit("waiting")
        elif self._shown[index].remedy is Remedy.READY:
            self._intents.choose_state.emit("")
        else:
            self._intents.reconnect.emit()

    def _on_dismiss(self, index: int) -> None:
        self._hidden.add(self._shown[index].about)
        self.show_state(self._state)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Notices"))
        self.show_state(self._state)
