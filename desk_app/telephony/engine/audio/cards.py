"""The thread that owns the sound cards: opens, closes, watches and falls back.

The engine says what it wants (`wish`) and reads what came of it (`news`);
neither ever waits for a device. PortAudio is initialised anew when the list
of devices changed, at a moment when no stream is open or one has to be
opened on another device anyway.
"""

from __future__ import annotations

import logging
import math
import queue
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from desk_app.telephony.engine.audio import lines, sounds
from desk_app.telephony.engine.audio.catalogue import Catalogue, Device, indexes
from desk_app.telephony.engine.audio.frames import FrameClock, FrameQueue
from desk_app.telephony.engine.audio.list_devices import NoSound, look, open_portaudio
from desk_app.telephony.engine.audio.pulse import DEFAULT_PCM
from desk_app.telephony.engine.audio.system import raise_priority
from desk_app.telephony.engine.audio.watch import DeviceWatch
from desk_app.telephony.engine.audio.wish import Ring, Role, Wish, resolve
from desk_app.telephony.messages import Devices, Problem, Trouble

_log = logging.getLogger(__name__)
_TICK_S = 0.1
_LINGER_S = 1.0  # devices stay open between two calls
_SOON_S = 0.3  # the default device died: there may be another one by now
_RETURN_S = 1.0  # a chosen device died: it may be back
_BUSY_S = 30.0  # a chosen device does not open: trying again interrupts the default one
_RETRY_S = 2.0  # nothing opens: nothing to interrupt
_LOOK_AGAIN_S = 60.0  # listing the devices failed


class SoundCards:
    """Microphone into one queue, another queue out of the speaker, and the ringer."""

    def __init__(self, microphone: FrameQueue, speaker: FrameQueue) -> None:
        self._queues = {Role.MICROPHONE: microphone, Role.SPEAKER: speaker}
        self.speaker_clock = FrameClock()
        self.last_frame = b""
        """The microphone's newest frame; empty while it is closed."""
        self._news: queue.SimpleQueue[Devices | Trouble] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._wish = Wish()
        self._closing = False
        self._scratch = tempfile.TemporaryDirectory(prefix="desk-app-sound-")
        self._alsa_config = Path(self._scratch.name) / "alsa.conf"
        self._audio: Any = None
        self._indexes: dict[str, int] = {}
        self._stale = True  # PortAudio's list is older than the catalogue
        self._catalogue: Catalogue | None = None
        self._no_sound = ""
        self._look_at = 0.0
        self._broken: dict[tuple[Role, str], float] = {}  # until when
        self._lines: dict[Role, tuple[lines.Line, tuple[object, ...]]] = {}
        self._linger_until = 0.0
        self._told = Devices()
        self._standing: dict[Problem, str] = {}
        self._thread = threading.Thread(target=self._run, name="sound cards", daemon=True)

    # --- the engine's side: never waits ----------------------------------------------

    def start(self) -> None:
        """Begin; nothing is opened or listed before the first wish that is not null."""
        self._thread.start()

    def wish(self, **changes: Any) -> None:
        """Change fields of the wish; carried out soon."""
        with self._changed:
            self._wish = replace(self._wish, **changes)
            self._changed.notify()

    def news(self) -> Iterator[Devices | Trouble]:
        """Return what changed since the last time."""
        while not self._news.empty():
            yield self._news.get()

    def close(self) -> None:
        """Close all devices; a sound server that hangs is left behind after 2 s."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout=2)

    # --- the thread ----------------------------------------------------------------

    def _run(self) -> None:
        raise_priority()
        watch = DeviceWatch()
        done = Wish()
        while not self._closing:
            wish = self._wish
            now = time.monotonic()
            if wish != done:
                self._broken.clear()
            if not wish.null:
                dead = self._bury_dead(wish, now)
                if dead:  # sound first, the list after that
                    self._carry_out(wish, now)
                    self._tell(wish)
                if watch.changed(now) or dead or now >= self._look_at:
                    self._look(now)
            self._carry_out(wish, now)
            self._tell(wish)
            done = wish
            with self._changed:
                if self._wish == wish and not self._closing:
                    self._changed.wait(_TICK_S)
        watch.close()
        self._stop_portaudio()
        self._scratch.cleanup()

    def _look(self, now: float) -> None:
        self._look_at = math.inf
        try:
            catalogue, self._no_sound = look(self._alsa_config), ""
        except NoSound as error:
            self._look_at = now + _LOOK_AGAIN_S
            _log.warning("no list of sound devices: %s", error)
            if self._lines:
                return
            catalogue, self._no_sound = Catalogue(), str(error)
        if catalogue != self._catalogue:
            _log.info("sound devices: %s", catalogue)
            self._catalogue = catalogue
            self._stale = True
            self._broken.clear()
            # What made the child abort would abort the engine.
            if not self._lines and not self._no_sound:
                self._restart_portaudio()

    def _bury_dead(self, wish: Wish, now: float) -> bool:
        self._broken = {key: until for key, until in self._broken.items() if now < until}
        dead = [role for role, (line, _) in self._lines.items() if not line.alive]
        for role in dead:
            device = self._lines[role][0].device
            _log.warning("%s stopped: %s", role.value, device)
            self._close(role)
            self._broken[role, device.portaudio] = now + (
                _RETURN_S if self._is_chosen(wish, role, device) else _SOON_S
            )
        return bool(dead)

    @staticmethod
    def _is_chosen(wish: Wish, role: Role, device: Device) -> bool:
        return device.portaudio != DEFAULT_PCM and device.name == wish.chosen(role)

    def _carry_out(self, wish: Wish, now: float) -> None:
        if wish.talk:
            self._linger_until = now + _LINGER_S
        lingering = replace(wish, talk=wish.talk or now < self._linger_until)
        targets = {role: self._target(lingering, role) for role in Role}
        opening = []
        for role, target in targets.items():
            if role in self._lines:
                line, setting = self._lines[role]
                if line.device == target and setting == wish.setting(role):
                    continue
                self._close(role)
            if target is not None:
                opening.append(role)
        if opening and self._stale:
            opening = [role for role in Role if targets[role] is not None]
            self._restart_portaudio()
        for role in opening:
            device = targets[role]
            if device is not None and not self._blocked(role, device, now):
                self._open(role, device, wish, now)

    def _target(self, wish: Wish, role: Role) -> Device | None:
        if self._catalogue is None or not wish.open(role):
            return None
        return resolve(wish, role, self._catalogue, frozenset(self._broken))[0]

    def _blocked(self, role: Role, device: Device, now: float) -> bool:
        return now < self._broken.get((role, device.portaudio), 0.0)

    def _open(self, role: Role, device: Device, wish: Wish, now: float) -> None:
        try:
            index = self._indexes[device.portaudio]
            line = self._open_line(role, index, device, wish)
        except (OSError, KeyError) as error:
            _log.warning("%s: %s does not open: %s", role.value, device, error)
            chosen = self._is_chosen(wish, role, device)
            self._broken[role, device.portaudio] = now + (_BUSY_S if chosen else _RETRY_S)
            if role in self._queues:
                self._queues[role].close()
            return
        self._broken.pop((role, device.portaudio), None)
        self._lines[role] = (line, wish.setting(role))

    def _open_line(self, role: Role, index: int, device: Device, wish: Wish) -> lines.Line:
        if role is Role.RINGER:
            rising = wish.ring is Ring.CALL
            sound = sounds.ring_sound(wish.ring_sound) if rising else sounds.trial_sound()
            player = sounds.Player(sound, wish.ring_volume, rising=rising)
            return lines.open_ringer(self._audio, index, device, player)
        frames = self._queues[role]
        frames.open()
        if role is Role.SPEAKER:
            return lines.open_speaker(
                self._audio,
                index,
                device,
                frames,
                self.speaker_clock,
                echo_cancel=wish.echo_cancel,
            )

        def take(frame: bytes) -> None:
            self.last_frame = frame
            frames.put(frame)

        return lines.open_microphone(self._audio, index, device, take, echo_cancel=wish.echo_cancel)

    def _close(self, role: Role) -> None:
        line, _ = self._lines.pop(role)
        line.close()
        if role is Role.MICROPHONE:
            self.last_frame = b""
        if role is Role.SPEAKER:
            self.speaker_clock.pause()
        if role in self._queues:
            self._queues[role].close()

    def _restart_portaudio(self) -> None:
        self._stop_portaudio()
        try:
            self._audio = open_portaudio(self._alsa_config)
        except NoSound as error:
            self._no_sound = str(error)
            return
        self._indexes = indexes(self._audio)
        self._stale = False

    def _stop_portaudio(self) -> None:
        for role in list(self._lines):
            self._close(role)
        if self._audio is not None:
            self._audio.terminate()
            self._audio = None
            self._indexes = {}

    # --- what is told ---------------------------------------------------------------

    def _tell(self, wish: Wish) -> None:
        catalogue = self._catalogue or Catalogue()
        now: dict[Role, str] = {}
        missing: set[str] = set()
        for role in Role:
            device, absent = resolve(wish, role, catalogue, frozenset(self._broken))
            now[role] = device.name if device and not wish.null else ""
            missing |= {absent} - {""}
        devices = Devices(
            inputs=tuple(device.name for device in catalogue.inputs),
            outputs=tuple(device.name for device in catalogue.outputs),
            microphone=wish.microphone,
            speaker=wish.speaker,
            ringer=wish.ringer,
            microphone_now=now[Role.MICROPHONE],
            speaker_now=now[Role.SPEAKER],
            ringer_now=now[Role.RINGER],
        )
        if devices != self._told:
            self._told = devices
            self._news.put(devices)
        known = self._catalogue is not None and not wish.null
        nothing = self._no_sound or (
            "no microphone" * (not now[Role.MICROPHONE]) or "no speaker" * (not now[Role.SPEAKER])
        )
        self._stand(Problem.NO_SOUND_DEVICE, nothing if known else "")
        self._stand(Problem.DEVICE_MISSING, ", ".join(sorted(missing)) if known else "")

    def _stand(self, problem: Problem, detail: str) -> None:
        before = self._standing.get(problem, "")
        if detail == before:
            return
        self._standing[problem] = detail
        self._news.put(
            Trouble(problem=problem, detail=detail or before, standing=True, over=not detail)
        )
