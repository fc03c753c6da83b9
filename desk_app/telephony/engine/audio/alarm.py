"""Play the wall's alarm once: `python -m desk_app.telephony.engine.audio.alarm RINGER VOLUME`.

A process of its own: a wall has no engine, and PortAudio may abort. RINGER is a device's
name, "" for the system's default, VOLUME per cent.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from desk_app.telephony.engine.audio import lines, sounds
from desk_app.telephony.engine.audio.catalogue import indexes
from desk_app.telephony.engine.audio.list_devices import NoSound, look, open_portaudio


def play(ringer: str, volume: int) -> None:
    """Play it to the end; on the default device where the chosen one is missing.

    Raises:
        NoSound: there is nothing to play it on.
        OSError: the device does not open, or went away.
    """
    with tempfile.TemporaryDirectory(prefix="desk-app-sound-") as folder:
        config = Path(folder) / "alsa.conf"
        catalogue = look(config)
        device = catalogue.find(ringer, is_input=False) or catalogue.default_output
        if device is None:
            raise NoSound("no speaker")
        audio = open_portaudio(config)
        try:
            player = sounds.Player(sounds.alarm_sound(), volume, rising=False)
            lines.play_once(audio, indexes(audio)[device.portaudio], player)
        finally:
            audio.terminate()


def main(ringer: str, volume: str) -> int:
    """Play it; 1 and a line on stderr where that does not work."""
    try:
        play(ringer, int(volume))
    except (NoSound, OSError, KeyError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
