"""Which act of the window does what: intents on one side, the desk on the other."""

from __future__ import annotations

from desk_app.configuration import Configuration
from desk_app.desk import Desk
from desk_app.telephony.messages import (
    Answer,
    BlindTransfer,
    Confer,
    Dtmf,
    HangUp,
    Hold,
    Mute,
    NetworkChanged,
    Record,
    Reject,
)
from desk_app.ui.intents import Intents


def connect_phone(intents: Intents, desk: Desk, configuration: Configuration) -> None:
    """Let the frame's intents act on calls and on the agent's state."""
    send = desk.request
    intents.answer.connect(lambda key: send(Answer(key=key)))
    intents.decline.connect(lambda key: send(Reject(key=key)))
    intents.hang_up.connect(lambda key: send(HangUp(key=key)))
    intents.hold.connect(lambda key, on: send(Hold(key=key, on=on)))
    intents.mute.connect(lambda key, on: send(Mute(key=key, on=on)))
    intents.dtmf.connect(
        lambda key, digits: send(
            Dtmf(key=key, digits=digits, info=configuration.settings.calls.dtmf_info)
        )
    )
    intents.record.connect(lambda key, state: send(Record(key=key, state=state)))
    intents.blind_transfer.connect(
        lambda key, target: send(BlindTransfer(key=key, target=desk.dial_target(target)))
    )
    intents.consult.connect(desk.consult)
    intents.complete_transfer.connect(desk.complete_transfer)
    intents.cancel_consult.connect(desk.cancel_consult)
    intents.confer.connect(lambda keys: send(Confer(keys=keys)))
    intents.switch_to.connect(desk.switch_to)
    intents.dial.connect(desk.dial)
    intents.more_wrap_up.connect(desk.more_wrap_up)
    intents.reconnect.connect(lambda: send(NetworkChanged()))
    intents.sign_out.connect(lambda: configuration.sign(out=True))

    def choose(reason: str) -> None:
        configuration.sign(out=False)
        desk.choose_state(reason)

    intents.choose_state.connect(choose)
