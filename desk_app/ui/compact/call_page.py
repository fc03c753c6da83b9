"""The small window in a call and after it: who, the controls, notes and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk_app.agent import Agent
from desk_app.crm.records import Choice
from desk_app.state import Case, DeskState, Saving
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui import text as say
from desk_app.ui import theme, who
from desk_app.ui.announcer import speak
from desk_app.ui.call_lines import CallLines
from desk_app.ui.clock import Clock
from desk_app.ui.compact.parts import HIT, CompactControl, CompactControls
from desk_app.ui.intents import Intents
from desk_app.ui.panes.choices import Choices
from desk_app.ui.panes.notes_edit import NotesEdit
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.ticket_fields import CodeSelect, Field
from desk_app.ui.panes.words import CATEGORIES, DISPOSITIONS, Words
from desk_app.ui.quality import QualityBlock
from desk_app.ui.theme import Role, Tokens, Tone, Weight
from desk_app.ui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    Hairline,
    IconLabel,
    Kind,
    Label,
    Live,
    Meter,
    Tag,
    t2,
    t3,
    text_of,
)


def _surface(tokens: Tokens) -> str:
    return tokens.surface


class _Tall(Button):
    """A button of the height of a finger."""

    def __init__(self, kind: Kind, key: str) -> None:
        super().__init__("", kind, key=key)
        self.setFixedHeight(HIT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class _Head(QWidget):
    """The tinted block: who, for how long, how it sounds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.avatar = Avatar(44, fill=_surface)
        self.name = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self.about = ElidedLabel("", Role.BODY, Weight.REGULAR, t2, tabular=False)
        self.timer = Label("", Role.TITLE, Weight.SEMIBOLD)
        self.you, self.them = Meter(), Meter()
        self.you_said = Label("", Role.META, Weight.REGULAR, t2)
        self.them_said = Label("", Role.META, Weight.REGULAR, t2)
        self.quality = QualityBlock(window)
        self.quality.figures.hide()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.avatar)
        top.addLayout(names, 1)
        top.addWidget(self.timer)
        self.sound = QWidget()
        self.sound.setFixedHeight(32)
        line = QHBoxLayout(self.sound)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for widget in (self.you_said, self.you, self.them_said, self.them):
            line.addWidget(widget)
            if widget is self.you:
                line.addSpacing(6)
        line.addStretch(1)
        line.addWidget(self.quality)
        within = column(self, (16, 16, 16, 7), 5)
        within.addLayout(top)
        within.addWidget(self.sound)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and lower edge."""
        painter = QPainter(self)
        hue = theme.tokens().lapis
        painter.fillRect(self.rect(), QColor(hue.tint))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(hue.line))


class CompactCall(Live, QWidget):
    """Paints a case. The words go out by `notes_changed` as in the ticket pane."""

    notes_changed = Signal(str, str)  # call key, the whole text
    disposition_changed = Signal(str, str)
    save_requested = Signal(str)

    def __init__(
        self, intents: Intents, clock: Clock, window: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._case: Case | None = None
        self._agent = Agent()
        self._choices = Choices(clock)
        self._words = Words(self)
        self.head = _Head(window)
        self.controls = CompactControls(intents, window)
        self.lines = CallLines(intents, clock)
        self.subject = ElidedLabel("", Role.BODY, Weight.MEDIUM, own_direction=True)
        self.number = ElidedLabel("", Role.META, Weight.REGULAR, t3)
        self.linked = Tag("", Tone.TURQUOISE, icon="check")
        self.notes = NotesEdit()
        self._notes = Field(self.notes)
        self.saved = IconLabel("check", "", Role.META, ink=t3, gap=4)
        self.disposition = CodeSelect(self._words.disposition)
        self.hang_up = self.controls.hang_up
        self.save = _Tall(Kind.PRIMARY, "Ctrl ↵")
        self._lay_out()
        self.set_choices(CATEGORIES, DISPOSITIONS)
        self.notes.notes_changed.connect(self.notes_changed)
        self.disposition.code_chosen.connect(self._on_disposition)
        self.save.clicked.connect(self.request_save)
        clock.tick.connect(self._tick)
        self.begin()

    def _lay_out(self) -> None:
        ticket = QHBoxLayout()
        ticket.setContentsMargins(16, 8, 16, 8)
        ticket.setSpacing(8)
        words = column()
        words.addWidget(self.subject)
        words.addWidget(self.number)
        ticket.addWidget(IconLabel("ticket", "", icon_ink=text_of(Tone.LAPIS)))
        ticket.addLayout(words, 1)
        ticket.addWidget(self.linked)
        self._notes.add(self.saved)
        self.disposition.setFixedHeight(HIT)
        self.controls.setFixedHeight(2 * CompactControl.HEIGHT + 8)
        self.notes.setMinimumHeight(48)
        self.lines.side_by_side(HIT)
        layout = column(self)
        layout.addWidget(self.head)
        layout.addLayout(ticket)
        layout.addWidget(Hairline())
        body = column(None, (16, 14, 16, 12), 10)
        body.addWidget(self.lines)
        body.addWidget(self.controls)
        body.addWidget(self._notes, 1)
        for widget in (self.disposition, self.hang_up, self.save):
            body.addWidget(widget)
        layout.addLayout(body, 1)

    # --- what is shown

    def set_choices(self, categories: tuple[Choice, ...], dispositions: tuple[Choice, ...]) -> None:
        """Offer a team's dispositions."""
        self._words.learn((*categories, *dispositions))
        self.disposition.set_codes([choice.code for choice in dispositions])

    def show_case(self, case: Case, state: DeskState) -> None:
        """Paint a call in hand, or the one in wrap-up."""
        if self._case is None or self._case.call.key != case.call.key:
            self.head.quality.show_quality(None)
            self.head.quality.figures.hide()
            self.head.them.set_level(0)
        self._case, self._agent = case, state.agent
        person = who.of_case(case)
        self.head.avatar.set_name(person.person)
        self.head.name.setText(person.name)
        parts = (person.number, person.company)
        self.head.about.setText(" · ".join(part for part in parts if part))
        live = case.call.live
        others = [c for c in state.cases if c.call.live and c.call.key != case.call.key]
        self.lines.show_cases(others if live else ())
        self.lines.setVisible(live and bool(others))
        self.disposition.setVisible(not (live and others))  # there is no room for both
        for widget in (self.head.sound, self.controls, self.hang_up):
            widget.setVisible(live)
        self.save.setVisible(not live)
        if live:
            self.controls.show_call(case.call, state)
        else:
            self.controls.stop()
        self.notes.show_notes(case.call.key, case.ticket.notes if case.ticket else None)
        self._show_ticket(case)
        self._tick()

    def _show_ticket(self, case: Case) -> None:
        ticket = case.ticket
        subject = say.plain_text(ticket.subject, 120) if ticket else ""
        self.subject.setText(subject or self.tr("New ticket"))
        status = self._words.status(ticket.status) if ticket else ""
        number = say.ticket_id(ticket.id) if ticket else ""
        self.number.setText(" · ".join(part for part in (number, status) if part))
        self.linked.setVisible(ticket is not None and ticket.continued)
        said = ticket.disposition if ticket else ""
        chosen = self._choices.shown(case.call.key, "disposition", said, case.saving)
        self.disposition.choose(chosen)
        self.save.setEnabled(bool(self.disposition.code()))
        self.save.setToolTip("" if self.save.isEnabled() else self._missing())
        waits = not case.call.live and not self.save.isEnabled()
        self.disposition.set_placeholder(self._missing() if waits else self.tr("Disposition"))

    def stop(self) -> None:
        """Rest: no call is in hand."""
        self._case = None
        self.controls.stop()
        self.notes.flush()

    def flush(self) -> None:
        """Hand over everything typed, at once."""
        self.notes.flush()

    def typed(self) -> tuple[str, str] | None:
        """Return (call key, notes) as they stand here, None without a call."""
        return (self._case.call.key, self.notes.toPlainText()) if self._case else None

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        if self._case is not None:
            self.head.you.set_level(0 if self._case.call.muted else levels.microphone)
            self.head.them.set_level(levels.callers.get(self._case.call.key, 0))

    def show_quality(self, quality: Quality) -> None:
        """Paint the quality, if it is this call's."""
        if self._case is not None and quality.key == self._case.call.key:
            self.head.quality.show_quality(quality)

    def _tick(self) -> None:
        if self._case is None:
            return
        call, wrap_up = self._case.call, self._agent.wrap_up
        if not call.live and wrap_up is not None:
            left = max(0.0, (wrap_up.ends_us - self._clock.now_us()) / 1e6)
            self.head.timer.setText(say.duration(left))
        else:
            since = call.answered_us if call.answered_us is not None else call.started_us
            self.head.timer.setText(say.duration(self._clock.seconds_since(since)))
        self._say_saved(self._case)

    def _say_saved(self, case: Case) -> None:
        if case.ticket is None:
            self.saved.set("check", "", t3)
            return
        match case.saving:
            case Saving.SAVED:
                ago = say.ago(case.ticket.updated_us, now_us=self._clock.now_us())
                said = self.tr("Saved {ago}").format(ago=ago)
                self.saved.set("check", said, t3, text_of(Tone.TURQUOISE))
            case Saving.SAVING:
                self.saved.set("refresh-cw", self.tr("Saving…"), t3, t3)
            case Saving.KEPT:
                ink = text_of(Tone.SAFFRON)
                self.saved.set("triangle-alert", self.tr("Not saved"), ink, ink)

    # --- what is done

    def request_save(self) -> None:
        """Save the ticket and go ready, where the wrap-up offers it."""
        case = self._case
        if case is None or case.call.live:
            return
        self.flush()
        if self.save.isEnabled():
            self.save_requested.emit(case.call.key)
        else:
            self.disposition.setFocus(Qt.FocusReason.ShortcutFocusReason)
            speak(self.disposition, self._missing(), QAccessible.AnnouncementPoliteness.Assertive)

    def _missing(self) -> str:
        return self.tr("Choose how the call ended to finish")

    def _on_disposition(self, code: str) -> None:
        if self._case is not None:
            self._choices.chose(self._case.call.key, "disposition", code)
            self.save.setEnabled(True)
            self.save.setToolTip("")
            self.disposition_changed.emit(self._case.call.key, code)

    def retranslate(self) -> None:
        """Set the words again."""
        self.head.you_said.setText(self.tr("You"))
        self.head.them_said.setText(self.tr("Caller"))
        self.head.you.setAccessibleName(self.tr("Your microphone's level"))
        self.head.them.setAccessibleName(self.tr("The caller's level"))
        self.linked.set(self.tr("Linked"))
        self._notes.set(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("Type while you listen. Every word is saved."))
        self.disposition.setAccessibleName(self.tr("Disposition"))
        self.save.setText(self.tr("Save and go Ready"))
        if self._case is not None:
            self._show_ticket(self._case)
            self._tick()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.tokens().surface))
