"""Notices, at next to no cost, that sound devices may have come or gone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_LOOK_AGAIN_S = 1.0  # after an event: cards appear in several steps
_POLL_S = 2.0
_CHILD_S = 5.0
_RETRY_S = 2.0
_CONNECTED_S = 0.5  # `pactl` that lives so long has found its server
_NEWS = re.compile(rb"'(?:new|remove)' on (?:sink|source) #|'change' on server")


class DeviceWatch:
    """Says when to list the devices again. One thread.

    Linux: the sound server's own events (`pactl subscribe`) and the kernel's
    list of cards. Elsewhere nothing cheap is at hand: every 5 s.
    """

    def __init__(self) -> None:
        self._pactl: subprocess.Popen[bytes] | None = None
        self._next_pactl = 0.0
        self._server_up = False
        self._next_poll = 0.0
        self._look_at: float | None = None
        self._kernel = _kernel_cards()

    def changed(self, now: float) -> bool:
        """Return whether to list the devices now; call it a few times a second."""
        if sys.platform != "linux":
            return self._due(now, _CHILD_S)
        news = self._server_news(now)
        if self._due(now, _POLL_S):
            kernel = _kernel_cards()
            news = news or kernel != self._kernel
            self._kernel = kernel
        if news:
            self._look_at = now + _LOOK_AGAIN_S
        elif self._look_at is not None and now >= self._look_at:
            self._look_at = None
            return True
        return news

    def close(self) -> None:
        """End the child process."""
        if self._pactl is not None:
            self._pactl.kill()
            self._pactl.communicate()
            self._pactl = None

    def _due(self, now: float, every_s: float) -> bool:
        if now < self._next_poll:
            return False
        first, self._next_poll = self._next_poll == 0.0, now + every_s
        return not first

    def _server_news(self, now: float) -> bool:
        if self._pactl is None:
            return self._subscribe(now)
        assert self._pactl.stdout is not None  # noqa: S101
        text = self._pactl.stdout.read()  # does not block; None: nothing, b"": ended
        was_up = self._server_up
        if text == b"":
            self.close()
            self._server_up = False
            return was_up
        self._server_up = now >= self._next_pactl - _RETRY_S + _CONNECTED_S
        if self._server_up and not was_up:
            return True
        return text is not None and _NEWS.search(text) is not None

    def _subscribe(self, now: float) -> bool:
        if now < self._next_pactl:
            return False
        self._next_pactl = now + _RETRY_S
        try:
            self._pactl = subprocess.Popen(
                ["pactl", "subscribe"],
                env=dict(os.environ, LC_ALL="C"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError:
            return False
        assert self._pactl.stdout is not None  # noqa: S101
        os.set_blocking(self._pactl.stdout.fileno(), False)
        return False


def _kernel_cards() -> tuple[str, ...]:
    """Return ALSA's cards and device files as the kernel lists them."""
    cards, devices = Path("/proc/asound/cards"), Path("/dev/snd")
    try:
        text = cards.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    try:
        names = sorted(path.name for path in devices.iterdir())
    except OSError:
        names = []
    return (text, *names)
