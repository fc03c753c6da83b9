"""Where waiting callers are: music, and what is said to each in between. Engine thread.

Players are the conference's own, in C: a caller who only hears music costs no Python.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pjsua2 as pj

from desk_app.telephony.engine.call import SipCall
from desk_app.telephony.engine.loop import Loop, Timer, explain
from desk_app.telephony.queue.prompts import Clip

log = logging.getLogger(__name__)

_TAIL_S = 0.1  # the jitter buffer's depth: the last word is heard before the next begins
_RETIRE_S = 3.0
"""A player outlives its last frame by so much: the library tells it of the file's end from a
thread of its own, and one that is gone by then takes the process with it."""


@dataclass
class _Guest:
    call: SipCall
    music: Clip
    source: pj.AudioMedia | None = None
    said: pj.AudioMediaPlayer | None = None
    timer: Timer | None = None
    recorder: pj.AudioMediaRecorder | None = None
    files: list[str] = field(default_factory=list)


class HoldRoom:
    """Plays to callers who are with nobody yet."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._guests: dict[str, _Guest] = {}
        self._music: dict[Path, pj.AudioMediaPlayer] = {}

    def __len__(self) -> int:
        return len(self._guests)

    @property
    def calls(self) -> tuple[SipCall, ...]:
        """Who is here."""
        return tuple(guest.call for guest in self._guests.values())

    def __contains__(self, call: SipCall) -> bool:
        return call.key in self._guests

    def enter(self, call: SipCall, music: Clip) -> None:
        """Let an answered call hear music from now on."""
        self._guests[call.key] = guest = _Guest(call, music)
        self._play_music(guest)

    def leave(self, call: SipCall) -> None:
        """Play nothing to this call any more. Harmless when it is not here."""
        guest = self._guests.pop(call.key, None)
        if guest is not None:
            self._silence(guest)
            self._stop_recording(guest)

    def media_changed(self, call: SipCall) -> None:
        """Go on playing into the call's new media; the library has cut the old one's."""
        guest = self._guests.get(call.key)
        if guest is None:
            return
        if guest.source is not None:
            self._connect(guest, guest.source)
        if guest.recorder is not None and call.media is not None:
            with contextlib.suppress(pj.Error):
                call.media.startTransmit(guest.recorder)

    def say(self, call: SipCall, clips: Sequence[Clip], then: Callable[[], None]) -> None:
        """Say these clips instead of the music, go on with the music, then call `then`."""
        guest = self._guests.get(call.key)
        if guest is None:
            return
        self._silence(guest)
        clips = [clip for clip in clips if clip.seconds]
        if clips:
            try:
                guest.said = _player([clip.path for clip in clips], loop=False)
            except pj.Error as error:
                log.error("%s: %s", [clip.path.name for clip in clips], explain(error))
            else:
                self._connect(guest, guest.said)
        seconds = sum(clip.seconds for clip in clips) + _TAIL_S * bool(guest.said)
        guest.timer = self._loop.after(seconds, lambda: self._said(guest, then))

    def _said(self, guest: _Guest, then: Callable[[], None]) -> None:
        if self._guests.get(guest.call.key) is not guest:
            return
        self._silence(guest)
        self._play_music(guest)
        then()

    def record(self, call: SipCall, path: Path) -> None:
        """Take down what the caller says, in silence; `leave` ends it.

        Raises:
            OSError, pj.Error: the file cannot be written.
        """
        guest = self._guests[call.key]
        self._silence(guest)
        path.parent.mkdir(parents=True, exist_ok=True)
        recorder = pj.AudioMediaRecorder()
        recorder.createRecorder(str(path))
        guest.recorder = recorder
        if call.media is not None:
            call.media.startTransmit(recorder)

    # --- connections ----------------------------------------------------------------------

    def _play_music(self, guest: _Guest) -> None:
        player = self._music.get(guest.music.path)
        if player is None:
            try:
                player = _player([guest.music.path], loop=True)
            except pj.Error as error:
                log.error("%s: %s", guest.music.path, explain(error))
                return
            self._music[guest.music.path] = player
        self._connect(guest, player)

    def _connect(self, guest: _Guest, source: pj.AudioMedia) -> None:
        guest.source = source
        if guest.call.media is not None:
            try:
                source.startTransmit(guest.call.media)
            except pj.Error as error:
                log.warning("playing to %s: %s", guest.call.key, explain(error))

    def _silence(self, guest: _Guest) -> None:
        if guest.timer is not None:
            guest.timer.cancel()
            guest.timer = None
        source, guest.source = guest.source, None
        self._retire(guest.said)
        guest.said = None
        if source is not None and guest.call.media is not None and not guest.call.over:
            with contextlib.suppress(pj.Error):
                source.stopTransmit(guest.call.media)

    def _stop_recording(self, guest: _Guest) -> None:
        recorder, guest.recorder = guest.recorder, None
        if recorder is not None and guest.call.media is not None and not guest.call.over:
            with contextlib.suppress(pj.Error):
                guest.call.media.stopTransmit(recorder)

    def forget_music(self, in_use: Iterable[Path]) -> None:
        """Let go of players whose file no queue plays any more and nobody hears."""
        keep = {*in_use, *(guest.music.path for guest in self._guests.values())}
        for path in [path for path in self._music if path not in keep]:
            self._retire(self._music.pop(path))

    def _retire(self, player: pj.AudioMediaPlayer | None) -> None:
        if player is not None:
            retired = [player]
            self._loop.after(_RETIRE_S, retired.clear)

    def close(self) -> None:
        """Let go of every player: one that outlives the library aborts the process."""
        for guest in self._guests.values():
            guest.said = guest.source = guest.recorder = None
            if guest.timer is not None:
                guest.timer.cancel()
        self._guests.clear()
        self._music.clear()


def _player(paths: Sequence[Path], *, loop: bool) -> pj.AudioMediaPlayer:
    player = pj.AudioMediaPlayer()
    options = 0 if loop else pj.PJMEDIA_FILE_NO_LOOP
    if len(paths) == 1:
        player.createPlayer(str(paths[0]), options)
    else:
        names = pj.StringVector()
        for path in paths:
            names.append(str(path))
        player.createPlaylist(names, "prompts", options)
    return player
