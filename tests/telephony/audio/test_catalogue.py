"""Which of PortAudio's devices are offered, and which one a role uses."""

from __future__ import annotations

from typing import Any

import pytest

from desk_app.telephony.engine.audio.catalogue import Catalogue, Device, indexes, take
from desk_app.telephony.engine.audio.pulse import Card, SoundServer
from desk_app.telephony.engine.audio.wish import Role, Wish, resolve


class PortAudio:
    """PyAudio's answers on some machine: (host API, name, inputs, outputs) of each device."""

    def __init__(self, *devices: tuple[str, str, int, int]) -> None:
        self._apis = list(dict.fromkeys(device[0] for device in devices))
        self._devices = devices

    def get_device_count(self) -> int:
        return len(self._devices)

    def get_device_info_by_index(self, index: int) -> dict[str, Any]:
        api, name, inputs, outputs = self._devices[index]
        return {
            "index": index,
            "name": name,
            "hostApi": self._apis.index(api),
            "maxInputChannels": inputs,
            "maxOutputChannels": outputs,
        }

    def get_host_api_count(self) -> int:
        return len(self._apis)

    def get_host_api_info_by_index(self, index: int) -> dict[str, Any]:
        own = [i for i, device in enumerate(self._devices) if device[0] == self._apis[index]]
        return {
            "name": self._apis[index],
            "defaultInputDevice": next((i for i in own if self._devices[i][2]), -1),
            "defaultOutputDevice": next((i for i in own if self._devices[i][3]), -1),
        }


WINDOWS = PortAudio(
    ("MME", "Headset Microphone (Jabra Evolv", 1, 0),
    ("Windows DirectSound", "Headset Microphone (Jabra Evolve2 40)", 1, 0),
    ("Windows DirectSound", "Speakers (Realtek)", 0, 2),
    ("Windows DirectSound", "Speakers (Realtek)", 0, 2),
    ("Windows WASAPI", "Speakers (Realtek)", 0, 2),
)


def test_each_device_of_windows_is_offered_once_by_its_whole_name() -> None:
    catalogue = take(WINDOWS, None)
    assert [device.name for device in catalogue.inputs] == ["Headset Microphone (Jabra Evolve2 40)"]
    assert [device.name for device in catalogue.outputs] == [
        "Speakers (Realtek)",
        "Speakers (Realtek) (2)",
    ]
    numbers = indexes(WINDOWS)
    assert [numbers[device.portaudio] for device in catalogue.outputs] == [2, 3]


def test_ways_to_reach_a_card_are_not_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    bare = PortAudio(
        ("ALSA", "HDA Intel PCH: ALC257 Analog (hw:0,0)", 2, 2),
        ("ALSA", "sysdefault", 128, 128),
        ("ALSA", "surround51", 0, 6),
        ("ALSA", "dmix", 0, 2),
        ("ALSA", "reception headset", 1, 2),
        ("ALSA", "default", 32, 32),
    )
    catalogue = take(bare, None)
    assert [device.name for device in catalogue.outputs] == [
        "HDA Intel PCH: ALC257 Analog (hw:0,0)",
        "reception headset",
    ]
    assert catalogue.default_input is not None


def test_a_sound_server_keeps_its_hardware_to_itself() -> None:
    sink, source = Card("alsa_output.pci", "Speakers"), Card("alsa_input.usb", "Headset")
    served = PortAudio(
        ("ALSA", "HDA Intel PCH: ALC257 Analog (hw:0,0)", 2, 2),
        ("ALSA", "desk-app-default", 32, 32),
        ("ALSA", sink.pcm, 32, 32),
        ("ALSA", source.pcm, 32, 32),
        ("ALSA", "reception headset", 1, 2),
    )
    server = SoundServer((sink,), (source,), "alsa_output.pci", "gone.since")
    catalogue = take(served, server)
    assert [d.name for d in catalogue.outputs] == ["Speakers", "reception headset"]
    assert [d.name for d in catalogue.inputs] == ["Headset", "reception headset"]
    assert catalogue.default_output == Device("Speakers", "desk-app-default")
    assert catalogue.default_input == Device("Headset", "desk-app-default")


def test_a_machine_without_sound_offers_nothing() -> None:
    assert take(PortAudio(), None) == Catalogue()


DEFAULT, CHOSEN = Device("Speakers", "default"), Device("Headset", "usb")
BOTH = Catalogue((), (DEFAULT, CHOSEN), None, DEFAULT)


@pytest.mark.parametrize(
    ("chosen", "catalogue", "broken", "expected"),
    [
        ("", BOTH, (), (DEFAULT, "")),
        ("Headset", BOTH, (), (CHOSEN, "")),
        ("Headset", BOTH, ("usb",), (DEFAULT, "Headset")),
        ("Absent", BOTH, (), (DEFAULT, "Absent")),
        ("Absent", Catalogue(), (), (None, "Absent")),
        ("", Catalogue(), (), (None, "")),
    ],
)
def test_a_device_that_is_gone_or_does_not_open_gives_way_to_the_default(
    chosen: str,
    catalogue: Catalogue,
    broken: tuple[str, ...],
    expected: tuple[Device | None, str],
) -> None:
    wish = Wish(speaker=chosen)
    bad = frozenset((Role.SPEAKER, name) for name in broken)
    assert resolve(wish, Role.SPEAKER, catalogue, bad) == expected
