"""The team's sections of the settings: its PBX and its database."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from desk_app.telephony.pbx.setup import Strategy


class Pbx(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A team's PBX, Asterisk: for `desk-app bridge` only; desks need nothing of it."""

    name: Annotated[
        str, Meta(min_length=1, max_length=40, description="What the PBX is called.")
    ] = "pbx"
    manager: Annotated[str, Meta(description="host:port of its manager interface.")] = (
        "127.0.0.1:5038"
    )
    user: Annotated[str, Meta(description="The bridge's login there.")] = "desk-app"
    permit: Annotated[
        tuple[str, ...],
        Meta(description="Addresses or networks that the bridge's login may come from."),
    ] = ("127.0.0.1",)
    queue_log: Annotated[
        str,
        Meta(
            description="Asterisk's queue_log, where the bridge can read it: what happened while "
            "it did not listen; empty for none."
        ),
    ] = "/var/log/asterisk/queue_log"
    trunk: Annotated[
        str, Meta(description="PJSIP endpoint that outside calls go through; empty for none.")
    ] = ""
    strategy: Annotated[
        Strategy, Meta(description="Whose phone rings for a waiting caller, in Asterisk's words.")
    ] = Strategy.LONGEST_IDLE
    strategies: Annotated[
        dict[str, Strategy],
        Meta(description='The same for single queues: {"Sales" = "ringall"}.'),
    ] = {}
    phone_lost_s: Annotated[
        int,
        Meta(
            ge=2,
            le=300,
            description="A phone from which no sound comes for so long is dead: "
            "its caller waits again, as the next.",
        ),
    ] = 10
    survey: Annotated[
        str,
        Meta(
            description="A WAV file that asks callers after the talk to press 1 to 5: "
            "how satisfied they are; empty to ask nobody."
        ),
    ] = ""


class DatabaseSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The team's database; without an address this computer has one of its own."""

    url: Annotated[
        str,
        Meta(
            description="Address of the team's database, postgresql://LOGIN@HOST/NAME; "
            "empty for this computer's own."
        ),
    ] = ""
