"""What the person must know right now, as a pure fold over what the engine and database say."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.agent import NOT_RESPONDING, Agent
from desk_app.state import DataProblem, EngineState, Notice, QueueProblem
from desk_app.telephony.messages import (
    AudioAlert,
    Problem,
    Registration,
    RegistrationState,
    Trouble,
)

Notices = tuple[Notice, ...]

_OF_THE_LINE = frozenset(
    {
        Problem.WRONG_PASSWORD,
        Problem.REGISTRAR_UNREACHABLE,
        Problem.REGISTRAR_REFUSED,
        Problem.TLS_CERTIFICATE,
        Problem.NAME_NOT_FOUND,
        Problem.BAD_ACCOUNT,
    }
)


def put(notices: Notices, notice: Notice) -> Notices:
    """Return the notices with this one, which replaces an older one about the same thing.

    Said again, it stays in its place.
    """
    if notice in notices:
        return notices
    return (*remove(notices, notice.problem, notice.call_key), notice)


def remove(notices: Notices, problem: object, call_key: str = "") -> Notices:
    """Return the notices without those about this problem of this call."""
    return tuple(n for n in notices if (n.problem, n.call_key) != (problem, call_key))


def after_trouble(notices: Notices, trouble: Trouble) -> Notices:
    """Return the notices after a trouble began or was over."""
    if trouble.over:
        return remove(notices, trouble.problem, trouble.key)
    return put(notices, Notice(trouble.problem, trouble.detail, trouble.key))


def after_alert(notices: Notices, alert: AudioAlert, device: str) -> Notices:
    """Return the notices after an audio alert about a device began or ended."""
    if alert.on:
        return put(notices, Notice(alert.alert, device, alert.key))
    return remove(notices, alert.alert, alert.key)


def after_registration(notices: Notices, registration: Registration) -> Notices:
    """Return the notices after the line changed; a registered line has no troubles."""
    kept = tuple(n for n in notices if n.problem not in _OF_THE_LINE)
    if registration.state is RegistrationState.REGISTERED or registration.problem is None:
        return kept
    return put(kept, Notice(registration.problem, registration.detail))


def after_agent(notices: Notices, agent: Agent) -> Notices:
    """Return the notices after the agent changed: who does not respond is told so."""
    if agent.chosen_reason == NOT_RESPONDING:
        return put(notices, Notice(QueueProblem.NOT_RESPONDING))
    return remove(notices, QueueProblem.NOT_RESPONDING)


def after_engine(notices: Notices, engine: EngineState) -> Notices:
    """Return the notices after the engine started or died; what it said is void then."""
    ours = tuple(n for n in notices if isinstance(n.problem, DataProblem))
    if engine in (EngineState.RESTARTING, EngineState.FAILING):
        return put(ours, Notice(engine))
    return ours


def after_call_ended(notices: Notices, call_key: str) -> Notices:
    """Return the notices without those of a call that is over."""
    return tuple(n for n in notices if n.call_key != call_key)


def standing(notices: Notices, problems: Iterable[Problem]) -> Notices:
    """Return the notices with the standing problems of an engine's snapshot."""
    for problem in problems:
        if not any(n.problem is problem for n in notices):
            notices = put(notices, Notice(problem))
    return notices
