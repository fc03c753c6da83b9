"""The desk's side of the queues: who waits, who they are, and when the agent takes them.

Folds the engine's facts into the board that the engine has too; the engine offers, the
desk says when.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from msgspec.structs import replace
from PySide6.QtCore import QObject

from desk_app import notices as notes_of
from desk_app import team_queues
from desk_app.agent import AgentState
from desk_app.configuration import Configuration
from desk_app.crm.records import CallFolded
from desk_app.desk import Desk
from desk_app.queue_outlook import paused
from desk_app.queue_state import QueueDeskState
from desk_app.settings import Settings
from desk_app.state import DeskState, Notice, QueueProblem
from desk_app.team_desk import TeamDesk
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    End,
    Fact,
    HangUp,
    Move,
    NotResponding,
    OnDuty,
    Prioritise,
    QueueDoubt,
    RegistrationState,
    Report,
    Snapshot,
    Take,
)
from desk_app.telephony.phone import Phone
from desk_app.telephony.queue import board as boards
from desk_app.telephony.queue.board import QueueBoard
from desk_app.telephony.queue.wav import Reason

_MOST_FILES = 3  # named in one notice


class QueueDesk(QObject):
    """Keeps `DeskState.queues` true and tells the engine who is on duty. UI thread.

    `remember` is called with the queues that the agent has logged out of.
    """

    def __init__(
        self,
        phone: Phone,
        desk: Desk,
        configuration: Configuration,
        logged_out: tuple[str, ...],
        remember: Callable[[tuple[str, ...]], None],
        team: TeamDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._team = desk, team
        self._now = QueueDeskState()  # without the team's
        self._remember = remember
        self._told = OnDuty(ready=False)
        self.logged_out = logged_out
        phone.fact.connect(self._on_fact)
        phone.attached.connect(self._on_attached)
        phone.failing.connect(lambda: self._put(board=QueueBoard()))
        phone.reported.connect(self._on_reported)
        desk.folded.connect(self._on_folded)
        desk.changed.connect(self._tell_duty)
        configuration.replaced.connect(self._on_settings)
        team.changed.connect(self._on_team)
        self._use(configuration.settings)

    # --- what the agent does ---------------------------------------------------------------

    def answer(self, key: str) -> None:
        """Answer what rings; a caller to be called back is dialled."""
        self._desk.request(Answer(key=key, target=self._target(key)))

    def take(self, key: str) -> None:
        """Talk to a waiting caller at once; whoever is in hand is put on hold."""
        if self._team.has_caller(key):
            self._team.take(key)
        elif key in self._now.board.callers:
            self._desk.request(Take(key=key, target=self._target(key)))

    def take_next(self) -> None:
        """Talk to the caller whose turn it is, if nobody is being talked to.

        One who has begun to ring a moment ago, and is not painted yet, comes first.
        """
        ringing = self._desk.state.ringing
        if ringing:
            self.answer(ringing[0].call.key)
            return
        busy = any(c.call.live and not c.call.ringing_here for c in self._desk.state.cases)
        caller = self._desk.state.queues.next
        if caller is not None and not busy:
            self.take(caller.key)

    def move(self, key: str, queue: str) -> None:
        """Let a caller wait in another queue; the time waited counts on."""
        if self._team.has_caller(key):
            self._team.move(key, queue)
            return
        self._desk.request(Move(key=key, queue=queue))

    def hang_up(self, key: str) -> None:
        """End a call, or that of somebody who waits."""
        if self._team.has_caller(key):
            self._team.hang_up(key)
        else:
            self._desk.request(HangUp(key=key))

    def log_in(self, queue: str, on: bool) -> None:
        """Serve a queue from now on, or no more."""
        if self._team.has_queue(queue):
            self._team.log_in(queue, on)
            return
        others = tuple(name for name in self.logged_out if name != queue)
        self.logged_out = others if on else (*others, queue)
        self._remember(self.logged_out)
        self._log_in()
        self._desk.refresh()  # how long a call takes is another matter in other queues

    def _target(self, key: str) -> str:
        """Return what is dialled for somebody who is to be called back, "" for others."""
        caller = self._now.board.callers.get(key)
        if caller is None or not caller.callback:
            return ""
        return self._desk.dial_target(caller.number)

    # --- what the engine says --------------------------------------------------------------

    def _put(self, **fields: object) -> None:
        self._now = replace(self._now, **fields)
        self._show()

    def _show(self, **more: object) -> None:
        known = self._desk.state.queues
        own = replace(self._now, handle_s=known.handle_s, errors_s=known.errors_s)
        team = self._team
        queues = team_queues.merged(own, team.floor, team.me, directs=team.directs)
        self._desk.change(queues=queues, **more)

    def _on_team(self) -> None:
        notices = notes_of.remove(self._desk.state.notices, QueueProblem.TEAM_UNSEEN)
        if self._team.unseen:
            notices = notes_of.put(notices, Notice(QueueProblem.TEAM_UNSEEN))
        self._show(notices=notices)

    def _on_fact(self, fact: CallFact) -> None:
        board = boards.apply(self._now.board, fact)
        if board is self._now.board:
            return
        known = fact.fact is not Fact.IDENTITY  # somebody else from now on
        callers = {
            key: caller
            for key, caller in self._now.callers.items()
            if key in board.callers and (known or key != fact.key)
        }
        self._put(board=board, callers=MappingProxyType(callers))
        if fact.fact is Fact.MOVED:
            self._prioritise(fact.key)
        # Said here, before the call stops ringing: nothing may be offered in between.
        if fact.fact is Fact.NOT_TAKEN and fact.end in (End.RANG_OUT, End.REJECTED):
            self._desk.not_responding()

    def _on_attached(self, snapshot: Snapshot) -> None:
        board = boards.fold(fact for now in snapshot.calls for fact in now.facts)
        before = self._now.callers
        callers = {key: before[key] for key in board.callers if key in before}
        for key, caller in callers.items():
            if caller.customer is not None:
                board = board.with_name(key, caller.customer.name)
        self._put(
            board=board,
            callers=MappingProxyType(callers),
            doubts=(),
            holds=max(0, snapshot.max_calls - 1),
        )
        self._told = self._duty()
        self._desk.request(self._told)

    def _on_reported(self, report: Report) -> None:
        if isinstance(report, NotResponding):
            self._desk.not_responding()
        elif isinstance(report, QueueDoubt) and report not in self._now.doubts:
            self._put(doubts=(*self._now.doubts, report))
            self._name_files(Reason(report.why))

    def _name_files(self, reason: Reason) -> None:
        files = dict.fromkeys(d.file for d in self._now.doubts if d.why == reason.value)
        named = ", ".join([*files][:_MOST_FILES])
        self._desk.change(notices=notes_of.put(self._desk.state.notices, Notice(reason, named)))

    # --- who they are ----------------------------------------------------------------------

    def _on_folded(self, key: str, folded: CallFolded) -> None:
        caller = folded.caller
        if caller is None or key not in self._now.board.callers:
            return
        board = self._now.board
        if caller.customer is not None:
            board = board.with_name(key, caller.customer.name)
        callers = MappingProxyType({**self._now.callers, key: caller})
        self._put(board=board, callers=callers)
        self._prioritise(key)

    def _prioritise(self, key: str) -> None:
        """Let a customer with one of the queue's tags go ahead; the tag is the reason given."""
        waiting, caller = self._now.board.callers[key], self._now.callers.get(key)
        queue = self._now.queue(waiting.queue)
        if queue is None or caller is None or caller.customer is None:
            return
        priority, tag = queue.priority(caller.customer.tags)
        if priority > waiting.priority:
            self._desk.request(Prioritise(key=key, priority=priority, why=tag))

    # --- who is on duty --------------------------------------------------------------------

    def _on_settings(self, before: Settings, after: Settings) -> None:
        if (before.queues, before.waiting) != (after.queues, after.waiting):
            self._use(after)

    def _use(self, settings: Settings) -> None:
        """Begin with these queues; the engine says anew which of their files are unusable."""
        notices = tuple(n for n in self._desk.state.notices if not isinstance(n.problem, Reason))
        self._now = replace(self._now, queues=settings.queues, doubts=())
        self._show(notices=notices)
        self._log_in()

    def _log_in(self) -> None:
        names = (queue.name for queue in self._now.queues)
        self._put(logged_in=tuple(name for name in names if name not in self.logged_out))

    def _duty(self) -> OnDuty:
        state = self._desk.state
        agent, line = state.agent, state.registration.state
        # Who waits has been connected already: a registrar that is gone is no hindrance.
        cut_off = agent.state is AgentState.OFFLINE and line is not RegistrationState.NONE
        return OnDuty(
            ready=agent.state is AgentState.READY or (cut_off and not agent.chosen_reason),
            queues=self._now.logged_in,
            handle_s=state.queues.handle_s,
            paused=paused(state),
        )

    def _tell_duty(self, _state: DeskState) -> None:
        duty = self._duty()
        if duty != self._told:
            self._told = duty
            self._desk.request(duty)
