"""Which sound devices there are, by the names people choose them by."""

from __future__ import annotations

import re
import sys
from typing import Any

import msgspec

from desk_app.telephony.engine.audio.pulse import DEFAULT_PCM, SoundServer

_PCM_PLUGINS = re.compile(
    r"^(default|sysdefault|pulse|pipewire|jack|oss|null|front|rear|center_lfe|side|surround\d+"
    r"|iec958|spdif|hdmi|modem|phoneline|dmix|dsnoop|dsp\d*|lavrate.*|samplerate.*|speex.*|upmix"
    r"|vdownmix|a52|usbstream|desk-app-.*)(:.*)?$"
)
"""PCMs of ALSA's own configuration: ways to reach a card, not cards."""
_HARDWARE = re.compile(r"\(hw:\d+,\d+\)$")
_HOST_APIS = ("Windows DirectSound", "Core Audio", "ALSA")
"""One per system. DirectSound: whole names and any sample rate (MME cuts names to 31
letters, WASAPI insists on the device's own rate)."""


class Device(msgspec.Struct, frozen=True):
    """A sound device: its name for people, and PortAudio's."""

    name: str
    portaudio: str


class Catalogue(msgspec.Struct, frozen=True):
    """The devices of one moment. `default_*` is the system's own choice, or None."""

    inputs: tuple[Device, ...] = ()
    outputs: tuple[Device, ...] = ()
    default_input: Device | None = None
    default_output: Device | None = None

    def find(self, chosen: str, *, is_input: bool) -> Device | None:
        """Return the device of that name, the default for "", None when it is missing."""
        if not chosen:
            return self.default_input if is_input else self.default_output
        side = self.inputs if is_input else self.outputs
        return next((device for device in side if device.name == chosen), None)


def indexes(audio: Any) -> dict[str, int]:
    """Return PortAudio's device numbers by name. Names are unique within one host API."""
    found: dict[str, int] = {}
    for info in _devices(audio):
        found.setdefault(_unique(info["name"], found), info["index"])
    return found


def take(audio: Any, server: SoundServer | None) -> Catalogue:
    """Return the devices of a fresh PortAudio; with a sound server, those that it offers."""
    infos: dict[str, dict[str, Any]] = {}
    for info in _devices(audio):
        infos[_unique(info["name"], infos)] = info
    if server is not None and DEFAULT_PCM in infos:
        return _of_server(server, infos)
    hidden = _PCM_PLUGINS if sys.platform == "linux" else re.compile("$^")
    inputs, outputs = (
        tuple(
            Device(name, name)
            for name, info in infos.items()
            if info[channels] > 0 and not hidden.match(name)
        )
        for channels in ("maxInputChannels", "maxOutputChannels")
    )
    return Catalogue(
        inputs, outputs, _default(audio, infos, "Input"), _default(audio, infos, "Output")
    )


def _devices(audio: Any) -> list[dict[str, Any]]:
    """Return PortAudio's devices of the one host API that we use."""
    infos = [audio.get_device_info_by_index(i) for i in range(audio.get_device_count())]
    names = {
        i: audio.get_host_api_info_by_index(i)["name"] for i in range(audio.get_host_api_count())
    }
    used = {names[info["hostApi"]] for info in infos}
    api = next((name for name in _HOST_APIS if name in used), None)
    return [info for info in infos if api is None or names[info["hostApi"]] == api]


def _unique(name: str, taken: Any) -> str:
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name} ({number})", number + 1
    return unique


def _of_server(server: SoundServer, infos: dict[str, Any]) -> Catalogue:
    # Cards that the administrator named in ALSA's configuration stay choosable;
    # raw hardware belongs to the sound server.
    own = {n: i for n, i in infos.items() if not _PCM_PLUGINS.match(n) and not _HARDWARE.search(n)}

    def side(cards: Any, channels: str) -> tuple[Device, ...]:
        offered = [Device(c.description, c.pcm) for c in cards if c.pcm in infos]
        return (*offered, *(Device(n, n) for n, i in own.items() if i[channels] > 0))

    def default(cards: Any, name: str) -> Device | None:
        if not cards:
            return None
        shown = next((c.description for c in cards if c.name == name), cards[0].description)
        return Device(shown, DEFAULT_PCM)

    return Catalogue(
        side(server.sources, "maxInputChannels"),
        side(server.sinks, "maxOutputChannels"),
        default(server.sources, server.default_source),
        default(server.sinks, server.default_sink),
    )


def _default(audio: Any, infos: dict[str, Any], side: str) -> Device | None:
    candidates = [n for n, info in infos.items() if info[f"max{side}Channels"] > 0]
    if not candidates:
        return None
    try:
        api = audio.get_host_api_info_by_index(infos[candidates[0]]["hostApi"])
        index = api[f"default{side}Device"]
    except OSError:
        index = -1
    name = next((n for n in candidates if infos[n]["index"] == index), candidates[0])
    return Device(name, name)
