"""What the engine wants of the sound cards, and where each wish comes true."""

from __future__ import annotations

import enum

import msgspec

from desk_app.telephony.engine.audio.catalogue import Catalogue, Device


class Role(enum.Enum):
    """What a sound device is used for."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


class Ring(enum.Enum):
    """What the ringer plays."""

    OFF = "off"
    CALL = "call"
    TRIAL = "trial"


class Wish(msgspec.Struct, frozen=True):
    """Devices by chosen name ("" = the system's default) and what is to be open on them."""

    microphone: str = ""
    speaker: str = ""
    ringer: str = ""
    ring_sound: str = ""
    ring_volume: int = 80
    echo_cancel: bool = True
    null: bool = True  # no devices at all
    talk: bool = False  # a call: microphone and speaker
    listen: bool = False  # the speaker alone
    meter: bool = False  # the microphone alone
    ring: Ring = Ring.OFF

    def chosen(self, role: Role) -> str:
        """Return the name chosen for the role."""
        return {
            Role.MICROPHONE: self.microphone,
            Role.SPEAKER: self.speaker,
            Role.RINGER: self.ringer,
        }[role]

    def open(self, role: Role) -> bool:
        """Return whether the role's device is to be open."""
        if self.null:
            return False
        return {
            Role.MICROPHONE: self.talk or self.meter,
            Role.SPEAKER: self.talk or self.listen,
            Role.RINGER: self.ring is not Ring.OFF,
        }[role]

    def setting(self, role: Role) -> tuple[object, ...]:
        """Return what a line must be opened anew for, besides its device."""
        if role is Role.RINGER:
            return (self.ring, self.ring_sound, self.ring_volume)
        return (self.echo_cancel,)


def resolve(
    wish: Wish, role: Role, catalogue: Catalogue, broken: frozenset[tuple[Role, str]]
) -> tuple[Device | None, str]:
    """Return the device to use for the role, and the name that is missing or "".

    A chosen device that is gone, or does not open, gives way to the default.
    `broken` holds roles with PortAudio names that do not open at present.
    """
    is_input = role is Role.MICROPHONE
    default = catalogue.find("", is_input=is_input)
    chosen = wish.chosen(role)
    if not chosen:
        return default, ""
    device = catalogue.find(chosen, is_input=is_input)
    if device is None or (role, device.portaudio) in broken:
        return default, chosen
    return device, ""
