"""What the timeline says about an interaction: icon, words and marks of one row."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QObject

from desk_app.crm.records import (
    EntryKind,
    LeftWhy,
    OutcomeOfCall,
    TicketNow,
    TicketStatus,
    TimelineEntry,
)
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction, RecordingState
from desk_app.ui import text
from desk_app.ui.panes import timeline_groups
from desk_app.ui.panes.left_queue import LeftQueue
from desk_app.ui.theme import Tone

_TEXT_LIMIT = 400  # characters; two lines never hold more
_NAME_LIMIT = 60


class Does(enum.Enum):
    """What pressing a mark asks for."""

    NOTHING = "nothing"
    PLAY = "play"
    TICKET = "ticket"


class Mark(msgspec.Struct, frozen=True):
    """A tag under an interaction; some can be pressed."""

    icon: str
    label: str
    tone: Tone = Tone.GREY
    outlined: bool = False
    does: Does = Does.NOTHING
    ticket_id: int = 0
    recording: str = ""


class Line(msgspec.Struct, frozen=True):
    """One row, ready to paint. All texts are bounded, one line and plain."""

    icon: str
    tone: Tone
    title: str
    detail: str
    at: str
    text: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = [self.title, self.detail, self.at, self.text, *(mark.label for mark in self.marks)]
        return ". ".join(part for part in said if part)


class Lines(QObject):
    """Makes rows in the window's language. UI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = LeftQueue(self)

    def of_entry(self, entry: TimelineEntry, now_us: int) -> Line:
        """Return the row of a past interaction."""
        icon, tone, title = self._kind(entry)
        return Line(
            icon=icon,
            tone=tone,
            title=title,
            detail=self._detail(entry),
            at=timeline_groups.at(entry.at_us, now_us=now_us),
            text=text.plain_text(entry.text, _TEXT_LIMIT),
            marks=self._marks(entry),
        )

    def _kind(self, entry: TimelineEntry) -> tuple[str, Tone, str]:
        match entry.kind:
            case EntryKind.CALL:
                return self._call(entry)
            case EntryKind.TICKET:
                return self._ticket(entry.outcome)
            case EntryKind.EMAIL:
                return "mail", Tone.GREY, self.tr("E-mail")
            case EntryKind.CHAT:
                return "message-square", Tone.GREY, self.tr("Chat")
            case EntryKind.NOTE:
                return "sticky-note", Tone.SAFFRON, self.tr("Note")

    def _call(self, entry: TimelineEntry) -> tuple[str, Tone, str]:
        if entry.direction == Direction.OUT:
            return self._outgoing(entry.outcome)
        if entry.outcome in (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN, ""):
            return "phone-incoming", Tone.LAPIS, self.tr("Call")
        why = self._left.why(entry.left_why)
        if entry.left_why == LeftWhy.FORWARDED:
            return "phone-forwarded", Tone.GREY, why
        if why:
            return "phone-missed", Tone.POMEGRANATE, why
        lost_in_queue = entry.outcome == OutcomeOfCall.ABANDONED and entry.queue
        missed = {
            OutcomeOfCall.ABANDONED: self.tr("Missed call"),
            OutcomeOfCall.OVERFLOWED: self.tr("Not served by the queue"),
            OutcomeOfCall.TIMED_OUT: self.tr("Waited too long"),
            OutcomeOfCall.NO_AGENT: self.tr("No agent free"),
            OutcomeOfCall.REJECTED: self.tr("Call declined"),
            OutcomeOfCall.BUSY: self.tr("Busy"),
            OutcomeOfCall.FAILED: self.tr("Call failed"),
            OutcomeOfCall.LOST: self.tr("Call lost"),
        }
        title = missed.get(OutcomeOfCall(entry.outcome), self.tr("Missed call"))
        if lost_in_queue:
            title = self.tr("Left the queue")
        return "phone-missed", Tone.POMEGRANATE, title

    def _outgoing(self, outcome: str) -> tuple[str, Tone, str]:
        if outcome in (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN, ""):
            return "phone-outgoing", Tone.LAPIS, self.tr("Outgoing call")
        return "phone-outgoing", Tone.POMEGRANATE, self.tr("Outgoing call, not reached")

    def _ticket(self, state: str) -> tuple[str, Tone, str]:
        if state == TicketStatus.SOLVED:
            return "ticket", Tone.TURQUOISE, self.tr("Ticket solved")
        if state == TicketStatus.CONTINUED:
            return "ticket", Tone.GREY, self.tr("Ticket continued")
        return "ticket", Tone.GREY, self.tr("Ticket")

    def _detail(self, entry: TimelineEntry) -> str:
        title = text.plain_text(entry.title)
        if entry.kind is EntryKind.TICKET:
            number = text.ticket_id(entry.ticket_id) if entry.ticket_id else ""
            return f"{number} {text.embed(title)}".strip()
        said: list[str] = []
        if title:
            said.append(self.tr("“{title}”").format(title=text.embed(title)))
        said += [text.embed(text.plain_text(one, _NAME_LIMIT)) for one in (entry.who, entry.queue)]
        if entry.kind is EntryKind.CALL:
            said.append(self._time_spent(entry))
        return self._listed(said)

    def _time_spent(self, entry: TimelineEntry) -> str:
        if entry.outcome == OutcomeOfCall.ANSWERED:
            return text.duration(entry.talk_s)
        return self._left.after(entry) or self._waited(entry.wait_s)

    def _waited(self, seconds: float) -> str:
        return self.tr("waited {time}").format(time=text.duration(seconds)) if seconds >= 1 else ""

    def _listed(self, parts: list[str]) -> str:
        return self.tr(", ", "between the facts about a call").join(part for part in parts if part)

    def _marks(self, entry: TimelineEntry) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        if entry.recording:
            message = entry.left_why == LeftWhy.MESSAGE
            marks.append(self._play(entry.recording, entry.talk_s, message=message))
        if entry.ticket_id and entry.kind is not EntryKind.TICKET:
            marks.append(self._ticket_mark(entry.ticket_id))
        return tuple(marks)

    def _play(self, recording: str, seconds: float, *, message: bool = False) -> Mark:
        label = self.tr("Play {time}").format(time=text.duration(seconds))
        if message:  # its length is the file's alone
            label = self.tr("Play message")
        return Mark("play", label, outlined=True, does=Does.PLAY, recording=recording)

    def _ticket_mark(self, number: int) -> Mark:
        return Mark("ticket", text.ticket_id(number), does=Does.TICKET, ticket_id=number)

    # --- the call in hand

    def of_call(self, call: Call, ticket: TicketNow | None) -> Line:
        """Return the row of the call in hand, or of the one that has just ended."""
        icon, tone, title = self._state(call)
        return Line(
            icon=icon,
            tone=tone,
            title=title,
            detail=self._call_detail(call),
            at=text.clock_time(call.started_us),
            marks=self._call_marks(call, ticket),
        )

    def _state(self, call: Call) -> tuple[str, Tone, str]:
        incoming = call.direction is Direction.IN
        if call.ringing_here:
            return "phone-incoming", Tone.TURQUOISE, self.tr("Ringing")
        if call.state is CallState.ACTIVE:
            if call.held:
                return "pause", Tone.LAPIS, self.tr("On hold")
            return "phone-call", Tone.LAPIS, self.tr("Call in progress")
        if call.waits:
            return "hourglass", Tone.GREY, self.tr("Waiting in the queue")
        if call.live:
            return "phone-outgoing", Tone.TURQUOISE, self.tr("Calling")
        if call.answered_us is None:
            if incoming:
                return "phone-missed", Tone.POMEGRANATE, self.tr("Missed call")
            return self._outgoing(OutcomeOfCall.ABANDONED)
        if incoming:
            return "phone-incoming", Tone.LAPIS, self.tr("Call")
        return self._outgoing(OutcomeOfCall.ANSWERED)

    def _call_detail(self, call: Call) -> str:
        queue = text.embed(text.plain_text(call.queue, _NAME_LIMIT))
        if call.answered_us is None:
            return self._listed([queue, self._waited(call.waited_s)])
        spent = "" if call.live else text.duration(_talk_s(call))
        return self._listed([self.tr("You"), queue, spent])

    def _call_marks(self, call: Call, ticket: TicketNow | None) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        if call.recording_path and not call.live:
            message = call.answered_us is None  # nobody was there to be recorded but the caller
            marks.append(self._play(call.recording_path, _talk_s(call), message=message))
        if ticket is not None:
            label = text.ticket_id(ticket.id)
            if ticket.status is TicketStatus.DRAFT and call.answered_us is None:
                label = self.tr("{ticket} draft").format(ticket=label)
            marks.append(Mark("ticket", label))
        if call.live and call.recording is RecordingState.ON:
            marks.append(Mark("circle-dot", self.tr("Recording"), Tone.POMEGRANATE))
        elif call.live and call.recording is RecordingState.PAUSED:
            marks.append(Mark("circle-pause", self.tr("Recording paused"), Tone.SAFFRON))
        return tuple(marks)


def _talk_s(call: Call) -> float:
    if call.answered_us is None or call.ended_us is None:
        return 0.0
    return (call.ended_us - call.answered_us) / 1e6
