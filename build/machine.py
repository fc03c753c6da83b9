"""System packages by apt: only the missing ones, from the machine's own package sources."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable

from build import platforms, say

# `a|b`: whichever this release has (the time_t transition renamed some libraries).
QT = (
    "libglib2.0-0t64|libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfreetype6",
    "libfontconfig1",
    "libdbus-1-3",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-util1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
SOUND = (
    "libportaudio2",
    "libasound2-data",  # PortAudio ends the process where alsa.conf is missing
    "libasound2-plugins",
)
FONTS = ("fonts-inter", "fonts-noto-core")
RUN = (*QT, *SOUND, *FONTS)
VOICE = ("espeak-ng",)
TEST = (
    *VOICE,
    "at-spi2-core",
    "dbus",
    "gnome-keyring",
    "iproute2",
    "openbox",
    "postgresql",
    "poppler-utils",
    "pulseaudio",
    "pulseaudio-utils",
    "sip-tester",
    "x11-xserver-utils",
    "xauth",
    "xdotool",
    "xvfb",
)
PBX = ("postgresql", "sip-tester")
BENCH = (*TEST, "baresip")
COMPILE = ("gcc", "libc6-dev", "portaudio19-dev")
"""PyAudio comes as source on Linux."""


def python_packages(version: str) -> tuple[str, ...]:
    """Return what the system's own Python lacks for making environments and extensions."""
    return (f"python{version}-venv", f"python{version}-dev")


class _Lists:
    """Whether this run has read apt's package lists; once is enough."""

    read = False


def need(packages: Iterable[str], why: str) -> None:
    """Install the packages that are missing.

    Raises:
        Trouble: they are missing and cannot be installed.
    """
    if not platforms.LINUX:
        return
    missing = _missing(list(packages))
    if not missing:
        return
    if shutil.which("apt-get") is None:
        by_hand = ", ".join(package.split("|")[0] for package in missing)
        raise say.Trouble(f"Without apt these have to be installed by hand: {by_hand}.")
    prefix = _as_root(missing)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    network = "is there a network, and are the package sources right?"
    if not _Lists.read:
        with say.step("Reading the package lists"):
            say.run([*apt, "update"], f"apt could not read the package lists: {network}", env=env)
        _Lists.read = True
    names = [_available(name) for name in missing]
    with say.step(f"Installing {why}: {' '.join(names)}"):
        say.run(
            [*apt, "install", "--no-install-recommends", *names],
            f"apt could not install what is needed {why}: {network}",
            env=env,
        )


def _as_root(missing: list[str]) -> list[str]:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        names = " ".join(package.split("|")[0] for package in missing)
        raise say.Trouble(f"Neither root nor sudo; as root, run: apt-get install {names}")
    return ["sudo"]


def _missing(packages: list[str]) -> list[str]:
    every = sorted({name for package in packages for name in package.split("|")})
    # Prints what it knows and fails for the rest, so the exit code says nothing.
    listing = _dpkg(every)
    installed = set()
    for row in listing.splitlines():
        name, status, provides = (*row.split("\t"), "", "")[:3]
        if status == "installed":
            installed |= {name, *re.findall(r"[\w.+-]+", re.sub(r"\([^)]*\)", "", provides))}
    return [package for package in packages if not installed & set(package.split("|"))]


def _dpkg(names: list[str]) -> str:
    form = "${Package}\t${db:Status-Status}\t${Provides}\n"
    script = 'dpkg-query -W -f "$0" "$@" 2>/dev/null || true'
    return say.output(["sh", "-c", script, form, *names]) or ""


def _available(package: str) -> str:
    names = package.split("|")
    for name in names[:-1]:
        if say.output(["apt-cache", "show", "--no-all-versions", name]):
            return name
    return names[-1]
