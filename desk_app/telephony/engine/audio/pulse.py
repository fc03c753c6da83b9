"""PulseAudio's and PipeWire's cards, made visible to PortAudio under their own names.

PortAudio sees a sound server only as ALSA's single device "pulse", whatever
cards there are. So each card gets a PCM of its own in an ALSA configuration
that we generate and that only this process reads (ALSA_CONFIG_PATH). `pactl`
(package pulseaudio-utils) tells which cards there are; without it the
administrator's ALSA configuration stands as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path

import msgspec

ALSA_CONFIG = Path("/usr/share/alsa/alsa.conf")
"""PortAudio aborts the process when this file is missing (package libasound2-data)."""
DEFAULT_PCM = "desk-app-default"
_TIMEOUT_S = 3.0
_CANCELLER = ".echo-cancel"  # the server's own wrapping of a card during a call
_CARD = re.compile(r"^\t(Name|Description|Monitor of Sink): (.*)$", re.MULTILINE)
_DEFAULT = re.compile(r"^Default (Sink|Source): (.*)$", re.MULTILINE)


class Card(msgspec.Struct, frozen=True):
    """A sink or source: the server's name, and the name people know it by."""

    name: str
    description: str

    @property
    def pcm(self) -> str:
        """Our ALSA name for it: letters and digits only, whatever its own name is."""
        return "desk-app-" + hashlib.sha256(self.name.encode()).hexdigest()[:12]


class SoundServer(msgspec.Struct, frozen=True):
    """What the sound server offers."""

    sinks: tuple[Card, ...] = ()
    sources: tuple[Card, ...] = ()
    default_sink: str = ""
    default_source: str = ""


def _pactl(*arguments: str) -> str | None:
    environment = dict(os.environ, LC_ALL="C")
    try:
        done = subprocess.run(
            ["pactl", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")


def parse_cards(listing: str) -> tuple[Card, ...]:
    """Return the cards of `pactl list sinks` or `sources` (LC_ALL=C), without monitors.

    Cards of one name are told apart by a number.
    """
    cards: list[Card] = []
    seen: dict[str, int] = {}
    for block in re.split(r"^(?:Sink|Source) #\d+$", listing, flags=re.MULTILINE):
        fields = dict(reversed(_CARD.findall(block)))
        if "Name" not in fields or fields.get("Monitor of Sink", "n/a") != "n/a":
            continue
        if fields["Name"].endswith(_CANCELLER):
            continue
        description = fields.get("Description", "").strip() or fields["Name"]
        seen[description] = seen.get(description, 0) + 1
        if seen[description] > 1:
            description = f"{description} ({seen[description]})"
        cards.append(Card(fields["Name"], description))
    return tuple(cards)


def ask() -> SoundServer | None:
    """Return what the sound server offers; None without one, or without `pactl`."""
    info, sinks, sources = _pactl("info"), _pactl("list", "sinks"), _pactl("list", "sources")
    if info is None or sinks is None or sources is None:
        return None
    defaults = dict(_DEFAULT.findall(info))
    return SoundServer(
        parse_cards(sinks),
        parse_cards(sources),
        defaults.get("Sink", ""),
        defaults.get("Source", ""),
    )


def alsa_config(server: SoundServer) -> str:
    """Return an ALSA configuration: the machine's own, and a PCM for each card."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    lines = [f"<{ALSA_CONFIG}>", f'pcm."{DEFAULT_PCM}" {{ type pulse }}']
    lines += [
        f'pcm."{card.pcm}" {{ type pulse device {quoted(card.name)} }}'
        for card in (*server.sinks, *server.sources)
    ]
    return "\n".join(lines) + "\n"
