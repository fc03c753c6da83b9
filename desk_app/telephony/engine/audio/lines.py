"""Open PortAudio streams: the microphone's, the speaker's and the ringer's.

Lines are opened and closed on the thread that owns the sound cards; PortAudio
calls back on threads of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from desk_app.telephony.engine.audio.catalogue import Device
from desk_app.telephony.engine.audio.frames import FRAME_SAMPLES, RATE, FrameClock, FrameQueue
from desk_app.telephony.engine.audio.sounds import Player

_PHONE = "media.role=phone"
# PulseAudio's module-filter-apply loads its canceller for such a stream. Without
# gain control: that took 22 dB off a voice at the right level, and moves the
# microphone's own volume.
_ECHO_CANCEL = (
    " filter.want=echo-cancel filter.apply.echo-cancel.parameters="
    "\"aec_args='analog_gain_control=0 digital_gain_control=0'\""
)
_RING = "media.role=event"


class Line:
    """One open stream on `device`. Closing twice is harmless.

    Raises:
        OSError: the device does not open.
    """

    def __init__(self, device: Device, open_stream: Callable[[], Any]) -> None:
        self.device = device
        try:
            self._stream = open_stream()
        except ValueError as error:  # PyAudio's word for a rate or channels that do not fit
            raise OSError(str(error)) from error

    @property
    def alive(self) -> bool:
        """Whether sound still flows: False once the device is gone."""
        try:
            return bool(self._stream.is_active())
        except OSError:
            return False

    def close(self) -> None:
        """Stop at once, without playing what is buffered."""
        try:
            self._stream.close()
        except OSError:
            return


def say_to_server(properties: str) -> None:
    """Tell PulseAudio or PipeWire what the next stream is for; others do not read it."""
    os.environ["PULSE_PROP"] = properties


def open_microphone(
    audio: Any, index: int, device: Device, take: Callable[[bytes], None], *, echo_cancel: bool
) -> Line:
    """Return a line that calls `take` with each frame, on PortAudio's thread."""
    import pyaudio

    def on_frame(data: bytes, _count: int, _time: Any, _status: int) -> tuple[None, int]:
        take(data)
        return None, pyaudio.paContinue

    say_to_server(_PHONE + _ECHO_CANCEL * echo_cancel)
    return Line(
        device,
        lambda: audio.open(
            rate=RATE,
            channels=1,
            format=pyaudio.paInt16,
            input=True,
            input_device_index=index,
            frames_per_buffer=FRAME_SAMPLES,
            stream_callback=on_frame,
        ),
    )


def open_speaker(
    audio: Any,
    index: int,
    device: Device,
    queue: FrameQueue,
    clock: FrameClock,
    *,
    echo_cancel: bool,
) -> Line:
    """Return a line that plays what is in the queue, and ticks the clock."""
    import pyaudio

    def on_frame(_data: None, _count: int, _time: Any, _status: int) -> tuple[bytes, int]:
        clock.tick()
        return queue.get(), pyaudio.paContinue

    say_to_server(_PHONE + _ECHO_CANCEL * echo_cancel)
    return Line(
        device,
        lambda: audio.open(
            rate=RATE,
            channels=1,
            format=pyaudio.paInt16,
            output=True,
            output_device_index=index,
            frames_per_buffer=FRAME_SAMPLES,
            stream_callback=on_frame,
        ),
    )


def open_ringer(audio: Any, index: int, device: Device, player: Player) -> Line:
    """Return a line that plays the player's sound until it is closed."""
    import pyaudio

    def on_frame(_data: None, _count: int, _time: Any, _status: int) -> tuple[bytes, int]:
        return player.next_frame(), pyaudio.paContinue

    say_to_server(_RING)
    return Line(device, lambda: _opened(audio, index, player, stream_callback=on_frame))


def _opened(audio: Any, index: int, player: Player, **more: Any) -> Any:
    import pyaudio

    return audio.open(
        rate=player.sound.rate,
        channels=player.sound.channels,
        format=pyaudio.paInt16,
        output=True,
        output_device_index=index,
        frames_per_buffer=player.frame_samples,
        **more,
    )


def play_once(audio: Any, index: int, player: Player) -> None:
    """Play the player's sound to its end on an output; returns then.

    Raises:
        OSError: the device does not open, or went away.
    """
    say_to_server(_RING)
    try:
        stream = _opened(audio, index, player)
    except ValueError as error:  # PyAudio's word for a rate or channels that do not fit
        raise OSError(str(error)) from error
    for _ in range(player.frames):
        stream.write(player.next_frame())
    stream.stop_stream()  # once what is buffered has been played
    stream.close()
