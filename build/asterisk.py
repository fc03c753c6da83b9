"""An Asterisk for tests and for the lab: the machine's own, else one unpacked in the user's cache.

The unpacked one is run by its own loader with its own libraries: nothing is installed,
no chroot is entered, and several may run at once on folders of their own.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build import machine, platforms, say
from build.engine import source

GOOD = ("20", "22")
"""Versions with long support that the bridge is made for."""

INCLUDED = ("asterisk", "asterisk-core-sounds-en-wav")
_TOOL = ("mmdebstrap",)
_ENGLISH = "en_US_f_Allison"


@dataclass(frozen=True)
class Program:
    """How to start Asterisk.

    Attributes:
        command: the words before its own options.
        folders: lines of `[directories]` in asterisk.conf that it needs, by name.
        version: as `asterisk -V` says it, such as `22.5.0`.
    """

    command: tuple[str, ...]
    folders: dict[str, Path]
    version: str


def provide() -> Program:
    """Return a usable Asterisk; unpack one if there is none (once for each machine).

    Raises:
        Trouble: there is none and none can be had.
    """
    ready = _installed()
    if ready is not None:
        return ready
    place = platforms.cache_folder() / "asterisk" / f"{platforms.system_name()}-{_digest()}"
    with platforms.one_at_a_time(place.parent / "set-up.lock"):
        if not place.is_dir():
            _unpack(place)
    return _unpacked(place)


def _digest() -> str:
    return hashlib.sha256(repr((INCLUDED, source.NEWEST)).encode()).hexdigest()[:12]


def _installed() -> Program | None:
    path = shutil.which("asterisk", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    version = _version((path,)) if path else ""
    if path is None or version.split(".")[0] not in GOOD:
        return None
    return Program((path,), {}, version)


def _unpack(place: Path) -> None:
    if not platforms.LINUX:
        raise say.Trouble("Asterisk 20 or 22 has to be installed by hand here.")
    machine.need(_TOOL, "to unpack Asterisk")
    origin, uri, signed_by = source.mirror()
    suite, component = source.NEWEST[origin]
    place.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="work-", dir=place.parent))
    tree = work / "tree"
    components = component if component == "main" else f"main {component}"
    line = f"deb {f'[signed-by={signed_by}] ' if signed_by else ''}{uri} {suite} {components}"
    command = [
        "mmdebstrap",
        "--variant=extract",
        f"--include={','.join(INCLUDED)}",
        '--aptopt=Acquire::Check-Valid-Until "false"',
        *(suite, tree, line),
    ]
    with say.step("Unpacking Asterisk from the package mirror (a minute; once for each machine)"):
        say.run(command, "The package mirror did not give Asterisk.", log=work.with_suffix(".log"))
    # What a package's installation would have done.
    (tree / "usr/share/asterisk/sounds/en").symlink_to(_ENGLISH)
    _unpacked(tree)
    tree.replace(place)
    work.rmdir()
    work.with_suffix(".log").unlink()


def _unpacked(tree: Path) -> Program:
    """Return how to start an unpacked one.

    Raises:
        Trouble: it does not start.
    """
    libraries = next(tree.glob("usr/lib/*-linux-gnu*/asterisk/modules")).parent.parent
    loader = next(libraries.glob("ld-linux*.so.*"))
    command = (str(loader), "--library-path", str(libraries), str(tree / "usr/sbin/asterisk"))
    version = _version(command)
    if not version:
        raise say.Trouble(f"The Asterisk in {tree} does not start; remove it and try again.")
    folders = {
        "astmoddir": libraries / "asterisk" / "modules",
        "astdatadir": tree / "usr/share/asterisk",
    }
    return Program(command, folders, version)


def _version(command: Sequence[str]) -> str:
    said = re.match(r"Asterisk (?:certified/)?([\d.]+)", say.output([*command, "-V"]) or "")
    return said[1] if said else ""
